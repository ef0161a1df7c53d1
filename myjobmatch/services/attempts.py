"""Limits on tries: counted before a secret is looked at, by what is tried and by who tries."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta

from myjobmatch.db.models import SignInAttempt
from myjobmatch.db.repositories.accounts import DAILY_TRIES
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.errors import TooMany

WINDOW = timedelta(minutes=15)


def key_of(kind: str, value: str) -> str:
    """How tries of a kind on a value are counted: by a hash, so that the table tells nobody's login."""
    return f"{kind}:{hashlib.sha256(value.encode()).hexdigest()[:40]}"


def daily_key_of(kind: str, value: str) -> str:
    """As `key_of`, for tries that are counted over a day."""
    return f"{DAILY_TRIES}{key_of(kind, value)}"


async def count_tries(
    database: Database,
    limits: Mapping[str, int],
    now: datetime,
    code: str,
    *,
    since: datetime | None = None,
) -> list[int]:
    """Count this try as a failure under each key until it has succeeded; answers the ids to forget it by.

    Those of the last `WINDOW` are counted, or those since a moment: of today, under keys of `daily_key_of`.

    It is written before the secret is looked at: counted only afterwards, a thousand tries made
    at the same moment would each see none.

    Raises:
        TooMany: there were too many (`code`, with `minutes`); this one is not counted, or waiting would not help.
    """
    tries = [SignInAttempt(key=key, at=now) for key in limits]
    async with database.unit() as uow:
        await uow.accounts.forget_attempts_before(now - 4 * WINDOW)
        for attempt in tries:
            uow.accounts.add(attempt)
        await uow.accounts.flush()
    ids = [attempt.id for attempt in tries]
    try:
        async with database.unit(write=False) as uow:
            await _refuse_too_many(uow, limits, now, since or now - WINDOW, ids, code)
    except TooMany:
        await forget_tries(database, ids)
        raise
    return ids


async def forget_tries(database: Database, ids: list[int]) -> None:
    """These were no failures."""
    async with database.unit() as uow:
        await uow.accounts.forget_attempts_by_id(ids)


async def _refuse_too_many(
    uow: UnitOfWork,
    limits: Mapping[str, int],
    now: datetime,
    since: datetime,
    but: list[int],
    code: str,
) -> None:
    for key, limit in limits.items():
        failures = await uow.accounts.attempts_since(key, since, but=but)
        if len(failures) >= limit:
            wait = failures[-limit] + WINDOW - now
            raise TooMany(code, minutes=max(1, round(wait.total_seconds() / 60)))
