"""`myjobmatch password`: another password for somebody who works here and has forgotten theirs."""

from __future__ import annotations

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("password")(password)


def password(login: Annotated[str, typer.Argument(help="What they sign in with.")]) -> None:
    """Print another password for an advisor, a manager, an officer, a funder or an administrator.

    Whoever is signed in by that account is out. Youths get a code from their advisor, recruiters a link by mail.
    """
    import asyncio

    made = asyncio.run(_renew(login))
    if not made:
        typer.echo("Nobody who works here signs in with that.", err=True)
        raise typer.Exit(1)
    typer.echo(made)


async def _renew(login: str) -> str:
    import secrets

    from myjobmatch.db.uow import Database
    from myjobmatch.domain.actor import SYSTEM
    from myjobmatch.domain.clock import SystemClock
    from myjobmatch.services.application import Application
    from myjobmatch.services.matching_runtime import MatchingRuntime
    from myjobmatch.services.password_renewal import StaffPassword, renew_staff_password
    from myjobmatch.services.passwords import hash_password
    from myjobmatch.settings import get_settings

    clock = SystemClock()
    database = Database(get_settings().sqlalchemy_url, clock)
    app = Application(database, clock, MatchingRuntime(database, None, None))
    made = secrets.token_urlsafe(12)
    command = StaffPassword(login, await hash_password(made))
    try:
        return made if await app.run(renew_staff_password, SYSTEM, command) else ""
    finally:
        await app.close()
