"""Alembic's environment: online only, through the product's own engine."""

import asyncio
from typing import Literal

from alembic import context
from sqlalchemy import Connection, text

from myjobmatch.db import models as _models  # noqa: F401 - registers the tables
from myjobmatch.db.base import Base, UtcDateTime
from myjobmatch.db.engine import WRITE, create_engine


def _render(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Migrations stand alone: they name SQLAlchemy's types, not ours."""
    return (
        "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UtcDateTime) else False
    )


def _migrate(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # two processes that start together: the second waits, then finds nothing to do
        connection.execute(text("SELECT pg_advisory_xact_lock(7203117)"))
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        render_item=_render,
    )
    with context.begin_transaction():
        context.run_migrations()


async def _run() -> None:
    engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")
    async with engine.connect() as plain:
        connection = await plain.execution_options(**{WRITE: True})
        async with connection.begin():
            await connection.run_sync(_migrate)
    await engine.dispose()


asyncio.run(_run())
