"""Where another app's "share" leads (the manifest's share target): add it to one's search, or ask about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar

from myjobmatch.components import card, empty_state, icon, link_button, nav_link, skeleton
from myjobmatch.components.store import deck, store
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import PAGES, page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.state.youth.phone import PhoneState

MODULE = "$/utils/mjm/shared"
ADD = "/mes-offres/ajouter"
"""The page where an application made elsewhere is added by hand, where there is one."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What was shared; `add` is the address of the page that adds it to one's applications."""

    title: str
    text: str
    url: str
    add: str


_shared: Any = rx.Var(
    _js_expr="shared_",
    _var_type=Shared,
    _var_data=VarData(
        imports={MODULE: [ImportVar(tag="useShared")]},
        hooks={"const shared_ = useShared();": None},
    ),
).to(Shared)


def _what() -> rx.Component:
    return card(
        rx.cond(_shared.title != "", rx.el.h2(_shared.title, class_name="space-title")),
        rx.cond(_shared.text != "", rx.el.p(_shared.text, class_name="offer-text")),
        rx.cond(_shared.url != "", rx.el.p(_shared.url, class_name="offer-text soft small")),
        class_name="stack",
        custom_attrs={"dir": "auto"},
    )


def _draft() -> Any:
    said = rx.cond(_shared.title != "", _shared.title, _shared.text)
    return deck("draft", t("youth.shared.draft") + "\n" + said + "\n" + _shared.url)


def _acts() -> rx.Component:
    add = (
        [link_button(t("youth.shared.add"), _shared.add, wide=True, icon_name="plus")]
        if ADD in PAGES
        else []
    )
    return rx.el.div(
        rx.el.p(t("youth.shared.text")),
        *add,
        rx.cond(
            store.advisor_thread != "",
            nav_link(
                icon("message-circle-question"),
                rx.el.span(t("youth.shared.ask")),
                href="/messages#" + store.advisor_thread,
                on_click=_draft(),
                class_name="btn btn-outline btn-wide" if add else "btn btn-primary btn-wide",
            ),
        ),
        class_name="stack",
    )


@page("/partage", title="youth.shared.title", on_load=PhoneState.load)
def shared() -> rx.Component:
    """What was shared, and the two things one may do with it."""
    return youth_page(
        "offers",
        rx.el.h1(t("youth.shared.title"), class_name="space-hello"),
        rx.cond(
            store.ready,
            rx.cond(
                (_shared.title != "") | (_shared.text != "") | (_shared.url != ""),
                rx.el.div(_what(), _acts(), class_name="stack"),
                empty_state("share-2", t("youth.shared.empty"), t("youth.shared.empty_text")),
            ),
            skeleton(4),
        ),
    )
