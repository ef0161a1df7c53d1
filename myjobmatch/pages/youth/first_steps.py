"""Premiers pas: three cards of the real deck to try the gestures on, then a few small questions. Once, and skippable."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import icon, link_button, skeleton
from myjobmatch.components.store import store
from myjobmatch.components.swipe_deck import current_card, swiping
from myjobmatch.components.welcome import (
    Lesson,
    Lessons,
    request_card,
    small,
    small_question,
    welcome_call,
)
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.state.youth.phone import PhoneState

LESSONS = (("like", "heart", "like"), ("pass", "x", "pass"), ("open", "hand", "any"))


def _template() -> rx.Component:
    lesson = current_card(Lesson)
    return rx.el.article(
        rx.el.span(
            rx.match(
                lesson.sign,
                *[(sign, icon(sign, size=56)) for _, sign, _ in LESSONS],
                rx.fragment(),
            ),
            class_name="lesson-sign",
            custom_attrs={"data-way": lesson.way},
        ),
        rx.el.h2(lesson.title),
        rx.el.p(lesson.text),
        class_name="offer-card lesson-card",
    )


def _controls() -> rx.Component:
    return rx.el.div(
        rx.el.button(
            icon("x", size=26),
            rx.el.span(t("youth.deck.pass")),
            type="button",
            on_click=swiping("pass"),
            class_name="deck-btn deck-pass",
        ),
        rx.el.button(
            icon("heart", size=26),
            rx.el.span(t("youth.deck.like")),
            type="button",
            on_click=swiping("like"),
            class_name="deck-btn deck-like",
        ),
        rx.el.p(t("youth.deck.keys"), class_name="visually-hidden"),
        class_name="deck-controls",
    )


def _lessons() -> rx.Component:
    lessons = [
        {
            "id": key,
            "title": t(f"youth.first.{key}.title"),
            "text": t(f"youth.first.{key}.text"),
            "sign": sign,
            "way": way,
        }
        for key, sign, way in LESSONS
    ]
    return rx.fragment(
        rx.el.div(
            rx.el.h1(t("youth.first.title"), class_name="lessons-title"),
            rx.el.button(
                t("youth.first.skip"),
                type="button",
                on_click=welcome_call("skipLessons"),
                class_name="btn btn-quiet",
            ),
            class_name="spread",
        ),
        Lessons.create(
            _template(),
            lessons=lessons,
            names={
                "deck": t("youth.first.deck"),
                "card": t("youth.first.card"),
                "like": t("youth.deck.like"),
                "pass": t("youth.deck.pass"),
            },
            said=t("youth.first.right"),
            other=t("youth.first.other"),
        ),
        _controls(),
    )


def _after() -> rx.Component:
    return rx.el.div(
        rx.el.h1(t("youth.first.done", name=store.me.first_name), class_name="space-hello"),
        rx.el.p(t("youth.first.done_text"), class_name="soft"),
        small_question(),
        rx.cond(
            small.key == "",
            rx.el.p(icon("sparkles"), rx.el.span(t("youth.small.all")), class_name="step-effect"),
        ),
        request_card(),
        link_button(t("youth.first.skills"), "/mon-espace/profil#done", kind="outline", wide=True),
        link_button(t("youth.first.offers"), "/decouvrir", wide=True, icon_name="layers"),
        class_name="stack lessons-after",
    )


@page("/premiers-pas", title="youth.first.title", on_load=PhoneState.load)
def first_steps() -> rx.Component:
    """The first minutes."""
    return youth_page(
        "discover",
        rx.cond(
            store.ready,
            rx.cond(store.noted.lessons, _after(), _lessons()),
            rx.el.div(rx.el.h1(t("youth.first.title"), class_name="visually-hidden"), skeleton(6)),
        ),
        bare=True,
    )
