"""When the worker runs the feed: every few hours, all of it once a day; a run that was broken off goes on at once."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.errors import Conflict
from myjobmatch.domain.feeds import FeedKind, FeedState
from myjobmatch.domain.permissions import is_system
from myjobmatch.integrations.feed_source import FeedSource
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.feed_running import run_feed
from myjobmatch.services.feeds import RunView

logger = logging.getLogger(__name__)

ALL_EVERY = timedelta(hours=20)
"""A full run at least once a day, at about the same hour."""

AGAIN_AFTER = timedelta(hours=1)
"""A run that failed is tried again so much later."""


@service(is_system, writes=False)
async def kind_due(
    _actor: Actor, source: str, uow: UnitOfWork, every: timedelta, *, has_deltas: bool
) -> FeedKind | None:
    """Which kind of run of a feed is due now; None: none is."""
    now = uow.clock.now()
    running = await uow.feed_runs.running(source)
    if running is not None:
        return running.kind
    latest = next(iter(await uow.feed_runs.latest(source, 1)), None)
    if latest is not None and now < _next(latest.ended_at or now, latest.state, every):
        return None
    if not has_deltas:
        return FeedKind.FULL
    full = await uow.feed_runs.last_done(source, full=True)
    return FeedKind.FULL if full is None or now - full.started_at >= ALL_EVERY else FeedKind.DELTA


def _next(ended: datetime, state: FeedState, every: timedelta) -> datetime:
    return ended + (min(every, AGAIN_AFTER) if state is FeedState.FAILED else every)


async def run_when_due(
    app: Application, source: FeedSource, every: timedelta, most_gone: float, *, has_deltas: bool
) -> RunView | None:
    """Run the feed if it is due; None: it is not, or another process is at work on it."""
    kind = await app.run(kind_due, SYSTEM, source.source, every, has_deltas=has_deltas)
    if kind is None:
        return None
    try:
        return await run_feed(
            app.database, SYSTEM, source, kind, most_gone=most_gone, take_over=False
        )
    except Conflict as busy:
        logger.info("the feed is run elsewhere: %s", busy.code)
        return None
    finally:
        await source.close()
