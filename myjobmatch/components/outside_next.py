"""What a like on an outside offer leads to; wherever one may like."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components.dialog import close_button, dialog
from myjobmatch.components.icons import icon
from myjobmatch.components.links import out_link
from myjobmatch.components.offer_card import source_name
from myjobmatch.components.store import store
from myjobmatch.i18n.t import t


def outside_next() -> rx.Component:
    """What a like on an outside offer leads to: its own link, and the question of later."""
    card = store.outside
    return dialog(
        "outside-next",
        t("youth.outside.title", source=source_name(card.source)),
        rx.cond(
            card,
            rx.el.div(
                rx.el.p(t("youth.outside.text", title=card.title)),
                rx.el.p(t("youth.outside.next"), class_name="soft"),
                rx.cond(
                    card.url != "",
                    out_link(
                        icon("external-link"),
                        rx.el.span(t("youth.outside.open")),
                        href=card.url,
                        target="_blank",
                        rel="noopener noreferrer external",
                        class_name="btn btn-primary btn-wide",
                    ),
                    rx.el.p(t("youth.outside.no_link"), class_name="banner tone-plain"),
                ),
                close_button(t("youth.outside.later"), wide=True),
                class_name="stack",
            ),
        ),
        sheet=True,
    )
