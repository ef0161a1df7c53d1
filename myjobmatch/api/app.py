"""The HTTP interface put together: every area's routes, and typed errors translated once."""

from __future__ import annotations

import importlib
from importlib.util import find_spec

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from myjobmatch.domain.errors import DomainError

AREAS = (
    "health",
    "sessions",
    "sync",
    "hints",
    "commands",
    "push",
    "downloads",
    "doors",
    "passkeys",
    "own_password",
    "own_data",
    "my_search",
    "portfolio",
    "attachments",
    "reception",
    "dashboards",
    "operations",
    "workshops",
    "calendars",
    "immersions",
    "youth_import",
    "answers",
    "company_door",
    "company_logo",
)


async def domain_error(request: Request, error: Exception) -> Response:
    """A typed refusal as JSON: its code, its values, its status."""
    assert isinstance(error, DomainError)
    return JSONResponse({"error": error.code, "params": error.params}, error.http_status)


def routes() -> list[BaseRoute]:
    """The routes of every area that exists: `ROUTES` of `myjobmatch.api.<area>`."""
    found: list[BaseRoute] = []
    for area in AREAS:
        name = f"myjobmatch.api.{area}"
        if find_spec(name) is not None:
            found.extend(importlib.import_module(name).ROUTES)
    return found


def api() -> Starlette:
    """The Starlette application that stands in front of Reflex's own."""
    return Starlette(routes=routes(), exception_handlers={DomainError: domain_error})
