"""Links: within the site the page changes without a full load, so that the websocket stays."""

from __future__ import annotations

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.inline import A
from reflex_components_core.react_router.dom import ReactRouterLink


def nav_link(*children: Any, href: str | rx.Var[str], **props: Any) -> rx.Component:
    """A link to another page of ours. For other sites and for HTTP endpoints: `out_link`."""
    return ReactRouterLink.create(*children, to=href, **props)


def out_link(*children: Any, href: str | rx.Var[str], **props: Any) -> rx.Component:
    """A link that the browser itself follows: another site, a download, a place on this page."""
    return A.create(*children, href=href, **props)
