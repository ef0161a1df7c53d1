"""Offering the installation at a sensible moment, the steps by hand on iOS, and the knock of a swipe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.client import IDB
from myjobmatch.components.actions import button
from myjobmatch.components.dialog import close_button, dialog, later
from myjobmatch.components.drawings import drawing
from myjobmatch.components.icons import icon
from myjobmatch.components.store import call, deck, store
from myjobmatch.i18n.t import t

HOOKS = "$/utils/mjm/install_hooks"
STEPS = "install-steps"
SHOWN_ON = ("discover", "offers")


@dataclass(frozen=True, slots=True)
class Install:
    """How the installation is offered now, and how it could be at all: `prompt`, `ios` or empty."""

    offer: str
    way: str


install: Any = rx.Var(
    _js_expr="install_",
    _var_type=Install,
    _var_data=VarData(
        imports={HOOKS: [ImportVar(tag="useInstall")], IDB: [ImportVar(tag=None, render=False)]},
        hooks={"const install_ = useInstall();": None},
    ),
).to(Install)


class CountVisit(rx.Component):
    """Counts visits, and hears that the app was installed."""

    library = HOOKS
    tag = "CountVisit"


def _banner() -> rx.Component:
    return rx.cond(
        install.offer != "",
        rx.el.aside(
            drawing("fit", class_name="install-sign"),
            rx.el.div(
                rx.el.p(t("youth.install.title"), class_name="strong"),
                rx.el.p(t("youth.install.text"), class_name="small"),
                rx.el.div(
                    button(
                        rx.cond(
                            install.offer == "ios",
                            t("youth.install.how"),
                            t("youth.install.act"),
                        ),
                        on_click=call("installNow", module=HOOKS),
                    ),
                    button(
                        t("youth.install.later"),
                        kind="quiet",
                        on_click=call("installLater", module=HOOKS),
                    ),
                    class_name="row",
                ),
                class_name="stack-tight",
            ),
            aria_label=t("youth.install.title"),
            class_name="install",
        ),
    )


def _steps() -> rx.Component:
    signs = ("share", "square-plus", "check")
    words = (t("youth.install.ios.1"), t("youth.install.ios.2"), t("youth.install.ios.3"))
    return dialog(
        STEPS,
        t("youth.install.line"),
        rx.el.ol(
            *[
                rx.el.li(rx.el.span(icon(sign, size=26), class_name="install-step"), rx.el.p(text))
                for sign, text in zip(signs, words, strict=True)
            ],
            class_name="install-steps",
        ),
        close_button(
            t("common.close"),
            kind="primary",
            wide=True,
            on_click=call("installLater", module=HOOKS),
        ),
        sheet=True,
    )


def install_notice(active: str) -> tuple[rx.Component, rx.Component]:
    """What a youth page of that place holds of it: before its content, and after.

    A browser offers it at any moment. Above the deck there is room for it; a list would jump, so there it stands
    at the end, and in sight.
    """
    visit = CountVisit.create()
    if active not in SHOWN_ON:
        return visit, later(_steps()) if active == "space" else rx.fragment()
    if active == "discover":
        return rx.fragment(visit, _banner()), later(_steps())
    return visit, rx.fragment(_banner(), later(_steps()))


def install_line() -> rx.Component:
    """Whenever one likes, in the settings."""
    return rx.cond(
        install.way != "",
        button(
            t("youth.install.line"),
            kind="outline",
            icon_name="download",
            wide=True,
            on_click=call("installNow", module=HOOKS),
        ),
    )


def haptics_switch() -> rx.Component:
    """With or without a knock at each swipe."""
    return rx.el.div(
        *[
            rx.el.button(
                label,
                type="button",
                aria_pressed=rx.cond(store.haptics == on, "true", "false"),
                on_click=deck("setBuzz", on),
                class_name="switch-option",
            )
            for on, label in (
                (True, t("youth.space.haptics_on")),
                (False, t("youth.space.haptics_off")),
            )
        ],
        role="group",
        aria_label=t("youth.space.haptics"),
        class_name="switch",
    )
