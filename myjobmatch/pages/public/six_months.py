"""The question six months after: large answers to tap, on the phone, with the link of a message or signed in."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    button,
    card,
    empty_state,
    icon,
    link_button,
    public_shell,
    skeleton,
)
from myjobmatch.components.icons import easy_icon
from myjobmatch.components.listen import LISTENED, listen
from myjobmatch.components.sheets import sheet
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.state.six_months import Ask, SixMonthsState, Tap

_S = SixMonthsState


@page("/six-mois", title="sixmonths.title", on_load=SixMonthsState.load)
def six_months() -> rx.Component:
    """For whoever holds the link, and for youths who are signed in."""
    return public_shell(
        sheet("sixmonths"),
        rx.cond(_S.loaded, _content(), card(skeleton(4))),
        narrow=True,
    )


def _content() -> rx.Component:
    return rx.cond(
        _S.done,
        empty_state("heart", t("sixmonths.thanks"), t("sixmonths.thanks_text"), heading=1),
        rx.cond(
            _S.problem != "",
            empty_state(
                "link-2-off",
                t("sixmonths.link_title"),
                rx.match(
                    _S.problem,
                    ("done", t("sixmonths.link_done")),
                    ("expired", t("sixmonths.link_expired")),
                    t("sixmonths.link_unknown"),
                ),
                link_button(t("common.sign_in"), "/connexion", kind="outline"),
                heading=1,
            ),
            rx.cond(
                _S.asks.length() > 0,
                _questions(),
                empty_state(
                    "circle-check",
                    t("sixmonths.nothing"),
                    t("sixmonths.nothing_text"),
                    heading=1,
                ),
            ),
        ),
    )


def _questions() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h1(easy_icon("message-circle-question"), t("sixmonths.title")),
            listen(),
            class_name="spread",
        ),
        rx.el.p(t("sixmonths.intro")),
        rx.foreach(_S.asks, _ask),
        button(
            t("sixmonths.send"),
            icon_name="send",
            wide=True,
            disabled=~_S.ready,
            on_click=_S.send,
        ),
        rx.el.p(t("sixmonths.why"), class_name="soft small"),
        class_name="stack sixmonths",
        custom_attrs=LISTENED,
    )


def _ask(ask: rx.Var[Ask]) -> rx.Component:
    one: Any = ask
    return rx.el.fieldset(
        rx.el.legend(t_any("sixmonths.q.", one.label), class_name="sixmonths-question"),
        rx.foreach(one.taps, lambda tap: _tap(one.code, tap)),
        _button(
            one.refused,
            t("sixmonths.prefer_not"),
            _S.tap(one.code, "prefers_not"),
            "sixmonths-tap sixmonths-refuse",
        ),
        class_name="sixmonths-ask",
    )


def _tap(code: Any, tap: rx.Var[Tap]) -> rx.Component:
    one: Any = tap
    return _button(
        one.chosen, t_any("sixmonths.q.", one.label), _S.tap(code, one.value), "sixmonths-tap"
    )


def _button(chosen: Any, label: Any, on_click: Any, class_name: str) -> rx.Component:
    return rx.el.button(
        rx.cond(chosen, icon("circle-check", size=22), icon("circle", size=22)),
        rx.el.span(label),
        type="button",
        aria_pressed=rx.cond(chosen, "true", "false"),
        on_click=on_click,
        class_name=class_name,
    )
