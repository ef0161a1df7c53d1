"""`myjobmatch feed run | status`: keep the offers of a feed in step by hand, and see how its last runs went."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from myjobmatch.integrations.feed_source import FeedSource
    from myjobmatch.services.feeds import RunView
    from myjobmatch.settings import Settings

TROUBLE = 3
"""Exit status when the run failed, or withdrew nothing because its silence was doubted."""

REFUSED = 2
"""Exit status when there is no feed to run."""

_OUTCOMES = ("read", "created", "attached", "updated", "reopened", "unchanged", "withdrawn")


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    group = typer.Typer(no_args_is_help=True, help="Keep the offers of a feed in step.")
    group.command("run")(run)
    group.command("status")(status)
    app.add_typer(group, name="feed")


def run(
    file: Annotated[
        Path | None,
        typer.Argument(exists=True, dir_okay=False, readable=True, metavar="[FILE]"),
    ] = None,
    delta: Annotated[
        bool, typer.Option("--delta", help="Only what is new, changed and told to be withdrawn.")
    ] = False,
    accept: Annotated[
        bool,
        typer.Option("--accept", help="Believe the run whatever share of the offers it withdraws."),
    ] = False,
) -> None:
    """Run the feed of the settings, or FILE: new, changed and withdrawn offers; a broken-off run goes on."""
    from myjobmatch.db.migrate import upgrade
    from myjobmatch.domain.clock import SystemClock
    from myjobmatch.domain.errors import DomainError
    from myjobmatch.domain.feeds import TROUBLED, FeedKind
    from myjobmatch.integrations.feed_source import FileFeed
    from myjobmatch.settings import get_settings
    from myjobmatch.wiring_feeds import feed_of

    settings = get_settings()
    say = _teller(settings)
    source = FileFeed(file) if file is not None else feed_of(settings, SystemClock())
    if source is None:
        typer.echo(say("cli.feed.none"), err=True)
        raise typer.Exit(REFUSED)
    settings.open_data_dir()
    upgrade(settings.sqlalchemy_url)
    kind = FeedKind.DELTA if delta else FeedKind.FULL
    try:
        view = asyncio.run(_run(settings, source, kind, accept=accept, say=say))
    except DomainError as refusal:
        typer.echo(say(f"error.{refusal.code}"), err=True)
        raise typer.Exit(TROUBLE) from refusal
    _show(view, say)
    if view.state in TROUBLED:
        raise typer.Exit(TROUBLE)


def status() -> None:
    """The last runs of the feed: what they did, and why one withdrew nothing."""
    from myjobmatch.db.migrate import upgrade
    from myjobmatch.domain.feeds import TROUBLED
    from myjobmatch.settings import get_settings

    settings = get_settings()
    say = _teller(settings)
    settings.open_data_dir()
    upgrade(settings.sqlalchemy_url)
    views = asyncio.run(_latest(settings))
    if not views:
        typer.echo(say("cli.feed.never"))
        return
    for view in views:
        _show(view, say)
    if views[0].state in TROUBLED:
        raise typer.Exit(TROUBLE)


async def _run(
    settings: Settings, source: FeedSource, kind: object, *, accept: bool, say: Callable[..., str]
) -> RunView:
    from myjobmatch.db.uow import Database
    from myjobmatch.domain.actor import SYSTEM
    from myjobmatch.domain.clock import SystemClock
    from myjobmatch.domain.feeds import FeedKind
    from myjobmatch.services.feed_running import run_feed

    database = Database(settings.sqlalchemy_url, SystemClock())
    try:
        return await run_feed(
            database,
            SYSTEM,
            source,
            FeedKind(str(kind)),
            most_gone=1.0 if accept else settings.feed_most_gone,
            on_run=lambda begun: (
                typer.echo(say("cli.feed.resumed"), err=True) if begun.resumed else None
            ),
            on_counts=lambda counts: typer.echo(
                say("cli.feed.so_far", count=counts.get("read", 0)), err=True
            ),
        )
    finally:
        await source.close()
        await database.close()


async def _latest(settings: Settings) -> list[RunView]:
    from myjobmatch.db.uow import Database
    from myjobmatch.domain.actor import SYSTEM
    from myjobmatch.domain.clock import SystemClock
    from myjobmatch.integrations.france_travail import SOURCE
    from myjobmatch.services.feeds import list_runs

    database = Database(settings.sqlalchemy_url, SystemClock())
    try:
        async with database.unit(write=False) as uow:
            return await list_runs(SYSTEM, SOURCE, uow)
    finally:
        await database.close()


def _show(view: RunView, say: Callable[..., str]) -> None:
    at = view.started_at.strftime("%Y-%m-%d %H:%M UTC")
    head = say(f"cli.feed.{view.kind}", at=at, origin=view.origin)
    counts = ", ".join(
        say(f"cli.feed.count.{name}", count=view.counts[name])
        for name in _OUTCOMES
        if view.counts.get(name)
    )
    typer.echo(f"{head} {say(f'cli.feed.state.{view.state}')}" + (f" {counts}." if counts else ""))
    if view.error:
        told = say(
            f"cli.feed.why.{view.error}",
            missing=view.counts.get("missing", 0),
            standing=view.counts.get("standing", 0),
        )
        typer.echo(f"  {told}" + (f" ({view.detail})" if view.detail else ""))


def _teller(settings: Settings) -> Callable[..., str]:
    from myjobmatch.i18n.translate import translate

    return lambda key, **params: translate(settings.default_locale, key, **params)
