"""The dialog of a hand-over: when, to whom, which youths, and what it would move before anything moves."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    banner,
    chip_choice,
    close_button,
    dialog,
    select_field,
    text_area,
    text_field,
)
from myjobmatch.domain.continuity import LONGEST_REASON
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.hand_over import (
    ChoosableYouth,
    Colleague,
    HandOverState,
    ShareRow,
)

DIALOG = "hand-over"


def hand_over_dialog() -> rx.Component:
    """Prepared by `HandOverState.prepare`, whose portfolio it names."""
    state = HandOverState
    return dialog(
        DIALOG,
        t("team.form.title", name=state.giver_name),
        rx.el.form(
            rx.el.div(
                select_field(
                    "kind",
                    t("team.form.kind"),
                    [
                        ("temporary", t("enum.TransferKind.temporary")),
                        ("permanent", t("enum.TransferKind.permanent")),
                    ],
                    value=rx.cond(state.permanent, "permanent", "temporary"),
                    on_change=state.set_kind,
                ),
                text_field(
                    "from_day",
                    t("team.form.from"),
                    type="date",
                    value=state.from_day,
                    min=state.today,
                    on_change=state.set_from,
                    required=True,
                ),
                rx.cond(
                    state.permanent,
                    rx.fragment(),
                    text_field(
                        "until_day",
                        t("team.form.until"),
                        type="date",
                        value=state.until_day,
                        min=state.from_day,
                        on_change=state.set_until,
                        required=True,
                    ),
                ),
                class_name="team-days",
            ),
            rx.el.fieldset(
                rx.el.legend(t("team.form.colleagues"), class_name="field-label"),
                rx.el.div(rx.foreach(state.colleagues, _colleague), class_name="row team-picks"),
                rx.el.p(t("team.form.colleagues_hint"), class_name="field-hint"),
                class_name="field",
            ),
            select_field(
                "scope",
                t("team.form.scope"),
                [("all", t("team.form.scope_all")), ("chosen", t("team.form.scope_chosen"))],
                value=rx.cond(state.by_name, "chosen", "all"),
                on_change=state.set_scope,
            ),
            rx.cond(state.by_name, _youths()),
            text_area(
                "reason",
                t("team.form.reason"),
                hint=t("team.form.reason_hint"),
                key=state.giver,
                rows=2,
                max_length=LONGEST_REASON,
                dir="auto",
            ),
            _preview(),
            close_button(
                t("team.form.send"),
                kind="primary",
                type="submit",
                disabled=~state.ready,
            ),
            on_submit=state.submit,
            class_name="stack",
        ),
        about=state.giver,
    )


def _colleague(one: rx.Var[Colleague]) -> rx.Component:
    return chip_choice(
        t("team.form.colleague", name=one.name, count=one.youths),
        chosen=one.chosen,
        on_click=HandOverState.pick_colleague(one.id),
        key=one.id,
    )


def _youths() -> rx.Component:
    state = HandOverState
    return rx.el.fieldset(
        rx.el.legend(t("team.form.chosen", count=state.picked), class_name="field-label"),
        text_field(
            "youth-search",
            t("team.form.search"),
            type="search",
            on_change=state.find.debounce(250),
            auto_complete="off",
        ),
        rx.el.div(rx.foreach(state.shown, _youth), class_name="row team-youths"),
        rx.cond(
            state.found > state.shown.length(),
            rx.el.p(t("team.form.more", count=state.found), class_name="field-hint"),
        ),
        class_name="field",
    )


def _youth(one: rx.Var[ChoosableYouth]) -> rx.Component:
    return chip_choice(
        one.name, chosen=one.chosen, on_click=HandOverState.pick_youth(one.id), key=one.id
    )


def _preview() -> rx.Component:
    state = HandOverState
    return rx.el.div(
        rx.cond(
            state.problem != "",
            banner(rx.el.p(t_any("error.", state.problem)), tone="bad"),
            rx.cond(
                state.ready,
                rx.el.div(
                    rx.el.h3(t("team.form.moves")),
                    rx.el.ul(
                        rx.el.li(t("team.form.youths", count=state.youths)),
                        rx.el.li(
                            t(
                                "team.form.conversations",
                                count=state.conversations,
                                unread=state.unread,
                            )
                        ),
                        rx.el.li(t("team.form.appointments", count=state.appointments)),
                        rx.el.li(t("team.form.matches", count=state.matches)),
                    ),
                    rx.el.ul(rx.foreach(state.shares, _share)),
                    class_name="team-preview",
                ),
                rx.el.p(t("team.form.incomplete"), class_name="soft small"),
            ),
        ),
        aria_live="polite",
    )


def _share(one: rx.Var[ShareRow]) -> rx.Component:
    return rx.el.li(
        t("team.form.share", name=one.name, count=one.youths, then=one.then),
        rx.cond(
            one.away_until != "",
            rx.el.strong(t("team.form.share_away", at=one.away_until), class_name="team-warn"),
        ),
        key=one.name,
    )
