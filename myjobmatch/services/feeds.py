"""A feed kept in step: runs that are resumed, and a silence that is believed only where it is sure.

A run writes part by part, each with the cursor to go on from: killed, it goes on where it stood. Nothing is withdrawn
before a run has been read to its end, and then only if `domain.feeds.why_held` finds no reason to doubt it.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from myjobmatch.db.models import FeedRun
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import OfferStatus
from myjobmatch.domain.errors import Conflict, NotFound
from myjobmatch.domain.feeds import (
    LIFE_SIGN,
    MOST_GONE,
    RESUMES_FOR,
    FeedKind,
    FeedState,
    why_held,
)
from myjobmatch.domain.offer_endings import Ending
from myjobmatch.domain.permissions import is_system_or_administrator, is_watching_feeds
from myjobmatch.integrations.feed_source import AT_ONCE, Asked, FeedPart
from myjobmatch.services.building import service
from myjobmatch.services.imported_offers import OPEN_FOR, past_their_time
from myjobmatch.services.imported_words import OfferWords
from myjobmatch.services.imports import OfferBatch, write_offers
from myjobmatch.services.notices import OFFER
from myjobmatch.services.offer_endings import end_offers

WATCHED = 200
"""So many offers that people wait on are looked at one by one in a delta."""


@dataclass(frozen=True, slots=True)
class BeginRun:
    """A run to begin, or to go on with: `take_over` also takes one that another process is at work on."""

    source: str
    origin: str
    kind: FeedKind
    mark: str
    take_over: bool = True


@dataclass(frozen=True, slots=True)
class Begun:
    """A run at work: `claim` is this process's."""

    id: int
    claim: str
    kind: FeedKind
    asked: Asked
    cursor: Mapping[str, Any]
    resumed: bool


@dataclass(frozen=True, slots=True)
class WritePart:
    """A part that was read; `last` of several writes moves the cursor."""

    run: Begun
    part: FeedPart
    words: OfferWords
    last: bool = True
    seen: set[int] = field(default_factory=set)
    """The ids met in this run, added to: the first of a repeated one counts."""


@dataclass(frozen=True, slots=True)
class EndRun:
    """A run that cannot be read on."""

    run: Begun
    error: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class SettleRun:
    """A run read to its end: `most_gone` is the share that may be missing; 1 believes it whatever is."""

    run: Begun
    most_gone: float = MOST_GONE


@dataclass(frozen=True, slots=True)
class RunView:
    """A run as it is told."""

    id: int
    kind: FeedKind
    state: FeedState
    origin: str
    error: str
    detail: str
    started_at: datetime
    alive_at: datetime
    ended_at: datetime | None
    counts: Mapping[str, int] = field(default_factory=dict)


@service(is_system_or_administrator)
async def begin_run(_actor: Actor, command: BeginRun, uow: UnitOfWork) -> Begun:
    """Begin a run, or go on with the one that was broken off.

    Raises:
        Conflict: another process is at work on one (`feed_busy`).
    """
    await uow.imports.exclusive()
    now = uow.clock.now()
    standing = await uow.feed_runs.running(command.source)
    if standing is not None and now - standing.alive_at < LIFE_SIGN and not command.take_over:
        raise Conflict("feed_busy")
    claim = secrets.token_hex(16)
    if standing is not None:
        same = standing.kind is command.kind and standing.cursor.get("mark") == command.mark
        if same and now - standing.started_at < RESUMES_FOR:
            standing.claim, standing.alive_at = claim, now
            return await _begun(standing, uow, resumed=True)
        standing.state, standing.ended_at = FeedState.REPLACED, now
    run = FeedRun(
        source=command.source,
        kind=command.kind,
        state=FeedState.RUNNING,
        origin=command.origin,
        claim=claim,
        cursor={"mark": command.mark},
        counts={"standing": await uow.feed_runs.standing(command.source, now)},
        started_at=now,
        alive_at=now,
    )
    await uow.feed_runs.add(run)
    return await _begun(run, uow, resumed=False)


async def _begun(run: FeedRun, uow: UnitOfWork, *, resumed: bool) -> Begun:
    before = await uow.feed_runs.last_done(run.source)
    watched: tuple[str, ...] = ()
    if run.kind is FeedKind.DELTA:
        watched = tuple(await uow.feed_runs.waited_on(run.source, WATCHED))
    since = before.started_at if before else None
    asked = Asked(run.kind, run.started_at, since, watched)
    return Begun(run.id, run.claim, run.kind, asked, run.cursor.get("at", {}), resumed)


