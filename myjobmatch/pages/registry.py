"""How a page joins the product: `@page("/route", title="key")` on a function of no arguments."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import reflex as rx

import myjobmatch.pages as folder
from myjobmatch.i18n.t import t
from myjobmatch.state.returning import KEPT

PageFunction = Callable[[], rx.Component]


@dataclass(frozen=True, slots=True)
class Page:
    """A page as registered."""

    route: str
    build: PageFunction
    title: str
    description: str
    on_load: Any
    keeps: bool = False


PAGES: dict[str, Page] = {}


def page(
    route: str,
    *,
    title: str,
    description: str = "common.description",
    on_load: Any = None,
    keeps: bool = False,
) -> Callable[[PageFunction], PageFunction]:
    """Register a page.

    `title` and `description` are catalogue keys; `on_load` is a handler or a list of them, run at
    each visit and again after a reconnection. A page that `keeps` has forms: after a reconnection what it
    watches is refreshed instead, and what is typed on it stays (`state.returning`).

    Raises:
        ValueError: another page has that route.
    """

    def register(build: PageFunction) -> PageFunction:
        if route in PAGES:
            raise ValueError(f"two pages at {route}")
        PAGES[route] = Page(route, build, title, description, on_load, keeps)
        return build

    return register


def load_all() -> Sequence[Page]:
    """Import every module under `pages`, and answer the pages they registered."""
    for module in pkgutil.walk_packages(folder.__path__, folder.__name__ + "."):
        importlib.import_module(module.name)
    return tuple(PAGES.values())


def add_all(app: rx.App) -> None:
    """Give every page to the app."""
    entries = load_all()
    KEPT.update(entry.route for entry in entries if entry.keeps)
    for entry in entries:
        app.add_page(
            entry.build,
            route=entry.route,
            title=t(entry.title) + " · My Job Match",
            description=t(entry.description),
            on_load=entry.on_load,
        )


def offline_routes() -> list[str]:
    """The routes that a phone keeps for when there is no network: the youth's pages."""
    offline = f"{folder.__name__}.youth."
    return [entry.route for entry in load_all() if entry.build.__module__.startswith(offline)]
