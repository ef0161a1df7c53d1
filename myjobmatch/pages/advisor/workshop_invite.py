"""Inviting to a session, or enrolling, many at once: one's own youths, or all of the structure."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    checkbox_field,
    column,
    data_table,
    desk_shell,
    empty_state,
    page_title,
    select_field,
    skeleton,
    text_field,
)
from myjobmatch.domain.enums import Role, Scheme
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.workshops import back_to
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.workshop_invite import Row, WorkshopInviteState

_HERE = "/conseil/ateliers/" + WorkshopInviteState.line.id


def _tools() -> rx.Component:
    state = WorkshopInviteState
    return rx.el.div(
        text_field(
            "search",
            t("workshops.invite_search"),
            type="search",
            default_value=state.search,
            on_change=state.find.debounce(250),
            auto_complete="off",
        ),
        select_field(
            "scheme",
            t("workshops.invite_scheme"),
            [
                ("", t("workshops.invite_any")),
                *[
                    (one.value, t_any("enum.Scheme.", rx.Var.create(one.value)))
                    for one in Scheme
                    if one is not Scheme.NONE
                ],
            ],
            value=state.scheme,
            on_change=state.only,
        ),
        rx.cond(
            state.role == Role.ADVISOR.value,
            checkbox_field(
                "everyone",
                t("workshops.invite_everyone"),
                default_checked=state.everyone,
                on_change=state.widen,
            ),
        ),
        class_name="portfolio-tools",
    )


def _row(one: rx.Var[Row]) -> rx.Component:
    state = WorkshopInviteState
    return rx.el.tr(
        rx.el.td(
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    checked=state.chosen.contains(one.id),
                    disabled=~one.free,
                    on_change=lambda _value: state.toggle(one.id),
                    class_name="check",
                ),
                rx.el.span(one.name),
                class_name="check-label",
            ),
        ),
        rx.el.td(t_any("enum.Scheme.", one.scheme)),
        rx.el.td(one.advisor),
        rx.el.td(
            rx.match(
                one.status,
                ("enrolled", badge(t("workshops.person.enrolled"), tone="yes", icon_name="check")),
                ("waiting", badge(t("workshops.invite_waits"), tone="warn", icon_name="clock")),
                ("invited", badge(t("workshops.person.invited"), icon_name="mail")),
                ("withdrawn", badge(t("workshops.person.withdrawn"))),
                rx.fragment(),
            )
        ),
        key=one.id,
    )


def _bar() -> rx.Component:
    state = WorkshopInviteState
    count = state.chosen.length()
    return rx.el.div(
        rx.el.span(t("workshops.invite_chosen", count=count), role="status", class_name="strong"),
        button(t("workshops.invite_all"), kind="quiet", on_click=state.choose_all),
        button(
            t("workshops.invite_none"),
            kind="quiet",
            on_click=state.choose_none,
            disabled=count == 0,
        ),
        button(
            t("workshops.invite_now"),
            icon_name="mail",
            on_click=state.invite,
            disabled=count == 0,
        ),
        button(
            t("workshops.enrol_now"),
            kind="outline",
            icon_name="user-round-check",
            on_click=state.enrol,
            disabled=count == 0,
        ),
        class_name="row workshops-choose",
    )


@page(
    "/conseil/ateliers/[workshop]/inviter",
    title="workshops.invite",
    on_load=WorkshopInviteState.load,
)
def invite_to_workshop() -> rx.Component:
    """Choose whom to invite."""
    state = WorkshopInviteState
    return desk_shell(
        Role.ADVISOR,
        "workshops",
        back_to(t("workshops.one"), _HERE),
        page_title(
            t("workshops.invite"),
            intro=rx.cond(
                state.loaded & ~state.missing,
                t("workshops.invite_intro", title=state.line.title, at=state.line.starts_at),
                "",
            ),
        ),
        rx.el.div(
            rx.cond(
                state.done != "",
                banner(
                    rx.el.p(
                        t(
                            "workshops.invite_done",
                            how=state.done,
                            count=state.done_count,
                            waiting=state.done_waiting,
                            left=state.done_left,
                        )
                    ),
                    tone="yes",
                ),
            ),
            role="status",
            class_name="workshops-told",
        ),
        rx.cond(
            state.loaded,
            rx.cond(
                state.missing,
                empty_state("calendar-x", t("workshops.unknown"), t("workshops.unknown_text")),
                rx.el.div(
                    _tools(),
                    rx.cond(
                        state.rows.length() > 0,
                        rx.el.div(
                            _bar(),
                            data_table(
                                t("workshops.invite"),
                                [
                                    column(t("workshops.head.name")),
                                    column(t("workshops.invite_scheme")),
                                    column(t("workshops.head.advisor")),
                                    column(t("workshops.head.state")),
                                ],
                                rx.foreach(state.rows, _row),
                            ),
                            rx.cond(
                                state.found > state.rows.length(),
                                rx.el.p(
                                    t(
                                        "workshops.invite_more",
                                        shown=state.rows.length(),
                                        found=state.found,
                                    ),
                                    class_name="soft",
                                ),
                            ),
                            class_name="stack",
                        ),
                        empty_state(
                            "search-x",
                            t("workshops.invite_nobody"),
                            t("workshops.invite_nobody_text"),
                        ),
                    ),
                    class_name="stack",
                ),
            ),
            skeleton(6),
        ),
        wide=True,
    )
