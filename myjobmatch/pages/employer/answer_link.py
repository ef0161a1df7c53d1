"""Where a mail's link leads: who waits, and two buttons each; no password, and nothing else."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    card,
    empty_state,
    link_button,
    public_shell,
    skeleton,
)
from myjobmatch.components.plain_form import plain_form
from myjobmatch.components.sheets import sheet
from myjobmatch.i18n.t import t
from myjobmatch.pages.employer.answers import group_head, since
from myjobmatch.pages.employer.candidate_card import candidate_card
from myjobmatch.pages.registry import page
from myjobmatch.state.employer_answers import Group, LinkAnswersState, Waiter
from myjobmatch.state.employer_candidates import REASONS

POST = "/api/v1/answers"
PROBLEMS = ("link_expired", "offer_unknown")
REFUSALS = ("offer_not_shown", "match_exists", "candidate_unknown", "candidate_decided")


def _hidden(name: str, value: Any) -> rx.Component:
    return rx.el.input(type="hidden", name=name, value=value, read_only=True)


def _waiter(one: rx.Var[Waiter], is_open: Any) -> rx.Component:
    it: Any = one
    return rx.el.li(
        since(it),
        candidate_card(it.card),
        rx.cond(is_open, _form(it)),
        class_name="answer-one",
    )


def _form(it: Any) -> rx.Component:
    """Sent by the browser itself: what a link may do is asked of the server alone."""
    reason = f"reason-{it.id}"
    return plain_form(
        _hidden("jeton", LinkAnswersState.token),
        _hidden("candidat", it.id),
        rx.el.div(
            rx.el.label(t("answers.why_optional"), html_for=reason, class_name="field-label"),
            rx.el.select(
                rx.el.option("—", value=""),
                *[rx.el.option(t(f"employer.reason.{one}"), value=one) for one in REASONS],
                name="motif",
                id=reason,
                class_name="input select",
            ),
            class_name="field",
        ),
        rx.el.div(
            button(
                t("answers.no"), kind="outline", icon_name="x", type="submit",
                name="reponse", value="pass",
            ),
            button(
                t("answers.yes"), kind="yes", icon_name="heart", type="submit",
                name="reponse", value="like",
            ),
            class_name="answer-acts",
        ),
        method="post",
        action=POST,
        class_name="stack",
    )  # fmt: skip


def _group(group: rx.Var[Group]) -> rx.Component:
    it: Any = group
    return rx.el.section(
        group_head(it),
        rx.el.ul(
            rx.foreach(it.people, lambda one: _waiter(one, it.open)), class_name="answer-list"
        ),
        class_name="answer-group",
    )


def _told() -> rx.Component:
    """What the last answer did."""
    return rx.el.div(
        rx.match(
            LinkAnswersState.done,
            ("like", banner(rx.el.p(t("answers.said_like")), tone="yes")),
            ("pass", banner(rx.el.p(t("answers.said_pass")), tone="yes")),
            ("match", banner(rx.el.p(t("answers.said_match")), tone="yes")),
            rx.fragment(),
        ),
        rx.match(
            LinkAnswersState.refused,
            ("", rx.fragment()),
            *[
                (code, banner(rx.el.p(t(f"answers.refused_{code}")), tone="warn"))
                for code in REFUSALS
            ],
            banner(rx.el.p(t("answers.refused")), tone="warn"),
        ),
        role="status",
    )


def _content() -> rx.Component:
    return rx.cond(
        LinkAnswersState.problem != "",
        empty_state(
            "link-2-off",
            t("answers.link_title"),
            rx.match(
                LinkAnswersState.problem,
                *[(code, t(f"answers.link_{code}")) for code in PROBLEMS],
                t("answers.link_unknown"),
            ),
            link_button(t("common.sign_in"), "/connexion"),
        ),
        rx.cond(
            LinkAnswersState.groups.length() > 0,
            rx.el.div(
                rx.el.p(t("answers.how"), class_name="soft"),
                rx.foreach(LinkAnswersState.groups, _group),
                class_name="stack answers",
            ),
            empty_state(
                "check",
                t("answers.done_title"),
                t("answers.done_text"),
                link_button(t("common.sign_in"), "/connexion", kind="outline"),
            ),
        ),
    )


@page("/employeur/repondre", title="answers.title", on_load=LinkAnswersState.load)
def answer_by_link() -> rx.Component:
    """The page of whoever holds the link."""
    return public_shell(
        sheet("answering"),
        rx.el.h1(t("answers.title")),
        _told(),
        rx.cond(LinkAnswersState.loaded, _content(), card(skeleton(lines=5))),
    )
