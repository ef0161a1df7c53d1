"""`myjobmatch import offers | rome | esco | gtfs`: real input, with progress, a summary and every bad row told."""

from __future__ import annotations

import asyncio
import csv
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from myjobmatch.integrations.problems import Problem
    from myjobmatch.services.importing import Importer, Summary

SHOWN = 20
"""So many bad rows are listed on the screen; more go to a file."""

REFUSED = 2
"""Exit status when the file as a whole cannot be read."""

Report = Annotated[
    Path | None,
    typer.Option(help="Where to list the rows told of, when there are more than 20 (CSV)."),
]


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    group = typer.Typer(no_args_is_help=True, help="Import offers, taxonomies and timetables.")
    group.command("offers")(offers)
    group.command("rome")(rome)
    group.command("esco")(esco)
    group.command("gtfs")(gtfs)
    group.command("forget-gtfs")(forget_gtfs)
    app.add_typer(group, name="import")


def offers(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, readable=True, metavar="FILE")
    ],
    report: Report = None,
) -> None:
    """Import France Travail "Offres d'emploi v2": JSON or JSON lines, also gzipped."""
    from myjobmatch.domain.actor import SYSTEM

    _run(file, report, file.stat().st_size, lambda importer: importer.offers(SYSTEM, file))


def rome(
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, readable=True, metavar="DIR")
    ],
    report: Report = None,
) -> None:
    """Import ROME's open-data CSV files as published, release 3 or 4."""
    from myjobmatch.domain.actor import SYSTEM
    from myjobmatch.integrations.problems import UnreadableSource
    from myjobmatch.integrations.rome import rome_files

    try:
        size = sum(file.path.stat().st_size for file in rome_files(folder))
    except UnreadableSource:
        size = 0  # told by the import itself
    _run(folder, report, size, lambda importer: importer.rome(SYSTEM, folder))


def esco(
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, readable=True, metavar="DIR")
    ],
    language: Annotated[
        list[str] | None, typer.Option(help="Only this language (may be repeated), such as fr.")
    ] = None,
    report: Report = None,
) -> None:
    """Import ESCO's official CSV files, any language."""
    from myjobmatch.domain.actor import SYSTEM
    from myjobmatch.integrations.esco import esco_files
    from myjobmatch.integrations.problems import UnreadableSource

    wanted = tuple(language or ())
    try:
        size = sum(file.path.stat().st_size for file in esco_files(folder, wanted))
    except UnreadableSource:
        size = 0  # told by the import itself
    _run(folder, report, size, lambda importer: importer.esco(SYSTEM, folder, wanted))


def gtfs(
    path: Annotated[Path, typer.Argument(exists=True, readable=True, metavar="ZIP_OR_DIR")],
    name: Annotated[
        str, typer.Option(help="The feed's name; by default that of its publisher.")
    ] = "",
    report: Report = None,
) -> None:
    """Import a public transport timetable (GTFS), a zip archive or a folder."""
    from myjobmatch.domain.actor import SYSTEM
    from myjobmatch.integrations.gtfs.source import GtfsSource
    from myjobmatch.integrations.problems import UnreadableSource

    try:
        with GtfsSource(path) as source:
            size = source.size
    except (UnreadableSource, OSError):
        size = 0  # told by the import itself
    _run(path, report, size, lambda importer: importer.gtfs(SYSTEM, path, name.strip()[:120]))


def forget_gtfs(name: Annotated[str, typer.Argument(help="The feed's name.")]) -> None:
    """Take a public transport timetable out of force: its area is estimated again."""
    from myjobmatch.db.migrate import upgrade
    from myjobmatch.db.uow import Database
    from myjobmatch.domain.actor import SYSTEM
    from myjobmatch.domain.clock import SystemClock
    from myjobmatch.services.transit import forget_feed
    from myjobmatch.settings import get_settings

    settings = get_settings()
    settings.open_data_dir()

    async def carry_out() -> bool:
        database = Database(settings.sqlalchemy_url, SystemClock())
        try:
            async with database.unit() as uow:
                return await forget_feed(SYSTEM, name, uow)
        finally:
            await database.close()

    upgrade(settings.sqlalchemy_url)
    found = asyncio.run(carry_out())
    key = "cli.import.feed_forgotten" if found else "cli.import.feed_unknown"
    typer.echo(_teller()(key, name=name), err=not found)
    if not found:
        raise typer.Exit(REFUSED)


