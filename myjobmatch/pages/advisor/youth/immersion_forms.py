"""The forms of an immersion: what it comes from, the agreement, the review. An error stands beside its field."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    select_field,
    text_area,
    text_field,
)
from myjobmatch.domain.enums import LabelledEnum
from myjobmatch.domain.immersion_rules import LENGTHS, WORDS_AT_MOST
from myjobmatch.domain.immersions import ImmersionDone, ImmersionPurpose, ObjectivesMet
from myjobmatch.domain.outcomes import CONTRACTS_OF_A_HIRE
from myjobmatch.i18n.t import t, t_any
from myjobmatch.state.advisor.immersions import ImmersionsState, Source
from myjobmatch.state.advisor.youth_head import YouthHeadState

OF_AGE = 18
_D: Any = ImmersionsState.draft
_R: Any = ImmersionsState.review_draft


def choice() -> rx.Component:
    """What a new agreement comes from."""
    state = ImmersionsState
    return card(
        rx.el.h2(t("immersions.from"), class_name="h3"),
        rx.el.ul(
            rx.foreach(state.sources, _source),
            rx.el.li(
                button(
                    t("immersions.from_nothing"),
                    kind="outline",
                    icon_name="plus",
                    on_click=state.take(-1),
                )
            ),
            class_name="immersion-sources",
        ),
        rx.el.div(button(t("immersions.form.leave"), kind="quiet", on_click=state.leave)),
        class_name="stack",
    )


def _source(view: rx.Var[Source]) -> rx.Component:
    one: Any = view
    return rx.el.li(
        rx.el.button(
            rx.el.span(
                rx.el.bdi(one.title, class_name="strong"),
                rx.el.bdi(one.company, class_name="soft small"),
                class_name="fact-words",
            ),
            rx.cond(
                one.matched,
                badge(t("immersions.from_match"), icon_name="handshake"),
                badge(t("immersions.from_application"), icon_name="send"),
            ),
            type="button",
            on_click=ImmersionsState.take(one.place),
            class_name="immersion-source",
        ),
        key=one.place,
    )


def agreement_form() -> rx.Component:
    """An agreement that is written."""
    state = ImmersionsState
    return rx.el.form(
        card(
            rx.el.h2(
                rx.cond(state.current != "", t("immersions.form.edit"), t("immersions.form.new")),
                class_name="h3",
            ),
            _what(),
            _who(),
            _when(),
            rx.cond((YouthHeadState.age > 0) & (YouthHeadState.age < OF_AGE), _minor()),
            _count(),
            rx.el.div(
                button(
                    t("immersions.form.ready"),
                    type="submit",
                    icon_name="file-check",
                    on_click=state.intend(True),
                ),
                button(
                    t("immersions.form.keep"),
                    type="submit",
                    kind="outline",
                    on_click=state.intend(False),
                ),
                button(
                    t("immersions.form.leave"), type="button", kind="quiet", on_click=state.leave
                ),
                class_name="row",
            ),
            class_name="stack",
        ),
        on_submit=state.save,
        no_validate=True,
        key=state.form_key,
        class_name="immersion-form",
    )


def _what() -> rx.Component:
    return _group(
        "immersions.form.what",
        _line("title", t("immersions.form.title"), _D.title),
        select_field(
            "purpose",
            t("immersions.form.purpose"),
            _options(ImmersionPurpose),
            default_value=_D.purpose,
            error=_problem("purpose"),
        ),
        _lines(
            "objectives",
            t("immersions.form.objectives"),
            _D.objectives,
            hint=t("immersions.form.objectives_hint"),
        ),
        _lines("tasks", t("immersions.form.tasks"), _D.tasks, hint=t("immersions.form.tasks_hint")),
    )


def _who() -> rx.Component:
    return _group(
        "immersions.form.who",
        _pair(
            _line("host_name", t("immersions.form.host_name"), _D.host_name),
            text_field(
                "host_siret",
                t("immersions.form.host_siret"),
                default_value=_D.host_siret,
                hint=t("immersions.form.host_siret_hint"),
                error=_problem("host_siret"),
                max_length=20,
                input_mode="numeric",
            ),
        ),
        _line("host_address", t("immersions.form.host_address"), _D.host_address),
        _line("host_signer", t("immersions.form.host_signer"), _D.host_signer),
        _pair(
            _line("tutor", t("immersions.form.tutor"), _D.tutor),
            _line("tutor_function", t("immersions.form.tutor_function"), _D.tutor_function),
        ),
    )


def _when() -> rx.Component:
    return _group(
        "immersions.form.when",
        _pair(
            text_field(
                "starts_on",
                t("immersions.form.starts_on"),
                type="date",
                default_value=_D.starts_on,
                error=_problem("starts_on"),
            ),
            text_field(
                "ends_on",
                t("immersions.form.ends_on"),
                type="date",
                default_value=_D.ends_on,
                hint=t("immersions.form.ends_on_hint"),
                error=_problem("ends_on"),
            ),
            text_field(
                "weekly_hours",
                t("immersions.form.weekly_hours"),
                default_value=_D.weekly_hours,
                error=_problem("weekly_hours"),
                input_mode="decimal",
                max_length=6,
            ),
        ),
        _lines(
            "schedule",
            t("immersions.form.schedule"),
            _D.schedule,
            hint=t("immersions.form.schedule_hint"),
            rows=3,
        ),
    )


def _minor() -> rx.Component:
    return _group(
        "immersions.form.minor",
        _line("representative", t("immersions.form.representative"), _D.representative),
        _ticked(
            "minor_work",
            t("immersions.form.minor_work"),
            error=_problem("minor_work"),
            default_checked=_D.minor_work,
        ),
    )


def review_form() -> rx.Component:
    """The review of an immersion."""
    state = ImmersionsState
    return rx.el.form(
        rx.el.h3(
            rx.cond(_R.correct, t("immersions.review.correct_title"), t("immersions.review.title")),
            class_name="h3",
        ),
        rx.el.p(t("immersions.review.read_by"), class_name="soft small"),
        _pair(
            select_field(
                "done",
                t("immersions.review.done"),
                _options(ImmersionDone),
                default_value=_R.done,
                error=_problem("done"),
            ),
            select_field(
                "objectives_met",
                t("immersions.review.objectives"),
                _options(ObjectivesMet),
                default_value=_R.objectives_met,
                error=_problem("objectives_met"),
            ),
        ),
        _words("youth_words", t("immersions.review.youth_words"), _R.youth_words),
        _words("host_words", t("immersions.review.host_words"), _R.host_words),
        _ticked(
            "hired",
            t("immersions.review.hired"),
            error=_problem("hired"),
            default_checked=_R.hired,
            on_change=state.choose_hired,
        ),
        rx.cond(
            state.hired,
            _pair(
                select_field(
                    "contract",
                    t("immersions.review.contract"),
                    [
                        ("", t("immersions.form.choose")),
                        *[
                            (kind.value, t_any("enum.ContractKind.", rx.Var.create(kind.value)))
                            for kind in CONTRACTS_OF_A_HIRE
                        ],
                    ],
                    default_value=_R.contract,
                    error=_problem("contract"),
                ),
                text_field(
                    "contract_starts_on",
                    t("immersions.review.contract_starts_on"),
                    type="date",
                    default_value=_R.contract_starts_on,
                    error=_problem("contract_starts_on"),
                ),
                text_field(
                    "contract_ends_on",
                    t("immersions.review.contract_ends_on"),
                    type="date",
                    default_value=_R.contract_ends_on,
                    hint=t("immersions.review.contract_ends_hint"),
                    error=_problem("contract_ends_on"),
                ),
            ),
        ),
        _count(),
        rx.el.div(
            button(
                rx.cond(
                    _R.correct, t("immersions.review.save_correction"), t("immersions.review.save")
                ),
                type="submit",
                icon_name="check",
            ),
            button(t("immersions.form.leave"), type="button", kind="quiet", on_click=state.leave),
            class_name="row",
        ),
        on_submit=state.review,
        no_validate=True,
        key=state.form_key,
        class_name="stack immersion-review",
    )


def _problem(name: str) -> rx.Var[str]:
    """What is wrong with a field; empty when nothing is."""
    state = ImmersionsState
    return rx.cond(
        state.problems.contains(name),
        t_any("error.", state.problems[name], state.problem_values[name]),
        "",
    )


def _count() -> rx.Component:
    """How many fields are to be mended, told when a button was pressed."""
    state = ImmersionsState
    return rx.el.div(
        rx.cond(
            state.problems.length() > 0,
            banner(
                rx.el.p(t("immersions.form.problems", count=state.problems.length())), tone="warn"
            ),
        ),
        role="alert",
    )


def _group(title: str, *children: Any) -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(t(title), class_name="strong"),
        *children,
        class_name="immersion-group stack",
    )


def _pair(*children: Any) -> rx.Component:
    return rx.el.div(*children, class_name="workshops-pair")


def _line(name: str, label: rx.Var[str], value: Any) -> rx.Component:
    return text_field(
        name, label, default_value=value, error=_problem(name), max_length=LENGTHS[name]
    )


def _lines(name: str, label: rx.Var[str], value: Any, **props: Any) -> rx.Component:
    return text_area(
        name,
        label,
        default_value=value,
        error=_problem(name),
        max_length=LENGTHS[name],
        **({"rows": 4} | props),
    )


def _words(name: str, label: rx.Var[str], value: Any) -> rx.Component:
    return text_area(
        name,
        label,
        default_value=value,
        rows=3,
        error=_problem(name),
        max_length=WORDS_AT_MOST,
    )


def _ticked(
    name: str, label: rx.Var[str], *, error: rx.Var[str] | None = None, **props: Any
) -> rx.Component:
    """A box to tick, with its error beside."""
    below = []
    if error is not None:
        props["aria_describedby"] = f"{name}-error"
        below = [rx.el.p(error, id=f"{name}-error", class_name="field-error", aria_live="polite")]
    return rx.el.div(
        rx.el.label(
            rx.el.input(type="checkbox", id=name, name=name, class_name="check", **props),
            rx.el.span(label),
            class_name="check-label",
        ),
        *below,
        class_name="field",
    )


def _options(kind: type[LabelledEnum]) -> list[tuple[str, rx.Var[str]]]:
    prefix = f"enum.{kind.__name__}."
    return [
        ("", t("immersions.form.choose")),
        *[(one.value, t_any(prefix, rx.Var.create(one.value))) for one in kind],
    ]
