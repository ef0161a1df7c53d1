"""Sécurité: the password and the keys one signs in with."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import card, icon, nav_link
from myjobmatch.components.keys import keys_section
from myjobmatch.components.own_password import password_section
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.state.youth.phone import PhoneState


@page("/mon-espace/securite", title="common.keys.title", on_load=PhoneState.load)
def security() -> rx.Component:
    """My password and my keys."""
    return youth_page(
        "space",
        nav_link(
            icon("arrow-left", size=22),
            rx.el.span(t("common.nav.space")),
            href="/mon-espace",
            class_name="step-back",
        ),
        rx.el.h1(t("common.keys.title"), class_name="space-hello"),
        rx.el.div(card(password_section()), card(keys_section()), class_name="stack"),
    )
