"""The reader's own choices, without a round trip: language and theme."""

from __future__ import annotations

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.components.icons import icon
from myjobmatch.i18n.catalogue import LOCALES
from myjobmatch.i18n.client import MODULE
from myjobmatch.i18n.t import t

# A language is named in itself, whatever the page's language.
NAMES = {"fr": "Français", "en": "English"}


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
    """One button a language; the one being read is marked."""
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
            for tag in LOCALES
        ],
        role="group",
        aria_label=t("common.language"),
        class_name="switch",
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
