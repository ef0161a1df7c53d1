"""The matching runtime with the server: loaded at start beside it, so that the first page need not wait."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import reflex as rx

from myjobmatch.container import Container
from myjobmatch.lifespan import task

logger = logging.getLogger("myjobmatch.matching")

FOLLOW_EVERY_S = 1.0


@task("matching")
@contextlib.asynccontextmanager
async def matching(_app: rx.App, container: Container) -> AsyncIterator[None]:
    """Load the encoder and the index, then follow the change sequence, until the server stops."""
    application = container.application
    if application is None:
        yield
        return
    following = asyncio.create_task(_follow(application.matching.refresh))
    try:
        yield
    finally:
        following.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await following


async def _follow(refresh: Callable[[], Awaitable[None]]) -> None:
    """Refresh for ever; a failure is told in the log and tried again, decks refresh by themselves too."""
    while True:
        try:
            await refresh()
        except Exception:
            logger.exception("the matching runtime could not follow the database")
        await asyncio.sleep(FOLLOW_EVERY_S)
