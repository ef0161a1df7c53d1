"""The button that reads a part of the page aloud (`client/listen.jsx`)."""

from __future__ import annotations

import reflex as rx

from myjobmatch.i18n.t import t

LISTENED = {"data-listen": ""}
"""For `custom_attrs` of the part that its button reads."""
OFFERS_TONGUE = "fr"
"""Offers are written in French, whatever the page's language: what reads them aloud must know."""


class _Listen(rx.Component):
    library = "$/utils/mjm/listen"
    tag = "Listen"

    also: rx.Var[str]


def listen(*, also: str = "", class_name: str = "") -> rx.Component:
    """Reads the nearest part around it that bears `LISTENED`; a second tap stops. Hidden without a voice.

    `also` is a tongue besides the page's that the part holds.
    """
    t("common.listen"), t("common.listen_stop")  # refuses a key that is not there
    return _Listen.create(also=also, class_name=class_name)
