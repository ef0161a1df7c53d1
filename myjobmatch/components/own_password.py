"""One's own password on pages: changed, or chosen for the first time (`client/own_password.jsx`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.components.actions import button
from myjobmatch.components.fields import text_field
from myjobmatch.components.surfaces import banner, skeleton
from myjobmatch.i18n.t import t, t_any

MODULE = "$/utils/mjm/own_password"


@dataclass(frozen=True, slots=True)
class OwnPasswordView:
    """What may be done, and what is going on.

    `asked`: the password of now is; `refused`: why none can be chosen; `at`: the field that `error` is about.
    """

    loaded: bool
    has: bool
    asked: bool
    refused: str
    error: str
    at: str
    params: dict[str, Any]
    busy: bool
    done: bool
    shown: bool


own: Any = rx.Var(
    _js_expr="own_password_",
    _var_type=OwnPasswordView,
    _var_data=VarData(
        imports={MODULE: [ImportVar(tag="useOwnPassword")]},
        hooks={"const own_password_ = useOwnPassword();": None},
    ),
).to(OwnPasswordView)
"""A Var of `OwnPasswordView`."""

_SHOW = rx.Var(
    _js_expr="(() => { showPassword(); })",
    _var_data=VarData(imports={MODULE: [ImportVar(tag="showPassword")]}),
).to(rx.EventChain)


class LoadOwnPassword(rx.Component):
    """Asks what may be done, once a page."""

    library = MODULE
    tag = "LoadOwnPassword"


class OwnPasswordForm(rx.Component):
    """A form that sends its two fields, and empties them once they are kept."""

    library = MODULE
    tag = "OwnPasswordForm"


def _error() -> rx.Var[str]:
    return t_any("error.", own.error, own.params)


def _field(name: str, label: rx.Var[str], complete: str, **props: Any) -> rx.Component:
    return text_field(
        name,
        label,
        error=rx.cond(own.at == name, _error(), ""),
        type=rx.cond(own.shown, "text", "password"),
        required=True,
        auto_complete=complete,
        auto_capitalize="none",
        spell_check=False,
        **props,
    )


def _form() -> rx.Component:
    return OwnPasswordForm.create(
        rx.cond(
            own.asked,
            _field("current_password", t("public.password.current"), "current-password"),
        ),
        _field(
            "new_password",
            t("public.password.new"),
            "new-password",
            hint=t("public.password.hint"),
        ),
        button(
            rx.cond(own.shown, t("public.password.hide"), t("public.password.show")),
            kind="quiet",
            icon_name="eye",
            type="button",
            on_click=_SHOW,
        ),
        button(t("public.password.save"), type="submit", wide=True, disabled=own.busy),
        class_name="stack",
    )


def password_section() -> rx.Component:
    """The password of whoever is signed in: the form, or why there is none now."""
    return rx.el.div(
        LoadOwnPassword.create(),
        rx.el.h2(
            rx.cond(
                own.loaded & ~own.has, t("public.password.choose"), t("public.password.change")
            ),
            class_name="h3",
        ),
        rx.cond(own.refused == "", rx.el.p(t("public.password.text"), class_name="soft")),
        rx.el.div(
            rx.cond(
                (own.error != "") & (own.at == ""),
                banner(rx.el.p(_error()), tone="bad"),
            ),
            role="alert",
        ),
        rx.el.div(
            rx.cond(own.done, banner(rx.el.p(t("public.password.done")), tone="yes")),
            role="status",
        ),
        rx.cond(
            own.loaded,
            rx.cond(
                own.refused != "",
                banner(rx.el.p(t_any("error.", own.refused, own.params)), tone="warn"),
                _form(),
            ),
            rx.cond(own.error == "", skeleton(3)),
        ),
        class_name="stack",
    )
