"""Mes offres: what waits for an answer, matches, applications elsewhere, likes."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    empty_state,
    icon,
    link_button,
    nav_link,
    out_link,
    page_title,
    skeleton,
)
from myjobmatch.components.offer_card import source_name
from myjobmatch.components.store import KeptApplication, act, store
from myjobmatch.domain.cards import LikedOffer, MatchView
from myjobmatch.domain.enums import ApplicationStatus
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.state.youth.phone import PhoneState

NEXT_ANSWERS: dict[ApplicationStatus, tuple[ApplicationStatus, ...]] = {
    ApplicationStatus.OPENED: (
        ApplicationStatus.SENT,
        ApplicationStatus.NOT_SENT,
        ApplicationStatus.WITHDRAWN,
    ),
    ApplicationStatus.NOT_SENT: (ApplicationStatus.SENT, ApplicationStatus.WITHDRAWN),
    ApplicationStatus.SENT: (
        ApplicationStatus.INTERVIEW,
        ApplicationStatus.HIRED,
        ApplicationStatus.REFUSED,
        ApplicationStatus.NO_ANSWER,
    ),
    ApplicationStatus.INTERVIEW: (ApplicationStatus.HIRED, ApplicationStatus.REFUSED),
    ApplicationStatus.NO_ANSWER: (ApplicationStatus.INTERVIEW, ApplicationStatus.HIRED),
}
"""What a youth may answer next; a subset of `workflow.APPLICATION`, held by a test."""

_ANSWER_LABELS = {
    ApplicationStatus.SENT: "youth.follow.sent",
    ApplicationStatus.NOT_SENT: "youth.follow.not_sent",
    ApplicationStatus.WITHDRAWN: "youth.follow.withdrawn",
    ApplicationStatus.INTERVIEW: "youth.follow.interview",
    ApplicationStatus.HIRED: "youth.follow.hired",
    ApplicationStatus.REFUSED: "youth.follow.refused",
    ApplicationStatus.NO_ANSWER: "youth.follow.no_answer",
}


def _section(title: rx.Var[str], items: Any, row: Any, intro: Any = None) -> rx.Component:
    return rx.cond(
        items.length() > 0,
        rx.el.section(
            rx.el.h2(title, class_name="section-title"),
            *([rx.el.p(intro, class_name="soft small")] if intro is not None else []),
            rx.el.ul(rx.foreach(items, row), class_name="list"),
        ),
    )


def _question(match: Any) -> rx.Component:
    """Yes and no weigh the same: same size, same look."""
    answer = {"match_id": match.id, "text_version": match.consent_text_version}
    return rx.el.li(
        rx.el.p(match.offer_title, class_name="soft small", custom_attrs={"dir": "auto"}),
        rx.el.h3(t("consent.share_identity", company=match.company)),
        rx.el.p(t("consent.share_identity_text", company=match.company)),
        rx.el.div(
            button(t("consent.no"), kind="outline", on_click=act("consent", given=False, **answer)),
            button(t("consent.yes"), kind="outline", on_click=act("consent", given=True, **answer)),
            class_name="two",
        ),
        class_name="item asks",
    )


def _shared(match: Any) -> rx.Component:
    return rx.cond(
        match.conversation_id.is_none(),
        rx.el.p(t("youth.offers.sharing"), class_name="soft"),
        rx.el.div(
            rx.el.p(t("youth.offers.shared", company=match.company)),
            nav_link(
                icon("message-circle"),
                rx.el.span(t("youth.offers.write")),
                href="/messages#" + match.conversation_id.to(str),
                class_name="btn btn-primary",
            ),
            class_name="stack-tight",
        ),
    )


def _match(match: rx.Var[MatchView]) -> rx.Component:
    view: Any = match
    return rx.el.li(
        rx.el.div(
            rx.el.h3(view.company),
            badge(t_any("enum.MatchStatus.", view.status)),
            class_name="spread",
        ),
        rx.el.p(view.offer_title, class_name="soft", custom_attrs={"dir": "auto"}),
        rx.match(
            view.status,
            ("shared", _shared(view)),
            ("declined", rx.el.p(t("youth.offers.declined", company=view.company))),
            ("closed", rx.el.p(t("youth.offers.match_closed"))),
            rx.fragment(),
        ),
        class_name="item",
    )


def _answers(application: Any) -> rx.Component:
    def row(answers: tuple[ApplicationStatus, ...]) -> rx.Component:
        return rx.el.div(
            *[
                button(
                    t(_ANSWER_LABELS[answer]),
                    kind="outline",
                    on_click=act("application", application_id=application.id, status=answer.value),
                )
                for answer in answers
            ],
            class_name="item-foot",
        )

    return rx.match(
        application.status,
        *[(status.value, row(answers)) for status, answers in NEXT_ANSWERS.items()],
        rx.fragment(),
    )


def _asking(application: rx.Var[KeptApplication]) -> rx.Component:
    view: Any = application
    return rx.el.li(
        rx.el.h2(t("youth.follow.question", title=view.offer_title)),
        rx.el.p(t("youth.follow.not_yet"), class_name="soft"),
        _answers(view),
        class_name="item asks",
    )


def _application(application: rx.Var[KeptApplication]) -> rx.Component:
    view: Any = application
    return rx.el.li(
        rx.el.div(
            rx.el.h3(view.offer_title, custom_attrs={"dir": "auto"}),
            badge(t_any("enum.ApplicationStatus.", view.status)),
            class_name="spread",
        ),
        rx.cond(view.company != "", rx.el.p(view.company)),
        rx.el.p(
            t("youth.card.via", source=source_name(view.source)),
            ". ",
            t("youth.offers.opened_on", on=view.opened_at),
            class_name="soft small",
        ),
        rx.el.div(
            rx.cond(
                view.url != "",
                out_link(
                    icon("external-link"),
                    rx.el.span(t("youth.outside.open")),
                    href=view.url,
                    target="_blank",
                    rel="noopener noreferrer external",
                    class_name="btn btn-outline",
                ),
            ),
            class_name="item-foot",
        ),
        rx.cond(~view.pending & ~view.asks_now, _answers(view)),
        class_name="item",
    )


def _like(offer: rx.Var[LikedOffer]) -> rx.Component:
    view: Any = offer
    return rx.el.li(
        rx.el.div(
            rx.el.h3(view.title, custom_attrs={"dir": "auto"}),
            rx.cond(
                view.status != "published",
                badge(t_any("enum.OfferStatus.", view.status), tone="warn"),
            ),
            class_name="spread",
        ),
        rx.el.p(view.company),
        rx.el.p(
            view.place,
            rx.cond(view.place != "", ". ", ""),
            t("youth.offers.liked_on", on=view.liked_at),
            class_name="soft small",
        ),
        button(
            t("youth.offers.unlike"),
            kind="quiet",
            aria_label=t("youth.offers.unlike_title", title=view.title),
            on_click=act("undo", offer_id=view.id),
        ),
        class_name="item",
    )


@page("/mes-offres", title="youth.offers.title", on_load=PhoneState.load)
def offers() -> rx.Component:
    """What needs an answer first, then what goes on, then what waits for others."""
    nothing = (
        (store.questions.length() == 0)
        & (store.matches.length() == 0)
        & (store.applications.length() == 0)
        & (store.likes.length() == 0)
    )
    return youth_page(
        "offers",
        page_title(t("youth.offers.title")),
        rx.cond(
            store.ready,
            rx.el.div(
                rx.cond(
                    nothing,
                    empty_state(
                        "heart",
                        t("youth.offers.empty"),
                        t("youth.offers.empty_text"),
                        link_button(t("youth.offers.empty_act"), "/decouvrir"),
                    ),
                ),
                _section(t("youth.offers.questions"), store.questions, _question),
                rx.cond(
                    store.asking.length() > 0,
                    rx.el.ul(rx.foreach(store.asking, _asking), class_name="list follow-list"),
                ),
                _section(t("youth.offers.matches"), store.matches, _match),
                _section(t("youth.offers.applications"), store.applications, _application),
                _section(
                    t("youth.offers.likes"),
                    store.likes,
                    _like,
                    intro=t("youth.offers.likes_text"),
                ),
            ),
            skeleton(5),
        ),
    )
