"""The frame of every employer page: the rail, the company acted for, what holds it back."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import banner, desk_shell, empty_state, icon, link_button
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t
from myjobmatch.state.employer import CompanyChoice, EmployerState


def employer_page(
    active: str, *children: Any, choose: Any = None, wide: bool = False
) -> rx.Component:
    """A page; `choose` is the handler by which an officer acts for another company."""
    return desk_shell(
        (Role.RECRUITER, Role.EMPLOYMENT_OFFICER),
        active,
        rx.cond(EmployerState.acting, _in_name_of(choose)),
        rx.cond(
            EmployerState.company_status == "pending",
            banner(rx.el.p(t("employer.pending")), tone="warn"),
        ),
        rx.cond(
            EmployerState.company_status == "refused",
            banner(rx.el.p(t("employer.refused")), tone="bad"),
        ),
        *children,
        wide=wide,
    )


def no_company() -> rx.Component:
    """For an officer whose structure follows no company yet."""
    return empty_state(
        "building-2",
        t("employer.no_company"),
        t("employer.no_company_text"),
        link_button(t("employer.no_company_act"), "/employeur/entreprise"),
    )


def _option(choice: rx.Var[CompanyChoice]) -> rx.Component:
    return rx.el.option(choice.name, value=choice.id)


def _in_name_of(choose: Any) -> rx.Component:
    """An officer always sees in whose name they act."""
    if choose is None:
        return rx.el.p(
            icon("user-round-pen", size=18),
            rx.el.span(t("employer.acting_for", company=EmployerState.company_name)),
            class_name="acting-bar",
        )
    return rx.el.div(
        icon("user-round-pen", size=18),
        rx.el.label(t("employer.acting"), html_for="acting-company"),
        rx.el.select(
            rx.foreach(EmployerState.companies, _option),
            id="acting-company",
            value=EmployerState.company_id,
            on_change=choose,
            class_name="input select",
        ),
        class_name="acting-bar",
    )
