"""Counting the activity log for the dashboards: batch after batch, each entry once, restartable at any point."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.figures import (
    AnswerKey,
    DayKey,
    Entry,
    Mark,
    OfferKind,
    Pair,
    Step,
    advance,
    answer_of_pair,
    count_days,
    days_of_pair,
    days_of_presences,
    of_everybody,
    pair_of,
    presences,
)
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.application import Application
from myjobmatch.services.building import service

BATCH = 5_000
"""Entries counted in one transaction while the product is in use: a tenth of a second of the writer's time."""
REBUILD_BATCH = 20_000

_UNKNOWN = OfferKind(inside=False, company_id=None)


@dataclass(frozen=True, slots=True)
class CountBatch:
    """Count entries up to a number, at most so many."""

    until: int
    limit: int = BATCH


@dataclass(frozen=True, slots=True)
class Counted:
    """How many entries were counted, up to which number, and whether none is left below the one named."""

    entries: int
    last_id: int
    done: bool


@service(is_system)
async def log_horizon(_actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """The number up to which the log is whole: nothing below can still appear."""
    return await uow.figures.horizon()


@service(is_system)
async def count_batch(_actor: Actor, command: CountBatch, uow: UnitOfWork) -> Counted:
    """Count the next entries; the cursor moves in the same transaction, hence each entry counts once."""
    cursor = await uow.figures.cursor()
    entries, reached = await uow.figures.entries(cursor.last_id, command.until, command.limit)
    days = count_days(entries)
    await _count_pairs(entries, days, uow)
    days.update(of_everybody(days))
    days.update(await _count_presence(entries, uow))
    await uow.figures.add_days(days)
    cursor.last_id = reached
    cursor.counted_at = uow.clock.now()
    if done := reached >= command.until:
        cursor.rebuilding = False
    return Counted(len(entries), reached, done)


@service(is_system)
async def forget_counts(_actor: Actor, _command: None, uow: UnitOfWork) -> None:
    """Drop all counts; the next batches make them anew, from the first entry of the log."""
    cursor = await uow.figures.cursor()
    await uow.figures.forget()
    cursor.last_id, cursor.rebuilding = 0, True


async def count_activity(
    app: Application, *, limit: int = BATCH, told: Callable[[Counted, int], None] | None = None
) -> int:
    """Count all that the log holds and was not counted; answers how many entries that were."""
    until = await app.run(log_horizon, SYSTEM, None)
    total = 0
    while True:
        counted = await app.run(count_batch, SYSTEM, CountBatch(until, limit))
        total += counted.entries
        if told is not None:
            told(counted, until)
        if counted.done:
            return total


async def _count_presence(entries: list[Entry], uow: UnitOfWork) -> Counter[DayKey]:
    """Keep the weeks of youths; answers the distinct youths that this adds to days and weeks."""
    weeks = presences(entries)
    known, firsts = await uow.figures.presences(weeks.keys())
    moved = {}
    for key, week in weeks.items():
        first = firsts.get(key.youth_id)
        if week.days and (first is None or key.monday < first):
            moved[key.youth_id] = firsts[key.youth_id] = key.monday
    await uow.figures.add_weeks(weeks, firsts)
    await uow.figures.move_firsts(moved)
    return days_of_presences(weeks, known)


async def _count_pairs(entries: list[Entry], days: Counter[DayKey], uow: UnitOfWork) -> None:
    moving: dict[Pair, list[Entry]] = {}
    for entry in entries:
        if (pair := pair_of(entry)) is not None:
            moving.setdefault(pair, []).append(entry)
    if not moving:
        return
    known = await uow.figures.steps(moving.keys())
    offers = await uow.figures.offers({offer_id for _, offer_id in moving})
    kept: dict[tuple[Pair, Step], Mark] = {}
    gone: list[tuple[Pair, Step]] = []
    answers: Counter[AnswerKey] = Counter()
    for pair, its in moving.items():
        before = known.get(pair, {})
        after = dict(before)
        for entry in its:
            advance(after, entry)
        if after == before:
            continue
        offer = offers.get(pair[1], _UNKNOWN)
        days.update(days_of_pair(after, offer))
        days.subtract(days_of_pair(before, offer))
        for steps, sign in ((before, -1), (after, 1)):
            if (answer := answer_of_pair(steps, offer)) is not None:
                answers[answer] += sign
        kept |= {(pair, step): mark for step, mark in after.items() if before.get(step) != mark}
        gone += [(pair, step) for step in before if step not in after]
    await uow.figures.keep_steps(kept, gone)
    await uow.figures.add_answers(answers)