def _run(
    source: Path, report: Path | None, size: int, work: Callable[[Importer], Awaitable[Summary]]
) -> None:
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    from myjobmatch.db.migrate import upgrade
    from myjobmatch.db.uow import Database
    from myjobmatch.domain.clock import SystemClock
    from myjobmatch.integrations.problems import UnreadableSource
    from myjobmatch.services.importing import Importer
    from myjobmatch.settings import get_settings

    settings = get_settings()
    errors = Console(stderr=True)
    say = _teller()
    settings.open_data_dir()
    where = report or settings.data_dir / "import-reports" / f"{source.stem or 'import'}.csv"

    async def carry_out(problems: Problems, on_bytes: Callable[[int], None]) -> Summary:
        database = Database(settings.sqlalchemy_url, SystemClock())
        try:
            return await work(Importer(database, problems.tell, on_bytes))
        finally:
            await database.close()

    upgrade(settings.sqlalchemy_url)
    bar = Progress(
        "{task.description}", BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=errors
    )
    with Problems(where) as problems:
        try:
            with bar:
                task = bar.add_task(source.name, total=size or None)
                summary = asyncio.run(
                    carry_out(problems, lambda read: bar.update(task, completed=read))
                )
        except UnreadableSource as error:
            errors.print(say(f"cli.import.unreadable.{error.code}", file=error.file), style="red")
            raise typer.Exit(REFUSED) from error
        except OSError as error:
            sentence = say(
                "cli.import.unreadable.disk", file=source.name, reason=str(error.strerror)
            )
            errors.print(sentence, style="red")
            raise typer.Exit(REFUSED) from error
    _show(summary, problems, say, errors)


class Problems:
    """Keeps the first rows told of; writes all of them to a file once they are too many to list."""

    def __init__(self, path: Path) -> None:
        """Report to `path` when needed; nothing is written before."""
        self.path = path
        self.first: list[Problem] = []
        self.count = 0
        self._file: TextIO | None = None

    def __enter__(self) -> Problems:
        """Begin."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Close the report."""
        if self._file is not None:
            self._file.close()

    def tell(self, problem: Problem) -> None:
        """Take note of a row."""
        self.count += 1
        if self.count <= SHOWN:
            self.first.append(problem)
            return
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("w", encoding="utf-8", newline="")
            csv.writer(self._file).writerow(("file", "line", "id", "code", "skipped", "reason"))
            csv.writer(self._file).writerows(_cells(early) for early in self.first)
        csv.writer(self._file).writerow(_cells(problem))


def _cells(problem: Problem) -> tuple[str | int, ...]:
    reason = _teller()(f"cli.import.problem.{problem.code}")
    # a leading formula sign would be run by a spreadsheet
    ref = f"'{problem.ref}" if problem.ref.startswith(("=", "+", "-", "@")) else problem.ref
    return problem.file, problem.line, ref, problem.code, int(problem.skipped), reason


def _teller() -> Callable[..., str]:
    from myjobmatch.i18n.translate import translate
    from myjobmatch.settings import get_settings

    locale = get_settings().default_locale
    return lambda key, **params: translate(locale, key, **params)


def _show(summary: Summary, problems: Problems, say: Callable[..., str], errors: Console) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    outcomes = ("created", "attached", "updated", "reopened", "unchanged", "unused", "skipped")
    used = [name for name in outcomes if any(summary.of(part, name) for part in summary.parts)]
    table = Table(say("cli.import.part"), say("cli.import.outcome.read"))
    for name in used:
        table.add_column(say(f"cli.import.outcome.{name}"), justify="right")
    for part in summary.parts:
        counts = [summary.of(part, name) for name in used]
        table.add_row(say(f"cli.import.part.{part}"), str(sum(counts)), *map(str, counts))
    console = Console()
    console.print(table)
    if summary.usual_days:
        weekday, saturday, until = (day.isoformat() if day else "–" for day in summary.usual_days)
        told = say("cli.import.usual_days", weekday=weekday, saturday=saturday, until=until)
        console.print(told, soft_wrap=True, highlight=False)
    for heading, counted in (
        ("cli.import.skips", summary.skips),
        ("cli.import.gaps", summary.gaps),
    ):
        if counted:
            console.print(say(heading))
        for code, count in counted.most_common():
            console.print(f"  {count:>7}  {escape(say(f'cli.import.problem.{code}'))}")
    if problems.count > SHOWN:
        errors.print(
            say("cli.import.reported", count=problems.count, path=str(problems.path)),
            soft_wrap=True,
        )
        return
    for problem in problems.first:
        line = say(
            "cli.import.row",
            file=problem.file,
            line=str(problem.line),
            ref=problem.ref,
            reason=say(f"cli.import.problem.{problem.code}"),
        )
        errors.print(escape(line), soft_wrap=True, highlight=False)
