"""Where an offer is: one of the company's establishments, or a commune."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import select_field
from myjobmatch.i18n.t import t
from myjobmatch.pages.employer.editor_parts import place_field, problem_of
from myjobmatch.state.employer_editor import EditorState, SiteChoice


def _option(site: rx.Var[SiteChoice]) -> rx.Component:
    return rx.el.option(site.label, value=site.id)


def site_field() -> rx.Component:
    """A choice of establishments where there are some; the commune for what is elsewhere."""
    return rx.fragment(
        rx.cond(
            EditorState.sites.length() > 0,
            select_field(
                "site",
                t("company.editor.site"),
                rx.fragment(
                    rx.foreach(EditorState.sites, _option),
                    rx.el.option(t("company.editor.elsewhere"), value=""),
                ),
                hint=t("company.editor.site_hint"),
                value=EditorState.site,
                on_change=EditorState.choose_site,
            ),
        ),
        rx.cond(
            EditorState.site == "",
            place_field(
                "place",
                default=EditorState.draft.place,
                typed=EditorState.find_place.debounce(200),
                places=EditorState.places,
                error=problem_of("place"),
            ),
        ),
    )
