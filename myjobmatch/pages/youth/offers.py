"""Mes offres: what waits for an answer, what is due, what goes on, what is over; and the ways to the rest."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    button,
    empty_state,
    icon,
    link_button,
    nav_link,
    page_title,
    skeleton,
)
from myjobmatch.components.alerts_ask import alerts_ask, alerts_settled
from myjobmatch.components.dialog import later
from myjobmatch.components.hire_parts import terms_sheet
from myjobmatch.components.icons import easy_icon
from myjobmatch.components.listen import LISTENED, listen
from myjobmatch.components.offer_acts import offer_sheets
from myjobmatch.components.offer_card import offer_details, source_name
from myjobmatch.components.outcome_parts import how_item, proposed_item, said_banner
from myjobmatch.components.outcome_store import tell
from myjobmatch.components.outside_next import outside_next
from myjobmatch.components.search_parts import (
    FILE,
    file_badge,
    next_step,
    put_back_banner,
    tracked_answers,
)
from myjobmatch.components.search_store import File, KeptReminder, search
from myjobmatch.components.sheets import sheet
from myjobmatch.components.store import KeptApplication, act, store
from myjobmatch.domain.enums import ApplicationStatus
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.pages.youth.offers_kept import kept_item, tools
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
        ApplicationStatus.IMMERSION,
        ApplicationStatus.HIRED,
        ApplicationStatus.REFUSED,
        ApplicationStatus.NO_ANSWER,
    ),
    ApplicationStatus.INTERVIEW: (
        ApplicationStatus.IMMERSION,
        ApplicationStatus.HIRED,
        ApplicationStatus.REFUSED,
    ),
    ApplicationStatus.IMMERSION: (ApplicationStatus.HIRED, ApplicationStatus.REFUSED),
    ApplicationStatus.NO_ANSWER: (
        ApplicationStatus.INTERVIEW,
        ApplicationStatus.IMMERSION,
        ApplicationStatus.HIRED,
    ),
}
"""What a youth may answer next; a subset of `workflow.APPLICATION`, held by a test."""

ANSWER_LABELS = {
    ApplicationStatus.SENT: "youth.follow.sent",
    ApplicationStatus.NOT_SENT: "youth.follow.not_sent",
    ApplicationStatus.WITHDRAWN: "youth.follow.withdrawn",
    ApplicationStatus.INTERVIEW: "youth.follow.interview",
    ApplicationStatus.IMMERSION: "youth.follow.immersion",
    ApplicationStatus.HIRED: "youth.follow.hired",
    ApplicationStatus.REFUSED: "youth.follow.refused",
    ApplicationStatus.NO_ANSWER: "youth.follow.no_answer",
}


def _question(match: Any) -> rx.Component:
    """Yes and no weigh the same: same size, same look."""
    answer = {"match_id": match.id, "text_version": match.consent_text_version}
    return rx.el.li(
        rx.el.p(match.offer_title, class_name="soft small", custom_attrs={"dir": "auto"}),
        rx.el.div(
            rx.el.h3(t("consent.share_identity", company=match.company)),
            listen(),
            class_name="spread",
        ),
        rx.el.p(t("consent.share_identity_text", company=match.company)),
        rx.el.div(
            *[
                button(
                    t(key),
                    kind="outline",
                    easy=easy,
                    on_click=act("consent", given=given, **answer),
                )
                for key, easy, given in (("consent.no", "x", False), ("consent.yes", "check", True))
            ],
            class_name="two",
        ),
        class_name="item asks",
        custom_attrs=LISTENED,
    )


def answers(application: Any) -> rx.Component:
    """What an application may become next, one tap each; a hire is followed by the question of its contract."""

    def done(answer: ApplicationStatus) -> Any:
        if answer is ApplicationStatus.HIRED:
            return tell("hiredElsewhere", application)
        return act("application", application_id=application.id, status=answer.value)

    def row(following: tuple[ApplicationStatus, ...]) -> rx.Component:
        return rx.el.div(
            *[
                button(
                    t(ANSWER_LABELS[answer]),
                    kind="outline",
                    on_click=done(answer),
                )
                for answer in following
            ],
            class_name="item-foot",
        )

    return rx.match(
        application.status,
        *[(status.value, row(following)) for status, following in NEXT_ANSWERS.items()],
        rx.fragment(),
    )


def _asking(application: rx.Var[KeptApplication]) -> rx.Component:
    view: Any = application
    return rx.el.li(
        rx.el.h3(t("youth.follow.question", title=view.offer_title)),
        rx.el.p(t("youth.follow.not_yet"), class_name="soft"),
        answers(view),
        class_name="item asks",
    )


def _tracked_asking(view: rx.Var[File]) -> rx.Component:
    """An application made elsewhere, a week without news: the same question."""
    one: Any = view
    return rx.el.li(
        rx.el.h3(t("youth.follow.question", title=one.title)),
        tracked_answers(one, but_kept=True),
        rx.el.p(nav_link(t("search.list.open"), href=FILE + "#" + one.key), class_name="small"),
        class_name="item asks",
    )


def _due(reminder: rx.Var[KeptReminder]) -> rx.Component:
    one: Any = reminder
    return rx.el.li(
        icon("bell", size=22),
        rx.el.div(
            rx.el.p(one.text, class_name="strong", custom_attrs={"dir": "auto"}),
            rx.cond(
                one.key != "",
                nav_link(
                    one.title,
                    href=FILE + "#" + one.key,
                    class_name="small",
                    custom_attrs={"dir": "auto"},
                ),
            ),
            rx.el.p(t("search.reminder.at", at=one.due_at), class_name="soft small"),
        ),
        button(
            t("search.reminder.done"),
            kind="outline",
            icon_name="check",
            aria_label=t("search.reminder.done_name", text=one.text),
            on_click=act("finish_reminder", id=one.id, done=True),
        ),
        class_name="item search-due",
    )


def _row(view: rx.Var[File]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        rx.el.div(
            rx.el.h3(
                nav_link(one.title, href=FILE + "#" + one.key, class_name="search-open"),
                custom_attrs={"dir": "auto"},
            ),
            file_badge(one),
            class_name="spread",
        ),
        rx.cond(
            (one.company != "") | (one.place != ""),
            rx.el.p(
                one.company,
                rx.cond((one.company != "") & (one.place != ""), " · ", ""),
                one.place,
                custom_attrs={"dir": "auto"},
            ),
        ),
        rx.cond(
            one.source != "",
            rx.el.p(t("youth.card.via", source=source_name(one.source)), class_name="soft small"),
        ),
        next_step(one),
        rx.cond(
            (one.note != "") | (one.next_at != "") | one.pending,
            rx.el.p(
                rx.cond(
                    one.note != "",
                    rx.el.span(icon("notebook-pen", size=16), t("search.list.noted")),
                ),
                rx.cond(
                    one.next_at != "",
                    rx.el.span(icon("bell", size=16), t("search.reminder.at", at=one.next_at)),
                ),
                rx.cond(one.pending, rx.el.span(icon("clock", size=16), t("search.list.pending"))),
                class_name="soft small search-marks",
            ),
        ),
        rx.cond(
            one.conversation_id != "",
            rx.el.div(
                nav_link(
                    icon("message-circle"),
                    rx.el.span(t("youth.offers.write")),
                    href="/messages#" + one.conversation_id,
                    class_name="btn btn-primary",
                ),
                class_name="item-foot",
            ),
        ),
        class_name="item search-row",
    )


def _part(title: Any, name: str, count: Any, *lists: rx.Component, easy: str) -> rx.Component:
    return rx.cond(
        count > 0,
        rx.el.section(
            rx.el.h2(
                easy_icon(easy),
                title,
                " ",
                rx.el.span(count, class_name="search-count"),
                id=name,
                class_name="section-title",
            ),
            *lists,
            aria_labelledby=name,
        ),
    )


@page("/mes-offres", title="youth.offers.title", on_load=PhoneState.load)
def offers() -> rx.Component:
    """What needs an answer first, then what is due, what goes on, what is over."""
    nothing = (
        (store.questions.length() == 0) & (search.files.length() == 0) & (search.due.length() == 0)
    )
    asked = store.questions.length() + search.proposed.length() + search.asks_how.length()
    todo = search.due.length() + store.asking.length() + search.asking.length()
    alerts_watch, alerts_known = alerts_settled()
    return youth_page(
        "offers",
        sheet("outcome"),
        page_title(t("youth.offers.title"), easy="heart"),
        alerts_watch,
        put_back_banner(),
        said_banner(),
        rx.cond(
            store.ready & alerts_known,
            rx.el.div(
                alerts_ask(),
                tools(),
                rx.cond(
                    nothing,
                    empty_state(
                        "heart",
                        t("youth.offers.empty"),
                        t("youth.offers.empty_text"),
                        link_button(t("youth.offers.empty_act"), "/decouvrir"),
                    ),
                ),
                _part(
                    t("youth.offers.questions"),
                    "questions",
                    asked,
                    rx.el.ul(
                        rx.foreach(store.questions, _question),
                        rx.foreach(search.proposed, proposed_item),
                        rx.foreach(search.asks_how, how_item),
                        class_name="list",
                    ),
                    easy="circle-help",
                ),
                _part(
                    t("search.list.todo"),
                    "todo",
                    todo,
                    rx.el.ul(rx.foreach(search.due, _due), class_name="list"),
                    rx.el.ul(rx.foreach(store.asking, _asking), class_name="list follow-list"),
                    rx.el.ul(rx.foreach(search.asking, _tracked_asking), class_name="list"),
                    easy="bell",
                ),
                _part(
                    t("search.list.going"),
                    "going",
                    search.going.length(),
                    rx.el.ul(rx.foreach(search.going, _row), class_name="list"),
                    easy="send",
                ),
                _part(
                    t("youth.kept.title"),
                    "kept",
                    store.kept.length(),
                    rx.el.ul(rx.foreach(store.kept, kept_item), class_name="list"),
                    easy="bookmark",
                ),
                rx.cond(
                    search.over.length() > 0,
                    rx.el.details(
                        rx.el.summary(
                            t("search.list.over"),
                            " ",
                            rx.el.span(search.over.length(), class_name="search-count"),
                        ),
                        rx.el.ul(rx.foreach(search.over, _row), class_name="list"),
                        class_name="fold search-over",
                    ),
                ),
                class_name="search-page",
            ),
            skeleton(5),
        ),
        later(
            offer_details(store.shown),
            *offer_sheets(store.shown),
            outside_next(),
            terms_sheet(),
        ),
    )
