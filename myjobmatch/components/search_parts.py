"""Parts of what is followed, on the list and on its own page: state, next step, answers, the way back."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.actions import button, icon_button
from myjobmatch.components.icons import icon
from myjobmatch.components.links import nav_link
from myjobmatch.components.search_store import taken_away, tap
from myjobmatch.components.store import act
from myjobmatch.components.surfaces import badge
from myjobmatch.domain.my_search import TRACKED_STATES
from myjobmatch.i18n.t import t, t_any

FILE = "/mes-offres/suivi"
AFTER_NO = {
    "skills": "/mon-espace",
    "experience": "/messages",
    "availability": "/mon-espace",
    "travel": "/mon-espace",
    "looking_elsewhere": "/mon-espace",
}
"""Where the next step leads; anything else leads to other offers."""
_GOOD = (
    "match_shared",
    "match_agreed",
    "match_immersion",
    "match_hired",
    "application_interview",
    "application_immersion",
    "application_hired",
)
_TO_DO = (
    "match_consent_asked",
    "match_proposed",
    "match_called_off",
    "application_opened",
    "application_not_sent",
)
_WAITING = (
    "match_mutual",
    "match_interview",
    "match_other_time",
    "application_sent",
    "like_waiting",
)


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
            (
                "like_declined",
                rx.el.span(t_any("search.declined.", one.reason), " ", _after_no(one)),
            ),
            (
                "match_agreed",
                rx.el.span(t("outcome.next.agreed", at=one.interview.starts_at)),
            ),
            (
                "match_other_time",
                rx.el.span(t("outcome.next.other_time", company=one.company)),
            ),
            ("match_not_hired", rx.el.span(t_any("outcome.no.", one.reason), " ", _after_no(one))),
            ("match_declined", rx.el.span(t("youth.offers.declined", company=one.company))),
            rx.el.span(t_any("search.next.", one.state)),
        ),
        rx.cond(
            (one.offer_id != "") & ((one.state == "like_closed") | (one.state == "match_closed")),
            rx.el.span(" ", alike_link(one.offer_id)),
        ),
        class_name="search-next",
    )


def _after_no(one: Any) -> rx.Component:
    """One useful thing to do after a no, by its reason."""
    return rx.match(
        one.reason,
        *[
            (reason, nav_link(t(f"search.after.{reason}"), href=href, class_name="search-after"))
            for reason, href in AFTER_NO.items()
        ],
        nav_link(t("search.after.other"), href="/decouvrir", class_name="search-after"),
    )


def alike_link(offer_id: Any) -> rx.Component:
    """From an offer that is over to open ones that are like it: its old link says both."""
    return nav_link(t("youth.offers.alike"), href="/offre/" + offer_id.to(str))


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
