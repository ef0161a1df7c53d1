"""The board of a company: from a mutual like to a hire, each with the one thing to do next."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    card,
    empty_state,
    icon,
    link_button,
    page_title,
    select_field,
    skeleton,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.employer.frame import employer_page, no_company
from myjobmatch.pages.employer.matches_card import match_card
from myjobmatch.pages.employer.matches_over import over_card
from myjobmatch.pages.employer.matches_sheets import board_dialogs
from myjobmatch.pages.registry import page
from myjobmatch.state.employer_matches import Column, MatchesState, OfferChoice


def _column(column: rx.Var[Column]) -> rx.Component:
    it: Any = column
    return rx.el.section(
        rx.el.h2(
            t_any("employer.board.column.", it.key),
            " ",
            rx.el.span(it.count, class_name="board-count"),
            id="column-" + it.key,
        ),
        rx.el.ul(rx.foreach(it.rows, match_card), class_name="board-rows"),
        class_name="board-column",
        aria_labelledby="column-" + it.key,
        custom_attrs={"data-column": it.key, "data-empty": rx.cond(it.count == 0, "yes", "no")},
    )


def _choice(one: rx.Var[OfferChoice]) -> rx.Component:
    it: Any = one
    return rx.el.option(it.title, value=it.id)


def _board() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.cond(
                MatchesState.done != "",
                rx.el.p(
                    icon("circle-check", size=20),
                    rx.el.span(t_any("employer.board.done.", MatchesState.done)),
                    class_name="banner tone-yes",
                ),
            ),
            role="status",
        ),
        rx.cond(
            MatchesState.offers.length() > 1,
            rx.el.div(
                select_field(
                    "board-offer",
                    t("employer.board.offer"),
                    rx.fragment(
                        rx.el.option(t("employer.board.all_offers"), value=""),
                        rx.foreach(MatchesState.offers, _choice),
                    ),
                    value=MatchesState.offer_id,
                    on_change=MatchesState.narrow,
                ),
                class_name="offer-chooser board-filter",
            ),
        ),
        rx.el.div(
            rx.foreach(MatchesState.columns, _column), class_name="board", aria_live="polite"
        ),
        rx.cond(
            MatchesState.over.length() > 0,
            rx.el.details(
                rx.el.summary(t("employer.board.over", count=MatchesState.over.length())),
                rx.el.ul(rx.foreach(MatchesState.over, over_card), class_name="board-over"),
                class_name="fold",
            ),
        ),
        board_dialogs(),
        class_name="stack",
    )


@page("/employeur/matchs", title="employer.matches.title", on_load=MatchesState.load, keeps=True)
def matches() -> rx.Component:
    """A company's board."""
    return employer_page(
        "matches",
        page_title(t("employer.matches.title"), intro=t("employer.board.intro")),
        rx.cond(
            MatchesState.loaded,
            rx.cond(
                MatchesState.company_id == "",
                no_company(),
                rx.cond(
                    (MatchesState.count > 0) | (MatchesState.offer_id != ""),
                    _board(),
                    empty_state(
                        "handshake",
                        t("employer.matches.empty"),
                        t("employer.matches.empty_text"),
                        link_button(t("employer.matches.empty_act"), "/employeur/candidats"),
                    ),
                ),
            ),
            card(skeleton(5)),
        ),
        choose=MatchesState.choose,
        wide=True,
    )
