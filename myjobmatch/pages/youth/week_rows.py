"""The rows of Ma semaine: what is to do, what came back, what is done, what comes."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import badge, button, icon, nav_link, open_button
from myjobmatch.components.week_store import Coming, Elsewhere, ShownAction, tap
from myjobmatch.i18n.t import t, t_any

SIGN = "week-sign"
ICONS = {
    "employment": "briefcase",
    "training": "graduation-cap",
    "career_plan": "compass",
    "leisure": "drama",
    "citizenship": "landmark",
    "housing": "house",
    "health": "heart-pulse",
}


def category_icon(category: Any, *, size: int = 20) -> Any:
    """The pictogram of a category."""
    return rx.match(
        category,
        *[(name, icon(sign, size=size)) for name, sign in ICONS.items()],
        icon("circle", size=size),
    )


def name_of(one: Any) -> Any:
    """What an action is called, in the reader's language where it is a shared one."""
    return rx.cond(one.key != "", t_any("week.default.", one.key), one.title)


def time_of(one: Any) -> Any:
    """A duration in words."""
    return t("week.time", h=one.h, m=one.m)


def _facts(one: Any) -> rx.Component:
    """When and how long, and what joins it to the world outside."""
    day = rx.cond(one.status == "agreed", one.planned_on, one.done_on)
    return rx.el.p(
        rx.el.span(time_of(one), class_name="strong"),
        rx.el.span(rx.cond(day, t("week.on_day", day=day), t("week.no_day"))),
        rx.cond(
            one.step != "none",
            rx.el.span(
                rx.match(
                    one.step,
                    ("bring", icon("file-up", size=16)),
                    ("go", icon("map-pin", size=16)),
                    icon("qr-code", size=16),
                ),
                rx.cond(
                    one.place != "",
                    t("week.place", place=one.place),
                    t_any("enum.StepKind.", one.step),
                ),
                class_name="week-step",
            ),
        ),
        rx.cond(
            one.document_name != "",
            rx.el.span(
                icon("paperclip", size=16), rx.el.bdi(one.document_name), class_name="week-step"
            ),
        ),
        class_name="week-facts soft small",
    )


def _head(one: Any) -> rx.Component:
    return rx.el.div(
        rx.el.span(category_icon(one.category), class_name="week-sign"),
        rx.el.div(
            rx.el.h3(name_of(one), custom_attrs={"dir": "auto"}),
            _facts(one),
            class_name="week-words",
        ),
        class_name="week-head",
    )


def _edit(one: Any, label: Any) -> rx.Component:
    return button(
        label,
        kind="quiet",
        icon_name="pencil",
        aria_label=t("week.edit_name", name=name_of(one)),
        on_click=tap("openEdit", one),
    )


def todo_row(view: rx.Var[ShownAction]) -> rx.Component:
    """Something to do, with the tap that tells it is done."""
    one: Any = view
    return rx.el.li(
        _head(one),
        rx.el.div(
            rx.cond(
                one.step == "sign",
                open_button(t("week.sign"), opens=SIGN, kind="primary", icon_name="qr-code"),
                button(
                    t("week.did"),
                    kind="yes",
                    icon_name="check",
                    aria_label=t("week.did_name", name=name_of(one)),
                    on_click=tap("didIt", one),
                ),
            ),
            rx.cond(one.pending, badge(t("week.pending"))),
            rx.cond(
                one.step == "sign",
                button(t("week.did"), kind="quiet", on_click=tap("didIt", one)),
                _edit(one, t("week.edit")),
            ),
            class_name="week-acts",
        ),
        id="action-" + one.id,
        tab_index=-1,
        class_name="item week-item",
        key=one.id,
    )


def returned_row(view: rx.Var[ShownAction]) -> rx.Component:
    """Something that needs another word, and why."""
    one: Any = view
    return rx.el.li(
        _head(one),
        rx.el.p(
            icon("message-circle", size=18),
            rx.el.span(
                t_any("enum.ReturnReason.", one.reason),
                rx.cond(one.reason_words != "", rx.el.bdi(" : " + one.reason_words.to(str))),
            ),
            class_name="week-reason",
        ),
        rx.el.div(
            button(
                t("week.fix"),
                kind="primary",
                icon_name="pencil",
                aria_label=t("week.edit_name", name=name_of(one)),
                on_click=tap("openEdit", one),
            ),
            class_name="week-acts",
        ),
        id="action-" + one.id,
        tab_index=-1,
        class_name="item week-item week-returned",
        key=one.id,
    )


def finished_row(view: rx.Var[ShownAction]) -> rx.Component:
    """Something done, and where it stands."""
    one: Any = view
    return rx.el.li(
        _head(one),
        rx.el.div(
            rx.cond(
                one.status == "validated",
                badge(t_any("enum.ActionStatus.", one.status), tone="yes", icon_name="check"),
                rx.cond(
                    one.pending,
                    badge(t("week.pending"), tone="plain", icon_name="cloud-off"),
                    badge(t("week.waiting"), tone="warn", icon_name="hourglass"),
                ),
            ),
            rx.cond(one.signed, badge(t("week.signed"), tone="yes", icon_name="qr-code")),
            rx.cond(one.on_behalf, badge(t("week.behalf"))),
            rx.cond(one.status == "declared", _edit(one, t("week.edit"))),
            class_name="week-acts",
        ),
        id="action-" + one.id,
        tab_index=-1,
        class_name="item week-item",
        key=one.id,
    )


def elsewhere_row(view: rx.Var[Elsewhere]) -> rx.Component:
    """Hours that another part knows of."""
    one: Any = view
    return rx.el.li(
        rx.el.span(t_any("enum.HourSource.", one.source), class_name="strong"),
        rx.el.span(t("week.on_day", day=one.day), class_name="soft"),
        rx.el.span(time_of(one), class_name="strong"),
        class_name="week-line",
    )


def coming_row(view: rx.Var[Coming]) -> rx.Component:
    """An appointment or a workshop to come."""
    one: Any = view
    return rx.el.li(
        nav_link(
            rx.cond(one.kind == "workshop", icon("users", size=20), icon("calendar-days", size=20)),
            rx.el.span(
                rx.el.bdi(
                    rx.cond(one.name != "", one.name, t_any("enum.HourSource.", one.kind)),
                    class_name="strong",
                ),
                rx.el.span(t("week.when", at=one.at), class_name="soft small"),
                class_name="week-words",
            ),
            icon("chevron-right", size=18),
            href=one.href,
            class_name="week-coming",
        ),
        key=one.id,
    )
