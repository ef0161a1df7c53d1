"""A youth's immersions on the phone: where, when, with whom, and whose signature is still missing."""

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


def _signer(signer: rx.Var[Signer]) -> rx.Component:
    return rx.el.li(t_any("outcome.immersion.signer.", signer))


def _immersion(view: rx.Var[OwnImmersion]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        rx.el.div(
            rx.el.h3(one.title, custom_attrs={"dir": "auto"}),
            listen(),
            class_name="spread",
        ),
        rx.el.p(one.host, class_name="strong", custom_attrs={"dir": "auto"}),
        rx.match(
            one.status,
            ("to_sign", badge(t("outcome.immersion.to_sign"), tone="act", icon_name="pencil")),
            ("signed", badge(t("outcome.immersion.signed"), tone="yes", icon_name="circle-check")),
            badge(t("outcome.immersion.cancelled"), tone="no", icon_name="circle-minus"),
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
