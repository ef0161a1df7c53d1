"""Qui voit quoi de moi: the companies with my yes, closed questions, those I keep away."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    card,
    close_button,
    dialog,
    icon,
    link_button,
    nav_link,
    open_button,
    skeleton,
)
from myjobmatch.components.company_sheets import company_act, company_sheets
from myjobmatch.components.icons import easy_icon
from myjobmatch.components.sheets import sheet
from myjobmatch.components.store import act, store
from myjobmatch.domain.sharing import BlockedCompany, OpenQuestion, SharedWith
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.state.youth.phone import PhoneState

ADDRESS = "/mon-espace/partage"


def question_text(question: Any) -> rx.Var[str]:
    """What is asked, in the reader's words."""
    return rx.cond(
        question.template == "start",
        t("sharing.question.start", month=question.month.to(str) + "-15"),
        t_any("sharing.question.", question.template),
    ).to(str)


def _heading(key: str, easy: str) -> rx.Component:
    return rx.el.h2(easy_icon(easy), t(key), class_name="space-title")


def _offers(row: Any) -> rx.Component:
    return rx.el.p(t("sharing.for", offers=row.offers.join(", ")), custom_attrs={"dir": "auto"})


def _sees(company: rx.Var[SharedWith]) -> rx.Component:
    row: Any = company
    sheet = "withdraw-" + row.company_id
    return rx.el.li(
        rx.el.h3(rx.el.bdi(row.company)),
        _offers(row),
        rx.el.p(t("sharing.since", at=row.since), class_name="soft small"),
        rx.el.p(
            icon("eye", size=18), rx.el.span(t("sharing.sees")), class_name="sharing-sees small"
        ),
        rx.el.div(
            open_button(t("sharing.withdraw"), opens=sheet, icon_name="eye-off"),
            button(
                t("sharing.report"),
                kind="quiet",
                icon_name="flag",
                on_click=company_act(
                    "reportCompany", company_id=row.company_id, company=row.company
                ),
            ),
            button(
                t("sharing.block"),
                kind="quiet",
                icon_name="ban",
                on_click=company_act(
                    "blockCompany", company_id=row.company_id, company=row.company
                ),
            ),
            class_name="item-foot",
        ),
        dialog(
            sheet,
            t("sharing.withdraw_title"),
            rx.el.p(t("sharing.withdraw_text", company=row.company)),
            rx.el.div(
                close_button(
                    t("sharing.withdraw"),
                    kind="danger",
                    wide=True,
                    on_click=act("withdraw", company_id=row.company_id),
                ),
                close_button(t("sharing.keep"), kind="outline", wide=True),
                class_name="stack",
            ),
            sheet=True,
        ),
        key=row.company_id,
        class_name="card sharing-row",
    )


def _saw(company: rx.Var[SharedWith]) -> rx.Component:
    row: Any = company
    return rx.el.li(
        rx.el.h3(rx.el.bdi(row.company)),
        rx.el.p(
            rx.cond(
                row.withdrawn,
                t("sharing.withdrawn_at", at=row.until),
                t("sharing.ended_at", at=row.until),
            ),
            class_name="soft small",
        ),
        rx.el.div(
            button(
                t("sharing.report"),
                kind="quiet",
                icon_name="flag",
                on_click=company_act(
                    "reportCompany", company_id=row.company_id, company=row.company
                ),
            ),
            button(
                t("sharing.block"),
                kind="quiet",
                icon_name="ban",
                on_click=company_act(
                    "blockCompany", company_id=row.company_id, company=row.company
                ),
            ),
            class_name="item-foot",
        ),
        key=row.company_id,
        class_name="card sharing-row",
    )


def _who_sees() -> rx.Component:
    rows = store.sharing.now
    return rx.el.section(
        rx.cond(
            rows.length() > 0,
            rx.fragment(
                _heading("sharing.now", "eye"),
                rx.el.ul(rx.foreach(rows, _sees), class_name="sharing-list"),
            ),
            card(
                _heading("sharing.none", "eye-off"),
                rx.el.p(t("sharing.none_text"), class_name="soft"),
            ),
        ),
        class_name="stack-tight",
        aria_live="polite",
    )


