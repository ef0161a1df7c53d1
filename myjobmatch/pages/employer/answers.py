"""Who waits for an answer: two taps from a notification, each answer kind and final within a quarter of an hour."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    card,
    empty_state,
    icon,
    link_button,
    nav_link,
    page_title,
    skeleton,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.employer.candidate_card import candidate_card
from myjobmatch.pages.employer.frame import employer_page, no_company
from myjobmatch.pages.registry import page
from myjobmatch.state.employer_answers import AwaitedState, Group, Waiter
from myjobmatch.state.employer_candidates import REASONS


def since(one: Any) -> rx.Component:
    """How long somebody waits, and until when."""
    return rx.el.p(
        rx.cond(
            one.days_left <= 7,
            badge(t("answers.days_left", count=one.days_left), tone="warn", icon_name="clock"),
            badge(t("answers.days", count=one.days), icon_name="clock"),
        ),
        class_name="answer-since",
    )


def group_head(group: Any) -> rx.Component:
    """The offer, and how many wait."""
    return rx.el.header(
        rx.el.h2(group.title, custom_attrs={"dir": "auto"}),
        rx.el.p(
            rx.cond(group.place != "", group.place + " · ", ""),
            t("answers.waiting", count=group.count),
            class_name="soft",
        ),
        rx.cond(
            ~group.open,
            rx.el.p(icon("pause", size=18), t("answers.paused"), class_name="answer-paused"),
        ),
        class_name="answer-offer",
    )


def _waiter(one: rx.Var[Waiter], is_open: Any) -> rx.Component:
    it: Any = one
    return rx.el.li(
        since(it),
        candidate_card(it.card),
        rx.cond(
            is_open,
            rx.el.div(
                button(
                    t("answers.no"),
                    kind="outline",
                    icon_name="x",
                    on_click=AwaitedState.answer(it.offer_id, it.id, "pass"),
                ),
                button(
                    t("answers.yes"),
                    kind="yes",
                    icon_name="heart",
                    on_click=AwaitedState.answer(it.offer_id, it.id, "like"),
                ),
                class_name="answer-acts",
            ),
        ),
        class_name="answer-one",
    )


def _group(group: rx.Var[Group]) -> rx.Component:
    it: Any = group
    return rx.el.section(
        group_head(it),
        rx.cond(
            ~it.open,
            link_button(t("answers.republish"), "/employeur/offres/" + it.id, kind="outline"),
        ),
        rx.el.ul(
            rx.foreach(it.people, lambda one: _waiter(one, it.open)), class_name="answer-list"
        ),
        rx.cond(it.more > 0, rx.el.p(t("answers.more", count=it.more), class_name="soft")),
        class_name="answer-group",
    )


def _reason(reason: str) -> rx.Component:
    return rx.el.button(
        t(f"employer.reason.{reason}"),
        type="button",
        on_click=AwaitedState.explain(reason),
        class_name="chip chip-choice",
    )


def _said() -> rx.Component:
    """What was just done, why one said no, and the way back while nobody was told."""
    return rx.el.div(
        rx.cond(
            AwaitedState.said != "",
            rx.el.div(
                rx.el.div(
                    rx.el.p(t_any("answers.said_", AwaitedState.said), class_name="strong"),
                    rx.cond(
                        AwaitedState.passed != "",
                        rx.el.div(
                            rx.el.p(t("answers.why"), id="answer-why", class_name="small"),
                            rx.el.div(
                                *[_reason(reason) for reason in REASONS],
                                class_name="row",
                                role="group",
                                aria_labelledby="answer-why",
                            ),
                        ),
                    ),
                    class_name="banner-text stack",
                ),
                rx.cond(
                    AwaitedState.said == "match",
                    link_button(t("employer.matched.see"), "/employeur/matchs", kind="outline"),
                ),
                rx.cond(
                    AwaitedState.undoable,
                    button(
                        t("employer.deck.undo"),
                        kind="outline",
                        icon_name="undo-2",
                        on_click=AwaitedState.undo,
                    ),
                ),
                class_name="banner tone-yes answer-said",
            ),
        ),
        role="status",
    )


def _content() -> rx.Component:
    return rx.cond(
        AwaitedState.company_id == "",
        no_company(),
        rx.cond(
            AwaitedState.groups.length() > 0,
            rx.el.div(
                rx.el.p(t("answers.how"), class_name="soft"),
                rx.foreach(AwaitedState.groups, _group),
                rx.cond(
                    AwaitedState.only != "",
                    button(t("answers.all"), kind="quiet", on_click=AwaitedState.show_all),
                ),
                class_name="stack answers",
            ),
            rx.match(
                AwaitedState.offers,
                (
                    "none",
                    empty_state(
                        "briefcase",
                        t("answers.no_offer"),
                        t("answers.no_offer_text"),
                        link_button(
                            t("answers.no_offer_act"),
                            "/employeur/offres/nouvelle",
                            icon_name="plus",
                        ),
                    ),
                ),
                (
                    "unpublished",
                    empty_state(
                        "briefcase",
                        t("answers.unpublished"),
                        t("answers.no_offer_text"),
                        link_button(t("answers.unpublished_act"), "/employeur/offres"),
                    ),
                ),
                empty_state(
                    "inbox",
                    t("answers.empty"),
                    t("answers.empty_text"),
                    nav_link(
                        t("answers.empty_act"),
                        href="/employeur/candidats",
                        class_name="btn btn-outline",
                    ),
                ),
            ),
        ),
    )


@page("/employeur/reponses", title="answers.title", on_load=AwaitedState.load)
def awaited_answers() -> rx.Component:
    """The page of a recruiter who is signed in."""
    return employer_page(
        "answers",
        page_title(t("answers.title")),
        _said(),
        rx.cond(AwaitedState.loaded, _content(), card(skeleton(lines=5))),
        choose=AwaitedState.choose,
    )
