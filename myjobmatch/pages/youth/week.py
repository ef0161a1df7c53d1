"""Ma semaine: what is done, what is planned, and one tap to tell of it; all of it without a network."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    button,
    card,
    close_button,
    dialog,
    icon,
    icon_button,
    skeleton,
)
from myjobmatch.components.icons import easy_icon
from myjobmatch.components.listen import LISTENED, listen
from myjobmatch.components.sheets import sheet
from myjobmatch.components.store import store
from myjobmatch.components.week_store import (
    Bar,
    EditForm,
    Entry,
    NamedAction,
    OwnForm,
    SignForm,
    adding,
    said,
    tap,
    week,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.pages.youth.offers_file import back
from myjobmatch.pages.youth.week_rows import (
    SIGN,
    category_icon,
    coming_row,
    elsewhere_row,
    finished_row,
    name_of,
    returned_row,
    time_of,
    todo_row,
)
from myjobmatch.state.youth.phone import PhoneState

ADD, EDIT = "week-add", "week-edit"


def _arc(share: Any, start: Any, kind: str) -> rx.Component:
    return rx.el.svg.circle(
        cx="60",
        cy="60",
        r="50",
        class_name=f"week-ring-{kind}",
        # as properties Reflex would make styles of them, which the pages refuse
        custom_attrs={
            "pathLength": "100",
            "strokeDasharray": share.to_string() + " 100",
            "strokeDashoffset": 0 - start,
        },
    )


def _ring() -> rx.Component:
    """Validated, told and planned hours around the number of those done."""
    return rx.el.div(
        rx.el.svg(
            rx.el.svg.circle(cx="60", cy="60", r="50", class_name="week-ring-track"),
            _arc(week.ring_validated, 0 * week.ring_validated, "validated"),
            _arc(week.ring_waiting, week.ring_validated, "waiting"),
            _arc(week.ring_planned, week.ring_validated + week.ring_waiting, "planned"),
            view_box="0 0 120 120",
            aria_hidden="true",
            class_name="week-ring-drawing",
        ),
        rx.el.p(
            rx.el.span(time_of(week.done), class_name="week-ring-number"),
            rx.el.span(t("week.ring_done"), class_name="soft small"),
            class_name="week-ring-words",
        ),
        class_name="week-ring",
    )


def _legend(kind: str, total: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(class_name=f"week-dot week-dot-{kind}", aria_hidden="true"),
        rx.el.span(t_any("enum.HourStage.", rx.Var.create(kind))),
        rx.el.span(time_of(total), class_name="strong"),
    )


def _progress() -> rx.Component:
    return card(
        rx.el.div(
            _ring(),
            rx.el.ul(
                _legend("validated", week.validated),
                _legend("waiting", week.waiting),
                _legend("planned", week.planned),
                class_name="week-legend",
            ),
            class_name="week-progress",
        ),
        rx.el.div(
            rx.cond(
                week.target,
                rx.el.p(t("week.target", least=week.least, most=week.most), class_name="strong"),
            ),
            rx.el.p(
                rx.cond(
                    week.reached,
                    t("week.reached"),
                    rx.cond(
                        ~week.some,
                        t("week.start"),
                        rx.cond(
                            week.target,
                            t("week.left", h=week.left.h, m=week.left.m, least=week.least),
                            t("week.going"),
                        ),
                    ),
                )
            ),
            rx.cond(
                week.streak > 1,
                rx.el.p(
                    icon("sprout", size=18),
                    rx.el.span(t("week.streak", count=week.streak)),
                    class_name="week-streak",
                ),
            ),
            class_name="stack-tight",
        ),
        class_name="stack",
        custom_attrs=LISTENED,
    )


def _switch() -> rx.Component:
    """Another week."""
    return rx.el.div(
        icon_button("chevron-left", t("week.before"), on_click=tap("moveWeek", -1)),
        rx.el.p(
            rx.cond(week.is_current, rx.el.span(t("week.this"), class_name="strong")),
            rx.el.span(t("week.range", **{"from": week.monday, "to": week.sunday})),
            class_name="week-range",
            role="status",
        ),
        icon_button("chevron-right", t("week.after"), on_click=tap("moveWeek", 1)),
        class_name="week-switch",
    )


def _bar(view: rx.Var[Bar]) -> rx.Component:
    one: Any = view
    return rx.el.svg.rect(
        x=(one.place * 36 + 6).to_string(),
        y=(60 - one.height).to_string(),
        width="24",
        height=rx.cond(one.height > 0, one.height, 2).to_string(),
        rx="5",
        class_name="week-bar",
        custom_attrs={"data-now": rx.cond(one.now, "yes", "no")},
    )


def _bar_words(view: rx.Var[Bar]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        rx.el.span(
            t("week.bar", day=one.monday), " : ", time_of(one), class_name="visually-hidden"
        ),
        rx.el.span(
            rx.el.span(time_of(one), class_name="strong"),
            rx.el.span(t("week.bar_day", day=one.monday), class_name="soft"),
            aria_hidden="true",
        ),
        custom_attrs={"data-now": rx.cond(one.now, "yes", "no")},
    )


def _history() -> rx.Component:
    """The last weeks as bars, each with its hours and its Monday; read aloud in whole words."""
    return rx.el.section(
        rx.el.h2(t("week.history"), class_name="week-title"),
        rx.el.svg(
            rx.el.svg.line(x1="0", y1="61", x2="288", y2="61", class_name="week-bar-ground"),
            rx.foreach(week.bars, _bar),
            view_box="0 0 288 62",
            aria_hidden="true",
            class_name="week-bars",
        ),
        rx.el.ul(rx.foreach(week.bars, _bar_words), class_name="week-bar-words"),
        class_name="stack-tight",
    )


def _entry(view: rx.Var[Entry]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        rx.el.button(
            rx.el.span(category_icon(one.category), class_name="week-sign"),
            rx.el.span(name_of(one), class_name="week-entry-name", custom_attrs={"dir": "auto"}),
            rx.el.span(time_of(one), class_name="soft"),
            type="button",
            on_click=tap("addEntry", one),
            class_name="week-entry",
            custom_attrs={"data-closes": ""},
        ),
        key=one.id,
    )


def _add() -> rx.Component:
    return dialog(
        ADD,
        rx.cond(adding.planned, t("week.form.plan_title"), t("week.form.done_title")),
        rx.el.div(
            rx.el.div(
                rx.foreach(
                    adding.categories,
                    lambda one: rx.el.button(
                        category_icon(one, size=18),
                        rx.el.span(t_any("enum.ActionCategory.", one)),
                        type="button",
                        aria_pressed=rx.cond(adding.category == one, "true", "false"),
                        on_click=tap("onlyCategory", one),
                        class_name="chip chip-choice",
                    ),
                ),
                class_name="chips week-categories",
                role="group",
                aria_label=t("week.form.category"),
            ),
            rx.el.ul(
                rx.foreach(adding.choices, _entry),
                class_name="week-entries",
                aria_label=t("week.form.pick"),
            ),
            rx.el.details(
                rx.el.summary(icon("pencil", size=18), t("week.form.own")),
                OwnForm.create(),
                class_name="fold",
            ),
            class_name="stack",
        ),
        sheet=True,
    )


def _said() -> rx.Component:
    """What was done last, with the way back."""
    return rx.el.div(
        rx.cond(
            said.what != "",
            rx.el.div(
                icon("check", size=20),
                rx.el.span(t("week.said", what=said.what)),
                rx.cond(
                    said.what == "done",
                    button(t("week.edit"), kind="quiet", on_click=tap("changeSaid", week.finished)),
                ),
                rx.cond(said.undo, button(t("week.undo"), kind="quiet", on_click=tap("undoSaid"))),
                class_name="week-said",
            ),
        ),
        role="status",
    )


def _list(key: str, easy: str, rows: Any, row: Any, empty: str) -> rx.Component:
    return rx.el.section(
        rx.el.h2(easy_icon(easy), t(key), class_name="week-title"),
        rx.cond(
            rows.length() > 0,
            rx.el.ul(rx.foreach(rows, row), class_name="list"),
            rx.el.p(t(empty), class_name="soft"),
        ),
        class_name="stack-tight",
    )


def _body() -> rx.Component:
    return rx.el.div(
        _switch(),
        rx.cond(
            ~week.is_current,
            button(t("week.back"), kind="quiet", icon_name="undo-2", on_click=tap("moveWeek", 0)),
        ),
        _progress(),
        rx.el.div(
            button(
                t("week.add_done"),
                kind="primary",
                icon_name="check",
                on_click=tap("openAdd", False),
            ),
            button(
                t("week.add_plan"),
                kind="outline",
                icon_name="plus",
                on_click=tap("openAdd", True),
            ),
            class_name="week-add",
        ),
        _said(),
        rx.cond(
            week.returned.length() > 0,
            rx.el.section(
                rx.el.h2(t("week.returned"), class_name="week-title"),
                rx.el.ul(rx.foreach(week.returned, returned_row), class_name="list"),
                class_name="stack-tight",
            ),
        ),
        rx.cond(
            week.next.length() > 0,
            rx.el.section(
                rx.el.h2(t("week.next"), class_name="week-title"),
                rx.el.ul(rx.foreach(week.next, coming_row), class_name="week-lines"),
                class_name="stack-tight",
            ),
        ),
        _list("week.todo", "list-checks", week.todo, todo_row, "week.todo_empty"),
        _list("week.finished", "check", week.finished, finished_row, "week.finished_empty"),
        rx.cond(
            week.elsewhere.length() > 0,
            rx.el.section(
                rx.el.h2(t("week.elsewhere"), class_name="week-title"),
                rx.el.ul(rx.foreach(week.elsewhere, elsewhere_row), class_name="week-lines"),
                class_name="stack-tight",
            ),
        ),
        _history(),
        NamedAction.create(),
        _add(),
        dialog(EDIT, t("week.edit"), EditForm.create(), sheet=True),
        dialog(
            SIGN,
            t("week.sign"),
            rx.el.div(
                SignForm.create(), close_button(t("common.close"), wide=True), class_name="stack"
            ),
            sheet=True,
        ),
        class_name="stack week-page",
    )


@page("/mon-espace/semaine", title="week.title", on_load=PhoneState.load)
def week_page() -> rx.Component:
    """The week of a youth."""
    return youth_page(
        "space",
        back(t("common.nav.space"), "/mon-espace"),
        sheet("week"),
        rx.el.div(rx.el.h1(t("week.title"), class_name="week-h1"), listen(), class_name="spread"),
        rx.cond(store.ready, _body(), skeleton(6)),
    )
