"""What runs with the server, in every worker process: started in this order, stopped in reverse.

An area adds its own with `@task("name")` on an async context manager of the container, in a module
named in `AREAS`.
"""

from __future__ import annotations

import contextlib
import importlib
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from importlib.util import find_spec

import reflex as rx

from myjobmatch.container import Container, install

logger = logging.getLogger("myjobmatch.lifespan")

Task = Callable[[rx.App, Container], AbstractAsyncContextManager[None]]

AREAS = (
    "myjobmatch.state.live",
    "myjobmatch.state.returning",
    "myjobmatch.state.typing",
    "myjobmatch.wiring_matching",
    "myjobmatch.wiring_worker",
)
_TASKS: dict[str, Task] = {}


def task(name: str) -> Callable[[Task], Task]:
    """Register an async context manager that is open as long as the server runs.

    Raises:
        ValueError: another task has that name.
    """

    def register(opened: Task) -> Task:
        if name in _TASKS:
            raise ValueError(f"two lifespan tasks named {name}")
        _TASKS[name] = opened
        return opened

    return register


def register(app: rx.App) -> None:
    """Give the app its one lifespan: the container first, then every area's task."""
    for area in AREAS:
        if find_spec(area) is not None:
            importlib.import_module(area)

    @contextlib.asynccontextmanager
    async def myjobmatch() -> AsyncIterator[None]:
        from myjobmatch.wiring import opened

        async with contextlib.AsyncExitStack() as stack:
            container = await stack.enter_async_context(opened())
            install(container)
            for name, open_task in _TASKS.items():
                logger.info("starting %s", name)
                await stack.enter_async_context(open_task(app, container))
            yield

    app.register_lifespan_task(myjobmatch)
