"""The editor's second box: skills as chips, suggested from the text, and aptitudes."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import chip_choice, icon, icon_button, text_field
from myjobmatch.i18n.t import t
from myjobmatch.pages.employer.editor_parts import box, problem_of
from myjobmatch.state.employer_draft import AptitudeChip, SkillChip, Suggestion
from myjobmatch.state.employer_editor import EditorState


def _skill(chip: rx.Var[SkillChip]) -> rx.Component:
    return rx.el.li(
        rx.el.span(chip.label, class_name="skill-name"),
        rx.el.button(
            rx.cond(chip.essential, t("employer.editor.essential"), t("employer.editor.wished")),
            type="button",
            on_click=EditorState.turn_skill(chip.id),
            aria_label=t("employer.editor.turn", skill=chip.label),
            class_name=rx.cond(chip.essential, "level level-essential", "level"),
        ),
        icon_button(
            "x",
            t("employer.editor.remove", skill=chip.label),
            on_click=EditorState.remove_skill(chip.id),
        ),
        key=chip.id,
        class_name="skill-chip",
    )


def _suggestion(hint: rx.Var[Suggestion]) -> rx.Component:
    return rx.el.button(
        icon("plus", size=16),
        rx.el.span(hint.label),
        type="button",
        on_click=EditorState.add_skill(hint.id, hint.label),
        class_name="chip chip-choice chip-add",
    )


def _aptitude(chip: rx.Var[AptitudeChip]) -> rx.Component:
    return rx.el.span(
        chip_choice(
            chip.label,
            chosen=chip.chosen,
            on_click=EditorState.turn_aptitude(chip.id),
            custom_attrs={"data-fitting": rx.cond(chip.fitting, "true", "false")},
        ),
        rx.cond(
            chip.chosen,
            rx.el.button(
                rx.cond(
                    chip.essential, t("employer.editor.essential"), t("employer.editor.useful")
                ),
                type="button",
                on_click=EditorState.weigh_aptitude(chip.id),
                aria_label=t("employer.editor.weigh", aptitude=chip.label),
                class_name=rx.cond(chip.essential, "level level-essential", "level"),
            ),
        ),
        class_name="row",
    )


def skills_box() -> rx.Component:
    """What the person must be able to do, and how they are."""
    return box(
        "skills",
        "employer.editor.skills",
        rx.el.p(t("employer.editor.skills_hint"), class_name="soft small"),
        rx.el.div(
            rx.cond(
                problem_of("skills") != "",
                rx.el.p(icon("circle-alert", size=18), problem_of("skills"), class_name="problem"),
            ),
            id="skills",
            tab_index=-1,
            aria_live="polite",
        ),
        rx.cond(
            EditorState.skills.length() > 0,
            rx.el.ul(
                rx.foreach(EditorState.skills, _skill),
                class_name="plain-list skill-chips",
                aria_label=t("employer.editor.skills"),
            ),
        ),
        rx.el.div(
            rx.cond(
                EditorState.suggestions.length() > 0,
                rx.el.div(
                    rx.el.p(t("employer.editor.suggested"), class_name="small strong"),
                    rx.el.div(rx.foreach(EditorState.suggestions, _suggestion), class_name="row"),
                    class_name="stack-small",
                ),
                rx.el.p(t("employer.editor.suggested_none"), class_name="soft small"),
            ),
            aria_live="polite",
        ),
        text_field(
            "skill_search",
            t("employer.editor.find_skill"),
            key=EditorState.skills.length().to_string(),
            on_change=EditorState.find_skill.debounce(250),
            auto_complete="off",
        ),
        rx.el.div(
            rx.cond(
                EditorState.found.length() > 0,
                rx.el.div(rx.foreach(EditorState.found, _suggestion), class_name="row"),
            ),
            aria_live="polite",
        ),
        rx.el.div(
            rx.el.p(t("employer.editor.aptitudes"), class_name="field-label", id="aptitudes-label"),
            rx.el.div(
                rx.foreach(EditorState.aptitudes, _aptitude),
                class_name="row",
                role="group",
                aria_labelledby="aptitudes-label",
            ),
            class_name="stack-small",
        ),
    )
