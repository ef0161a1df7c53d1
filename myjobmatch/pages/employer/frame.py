"""The frame of every employer page: the rail, the company acted for, what holds it back."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import banner, desk_shell, empty_state, icon, link_button, nav_link
from myjobmatch.components.sheets import sheet
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
        sheet("company"),
        rx.match(
            EmployerState.company_status,
            ("pending", banner(rx.el.p(t("employer.pending")), tone="warn")),
            ("refused", _held_back("employer.refused")),
            ("suspended", _held_back("company.suspended")),
            rx.fragment(),
        ),
        *children,
        wide=wide,
    )


def _held_back(key: str) -> rx.Component:
    """What the structure decided, and why."""
    return banner(
        rx.el.p(t(key)),
        rx.cond(
            EmployerState.company_reason != "",
            rx.el.p(t("company.reason"), " ", rx.el.span(EmployerState.company_reason, dir="auto")),
        ),
        tone="bad",
    )


def company_tabs(active: str) -> rx.Component:
    """The pages about the company itself."""

    def tab(key: str, href: str) -> rx.Component:
        current: dict[str, Any] = {"aria_current": "page"} if key == active else {}
        return rx.el.li(nav_link(t(f"company.tab.{key}"), href=href, **current))

    return rx.el.nav(
        rx.el.ul(
            tab("company", "/employeur/entreprise"),
            tab("sites", "/employeur/etablissements"),
            tab("people", "/employeur/equipe"),
            class_name="company-tabs",
        ),
        aria_label=t("company.tab.label"),
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
