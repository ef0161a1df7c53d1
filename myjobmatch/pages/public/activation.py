"""Activation: a code from an advisor, typed or brought by a QR (`/activation#CODE`, which no server sees).

Opening the page does nothing: the code is looked at by one request and used by another. Whoever has the account already
chooses another password by it.
"""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import icon, nav_link, text_field
from myjobmatch.components.joining_store import joining, typing
from myjobmatch.i18n.t import t
from myjobmatch.pages.public.joining import SHARED, joining_page, minor_text, secret
from myjobmatch.pages.registry import page


def _code() -> rx.Component:
    return text_field(
        "code",
        t("public.activation.field"),
        hint=t("public.activation.hint"),
        default_value=joining.typed.code,
        on_change=typing("code"),
        auto_complete="one-time-code",
        auto_capitalize="characters",
        spell_check=False,
        custom_attrs={"data-code": ""},
    )


def _hello() -> rx.Component:
    invitation = joining.invitation
    return rx.el.div(
        rx.el.div(
            icon("handshake", size=24),
            rx.el.div(
                rx.cond(
                    invitation.advisor != "",
                    rx.el.p(invitation.advisor, class_name="strong"),
                ),
                rx.el.p(invitation.structure, class_name="soft"),
            ),
            class_name="card row joining-who",
        ),
        rx.cond(
            joining.renews, rx.el.p(t("public.activation.renew_login", login=invitation.login))
        ),
        rx.cond(joining.minor, minor_text()),
        class_name="stack",
    )


@page("/activation", title="public.activation.title")
def activation() -> rx.Component:
    """Open the account that an advisor has prepared."""
    return joining_page(
        {
            "code": (t("public.activation.question"), t("public.activation.text"), _code),
            "hello": (
                rx.cond(
                    joining.invitation,
                    t("public.activation.hello", name=joining.invitation.first_name),
                    "",
                ),
                rx.cond(
                    joining.renews,
                    t("public.activation.renew_text"),
                    t("public.activation.hello_text"),
                ),
                lambda: rx.cond(joining.invitation, _hello()),
            ),
            **SHARED,
            "secret": (
                rx.cond(
                    joining.renews,
                    t("public.activation.renew_question"),
                    t("public.joining.secret.question"),
                ),
                t("public.joining.secret.text"),
                secret,
            ),
        },
        rx.cond(joining.renews, t("public.activation.renew_finish"), t("public.activation.finish")),
        rx.cond(
            joining.step == "code",
            rx.fragment(
                t("public.activation.no_code"),
                " ",
                nav_link(t("public.activation.register"), href="/inscription"),
            ),
        ),
    )
