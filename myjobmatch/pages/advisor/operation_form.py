"""Writing an operation: what it is, its money, with whom, and who may see its figures."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    button,
    card,
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
from myjobmatch.state.advisor.operation_form import OperationFormState, Option

_S = OperationFormState


@page(
    "/conseil/operations/ecrire",
    title="fse.form.title_new",
    on_load=OperationFormState.load,
    keeps=True,
)
def operation_form() -> rx.Component:
    """For the manager of the structure that leads."""
    return desk_shell(
        Role.MANAGER,
        "operations",
        sheet("fse"),
        nav_link(
            icon("arrow-left", size=18),
            rx.el.span(t("fse.back")),
            href="/conseil/operations",
            class_name="back-link",
        ),
        rx.cond(
            _S.missing,
            empty_state("euro", t("fse.unknown"), t("fse.unknown_text"), heading=1),
            rx.cond(_S.loaded, rx.el.div(_title(), _form()), skeleton(8)),
        ),
    )


def _title() -> rx.Component:
    return page_title(rx.cond(_S.editing == "", t("fse.form.title_new"), t("fse.form.title_edit")))


def _problem(name: str) -> rx.Var[str]:
    """What is wrong with a field; empty when nothing is."""
    return rx.cond(
        _S.problems.contains(name),
        t_any("error.", _S.problems[name], _S.problem_values[name]),
        "",
    )


def _field(name: str, value: Any, **props: Any) -> rx.Component:
    return text_field(
        name, t(f"fse.form.{name}"), default_value=value, error=_problem(name), **props
    )


def _form() -> rx.Component:
    d = _S.draft
    return rx.el.form(
        card(
            _field("title", d.title, max_length=200, required=True),
            _field("number", d.number, max_length=40),
            rx.el.div(
                _field("starts_on", d.starts_on, type="date", required=True),
                _field("ends_on", d.ends_on, type="date", required=True),
                class_name="fse-pair",
            ),
            rx.el.div(
                _field("cost", d.cost, input_mode="decimal", required=True),
                _field("grant", d.grant, input_mode="decimal", required=True),
                text_field(
                    "rate",
                    t("fse.form.rate"),
                    default_value=d.rate,
                    hint=t("fse.form.rate_hint"),
                    error=_problem("rate"),
                    input_mode="decimal",
                ),
                class_name="fse-pair",
            ),
            class_name="stack",
        ),
        rx.cond(
            _S.structures.length() > 0,
            _choices("structures", _S.structures),
        ),
        rx.cond(
            _S.funders.length() > 0,
            _choices("funders", _S.funders),
            rx.el.p(t("fse.form.funders_none"), class_name="soft"),
        ),
        rx.el.div(
            button(t("fse.form.save"), type="submit", icon_name="check"),
            link_button(
                t("fse.form.cancel"),
                rx.cond(
                    _S.editing == "",
                    "/conseil/operations",
                    "/conseil/operations/" + _S.editing,
                ),
                kind="quiet",
            ),
            class_name="row",
        ),
        on_submit=_S.save,
        no_validate=True,
        key=_S.form_key,
        class_name="stack fse-form",
    )


def _choices(kind: str, options: rx.Var[list[Option]]) -> rx.Component:
    def option(one: rx.Var[Option]) -> rx.Component:
        it: Any = one
        return rx.el.label(
            rx.el.input(
                type="checkbox",
                default_checked=it.chosen,
                on_change=lambda chosen: _S.choose(kind, it.id, chosen),
                class_name="check",
            ),
            rx.el.bdi(it.name),
            class_name="check-label",
        )

    return card(
        rx.el.fieldset(
            rx.el.legend(t(f"fse.form.{kind}"), class_name="field-label"),
            rx.el.p(t(f"fse.form.{kind}_hint"), class_name="field-hint"),
            rx.foreach(options, option),
            rx.el.p(_problem(kind), class_name="field-error", aria_live="polite"),
            id=kind,
            tab_index=-1,
            class_name="fse-choices",
        ),
    )
