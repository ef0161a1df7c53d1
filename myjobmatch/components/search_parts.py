"""Parts of what is followed, on the list and on its own page: state, next step, answers, the way back."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.actions import button, icon_button
from myjobmatch.components.icons import icon
from myjobmatch.components.search_store import taken_away, tap
from myjobmatch.components.store import act
from myjobmatch.components.surfaces import badge
from myjobmatch.domain.my_search import TRACKED_STATES
from myjobmatch.i18n.t import t, t_any

FILE = "/mes-offres/suivi"
_GOOD = ("match_shared", "application_interview", "application_hired")
_TO_DO = ("match_consent_asked", "application_opened", "application_not_sent")
_WAITING = ("match_mutual", "application_sent", "like_waiting")


def file_badge(one: Any) -> rx.Component:
    """The state in words; a colour says it too."""
    label = t_any("search.state.", one.state)
    return rx.match(
        one.state,
        *[(state, badge(label, tone="yes")) for state in _GOOD],
        *[(state, badge(label, tone="act")) for state in _TO_DO],
        *[(state, badge(label)) for state in _WAITING],
        badge(label, tone="no"),
    )


def next_step(one: Any) -> rx.Component:
    """What to do next, in a sentence."""
    return rx.el.p(
        icon("arrow-right", size=18),
        rx.match(
            one.state,
            (
                "match_shared",
                rx.cond(
                    one.conversation_id != "",
                    rx.el.span(t("youth.offers.shared", company=one.company)),
                    rx.el.span(t("youth.offers.sharing")),
                ),
            ),
            ("match_declined", rx.el.span(t("youth.offers.declined", company=one.company))),
            rx.el.span(t_any("search.next.", one.state)),
        ),
        class_name="search-next",
    )


def tracked_answers(one: Any, *, but_kept: bool = False) -> rx.Component:
    """What an application made elsewhere may be; any may follow any.

    `but_kept` leaves out the states that say nothing new a week after it was sent.
    """
    states = TRACKED_STATES[2:] if but_kept else TRACKED_STATES
    return rx.el.div(
        *[
            rx.cond(
                one.status != state.value,
                button(
                    t_any("search.say.", rx.Var.create(state.value)),
                    kind="outline",
                    on_click=act("move_tracked", id=one.id, status=state.value),
                ),
            )
            for state in states
        ],
        class_name="item-foot",
    )


def put_back_banner() -> rx.Component:
    """What was taken away last, and the way back."""
    return rx.el.div(
        rx.cond(
            taken_away,
            rx.el.div(
                icon("trash-2"),
                rx.el.p(t("search.taken", title=taken_away.title), class_name="banner-text"),
                button(t("search.put_back"), kind="outline", on_click=tap("putBack")),
                icon_button("x", t("common.close"), on_click=tap("forgetTaken")),
                class_name="banner tone-plain",
            ),
        ),
        role="status",
        class_name="notices",
    )
