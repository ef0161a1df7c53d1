"""The establishments of a company: where its offers may be."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    badge,
    banner,
    button,
    card,
    close_button,
    dialog,
    empty_state,
    open_button,
    page_title,
    skeleton,
    text_field,
)
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.employer.editor_parts import place_field
from myjobmatch.pages.employer.frame import company_tabs, employer_page, no_company
from myjobmatch.pages.registry import page
from myjobmatch.state.employer_sites import SiteRow, SitesState


def _error(name: str) -> rx.Var[str]:
    return rx.cond(
        SitesState.wrong_field == name,
        t_any("error.", SitesState.problem, SitesState.problem_params),
        "",
    )


def _row(row: rx.Var[SiteRow]) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.p(
                rx.el.bdi(row.name, class_name="strong"),
                " ",
                rx.cond(row.main, badge(t("company.sites.main"), tone="act", icon_name="star"), ""),
            ),
            rx.el.p(rx.cond(row.address != "", row.address + ", ", ""), row.place),
            rx.el.p(
                t("company.sites.offers", count=row.offers),
                rx.cond(row.siret != "", " · SIRET " + row.siret, ""),
                class_name="soft small",
            ),
        ),
        rx.cond(
            SitesState.company_status != "suspended",
            rx.el.div(
                button(
                    t("company.sites.edit"),
                    kind="quiet",
                    icon_name="pencil",
                    on_click=[SitesState.edit(row.id), rx.set_focus("name")],
                ),
                rx.cond(
                    row.main,
                    None,
                    button(
                        t("company.sites.make_main"),
                        kind="quiet",
                        on_click=SitesState.make_first(row.id),
                    ),
                ),
                open_button(
                    t("company.sites.remove"),
                    opens="remove-site",
                    about=row.id,
                    kind="quiet",
                    on_click=SitesState.consider(row.id),
                ),
                class_name="row",
            ),
        ),
        key=row.id,
        class_name="company-row",
    )


def _form() -> rx.Component:
    edited = SitesState.edited
    return card(
        rx.el.h2(
            rx.cond(
                edited.id != "",
                t("company.sites.change", name=edited.name),
                t("company.sites.new"),
            ),
            class_name="h3",
        ),
        rx.el.form(
            text_field(
                "name",
                t("company.sites.name"),
                hint=t("company.sites.name_hint"),
                error=_error("name"),
                default_value=edited.name,
                max_length=120,
            ),
            text_field(
                "address",
                t("company.sites.address"),
                default_value=edited.address,
                auto_complete="street-address",
                max_length=200,
            ),
            place_field(
                "place",
                default=edited.place,
                typed=SitesState.find_place.debounce(200),
                places=SitesState.places,
                error=_error("place"),
            ),
            text_field(
                "siret",
                t("company.sites.siret"),
                hint=t("company.sites.siret_hint"),
                error=_error("siret"),
                default_value=edited.siret,
                input_mode="numeric",
                auto_complete="off",
            ),
            rx.el.div(
                rx.cond(
                    SitesState.wrong_field == "form",
                    banner(
                        rx.el.p(t_any("error.", SitesState.problem, SitesState.problem_params)),
                        tone="bad",
                    ),
                ),
                role="alert",
            ),
            rx.el.div(
                button(t("company.sites.save"), type="submit", icon_name="check"),
                rx.cond(
                    edited.id != "",
                    button(t("company.sites.cancel"), kind="quiet", on_click=SitesState.edit("")),
                ),
                class_name="row",
            ),
            on_submit=SitesState.save,
            key="site" + SitesState.form_key.to_string(),
            no_validate=True,
            class_name="stack",
        ),
        class_name="stack",
    )


def _removal() -> rx.Component:
    """Drawn anew, so closed, once it is gone."""
    return rx.el.div(
        dialog(
            "remove-site",
            t("company.sites.remove_title", name=SitesState.leaving.name),
            rx.el.p(t("company.sites.remove_text", count=SitesState.leaving.offers)),
            rx.el.div(
                close_button(t("company.people.keep")),
                button(t("company.sites.remove"), kind="danger", on_click=SitesState.remove),
                class_name="row dialog-acts",
            ),
            about=SitesState.leaving.id,
        ),
        key=SitesState.dialog_key,
    )


@page("/employeur/etablissements", title="company.sites.title", on_load=SitesState.load, keeps=True)
def sites() -> rx.Component:
    """The establishments of the company acted for."""
    state = SitesState
    return employer_page(
        "company",
        page_title(t("company.sites.title"), intro=t("company.sites.intro")),
        company_tabs("sites"),
        rx.el.p(
            rx.cond(state.done != "", t_any("company.sites.done_", state.done), ""),
            role="status",
            class_name="done-word",
        ),
        rx.cond(
            state.loaded,
            rx.cond(
                state.company_id == "",
                no_company(),
                rx.el.div(
                    rx.cond(
                        state.rows.length() > 0,
                        card(
                            rx.el.h2(t("company.sites.list"), class_name="h3"),
                            rx.el.ul(rx.foreach(state.rows, _row), class_name="company-rows"),
                            class_name="stack",
                        ),
                        empty_state(
                            "map-pin", t("company.sites.none"), t("company.sites.none_text")
                        ),
                    ),
                    rx.cond(state.company_status != "suspended", _form()),
                    class_name="company-grid",
                ),
            ),
            card(skeleton(6)),
        ),
        _removal(),
        choose=state.choose,
    )
