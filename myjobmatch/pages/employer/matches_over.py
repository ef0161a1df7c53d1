"""A match that is over: why, and the way back where there is one."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import badge, button, nav_link
from myjobmatch.i18n.t import t
from myjobmatch.pages.employer.matches_card import other_steps, story, who
from myjobmatch.state.employer_matches import MatchesState, MatchRow


def over_card(row: rx.Var[MatchRow]) -> rx.Component:
    one: Any = row
    state = rx.cond(one.status == "shared", "not_hired", one.status)
    return rx.el.li(
        rx.el.div(
            who(one),
            rx.el.p(
                nav_link(one.offer_title, href="/employeur/offres/" + one.offer_id),
                class_name="soft small",
                custom_attrs={"dir": "auto"},
            ),
            rx.el.p(
                rx.match(
                    state,
                    (
                        "withdrawn",
                        badge(t("candidates.withdrawn_badge"), tone="no", icon_name="eye-off"),
                    ),
                    (
                        "not_hired",
                        badge(t("employer.board.stage.not_hired"), tone="no", icon_name="archive"),
                    ),
                    (
                        "declined",
                        badge(t("employer.matches.declined"), tone="no", icon_name="circle-minus"),
                    ),
                    badge(t("employer.matches.closed"), tone="no", icon_name="archive"),
                ),
                rx.el.span(t("employer.matches.since", at=one.since), class_name="soft small"),
                class_name="row",
            ),
            rx.el.p(
                rx.match(
                    state,
                    ("withdrawn", t("candidates.withdrawn_text")),
                    ("not_hired", t("employer.board.not_hired_text")),
                    ("declined", t("employer.matches.declined_text")),
                    t("employer.matches.closed_text"),
                ),
                class_name="small",
            ),
            class_name="stack-tight",
        ),
        rx.cond(
            one.status == "shared",
            rx.el.div(
                rx.cond(
                    one.undoable,
                    button(
                        t("employer.board.undo"),
                        kind="outline",
                        icon_name="undo-2",
                        on_click=MatchesState.undo(one.id),
                    ),
                ),
                other_steps(one),
                story(one),
                class_name="stack-tight",
            ),
        ),
        key=one.id,
        id="m-" + one.id,
        class_name="card match-row",
        custom_attrs={
            "data-status": one.status,
            "data-stage": one.stage,
            "data-looked-for": rx.cond(MatchesState.looked_for == one.id, "yes", "no"),
        },
    )
