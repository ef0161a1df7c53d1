"""Saved searches: the list with what is new, a new one, and what one finds (`#id`)."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    card,
    checkbox_field,
    empty_state,
    icon,
    icon_button,
    nav_link,
    select_field,
    skeleton,
    text_field,
)
from myjobmatch.components.search_store import (
    FoundCard,
    LikeFound,
    SearchForm,
    found,
    saved_search,
    search,
)
from myjobmatch.components.store import act, store
from myjobmatch.domain.deck_terms import STEPS_MINUTES
from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.my_search import (
    LONGEST_SEARCH_NAME,
    LONGEST_SEARCH_WORDS,
    SavedSearchView,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.pages.youth.offers_file import back
from myjobmatch.state.youth.phone import PhoneState

ADDRESS = "/mes-offres/recherches"
ASKED_FOR = tuple(kind for kind in ContractKind if kind is not ContractKind.OTHER)


def _asks(one: Any) -> rx.Component:
    """What a search asks for, in words."""

    def kind(value: rx.Var[str]) -> rx.Component:
        return rx.el.span(t_any("enum.ContractKind.", value))

    return rx.el.p(
        rx.cond(one.words != "", rx.el.span("« ", one.words, " »", custom_attrs={"dir": "auto"})),
        rx.cond(one.minutes, rx.el.span(t("search.saved.within", minutes=one.minutes))),
        rx.foreach(one.contracts, kind),
        class_name="soft small search-asks",
    )


def _search(view: rx.Var[SavedSearchView]) -> rx.Component:
    one: Any = view
    same = {"id": one.id, "name": one.name, "words": one.words, "minutes": one.minutes}
    return rx.el.li(
        rx.el.div(
            rx.el.h3(
                nav_link(one.name, href=ADDRESS + "#" + one.id, class_name="search-open"),
                custom_attrs={"dir": "auto"},
            ),
            rx.cond(one.fresh > 0, badge(t("search.tools.fresh", count=one.fresh), tone="act")),
            class_name="spread",
        ),
        _asks(one),
        rx.el.div(
            rx.el.button(
                rx.cond(one.alert, icon("bell-ring", size=20), icon("bell-off", size=20)),
                rx.el.span(
                    rx.cond(one.alert, t("search.saved.alert_on"), t("search.saved.alert_off"))
                ),
                type="button",
                aria_pressed=rx.cond(one.alert, "true", "false"),
                aria_label=t("search.saved.alert_name", name=one.name),
                on_click=act("save_search", **same, contracts=one.contracts, alert=~one.alert),
                class_name="btn btn-outline",
            ),
            icon_button(
                "trash-2",
                t("search.saved.delete", name=one.name),
                on_click=act("delete_search", id=one.id),
            ),
            class_name="spread",
        ),
        class_name="item search-row",
    )


def _new() -> rx.Component:
    return card(
        rx.el.h2(t("search.saved.new"), class_name="space-title"),
        SearchForm.create(
            text_field(
                "words",
                t("search.saved.words"),
                hint=t("search.saved.words_hint"),
                max_length=LONGEST_SEARCH_WORDS,
                auto_complete="off",
                custom_attrs={"dir": "auto"},
            ),
            select_field(
                "minutes",
                t("search.saved.way"),
                [
                    ("", t("search.saved.anywhere")),
                    *[(str(n), t("search.saved.within", minutes=n)) for n in STEPS_MINUTES],
                ],
            ),
            rx.el.details(
                rx.el.summary(t("search.saved.contracts")),
                *[
                    rx.el.label(
                        rx.el.input(
                            type="checkbox",
                            name="contracts",
                            value=kind.value,
                            class_name="check",
                        ),
                        rx.el.span(t_any("enum.ContractKind.", rx.Var.create(kind.value))),
                        class_name="check-label",
                    )
                    for kind in ASKED_FOR
                ],
                class_name="fold search-contracts",
            ),
            text_field(
                "name",
                t("search.saved.name"),
                hint=t("search.saved.name_hint"),
                max_length=LONGEST_SEARCH_NAME,
                auto_complete="off",
                custom_attrs={"dir": "auto"},
            ),
            checkbox_field("alert", t("search.saved.alert"), default_checked=True),
            class_name="stack",
        ),
        class_name="stack",
    )


def _list() -> rx.Component:
    return rx.el.div(
        back(t("youth.offers.title"), "/mes-offres"),
        rx.el.h1(
            t("search.saved.title"), id="searches-title", tab_index=-1, class_name="search-title"
        ),
        rx.el.p(t("search.saved.intro"), class_name="soft"),
        rx.cond(
            search.searches.length() > 0,
            rx.el.ul(rx.foreach(search.searches, _search), class_name="list"),
            empty_state("search", t("search.saved.empty"), t("search.saved.empty_text")),
        ),
        _new(),
        class_name="stack",
    )


def _found(offer: rx.Var[FoundCard]) -> rx.Component:
    one: Any = offer
    return rx.el.li(
        rx.el.div(
            rx.el.h2(one.title, custom_attrs={"dir": "auto"}),
            rx.cond(one.fresh, badge(t("search.saved.new_one"), tone="act")),
            class_name="spread",
        ),
        rx.el.p(
            rx.cond(one.company != "", one.company, t("youth.card.company_unknown")),
            custom_attrs={"dir": "auto"},
        ),
        rx.el.p(
            rx.cond(one.place != "", one.place, t("youth.card.place_unknown")),
            " · ",
            t_any("enum.ContractKind.", one.contract),
            rx.cond(
                one.minutes,
                rx.fragment(" · ", t("search.saved.minutes", minutes=one.minutes)),
                "",
            ),
            class_name="soft small",
        ),
        LikeFound.create(
            offer=one, label=t("youth.deck.like"), liked=t("search.saved.liked"), key=one.id
        ),
        class_name="item",
        key=one.id,
    )


def _results() -> rx.Component:
    return rx.el.div(
        back(t("search.saved.title"), ADDRESS),
        rx.el.h1(saved_search.name, class_name="search-title", custom_attrs={"dir": "auto"}),
        _asks(saved_search),
        rx.match(
            found.state,
            ("some", rx.el.ul(rx.foreach(found.offers, _found), class_name="list")),
            (
                "none",
                empty_state("search-x", t("search.saved.none"), t("search.saved.none_text")),
            ),
            (
                "waiting",
                empty_state("wifi-off", t("search.saved.waiting"), t("search.saved.waiting_text")),
            ),
            skeleton(6),
        ),
        class_name="stack",
    )


@page(ADDRESS, title="search.saved.title", on_load=PhoneState.load)
def searches() -> rx.Component:
    """The list, or what the search of the address finds."""
    return youth_page(
        "offers",
        rx.cond(store.ready, rx.cond(saved_search, _results(), _list()), skeleton(6)),
    )