@service(is_system_or_administrator)
async def write_part(_actor: Actor, command: WritePart, uow: UnitOfWork) -> Counter[str]:
    """Write some rows, and how far the run came, in one transaction; answers what became of them.

    Raises:
        Conflict: another process took the run over (`feed_taken`).
    """
    run = await _own(command.run, uow)
    part = command.part
    counts: Counter[str] = Counter(run.counts)
    batch = OfferBatch(run.origin, part.offers, command.words, command.seen)
    result = await write_offers(batch, uow)
    for (what, outcome), n in result.counts.items():
        if what == "offers":
            counts[outcome] += n
    await _seen(await uow.feed_runs.records(run.source, part.stands), uow)
    counts["read"] += len(part.offers) + len(part.stands)
    counts["unreadable"] += part.unreadable
    counts["cut"] = int(bool(counts["cut"]) or part.cut)
    kept = dict(run.cursor)
    gone = set(kept.get("gone", ()))
    # withdrawn in an earlier part and there again in this one: the last word counts
    last_words = (gone - {*part.stands, *(one.source_id for one in part.offers)}) | {*part.gone}
    if last_words != gone:
        kept["gone"] = sorted(last_words)
    if command.last:
        kept["at"] = part.cursor
    # a new object each: what is changed inside one is not seen
    run.cursor, run.counts, run.alive_at = kept, dict(counts), uow.clock.now()
    return counts


async def _seen(records: Sequence[tuple[int, int]], uow: UnitOfWork) -> None:
    """Rows that cannot be read but for their ids: what stands of them stays open, and nothing is published anew."""
    now = uow.clock.now()
    states = await uow.feed.states({offer for _, offer in records})
    still = states.keys() - past_their_time(states, now)
    await uow.feed.seen([record for record, _ in records], still, now, now + OPEN_FOR)


@service(is_system_or_administrator)
async def fail_run(_actor: Actor, command: EndRun, uow: UnitOfWork) -> RunView:
    """The run could not be read to its end: what it wrote stays, nothing is withdrawn.

    Raises:
        Conflict: another process took the run over (`feed_taken`).
    """
    run = await _own(command.run, uow)
    run.state, run.ended_at = FeedState.FAILED, uow.clock.now()
    run.error, run.detail = command.error[:40], command.detail[:300]
    return _view(run)


@service(is_system_or_administrator)
async def settle_run(actor: Actor, command: SettleRun, uow: UnitOfWork) -> RunView:
    """Withdraw some of what a run that was read to its end no longer has; call again until it is no longer running.

    Raises:
        Conflict: another process took the run over (`feed_taken`).
    """
    run = await _own(command.run, uow)
    now = uow.clock.now()
    told = await uow.feed_runs.records(run.source, run.cursor.get("gone", ()))
    if "believed" not in run.cursor:
        missing = len(told)
        if run.kind is FeedKind.FULL:
            missing += await uow.feed_runs.missing(run.source, run.started_at)
        run.counts = dict(run.counts) | {"missing": missing}
        # a delta in which nothing is new is no silence
        counts = run.counts if run.kind is FeedKind.FULL else run.counts | {"read": 1}
        held = why_held(counts, counts.get("standing", 0), missing, command.most_gone)
        if held and command.most_gone < 1:
            run.state, run.ended_at, run.error = FeedState.HELD, now, held
            return _view(run)
        run.cursor = dict(run.cursor) | {"believed": True}
    some = list(told[:AT_ONCE])
    if run.kind is FeedKind.FULL and len(some) < AT_ONCE:
        left = AT_ONCE - len(some)
        some += await uow.feed_runs.some_missing(run.source, run.started_at, left)
    run.counts = dict(run.counts) | {
        "withdrawn": run.counts.get("withdrawn", 0) + await _withdraw(actor, some, uow)
    }
    run.alive_at = now
    if len(some) < AT_ONCE:
        run.state, run.ended_at = FeedState.DONE, now
    return _view(run)


async def _withdraw(actor: Actor, records: list[tuple[int, int]], uow: UnitOfWork) -> int:
    """End records; an offer goes when its last one goes. Answers how many offers went."""
    if not records:
        return 0
    await uow.feed_runs.end_records([record for record, _ in records], uow.clock.now())
    concerned = {offer for _, offer in records}
    standing = await uow.feed_runs.still_found(concerned)
    await uow.feed_runs.lead_anew(standing)
    for offer_id in standing:
        uow.changed(OFFER, offer_id)
    over = [
        offer
        for offer in await uow.endings.offers(concerned - standing)
        if offer.status is OfferStatus.PUBLISHED
    ]
    await end_offers(uow, actor, over, Ending.GONE)
    return len(over)


@service(is_watching_feeds, writes=False)
async def list_runs(_actor: Actor, source: str, uow: UnitOfWork) -> list[RunView]:
    """The latest runs of a feed, the last first."""
    return [_view(run) for run in await uow.feed_runs.latest(source)]


async def _own(begun: Begun, uow: UnitOfWork) -> FeedRun:
    await uow.imports.exclusive()
    run = await uow.feed_runs.get(begun.id)
    if run is None:
        raise NotFound("feed_unknown")
    if run.claim != begun.claim or run.state is not FeedState.RUNNING:
        raise Conflict("feed_taken")
    return run


def _view(run: FeedRun) -> RunView:
    return RunView(
        id=run.id,
        kind=run.kind,
        state=run.state,
        origin=run.origin,
        error=run.error,
        detail=run.detail,
        started_at=run.started_at,
        alive_at=run.alive_at,
        ended_at=run.ended_at,
        counts=dict(run.counts),
    )
