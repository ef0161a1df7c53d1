"""A participant of an operation: three forms, of which the one that is due is open."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    desk_shell,
    empty_state,
    icon,
    link_button,
    nav_link,
    page_title,
    skeleton,
    text_field,
)
from myjobmatch.components.sheets import sheet
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.state.advisor.participant import Asked, Choice, ParticipantState

_S = ParticipantState


@page(
    "/conseil/participants/[participant_id]",
    title="fse.participants",
    on_load=ParticipantState.load,
    keeps=True,
)
def participant() -> rx.Component:
    """What is known of them for the operation."""
    return desk_shell(
        Role.ADVISOR,
        "operations",
        sheet("fse"),
        rx.cond(
            _S.missing,
            empty_state(
                "user-round-x",
                t("fse.participant.unknown"),
                t("fse.participant.unknown_text"),
                link_button(t("fse.back"), "/conseil/operations", kind="outline"),
                heading=1,
            ),
            rx.cond(_S.loaded, _content(), skeleton(8)),
        ),
    )


def _content() -> rx.Component:
    f = _S.facts
    return rx.el.div(
        nav_link(
            icon("arrow-left", size=18),
            rx.el.span(t("fse.participant.back")),
            href="/conseil/operations/" + f.operation_id,
            class_name="back-link",
        ),
        page_title(
            f.name,
            link_button(
                t("fse.participant.file"),
                "/conseil/jeunes/" + f.youth_id,
                kind="outline",
                icon_name="contact-round",
            ),
            intro=f.operation,
        ),
        rx.el.div(
            badge(t("fse.participant.dates", entered=f.entered_on), icon_name="log-in"),
            rx.cond(
                f.left_on != "",
                badge(t("fse.participant.left", left=f.left_on), icon_name="log-out"),
            ),
            rx.cond(
                f.corrections > 0,
                badge(t("fse.participant.corrections", count=f.corrections), icon_name="history"),
            ),
            class_name="row",
        ),
        rx.cond(f.brief, banner(rx.el.p(t("fse.participant.brief")), tone="warn")),
        _section("entry", "entry", "entry", _entry()),
        _section("exit", "exit", "exit", _exit()),
        _section("six", "six_months", "six_months", _six()),
        class_name="stack",
    )


def _section(part: str, key: str, held: str, inside: rx.Component) -> rx.Component:
    told: Any = _S.told[held]
    return rx.el.details(
        rx.el.summary(
            rx.el.h2(t(f"fse.participant.{key}"), class_name="h3"),
            rx.cond(
                _S.told.contains(held),
                rx.cond(
                    _S.lacking[held] > 0,
                    badge(
                        t("fse.participant.lacks", count=_S.lacking[held]),
                        tone="warn",
                        icon_name="pencil",
                    ),
                    badge(t("fse.participant.complete"), tone="yes", icon_name="circle-check"),
                ),
                badge(t("fse.participant.empty"), icon_name="circle-dashed"),
            ),
        ),
        rx.el.div(
            rx.el.div(
                rx.cond(
                    _S.saved == part,
                    banner(
                        rx.el.p(
                            rx.cond(
                                _S.lacking[held] > 0,
                                t("fse.participant.saved_lacking", count=_S.lacking[held]),
                                t("fse.participant.saved"),
                            )
                        ),
                        tone="yes",
                    ),
                ),
                role="status",
            ),
            rx.cond(
                _S.told.contains(held),
                rx.el.p(
                    t(
                        "fse.participant.told",
                        at=told.at,
                        by=t_any("enum.ToldBy.", told.by),
                    ),
                    class_name="soft small",
                ),
            ),
            inside,
            class_name="stack",
        ),
        open=_S.part == part,
        id=part,
        class_name="card fold fse-part",
    )


def _problem(name: Any) -> rx.Var[str]:
    return rx.cond(
        _S.problems.contains(name),
        t_any("error.", _S.problems[name], _S.problem_values[name]),
        "",
    )


def _entry() -> rx.Component:
    return rx.el.form(
        rx.el.div(
            text_field(
                "entered_on",
                t("fse.participant.entered_on"),
                type="date",
                default_value=_S.facts.entered_on,
                error=_problem("entered_on"),
            ),
            class_name="fse-questions",
        ),
        _questions(_S.entry),
        rx.el.div(
            button(t("fse.participant.save_entry"), type="submit", icon_name="check"),
            class_name="row",
        ),
        on_submit=_S.save_entry,
        no_validate=True,
        key="entry-" + _S.form_key,
        class_name="stack",
    )


def _exit() -> rx.Component:
    f = _S.facts
    return rx.el.div(
        rx.cond(
            (f.left_on != "") & (_S.lacking["exit"] > 0),
            rx.el.p(icon("clock", size=18), t("fse.participant.exit_due", at=f.exit_due_on)),
        ),
        rx.el.form(
            rx.el.div(
                text_field(
                    "left_on",
                    t("fse.participant.left_on"),
                    type="date",
                    default_value=rx.cond(f.left_on != "", f.left_on, f.suggested_left_on),
                    hint=rx.cond(
                        (f.left_on == "") & (f.suggested_left_on != ""),
                        t("fse.participant.from_file"),
                        t("fse.participant.left_hint", days=f.exit_days),
                    ),
                    error=_problem("left_on"),
                ),
                class_name="fse-questions",
            ),
            _questions(_S.exit),
            rx.el.div(
                button(t("fse.participant.save_exit"), type="submit", icon_name="check"),
                rx.cond(
                    f.left_on != "",
                    button(
                        t("fse.participant.take_back"),
                        type="button",
                        kind="quiet",
                        icon_name="undo-2",
                        on_click=_S.take_back,
                    ),
                ),
                class_name="row",
            ),
            on_submit=_S.save_exit,
            no_validate=True,
            key="exit-" + _S.form_key,
            class_name="stack",
        ),
        class_name="stack",
    )


def _six() -> rx.Component:
    f = _S.facts
    return rx.cond(
        f.six_open,
        rx.el.div(
            rx.cond(
                _S.lacking["six_months"] > 0,
                rx.el.div(
                    rx.el.p(
                        rx.cond(
                            f.asked_at != "",
                            t("fse.participant.six_asked", at=f.asked_at),
                            t("fse.participant.six_not_asked"),
                        )
                    ),
                    rx.el.div(
                        button(
                            t("fse.participant.give_link"),
                            kind="outline",
                            icon_name="link",
                            on_click=_S.make_link,
                        ),
                        button(
                            t("fse.participant.unreachable"),
                            kind="outline",
                            icon_name="phone-off",
                            on_click=_S.unreachable,
                        ),
                        class_name="row",
                    ),
                    rx.cond(
                        _S.link != "",
                        text_field(
                            "link",
                            t("fse.participant.link"),
                            hint=t("fse.participant.link_hint"),
                            value=_S.link,
                            read_only=True,
                        ),
                    ),
                    class_name="stack",
                ),
            ),
            rx.el.form(
                _questions(_S.six),
                rx.el.div(
                    button(t("fse.participant.save_six"), type="submit", icon_name="check"),
                    class_name="row",
                ),
                on_submit=_S.save_six,
                no_validate=True,
                key="six-" + _S.form_key,
                class_name="stack",
            ),
            class_name="stack",
        ),
        rx.el.p(
            rx.cond(
                f.six_on != "",
                t("fse.participant.six_from", at=f.six_on),
                t("fse.participant.not_left"),
            ),
            class_name="soft",
        ),
    )


def _questions(asked: rx.Var[list[Asked]]) -> rx.Component:
    return rx.el.div(
        rx.foreach(asked, lambda one: rx.cond(one.shown, _question(one))),
        class_name="fse-questions",
    )


def _question(one: rx.Var[Asked]) -> rx.Component:
    """A question of the questionnaire, which is data: its field is drawn from what it says of itself."""
    it: Any = one
    problem = _problem(it.code)
    described = {
        "aria_describedby": it.code + "-below",
        "aria_invalid": rx.cond(_S.problems.contains(it.code), "true", "false"),
    }
    return rx.el.div(
        rx.el.label(t_any("fse.q.", it.label), html_for=it.code, class_name="field-label"),
        rx.match(
            it.kind,
            (
                "choice",
                rx.el.select(
                    rx.el.option("—", value=""),
                    rx.foreach(it.choices, _option),
                    id=it.code,
                    name=it.code,
                    default_value=it.value,
                    on_change=lambda value: _S.note(it.code, value),
                    class_name="input select",
                    **described,
                ),
            ),
            (
                "day",
                rx.el.input(
                    id=it.code,
                    name=it.code,
                    type="date",
                    default_value=it.value,
                    class_name="input",
                    **described,
                ),
            ),
            rx.el.input(
                id=it.code,
                name=it.code,
                default_value=it.value,
                max_length=120,
                class_name="input",
                **described,
            ),
        ),
        rx.el.p(
            rx.cond(
                problem != "",
                rx.el.span(icon("circle-alert", size=18), rx.el.span(problem)),
                rx.cond(
                    it.from_file,
                    rx.el.span(
                        icon("folder-open", size=16), rx.el.span(t("fse.participant.from_file"))
                    ),
                ),
            ),
            id=it.code + "-below",
            aria_live="polite",
            class_name=rx.cond(problem != "", "field-error", "field-hint fse-from-file"),
        ),
        class_name="field",
        custom_attrs={"data-lacks": rx.cond(it.lacks, "yes", "no")},
    )


def _option(choice: rx.Var[Choice]) -> rx.Component:
    it: Any = choice
    return rx.el.option(
        rx.cond(it.without, t_any("enum.Without.", it.label), t_any("fse.q.", it.label)),
        value=it.value,
    )
