"""What one may do with an offer besides liking it: keep it for later, ask about it, share it, report it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.actions import button
from myjobmatch.components.company_sheets import company_act
from myjobmatch.components.dialog import close_button, dialog
from myjobmatch.components.fields import text_area
from myjobmatch.components.icons import icon
from myjobmatch.components.links import nav_link
from myjobmatch.components.plain_form import plain_form
from myjobmatch.components.store import deck, store
from myjobmatch.domain.enums import ReportReason
from myjobmatch.i18n.t import t

REPORT = "report-offer"


def _act(name: str, label: Any, **props: Any) -> rx.Component:
    return rx.el.button(
        icon(name, size=20), rx.el.span(label), type="button", class_name="offer-act", **props
    )


def _or_none(word: Any) -> rx.Var[str]:
    return rx.cond(word == "", "none", word)


def offer_acts(card: Any) -> rx.Component:
    """A row of small acts, in the details of a card."""
    return rx.el.div(
        rx.cond(
            card.status == "published",
            _act("bookmark", t("youth.act.keep"), on_click=deck("keep", card.id)),
        ),
        rx.cond(
            store.advisor_thread != "",
            nav_link(
                icon("message-circle-question", size=20),
                rx.el.span(
                    rx.cond(
                        store.me.advisor != "",
                        t("youth.act.ask_named", advisor=store.me.advisor),
                        t("youth.act.ask"),
                    )
                ),
                href="/messages#" + store.advisor_thread,
                on_click=deck(
                    "draft",
                    t(
                        "youth.act.draft",
                        title=card.title,
                        company=_or_none(card.company),
                        place=_or_none(card.place),
                    ),
                    card.id,
                ),
                class_name="offer-act",
            ),
        ),
        _act("share-2", t("youth.act.share"), on_click=deck("share", card.id, card.title)),
        _act("flag", t("youth.act.report"), custom_attrs={"data-opens": REPORT}),
        rx.cond(
            (card.origin == "internal") & (card.company != ""),
            _act(
                "ban",
                t("sharing.block"),
                on_click=company_act("blockCompany", offer_id=card.id, company=card.company),
            ),
        ),
        rx.el.p(
            rx.cond(store.link == "copied", t("youth.act.copied"), ""),
            role="status",
            class_name="offer-act-said small strong",
        ),
        class_name="card-acts",
    )


def _choice(reason: ReportReason) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="reason",
            value=reason.value,
            required=True,
            class_name="check",
        ),
        rx.el.span(t(reason.label_key)),
        class_name="check-label",
    )


def offer_sheets(card: Any) -> tuple[rx.Component, ...]:
    """The sheets that these acts open; once a page."""
    return (
        dialog(
            REPORT,
            t("youth.report.title"),
            rx.cond(
                card,
                plain_form(
                    rx.el.p(t("youth.report.intro"), class_name="soft"),
                    rx.el.fieldset(
                        rx.el.legend(card.title, class_name="strong"),
                        *[_choice(reason) for reason in ReportReason],
                        class_name="filter-group",
                    ),
                    text_area(
                        "note", t("youth.report.note"), hint=t("youth.report.hint"), max_length=500
                    ),
                    button(t("youth.report.send"), type="submit", wide=True),
                    class_name="stack",
                    custom_attrs={"data-reports": card.id},
                ),
            ),
            sheet=True,
        ),
        dialog(
            "reported",
            t("youth.report.done"),
            rx.el.p(t("youth.report.done_text")),
            close_button(t("common.close"), kind="primary", wide=True),
            sheet=True,
        ),
        dialog(
            "share-link",
            t("youth.act.link"),
            rx.el.label(t("youth.act.link_text"), html_for="share-link-address", class_name="soft"),
            rx.el.input(
                id="share-link-address", read_only=True, value=store.link, class_name="input"
            ),
            sheet=True,
        ),
    )
