"""The offer as a youth sees it: the card of the phone's deck, in a frame of a phone's width."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components.offer_card import offer_card
from myjobmatch.i18n.t import t
from myjobmatch.state.employer_editor import EditorState


def preview() -> rx.Component:
    """Drawn once asked for; the minutes are left out, for they depend on who looks."""
    return rx.el.section(
        rx.cond(
            EditorState.preview.id != "",
            rx.fragment(
                rx.el.h2(t("employer.preview.title")),
                rx.el.p(t("employer.preview.text"), class_name="soft small"),
                rx.el.div(
                    offer_card(EditorState.preview, opened=EditorState.close_preview, advisor=""),
                    class_name="employer-phone",
                ),
            ),
        ),
        id="preview",
        tab_index=-1,
        aria_live="polite",
    )
