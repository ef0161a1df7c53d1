"""What a youth may do about a company wherever they meet it: report it or one of its messages, block it."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components.actions import button
from myjobmatch.components.dialog import close_button, dialog
from myjobmatch.components.fields import text_area
from myjobmatch.components.plain_form import plain_form
from myjobmatch.components.store import call, store
from myjobmatch.domain.sharing import LONGEST_REPORT, CompanyReportReason
from myjobmatch.i18n.t import t

ACTS = "$/utils/mjm/sharing_acts"


def company_act(name: str, **about: Any) -> Any:
    """For `on_click`: `reportCompany` or `blockCompany`, about `company_id`, `company`, `offer_id`, `message_id`, …"""
    return call(name, rx.Var.create(about), module=ACTS)


def _reason(reason: CompanyReportReason) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio", name="reason", value=reason.value, required=True, class_name="check"
        ),
        rx.el.span(t(f"sharing.reason.{reason.value}")),
        class_name="check-label",
    )


def company_sheets() -> tuple[rx.Component, ...]:
    """The sheets that these acts open; once a page."""
    about = store.reporting
    return (
        dialog(
            "report-company",
            t("sharing.report_title"),
            rx.cond(
                about,
                plain_form(
                    rx.el.p(t("sharing.report_text"), class_name="soft"),
                    rx.cond(
                        about.excerpt != "",
                        rx.el.p(
                            t("sharing.report_excerpt", text=about.excerpt),
                            class_name="soft small",
                            custom_attrs={"dir": "auto"},
                        ),
                    ),
                    rx.el.fieldset(
                        rx.el.legend(rx.el.bdi(about.company), class_name="strong"),
                        *[_reason(reason) for reason in CompanyReportReason],
                        class_name="filter-group",
                    ),
                    text_area(
                        "note",
                        t("sharing.report_note"),
                        hint=t("sharing.report_hint"),
                        max_length=LONGEST_REPORT,
                    ),
                    button(t("sharing.report_send"), type="submit", wide=True),
                    class_name="stack",
                    custom_attrs={"data-reports-company": ""},
                ),
            ),
            sheet=True,
        ),
        dialog(
            "company-reported",
            t("sharing.reported"),
            rx.el.p(t("sharing.reported_text")),
            close_button(t("common.close"), kind="primary", wide=True),
            sheet=True,
        ),
        dialog(
            "block-company",
            t("sharing.block_title"),
            rx.cond(
                about,
                rx.el.div(
                    rx.el.p(t("sharing.block_text", company=about.company)),
                    close_button(
                        t("sharing.block"),
                        kind="danger",
                        wide=True,
                        on_click=call("blockNow", module=ACTS),
                    ),
                    close_button(t("sharing.keep"), kind="outline", wide=True),
                    class_name="stack",
                ),
            ),
            sheet=True,
        ),
    )
