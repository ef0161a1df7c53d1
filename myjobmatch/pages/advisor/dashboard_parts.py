"""Of the dashboard: a figure with the one before, and who is going."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import badge, button, card, icon, link_button, nav_link
from myjobmatch.components.charts import downloads, fold
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.dashboard import OWN, Big, DashboardState, LeavingView

_S = DashboardState


def headline(one: rx.Var[Big]) -> rx.Component:
    """A figure of the period, beside the one before."""
    change = rx.match(
        one.way,
        ("up", t("dashboard.more", value=_change(one.kind, one.change))),
        ("down", t("dashboard.less", value=_change(one.kind, one.change))),
        t("dashboard.same"),
    )
    return rx.el.li(
        rx.el.span(t_any("dashboard.big.", one.key), class_name="dashboard-big-name"),
        rx.el.strong(
            rx.cond(one.known, _value(one.kind, one.value), t("dashboard.nothing")),
            class_name="dashboard-big-value",
        ),
        rx.cond(
            one.before_known & one.known,
            rx.el.span(
                rx.el.span(
                    rx.match(
                        one.way,
                        ("up", icon("trending-up", size=16)),
                        ("down", icon("trending-down", size=16)),
                        icon("minus", size=16),
                    ),
                    change,
                    class_name="badge tone-plain",
                ),
                rx.el.span(
                    t("dashboard.before", value=_value(one.kind, one.before)),
                    class_name="soft small",
                ),
                class_name="dashboard-big-before",
                custom_attrs={"data-tone": one.tone},
            ),
            rx.el.span(
                rx.cond(one.key == "leaving", t("dashboard.today"), t("dashboard.no_before")),
                class_name="soft small",
            ),
        ),
        class_name="card dashboard-big",
    )


def _change(kind: rx.Var[str], number: Any) -> rx.Var[str]:
    return rx.cond(kind == "share", t("dashboard.points", n=number), _value(kind, number))


def _value(kind: rx.Var[str], number: Any) -> rx.Var[str]:
    return rx.match(
        kind,
        ("share", t("dashboard.percent", n=number)),
        ("days", t("dashboard.days", n=number)),
        ("hours", t("dashboard.hours", n=number)),
        t("dashboard.number", n=number),
    )


def leaving() -> rx.Component:
    """Youths to write to while it helps."""
    return card(
        rx.el.div(
            rx.el.h2(t("dashboard.chart.drop_outs"), id="leaving", class_name="h3"),
            rx.el.p(t("dashboard.leaving_count", count=_S.leaving_count), class_name="soft"),
        ),
        rx.el.ul(rx.foreach(_S.leaving, _leaving_row), class_name="dashboard-leaving"),
        rx.cond(
            _S.leaving_count > _S.leaving.length(),
            rx.el.p(
                t("dashboard.leaving_shown", shown=_S.leaving.length()), class_name="soft small"
            ),
        ),
        fold(
            "info",
            t("dashboard.definition"),
            rx.el.p(t("dashboard.what.drop_outs"), class_name="small"),
        ),
        rx.cond(
            (_S.leaving_count > 0) & ~_S.outside,
            downloads("drop_outs", t("dashboard.chart.drop_outs"), _S.question),
        ),
        class_name="dashboard-leaving-card",
    )


def _leaving_row(one: rx.Var[LeavingView]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            nav_link(one.name, href="/conseil/jeunes/" + one.id, class_name="row-name"),
            rx.cond(
                (_S.of == OWN) | (one.advisor == ""),
                rx.fragment(),
                rx.el.span(rx.el.bdi(one.advisor), class_name="soft small"),
            ),
            class_name="dashboard-leaving-who",
        ),
        rx.el.div(
            rx.foreach(one.signs, lambda sign: badge(t_any("dashboard.sign.", sign), tone="warn")),
            class_name="row",
        ),
        rx.el.div(
            rx.el.span(t("dashboard.leaving_days", recent=one.recent, usual=one.usual)),
            rx.el.span(t("dashboard.leaving_silent", n=one.silent_days), class_name="soft small"),
            class_name="dashboard-leaving-why",
        ),
        rx.cond(
            one.own,
            button(
                t("dashboard.write"),
                kind="outline",
                icon_name="message-circle",
                on_click=_S.write(one.id),
                aria_label=t("dashboard.write_to", name=one.name),
            ),
            link_button(
                t("dashboard.open"),
                "/conseil/jeunes/" + one.id,
                kind="outline",
                aria_label=t("dashboard.open_of", name=one.name),
            ),
        ),
        key=one.id,
    )
