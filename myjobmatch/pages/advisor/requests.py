"""Demandes: who registered alone and waits for an answer; for a manager, what the structure answers for."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    close_button,
    column,
    data_table,
    desk_shell,
    dialog,
    empty_state,
    open_button,
    page_title,
    select_field,
    skeleton,
    text_area,
)
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.catalogue import NAMES
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.requests import Option, RequestRow, RequestsState

ACCEPT, REFUSE, REDIRECT = "accept-request", "refuse-request", "redirect-request"
_ADMINISTRATOR = RequestsState.role == Role.ADMINISTRATOR.value


def _option(one: rx.Var[Option]) -> rx.Component:
    return rx.el.option(one.name, value=one.id)


def _acts(row: rx.Var[RequestRow]) -> rx.Component:
    choose = RequestsState.choose(row.id)
    return rx.el.div(
        rx.cond(
            _ADMINISTRATOR,
            rx.fragment(),
            open_button(
                t("advisor.requests.accept"),
                opens=ACCEPT,
                about=row.id,
                kind="primary",
                on_click=choose,
                aria_label=t("advisor.requests.accept_name", name=row.first_name),
            ),
        ),
        open_button(
            t("advisor.requests.redirect"),
            opens=REDIRECT,
            about=row.id,
            on_click=choose,
            aria_label=t("advisor.requests.redirect_name", name=row.first_name),
        ),
        open_button(
            t("advisor.requests.refuse"),
            opens=REFUSE,
            about=row.id,
            kind="quiet",
            on_click=choose,
            aria_label=t("advisor.requests.refuse_name", name=row.first_name),
        ),
        class_name="row requests-acts",
    )


def _row(row: rx.Var[RequestRow]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            rx.el.span(row.first_name, class_name="strong"),
            rx.el.span(row.phone, class_name="row-place"),
        ),
        rx.el.td(
            rx.cond(row.age >= 0, t("advisor.requests.age", age=row.age), ""),
            rx.cond(row.minor, badge(t("advisor.requests.minor"), tone="warn")),
        ),
        rx.el.td(row.place),
        rx.el.td(rx.el.bdi(rx.match(row.language, *NAMES.items(), row.language))),
        rx.el.td(t("advisor.requests.asked", at=row.asked_at)),
        rx.el.td(_acts(row)),
        key=row.id,
    )


def _accept() -> rx.Component:
    state = RequestsState
    return dialog(
        ACCEPT,
        t("advisor.requests.accept_title", name=state.chosen_name),
        rx.el.form(
            select_field(
                "advisor",
                t("advisor.requests.advisor"),
                rx.foreach(state.advisors, _option),
                value=state.advisor,
                on_change=state.pick_advisor,
            ),
            rx.cond(
                state.advisor == state.me,
                text_area(
                    "welcome",
                    t("advisor.requests.welcome"),
                    hint=t("advisor.requests.welcome_hint"),
                    default_value=t("advisor.requests.welcome_text", name=state.chosen_name),
                    key=state.chosen,
                    rows=4,
                    max_length=2000,
                ),
                rx.el.p(t("advisor.requests.colleague_told"), class_name="soft small"),
            ),
            close_button(t("advisor.requests.accept"), kind="primary", type="submit"),
            on_submit=state.accept,
            class_name="stack",
        ),
        about=state.chosen,
    )


def _refuse() -> rx.Component:
    state = RequestsState
    return dialog(
        REFUSE,
        t("advisor.requests.refuse_title", name=state.chosen_name),
        rx.el.form(
            rx.el.p(t("advisor.requests.refuse_text"), class_name="soft"),
            text_area(
                "reason",
                t("advisor.requests.reason"),
                hint=t("advisor.requests.reason_hint"),
                rows=3,
                max_length=500,
                required=True,
            ),
            close_button(t("advisor.requests.refuse"), kind="danger", type="submit"),
            on_submit=state.refuse,
            key=state.chosen,
            class_name="stack",
        ),
        about=state.chosen,
    )


def _redirect() -> rx.Component:
    state = RequestsState
    return dialog(
        REDIRECT,
        t("advisor.requests.redirect_title", name=state.chosen_name),
        rx.el.form(
            select_field(
                "structure",
                t("advisor.requests.structure"),
                rx.foreach(state.structures, _option),
                required=True,
            ),
            text_area("word", t("advisor.requests.word"), rows=2, max_length=500),
            close_button(t("advisor.requests.redirect"), kind="primary", type="submit"),
            on_submit=state.redirect,
            key=state.chosen,
            class_name="stack",
        ),
        about=state.chosen,
    )


def _territory() -> rx.Component:
    state = RequestsState
    return card(
        rx.el.h2(t("advisor.requests.territory"), class_name="h3"),
        rx.el.form(
            text_area(
                "territory",
                t("advisor.requests.territory_field"),
                hint=t("advisor.requests.territory_hint"),
                default_value=state.territory,
                key=state.territory,
                rows=6,
            ),
            rx.el.div(
                button(t("advisor.requests.territory_save"), kind="outline", type="submit"),
                rx.el.span(
                    rx.cond(
                        state.territory_saved >= 0,
                        t("advisor.requests.territory_saved", count=state.territory_saved),
                        "",
                    ),
                    role="status",
                ),
                class_name="row",
            ),
            on_submit=state.save_territory,
            class_name="stack",
        ),
        class_name="stack requests-territory",
    )


def _body() -> rx.Component:
    state = RequestsState
    return rx.el.div(
        rx.el.div(
            rx.cond(
                state.done != "",
                banner(
                    rx.el.p(t("advisor.requests.done", how=state.done, name=state.done_name)),
                    tone="yes",
                ),
            ),
            role="status",
        ),
        rx.cond(
            state.loaded,
            rx.cond(
                state.rows.length() > 0,
                data_table(
                    t("advisor.requests.title"),
                    [
                        column(t("advisor.requests.name")),
                        column(t("advisor.requests.age_head")),
                        column(t("advisor.requests.place")),
                        column(t("advisor.requests.language")),
                        column(t("advisor.requests.when")),
                        column(t("advisor.requests.answer")),
                    ],
                    rx.foreach(state.rows, _row),
                ),
                empty_state(
                    "inbox",
                    t("advisor.requests.empty"),
                    rx.cond(
                        _ADMINISTRATOR,
                        t("advisor.requests.empty_admin"),
                        t("advisor.requests.empty_text"),
                    ),
                ),
            ),
            skeleton(4),
        ),
        rx.cond(state.role == Role.MANAGER.value, _territory()),
        _accept(),
        _refuse(),
        _redirect(),
        class_name="stack",
    )


@page("/conseil/demandes", title="advisor.requests.title", on_load=RequestsState.load, keeps=True)
def requests() -> rx.Component:
    """What waits for my structure."""
    return desk_shell(
        Role.ADVISOR,
        "requests",
        page_title(t("advisor.requests.title"), intro=t("advisor.requests.intro")),
        _body(),
        wide=True,
    )


@page(
    "/administration/demandes",
    title="advisor.requests.nobody",
    on_load=RequestsState.load,
    keeps=True,
)
def unanswered() -> rx.Component:
    """Whom no structure answers for."""
    return desk_shell(
        Role.ADMINISTRATOR,
        "requests",
        page_title(t("advisor.requests.nobody"), intro=t("advisor.requests.nobody_intro")),
        _body(),
        wide=True,
    )
