"""Employers whose first offer waits: read it, publish it and approve them, or send it back with a reason."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    desk_shell,
    empty_state,
    page_title,
    skeleton,
)
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.employers import EmployersState, WaitingRow


@page("/conseil/entreprises", title="today.employers.title", on_load=EmployersState.load)
def employers() -> rx.Component:
    """What waits, the oldest first."""
    state = EmployersState
    return desk_shell(
        Role.MANAGER,
        "today",
        page_title(t("today.employers.title"), intro=t("today.employers.intro")),
        rx.el.div(
            rx.cond(
                state.done != "",
                banner(
                    rx.el.p(
                        rx.cond(
                            state.approved,
                            t("today.employers.published", title=state.done),
                            t("today.employers.refused", title=state.done),
                        )
                    ),
                    tone="yes",
                ),
            ),
            role="status",
        ),
        rx.cond(
            state.loaded,
            rx.cond(
                state.rows.length() > 0,
                rx.el.div(rx.foreach(state.rows, _offer), class_name="stack today-employers"),
                empty_state(
                    "building-2", t("today.employers.none"), t("today.employers.none_text")
                ),
            ),
            skeleton(5),
        ),
    )


def _offer(row: rx.Var[WaitingRow]) -> rx.Component:
    state = EmployersState
    return card(
        rx.el.div(
            rx.el.h2(row.title, class_name="h3"),
            rx.cond(row.pending, badge(t("today.employers.new"), tone="warn")),
            class_name="spread",
        ),
        rx.el.p(
            row.company,
            " · ",
            row.place,
            " · ",
            t("today.employers.since", at=row.since),
            class_name="soft small",
        ),
        rx.el.p(row.description, dir="auto", class_name="file-note-text"),
        rx.el.div(
            button(
                t("today.employers.publish"),
                icon_name="check",
                on_click=state.approve(row.id, row.version),
            ),
            button(
                t("today.employers.refuse"),
                kind="outline",
                aria_expanded=rx.cond(state.refusing == row.id, "true", "false"),
                on_click=state.consider(row.id),
            ),
            class_name="row",
        ),
        rx.cond(
            state.refusing == row.id,
            rx.el.form(
                rx.el.label(
                    t("today.employers.reason"),
                    rx.el.textarea(name="reason", rows="3", class_name="input"),
                ),
                button(t("today.employers.send_back"), kind="outline", type="submit"),
                on_submit=state.refuse,
                class_name="stack",
            ),
        ),
        key=row.id,
        class_name="stack",
    )
