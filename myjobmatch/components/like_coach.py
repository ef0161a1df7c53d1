"""A kind word to who likes very much: few, chosen likes get more answers. Nothing is held back."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components.actions import button, link_button
from myjobmatch.components.company_sheets import ACTS
from myjobmatch.components.deck_bar import SHEET
from myjobmatch.components.dialog import open_button
from myjobmatch.components.icons import icon
from myjobmatch.components.store import call, store
from myjobmatch.i18n.t import t


def like_coach() -> rx.Component:
    """Above the deck, once a day for each reason; the cards stay under the thumb."""
    many = store.coach == "many"
    return rx.el.div(
        rx.cond(
            store.coach != "",
            rx.el.section(
                icon("sparkles", size=22),
                rx.el.div(
                    rx.el.p(
                        rx.cond(many, t("sharing.coach.many"), t("sharing.coach.fast")),
                        class_name="strong",
                    ),
                    rx.el.p(
                        rx.cond(many, t("sharing.coach.many_text"), t("sharing.coach.fast_text")),
                        class_name="small",
                    ),
                    rx.el.div(
                        rx.cond(
                            many,
                            link_button(t("sharing.coach.prepare"), "/mes-offres", kind="outline"),
                            open_button(t("sharing.coach.filters"), opens=SHEET, kind="outline"),
                        ),
                        button(
                            t("sharing.coach.go_on"),
                            kind="quiet",
                            on_click=call("coachSeen", store.coach, module=ACTS),
                        ),
                        class_name="row",
                    ),
                    class_name="stack-tight",
                ),
                class_name="like-coach",
            ),
        ),
        role="status",
    )
