"""Équipe: the structure's advisors, who is away and who answers, and what is handed over."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    column,
    data_table,
    desk_shell,
    empty_state,
    icon,
    open_button,
    page_title,
    skeleton,
    text_area,
)
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.team_hand_over import DIALOG, hand_over_dialog
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.hand_over import HandOverState
from myjobmatch.state.advisor.team import MemberRow, TeamState, TransferRow

LONGEST_WORDS = 500


def _member(row: rx.Var[MemberRow]) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            rx.el.bdi(row.name, class_name="strong"),
            rx.cond(row.me, rx.el.span(t("team.me"), class_name="row-place")),
            rx.cond(~row.active, badge(t("team.closed"), tone="warn")),
        ),
        rx.el.td(
            rx.cond(
                row.away_until != "",
                badge(
                    t("team.away_until", at=row.away_until), tone="warn", icon_name="calendar-off"
                ),
                badge(t("team.present"), tone="yes", icon_name="check"),
            ),
            rx.cond(
                row.answering != "",
                rx.el.span(t("team.answered_by", names=row.answering), class_name="row-place"),
                rx.cond(
                    (row.away_until != "") & (row.youths > 0),
                    rx.el.span(t("team.answered_by_nobody"), class_name="row-place"),
                ),
            ),
        ),
        rx.el.td(row.youths, class_name="portfolio-number"),
        rx.el.td(
            rx.cond(row.stands_in > 0, t("team.plus", count=row.stands_in), "–"),
            class_name="portfolio-number",
        ),
        rx.el.td(
            rx.cond(
                row.may_hand_over & (row.youths > 0),
                open_button(
                    t("team.hand_over"),
                    opens=DIALOG,
                    about=row.id,
                    icon_name="arrow-right-left",
                    on_click=HandOverState.prepare(row.id),
                    aria_label=t("team.hand_over_of", name=row.name),
                ),
            )
        ),
        key=row.id,
    )


def _days(row: rx.Var[TransferRow]) -> rx.Component:
    return rx.el.span(
        rx.cond(
            row.until_day != "",
            t("team.days", start=row.from_day, end=row.until_day),
            t("team.since", start=row.from_day),
        ),
        class_name="small",
    )


def _transfer(row: rx.Var[TransferRow]) -> rx.Component:
    look = rx.match(
        row.status,
        ("active", "badge tone-yes"),
        ("planned", "badge tone-act"),
        "badge tone-plain",
    )
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.el.bdi(row.giver),
                icon("arrow-right", size=18),
                rx.el.span(t("team.to"), class_name="visually-hidden"),
                rx.el.bdi(row.colleague),
                class_name="strong team-way",
            ),
            rx.el.p(
                rx.cond(row.youths < 0, t("team.whole"), t("team.youths", count=row.youths)),
                " · ",
                _days(row),
                class_name="small",
            ),
            rx.cond(row.reason != "", rx.el.q(row.reason, class_name="small", dir="auto")),
            rx.cond(
                (row.by != "") & (row.by != row.giver),
                rx.el.p(t("team.by", name=row.by), class_name="soft small"),
            ),
            class_name="team-words",
        ),
        rx.el.div(
            rx.el.span(t_any("enum.TransferStatus.", row.status), class_name=look),
            rx.el.span(t_any("enum.TransferKind.", row.kind), class_name="soft small"),
            rx.cond(
                row.may_undo,
                button(
                    t("team.undo"),
                    kind="quiet",
                    icon_name="undo-2",
                    on_click=TeamState.undo(row.batch),
                    aria_label=t("team.undo_of", giver=row.giver, colleague=row.colleague),
                ),
            ),
            rx.cond(
                row.may_end & ~row.may_undo,
                button(
                    t("team.take_back"),
                    kind="outline",
                    on_click=TeamState.take_back(row.id),
                    aria_label=t("team.take_back_of", giver=row.giver, colleague=row.colleague),
                ),
            ),
            class_name="team-acts",
        ),
        key=row.id,
        class_name="team-transfer",
    )


def _transfers() -> rx.Component:
    return card(
        rx.el.h2(t("team.transfers"), class_name="h3"),
        rx.cond(
            TeamState.transfers.length() > 0,
            rx.el.ul(rx.foreach(TeamState.transfers, _transfer), class_name="team-list"),
            rx.el.p(t("team.no_transfers"), class_name="soft"),
        ),
        rx.cond(
            TeamState.over.length() > 0,
            rx.el.details(
                rx.el.summary(t("team.over", count=TeamState.over.length())),
                rx.el.ul(rx.foreach(TeamState.over, _transfer), class_name="team-list"),
            ),
        ),
        class_name="stack",
    )


def _words() -> rx.Component:
    return card(
        rx.el.h2(t("team.words"), class_name="h3"),
        rx.el.p(t("team.words_text"), class_name="soft"),
        rx.el.form(
            text_area(
                "words",
                t("team.words_field"),
                hint=t("team.words_hint"),
                default_value=TeamState.words,
                key=TeamState.words,
                rows=3,
                max_length=LONGEST_WORDS,
                dir="auto",
            ),
            rx.el.div(
                button(t("team.words_save"), kind="outline", type="submit"),
                rx.el.span(
                    rx.cond(TeamState.words_saved, t("team.words_saved"), ""), role="status"
                ),
                class_name="row",
            ),
            on_submit=TeamState.save_words,
            class_name="stack",
        ),
        class_name="stack",
    )


def _done() -> rx.Component:
    return rx.el.div(
        rx.cond(
            TeamState.done != "",
            banner(
                rx.el.p(t_any("team.done.", TeamState.done)),
                rx.cond(
                    TeamState.undo_batch != "",
                    button(
                        t("team.undo"),
                        kind="quiet",
                        icon_name="undo-2",
                        on_click=TeamState.undo(TeamState.undo_batch),
                    ),
                ),
                tone="yes",
            ),
        ),
        role="status",
    )


def _body() -> rx.Component:
    return rx.el.div(
        _done(),
        rx.cond(
            TeamState.unfollowed > 0,
            banner(rx.el.p(t("team.unfollowed", count=TeamState.unfollowed)), tone="warn"),
        ),
        rx.cond(
            TeamState.members.length() > 0,
            data_table(
                t("team.title"),
                [
                    column(t("team.advisor")),
                    column(t("team.presence")),
                    rx.el.th(t("team.own"), scope="col", class_name="portfolio-number"),
                    rx.el.th(t("team.stands_in"), scope="col", class_name="portfolio-number"),
                    column(rx.el.span(t("team.acts"), class_name="visually-hidden")),
                ],
                rx.foreach(TeamState.members, _member),
            ),
            empty_state("users", t("team.empty"), t("team.empty_text")),
        ),
        rx.el.div(
            _transfers(),
            rx.cond(TeamState.role == Role.ADVISOR.value, _words()),
            class_name="team-grid",
        ),
        hand_over_dialog(),
        class_name="stack",
    )


@page("/conseil/equipe", title="team.title", on_load=TeamState.load, keeps=True)
def team() -> rx.Component:
    """The team."""
    return desk_shell(
        Role.ADVISOR,
        "team",
        page_title(t("team.title"), intro=t("team.intro")),
        rx.cond(TeamState.loaded, _body(), skeleton(6)),
        wide=True,
    )
