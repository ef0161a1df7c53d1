"""`myjobmatch learn`: learn the engine's figures from decisions, off line; or forget what was learnt."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from myjobmatch.services.application import Application
    from myjobmatch.services.learning import Learnt

R = TypeVar("R")

REFUSED = 2
"""Exit status when the guard refuses what was learnt."""


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("learn")(learn)


def learn(
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="First day (UTC) learnt from; 180 days ago by default."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be learnt, keep nothing.")
    ] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Go back to the figures made by hand.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object and nothing else.")
    ] = False,
) -> None:
    """Learn from likes, passes with their reasons, consents, interviews and hires, and check it.

    What was learnt from earlier decisions is taken only where it tells later ones better than what is
    in force. It is in force at once, in every process. docs/matching/learning.md
    """
    from rich.console import Console

    from myjobmatch.matching.learning.guard import GuardFailed

    progress = Console(stderr=True)
    if forget:
        if dry_run or since:
            raise typer.BadParameter("--forget goes alone")
        forgotten = asyncio.run(_with_application(_forget))
        said = "what was learnt is forgotten" if forgotten else "nothing had been learnt"
        typer.echo(json.dumps({"forgotten": forgotten}) if as_json else said)
        return
    try:
        with progress.status("…") as status:
            learnt = asyncio.run(
                _with_application(lambda app: _learn(app, since, status.update, keep=not dry_run))
            )
    except GuardFailed as reason:
        progress.print(f"refused, what was in force stays: {reason}", style="red")
        raise typer.Exit(REFUSED) from reason
    if as_json:
        typer.echo(
            json.dumps({**learnt.as_json(), "kept": bool(learnt.lesson.taken) and not dry_run})
        )
    else:
        _print(learnt, dry_run=dry_run)


async def _learn(
    app: Application, since: datetime | None, on_step: Callable[[str], None], *, keep: bool
) -> Learnt:
    from datetime import UTC

    from myjobmatch.domain.actor import SYSTEM
    from myjobmatch.services.learning import WINDOW, Window, learn_from_decisions

    until = app.clock.now()
    begins = since.replace(tzinfo=UTC) if since else until - WINDOW
    window = Window(begins, until)
    return await learn_from_decisions(app, SYSTEM, window, keep=keep, on_step=on_step)


async def _forget(app: Application) -> bool:
    from myjobmatch.domain.actor import SYSTEM
    from myjobmatch.services.learning import forget_figures

    return await forget_figures(app, SYSTEM)


async def _with_application(work: Callable[[Application], Awaitable[R]]) -> R:
    from myjobmatch.db.migrate import upgrade
    from myjobmatch.db.uow import Database
    from myjobmatch.domain.clock import SystemClock
    from myjobmatch.services.application import Application
    from myjobmatch.services.matching_runtime import MatchingRuntime
    from myjobmatch.services.vector_stores import chosen_store
    from myjobmatch.settings import get_settings

    settings = get_settings()
    await asyncio.to_thread(upgrade, settings.sqlalchemy_url)
    clock = SystemClock()
    database = Database(settings.sqlalchemy_url, clock)
    with chosen_store(settings.vectors, settings.sqlalchemy_url) as open_vectors:
        runtime = MatchingRuntime(
            database, settings.data_dir, settings.encoder or None, open_vectors
        )
        app = Application(database, clock, runtime)
        try:
            return await work(app)
        finally:
            await app.close()


REFUSALS = {
    "too_few": "too few decisions: nothing is learnt",
    "powers_no_better": "how much the parts weigh stays: later decisions do not bear out a change",
    "calibration_no_better": "what a score means stays: later decisions do not bear out a change",
}


def _print(learnt: Learnt, *, dry_run: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    from myjobmatch.matching.parameters import POWERS

    console, lesson = Console(), learnt.lesson
    decisions = Table("decisions", "yes", "no", caption=f"by {learnt.people} people")
    for name in [key.removesuffix("_yes") for key in learnt.counts if key.endswith("_yes")]:
        yes, no = learnt.counts[f"{name}_yes"], learnt.counts[f"{name}_no"]
        decisions.add_row(name.replace("_", " "), str(yes), str(no))
    console.print(decisions)
    for why, count in learnt.left_out.items():
        console.print(f"{count} left out: {why.replace('_', ' ')}")
    figures = Table("figure", "before", "after")
    before, after = learnt.before, lesson.parameters
    for name, old, new in zip(POWERS, before.powers, after.powers, strict=True):
        figures.add_row(name.replace("_", " "), f"{old:.3f}", f"{new:.3f}")
    for name, old, new in zip("abcd", before.calibration, after.calibration, strict=True):
        figures.add_row(f"calibration {name}", f"{old:.3f}", f"{new:.3f}")
    figures.add_row("calibrated on", before.calibrated_on, after.calibrated_on)
    console.print(figures)
    if lesson.check is not None:
        check = lesson.check
        held = Table(
            "held out", "log loss", "Brier", "calibration error", "AUC",
            caption=f"the latest {check.count} decisions on cards, {check.yes} yes",
        )  # fmt: skip
        rows = {
            "in force": check.in_force,
            "same powers, curve anew": check.same_powers,
            "learnt": check.learnt,
        }
        for name, m in rows.items():
            each = (m.log_loss, m.brier, m.calibration_error, m.auc)
            held.add_row(name, *(f"{value:.4f}" for value in each))
        console.print(held)
        console.print(f"learnt powers save {check.gain:.4f} ± {check.gain_error:.4f} a decision")
        bins = Table("cards", "told", "found", caption="held-out cards by the share told of them")
        for part in check.told:
            bins.add_row(str(part.count), f"{part.told:.3f}", f"{part.found:.3f}")
        console.print(bins)
    for refusal in lesson.refusals:
        console.print(REFUSALS[refusal])
    if lesson.taken:
        taken = " and ".join(lesson.taken)
        console.print(f"{taken}: " + ("would be kept" if dry_run else "in force from now on"))
