"""`myjobmatch aggregates`: count what the activity log holds for the dashboards, or all of it anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from myjobmatch.services.counting import Counted


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("aggregates")(aggregates)


def aggregates(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Drop the counts and make them anew from the log.")
    ] = False,
) -> None:
    """Bring the dashboards' figures up to the log. It may be stopped and started again at any time.

    The worker does it every few seconds; beside it, or beside another of this command, each entry still counts once.
    Dashboards say that their figures are being made anew while a rebuild lasts.
    """
    import asyncio

    total = asyncio.run(_count(rebuild=rebuild))
    typer.echo(f"{total:,} entries counted.")


async def _count(*, rebuild: bool) -> int:
    from myjobmatch.db.uow import Database
    from myjobmatch.domain.actor import SYSTEM
    from myjobmatch.domain.clock import SystemClock
    from myjobmatch.services.application import Application
    from myjobmatch.services.counting import REBUILD_BATCH, count_activity, forget_counts
    from myjobmatch.services.matching_runtime import MatchingRuntime
    from myjobmatch.settings import get_settings

    settings = get_settings()
    clock = SystemClock()
    database = Database(settings.sqlalchemy_url, clock)
    app = Application(database, clock, MatchingRuntime(database, None, None))
    try:
        if rebuild:
            await app.run(forget_counts, SYSTEM, None)
        return await count_activity(app, limit=REBUILD_BATCH, told=_tell)
    finally:
        await app.close()


def _tell(counted: Counted, until: int) -> None:
    if counted.entries and not counted.done:
        typer.echo(f"up to entry {counted.last_id:,} of {until:,}", err=True)
