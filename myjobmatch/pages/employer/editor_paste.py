"""The editor's help at the start: a pasted offer fills the form, and says which fields to look at."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import button, chip, icon, text_area
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.employer_editor import EditorState


def _read(name: rx.Var[str]) -> rx.Component:
    return chip(t_any("employer.paste.field_", name), icon_name="check")


def paste_box() -> rx.Component:
    """An offer written elsewhere: paste it, and correct what was read."""
    return rx.el.details(
        rx.el.summary(
            icon("clipboard", size=18),
            rx.el.span(t("employer.paste.title"), class_name="strong"),
            class_name="row",
        ),
        rx.el.div(
            text_area(
                "pasted",
                t("employer.paste.text"),
                hint=t("employer.paste.hint"),
                default_value=EditorState.pasted,
                rows=6,
                max_length=20000,
            ),
            button(
                t("employer.paste.fill"),
                kind="outline",
                type="submit",
                icon_name="file-text",
                on_click=EditorState.intend("read"),
            ),
            rx.el.div(
                rx.cond(
                    EditorState.read.contains("nothing"),
                    rx.el.p(t("employer.paste.nothing")),
                    rx.cond(
                        EditorState.read.length() > 0,
                        rx.fragment(
                            rx.el.p(t("employer.paste.read"), class_name="strong"),
                            rx.el.ul(rx.foreach(EditorState.read, _read), class_name="chips"),
                        ),
                    ),
                ),
                id="read-from-text",
                tab_index=-1,
                role="status",
            ),
            class_name="stack editor-paste",
        ),
        open=EditorState.read.length() > 0,
        class_name="card",
    )
