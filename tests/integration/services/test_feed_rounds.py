"""When the worker runs the feed, and what a manager sees when it goes wrong."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from myjobmatch.db.models import FeedRun
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import Role
from myjobmatch.domain.feeds import FeedKind, FeedState
from myjobmatch.domain.today import TodayKind
from myjobmatch.integrations.feed_source import FileFeed
from myjobmatch.integrations.france_travail_http import FranceTravailHttp
from myjobmatch.services.application import Application
from myjobmatch.services.feed_rounds import kind_due, run_when_due
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.today.feeds import feeds_in_trouble
from myjobmatch.settings import Settings
from myjobmatch.wiring_feeds import feed_of, feed_round
from tests import factories
from tests.integration.services.test_feed_runs import offer

EVERY = timedelta(hours=6)


@pytest.fixture
def app(database: Database, clock: FixedClock) -> Application:
    return Application(database, clock, MatchingRuntime(database, None))


def written(path: Path, count: int) -> Path:
    path.write_text(json.dumps([offer(number) for number in range(count)]), encoding="utf-8")
    return path


async def due(app: Application, *, has_deltas: bool = True) -> FeedKind | None:
    return await app.run(kind_due, SYSTEM, "france_travail", EVERY, has_deltas=has_deltas)


async def ended(
    app: Application, kind: FeedKind, state: FeedState = FeedState.DONE, error: str = ""
) -> None:
    async with app.database.unit() as uow:
        now = uow.clock.now()
        over = None if state is FeedState.RUNNING else now
        run = FeedRun(
            source="france_travail", kind=kind, state=state, error=error, cursor={}, counts={},
            started_at=now, alive_at=now, ended_at=over,
        )  # fmt: skip
        await uow.feed_runs.add(run)


async def test_all_of_it_once_a_day_and_what_is_new_in_between(
    app: Application, clock: FixedClock
) -> None:
    assert await due(app) is FeedKind.FULL
    await ended(app, FeedKind.FULL)
    assert await due(app) is None
    clock.advance(EVERY)
    assert await due(app) is FeedKind.DELTA
    assert await due(app, has_deltas=False) is FeedKind.FULL
    await ended(app, FeedKind.DELTA)
    clock.advance(timedelta(hours=15))
    assert await due(app) is FeedKind.FULL


async def test_a_run_that_failed_is_tried_again_in_an_hour_and_one_broken_off_at_once(
    app: Application, clock: FixedClock
) -> None:
    await ended(app, FeedKind.FULL, FeedState.FAILED, "down")
    clock.advance(timedelta(minutes=59))
    assert await due(app) is None
    clock.advance(timedelta(minutes=1))
    assert await due(app) is FeedKind.FULL
    await ended(app, FeedKind.DELTA, FeedState.RUNNING)
    assert await due(app) is FeedKind.DELTA


async def test_the_round_runs_the_file_that_is_set(
    app: Application, clock: FixedClock, tmp_path: Path
) -> None:
    path = written(tmp_path / "feed.json", 3)
    settings = Settings(feed="file", feed_file=str(path), feed_every_h=6)
    await feed_round(app, settings)
    async with app.database.unit(write=False) as uow:
        assert len(await uow.offers.published_ids(clock.now())) == 3
        assert len(await uow.feed_runs.latest("france_travail")) == 1
    await feed_round(app, settings)
    async with app.database.unit(write=False) as uow:
        assert len(await uow.feed_runs.latest("france_travail")) == 1, "not due yet"
    await feed_round(app, Settings())


async def test_another_process_at_work_is_left_alone(
    app: Application, clock: FixedClock, tmp_path: Path
) -> None:
    source = FileFeed(written(tmp_path / "feed.json", 3))
    await ended(app, FeedKind.FULL, FeedState.RUNNING)
    assert await run_when_due(app, source, EVERY, 0.3, has_deltas=False) is None
    clock.advance(timedelta(minutes=16))
    view = await run_when_due(app, source, EVERY, 0.3, has_deltas=False)
    assert view is not None
    assert view.state is FeedState.DONE


def test_what_is_set_is_what_is_read(clock: FixedClock) -> None:
    assert feed_of(Settings(), clock) is None
    http = Settings(
        feed="http", feed_client_id="us", feed_client_secret="s", feed_departments=["91"]
    )
    source = feed_of(http, clock)
    assert isinstance(source, FranceTravailHttp)
    assert source.origin == "api.francetravail.io 91"
    with pytest.raises(ValueError, match="MYJOBMATCH_FEED_FILE"):
        Settings(feed="file")
    with pytest.raises(
        ValueError, match="MYJOBMATCH_FEED_CLIENT_ID, MYJOBMATCH_FEED_CLIENT_SECRET"
    ):
        Settings(feed="http")


async def manager(database: Database) -> Actor:
    async with database.unit() as uow:
        return await factories.staff(uow, Role.MANAGER, await factories.structure(uow))


@pytest.mark.parametrize(
    ("state", "error", "detail"),
    [(FeedState.HELD, "shrunk", "feed_held"), (FeedState.FAILED, "down", "feed_failed")],
)
async def test_a_manager_is_told_of_a_feed_in_trouble_until_it_goes_well_again(
    app: Application, database: Database, clock: FixedClock,
    state: FeedState, error: str, detail: str,
) -> None:  # fmt: skip
    actor = await manager(database)
    await ended(app, FeedKind.FULL, state, error)
    async with database.unit(write=False) as uow:
        found = await feeds_in_trouble(actor, uow)
    (row,) = found.rows
    assert (row.kind, row.detail, row.href) == (TodayKind.FEED, detail, "/conseil/flux")
    clock.advance(timedelta(hours=1))
    await ended(app, FeedKind.FULL, FeedState.RUNNING)
    async with database.unit(write=False) as uow:
        assert (await feeds_in_trouble(actor, uow)).total == 1, (
            "a new one that runs settles nothing"
        )
    await ended(app, FeedKind.FULL)
    async with database.unit(write=False) as uow:
        assert (await feeds_in_trouble(actor, uow)).total == 0
