"""The reader's own choices, without a round trip: language and theme."""

from __future__ import annotations

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.components.dialog import dialog
from myjobmatch.components.icons import easy_sign, icon
from myjobmatch.domain.languages import Language, spoken
from myjobmatch.i18n.catalogue import DESK_LOCALES, NAMES, direction
from myjobmatch.i18n.client import MODULE
from myjobmatch.i18n.t import t

LANGUAGES = "languages"


def _choose(tag: str) -> rx.Var[rx.EventChain]:
    """An act of the browser alone: no event goes to the server."""
    return rx.Var(
        _js_expr=f"(() => setLanguage({tag!r}))",
        _var_data=VarData(imports={MODULE: [ImportVar(tag="setLanguage")]}),
    ).to(rx.EventChain)


_language = rx.Var(
    _js_expr="language_",
    _var_type=str,
    _var_data=VarData(
        imports={MODULE: [ImportVar(tag="useLanguage")]},
        hooks={"const language_ = useLanguage();": None},
    ),
).to(str)


def language_switch() -> rx.Component:
    """At a desk: one button a language that desks speak; the one being read is marked."""
    return rx.el.div(
        *[
            rx.el.button(
                rx.el.span(tag.upper(), aria_hidden="true"),
                rx.el.span(NAMES[tag], class_name="visually-hidden"),
                type="button",
                lang=tag,
                title=NAMES[tag],
                aria_pressed=rx.cond(_language == tag, "true", "false"),
                on_click=_choose(tag),
                class_name="switch-option",
            )
            for tag in DESK_LOCALES
        ],
        role="group",
        aria_label=t("common.language"),
        class_name="switch",
    )


def language_choice(*, closes: bool = False, class_name: str = "") -> rx.Component:
    """Every language by its own name, the one being read marked; `closes` the dialog around it."""
    closing = {"data-closes": ""} if closes else {}

    def option(tag: str) -> rx.Component:
        sign = [easy_sign()] if tag == Language.EASY_FRENCH else []
        return rx.el.button(
            *sign,
            rx.el.span(NAMES[tag]),
            type="button",
            lang=spoken(tag),
            aria_pressed=rx.cond(_language == tag, "true", "false"),
            on_click=_choose(tag),
            class_name="language-option",
            custom_attrs={"dir": direction(tag), **closing},
        )

    return rx.el.div(
        *[option(tag) for tag in NAMES],
        role="group",
        aria_label=t("common.language"),
        class_name=f"languages {class_name}".strip(),
    )


def language_menu() -> rx.Component:
    """The name of the language being read; opens the choice of all. One a page."""
    return rx.el.div(
        rx.el.button(
            icon("languages"),
            rx.el.span(t("common.language"), class_name="visually-hidden"),
            rx.el.span(
                rx.match(_language, *NAMES.items(), NAMES["fr"]), class_name="language-name"
            ),
            type="button",
            title=t("common.language"),
            custom_attrs={"data-opens": LANGUAGES},
            class_name="btn btn-quiet language-menu",
        ),
        dialog(
            LANGUAGES,
            t("common.language"),
            language_choice(closes=True, class_name="in-rows"),
            sheet=True,
        ),
    )


def theme_switch() -> rx.Component:
    """Light or dark; the sun and the moon are shown by the theme itself."""
    return rx.el.button(
        icon("sun", class_name="in-dark"),
        icon("moon", class_name="in-light"),
        rx.el.span(t("common.theme"), class_name="visually-hidden"),
        type="button",
        title=t("common.theme"),
        custom_attrs={"data-theme-choice": "toggle"},
        class_name="btn btn-quiet btn-round",
    )
