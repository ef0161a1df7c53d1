"""The editor's third box: contract, hours, pay, place, start, and what the law asks to know."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import checkbox_field, select_field, text_field
from myjobmatch.domain.enums import ExperienceDemand, Schedule
from myjobmatch.domain.remote import Remote
from myjobmatch.i18n.t import t
from myjobmatch.pages.employer.editor_parts import box, problem_of
from myjobmatch.pages.employer.editor_site import site_field
from myjobmatch.state.employer_editor import EditorState
from myjobmatch.state.employer_form import CONTRACTS, LICENCES

_draft = EditorState.draft


def facts_box() -> rx.Component:
    """Contract, hours, pay, place, start, experience, licences."""
    return box(
        "facts",
        "employer.editor.facts",
        rx.el.div(
            select_field(
                "contract",
                t("employer.editor.contract"),
                [
                    ("", t("employer.editor.choose")),
                    *((kind.value, t(kind.label_key)) for kind in CONTRACTS),
                ],
                error=problem_of("contract"),
                default_value=_draft.contract,
            ),
            text_field(
                "weekly_hours",
                t("employer.editor.hours"),
                error=problem_of("weekly_hours"),
                default_value=_draft.weekly_hours,
                input_mode="decimal",
            ),
            text_field(
                "positions",
                t("employer.editor.positions"),
                error=problem_of("positions"),
                default_value=_draft.positions,
                input_mode="numeric",
            ),
            text_field(
                "starts_on",
                t("employer.editor.start"),
                hint=t("employer.editor.start_hint"),
                error=problem_of("starts_on"),
                default_value=_draft.starts_on,
                type="date",
            ),
            text_field(
                "pay_hourly_min",
                t("employer.editor.hourly"),
                hint=t("employer.editor.hourly_hint"),
                error=problem_of("pay_hourly_min"),
                default_value=_draft.pay_hourly_min,
                input_mode="decimal",
            ),
            text_field(
                "pay_text",
                t("employer.editor.pay"),
                hint=t("employer.editor.pay_hint"),
                error=problem_of("pay_text"),
                default_value=_draft.pay_text,
                max_length=200,
            ),
            site_field(),
            select_field(
                "experience",
                t("employer.editor.experience"),
                [(kind.value, t(kind.label_key)) for kind in ExperienceDemand],
                default_value=_draft.experience,
            ),
            select_field(
                "remote",
                t("employer.editor.remote"),
                [(kind.value, t(kind.label_key)) for kind in Remote],
                default_value=_draft.remote,
            ),
            class_name="field-grid",
        ),
        rx.el.p(t("employer.editor.unpaid_kinds"), class_name="soft small"),
        rx.el.fieldset(
            rx.el.legend(t("employer.editor.schedules")),
            rx.el.div(
                *[
                    checkbox_field(
                        f"schedule_{kind.value}",
                        t(kind.label_key),
                        default_checked=_draft.schedules.contains(kind.value),
                    )
                    for kind in Schedule
                ],
                class_name="checks",
            ),
        ),
        rx.el.fieldset(
            rx.el.legend(t("employer.editor.licences")),
            rx.el.div(
                *[
                    checkbox_field(
                        f"licence_{kind.value}",
                        t(kind.label_key),
                        default_checked=_draft.licences.contains(kind.value),
                    )
                    for kind in LICENCES
                ],
                class_name="checks",
            ),
        ),
        rx.el.fieldset(
            rx.el.legend(t("employer.editor.law")),
            checkbox_field(
                "night_work", t("employer.editor.night"), default_checked=_draft.night_work
            ),
            checkbox_field(
                "hazardous_work",
                t("employer.editor.hazard"),
                default_checked=_draft.hazardous_work,
            ),
        ),
    )
