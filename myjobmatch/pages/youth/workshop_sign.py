"""Signing one's presence: the camera opens `/emargement#code`, or the code is typed."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import link_button
from myjobmatch.components.icons import easy_icon
from myjobmatch.components.sheets import sheet
from myjobmatch.components.workshop_store import SignPresence
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.pages.youth.offers_file import back
from myjobmatch.state.youth.phone import PhoneState


@page("/emargement", title="workshop.sign.title", on_load=PhoneState.load)
def sign_presence() -> rx.Component:
    """I am here."""
    return youth_page(
        "space",
        sheet("workshop"),
        back(t("workshop.title"), "/mon-espace/ateliers"),
        rx.el.h1(easy_icon("pen-line"), t("workshop.sign.title"), class_name="search-title"),
        rx.el.p(t("workshop.sign.how"), class_name="soft workshop-sign-how"),
        SignPresence.create(),
        link_button(
            t("workshop.sign.all"),
            "/mon-espace/ateliers",
            kind="quiet",
            wide=True,
            class_name="workshop-sign-all",
        ),
    )
