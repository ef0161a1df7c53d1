"""An application made elsewhere, added by hand or from what another app shares; `#t-id` corrects one."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import icon, select_field, skeleton, text_field
from myjobmatch.components.search_store import TrackedForm, draft
from myjobmatch.components.store import store
from myjobmatch.domain.my_search import (
    LONGEST_COMPANY,
    LONGEST_PLACE,
    LONGEST_TITLE,
    LONGEST_URL,
    TRACKED_STATES,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.pages.youth.frame import youth_page
from myjobmatch.pages.youth.offers_file import back
from myjobmatch.state.youth.phone import PhoneState

_AUTO = {"dir": "auto"}


@page("/mes-offres/ajouter", title="search.add.title", on_load=PhoneState.load)
def add() -> rx.Component:
    """The form; `?title&text&url` are what a share target fills in."""
    return youth_page(
        "offers",
        back(t("youth.offers.title"), "/mes-offres"),
        rx.el.h1(
            rx.cond(draft.id, t("search.add.edit_title"), t("search.add.title")),
            class_name="search-title",
        ),
        rx.el.p(t("search.add.intro"), class_name="soft"),
        rx.cond(
            store.ready,
            TrackedForm.create(
                text_field(
                    "title",
                    t("search.add.what"),
                    hint=t("search.add.what_hint"),
                    max_length=LONGEST_TITLE,
                    required=True,
                    auto_complete="off",
                    custom_attrs=_AUTO,
                ),
                text_field(
                    "company",
                    t("search.add.company"),
                    max_length=LONGEST_COMPANY,
                    auto_complete="off",
                    custom_attrs=_AUTO,
                ),
                text_field(
                    "place",
                    t("search.add.place"),
                    max_length=LONGEST_PLACE,
                    auto_complete="off",
                    custom_attrs=_AUTO,
                ),
                text_field(
                    "url",
                    t("search.add.link"),
                    hint=t("search.add.link_hint"),
                    max_length=LONGEST_URL,
                    auto_complete="off",
                    custom_attrs={"inputMode": "url", "dir": "ltr"},
                ),
                select_field(
                    "status",
                    t("search.add.state"),
                    [
                        (state.value, t_any("search.say.", rx.Var.create(state.value)))
                        for state in TRACKED_STATES
                    ],
                    default_value="sent",
                ),
                text_field("day", t("search.add.day"), type="date"),
                rx.el.button(
                    icon("check"),
                    rx.el.span(t("search.add.keep")),
                    type="submit",
                    class_name="btn btn-primary btn-wide",
                ),
                class_name="stack search-form",
            ),
            skeleton(6),
        ),
    )
