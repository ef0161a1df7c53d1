"""Privacy and legal notice, in plain words."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import link_button, public_shell
from myjobmatch.components.icons import easy_icon
from myjobmatch.components.listen import LISTENED, listen
from myjobmatch.domain.enums import Role
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page
from myjobmatch.state.base import AppState

_PARTS = {
    "kept": "archive",
    "seen": "eye",
    "never": "ban",
    "fair": "scale",
    "cookies": "cookie",
    "rights": "hand",
    "publisher": "building-2",
}
"""The parts, each with its pictogram in easy French."""


@page("/vie-privee", title="public.privacy.title")
def privacy() -> rx.Component:
    """What is kept, who sees it, and how to have it changed."""
    return public_shell(
        rx.el.article(
            rx.el.div(rx.el.h1(t("public.privacy.title")), listen(), class_name="spread"),
            rx.el.p(t("public.privacy.lead"), class_name="lead"),
            *[
                rx.el.section(
                    rx.el.h2(easy_icon(easy), t(f"public.privacy.{part}.title")),
                    rx.el.p(t(f"public.privacy.{part}.text")),
                )
                for part, easy in _PARTS.items()
            ],
            rx.cond(
                AppState.role == Role.YOUTH.value,
                link_button(
                    t("public.privacy.own"),
                    "/mon-espace/mes-donnees",
                    kind="outline",
                    icon_name="archive",
                ),
            ),
            class_name="legal",
            custom_attrs=LISTENED,
        )
    )
