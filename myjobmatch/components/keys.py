"""Passkeys on pages: a button to sign in with one, and the list of those one has (`client/keys.jsx`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.components.actions import button, icon_button
from myjobmatch.components.fields import password_field
from myjobmatch.components.icons import icon
from myjobmatch.components.surfaces import banner, skeleton
from myjobmatch.i18n.t import t, t_any

MODULE = "$/utils/mjm/keys"


@dataclass(frozen=True, slots=True)
class Key:
    """A key as its owner sees it; `last_used_at` is empty for one never used."""

    id: str
    name: str
    created_at: str
    last_used_at: str


@dataclass(frozen=True, slots=True)
class KeysView:
    """What the browser can do and what is going on."""

    supported: bool
    error: str
    params: dict[str, Any]
    busy: bool
    loaded: bool
    held: list[Key]
    added: bool
    asked: bool
    """The password must be told before a key is made."""


keys: Any = rx.Var(
    _js_expr="keys_",
    _var_type=KeysView,
    _var_data=VarData(
        imports={MODULE: [ImportVar(tag="useKeys")]}, hooks={"const keys_ = useKeys();": None}
    ),
).to(KeysView)
"""A Var of `KeysView`."""


class OfferKeys(rx.Component):
    """Offers keys in the login field, where the browser knows how."""

    library = MODULE
    tag = "OfferKeys"


class LoadKeys(rx.Component):
    """Fetches the list of keys."""

    library = MODULE
    tag = "LoadKeys"


class KeyPasswordForm(rx.Component):
    """A form that sends the password and makes a key."""

    library = MODULE
    tag = "KeyPasswordForm"


def _call(name: str, *values: rx.Var[Any]) -> Any:
    inside = ", ".join(str(value) for value in values)
    return rx.Var(
        _js_expr=f"(() => {{ {name}({inside}); }})",
        _var_data=VarData.merge(
            VarData(imports={MODULE: [ImportVar(tag=name)]}),
            *(value._get_all_var_data() for value in values),
        ),
    ).to(rx.EventChain)


def _error() -> rx.Component:
    return rx.el.div(
        rx.cond(
            keys.error != "",
            banner(rx.el.p(t_any("error.", keys.error, keys.params)), tone="bad"),
        ),
        role="alert",
    )


def passkey_sign_in() -> rx.Component:
    """The way in without a password, where the browser has one."""
    return rx.el.div(
        OfferKeys.create(),
        rx.cond(
            keys.supported,
            button(
                t("public.sign_in.passkey"),
                kind="outline",
                icon_name="fingerprint",
                wide=True,
                type="button",
                on_click=_call("signIn"),
                disabled=keys.busy,
            ),
        ),
        _error(),
        class_name="sign-in-ways",
    )


def _key(key: rx.Var[Key]) -> rx.Component:
    return rx.el.li(
        icon("fingerprint", size=22),
        rx.el.div(
            rx.el.p(
                rx.cond(key.name != "", key.name, t("common.keys.unnamed")), class_name="strong"
            ),
            rx.el.p(
                rx.cond(
                    key.last_used_at != "",
                    t("common.keys.used", at=key.last_used_at),
                    t("common.keys.since", at=key.created_at),
                ),
                class_name="soft small",
            ),
            class_name="keys-words",
        ),
        icon_button(
            "trash-2", t("common.keys.remove"), on_click=_call("removeKey", key.id), kind="quiet"
        ),
        key=key.id,
    )


def _with_password() -> rx.Component:
    return KeyPasswordForm.create(
        password_field(
            "key_password",
            t("public.password.current"),
            hint=t("error.key_password"),
            required=True,
            auto_complete="current-password",
            auto_focus=True,
        ),
        button(
            t("common.keys.add"), icon_name="plus", wide=True, type="submit", disabled=keys.busy
        ),
        class_name="stack",
    )


def keys_section() -> rx.Component:
    """The keys of whoever is signed in: what they are, the list, another one."""
    return rx.el.div(
        LoadKeys.create(),
        rx.el.h2(t("common.keys.mine"), class_name="h3"),
        rx.el.p(t("common.keys.text"), class_name="soft"),
        _error(),
        rx.el.div(
            rx.cond(keys.added, banner(rx.el.p(t("common.keys.added")), tone="yes")),
            role="status",
        ),
        rx.cond(
            keys.loaded,
            rx.cond(
                keys.held.length() > 0,
                rx.el.div(
                    rx.el.p(t("common.keys.stay"), class_name="soft"),
                    rx.el.ul(rx.foreach(keys.held, _key), class_name="keys-list"),
                    class_name="stack",
                ),
                rx.el.p(t("common.keys.none")),
            ),
            rx.cond(keys.error == "", skeleton(2)),
        ),
        rx.cond(
            keys.supported,
            rx.cond(
                keys.asked,
                _with_password(),
                button(
                    t("common.keys.add"),
                    icon_name="plus",
                    wide=True,
                    on_click=_call("addKey"),
                    disabled=keys.busy,
                ),
            ),
            rx.el.p(t("common.keys.unsupported"), class_name="soft small"),
        ),
        class_name="stack",
    )
