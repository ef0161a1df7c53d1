"""Rankings are kept for two years, and the youngest for ever. On both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import Side
from myjobmatch.services import ranking_logs
from myjobmatch.services.application import Application
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.ranking_logs import KEPT, forget_rankings


async def test_old_ones_go_a_few_at_a_time(
    database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking_logs, "AT_ONCE", 2)
    app = Application(database, clock, MatchingRuntime(database, None))
    kept: list[int] = []
    for age in (900, 800, 760, 731, 729, 1):
        async with database.unit() as uow:
            at = clock.now() - timedelta(days=age)
            kept.append(await uow.rankings.add(Side.YOUTH, "engine", {"ids": []}, at))
    assert await forget_rankings(app) == 4
    async with database.unit(write=False) as uow:
        assert [await uow.rankings.get(number) is not None for number in kept] == [
            False,
            False,
            False,
            False,
            True,
            True,
        ]
    clock.advance(2 * KEPT)
    assert await forget_rankings(app) == 1
    async with database.unit(write=False) as uow:
        assert await uow.rankings.get(kept[-1]) is not None
    assert await forget_rankings(app) == 0
