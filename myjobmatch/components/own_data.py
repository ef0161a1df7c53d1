"""One's own data on pages: the copy to take along, the erasure of the account (`client/own_data.jsx`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.client import IDB
from myjobmatch.components.actions import button
from myjobmatch.components.fields import text_field
from myjobmatch.components.store import KeptErasure, call
from myjobmatch.components.surfaces import banner
from myjobmatch.i18n.t import t, t_any

MODULE = "$/utils/mjm/own_data"


@dataclass(frozen=True, slots=True)
class OwnDataView:
    """What may be done, and what is going on.

    `asked`: the password is; `old`: whoever has none must sign in again first, `by_key` whether a key can do it here;
    `at`: the form that `error` and `missing` are about; `share`: of the copy that has come, in a hundred.
    """

    loaded: bool
    asked: bool
    old: bool
    demo: bool
    by_key: bool
    erasure: KeptErasure | None
    at: str
    error: str
    params: dict[str, Any]
    missing: str
    busy: str
    done: str
    shown: bool
    share: int
    file: str
    name: str


own: Any = rx.Var(
    _js_expr="own_data_",
    _var_type=OwnDataView,
    _var_data=VarData(
        imports={MODULE: [ImportVar(tag="useOwnData")], IDB: [ImportVar(tag=None, render=False)]},
        hooks={"const own_data_ = useOwnData();": None},
    ),
).to(OwnDataView)
"""A Var of `OwnDataView`."""


class LoadOwnData(rx.Component):
    """Asks what may be done, once a page."""

    library = MODULE
    tag = "LoadOwnData"


class CopyForm(rx.Component):
    """Fetches the copy, and hands it to the browser."""

    library = MODULE
    tag = "CopyForm"


class EraseForm(rx.Component):
    """Asks for the erasure; `waits`: one is asked for already, and is to be now."""

    library = MODULE
    tag = "EraseForm"

    waits: rx.Var[bool]


class WhatBecame(rx.Component):
    """Is looked at once something became of the account."""

    library = MODULE
    tag = "WhatBecame"


def tap(name: str) -> Any:
    """For `on_click`: `keepAccount`, `loadOwnData`, `proveByKey`, `saveAgain`, `showOwnPassword`."""
    return call(name, module=MODULE)


def ask_password(at: str, why: rx.Var[str]) -> rx.Component:
    """The password, where it is asked for, and why it is."""
    here = own.at == at
    error = rx.cond(
        here & (own.missing == "wrong"),
        t("mine.password_wrong"),
        rx.cond(here & (own.missing == "empty"), t("mine.password_empty"), ""),
    )
    return rx.cond(
        own.asked,
        rx.el.div(
            text_field(
                f"{at}_password",
                t("mine.password"),
                hint=why,
                error=error,
                type=rx.cond(own.shown, "text", "password"),
                auto_complete="current-password",
                auto_capitalize="none",
                spell_check=False,
                max_length=1000,
            ),
            button(
                rx.cond(own.shown, t("mine.hide"), t("mine.show")),
                kind="quiet",
                icon_name="eye",
                on_click=tap("showOwnPassword"),
            ),
            class_name="stack-tight mine-password",
        ),
    )


def refusal(*places: str) -> rx.Component:
    """Why what was tried last at one of these places was refused; what is said beside a field is not said again."""
    here = own.at == places[0]
    for place in places[1:]:
        here = here | (own.at == place)
    return rx.el.div(
        rx.cond(
            here & (own.error != "") & (own.error != "password_wrong"),
            banner(rx.el.p(t_any("error.", own.error, own.params)), tone="bad"),
        ),
        role="alert",
        class_name="mine-live",
    )


def sign_in_again() -> rx.Component:
    """Why nothing can be done as long as one has not signed in again, and how."""
    return rx.el.div(
        banner(
            rx.el.p(t_any("error.", rx.Var.create("session_old"), own.params)),
            tone="warn",
        ),
        rx.cond(
            own.by_key,
            button(
                t("mine.by_key"),
                kind="outline",
                icon_name="fingerprint",
                wide=True,
                on_click=tap("proveByKey"),
                disabled=own.busy != "",
            ),
        ),
        refusal("key"),
        class_name="stack-tight",
    )
