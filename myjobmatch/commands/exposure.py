"""`myjobmatch exposure`: who was seen in the last week, and who fits somebody and was not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from myjobmatch.services.exposure import ExposureReport


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("exposure")(exposure)


def exposure(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object and nothing else.")
    ] = False,
) -> None:
    """Say which share of the offers and youths who fit somebody was seen in the last week."""
    import asyncio
    import json
    from dataclasses import asdict

    report = asyncio.run(_look())
    if as_json:
        typer.echo(json.dumps(asdict(report)))
    else:
        _print(report)


async def _look() -> ExposureReport:
    from myjobmatch.db.uow import Database
    from myjobmatch.domain.clock import SystemClock
    from myjobmatch.services.application import Application
    from myjobmatch.services.exposure import look_at_exposure
    from myjobmatch.services.matching_runtime import MatchingRuntime
    from myjobmatch.services.vector_stores import chosen_store
    from myjobmatch.settings import get_settings

    settings = get_settings()
    clock = SystemClock()
    database = Database(settings.sqlalchemy_url, clock)
    with chosen_store(settings.vectors, settings.sqlalchemy_url) as open_vectors:
        encoder = settings.encoder or None
        # without the folder: the server's own index file is left alone
        runtime = MatchingRuntime(database, None, encoder, open_vectors)
        app = Application(database, clock, runtime)
        try:
            return await look_at_exposure(app)
        finally:
            await app.close()


def _print(report: ExposureReport) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    offers, youths = report.offers, report.youths
    table = Table("last 7 days", "offers", "youths", caption="- : fewer than five people, not told")
    rows: list[tuple[str, object, object]] = [
        ("published, searching", offers.open_count, youths.searching_count),
        ("fit somebody", offers.fitting_count, youths.fitting_count),
        ("of these shown", offers.seen_share, youths.seen_share),
        ("of these decided on", offers.decided_share, ""),
        ("Gini of views", round(offers.gini, 3), youths.gini and round(youths.gini, 3)),
        ("not shown", offers.unseen_count, youths.unseen_count),
        ("longest since published", f"{offers.longest_wait_days} days", ""),
    ]
    for name, *figures in rows:
        table.add_row(name, *("-" if figure is None else str(figure) for figure in figures))
    console = Console()
    console.print(table)
    for each in offers.waiting:
        days = "" if each.published_days is None else f", {each.published_days} days"
        console.print(escape(f"not shown: {each.title} ({each.id}{days})"), highlight=False)
