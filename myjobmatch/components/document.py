"""What every page's document holds: head, and the wraps around the page."""

from __future__ import annotations

import json
from collections.abc import Callable

import reflex as rx
from reflex.vars import VarData
from reflex_base.utils.imports import ImportVar
from reflex_components_core.base.error_boundary import ErrorBoundary

from myjobmatch.components.links import out_link
from myjobmatch.i18n.client import MODULE
from myjobmatch.i18n.t import t


def head() -> list[rx.Component]:
    """Theme before the first paint, the font early, the icons."""
    return [
        rx.el.script(src="/theme.js"),
        rx.el.link(
            rel="preload",
            href="/fonts/atkinson-next.woff2",
            custom_attrs={"as": "font"},
            type="font/woff2",
            cross_origin="anonymous",
        ),
        rx.el.link(rel="icon", href="/icons/icon.svg", type="image/svg+xml"),
        rx.el.link(rel="apple-touch-icon", href="/icons/icon-180.png"),
        rx.el.link(rel="manifest", href="/manifest.webmanifest"),
        rx.el.meta(name="apple-mobile-web-app-title", content="My Job Match"),
        rx.el.meta(name="apple-mobile-web-app-status-bar-style", content="default"),
        rx.el.meta(
            name="theme-color",
            content="#fbf6ee",
            custom_attrs={"media": "(prefers-color-scheme: light)"},
        ),
        rx.el.meta(
            name="theme-color",
            content="#131128",
            custom_attrs={"media": "(prefers-color-scheme: dark)"},
        ),
        rx.el.script(src="/ui.js", defer=True),
    ]


def _words(key: str) -> rx.Var[str]:
    """A string for where no hook can run: the language of the moment."""
    t(key)  # refuses a key that is not there
    return rx.Var(
        _js_expr=f"translate({json.dumps(key)})",
        _var_type=str,
        _var_data=VarData(imports={MODULE: [ImportVar(tag="translate")]}),
    ).to(str)


def _broken_page() -> rx.Component:
    """What stands in the place of a page whose scripts failed."""
    return rx.el.main(
        rx.el.section(
            rx.el.h1(_words("common.broken.title")),
            rx.el.p(_words("common.broken.text"), class_name="soft"),
            out_link(_words("common.broken.reload"), href="", class_name="btn btn-primary"),
            class_name="empty",
        ),
        class_name="public-main narrow",
    )


def _boundary(_: bool) -> rx.Component:
    return ErrorBoundary.create(fallback_render=rx.Var.create(_broken_page()))


def app_wraps() -> dict[tuple[int, str], Callable[[bool], rx.Component | None]]:
    """Only the net under a page's scripts: the shells tell of the network and of errors themselves."""
    return {(55, "ErrorBoundary"): _boundary}
