"""Notes with their readers, next steps, and the line that becomes an action."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    icon,
    icon_button,
    select_field,
    text_area,
    text_field,
)
from myjobmatch.components.desk_keys import pressed_by
from myjobmatch.domain.notes import LONGEST_NOTE, LONGEST_STEP, NoteSight
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.advisor.youth.parts import section
from myjobmatch.state.advisor.youth_notes import Note, Step, YouthNotesState

SIGHTS = [(one.value, t(f"file.sight.{one.value}")) for one in (NoteSight.STRUCTURE, NoteSight.ME)]


def quick_line() -> rx.Component:
    """One line, what it would become, and that it was added."""
    state = YouthNotesState
    return rx.cond(
        state.own,
        rx.el.div(
            rx.el.form(
                text_field(
                    "line",
                    t("file.line.label"),
                    placeholder=t("file.line.hint"),
                    value=state.line,
                    on_change=state.read_line.debounce(200),
                    max_length=200,
                    auto_complete="off",
                    custom_attrs=pressed_by("+"),
                ),
                button(t("file.line.add"), kind="outline", type="submit", icon_name="plus"),
                on_submit=state.add_line,
                class_name="file-line",
            ),
            rx.el.p(
                rx.cond(
                    state.line_title != "",
                    rx.el.span(
                        rx.el.bdi(state.line_title, class_name="strong"),
                        " · ",
                        t_any("enum.ActionCategory.", state.line_category),
                        " · ",
                        t("file.line.minutes", minutes=state.line_minutes),
                        rx.cond(
                            state.line_day != "",
                            rx.el.span(" · ", t("file.line.day", at=state.line_day)),
                        ),
                    ),
                    "",
                ),
                class_name="soft small file-line-read",
                aria_live="polite",
            ),
            rx.el.div(
                rx.cond(
                    state.added != "",
                    banner(
                        rx.el.div(
                            rx.el.p(t("file.line.added", title=state.added)),
                            button(
                                t("today.undo"),
                                kind="outline",
                                icon_name="undo-2",
                                on_click=state.undo_line,
                            ),
                            class_name="spread",
                        ),
                        tone="yes",
                    ),
                ),
                role="status",
            ),
            class_name="card file-quick",
        ),
    )


def next_steps() -> rx.Component:
    """What to do next, and what was done this week."""
    state = YouthNotesState

    def line(step: rx.Var[Step]) -> rx.Component:
        return rx.el.li(
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    class_name="check",
                    checked=step.done,
                    on_change=lambda done: state.tick(step.id, done),
                ),
                rx.el.span(
                    rx.el.bdi(step.text, class_name=rx.cond(step.done, "file-settled", "strong")),
                    rx.cond(
                        step.day != "",
                        rx.el.span(t("file.step.day", at=step.day), class_name="soft small"),
                    ),
                    rx.cond(step.late, badge(t("file.step.late"), tone="warn")),
                    class_name="file-step",
                ),
                class_name="check-label",
            ),
            key=step.id,
        )

    return section(
        t("file.step.title"),
        rx.cond(
            state.steps.length() > 0,
            rx.el.ul(rx.foreach(state.steps, line), class_name="facts"),
            rx.el.p(t("file.step.none"), class_name="soft"),
        ),
        rx.el.form(
            text_field("step", t("file.step.text"), max_length=LONGEST_STEP, auto_complete="off"),
            text_field("step-day", t("file.step.when"), type="date"),
            button(t("file.add"), kind="outline", type="submit"),
            on_submit=state.add_step,
            reset_on_submit=True,
            class_name="file-step-form",
        ),
    )


def notes() -> rx.Component:
    """The notes that the reader may read."""
    state = YouthNotesState
    return section(
        t("file.note.title"),
        rx.el.form(
            text_area("note", t("file.note.text"), rows=3, max_length=LONGEST_NOTE),
            rx.el.div(
                select_field("note-sight", t("file.note.sight"), SIGHTS),
                button(t("file.note.write"), kind="outline", type="submit"),
                class_name="file-note-foot",
            ),
            on_submit=state.write,
            reset_on_submit=True,
            class_name="stack",
        ),
        rx.el.div(
            rx.cond(
                state.deleted != "",
                banner(
                    rx.el.div(
                        rx.el.p(t("file.note.deleted")),
                        button(t("today.undo"), kind="outline", on_click=state.restore),
                        class_name="spread",
                    )
                ),
            ),
            role="status",
        ),
        rx.cond(
            state.notes.length() > 0,
            rx.el.ul(rx.foreach(state.notes, _note), class_name="facts"),
            rx.el.p(t("file.note.none"), class_name="soft"),
        ),
    )


def _note(note: rx.Var[Note]) -> rx.Component:
    state = YouthNotesState
    return rx.el.li(
        rx.cond(
            state.editing == note.id,
            rx.el.form(
                rx.el.label(
                    t("file.note.text"),
                    rx.el.textarea(
                        name="text", rows="4", default_value=note.text, class_name="input"
                    ),
                ),
                rx.el.label(
                    t("file.note.sight"),
                    rx.el.select(
                        *[rx.el.option(label, value=value) for value, label in SIGHTS],
                        name="sight",
                        default_value=note.sight,
                        class_name="input",
                    ),
                ),
                rx.el.div(
                    button(t("file.note.save"), type="submit", kind="outline"),
                    button(t("file.note.leave"), kind="quiet", on_click=state.edit(note.id)),
                    class_name="row",
                ),
                on_submit=state.change,
                class_name="stack file-note-edit",
            ),
            rx.el.div(
                rx.el.p(note.text, dir="auto", class_name="file-note-text"),
                rx.el.p(
                    note.author,
                    " · ",
                    t("advisor.youth.on_at", at=note.at),
                    rx.cond(
                        note.edited_at != "",
                        rx.el.span(" · ", t("file.note.edited", at=note.edited_at)),
                    ),
                    rx.cond(
                        note.sight == NoteSight.ME.value,
                        rx.el.span(" · ", icon("lock", size=14), t("file.sight.me")),
                    ),
                    class_name="soft small",
                ),
                class_name="fact-words",
            ),
        ),
        rx.cond(
            note.mine & (state.editing != note.id),
            rx.el.div(
                icon_button("pencil", t("file.note.edit"), on_click=state.edit(note.id)),
                icon_button("trash-2", t("file.note.delete"), on_click=state.delete(note.id)),
                class_name="fact-state",
            ),
        ),
        key=note.id,
    )
