"""The frames that pages stand in: public, phone (bottom bar of four), desk (left rail a role)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx

from myjobmatch.components.actions import link_button
from myjobmatch.components.icons import icon, product_name
from myjobmatch.components.links import nav_link, out_link
from myjobmatch.components.plain_form import plain_form
from myjobmatch.components.preferences import (
    language_choice,
    language_menu,
    language_switch,
    theme_switch,
)
from myjobmatch.components.sheets import sheet
from myjobmatch.components.surfaces import error_banner
from myjobmatch.domain.enums import Role
from myjobmatch.domain.notifications import PAGE_OF_ROLE
from myjobmatch.i18n.t import t
from myjobmatch.state.base import AppState


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of a bar or rail; `key` is also how a page says that it is the one shown."""

    key: str
    href: str
    icon: str


PHONE: tuple[Place, ...] = (
    Place("discover", "/decouvrir", "layers"),
    Place("offers", "/mes-offres", "heart"),
    Place("messages", "/messages", "message-circle"),
    Place("space", "/mon-espace", "user-round"),
)

_EMPLOYER = (
    Place("offers", "/employeur/offres", "briefcase"),
    Place("candidates", "/employeur/candidats", "users"),
    Place("answers", "/employeur/reponses", "inbox"),
    Place("matches", "/employeur/matchs", "handshake"),
    Place("messages", "/employeur/messages", "message-circle"),
    Place("company", "/employeur/entreprise", "building-2"),
    Place("companies", "/employeur/entreprises", "badge-check"),
    Place("reports", "/signalements", "flag"),
)
_ADVISOR = (
    Place("today", "/conseil", "sun"),
    Place("portfolio", "/conseil/portefeuille", "contact-round"),
    Place("messages", "/conseil/messages", "message-circle"),
    Place("calendar", "/conseil/agenda", "calendar-days"),
    Place("workshops", "/conseil/ateliers", "presentation"),
    Place("actions", "/conseil/semaine", "list-checks"),
    Place("dashboard", "/conseil/tableau", "chart-column"),
    Place("operations", "/conseil/operations", "euro"),
    Place("requests", "/conseil/demandes", "inbox"),
    Place("team", "/conseil/equipe", "users"),
    Place("companies", "/conseil/entreprises", "building-2"),
    Place("reports", "/signalements", "flag"),
)

RAILS: dict[Role, tuple[Place, ...]] = {
    Role.RECRUITER: _EMPLOYER,
    Role.EMPLOYMENT_OFFICER: _EMPLOYER,
    Role.ADVISOR: _ADVISOR,
    Role.MANAGER: _ADVISOR,
    Role.FUNDER: (
        Place("operations", "/financeur", "euro"),
        Place("home", "/espace", "house"),
    ),
    Role.ADMINISTRATOR: (
        Place("home", "/espace", "house"),
        Place("requests", "/administration/demandes", "inbox"),
    ),
}
"""The rails; a place is listed once its page exists."""

_LABELS = {
    "discover": "common.nav.discover",
    "offers": "common.nav.offers",
    "messages": "common.nav.messages",
    "space": "common.nav.space",
    "candidates": "common.nav.candidates",
    "answers": "common.nav.answers",
    "matches": "common.nav.matches",
    "companies": "common.nav.companies",
    "company": "common.nav.company",
    "portfolio": "common.nav.portfolio",
    "actions": "common.nav.actions",
    "today": "common.nav.today",
    "requests": "common.nav.requests",
    "home": "common.nav.home",
    "reports": "common.nav.reports",
    "calendar": "common.nav.calendar",
    "dashboard": "common.nav.dashboard",
    "operations": "common.nav.operations",
    "workshops": "common.nav.workshops",
    "team": "common.nav.team",
}


def _label(place: Place, *, phone: bool) -> rx.Var[str]:
    if place.key == "offers" and phone:
        return t("common.nav.my_offers")
    return t(_LABELS[place.key])


def _entry(place: Place, active: str, *, phone: bool) -> rx.Component:
    current: dict[str, Any] = {"aria_current": "page"} if place.key == active else {}
    return rx.el.li(
        nav_link(
            icon(place.icon, size=24 if phone else 20),
            rx.el.span(_label(place, phone=phone)),
            href=place.href,
            **current,
        )
    )


