"""A youth's immersions on the phone: where, when, with whom, whose signature is still missing, and how it went."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.icons import easy_icon, icon
from myjobmatch.components.listen import LISTENED, listen
from myjobmatch.components.store import store
from myjobmatch.components.surfaces import badge
from myjobmatch.domain.immersions import OwnImmersion, Signer
from myjobmatch.i18n.t import t, t_any


def _fact(sign: str, *words: Any) -> rx.Component:
    return rx.el.li(icon(sign, size=20), rx.el.span(*words, custom_attrs={"dir": "auto"}))


def _named(one: Any) -> tuple[rx.Component, rx.Component]:
    """The title, read aloud to whoever asks, and the host."""
    return (
        rx.el.div(
            rx.el.h3(one.title, custom_attrs={"dir": "auto"}),
            listen(),
            class_name="spread",
        ),
        rx.el.p(one.host, class_name="strong", custom_attrs={"dir": "auto"}),
    )


def _signer(signer: rx.Var[Signer]) -> rx.Component:
    return rx.el.li(t_any("outcome.immersion.signer.", signer))


def _immersion(view: rx.Var[OwnImmersion]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        *_named(one),
        rx.match(
            one.status,
            ("to_sign", badge(t("outcome.immersion.to_sign"), tone="act", icon_name="pencil")),
            ("signed", badge(t("outcome.immersion.signed"), tone="yes", icon_name="circle-check")),
            _called_off(),
        ),
        rx.cond(
            one.status != "cancelled",
            rx.el.ul(
                _fact(
                    "calendar-range",
                    t("outcome.immersion.days", start=one.starts_on, end=one.ends_on),
                ),
                _fact("clock", t("outcome.immersion.hours", hours=one.weekly_hours)),
                rx.cond(one.schedule != "", _fact("calendar-clock", one.schedule)),
                rx.cond(one.address != "", _fact("map-pin", one.address)),
                rx.cond(
                    one.tutor != "", _fact("user", t("outcome.immersion.tutor", name=one.tutor))
                ),
                class_name="own-immersion-facts",
            ),
        ),
        rx.cond(
            one.status == "to_sign",
            rx.el.div(
                rx.el.p(t("outcome.immersion.sign_text")),
                rx.el.ul(rx.foreach(one.to_sign, _signer), class_name="own-immersion-signers"),
                class_name="stack-tight",
            ),
        ),
        class_name="card stack-tight own-immersion",
        custom_attrs=LISTENED,
    )


def _called_off() -> rx.Component:
    return badge(t("outcome.immersion.cancelled"), tone="no", icon_name="circle-minus")


def _said(words: rx.Var[str], line: Any) -> rx.Component:
    return rx.cond(words, rx.el.p(line, class_name="outcome-note", custom_attrs={"dir": "auto"}))


def _review(one: Any) -> rx.Component:
    """What the review says, the contract of a hire apart."""
    return rx.el.div(
        rx.el.p(t("outcome.immersion.review"), class_name="strong"),
        rx.el.ul(
            _fact("flag", t_any("outcome.immersion.done.", one.done)),
            _fact("target", t_any("outcome.immersion.met.", one.objectives_met)),
            class_name="own-immersion-facts",
        ),
        _said(one.youth_words, t("outcome.immersion.youth_said", words=one.youth_words)),
        _said(one.host_words, t("outcome.immersion.host_said", words=one.host_words)),
        class_name="stack-tight",
    )


def _past(view: rx.Var[OwnImmersion]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        *_named(one),
        rx.cond(
            one.status == "cancelled",
            _called_off(),
            badge(t("outcome.immersion.over"), icon_name="circle-check"),
        ),
        rx.el.ul(
            _fact(
                "calendar-range",
                t("outcome.immersion.days", start=one.starts_on, end=one.ends_on),
            ),
            class_name="own-immersion-facts",
        ),
        rx.match(
            one.status,
            ("reviewed", rx.cond(one.done, _review(one))),
            ("signed", rx.el.p(t("outcome.immersion.over_text"))),
            rx.fragment(),
        ),
        class_name="card stack-tight own-immersion",
        custom_attrs=LISTENED,
    )


def past_immersions() -> rx.Component:
    """Those that are over, folded, with their review."""
    return rx.cond(
        store.past_immersions.length() > 0,
        rx.el.details(
            rx.el.summary(
                t("outcome.immersion.past_title"),
                " ",
                rx.el.span("(", store.past_immersions.length(), ")", class_name="soft"),
            ),
            rx.el.ul(rx.foreach(store.past_immersions, _past), class_name="appointment-list"),
            class_name="fold",
        ),
    )


def own_immersions() -> rx.Component:
    """Those to sign, to begin or under way."""
    return rx.cond(
        store.immersions.length() > 0,
        rx.el.section(
            rx.el.h2(easy_icon("building-2"), t("outcome.immersion.title"), id="immersions"),
            rx.el.ul(rx.foreach(store.immersions, _immersion), class_name="appointment-list"),
            class_name="stack-tight",
            aria_labelledby="immersions",
        ),
    )
