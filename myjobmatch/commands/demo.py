"""`myjobmatch demo`: load the invented world once; `myjobmatch accounts`: who to try it as."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from myjobmatch.demo.accounts import ShownAccount
    from myjobmatch.demo.load import DemoSummary
    from myjobmatch.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the commands."""

    @app.command()
    def demo(
        accounts: Annotated[
            bool, typer.Option("--accounts", help="Only print the accounts.")
        ] = False,
        once: Annotated[
            bool, typer.Option("--once", help="Say nothing of the accounts, nor when it is there.")
        ] = False,
    ) -> None:
        """Load the demonstration data; where it is loaded already, nothing changes."""
        settings = _demonstration_settings()
        if not accounts:
            summary = asyncio.run(_load(settings))
            if summary.loaded or not once:
                _print_summary(summary)
        if not once:
            _print_accounts(asyncio.run(_shown(settings)))

    @app.command()
    def accounts() -> None:
        """Print the demonstration's accounts and their password."""
        _print_accounts(asyncio.run(_shown(_demonstration_settings())))


def _demonstration_settings() -> Settings:
    from myjobmatch.settings import get_settings

    settings = get_settings()
    if not settings.demo:
        typer.echo(
            "This is not a demonstration: set MYJOBMATCH_DEMO=true to load invented people.",
            err=True,
        )
        raise typer.Exit(1)
    return settings


async def _load(settings: Settings) -> DemoSummary:
    from myjobmatch.db.uow import Database
    from myjobmatch.demo.load import load_demo
    from myjobmatch.domain.clock import SystemClock

    clock = SystemClock()
    database = Database(settings.sqlalchemy_url, clock)
    try:
        return await load_demo(database.unit, clock)
    finally:
        await database.close()


async def _shown(settings: Settings) -> list[ShownAccount]:
    from myjobmatch.db.uow import Database
    from myjobmatch.demo.accounts import shown_accounts
    from myjobmatch.domain.clock import SystemClock

    database = Database(settings.sqlalchemy_url, SystemClock())
    try:
        return await shown_accounts(database.unit)
    finally:
        await database.close()


def _print_summary(summary: DemoSummary) -> None:
    if not summary.loaded:
        typer.echo("The demonstration is loaded already.")
        return
    counts = ", ".join(f"{count} {kind}" for kind, count in summary.counts.items())
    typer.echo(f"Demonstration loaded: {counts}.")


def _print_accounts(accounts: Sequence[ShownAccount]) -> None:
    from rich.console import Console
    from rich.table import Table

    if not accounts:
        typer.echo("The demonstration is not loaded: run `myjobmatch demo`.")
        return
    table = Table(title="Demonstration accounts")
    for heading in ("login", "password", "role", "name"):
        table.add_column(heading)
    for account in accounts:
        table.add_row(account.login, account.password, account.role, account.name)
    Console().print(table)
