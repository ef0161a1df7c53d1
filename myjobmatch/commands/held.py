"""`myjobmatch held`: what the law makes one keep of people who were erased."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from myjobmatch.services.legal_holds import Hold


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("held")(held)


def held(
    why: Annotated[str, typer.Option("--why", help="For whom and what for; it is audited.")],
) -> None:
    """Print, as JSON, the papers of erased participants of an operation, for its control."""
    import asyncio
    import json

    holds = asyncio.run(_read(why))
    told = [
        {
            "person": one.person,
            "reason": one.reason,
            "held_on": one.held_on.isoformat(),
            "until": one.until.isoformat(),
        }
        | dict(one.data)
        for one in holds
    ]
    typer.echo(json.dumps(told, ensure_ascii=False, indent=2))


async def _read(why: str) -> list[Hold]:
    from myjobmatch.db.uow import Database
    from myjobmatch.domain.actor import SYSTEM
    from myjobmatch.domain.clock import SystemClock
    from myjobmatch.services.application import Application
    from myjobmatch.services.legal_holds import read_holds
    from myjobmatch.services.matching_runtime import MatchingRuntime
    from myjobmatch.settings import get_settings

    clock = SystemClock()
    database = Database(get_settings().sqlalchemy_url, clock)
    app = Application(database, clock, MatchingRuntime(database, None, None))
    try:
        return await app.run(read_holds, SYSTEM, why)
    finally:
        await app.close()
