"""Mes offres: what was kept for later, and the ways to what else belongs to a search."""

from __future__ import annotations

from typing import Any

import reflex as rx

from myjobmatch.components import badge, button, icon, nav_link
from myjobmatch.components.search_parts import alike_link
from myjobmatch.components.search_store import search
from myjobmatch.components.store import call, deck
from myjobmatch.domain.cards import KeptForLater
from myjobmatch.i18n.t import t, t_any


def kept_item(offer: rx.Var[KeptForLater]) -> rx.Component:
    """An offer put aside for later."""
    view: Any = offer
    return rx.el.li(
        rx.el.div(
            rx.el.h3(view.title, custom_attrs={"dir": "auto"}),
            rx.cond(
                view.status != "published",
                badge(t_any("enum.OfferStatus.", view.status), tone="warn"),
            ),
            class_name="spread",
        ),
        rx.el.p(view.company),
        rx.el.p(
            view.place,
            rx.cond(view.place != "", ". ", ""),
            t("youth.kept.on", on=view.kept_at),
            class_name="soft small",
        ),
        rx.el.div(
            rx.cond(
                view.status == "published",
                button(t("youth.kept.see"), kind="outline", on_click=call("show", view.id)),
                alike_link(view.id),
            ),
            rx.cond(
                view.status == "published",
                button(
                    t("youth.deck.like"),
                    kind="yes",
                    icon_name="heart",
                    on_click=call("decide", view.id, "like"),
                ),
            ),
            class_name="item-foot",
        ),
        button(
            t("youth.kept.again"),
            kind="quiet",
            on_click=deck("keep", view.id, False),
        ),
        class_name="item",
    )


def _tool(name: str, label: Any, href: str, extra: Any = None) -> rx.Component:
    return rx.el.li(
        nav_link(
            icon(name, size=22),
            rx.el.span(label),
            *([extra] if extra is not None else []),
            href=href,
        )
    )


def tools() -> rx.Component:
    """The ways to what else belongs to a search."""
    return rx.el.nav(
        rx.el.ul(
            _tool("plus", t("search.tools.add"), "/mes-offres/ajouter"),
            _tool(
                "search",
                t("search.tools.searches"),
                "/mes-offres/recherches",
                rx.cond(
                    search.fresh > 0,
                    rx.el.span(
                        t("search.tools.fresh", count=search.fresh), class_name="search-tool-count"
                    ),
                ),
            ),
            _tool("file-text", t("search.tools.cv"), "/mon-espace/cv"),
            _tool("folder-lock", t("search.tools.documents"), "/mon-espace/documents"),
            class_name="search-tools",
        ),
        aria_label=t("search.tools.label"),
    )
