"""Signalements: what young people say is wrong with an offer, and the structure's answer."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    desk_shell,
    empty_state,
    nav_link,
    page_title,
    skeleton,
)
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.state.desk.reports import CompanyReportRow, ReportRow, ReportsState


def _answer(row: Any) -> rx.Component:
    return rx.el.div(
        button(
            t("employer.reports.keep"),
            kind="outline",
            on_click=ReportsState.settle(row.id, False),
        ),
        button(
            t("employer.reports.hide"), kind="danger", on_click=ReportsState.settle(row.id, True)
        ),
        class_name="row",
    )


def _report(report: rx.Var[ReportRow]) -> rx.Component:
    row: Any = report
    return rx.el.li(
        rx.el.div(
            rx.el.h2(t_any("enum.ReportReason.", row.reason), class_name="reports-reason"),
            badge(
                t_any("enum.ReportStatus.", row.status),
                tone=rx.cond(row.status == "open", "warn", "plain").to(str),  # type: ignore[arg-type]
            ),
            class_name="spread",
        ),
        rx.el.p(
            nav_link(row.title, href="/offre/" + row.offer_id, class_name="strong"),
            rx.cond(row.company != "", ", " + row.company.to(str), ""),
            rx.cond(row.place != "", ", " + row.place.to(str), ""),
            custom_attrs={"dir": "auto"},
        ),
        rx.cond(
            row.note != "",
            rx.el.p(t("employer.reports.note", note=row.note), custom_attrs={"dir": "auto"}),
        ),
        rx.el.p(t("employer.reports.at", at=row.at), class_name="soft small"),
        rx.cond(row.status == "open", _answer(row)),
        class_name="card stack",
    )


def _company_report(report: rx.Var[CompanyReportRow]) -> rx.Component:
    row: Any = report
    return rx.el.li(
        rx.el.div(
            rx.el.h3(t_any("candidates.report.", row.reason), class_name="reports-reason"),
            rx.cond(
                row.status == "open",
                badge(t("candidates.reports_open"), tone="warn"),
                badge(t("candidates.reports_settled", at=row.settled_at)),
            ),
            class_name="spread",
        ),
        rx.el.p(
            rx.el.span(row.company, class_name="strong"),
            " · ",
            t_any("enum.CompanyStatus.", row.company_status),
        ),
        rx.cond(
            row.excerpt != "",
            rx.el.figure(
                rx.el.figcaption(t("candidates.reports_message"), class_name="soft small"),
                rx.el.blockquote(row.excerpt, custom_attrs={"dir": "auto"}),
            ),
        ),
        rx.cond(
            row.note != "",
            rx.el.p(t("employer.reports.note", note=row.note), custom_attrs={"dir": "auto"}),
        ),
        rx.el.p(t("employer.reports.at", at=row.at), class_name="soft small"),
        rx.cond(
            row.status == "open",
            button(
                t("candidates.reports_settle"),
                kind="outline",
                on_click=ReportsState.settle_company(row.id),
            ),
        ),
        key=row.id,
        class_name="card stack",
    )


def _companies() -> rx.Component:
    """Employers reported, above the offers: somebody may be in danger."""
    return rx.cond(
        ReportsState.companies.length() > 0,
        rx.el.section(
            rx.el.h2(t("candidates.reports")),
            rx.el.p(t("candidates.reports_text"), class_name="soft"),
            rx.el.ul(
                rx.foreach(ReportsState.companies, _company_report),
                class_name="stack reports-list",
            ),
            class_name="stack",
        ),
    )


def _page(role: Role) -> rx.Component:
    return desk_shell(
        role,
        "reports",
        page_title(t("employer.reports.title"), intro=t("employer.reports.intro")),
        rx.cond(
            ReportsState.loaded,
            rx.el.div(
                _companies(),
                rx.cond(
                    ReportsState.rows.length() > 0,
                    rx.el.ul(
                        rx.foreach(ReportsState.rows, _report), class_name="stack reports-list"
                    ),
                    rx.cond(
                        ReportsState.companies.length() > 0,
                        rx.fragment(),
                        empty_state(
                            "flag",
                            t("employer.reports.empty"),
                            t("employer.reports.empty_text"),
                        ),
                    ),
                ),
                class_name="stack",
            ),
            skeleton(),
        ),
    )


@page("/signalements", title="employer.reports.title", on_load=ReportsState.load)
def reports() -> rx.Component:
    """A list; each is answered once. Each of the two roles within its own rail."""
    return rx.cond(
        ReportsState.role == Role.MANAGER.value,
        _page(Role.MANAGER),
        _page(Role.EMPLOYMENT_OFFICER),
    )