def skip_link() -> rx.Component:
    """The first thing the keyboard meets."""
    return out_link(t("common.skip"), href="#main", class_name="skip-link")


def offline_banner(*, desk: bool = False) -> rx.Component:
    """Shown by `assets/ui.js` as soon as the browser says that the network is gone.

    A phone keeps what is chosen meanwhile and sends it later; a `desk` does not.
    """
    return rx.el.div(
        icon("wifi-off"),
        rx.el.p(
            t("common.offline_desk") if desk else t("common.offline"), class_name="banner-text"
        ),
        class_name="banner tone-warn offline-banner",
        role="status",
    )


def sign_out_button() -> rx.Component:
    """Signing out is a form to the HTTP endpoint: a full navigation, scripts or not."""
    return plain_form(
        rx.el.button(
            icon("log-out"),
            rx.el.span(t("common.sign_out")),
            type="submit",
            class_name="btn btn-quiet",
        ),
        method="post",
        action="/api/v1/session/end",
    )


def public_shell(
    *children: Any,
    narrow: bool = False,
    sign_in: bool = False,
    languages: bool | rx.Var[bool] = False,
) -> rx.Component:
    """Pages for anyone: name, language, theme, a way to `sign_in` if asked; and the legal line.

    Where people come in, `languages` are all named at first sight, or for as long as a Var says so.
    """
    way_in = (
        [link_button(t("common.sign_in"), "/connexion", kind="quiet", class_name="way-in")]
        if sign_in
        else []
    )
    return rx.el.div(
        skip_link(),
        rx.el.header(
            product_name(),
            rx.el.div(*way_in, language_menu(), theme_switch(), class_name="row"),
            rx.cond(languages, language_choice(class_name="at-first-sight"))
            if languages is not False
            else rx.fragment(),
            class_name="public-head",
        ),
        rx.el.main(
            *children, id="main", class_name="public-main narrow" if narrow else "public-main"
        ),
        rx.el.footer(
            rx.el.p(t("common.tagline")),
            nav_link(t("common.legal"), href="/vie-privee"),
            class_name="public-foot",
        ),
        class_name="public",
    )


def phone_shell(active: str, *children: Any, bare: bool = False) -> rx.Component:
    """A youth's page; `bare` leaves the whole height to the content (the deck)."""
    return rx.el.div(
        skip_link(),
        offline_banner(),
        error_banner(),
        rx.el.main(*children, id="main", class_name="phone-main bare" if bare else "phone-main"),
        rx.el.nav(
            rx.el.ul(*[_entry(place, active, phone=True) for place in PHONE]),
            aria_label=t("common.nav.label"),
            class_name="phone-bar",
        ),
        class_name="phone",
    )


def _alerts_link(role: Role, active: str) -> list[rx.Component]:
    """Where this role chooses what it is told of, if it is told anything."""
    if role not in PAGE_OF_ROLE:
        return []
    current: dict[str, Any] = {"aria_current": "page"} if active == "alerts" else {}
    return [
        nav_link(
            icon("bell"),
            rx.el.span(t("common.nav.alerts")),
            href=PAGE_OF_ROLE[role],
            class_name="rail-alerts",
            **current,
        )
    ]


def desk_shell(
    role: Role | tuple[Role, ...], active: str, *children: Any, wide: bool = False
) -> rx.Component:
    """A page of those who work at a desk, with the left rail of `role`.

    Several roles that share a page share its rail, the first one's.
    """
    rail = RAILS[role if isinstance(role, Role) else role[0]]
    return rx.el.div(
        sheet("desk"),
        skip_link(),
        rx.el.aside(
            product_name(),
            rx.el.nav(
                rx.el.ul(*[_entry(place, active, phone=False) for place in rail]),
                aria_label=t("common.nav.label"),
            ),
            rx.el.div(
                *_alerts_link(role if isinstance(role, Role) else role[0], active),
                rx.el.div(language_switch(), theme_switch(), class_name="row"),
                sign_out_button(),
                class_name="rail-foot",
            ),
            class_name="rail",
        ),
        rx.el.div(
            offline_banner(desk=True),
            error_banner(),
            rx.el.main(*children, id="main", class_name="desk-main wide" if wide else "desk-main"),
            class_name="desk-body",
        ),
        class_name="desk",
        custom_attrs={"data-role": AppState.role},
    )
