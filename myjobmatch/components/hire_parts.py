"""The contract of a hire on a phone: as it was told, and the sheet that asks for it."""

from __future__ import annotations

from typing import Any, Literal

import reflex as rx

from myjobmatch.components.actions import button
from myjobmatch.components.dialog import close_button, dialog
from myjobmatch.components.fields import select_field, text_field
from myjobmatch.components.icons import icon
from myjobmatch.components.outcome_store import HireForm, tell
from myjobmatch.domain.outcomes import CONTRACTS_OF_A_HIRE
from myjobmatch.i18n.t import t, t_any

TERMS = "hire-terms"


def contract_of(one: Any) -> rx.Component:
    """The contract of a file or an application, and how to tell or correct it."""
    return rx.el.div(
        rx.cond(
            one.hire,
            rx.el.p(
                icon("file-check", size=20),
                rx.el.span(_hire_words(one)),
                class_name="outcome-how",
            ),
        ),
        rx.cond(one.hire, _terms_button(one, "outline"), _terms_button(one, "primary")),
        class_name="stack-tight",
    )


def _hire_words(one: Any) -> rx.Component:
    return rx.fragment(
        t_any("enum.ContractKind.", one.hire.contract),
        ", ",
        rx.cond(
            one.hire.ends_on,
            t("outcome.hire.until", **{"from": one.hire.starts_on, "until": one.hire.ends_on}),
            t("outcome.hire.open", **{"from": one.hire.starts_on}),
        ),
    )


def _terms_button(one: Any, kind: Literal["outline", "primary"]) -> rx.Component:
    """A contract that nobody told yet is the next thing to do."""
    return button(
        t("outcome.terms.edit") if kind == "outline" else t("outcome.terms.add"),
        kind=kind,
        wide=True,
        on_click=tell("askTerms", one),
    )


def terms_sheet() -> rx.Component:
    """The contract of a hire, if it is known already."""
    return dialog(
        TERMS,
        t("outcome.terms.title"),
        HireForm.create(
            rx.el.p(t("outcome.terms.text"), class_name="soft"),
            select_field(
                "contract",
                t("outcome.terms.contract"),
                [
                    ("", t("outcome.terms.choose")),
                    *[
                        (kind.value, t_any("enum.ContractKind.", rx.Var.create(kind.value)))
                        for kind in CONTRACTS_OF_A_HIRE
                    ],
                ],
            ),
            text_field("starts_on", t("outcome.terms.starts"), type="date"),
            rx.el.div(
                text_field("ends_on", t("outcome.terms.ends"), type="date"), class_name="hire-end"
            ),
            button(t("outcome.terms.keep"), type="submit", wide=True),
            close_button(t("outcome.terms.later"), wide=True),
            class_name="stack hire-form",
        ),
        sheet=True,
    )
