"""Privacy and legal notice, in plain words."""

from __future__ import annotations

import reflex as rx

from myjobmatch.components import public_shell
from myjobmatch.i18n.t import t
from myjobmatch.pages.registry import page

_PARTS = ("kept", "seen", "never", "fair", "cookies", "rights", "publisher")


@page("/vie-privee", title="public.privacy.title")
def privacy() -> rx.Component:
    """What is kept, who sees it, and how to have it changed."""
    return public_shell(
        rx.el.article(
            rx.el.h1(t("public.privacy.title")),
            rx.el.p(t("public.privacy.lead"), class_name="lead"),
            *[
                rx.el.section(
                    rx.el.h2(t(f"public.privacy.{part}.title")),
                    rx.el.p(t(f"public.privacy.{part}.text")),
                )
                for part in _PARTS
            ],
            class_name="legal",
        )
    )
