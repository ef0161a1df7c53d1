"""Registering alone: six small questions, one a screen. What they do is `client/joining.jsx`."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import icon, nav_link, text_field
from myjobmatch.components.joining_store import FoundPlace, do, joining, typing
from myjobmatch.i18n.t import t
from myjobmatch.pages.public.joining import SHARED, joining_page
from myjobmatch.pages.registry import page


def _name() -> rx.Component:
    return rx.el.div(
        text_field(
            "first-name",
            t("public.joining.name.field"),
            default_value=joining.typed.first_name,
            on_change=typing("first_name"),
            auto_complete="given-name",
        ),
        # Nobody sees or hears this field: who fills it in is a robot.
        rx.el.input(
            id="joining-website",
            name="website",
            tab_index=-1,
            auto_complete="off",
            aria_hidden="true",
            class_name="joining-trap",
        ),
    )


def _part(name: str, label: Any, size: int, complete: str) -> rx.Component:
    return text_field(
        f"birth-{name}",
        label,
        default_value=getattr(joining.typed, name),
        on_change=typing(name),
        input_mode="numeric",
        max_length=size,
        auto_complete=complete,
    )


def _birth() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t("public.joining.birth.field"), class_name="visually-hidden"),
        rx.el.div(
            _part("day", t("public.joining.birth.day"), 2, "bday-day"),
            _part("month", t("public.joining.birth.month"), 2, "bday-month"),
            _part("year", t("public.joining.birth.year"), 4, "bday-year"),
            class_name="joining-date",
        ),
        rx.el.p(t("public.joining.birth.hint"), class_name="field-hint"),
        class_name="joining-fieldset",
    )


def _place(place: rx.Var[FoundPlace]) -> rx.Component:
    return rx.el.li(
        rx.el.button(
            icon("map-pin", size=18),
            rx.el.span(place.label),
            type="button",
            on_click=do("choosePlace", place.label, place.name, place.postcode),
            class_name="joining-place",
        )
    )


def _commune() -> rx.Component:
    return rx.el.div(
        text_field(
            "commune",
            t("public.joining.commune.field"),
            hint=t("public.joining.commune.hint"),
            default_value=joining.typed.commune,
            on_change=typing("commune"),
            auto_complete="off",
            spell_check=False,
        ),
        rx.el.p(
            rx.cond(
                joining.searched != "",
                t("public.joining.commune.found", count=joining.places.length()),
                "",
            ),
            role="status",
            class_name="small soft",
        ),
        rx.cond(
            joining.places.length() > 0,
            rx.el.ul(
                rx.foreach(joining.places, _place),
                aria_label=t("public.joining.commune.choose"),
                class_name="joining-places",
            ),
        ),
        rx.cond(
            (joining.typed.place != "") & ~joining.typed.place.to(str).contains("("),
            text_field(
                "postcode",
                t("public.joining.commune.postcode"),
                default_value=joining.typed.postcode,
                on_change=typing("postcode"),
                input_mode="numeric",
                max_length=5,
                auto_complete="postal-code",
            ),
        ),
        class_name="stack",
    )


@page("/inscription", title="public.joining.title")
def registration() -> rx.Component:
    """Become somebody here, without an e-mail address."""
    return joining_page(
        {
            "name": (t("public.joining.name.question"), t("public.joining.name.text"), _name),
            "birth": (t("public.joining.birth.question"), t("public.joining.birth.text"), _birth),
            "commune": (
                t("public.joining.commune.question"),
                t("public.joining.commune.text"),
                _commune,
            ),
            **SHARED,
        },
        t("public.joining.finish"),
        rx.fragment(
            t("public.joining.have_account"),
            " ",
            nav_link(t("common.sign_in"), href="/connexion"),
            rx.el.br(),
            nav_link(t("public.joining.have_code"), href="/activation"),
        ),
    )
