"""The matching runtime with the server: loaded at start beside it, so that the first page need not wait."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

import reflex as rx

from myjobmatch.container import Container
from myjobmatch.lifespan import task
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.turns import settle_memory, short_turns

logger = logging.getLogger("myjobmatch.matching")

FOLLOW_EVERY_S = 1.0


@task("matching")
@contextlib.asynccontextmanager
async def matching(_app: rx.App, container: Container) -> AsyncIterator[None]:
    """Load the encoder and the index, then follow the change sequence, until the server stops.

    What threads compute meanwhile keeps the event loop waiting for short turns only.
    """
    application = container.application
    if application is None:
        yield
        return
    settle_memory()  # what was imported; once more when offers and people are there
    following = asyncio.create_task(_follow(application.matching))
    try:
        with short_turns():
            yield
    finally:
        following.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await following


async def _follow(matching: MatchingRuntime) -> None:
    """Refresh for ever; a failure is told in the log and tried again, decks refresh by themselves too."""
    settled = False
    while True:
        try:
            await matching.refresh()
            if not settled:
                await matching.candidates()
                settle_memory()
                settled = True
        except Exception:
            logger.exception("the matching runtime could not follow the database")
        await asyncio.sleep(FOLLOW_EVERY_S)
