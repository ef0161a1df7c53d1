"""The ground the other integration tests stand on: databases of one's own, Redis, no network."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest
import redis
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text

from myjobmatch.domain.clock import FixedClock
from tests.fixtures.network import NetworkBlockedError

if TYPE_CHECKING:
    from myjobmatch.db.uow import Database


def table_names(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


async def test_each_system_gets_the_same_tables(database: Database) -> None:
    async with database.engine.connect() as connection:
        tables = await connection.run_sync(table_names)

    assert "alembic_version" in tables
    assert len(tables) > 20


async def test_migrations_lead_to_the_schema_that_the_models_declare(database: Database) -> None:
    from myjobmatch.db.base import Base

    def differences(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection)
        return list(compare_metadata(context, Base.metadata))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_sqlite_checks_foreign_keys_and_writes_ahead(
    sqlite_url: str, clock: FixedClock
) -> None:
    from myjobmatch.db.uow import Database

    database = Database(sqlite_url, clock)
    async with database.engine.connect() as connection:
        assert (await connection.execute(text("PRAGMA foreign_keys"))).scalar_one() == 1
        assert (await connection.execute(text("PRAGMA journal_mode"))).scalar_one() == "wal"
    await database.close()


@pytest.mark.parametrize("time", ["first", "second"])
async def test_a_test_never_sees_what_another_left(database: Database, time: str) -> None:
    async with database.engine.begin() as connection:
        assert "left_behind" not in await connection.run_sync(table_names), time
        await connection.execute(text("CREATE TABLE left_behind (id INTEGER)"))


def test_redis_is_empty_and_ours(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0
        client.set("left", "behind")


def test_redis_is_empty_again(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0


@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_another_machine_cannot_be_reached(host: str) -> None:
    with pytest.raises(NetworkBlockedError, match=host):
        socket.create_connection((host, 443), timeout=1)
