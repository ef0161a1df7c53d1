"""Writing an offer: words first, then skills as chips, then the facts."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    banner,
    button,
    card,
    empty_state,
    icon,
    link_button,
    page_title,
    skeleton,
)
from myjobmatch.i18n.t import t
from myjobmatch.pages.employer.editor_facts import facts_box
from myjobmatch.pages.employer.editor_paste import paste_box
from myjobmatch.pages.employer.editor_preview import preview
from myjobmatch.pages.employer.editor_skills import skills_box
from myjobmatch.pages.employer.editor_text import text_box
from myjobmatch.pages.employer.frame import employer_page, no_company
from myjobmatch.pages.registry import page
from myjobmatch.state.employer_editor import EditorState


def _buttons() -> rx.Component:
    return rx.el.div(
        rx.match(
            EditorState.status,
            (
                "published",
                button(
                    t("employer.editor.update"),
                    type="submit",
                    icon_name="check",
                    on_click=EditorState.intend("keep"),
                ),
            ),
            (
                "submitted",
                button(
                    t("employer.editor.update"),
                    type="submit",
                    icon_name="check",
                    on_click=EditorState.intend("keep"),
                ),
            ),
            rx.el.div(
                button(
                    t("employer.editor.publish"),
                    type="submit",
                    icon_name="send",
                    on_click=EditorState.intend("publish"),
                ),
                button(
                    t("employer.editor.keep"),
                    kind="outline",
                    type="submit",
                    on_click=EditorState.intend("keep"),
                ),
                class_name="row",
            ),
        ),
        button(
            t("employer.preview.show"),
            kind="quiet",
            type="submit",
            icon_name="smartphone",
            on_click=EditorState.intend("preview"),
        ),
        rx.el.p(
            rx.cond(EditorState.saved, t("employer.editor.saved"), ""),
            role="status",
            class_name="done-word",
        ),
        rx.cond(
            EditorState.problems.length() > 0,
            rx.el.p(
                icon("circle-alert", size=18),
                t("employer.editor.problems", count=EditorState.problems.length()),
                class_name="problem",
                role="alert",
            ),
        ),
        class_name="editor-foot",
    )


def _form() -> rx.Component:
    return rx.el.form(
        rx.cond(EditorState.status == "draft", paste_box()),
        text_box(),
        skills_box(),
        facts_box(),
        rx.cond(EditorState.editable, _buttons()),
        preview(),
        on_submit=EditorState.save,
        key=EditorState.form_key,
        no_validate=True,
        class_name="stack editor",
    )


def _content() -> rx.Component:
    return rx.fragment(
        rx.cond(
            EditorState.refusal_reason != "",
            banner(
                rx.el.p(t("employer.offers.refused", reason=EditorState.refusal_reason)), tone="bad"
            ),
        ),
        rx.cond(
            EditorState.editable,
            None,
            banner(rx.el.p(t("employer.editor.over")), tone="no"),
        ),
        rx.cond(EditorState.company_id == "", no_company(), _form()),
    )


@page(
    "/employeur/offres/nouvelle",
    title="employer.editor.new_title",
    on_load=EditorState.load_new,
    keeps=True,
)
def new_offer() -> rx.Component:
    """A new offer."""
    return employer_page(
        "offers",
        page_title(t("employer.editor.new_title"), intro=t("employer.editor.intro")),
        rx.cond(EditorState.loaded, _content(), card(skeleton(8))),
    )


@page(
    "/employeur/offres/[offer_ref]",
    title="employer.editor.edit_title",
    on_load=EditorState.load,
    keeps=True,
)
def edit_offer() -> rx.Component:
    """An offer that is there already."""
    return employer_page(
        "offers",
        page_title(
            t("employer.editor.edit_title"),
            link_button(
                t("employer.editor.back"), "/employeur/offres", kind="quiet", icon_name="arrow-left"
            ),
        ),
        rx.cond(
            EditorState.loaded,
            _content(),
            rx.cond(
                EditorState.gone,
                empty_state(
                    "briefcase",
                    t("employer.editor.gone"),
                    t("employer.editor.gone_text"),
                    link_button(t("employer.editor.back"), "/employeur/offres"),
                ),
                card(skeleton(8)),
            ),
        ),
    )
