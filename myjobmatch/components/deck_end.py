"""The end of the deck: which constraint keeps most offers away, and one tap that lets it go."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.actions import button, link_button
from myjobmatch.components.deck_bar import aside_name
from myjobmatch.components.icons import icon
from myjobmatch.components.links import nav_link
from myjobmatch.components.store import ShownRelaxation, deck, store
from myjobmatch.components.surfaces import empty_state
from myjobmatch.i18n.t import t, t_any


def _what(told: Any) -> rx.Var[str]:
    """What would have to give way, as the button says it."""
    value = told.value.to(str)
    return rx.match(
        told.kind,
        ("travel", t("youth.relax.travel", minutes=value)),
        ("contract", t("youth.relax.contract", contract=t_any("enum.ContractKind.", value))),
        ("schedule", t("youth.relax.schedule", schedule=t_any("enum.Schedule.", value))),
        ("time", t("youth.relax.time")),
        ("starts", t("youth.relax.starts")),
        ("aside", t("youth.relax.aside", what=rx.cond(told.put, aside_name(told.put), told.label))),
        t("youth.relax.licence", licence=t_any("enum.Licence.", value)),
    )


def _first(told: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            t("youth.relax.more", count=told.count, what=_what(told)), class_name="relax-first"
        ),
        button(
            t("youth.relax.take", count=told.count),
            icon_name="sparkles",
            wide=True,
            on_click=deck("relax", told),
        ),
        class_name="stack",
    )


def _other(told: rx.Var[ShownRelaxation]) -> rx.Component:
    view: Any = told
    return rx.el.li(
        rx.cond(
            view.kind == "licence",
            nav_link(
                icon("id-card", size=20),
                rx.el.span(t("youth.relax.line", count=view.count, what=_what(view))),
                icon("chevron-right", size=18, class_name="line-go"),
                href="/mon-espace",
                class_name="relax-line",
            ),
            rx.el.button(
                icon("plus", size=20),
                rx.el.span(t("youth.relax.line", count=view.count, what=_what(view))),
                type="button",
                on_click=deck("relax", view),
                class_name="relax-line",
            ),
        )
    )


def _relaxing() -> rx.Component:
    told = store.relaxations
    return rx.el.section(
        rx.el.div(icon("sprout", size=36), class_name="empty-icon"),
        rx.el.h2(t("youth.relax.title")),
        rx.cond(told[0].kind == "licence", rx.fragment(), _first(told[0])),
        rx.cond(
            (told.length() > 1) | (told[0].kind == "licence"),
            rx.el.ul(
                rx.foreach(
                    told,
                    lambda one, at: rx.cond(
                        (at == 0) & (one.kind != "licence"), rx.fragment(), _other(one)
                    ),
                ),
                aria_label=t("youth.relax.others"),
                class_name="relax-list",
            ),
        ),
        rx.el.p(t("youth.relax.safe"), class_name="soft small"),
        class_name="empty deck-end",
    )


def _without_network() -> rx.Component:
    return rx.cond(
        store.hidden > 0,
        empty_state(
            "wifi-off",
            t("youth.empty.hidden", count=store.hidden),
            t("youth.empty.hidden_text"),
            button(t("youth.filter.clear"), on_click=deck("clearFilters")),
        ),
        empty_state(
            "wifi-off",
            t("youth.empty.offline"),
            t("youth.empty.offline_text"),
            link_button(t("youth.empty.later_act"), "/mes-offres"),
        ),
    )


def deck_end(waiting: rx.Component) -> rx.Component:
    """What stands in the place of the deck when no card is left; `waiting` while more may come."""
    later = empty_state(
        "sparkles",
        t("youth.empty.later"),
        t("youth.empty.later_text"),
        link_button(t("youth.empty.later_act"), "/mes-offres"),
    )
    travel = empty_state(
        "map-pin",
        t("youth.empty.travel"),
        t("youth.empty.travel_text"),
        link_button(t("youth.empty.travel_act"), "/mon-espace/profil#travel"),
    )
    profile = empty_state(
        "sprout",
        t("youth.empty.profile"),
        t("youth.empty.profile_text"),
        link_button(t("youth.empty.profile_act"), "/mon-espace/profil#skills"),
    )
    return rx.cond(
        store.online,
        rx.cond(
            store.hint == "preparing",
            waiting,
            rx.cond(
                (store.relaxations.length() > 0) & (store.hint != "profile"),
                _relaxing(),
                rx.match(store.hint, ("profile", profile), ("travel", travel), later),
            ),
        ),
        _without_network(),
    )
