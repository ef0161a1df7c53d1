"""A match on the board: who, how far it has come, and the one thing to do next."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import badge, button, icon, link_button, nav_link, open_button
from myjobmatch.domain.outcomes import Stage, Went
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.employer_immersion import BoardImmersionState
from myjobmatch.state.employer_matches import MatchesState, MatchRow, StepRow

_ANSWERS = (Went.GOING_ON, Went.MET, Went.HIRED, Went.NOT_HIRED)


def who(row: Any) -> rx.Component:
    return rx.el.h3(
        rx.cond(
            row.status == "withdrawn",
            t("candidates.withdrawn"),
            rx.cond(row.person != "", rx.el.bdi(row.person), t("employer.matches.someone")),
        )
    )


def _opens(label: Any, dialog: str, row: Any, **props: Any) -> rx.Component:
    return open_button(
        label, opens=dialog, about=row.id, on_click=MatchesState.ask(row.id), **props
    )


def _question(row: Any) -> rx.Component:
    """How it went, asked once."""
    return rx.el.div(
        rx.el.p(t("employer.board.asked"), class_name="strong"),
        rx.el.div(
            *[
                button(
                    t(f"employer.board.went.{went.value}"),
                    kind="outline",
                    on_click=MatchesState.answer(row.id, went.value),
                )
                for went in _ANSWERS
            ],
            class_name="board-acts",
        ),
        class_name="board-asked stack-tight",
    )


def _slot(at: Any) -> rx.Component:
    return rx.el.li(t("employer.board.at", at=at))


def _interview(row: Any) -> rx.Component:
    """Where the interview stands."""
    return rx.match(
        row.interview,
        (
            "proposed",
            rx.el.div(
                badge(t("employer.board.slots_sent"), tone="warn", icon_name="hourglass"),
                rx.el.ul(rx.foreach(row.slots, _slot), class_name="board-list small"),
                class_name="stack-tight",
            ),
        ),
        (
            "accepted",
            rx.el.div(
                rx.el.p(
                    icon("calendar-check", size=18),
                    rx.el.span(t("employer.board.at", at=row.when), class_name="strong"),
                    class_name="row board-line",
                ),
                rx.el.p(
                    t_any("employer.board.how_", row.how),
                    " · ",
                    rx.el.bdi(row.place),
                    class_name="soft small",
                ),
                class_name="stack-tight",
            ),
        ),
        (
            "none_suits",
            badge(t("employer.board.none_suits"), tone="warn", icon_name="calendar-x"),
        ),
        rx.fragment(),
    )


def _immersion(row: Any) -> rx.Component:
    """Where the agreement stands."""
    return rx.cond(
        row.immersion != "",
        rx.el.p(
            icon("calendar-range", size=18),
            rx.el.span(
                t("employer.board.immersion_days", start=row.immersion_from, end=row.immersion_to),
                " ",
                rx.el.span(t_any("employer.board.immersion_is.", row.immersion), class_name="soft"),
            ),
            class_name="row board-line small",
        ),
    )


def _hired(row: Any) -> rx.Component:
    return rx.cond(
        row.contract != "",
        rx.el.p(
            icon("file-check", size=18),
            rx.el.span(
                t_any("enum.ContractKind.", row.contract),
                " · ",
                t("employer.board.from", on=row.starts_on),
            ),
            class_name="row board-line",
        ),
        _opens(t("employer.board.tell_contract"), "tell-hire", row, kind="outline"),
    )


def _primary(row: Any) -> rx.Component:
    """The one thing to do next."""
    return rx.match(
        row.stage,
        (
            Stage.IN_TOUCH.value,
            rx.cond(
                row.interview == "proposed",
                rx.fragment(),
                _opens(
                    t("employer.board.interview"),
                    "propose-interview",
                    row,
                    kind="primary",
                    icon_name="calendar-plus",
                ),
            ),
        ),
        (
            Stage.INTERVIEW.value,
            _opens(
                t("employer.board.hire"), "tell-hire", row, kind="yes", icon_name="party-popper"
            ),
        ),
        (
            Stage.IMMERSION.value,
            _opens(
                t("employer.board.hire"), "tell-hire", row, kind="yes", icon_name="party-popper"
            ),
        ),
        (Stage.HIRED.value, _hired(row)),
        rx.fragment(),
    )


def other_steps(row: Any) -> rx.Component:
    """What else one may do, folded."""
    open_interview = (row.interview == "proposed") | (row.interview == "accepted")
    return rx.el.details(
        rx.el.summary(t("employer.board.others")),
        rx.el.div(
            rx.cond(
                row.stage != Stage.HIRED.value,
                rx.fragment(
                    _opens(
                        rx.cond(
                            open_interview,
                            t("employer.board.other_slots"),
                            t("employer.board.interview"),
                        ),
                        "propose-interview",
                        row,
                        kind="quiet",
                        icon_name="calendar-plus",
                    ),
                    rx.cond(
                        open_interview,
                        button(
                            t("employer.board.call_off"),
                            kind="quiet",
                            icon_name="calendar-x",
                            on_click=MatchesState.call_off(row.id, row.interview_id),
                        ),
                    ),
                    rx.cond(
                        row.stage == Stage.IN_TOUCH.value,
                        rx.fragment(
                            button(
                                t("employer.board.met"),
                                kind="quiet",
                                icon_name="users",
                                on_click=MatchesState.met(row.id),
                            ),
                            _opens(
                                t("employer.board.hire"),
                                "tell-hire",
                                row,
                                kind="quiet",
                                icon_name="party-popper",
                            ),
                        ),
                    ),
                    rx.cond(
                        (row.immersion == "") | (row.immersion == "reviewed"),
                        open_button(
                            t("employer.board.immersion"),
                            opens="propose-immersion",
                            about=row.id,
                            on_click=BoardImmersionState.ask_for(row.id),
                            kind="quiet",
                            icon_name="footprints",
                        ),
                    ),
                    _opens(
                        t("employer.board.no"),
                        "tell-no",
                        row,
                        kind="quiet",
                        icon_name="circle-minus",
                    ),
                ),
                rx.cond(
                    row.contract != "",
                    _opens(
                        t("employer.board.change_contract"),
                        "tell-hire",
                        row,
                        kind="quiet",
                        icon_name="pencil",
                    ),
                ),
            ),
            _opens(
                t("employer.matches.close"), "close-match", row, kind="quiet", icon_name="archive"
            ),
            class_name="board-others",
        ),
        class_name="fold",
    )


def _step(step: rx.Var[StepRow]) -> rx.Component:
    one: Any = step
    return rx.el.li(
        rx.el.span(t_any("employer.board.stage.", one.stage)),
        " ",
        rx.el.span(
            t("employer.board.told", at=one.at),
            " ",
            t_any("employer.board.by.", one.teller),
            class_name="soft small",
        ),
        rx.cond(
            one.why != "",
            rx.el.span(" · ", t_any("employer.board.why.", one.why), class_name="soft small"),
        ),
    )


def story(row: Any) -> rx.Component:
    return rx.cond(
        row.steps.length() > 0,
        rx.el.details(
            rx.el.summary(t("employer.board.story")),
            rx.el.ol(rx.foreach(row.steps, _step), class_name="board-list"),
            class_name="fold",
        ),
    )


def match_card(row: rx.Var[MatchRow]) -> rx.Component:
    one: Any = row
    shared = one.status == "shared"
    return rx.el.li(
        who(one),
        rx.el.p(
            nav_link(one.offer_title, href="/employeur/offres/" + one.offer_id),
            class_name="soft small",
            custom_attrs={"dir": "auto"},
        ),
        rx.cond(
            shared,
            rx.fragment(
                rx.cond(one.asks, _question(one)),
                _interview(one),
                _immersion(one),
                rx.el.div(
                    _primary(one),
                    rx.cond(
                        one.conversation_id != "",
                        link_button(
                            t("employer.matches.write"),
                            "/employeur/messages?c=" + one.conversation_id,
                            kind="outline",
                            icon_name="message-circle",
                        ),
                    ),
                    class_name="board-acts",
                ),
                other_steps(one),
                story(one),
            ),
            rx.fragment(
                rx.el.p(
                    badge(t("employer.matches.waiting"), tone="warn", icon_name="hourglass"),
                    rx.el.span(t("employer.matches.since", at=one.since), class_name="soft small"),
                    class_name="row",
                ),
                rx.el.p(t("employer.matches.waiting_text"), class_name="small"),
                _opens(t("employer.matches.close"), "close-match", one, kind="quiet"),
            ),
        ),
        rx.cond(
            (MatchesState.done_id == one.id) & one.undoable & (MatchesState.done != "undone"),
            button(
                t("employer.board.undo"),
                kind="outline",
                icon_name="undo-2",
                on_click=MatchesState.undo(one.id),
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
