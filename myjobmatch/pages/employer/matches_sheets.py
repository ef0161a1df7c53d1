"""The dialogs of the board: moments for an interview, the contract of a hire, a kind no, an end."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    close_button,
    dialog,
    select_field,
    text_area,
    text_field,
)
from myjobmatch.domain.outcomes import (
    CONTRACTS_OF_A_HIRE,
    MINUTES,
    NOTE_AT_MOST,
    PLACE_AT_MOST,
    SLOTS_AT_MOST,
    InterviewHow,
    WhyNot,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.employer_immersion import BoardImmersionState
from myjobmatch.state.employer_matches import MatchesState

_asked: Any = MatchesState.asked
_SHOWN_AT_FIRST = 3


def _error(name: str) -> Any:
    return rx.cond(
        MatchesState.wrong_field == name,
        t_any("error.", MatchesState.problem, MatchesState.problem_params),
        "",
    )


def _head() -> rx.Component:
    """Whom it is about, and for which offer."""
    return rx.el.p(
        rx.el.bdi(_asked.person, class_name="strong"),
        " · ",
        rx.el.bdi(_asked.offer_title, class_name="soft"),
    )


def _acts(label: Any, icon_name: str, kind: str = "primary") -> rx.Component:
    return rx.el.div(
        close_button(t("employer.board.later"), kind="outline"),
        button(label, type="submit", icon_name=icon_name, kind=kind),  # type: ignore[arg-type]
        class_name="row dialog-acts",
    )


def _slot(number: int) -> rx.Component:
    name = f"slot-{number}"
    return text_field(
        name,
        t("employer.board.slot", number=number),
        type="datetime-local",
        error=_error(name) if number == 1 else None,
    )


def _interview() -> rx.Component:
    slots = [_slot(number) for number in range(1, SLOTS_AT_MOST + 1)]
    return dialog(
        "propose-interview",
        t("employer.board.interview_title"),
        _head(),
        rx.cond(
            _asked.ahead,
            rx.el.div(
                banner(
                    rx.el.p(t("employer.board.agreed_on", at=_asked.when), class_name="strong"),
                    rx.el.p(t("employer.board.agreed_text")),
                    tone="warn",
                ),
                class_name="board-agreed",
            ),
        ),
        rx.el.form(
            rx.el.p(t("employer.board.interview_text"), class_name="soft small"),
            rx.el.fieldset(
                rx.el.legend(t("employer.board.slots")),
                *slots[:_SHOWN_AT_FIRST],
                rx.el.details(
                    rx.el.summary(t("employer.board.more_slots")),
                    rx.el.div(*slots[_SHOWN_AT_FIRST:], class_name="stack"),
                    class_name="fold",
                ),
                class_name="stack board-slots",
            ),
            rx.el.div(
                select_field(
                    "how",
                    t("employer.board.how"),
                    [(how.value, t(f"employer.board.how_{how.value}")) for how in InterviewHow],
                    default_value=_asked.how,
                ),
                select_field(
                    "minutes",
                    t("employer.board.minutes"),
                    [(str(one), t("employer.board.minutes_are", count=one)) for one in MINUTES],
                    default_value="30",
                ),
                class_name="field-grid",
            ),
            text_field(
                "place",
                t("employer.board.place"),
                hint=t("employer.board.place_hint"),
                error=_error("place"),
                default_value=_asked.place,
                max_length=PLACE_AT_MOST,
            ),
            text_area(
                "note",
                t("employer.board.note"),
                hint=t("employer.board.note_hint"),
                error=_error("note"),
                rows=2,
                max_length=NOTE_AT_MOST,
            ),
            _acts(t("employer.board.send_slots"), "calendar-check"),
            on_submit=MatchesState.propose,
            no_validate=True,
            key=_asked.id,
            class_name="stack",
        ),
        about=_asked.id,
    )


def _hire() -> rx.Component:
    return dialog(
        "tell-hire",
        t("employer.board.hire_title"),
        _head(),
        rx.el.form(
            rx.el.p(t("employer.board.hire_text"), class_name="soft small"),
            select_field(
                "contract",
                t("employer.board.contract"),
                [("", t("employer.board.choose"))]
                + [(kind.value, t(kind.label_key)) for kind in CONTRACTS_OF_A_HIRE],
                error=_error("contract"),
                default_value=_asked.contract,
            ),
            rx.el.div(
                text_field(
                    "first_day",
                    t("employer.board.starts_on"),
                    type="date",
                    error=_error("first_day"),
                    default_value=_asked.starts_on,
                ),
                text_field(
                    "last_day",
                    t("employer.board.ends_on"),
                    type="date",
                    hint=t("employer.board.ends_hint"),
                    error=_error("last_day"),
                    default_value=_asked.ends_on,
                ),
                class_name="field-grid",
            ),
            _acts(t("employer.board.hire"), "party-popper", "yes"),
            on_submit=MatchesState.hire,
            no_validate=True,
            key=_asked.id,
            class_name="stack",
        ),
        about=_asked.id,
    )


def _why(why: WhyNot) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="radio", name="why", value=why.value, class_name="check"),
        rx.el.span(t(f"employer.board.why.{why.value}")),
        class_name="check-label",
    )


def _decline() -> rx.Component:
    return dialog(
        "tell-no",
        t("employer.board.no_title"),
        _head(),
        rx.el.form(
            rx.el.p(t("employer.board.no_text"), class_name="soft small"),
            rx.el.fieldset(
                rx.el.legend(t("employer.board.why_title")),
                *[_why(why) for why in WhyNot],
                class_name="stack-tight",
            ),
            _acts(t("employer.board.no"), "circle-minus", "danger"),
            on_submit=MatchesState.decline,
            key=_asked.id,
            class_name="stack",
        ),
        about=_asked.id,
    )


def _close() -> rx.Component:
    return dialog(
        "close-match",
        t("employer.matches.close_title"),
        rx.cond(_asked.person != "", _head()),
        rx.el.p(t("employer.matches.close_text")),
        rx.el.div(
            close_button(t("employer.matches.keep"), kind="outline"),
            close_button(
                t("employer.matches.close"),
                kind="danger",
                on_click=MatchesState.close(_asked.id),
            ),
            class_name="row dialog-acts",
        ),
        about=_asked.id,
    )


def _wrong(name: str) -> Any:
    state = BoardImmersionState
    return rx.cond(
        state.problems.contains(name),
        t_any("error.", state.problems[name], state.problem_values[name]),
        "",
    )


def _immersion() -> rx.Component:
    def day(name: str, **props: Any) -> rx.Component:
        label = t(f"immersions.form.{name}")
        return text_field(name, label, type="date", error=_wrong(name), **props)

    return dialog(
        "propose-immersion",
        t("employer.board.immersion_title"),
        _head(),
        rx.el.form(
            rx.el.p(t("employer.board.immersion_text"), class_name="soft small"),
            rx.el.div(
                day("starts_on"),
                day("ends_on", hint=t("immersions.form.ends_on_hint")),
                text_field(
                    "weekly_hours",
                    t("immersions.form.weekly_hours"),
                    error=_wrong("weekly_hours"),
                    input_mode="decimal",
                    default_value="35",
                    max_length=6,
                ),
                class_name="field-grid",
            ),
            text_area(
                "schedule",
                t("immersions.form.schedule"),
                hint=t("immersions.form.schedule_hint"),
                error=_wrong("schedule"),
                rows=2,
            ),
            rx.el.div(
                text_field("tutor", t("immersions.form.tutor"), error=_wrong("tutor")),
                text_field(
                    "tutor_function",
                    t("immersions.form.tutor_function"),
                    error=_wrong("tutor_function"),
                ),
                class_name="field-grid",
            ),
            text_area(
                "tasks",
                t("immersions.form.tasks"),
                hint=t("immersions.form.tasks_hint"),
                error=_wrong("tasks"),
                rows=3,
            ),
            _acts(t("employer.board.immersion_send"), "send"),
            on_submit=BoardImmersionState.send,
            no_validate=True,
            key="immersion-" + _asked.id,
            class_name="stack",
        ),
        about=_asked.id,
    )


def board_dialogs() -> rx.Component:
    """All of them, about the match asked of last; drawn anew, so closed, once something was told."""
    return rx.el.div(
        _interview(),
        _immersion(),
        _hire(),
        _decline(),
        _close(),
        key=MatchesState.dialog_key,
    )
