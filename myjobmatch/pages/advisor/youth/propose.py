"""Proposing an offer to a youth: the dialog and its offers."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    chip,
    chips,
    close_button,
    dialog,
    skeleton,
    text_area,
    text_field,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.youth import Proposable, YouthPageState

DIALOG = "propose-offer"


def propose_dialog() -> rx.Component:
    """Search, choose, add a word, propose."""
    state = YouthPageState
    return dialog(
        DIALOG,
        t("advisor.propose.title", name=state.name),
        rx.el.div(
            rx.cond(
                state.proposed_title != "",
                banner(rx.el.p(t("advisor.propose.done", title=state.proposed_title)), tone="yes"),
            ),
            rx.el.p(t("advisor.propose.intro"), class_name="soft"),
            text_field(
                "offer-search",
                t("advisor.propose.search"),
                type="search",
                on_change=state.find.debounce(250),
                auto_complete="off",
            ),
            rx.cond(
                state.searching,
                rx.cond(
                    state.offers.length() > 0,
                    rx.el.ul(rx.foreach(state.offers, _offer), class_name="proposables"),
                    rx.el.p(t("advisor.propose.none"), class_name="soft"),
                ),
                skeleton(4),
            ),
            close_button(t("common.close"), kind="outline"),
            class_name="stack",
        ),
    )


def _offer(offer: rx.Var[Proposable]) -> rx.Component:
    state = YouthPageState
    chosen = state.chosen_id == offer.id
    return rx.el.li(
        rx.el.div(
            rx.el.span(offer.title, class_name="strong"),
            rx.el.span(
                offer.company,
                " · ",
                offer.place,
                rx.cond(
                    offer.minutes >= 0,
                    t("advisor.propose.minutes", minutes=offer.minutes),
                    "",
                ),
                class_name="soft small",
            ),
            chips(
                chip(t_any("enum.Fit.", offer.fit)),
                chip(t_any("enum.ContractKind.", offer.contract)),
                rx.foreach(offer.matched, lambda label: chip(label, icon_name="check", tone="yes")),
                rx.foreach(
                    offer.missing, lambda label: chip(label, icon_name="sprout", tone="warn")
                ),
            ),
            class_name="fact-words",
        ),
        rx.cond(
            offer.proposed,
            badge(t("advisor.propose.already"), tone="yes", icon_name="check"),
            button(
                t("advisor.propose.choose"),
                kind="outline",
                aria_expanded=rx.cond(chosen, "true", "false"),
                on_click=state.choose(offer.id),
            ),
        ),
        rx.cond(
            chosen,
            rx.el.form(
                text_area(
                    "proposal_note",
                    t("advisor.propose.note"),
                    hint=t("advisor.propose.note_hint"),
                    rows=2,
                    max_length=500,
                ),
                button(t("advisor.propose.send"), icon_name="send", type="submit"),
                on_submit=state.propose,
                class_name="stack propose-form",
            ),
        ),
        key=offer.id,
        class_name="proposable",
    )
