"""Up to three anonymous candidates side by side: the same lines for each, and the decision below."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import badge, button, icon, icon_button
from myjobmatch.components.desk_keys import pressed_by
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.employer.candidates_sheets import ASK, question_text
from myjobmatch.state.employer_candidates import CandidatesState
from myjobmatch.state.employer_cards import Asked, Column, SkillLine
from myjobmatch.state.employer_questions import QuestionsState


def tray() -> rx.Component:
    """Those set aside so far."""
    count = CandidatesState.marked.length()
    return rx.el.div(
        rx.cond(
            count > 0,
            rx.el.div(
                rx.el.p(
                    icon("columns-3", size=18),
                    rx.el.span(t("candidates.tray", count=count)),
                    class_name="strong row",
                ),
                rx.cond(
                    CandidatesState.full,
                    rx.el.p(t("candidates.mark_full"), class_name="small"),
                    rx.cond(count == 1, rx.el.p(t("candidates.tray_one"), class_name="soft small")),
                ),
                rx.el.div(
                    button(
                        rx.el.span(t("candidates.compare")),
                        kind="outline",
                        on_click=CandidatesState.compare,
                        disabled=count < 2,
                        custom_attrs=pressed_by("v"),
                    ),
                    button(
                        t("candidates.compare_clear"),
                        kind="quiet",
                        on_click=CandidatesState.clear_marks,
                    ),
                    class_name="row",
                ),
                class_name="candidate-tray",
            ),
        ),
        role="status",
    )


def _line(head: Any, cell: Any, **props: Any) -> rx.Component:
    return rx.el.tr(
        rx.el.th(head, scope="row"),
        rx.foreach(CandidatesState.compared.columns, lambda column: rx.el.td(cell(column.card))),
        **props,
    )


def _person(column: rx.Var[Column]) -> rx.Component:
    row: Any = column
    return rx.el.th(
        rx.el.div(
            rx.el.span(t("candidates.person", letter=row.letter)),
            icon_button(
                "x",
                t("candidates.compare_out"),
                on_click=CandidatesState.unmark(row.card.id),
            ),
            class_name="spread",
        ),
        rx.cond(
            row.card.likes_you,
            badge(t("employer.card.likes_you"), tone="act", icon_name="heart"),
        ),
        scope="col",
    )


def _stands(cell: rx.Var[str]) -> rx.Component:
    return rx.el.td(
        rx.match(
            cell,
            ("has", rx.el.span(icon("check", size=18), rx.el.span(t("candidates.cell.has")))),
            (
                "near",
                rx.el.span(
                    icon("equal-approximately", size=18), rx.el.span(t("candidates.cell.near"))
                ),
            ),
            rx.el.span(icon("circle-dashed", size=18), rx.el.span(t("candidates.cell.lacks"))),
        ),
        class_name="candidate-cell",
        custom_attrs={"data-cell": cell},
    )


def _skill(line: rx.Var[SkillLine]) -> rx.Component:
    row: Any = line
    return rx.el.tr(
        rx.el.th(
            row.label,
            rx.cond(
                row.essential, rx.el.span(t("employer.card.essential"), class_name="soft small by")
            ),
            scope="row",
        ),
        rx.foreach(row.cells, _stands),
    )


def _words(words: Any) -> rx.Component:
    return rx.cond(
        words.length() > 0,
        words.join(", "),
        rx.el.span(t("candidates.cell.nothing"), class_name="soft"),
    )


def _fit(card: Any) -> rx.Component:
    return rx.el.span(t_any("employer.fit.", card.fit))


def _free(card: Any) -> rx.Component:
    return rx.cond(
        card.month != "",
        t("employer.card.from", month=t_any("employer.month.", card.month), year=card.year),
        t("employer.card.now"),
    )


def _experience(card: Any) -> rx.Component:
    return rx.cond(
        card.experience != "",
        t_any("enum.ExperienceBand.", card.experience),
        t("employer.card.untold"),
    )


def _contracts(card: Any) -> rx.Component:
    return rx.cond(
        card.contracts.length() > 0,
        rx.el.ul(
            rx.foreach(card.contracts, lambda one: rx.el.li(t_any("enum.ContractKind.", one))),
            class_name="candidate-plain",
        ),
        rx.el.span(t("candidates.cell.nothing"), class_name="soft"),
    )


def asked_line(asked: rx.Var[Asked]) -> rx.Component:
    """A question and its answer, or that it waits."""
    row: Any = asked
    return rx.el.li(
        rx.el.span(question_text(row)),
        " ",
        rx.cond(
            row.answer != "",
            badge(t_any("candidates.answer.", row.answer), tone="yes"),
            badge(t("candidates.waiting"), tone="plain", icon_name="hourglass"),
        ),
    )


def _asked(card: Any) -> rx.Component:
    return rx.el.div(
        rx.cond(
            card.asked.length() > 0,
            rx.el.ul(rx.foreach(card.asked, asked_line), class_name="candidate-plain"),
        ),
        button(
            t("candidates.ask"),
            kind="quiet",
            icon_name="message-circle-question",
            on_click=QuestionsState.prepare(card.id),
            custom_attrs={"data-opens": ASK},
        ),
    )


def _decide(card: Any) -> rx.Component:
    return rx.el.div(
        button(
            t("employer.deck.like"),
            kind="yes",
            icon_name="heart",
            on_click=CandidatesState.decide(card.id, "like", ""),
        ),
        button(
            t("employer.deck.pass"),
            kind="no",
            icon_name="x",
            on_click=CandidatesState.decide(card.id, "pass", ""),
        ),
        class_name="stack-tight",
    )


def comparison() -> rx.Component:
    """In place of the pile; Escape leads back to it."""
    return rx.el.section(
        rx.el.div(
            button(
                t("candidates.compare_back"),
                kind="outline",
                icon_name="arrow-left",
                on_click=CandidatesState.leave_compare,
                custom_attrs=pressed_by("Escape"),
            ),
            button(
                t("employer.deck.undo"),
                kind="quiet",
                icon_name="undo-2",
                disabled=~CandidatesState.undoable,
                on_click=CandidatesState.undo,
                custom_attrs=pressed_by("u"),
            ),
            class_name="row",
        ),
        rx.el.h2(t("candidates.compare_title")),
        rx.el.p(t("candidates.compare_intro"), class_name="soft"),
        rx.el.div(
            rx.el.table(
                rx.el.caption(t("candidates.compare_title"), class_name="visually-hidden"),
                rx.el.thead(
                    rx.el.tr(
                        rx.el.td(),
                        rx.foreach(CandidatesState.compared.columns, _person),
                    )
                ),
                rx.el.tbody(
                    _line(t("candidates.row.wish"), lambda card: _words(card.looking_for)),
                    _line(t("candidates.row.fit"), _fit),
                ),
                rx.el.tbody(
                    rx.el.tr(
                        rx.el.th(
                            t("candidates.row.skills"),
                            scope="rowgroup",
                            col_span=CandidatesState.compared.columns.length() + 1,
                        ),
                        class_name="candidate-group",
                    ),
                    rx.foreach(CandidatesState.compared.skills, _skill),
                ),
                rx.el.tbody(
                    _line(t("candidates.row.aptitudes"), lambda card: _words(card.aptitudes)),
                    _line(t("candidates.row.others"), lambda card: _words(card.others)),
                    _line(t("candidates.row.experience"), _experience),
                    _line(
                        t("candidates.row.travel"),
                        lambda card: rx.el.span(t_any("employer.travel.", card.travel)),
                    ),
                    _line(t("candidates.row.free"), _free),
                    _line(t("candidates.row.contracts"), _contracts),
                    _line(t("candidates.row.asked"), _asked),
                    _line(t("candidates.row.act"), _decide, class_name="candidate-decide"),
                ),
                class_name="candidate-compare",
            ),
            class_name="candidate-compare-frame",
            tab_index=0,
            role="group",
            aria_label=t("candidates.compare_title"),
        ),
        class_name="stack",
    )
