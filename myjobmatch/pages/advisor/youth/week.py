"""The week of one youth: their actions, and the hours of their last weeks."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    column,
    data_table,
    empty_state,
    icon,
    open_button,
    out_link,
    skeleton,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.weeks_give import GIVE, done_of_giving, give_dialog
from myjobmatch.pages.advisor.weeks_waiting import name_of
from myjobmatch.pages.advisor.youth.frame import youth_frame
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.weeks_give import GiveState
from myjobmatch.state.advisor.youth_head import YouthHeadState
from myjobmatch.state.advisor.youth_week import Line, PastWeek, YouthWeekState


def _row(view: rx.Var[Line]) -> rx.Component:
    one: Any = view
    return rx.el.tr(
        rx.el.td(
            rx.el.span(name_of(one), class_name="strong", custom_attrs={"dir": "auto"}),
            rx.el.span(t_any("enum.ActionCategory.", one.category), class_name="row-place"),
            rx.cond(one.place != "", rx.el.span(one.place, class_name="row-place")),
        ),
        rx.el.td(rx.cond(one.day != "", t("weeks.day", day=one.day), "")),
        rx.el.td(t("week.time", h=one.h, m=one.m)),
        rx.el.td(
            rx.el.div(
                rx.match(
                    one.status,
                    ("validated", badge(t_any("enum.ActionStatus.", one.status), tone="yes")),
                    ("declared", badge(t_any("enum.ActionStatus.", one.status), tone="act")),
                    ("returned", badge(t_any("enum.ActionStatus.", one.status), tone="warn")),
                    badge(t_any("enum.ActionStatus.", one.status)),
                ),
                rx.cond(one.signed, badge(t("weeks.signed"), tone="yes", icon_name="qr-code")),
                rx.cond(one.on_behalf, badge(t("weeks.behalf"))),
                rx.cond(one.reason != "", badge(t_any("enum.ReturnReason.", one.reason))),
                rx.cond(one.reason_words != "", rx.el.span(one.reason_words, class_name="small")),
                rx.cond(
                    one.document_id != "",
                    out_link(
                        icon("paperclip", size=16),
                        rx.el.bdi(one.document_name),
                        href="/api/v1/documents/" + one.document_id,
                        class_name="weeks-proof",
                    ),
                ),
                class_name="row",
            )
        ),
        rx.el.td(
            rx.cond(
                YouthWeekState.settles & (one.status == "declared"),
                button(
                    t("weeks.validate"),
                    kind="outline",
                    on_click=YouthWeekState.validate_one(one.id),
                    aria_label=t(
                        "weeks.validate_name", name=name_of(one), youth=YouthHeadState.name
                    ),
                ),
            )
        ),
        key=one.id,
    )


def _past(view: rx.Var[PastWeek]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        rx.el.span(t("week.bar", day=one.monday)),
        rx.el.span(t("week.time", h=one.h, m=one.m), class_name="strong"),
        rx.cond(
            one.planned_h + one.planned_m > 0,
            rx.el.span(
                t("weeks.planned", h=one.planned_h, m=one.planned_m), class_name="soft small"
            ),
        ),
        class_name="weeks-past",
    )


def _done() -> rx.Component:
    state = YouthWeekState
    return rx.el.div(
        rx.cond(
            state.done != "",
            banner(
                rx.el.p(t("weeks.done", how=state.done, count=state.count, youths=1)),
                rx.cond(
                    state.batch != "",
                    button(t("weeks.undo"), kind="quiet", icon_name="undo-2", on_click=state.undo),
                ),
                tone="yes",
            ),
        ),
        role="status",
    )


@page(
    "/conseil/jeunes/[youth_id]/semaine",
    title="weeks.tab",
    on_load=[YouthHeadState.load, YouthWeekState.load, GiveState.load],
)
def week() -> rx.Component:
    """The week of one youth."""
    state = YouthWeekState
    return youth_frame(
        "week",
        rx.cond(
            state.loaded,
            rx.el.div(
                rx.el.div(
                    rx.el.div(
                        rx.cond(
                            state.target,
                            rx.el.p(t("weeks.one.target", least=state.least, most=state.most)),
                        ),
                        rx.cond(
                            state.zero != "",
                            badge(
                                t_any("enum.ZeroHours.", state.zero),
                                tone="bad",
                                icon_name="triangle-alert",
                            ),
                        ),
                        class_name="row",
                    ),
                    rx.cond(
                        state.settles,
                        open_button(
                            t("weeks.give_one"),
                            opens=GIVE,
                            kind="primary",
                            icon_name="plus",
                            on_click=GiveState.for_one(YouthHeadState.youth),
                        ),
                    ),
                    class_name="spread",
                ),
                _done(),
                done_of_giving(),
                rx.cond(
                    state.lines.length() > 0,
                    data_table(
                        t("weeks.one.open"),
                        [
                            column(t("weeks.action")),
                            column(t("weeks.when")),
                            column(t("weeks.hours")),
                            column(t("weeks.catalogue.state")),
                            column(t("weeks.answer")),
                        ],
                        rx.foreach(state.lines, _row),
                    ),
                    empty_state("list-checks", t("weeks.one.open"), t("weeks.one.none")),
                ),
                rx.el.section(
                    rx.el.h2(t("weeks.one.history"), class_name="h3"),
                    rx.el.ul(rx.foreach(state.weeks, _past), class_name="weeks-past-list"),
                    class_name="stack-tight",
                ),
                give_dialog(),
                class_name="stack",
            ),
            skeleton(6),
        ),
    )
