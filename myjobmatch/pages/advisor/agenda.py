"""Agenda: a day, a week or a month, what asks for something, and one appointment at hand beside it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    chip_choice,
    desk_shell,
    icon_button,
    link_button,
    nav_link,
    page_title,
    select_field,
    skeleton,
)
from myjobmatch.components.agenda_keys import AgendaKeys
from myjobmatch.components.sheets import sheet
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.agenda_panel import entry_facts, panel
from myjobmatch.pages.advisor.agenda_presence import presence_buttons
from myjobmatch.pages.advisor.agenda_views import grid, month
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.agenda import AgendaState, Person
from myjobmatch.state.advisor.agenda_grid import (
    DAY,
    MONTH,
    WEEK,
    Entry,
)

_MANAGER = AgendaState.role == Role.MANAGER.value


def _key(name: str) -> dict[str, str]:
    """Which key presses this button (`client/agenda_keys.jsx`)."""
    return {"data-agenda": name}


def _tools() -> rx.Component:
    state = AgendaState
    views = (
        (DAY, t("agenda.view.day")),
        (WEEK, t("agenda.view.week")),
        (MONTH, t("agenda.view.month")),
    )
    return rx.el.div(
        rx.el.div(
            icon_button(
                "chevron-left",
                t("agenda.before"),
                on_click=state.step(False),
                custom_attrs=_key("before"),
            ),
            button(
                t("agenda.today"),
                kind="outline",
                on_click=state.today,
                custom_attrs=_key("today"),
            ),
            icon_button(
                "chevron-right",
                t("agenda.after"),
                on_click=state.step(True),
                custom_attrs=_key("after"),
            ),
            rx.el.h2(
                rx.match(
                    state.view,
                    (MONTH, t("agenda.month", at=state.first)),
                    (DAY, t("agenda.day", at=state.first)),
                    t("agenda.span", first=state.first, last=state.last),
                ),
                class_name="agenda-span",
                aria_live="polite",
            ),
            class_name="row",
        ),
        rx.el.div(
            *[
                chip_choice(
                    label,
                    chosen=state.view == view,
                    on_click=state.show(view),
                    custom_attrs=_key(view),
                )
                for view, label in views
            ],
            class_name="chips",
            role="group",
            aria_label=t("agenda.view.label"),
        ),
        rx.cond(
            _MANAGER,
            select_field(
                "advisor",
                t("agenda.whose"),
                rx.fragment(
                    rx.el.option(t("agenda.everybody"), value=""),
                    rx.foreach(state.advisors, _person),
                ),
                value=state.advisor,
                on_change=state.choose_advisor,
            ),
        ),
        class_name="agenda-tools",
    )


def _person(one: rx.Var[Person]) -> rx.Component:
    return rx.el.option(one.name, value=one.id)


def _line(view: rx.Var[Entry]) -> rx.Component:
    """An appointment in the list of the day."""
    one: Any = view
    return rx.el.li(
        rx.el.div(
            rx.el.button(
                t("agenda.hours", first=one.starts_at, last=one.ends_at),
                rx.el.span(one.name, class_name="strong", custom_attrs={"dir": "auto"}),
                type="button",
                on_click=AgendaState.open_entry(one.id),
                class_name="agenda-open",
            ),
            entry_facts(one),
        ),
        rx.cond(one.markable, presence_buttons(one)),
        class_name="agenda-line",
        custom_attrs={"data-state": one.state},
        key=one.id,
    )


def _day_list() -> rx.Component:
    state = AgendaState
    return rx.el.section(
        rx.el.h2(
            rx.cond(state.view == DAY, t("agenda.list.day"), t("agenda.list.today")),
            class_name="h3",
        ),
        rx.cond(
            state.day_list.length() > 0,
            rx.el.ul(rx.foreach(state.day_list, _line), class_name="agenda-lines"),
            rx.el.p(t("agenda.list.empty"), class_name="soft"),
        ),
        class_name="card stack agenda-section",
    )


def _missed(view: rx.Var[Entry]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        rx.el.div(
            nav_link(one.name, href="/conseil/jeunes/" + one.youth_id, class_name="strong"),
            rx.el.span(t("agenda.missed.when", at=one.starts_at), class_name="soft small"),
        ),
        rx.cond(
            one.own,
            rx.el.div(
                button(
                    t("agenda.missed.propose"),
                    kind="primary",
                    icon_name="calendar-plus",
                    on_click=AgendaState.propose(one.id),
                    aria_label=t("agenda.missed.propose_name", name=one.name),
                ),
                button(
                    t("agenda.missed.write"),
                    kind="outline",
                    icon_name="message-circle",
                    on_click=AgendaState.begin_kind_words(one.id),
                    aria_label=t("agenda.missed.write_name", name=one.name),
                ),
                button(
                    t("agenda.missed.settle"),
                    kind="quiet",
                    on_click=AgendaState.settle(one.id),
                    aria_label=t("agenda.missed.settle_name", name=one.name),
                ),
                class_name="row",
            ),
        ),
        class_name="agenda-line",
        key=one.id,
    )


def _asking() -> rx.Component:
    state = AgendaState
    return rx.fragment(
        rx.cond(
            state.missed.length() > 0,
            rx.el.section(
                rx.el.h2(t("agenda.missed.title", count=state.missed.length()), class_name="h3"),
                rx.el.p(t("agenda.missed.text"), class_name="soft small"),
                rx.el.ul(rx.foreach(state.missed, _missed), class_name="agenda-lines"),
                class_name="card stack agenda-section",
                id="absents",
            ),
        ),
        rx.cond(
            state.unmarked.length() > 0,
            rx.el.section(
                rx.el.h2(
                    t("agenda.unmarked.title", count=state.unmarked.length()), class_name="h3"
                ),
                rx.el.ul(rx.foreach(state.unmarked, _unmarked), class_name="agenda-lines"),
                class_name="card stack agenda-section",
                id="a-noter",
            ),
        ),
    )


def _unmarked(view: rx.Var[Entry]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        rx.el.div(
            rx.el.span(one.name, class_name="strong", custom_attrs={"dir": "auto"}),
            rx.el.span(t("agenda.missed.when", at=one.starts_at), class_name="soft small"),
        ),
        rx.cond(one.own, presence_buttons(one)),
        class_name="agenda-line",
        key=one.id,
    )


def _done() -> rx.Component:
    state = AgendaState
    return rx.el.div(
        rx.cond(
            state.done != "",
            banner(
                rx.el.div(
                    rx.el.p(t_any("agenda.done.", state.done)),
                    rx.cond(
                        state.undo != "",
                        button(t("agenda.undo"), kind="outline", on_click=state.unmark),
                    ),
                    class_name="row",
                ),
                tone="yes",
            ),
        ),
        role="status",
    )


def _body() -> rx.Component:
    state = AgendaState
    return rx.el.div(
        _done(),
        _tools(),
        rx.cond(
            state.loaded,
            rx.el.div(
                rx.el.div(
                    rx.cond(state.view == MONTH, month(), grid()),
                    rx.el.p(t("agenda.keys"), class_name="soft small agenda-keys"),
                    class_name="stack agenda-main",
                ),
                rx.el.div(
                    rx.cond(
                        state.panel != "",
                        panel(),
                        rx.fragment(
                            _asking(),
                            rx.cond(state.view == MONTH, rx.fragment(), _day_list()),
                        ),
                    ),
                    class_name="stack agenda-side",
                ),
                class_name="agenda-body",
            ),
            skeleton(8),
        ),
        AgendaKeys.create(),
        class_name="stack",
    )


@page("/conseil/agenda", title="agenda.title", on_load=AgendaState.load, keeps=True)
def agenda() -> rx.Component:
    """Whom I meet, and when."""
    return desk_shell(
        Role.ADVISOR,
        "calendar",
        sheet("agenda"),
        page_title(
            t("agenda.title"),
            link_button(
                t("agenda.settings.link"),
                "/conseil/agenda/reglages",
                kind="outline",
                icon_name="settings",
            ),
            rx.cond(
                AgendaState.role == Role.ADVISOR.value,
                button(
                    t("agenda.new"),
                    icon_name="calendar-plus",
                    on_click=AgendaState.new,
                    custom_attrs=_key("new"),
                ),
            ),
            intro=rx.cond(_MANAGER, t("agenda.intro_manager"), t("agenda.intro")),
        ),
        _body(),
        wide=True,
    )
