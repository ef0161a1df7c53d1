"""Sign-in: a plain form to the HTTP endpoint, which works without scripts too."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    button,
    card,
    icon,
    link_button,
    nav_link,
    password_field,
    public_shell,
    text_field,
)
from myjobmatch.components.icons import easy_icon
from myjobmatch.components.keys import passkey_sign_in
from myjobmatch.components.plain_form import plain_form
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.state.sign_in import DemoChoice, SignInState


def _demo(account: rx.Var[DemoChoice]) -> rx.Component:
    return plain_form(
        rx.el.input(type="hidden", name="login", value=account.login),
        rx.el.input(type="hidden", name="password", value=account.password),
        rx.el.button(
            rx.el.bdi(account.name, class_name="strong"),
            rx.el.span(t_any("enum.Role.", account.role), class_name="soft"),
            icon("arrow-right"),
            type="submit",
            class_name="demo-account",
        ),
        method="post",
        action="/api/v1/session",
    )


def _forgotten() -> rx.Component:
    """Each has another way; who works here has none of their own."""
    return rx.el.details(
        rx.el.summary(t("public.sign_in.forgotten")),
        rx.el.ul(
            rx.el.li(
                t("public.sign_in.forgotten_youth"),
                " ",
                nav_link(t("public.sign_in.forgotten_code"), href="/activation"),
            ),
            rx.el.li(
                t("public.sign_in.forgotten_company"),
                " ",
                nav_link(t("public.sign_in.forgotten_link"), href="/employeur/lien"),
            ),
            rx.el.li(t("public.sign_in.forgotten_team")),
            class_name="sign-in-forgotten",
        ),
        class_name="fold",
    )


@page("/connexion", title="public.sign_in.title", on_load=SignInState.load)
def sign_in() -> rx.Component:
    """E-mail or user name, and password."""
    return public_shell(
        card(
            rx.el.h1(easy_icon("log-in"), t("public.sign_in.title")),
            rx.el.div(
                rx.cond(
                    SignInState.error != "",
                    rx.el.p(
                        icon("circle-alert"),
                        rx.el.span(t_any("error.", SignInState.error, SignInState.error_values)),
                        class_name="banner tone-bad",
                    ),
                ),
                role="alert",
            ),
            plain_form(
                text_field(
                    "login",
                    t("public.sign_in.login"),
                    required=True,
                    auto_complete="username webauthn",
                    auto_capitalize="none",
                    spell_check=False,
                ),
                password_field(
                    "password",
                    t("public.sign_in.password"),
                    required=True,
                    auto_complete="current-password",
                ),
                button(t("public.sign_in.submit"), type="submit", wide=True),
                method="post",
                action="/api/v1/session",
                class_name="stack",
            ),
            passkey_sign_in(),
            _forgotten(),
            class_name="sign-in",
        ),
        rx.el.section(
            rx.el.h2(t("public.sign_in.new"), class_name="h3"),
            link_button(t("public.sign_in.register"), "/inscription", kind="outline", wide=True),
            link_button(t("public.sign_in.code"), "/activation", kind="outline", wide=True),
            link_button(t("public.sign_in.company"), "/employeur/lien", kind="quiet", wide=True),
            class_name="sign-in-ways",
        ),
        rx.cond(
            SignInState.demo.length() > 0,
            rx.el.section(
                rx.el.h2(t("public.sign_in.demo_title")),
                rx.el.p(t("public.sign_in.demo_text"), class_name="soft"),
                rx.el.div(rx.foreach(SignInState.demo, _demo), class_name="demo-accounts"),
                class_name="stack",
            ),
        ),
        narrow=True,
        languages=True,
    )
