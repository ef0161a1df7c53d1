"""What a company says of itself; and a new one, for an officer."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    button,
    card,
    icon,
    page_title,
    skeleton,
    text_area,
    text_field,
)
from myjobmatch.components.plain_form import plain_form
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.employer.editor_parts import place_field
from myjobmatch.pages.employer.frame import company_tabs, employer_page
from myjobmatch.pages.registry import page
from myjobmatch.state.employer_company import CompanyState

_shown = CompanyState.shown


def _error(name: str) -> rx.Var[str]:
    return rx.cond(
        CompanyState.wrong_field == name,
        t_any("error.", CompanyState.problem, CompanyState.problem_params),
        "",
    )


def _place(name: str, default: str | rx.Var[str] = "") -> rx.Component:
    return place_field(
        name,
        default=default,
        typed=CompanyState.find_place.debounce(200),
        places=CompanyState.places,
        error=_error(name),
    )


def _own() -> rx.Component:
    return card(
        rx.el.div(
            rx.cond(
                _shown.logo != "",
                rx.el.img(
                    src="/api/v1/logos/" + _shown.logo,
                    alt=t("company.logo.alt", company=_shown.name),
                    class_name="company-logo",
                ),
                rx.el.span(icon("building-2"), class_name="company-blank", aria_hidden="true"),
            ),
            rx.el.div(
                rx.el.h2(_shown.name),
                rx.cond(
                    _shown.siret != "",
                    rx.el.p(t("employer.company.siret_is", siret=_shown.siret), class_name="soft"),
                ),
            ),
            rx.match(
                _shown.status,
                (
                    "approved",
                    badge(
                        t_any("enum.CompanyStatus.", _shown.status),
                        tone="yes",
                        icon_name="badge-check",
                    ),
                ),
                ("refused", badge(t_any("enum.CompanyStatus.", _shown.status), tone="bad")),
                ("suspended", badge(t_any("enum.CompanyStatus.", _shown.status), tone="bad")),
                badge(t_any("enum.CompanyStatus.", _shown.status), tone="warn"),
            ),
            class_name="company-head",
        ),
        rx.cond(_shown.status == "refused", _ask_again()),
        rx.cond(_shown.status != "suspended", _logo()),
        rx.cond(
            _shown.answers_in_days > 0,
            rx.el.p(
                icon("zap", size=18),
                rx.el.span(t("employer.company.answers", count=_shown.answers_in_days)),
                class_name="row small",
            ),
        ),
        rx.el.form(
            text_field(
                "sector",
                t("employer.company.sector"),
                default_value=_shown.sector,
                max_length=120,
                error=_error("sector"),
            ),
            text_area(
                "presentation",
                t("employer.company.presentation"),
                hint=t("employer.company.presentation_hint"),
                default_value=_shown.presentation,
                rows=6,
                max_length=2000,
                error=_error("presentation"),
            ),
            _place("place", _shown.place),
            rx.el.div(
                rx.cond(
                    _shown.status != "suspended",
                    button(t("employer.company.save"), type="submit", icon_name="check"),
                ),
                rx.el.p(
                    rx.cond(CompanyState.saved == "edited", t("employer.company.saved"), ""),
                    role="status",
                    class_name="done-word",
                ),
                class_name="row",
            ),
            on_submit=CompanyState.edit,
            key=CompanyState.company_id + CompanyState.form_key.to_string(),
            no_validate=True,
            class_name="stack",
        ),
        class_name="stack",
    )


def _ask_again() -> rx.Component:
    """A refused company corrects itself first, then asks once more."""
    return rx.el.div(
        rx.el.p(t("company.again.text")),
        button(
            t("company.again.act"),
            kind="outline",
            icon_name="rotate-ccw",
            on_click=CompanyState.ask_once_more,
        ),
        class_name="stack",
    )


def _logo() -> rx.Component:
    """The file goes by a form of the browser's own: it works as it does everywhere."""
    action = "/api/v1/companies/" + CompanyState.company_id + "/logo"
    return rx.el.div(
        plain_form(
            text_field(
                "file",
                t("company.logo.label"),
                hint=t("company.logo.hint"),
                error=rx.cond(
                    CompanyState.wrong_field == "file",
                    t_any("error.", CompanyState.problem, CompanyState.problem_params),
                    "",
                ),
                type="file",
                accept="image/png,image/jpeg,image/webp",
                required=True,
            ),
            button(t("company.logo.send"), kind="outline", type="submit", icon_name="upload"),
            method="post",
            action=action,
            enc_type="multipart/form-data",
            class_name="company-logo-form",
        ),
        rx.cond(
            _shown.logo != "",
            plain_form(
                rx.el.input(type="hidden", name="remove", value="1", read_only=True),
                button(t("company.logo.remove"), kind="quiet", type="submit"),
                method="post",
                action=action,
                enc_type="multipart/form-data",
            ),
        ),
        class_name="stack-small",
    )


def _new() -> rx.Component:
    return card(
        rx.el.h2(t("employer.company.new")),
        rx.el.p(t("employer.company.new_text"), class_name="soft"),
        rx.el.p(
            rx.cond(
                CompanyState.saved == "created",
                t("employer.company.created", company=CompanyState.company_name),
                "",
            ),
            role="status",
            class_name="done-word",
        ),
        rx.el.form(
            text_field(
                "new_name", t("employer.company.name"), max_length=200, error=_error("new_name")
            ),
            text_field(
                "new_siret",
                t("employer.company.siret"),
                hint=t("employer.company.siret_hint"),
                input_mode="numeric",
                error=_error("new_siret"),
            ),
            text_field(
                "new_sector",
                t("employer.company.sector"),
                max_length=120,
                error=_error("new_sector"),
            ),
            _place("new_place"),
            button(t("employer.company.create"), type="submit", icon_name="plus"),
            on_submit=CompanyState.create,
            key="new" + CompanyState.form_key.to_string(),
            no_validate=True,
            class_name="stack",
        ),
        class_name="stack",
    )


@page(
    "/employeur/entreprise", title="employer.company.title", on_load=CompanyState.load, keeps=True
)
def company() -> rx.Component:
    """The company acted for."""
    return employer_page(
        "company",
        page_title(t("employer.company.title"), intro=t("employer.company.intro")),
        company_tabs("company"),
        rx.el.p(
            rx.cond(CompanyState.told != "", t_any("company.told_", CompanyState.told), ""),
            role="status",
            class_name="done-word",
        ),
        rx.cond(
            CompanyState.loaded,
            rx.el.div(
                rx.cond(CompanyState.company_id != "", _own()),
                rx.cond(CompanyState.acting, _new()),
                class_name="company-grid",
            ),
            card(skeleton(6)),
        ),
        choose=CompanyState.choose,
    )
