"""Beside the candidates' pile: the keys, the question, why this order, and the limit of a day."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import banner, button, close_button, dialog, icon, text_field
from myjobmatch.components.desk_keys import shortcuts
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.employer import EmployerState
from myjobmatch.state.employer_candidates import CandidatesState
from myjobmatch.state.employer_questions import QuestionsState

ASK = "ask-candidate"
KEYS = "candidate-keys"
ORDER = "candidate-order"


def _keys() -> rx.Component:
    return dialog(
        KEYS,
        t("candidates.help"),
        shortcuts(
            t("candidates.help"),
            ("→", t("candidates.key.like")),
            ("←", t("candidates.key.pass")),
            ("1 – 6", t("candidates.key.reason")),
            ("U", t("candidates.key.undo")),
            ("C", t("candidates.key.mark")),
            ("V", t("candidates.key.compare")),
            ("Q", t("candidates.key.ask")),
            ("O", t("candidates.key.offer")),
            ("P", t("candidates.key.order")),
            ("?", t("candidates.key.help")),
        ),
        close_button(t("common.close"), kind="outline"),
    )


def _point(name: str, text: rx.Var[str]) -> rx.Component:
    return rx.el.li(icon(name, size=20), rx.el.span(text))


def _order() -> rx.Component:
    """In plain words, and the parts of the card on top; no figure."""
    top = CandidatesState.cards[0]
    return dialog(
        ORDER,
        t("candidates.order"),
        rx.el.ul(
            _point("users", t("candidates.order.1")),
            _point("list-checks", t("candidates.order.2")),
            _point("scale", t("candidates.order.3")),
            _point("eye-off", t("candidates.order.4")),
            class_name="candidate-points",
        ),
        rx.cond(
            CandidatesState.cards.length() > 0,
            rx.el.section(
                rx.el.h3(t("candidates.order.this")),
                rx.el.ul(
                    _point(
                        "check",
                        t(
                            "candidates.order.skills",
                            has=top.matched.length(),
                            near=top.near.length(),
                            lacks=top.missing.length(),
                        ),
                    ),
                    _point(
                        "briefcase",
                        rx.cond(
                            top.wanted,
                            t("candidates.order.wish_yes"),
                            t("candidates.order.wish_no"),
                        ).to(str),
                    ),
                    _point(
                        "route",
                        t("candidates.order.way", way=t_any("employer.travel.", top.travel)),
                    ),
                    rx.cond(top.likes_you, _point("heart", t("candidates.order.likes"))),
                    class_name="candidate-points",
                ),
            ),
        ),
        rx.el.p(t("candidates.order.override"), class_name="soft"),
        close_button(t("common.close"), kind="outline"),
    )


def question_text(row: Any) -> rx.Var[str]:
    """What was asked, in short."""
    return rx.cond(
        row.template == "start",
        t("candidates.question.start", month=row.month),
        t_any("candidates.question.", row.template),
    ).to(str)


def _template(value: rx.Var[str]) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="radio", name="template", value=value, required=True, class_name="check"),
        rx.el.span(
            rx.cond(
                value == "start",
                t("candidates.question.start_choose"),
                t_any("candidates.question.", value),
            )
        ),
        class_name="check-label",
    )


def _ask() -> rx.Component:
    return dialog(
        ASK,
        t("candidates.ask_title"),
        rx.el.p(t("candidates.ask_text"), class_name="soft"),
        rx.cond(
            QuestionsState.asked_done,
            banner(rx.el.p(t("candidates.asked_done")), tone="yes"),
        ),
        rx.cond(
            QuestionsState.templates.length() > 0,
            rx.el.form(
                rx.el.fieldset(
                    rx.el.legend(QuestionsState.asking_title, class_name="strong"),
                    rx.foreach(QuestionsState.templates, _template),
                    class_name="candidate-questions",
                ),
                rx.cond(
                    QuestionsState.templates.contains("start"),
                    rx.el.div(
                        rx.el.label(
                            t("candidates.ask_month"),
                            html_for="question-month",
                            class_name="field-label",
                        ),
                        rx.el.select(
                            rx.foreach(
                                QuestionsState.months,
                                lambda month: rx.el.option(
                                    t("candidates.month", month=month), value=month
                                ),
                            ),
                            id="question-month",
                            name="month",
                            class_name="input select",
                        ),
                        class_name="field",
                    ),
                ),
                rx.el.div(
                    button(t("candidates.ask_send"), type="submit"),
                    close_button(t("common.close"), kind="outline"),
                    class_name="row dialog-acts",
                ),
                on_submit=QuestionsState.ask,
                key=QuestionsState.asking + QuestionsState.templates.length().to(str),
                class_name="stack",
            ),
            rx.el.div(
                rx.cond(
                    QuestionsState.asked_done,
                    rx.fragment(),
                    rx.el.p(t("candidates.ask_none"), class_name="soft"),
                ),
                close_button(t("common.close"), kind="outline"),
                class_name="stack",
            ),
        ),
    )


def limit_banner() -> rx.Component:
    """Kindly, with when it goes on; an officer may open more."""
    return rx.cond(
        CandidatesState.resumes_at != "",
        rx.el.section(
            icon("moon", size=28),
            rx.el.div(
                rx.el.h2(t("candidates.limit")),
                rx.el.p(
                    t(
                        "candidates.limit_text",
                        count=CandidatesState.dealt_today,
                        at=CandidatesState.resumes_at,
                    )
                ),
                rx.cond(
                    EmployerState.acting,
                    rx.el.form(
                        text_field(
                            "reason",
                            t("candidates.limit_reason"),
                            hint=t("candidates.limit_reason_hint"),
                            max_length=300,
                            required=True,
                        ),
                        button(t("candidates.limit_open"), type="submit", kind="outline"),
                        on_submit=CandidatesState.lift,
                        aria_label=t("candidates.limit_lift"),
                        class_name="stack-tight",
                    ),
                    rx.el.p(t("candidates.limit_help"), class_name="soft"),
                ),
                class_name="stack-tight",
            ),
            class_name="card candidate-limit",
            role="status",
        ),
    )


def candidate_sheets() -> tuple[rx.Component, ...]:
    """The sheets that the page's buttons open."""
    return (_keys(), _order(), _ask())
