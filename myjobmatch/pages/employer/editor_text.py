"""The editor's first box: title, description, and the words that may not stand in them."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import banner, chip_choice, icon, text_area, text_field
from myjobmatch.components.marked_words import marked_text, word_list
from myjobmatch.i18n.t import t
from myjobmatch.pages.employer.editor_parts import box, problem_of
from myjobmatch.state.employer_draft import Suggestion
from myjobmatch.state.employer_editor import EditorState

_draft = EditorState.draft


def _words() -> rx.Component:
    """The words that may not stand, marked in the text, each with its reason and another way to say it."""
    return rx.el.div(
        rx.cond(
            EditorState.words.length() + EditorState.asked.length() > 0,
            banner(
                marked_text(EditorState.marked_title, t("employer.editor.name")),
                marked_text(EditorState.marked_description, t("employer.editor.description")),
                rx.cond(
                    EditorState.words.length() > 0,
                    rx.fragment(
                        rx.el.p(t("employer.wording.title"), class_name="strong"),
                        word_list(EditorState.words),
                    ),
                ),
                rx.cond(
                    EditorState.asked.length() > 0,
                    rx.fragment(
                        rx.el.p(t("employer.wording.ask_title"), class_name="strong"),
                        word_list(EditorState.asked),
                        rx.el.p(t("employer.wording.ask_text"), class_name="small"),
                    ),
                ),
                tone="warn",
            ),
        ),
        id="wording",
        aria_live="polite",
    )


def _occupation(hint: rx.Var[Suggestion]) -> rx.Component:
    return chip_choice(
        hint.label,
        chosen=hint.id == EditorState.occupation_id,
        on_click=EditorState.choose_occupation(hint.id, hint.label),
    )


def text_box() -> rx.Component:
    """Title, occupation, description, and what must be said otherwise."""
    return box(
        "text",
        "employer.editor.text",
        text_field(
            "title",
            t("employer.editor.name"),
            hint=t("employer.editor.name_hint"),
            error=problem_of("title"),
            default_value=_draft.title,
            on_change=EditorState.typed_title.debounce(350),
            max_length=200,
            auto_complete="off",
        ),
        rx.el.div(
            rx.cond(
                EditorState.occupation_id > 0,
                rx.el.p(
                    icon("badge-check", size=18),
                    rx.el.span(t("employer.editor.occupation", name=EditorState.occupation)),
                    class_name="row small",
                ),
            ),
            rx.cond(
                EditorState.occupations.length() > 0,
                rx.el.div(
                    rx.el.p(t("employer.editor.which_occupation"), class_name="small soft"),
                    rx.el.div(rx.foreach(EditorState.occupations, _occupation), class_name="row"),
                ),
            ),
            class_name="stack-small",
            aria_live="polite",
        ),
        text_area(
            "description",
            t("employer.editor.description"),
            hint=t("employer.editor.description_hint"),
            error=problem_of("description"),
            default_value=_draft.description,
            on_change=EditorState.typed_description.debounce(500),
            rows=9,
            max_length=6000,
        ),
        _words(),
    )
