"""A youth's matches on their file: how far each has come, and what the advisor may tell of it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import badge, button, icon, select_field, text_field
from myjobmatch.domain.outcomes import CONTRACTS_OF_A_HIRE, Stage
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth.parts import section
from myjobmatch.state.advisor.youth import MatchFact
from myjobmatch.state.advisor.youth_matches import YouthMatchesState

_OPEN = (Stage.IN_TOUCH, Stage.INTERVIEW, Stage.IMMERSION)


def _error(name: str) -> Any:
    state = YouthMatchesState
    return rx.cond(state.wrong_field == name, t_any("error.", state.problem), "")


def _contract(one: Any) -> rx.Component:
    return rx.el.form(
        select_field(
            "contract",
            t("advisor.youth.outcome.contract"),
            [("", t("advisor.youth.outcome.unknown"))]
            + [(kind.value, t(kind.label_key)) for kind in CONTRACTS_OF_A_HIRE],
            error=_error("contract"),
        ),
        text_field(
            "starts_on",
            t("advisor.youth.outcome.starts_on"),
            type="date",
            error=_error("starts_on"),
        ),
        rx.el.div(
            button(t("advisor.youth.outcome.keep"), type="submit", kind="yes"),
            button(
                t("advisor.youth.outcome.leave"),
                kind="quiet",
                on_click=YouthMatchesState.ask_contract(one.id),
            ),
            class_name="row",
        ),
        on_submit=YouthMatchesState.hire,
        no_validate=True,
        class_name="stack-tight",
    )


def _tell(one: Any) -> rx.Component:
    """What may be told next."""
    state = YouthMatchesState

    def says(stage: Stage, **props: Any) -> rx.Component:
        label = t(f"advisor.youth.outcome.{stage.value}")
        return button(label, kind="quiet", on_click=state.tell(one.id, stage.value), **props)

    return rx.el.details(
        rx.el.summary(t("advisor.youth.outcome.tell")),
        rx.el.div(
            rx.cond(one.stage == Stage.IN_TOUCH.value, says(Stage.INTERVIEW, icon_name="users")),
            button(
                t("advisor.youth.outcome.hired"),
                kind="quiet",
                icon_name="party-popper",
                on_click=state.ask_contract(one.id),
            ),
            says(Stage.NOT_HIRED, icon_name="circle-minus"),
            class_name="row",
        ),
        rx.cond(state.hiring == one.id, _contract(one)),
        class_name="fold",
    )


def _line(match: rx.Var[MatchFact]) -> rx.Component:
    one: Any = match
    open_stage = rx.match(one.stage, *[(stage.value, True) for stage in _OPEN], False)
    return rx.el.li(
        rx.el.div(
            rx.el.span(one.title, class_name="strong"),
            rx.el.span(one.company, class_name="soft small"),
            rx.cond(
                one.when != "",
                rx.el.span(
                    icon("calendar-check", size=16),
                    t("advisor.youth.outcome.at", at=one.when),
                    class_name="small row",
                ),
            ),
            rx.cond(
                one.contract != "",
                rx.el.span(
                    t_any("enum.ContractKind.", one.contract),
                    " · ",
                    t("advisor.youth.outcome.from", on=one.starts_on),
                    class_name="small",
                ),
            ),
            class_name="fact-words",
        ),
        rx.el.div(
            rx.cond(
                one.stage != "",
                badge(t_any("advisor.youth.stage.", one.stage)),
                badge(t_any("enum.MatchStatus.", one.status)),
            ),
            rx.cond(
                one.teller != "",
                rx.el.span(t_any("advisor.youth.told.", one.teller), class_name="soft small"),
            ),
            rx.el.span(t("advisor.youth.on", at=one.at), class_name="soft small"),
            class_name="fact-state",
        ),
        rx.cond(
            one.undoable,
            button(
                t("advisor.youth.outcome.undo"),
                kind="outline",
                icon_name="undo-2",
                on_click=YouthMatchesState.undo(one.id),
            ),
        ),
        rx.cond(open_stage, _tell(one)),
        key=one.id,
        class_name="fact-match",
    )


def matches() -> rx.Component:
    """All of them, the latest first."""
    state = YouthMatchesState
    return section(
        t("advisor.youth.matches"),
        rx.cond(
            state.matches.length() > 0,
            rx.el.ul(rx.foreach(state.matches, _line), class_name="facts"),
            rx.el.p(t("advisor.youth.no_matches"), class_name="soft"),
        ),
    )
