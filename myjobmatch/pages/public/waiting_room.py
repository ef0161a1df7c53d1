"""One's own page of roles without another one: the way to what there is, and the password."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import card, desk_shell, link_button, page_title
from myjobmatch.components.own_password import password_section
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.state.base import AppState


@page("/espace", title="public.space.title", on_load=AppState.check_session)
def space() -> rx.Component:
    """For funders and administrators."""
    return desk_shell(
        Role.FUNDER,
        "home",
        page_title(t("public.space.title"), intro=t("public.space.intro")),
        rx.el.div(
            rx.cond(AppState.role == Role.ADMINISTRATOR.value, _administration(), _funding()),
            card(password_section(), id="mot-de-passe"),
            class_name="grid-cards",
        ),
    )


def _funding() -> rx.Component:
    return card(
        rx.el.h2(t("public.space.funder.title"), class_name="h3"),
        rx.el.p(t("public.space.funder.text"), class_name="soft"),
        link_button(t("common.nav.operations"), "/financeur", icon_name="euro"),
        class_name="stack",
    )


def _administration() -> rx.Component:
    return card(
        rx.el.h2(t("public.space.administrator.title"), class_name="h3"),
        rx.el.p(t("public.space.administrator.text"), class_name="soft"),
        link_button(t("common.nav.requests"), "/administration/demandes", icon_name="inbox"),
        class_name="stack",
    )
