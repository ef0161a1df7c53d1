"""The door of companies, made for a phone: the SIRET, then who and where, then a link in a mail."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    card,
    icon,
    link_button,
    nav_link,
    public_shell,
    skeleton,
    text_field,
)
from myjobmatch.components.plain_form import plain_form
from myjobmatch.components.sheets import sheet
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.state.employer_door import DoorState, LinkState

_DOOR = "/employeur/inscription"
_LINK = "/employeur/lien"


def _error(state: type[DoorState], name: str) -> rx.Var[str]:
    return rx.cond(
        state.wrong_field == name, t_any("error.", state.problem, state.problem_params), ""
    )


def _wrong(name: str) -> rx.Var[str]:
    """What is wrong with a field of the second step, where all are told at once."""
    state = DoorState
    return rx.cond(
        state.problems.contains(name),
        t_any("error.", state.problems[name], state.problem_values[name]),
        _error(state, name),
    )


def _problem(state: type[DoorState]) -> rx.Component:
    """What is wrong with no field in particular."""
    return rx.el.div(
        rx.cond(
            (state.problem != "") & (state.wrong_field == ""),
            banner(rx.el.p(t_any("error.", state.problem, state.problem_params)), tone="bad"),
        ),
        role="alert",
    )


def _trap() -> rx.Component:
    """A field that nobody sees and robots fill in."""
    return rx.el.div(
        rx.el.input(id="website", name="website", tab_index=-1, auto_complete="off"),
        class_name="company-trap",
        aria_hidden="true",
    )


def _steps(number: int) -> rx.Component:
    return rx.el.p(t("company.door.step", number=number), class_name="soft small")


def _siret() -> rx.Component:
    return rx.el.form(
        _steps(1),
        text_field(
            "siret",
            t("company.door.siret"),
            hint=t("company.door.siret_hint"),
            error=_error(DoorState, "siret"),
            input_mode="numeric",
            auto_complete="off",
            default_value=DoorState.siret,
        ),
        button(t("company.door.next"), type="submit", icon_name="arrow-right", wide=True),
        on_submit=DoorState.find,
        key="siret" + DoorState.form_key.to_string(),
        no_validate=True,
        class_name="stack",
    )


def _told() -> rx.Component:
    """What the directory knows."""
    proposed = DoorState.proposed
    return rx.el.div(
        rx.el.p(
            rx.el.span(t("company.door.siret_is", siret=DoorState.siret), class_name="strong"),
            button(t("company.door.other_siret"), kind="quiet", on_click=DoorState.back),
            class_name="spread",
        ),
        rx.cond(
            proposed.closed,
            banner(rx.el.p(t("company.door.closed")), tone="warn"),
            rx.cond(
                proposed.known,
                banner(rx.el.p(t("company.door.known", name=proposed.name)), tone="yes"),
                rx.el.p(t("company.door.unknown"), class_name="soft"),
            ),
        ),
        role="status",
        class_name="stack",
    )


def _option(label: rx.Var[str]) -> rx.Component:
    return rx.el.option(value=label)


def _who() -> rx.Component:
    proposed = DoorState.proposed
    return rx.el.div(
        _steps(2),
        _told(),
        _problem(DoorState),
        rx.el.form(
            text_field(
                "name",
                t("company.door.name"),
                error=_wrong("name"),
                default_value=proposed.name,
                auto_complete="organization",
                max_length=200,
            ),
            text_field(
                "sector",
                t("company.door.sector"),
                hint=t("company.door.sector_hint"),
                error=_wrong("sector"),
                default_value=proposed.sector,
                max_length=120,
            ),
            text_field(
                "place",
                t("company.door.place"),
                hint=t("company.door.place_hint"),
                error=_wrong("place"),
                default_value=rx.cond(proposed.place != "", proposed.place, proposed.commune),
                on_change=DoorState.find_place.debounce(250),
                auto_complete="off",
                custom_attrs={"list": "place-list"},
            ),
            rx.el.datalist(rx.foreach(DoorState.places, _option), id="place-list"),
            text_field(
                "person",
                t("company.door.person"),
                error=_wrong("person"),
                auto_complete="name",
                max_length=120,
            ),
            text_field(
                "email",
                t("company.door.email"),
                hint=t("company.door.email_hint"),
                error=_wrong("email"),
                type="email",
                auto_complete="email",
                auto_capitalize="none",
                spell_check=False,
                max_length=254,
            ),
            _trap(),
            button(t("company.door.send"), type="submit", icon_name="send", wide=True),
            rx.el.p(t("company.door.after"), class_name="soft small"),
            on_submit=DoorState.register,
            key="who" + DoorState.form_key.to_string(),
            no_validate=True,
            class_name="stack",
        ),
        class_name="stack",
    )


def _sent(state: type[DoorState], *more: rx.Component) -> rx.Component:
    """The letter is on its way."""
    return rx.el.div(
        icon("mail-check", size=40),
        rx.el.h1(t("company.sent.title")),
        rx.el.p(t("company.sent.text", email=state.sent_to)),
        rx.el.p(t("company.sent.wait"), class_name="soft small"),
        *more,
        class_name="stack company-sent",
        role="status",
    )


@page(_DOOR, title="company.door.title", on_load=DoorState.load)
def door() -> rx.Component:
    """A company registers itself."""
    return public_shell(
        sheet("company"),
        rx.cond(
            DoorState.sent_to != "",
            card(
                _sent(
                    DoorState,
                    _problem(DoorState),
                    rx.cond(DoorState.again, rx.el.p(t("company.sent.again"), class_name="strong")),
                    rx.el.div(
                        button(
                            t("company.sent.more"), kind="outline", on_click=DoorState.send_again
                        ),
                        button(t("company.sent.mend"), kind="quiet", on_click=DoorState.mend),
                        class_name="row",
                    ),
                )
            ),
            rx.fragment(
                card(
                    rx.el.h1(t("company.door.title")),
                    rx.el.p(t("company.door.intro")),
                    rx.cond(DoorState.siret == "", _siret(), _who()),
                    class_name="stack",
                ),
                rx.el.section(
                    rx.el.h2(t("company.door.already"), class_name="h3"),
                    link_button(t("company.door.ask_link"), _LINK, kind="outline", wide=True),
                    rx.el.p(
                        t("company.door.young"),
                        " ",
                        nav_link(t("company.door.young_act"), href="/inscription"),
                        class_name="soft small",
                    ),
                    class_name="stack",
                ),
            ),
        ),
        narrow=True,
    )


def _ask() -> rx.Component:
    """Whoever is registered gets a link."""
    return rx.el.form(
        rx.el.h1(t("company.ask.title")),
        rx.el.p(t("company.ask.text")),
        _problem(LinkState),
        text_field(
            "email",
            t("company.door.email"),
            error=_error(LinkState, "email"),
            type="email",
            auto_complete="email",
            auto_capitalize="none",
            spell_check=False,
        ),
        button(t("company.ask.send"), type="submit", icon_name="send", wide=True),
        link_button(t("company.ask.register"), _DOOR, kind="quiet", wide=True),
        on_submit=LinkState.send_link,
        no_validate=True,
        class_name="stack",
    )


def _ready() -> rx.Component:
    """What the link does, and the one button that does it."""
    state = LinkState
    return rx.fragment(
        rx.el.h1(
            rx.cond(
                state.joins,
                t("company.link.join_title", company=state.company),
                t("company.link.enter_title", company=state.company),
            )
        ),
        rx.el.p(rx.cond(state.joins, t("company.link.join_text"), t("company.link.enter_text"))),
        rx.cond(
            (state.problem != "") & ~state.joins,
            banner(rx.el.p(t_any("error.", state.problem)), tone="bad", role="alert"),
        ),
        plain_form(
            rx.el.input(type="hidden", name="jeton", value=state.token, read_only=True),
            rx.cond(
                state.joins,
                text_field(
                    "person",
                    t("company.door.person"),
                    error=_error(LinkState, "person"),
                    default_value=state.person,
                    auto_complete="name",
                    required=True,
                    max_length=120,
                ),
            ),
            button(t("company.link.act"), type="submit", icon_name="log-in", wide=True),
            method="post",
            action="/api/v1/company-links",
            class_name="stack",
        ),
        rx.el.p(t("company.link.once", email=state.email), class_name="soft small"),
    )


def _over() -> rx.Component:
    """It was used, it is too late, or nobody knows it."""
    state = LinkState
    return rx.fragment(
        rx.el.h1(t("company.link.over_title")),
        rx.el.p(
            rx.match(
                state.link_state,
                ("link_used", t("company.link.used")),
                ("link_expired", t("company.link.expired")),
                t("company.link.unknown"),
            )
        ),
        _problem(LinkState),
        rx.cond(
            state.renewable,
            button(
                t("company.link.renew", email=state.email),
                icon_name="send",
                wide=True,
                on_click=state.renew,
            ),
            link_button(t("company.link.other"), _LINK, wide=True),
        ),
        link_button(t("common.sign_in"), "/connexion", kind="quiet", wide=True),
    )


def _asked() -> rx.Component:
    """The company was here already."""
    return rx.fragment(
        rx.el.h1(t("company.asked.title")),
        rx.el.p(t("company.asked.text")),
        rx.el.p(t("company.asked.next"), class_name="soft"),
        link_button(t("company.asked.home"), "/", kind="outline", wide=True),
    )


@page(_LINK, title="company.link.title", on_load=LinkState.load_link)
def link() -> rx.Component:
    """Where the link of a mail leads; without one, asking for one."""
    state = LinkState
    return public_shell(
        sheet("company"),
        card(
            rx.cond(
                state.loaded,
                rx.cond(
                    state.sent_to != "",
                    _sent(LinkState),
                    rx.match(
                        state.link_state,
                        ("ready", _ready()),
                        ("ask", _ask()),
                        ("asked", _asked()),
                        _over(),
                    ),
                ),
                rx.fragment(rx.el.h1(t("company.link.title")), skeleton(4)),
            ),
            class_name="stack",
        ),
        narrow=True,
    )
