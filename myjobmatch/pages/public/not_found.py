"""The page for addresses where there is nothing."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import empty_state, link_button, public_shell
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page


@page("404", title="public.not_found.title")
def not_found() -> rx.Component:
    """Nothing here: says so, and the way back."""
    return public_shell(
        empty_state(
            "compass",
            t("public.not_found.title"),
            t("public.not_found.text"),
            link_button(t("public.not_found.back"), "/", icon_name="house"),
            heading=1,
        ),
        narrow=True,
    )
