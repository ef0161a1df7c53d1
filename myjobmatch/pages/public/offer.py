"""The page behind the link of a shared offer: readable by anybody, polite when the job is taken."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import (
    card,
    chip,
    empty_state,
    icon,
    link_button,
    nav_link,
    out_link,
    public_shell,
    skeleton,
)
from myjobmatch.components.offer_card import company_mark, source_name
from myjobmatch.i18n.t import t, t_any
from myjobmatch.pages.registry import page
from myjobmatch.state.shared_offer import Alike, SharedOfferState


def _advert() -> rx.Component:
    offer = SharedOfferState.advert
    return card(
        rx.el.h1(offer.title, class_name="shared-title", custom_attrs={"dir": "auto"}),
        rx.cond(
            offer.company != "",
            rx.el.p(company_mark(offer.logo), rx.el.span(offer.company), class_name="shared-fact"),
        ),
        rx.cond(
            offer.place != "",
            rx.el.p(icon("map-pin", size=18), rx.el.span(offer.place), class_name="shared-fact"),
        ),
        rx.el.ul(
            chip(t_any("enum.ContractKind.", offer.contract), icon_name="file-text"),
            rx.cond(
                offer.hours > 0,
                chip(t("public.offer.hours", hours=offer.hours), icon_name="clock"),
            ),
            rx.cond(offer.pay != "", chip(offer.pay, icon_name="euro")),
            class_name="chips",
        ),
        rx.cond(
            offer.starts_on != "",
            rx.el.p(t("public.offer.starts", on=offer.starts_on), class_name="soft"),
        ),
        rx.cond(
            offer.description != "",
            rx.el.p(offer.description, class_name="shared-text", custom_attrs={"dir": "auto"}),
        ),
        rx.cond(
            offer.outside & (offer.url != ""),
            out_link(
                icon("external-link"),
                rx.el.span(t("public.offer.source"), " (", source_name(offer.source), ")"),
                href=offer.url,
                target="_blank",
                rel="noopener noreferrer external",
                class_name="btn btn-outline btn-wide",
            ),
        ),
        class_name="stack",
    )


def _ours() -> rx.Component:
    return rx.el.div(
        rx.el.p(t("public.offer.join"), class_name="soft"),
        link_button(t("public.offer.discover"), "/decouvrir", wide=True),
        class_name="stack",
    )


_SIGNS = {
    "filled": "handshake",
    "expired": "calendar-x",
    "withdrawn": "archive",
    "paused": "circle-pause",
}
"""Why an offer is over, and its pictogram: each is told in its own words."""


def _over(why: str) -> rx.Component:
    offer = SharedOfferState.advert
    return rx.el.div(
        empty_state(
            _SIGNS[why],
            t_any("public.offer.over_", rx.Var.create(why)),
            rx.cond(
                offer.company != "",
                t("public.offer.was", title=offer.title, company=offer.company),
                offer.title,
            ),
            rx.el.p(t_any("public.offer.over_text_", rx.Var.create(why)), class_name="soft"),
            heading=1,
        ),
        rx.cond(SharedOfferState.alike.length() > 0, _all_alike()),
        class_name="stack",
    )


def _all_alike() -> rx.Component:
    return rx.el.section(
        rx.el.h2(t("public.offer.alike"), class_name="shared-more"),
        rx.el.ul(rx.foreach(SharedOfferState.alike, _one_alike), class_name="shared-alikes"),
        class_name="stack",
    )


def _one_alike(one: rx.Var[Alike]) -> rx.Component:
    return rx.el.li(
        rx.el.h3(nav_link(one.title, href="/offre/" + one.id), custom_attrs={"dir": "auto"}),
        rx.el.p(
            rx.cond(one.company != "", rx.el.bdi(one.company), ""),
            rx.cond((one.company != "") & (one.place != ""), " · ", ""),
            rx.cond(one.place != "", rx.el.bdi(one.place), ""),
            class_name="soft",
        ),
        rx.el.ul(
            chip(t_any("enum.ContractKind.", one.contract), icon_name="file-text"),
            class_name="chips",
        ),
        key=one.id,
        class_name="card shared-alike",
    )


@page("/offre/[offer_id]", title="public.offer.title", on_load=SharedOfferState.load)
def shared_offer() -> rx.Component:
    """The advert, or a kind word."""
    return public_shell(
        rx.match(
            SharedOfferState.found,
            ("open", rx.el.div(_advert(), _ours(), class_name="stack")),
            *[(why, rx.el.div(_over(why), _ours(), class_name="stack")) for why in _SIGNS],
            (
                "unknown",
                rx.el.div(
                    empty_state(
                        "search-x",
                        t("public.offer.unknown"),
                        t("public.offer.unknown_text"),
                        heading=1,
                    ),
                    _ours(),
                    class_name="stack",
                ),
            ),
            rx.el.div(rx.el.h1(t("public.offer.title"), class_name="visually-hidden"), skeleton(8)),
        ),
        narrow=True,
        sign_in=True,
    )