def _who_saw() -> rx.Component:
    rows = store.sharing.before
    return rx.cond(
        rows.length() > 0,
        rx.el.section(
            _heading("sharing.before", "eye-off"),
            rx.el.ul(rx.foreach(rows, _saw), class_name="sharing-list"),
            class_name="stack-tight",
        ),
    )


def _answers(row: Any) -> rx.Component:
    return rx.el.div(
        rx.foreach(
            row.answers,
            lambda answer: rx.el.button(
                t_any("sharing.answer.", answer),
                type="button",
                aria_pressed=rx.cond(row.answer == answer, "true", "false"),
                on_click=act("answer_question", question_id=row.id, answer=answer),
                class_name="chip chip-choice",
            ),
        ),
        role="group",
        aria_label=t("sharing.answers_of"),
        class_name="row",
    )


def _open_question(question: rx.Var[OpenQuestion]) -> rx.Component:
    row: Any = question
    return rx.el.li(
        rx.el.h3(question_text(row)),
        rx.el.p(
            t("sharing.asks", company=row.company, offer=row.offer_title), class_name="soft small"
        ),
        _answers(row),
        key=row.id,
        class_name="card sharing-row sharing-question",
    )


def _answered_question(question: rx.Var[OpenQuestion]) -> rx.Component:
    row: Any = question
    return rx.el.li(
        rx.el.h3(question_text(row)),
        rx.el.p(
            t("sharing.asks", company=row.company, offer=row.offer_title), class_name="soft small"
        ),
        rx.el.p(
            rx.el.span(t("sharing.answered"), class_name="soft"),
            " ",
            badge(t_any("sharing.answer.", row.answer), tone="yes"),
        ),
        rx.el.details(
            rx.el.summary(t("sharing.change")),
            _answers(row),
            class_name="fold",
        ),
        key=row.id,
        class_name="card sharing-row",
    )


def _questions() -> rx.Component:
    asked = store.sharing
    return rx.cond(
        asked.open.length() + asked.answered.length() > 0,
        rx.el.section(
            _heading("sharing.questions", "message-circle-question"),
            rx.el.p(t("sharing.questions_text"), class_name="soft"),
            rx.el.ul(
                rx.foreach(asked.open, _open_question),
                rx.foreach(asked.answered, _answered_question),
                class_name="sharing-list",
            ),
            class_name="stack-tight",
            aria_live="polite",
        ),
    )


def _kept_away(company: rx.Var[BlockedCompany]) -> rx.Component:
    row: Any = company
    return rx.el.li(
        rx.el.span(icon("ban", size=20), class_name="line-sign"),
        rx.el.bdi(row.company, class_name="line-name"),
        button(
            t("sharing.unblock"),
            kind="outline",
            on_click=act("block", company_id=row.company_id, off=True),
        ),
        key=row.company_id,
        class_name="sharing-blocked",
    )


def _blocked() -> rx.Component:
    rows = store.sharing.blocked
    return card(
        _heading("sharing.blocked", "ban"),
        rx.cond(
            rows.length() > 0,
            rx.el.ul(rx.foreach(rows, _kept_away), class_name="sharing-list"),
            rx.el.p(t("sharing.blocked_none"), class_name="soft"),
        ),
        class_name="stack-tight",
    )


def _card() -> rx.Component:
    return card(
        _heading("sharing.card", "user-round"),
        rx.el.p(t("sharing.card_text"), class_name="soft"),
        link_button(t("sharing.card_see"), "/mon-espace/accord", kind="outline", wide=True),
        class_name="stack-tight",
    )


@page(ADDRESS, title="sharing.title", on_load=PhoneState.load)
def sharing_page() -> rx.Component:
    """Who sees what, and changing one's mind."""
    return youth_page(
        "space",
        nav_link(
            icon("arrow-left", size=22),
            rx.el.span(t("common.nav.space")),
            href="/mon-espace",
            class_name="step-back",
        ),
        rx.el.h1(t("sharing.title"), class_name="space-hello"),
        rx.el.p(t("sharing.intro"), class_name="soft sharing-intro"),
        rx.cond(
            store.ready,
            rx.el.div(
                _questions(), _who_sees(), _who_saw(), _blocked(), _card(), class_name="stack"
            ),
            skeleton(6),
        ),
        *company_sheets(),
        sheet("sharing"),
    )
