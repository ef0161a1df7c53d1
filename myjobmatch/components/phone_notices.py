"""What the phone must be told of: what waits, what was refused, what is not kept, a match."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.actions import icon_button
from myjobmatch.components.icons import icon
from myjobmatch.components.links import nav_link, out_link
from myjobmatch.components.store import Told, call, store
from myjobmatch.components.surfaces import banner
from myjobmatch.components.welcome import agreement_due
from myjobmatch.i18n.t import t, t_any


def _waiting() -> rx.Component:
    # A moment's flight is no news: only what cannot leave is told.
    return rx.cond(
        store.signed_out,
        banner(
            rx.el.p(t("youth.signed_out", count=store.waiting)),
            out_link(t("youth.sign_in_again"), href="/connexion", class_name="strong"),
            tone="warn",
        ),
        rx.cond(
            ~store.online & (store.waiting > 0),
            banner(rx.el.p(t("youth.waiting", count=store.waiting)), tone="warn"),
        ),
    )


def _memory_only() -> rx.Component:
    return rx.cond(
        (store.storage == "memory") & ~store.told_memory,
        rx.el.div(
            icon("info"),
            rx.el.p(t("youth.memory_only"), class_name="banner-text"),
            icon_button("x", t("common.close"), on_click=call("dismissMemory")),
            class_name="banner tone-plain",
        ),
    )


def _told(told: rx.Var[Told]) -> rx.Component:
    return rx.el.div(
        icon("circle-alert"),
        rx.el.div(
            rx.el.p(t_any("error.", told.code, told.params)),
            rx.cond(
                told.body != "",
                rx.el.p(
                    rx.cond(told.kind == "message", t("youth.told.unsent"), t("youth.told.unkept")),
                    " ",
                    rx.el.span(told.body, custom_attrs={"dir": "auto"}),
                    class_name="small",
                ),
            ),
            rx.cond(
                told.mend,
                nav_link(t("youth.told.mend"), href=told.mend, on_click=call("dismiss", told.id)),
            ),
            class_name="banner-text",
        ),
        icon_button("x", t("common.close"), on_click=call("dismiss", told.id)),
        class_name="banner tone-bad",
    )


def _celebration() -> rx.Component:
    """A modal dialog that `LivePhone` opens, once a match; closing it is having seen it."""
    match: Any = store.celebration
    return rx.el.dialog(
        rx.cond(
            match,
            rx.el.div(
                rx.el.div(
                    rx.el.span(class_name="piece piece-a"),
                    rx.el.span(class_name="piece piece-b"),
                    aria_hidden="true",
                    class_name="pieces",
                ),
                rx.el.div(
                    *[rx.el.span(class_name=f"bit bit-{number}") for number in range(1, 11)],
                    aria_hidden="true",
                    class_name="bits",
                ),
                rx.el.h2(t("youth.celebration.title"), id="celebration-title"),
                rx.el.p(
                    t("youth.celebration.text", company=match.company, title=match.offer_title)
                ),
                rx.el.div(
                    nav_link(
                        t("youth.celebration.answer"),
                        href="/mes-offres",
                        on_click=call("celebrated", match.id),
                        class_name="btn btn-primary btn-wide",
                    ),
                    rx.el.button(
                        t("youth.outside.later"),
                        type="button",
                        on_click=call("celebrated", match.id),
                        class_name="btn btn-quiet btn-wide",
                    ),
                    class_name="stack-tight",
                ),
                class_name="celebration-body",
            ),
        ),
        id="celebration",
        aria_labelledby="celebration-title",
        class_name="celebration",
    )


def phone_notices() -> rx.Component:
    """All of it, where every youth page begins."""
    return rx.el.div(
        rx.el.div(_waiting(), _memory_only(), role="status", class_name="notices"),
        rx.el.div(rx.foreach(store.told, _told), role="alert", class_name="notices"),
        agreement_due(),
        _celebration(),
    )
