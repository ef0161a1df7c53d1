"""One run of a feed from beginning to end, each part in a transaction of its own."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TypeVar

from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.feeds import MOST_GONE, FeedKind, FeedState, FeedTrouble
from myjobmatch.integrations.feed_source import AT_ONCE, FeedPart, FeedSource
from myjobmatch.services.feeds import (
    BeginRun,
    Begun,
    EndRun,
    RunView,
    SettleRun,
    WritePart,
    begin_run,
    fail_run,
    settle_run,
    write_part,
)
from myjobmatch.services.imported_words import OfferWords

logger = logging.getLogger(__name__)

R = TypeVar("R")
OnRun = Callable[[Begun], None]
OnCounts = Callable[[dict[str, int]], None]


async def run_feed(
    database: Database,
    actor: Actor,
    source: FeedSource,
    kind: FeedKind,
    *,
    most_gone: float = MOST_GONE,
    take_over: bool = True,
    on_run: OnRun = lambda _run: None,
    on_counts: OnCounts = lambda _counts: None,
) -> RunView:
    """Run a feed, or go on with the run that was broken off; how it ended.

    Raises:
        Conflict: another process is at work on it (`feed_busy`), or took it over meanwhile (`feed_taken`).
        Forbidden: the actor may not.
    """
    try:
        mark = await source.mark()
    except FeedTrouble as trouble:
        run = await _begin(database, actor, source, kind, "", take_over=take_over)
        return await _failed(database, actor, run, trouble)
    run = await _begin(database, actor, source, kind, mark, take_over=take_over)
    on_run(run)
    words = await _in_step(database, OfferWords.load, write=False)
    seen: set[int] = set()
    try:
        async for part in source.parts(run.asked, run.cursor):
            for some, last in _some(part):
                command = WritePart(run, some, words, last, seen)
                on_counts(await _in_step(database, partial(write_part, actor, command)))
    except FeedTrouble as trouble:
        return await _failed(database, actor, run, trouble)
    while True:
        view = await _in_step(database, partial(settle_run, actor, SettleRun(run, most_gone)))
        if view.state is not FeedState.RUNNING:
            break
    if view.state is FeedState.HELD:
        logger.warning("feed %s: nothing was withdrawn (%s)", source.source, view.error)
    return view


async def _begin(
    database: Database,
    actor: Actor,
    source: FeedSource,
    kind: FeedKind,
    mark: str,
    *,
    take_over: bool,
) -> Begun:
    command = BeginRun(source.source, source.origin, kind, mark, take_over)
    return await _in_step(database, partial(begin_run, actor, command))


async def _failed(database: Database, actor: Actor, run: Begun, trouble: FeedTrouble) -> RunView:
    logger.warning("the feed could not be read on: %s", trouble)
    command = EndRun(run, trouble.code, trouble.detail)
    return await _in_step(database, partial(fail_run, actor, command))


async def _in_step(
    database: Database, verb: Callable[[UnitOfWork], Awaitable[R]], *, write: bool = True
) -> R:
    """One transaction, beside the loop: a batch keeps Python busy for a while."""

    async def work() -> R:
        async with database.unit(write=write) as uow:
            return await verb(uow)

    return await database.beside(work, write=write)


def _some(part: FeedPart) -> Iterator[tuple[FeedPart, bool]]:
    """A part in pieces of a transaction each; only the last moves the cursor."""
    offers = part.offers
    while len(offers) > AT_ONCE:
        yield FeedPart({}, offers[:AT_ONCE]), False
        offers = offers[AT_ONCE:]
    yield replace(part, offers=offers), True
