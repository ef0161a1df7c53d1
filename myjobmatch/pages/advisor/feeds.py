"""How the feed of offers fares: its last runs, and why one withdrew nothing."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    column,
    data_table,
    desk_shell,
    empty_state,
    page_title,
    skeleton,
)
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.feeds import FeedsState, RunRow

_FIGURES = ("read", "new", "changed", "withdrawn")


def _state(row: rx.Var[RunRow]) -> rx.Component:
    label = t_any("today.feeds.state_", row.state)
    return rx.match(
        row.state,
        ("done", badge(label, tone="yes", icon_name="circle-check")),
        ("running", badge(label, icon_name="hourglass")),
        badge(label, tone="bad", icon_name="circle-alert"),
    )


def _row(row: rx.Var[RunRow]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(t("today.feeds.at", at=row.at)),
        rx.el.td(
            t_any("today.feeds.kind_", row.kind),
            rx.el.br(),
            rx.el.bdi(row.origin, class_name="soft small"),
        ),
        rx.el.td(
            _state(row),
            rx.cond(
                row.why != "",
                rx.el.p(
                    rx.cond(
                        row.why == "shrunk",
                        t("today.feeds.shrunk", missing=row.missing, standing=row.standing),
                        t_any("today.feeds.why_", row.why),
                    ),
                    class_name="small",
                ),
            ),
        ),
        *[rx.el.td(getattr(row, name), class_name="portfolio-number") for name in _FIGURES],
        key=row.id,
    )


@page("/conseil/flux", title="today.feeds.title", on_load=FeedsState.load)
def feeds() -> rx.Component:
    """The last runs, the latest first."""
    state = FeedsState
    return desk_shell(
        Role.MANAGER,
        "today",
        page_title(t("today.feeds.title"), intro=t("today.feeds.intro")),
        rx.cond(
            state.loaded,
            rx.cond(
                state.rows.length() > 0,
                data_table(
                    t("today.feeds.title"),
                    [
                        column(t("today.feeds.when")),
                        column(t("today.feeds.what")),
                        column(t("today.feeds.how")),
                        *[column(t(f"today.feeds.{name}")) for name in _FIGURES],
                    ],
                    rx.foreach(state.rows, _row),
                ),
                empty_state("rss", t("today.feeds.none"), t("today.feeds.none_text")),
            ),
            skeleton(5),
        ),
    )
