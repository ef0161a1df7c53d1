"""Who answers a youth today when it is not their own advisor: told on the phone, without a network as well."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.icons import icon
from myjobmatch.components.store import store
from myjobmatch.i18n.t import t


def who_answers() -> rx.Component:
    """A line for the head of the conversation and for the advisor's card; nothing when they are there."""
    away: Any = store.away
    return rx.cond(
        away,
        rx.el.div(
            icon("calendar-off", size=20),
            rx.el.div(
                rx.el.p(
                    rx.cond(
                        away.name != "",
                        t(
                            "youth.answers.replaced",
                            advisor=store.me.advisor,
                            name=away.name,
                            until=away.until_day,
                        ),
                        t(
                            "youth.answers.nobody",
                            advisor=store.me.advisor,
                            until=away.until_day,
                        ),
                    )
                ),
                rx.cond(
                    (away.name == "") & (away.words != ""),
                    rx.el.q(away.words, dir="auto", class_name="small"),
                ),
                class_name="banner-text",
            ),
            role="note",
            class_name="banner tone-plain answers-note",
        ),
    )
