"""The worker inside the server (MYJOBMATCH_WORKER=false runs it beside: `myjobmatch worker`)."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

import reflex as rx

from myjobmatch.container import Container
from myjobmatch.lifespan import task
from myjobmatch.services.application import Application
from myjobmatch.services.outbox import work_once

logger = logging.getLogger("myjobmatch.worker")

EVERY_S = 5.0


@task("worker")
@contextlib.asynccontextmanager
async def worker(_app: rx.App, container: Container) -> AsyncIterator[None]:
    """Work until the server stops."""
    application = container.application
    if application is None or not container.settings.worker:
        yield
        return
    working = asyncio.create_task(work(application))
    try:
        yield
    finally:
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await working


async def work(application: Application) -> None:
    """Round after round for ever; a failed round is told in the log and tried again."""
    while True:
        try:
            await work_once(application)
        except Exception:
            logger.exception("a round of the worker failed")
        await asyncio.sleep(EVERY_S)
