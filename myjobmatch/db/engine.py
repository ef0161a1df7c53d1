"""Engines: the pragmas of SQLite, the pool of PostgreSQL, and who begins a write how."""

import json
from typing import Any

import orjson
import sqlalchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from myjobmatch.db.sorting import FOLDING, fold

WRITE = "myjobmatch_write"
"""Execution option of a connection that is going to write: SQLite then begins IMMEDIATE."""

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}


def async_url(url: str) -> str:
    """The same address with its asynchronous driver."""
    scheme, rest = url.split("://", 1)
    return f"{_DRIVERS.get(scheme, scheme)}://{rest}"


def create_engine(url: str) -> AsyncEngine:
    """An engine for `sqlite:///path` or `postgresql://…`; drivers are added when absent."""
    parsed = make_url(async_url(url))
    options = dict(_OPTIONS)
    if parsed.get_backend_name() == "postgresql":
        options |= {"pool_size": 10, "max_overflow": 10, "pool_pre_ping": True}
    else:
        # a reader holds one as long as its deck is ranked; opening one costs a thread
        options |= {"pool_size": 16, "max_overflow": 16}
    engine = create_async_engine(parsed, **options)
    if parsed.get_backend_name() == "sqlite":
        _as_we_use_sqlite(engine.sync_engine)
    return engine


def create_plain_engine(url: str) -> Engine | None:
    """An engine without asyncio for a SQLite file, for threads (`db.aside`); None for anything else."""
    parsed = make_url(async_url(url))
    if parsed.get_backend_name() != "sqlite" or parsed.database in (None, "", ":memory:"):
        return None
    engine = sqlalchemy.create_engine(
        parsed.set(drivername="sqlite+pysqlite"),
        **_OPTIONS,
        pool_size=8,
        max_overflow=16,
        connect_args={"check_same_thread": False},
    )
    _as_we_use_sqlite(engine)
    return engine


def create_beside_engine(url: str) -> Engine:
    """An engine without asyncio for PostgreSQL, for work beside the loop; it opens nothing by itself."""
    from myjobmatch.db.vectors import psycopg_url  # psycopg is loaded where threads need it

    return sqlalchemy.create_engine(
        psycopg_url(url), **_OPTIONS, pool_size=2, max_overflow=4, pool_pre_ping=True
    )


def _as_we_use_sqlite(engine: Engine) -> None:
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)


_any_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Made once: `json.dumps` makes an encoder at each call that is not its default."""

_STRICT = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def _compact_json(value: Any) -> str:
    try:
        return orjson.dumps(value, option=_STRICT).decode()
    except TypeError:
        # halves of surrogate pairs, integers of more than 64 bits, keys that are no texts
        return _any_json(value)


# a failed statement is logged: its text, never what people typed
_OPTIONS: dict[str, Any] = {"json_serializer": _compact_json, "hide_parameters": True}


def _prepare_sqlite(dbapi_connection: Any, _record: object) -> None:
    dbapi_connection.isolation_level = None  # we say BEGIN ourselves, below
    dbapi_connection.create_function(FOLDING, 1, fold, deterministic=True)
    cursor = dbapi_connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "synchronous=NORMAL",
        "cache_size=-32000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get(WRITE, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
