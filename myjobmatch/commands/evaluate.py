"""`myjobmatch evaluate`: the product's text retrieval on tasks in the MELO format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from myjobmatch.matching.evaluation.report import Report


def register(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command("evaluate")(evaluate)


def evaluate(
    task_dirs: Annotated[
        list[Path],
        typer.Argument(
            metavar="TASK_DIR…",
            help="Folders with queries.tsv, corpus_elements.tsv and annotations.tsv.",
        ),
    ],
    encoder: Annotated[
        str | None, typer.Option(help="Name or folder of a sentence-transformers model.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object and nothing else.")
    ] = False,
    peers: Annotated[
        bool, typer.Option("--peers", help="Measure all-MiniLM-L6-v2 beside, where installed.")
    ] = False,
) -> None:
    """Measure MRR, A@1, A@5, A@10 and texts encoded a second, with peers in the same run."""
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
        rows = {"product": ours} | {name: peer[task] for name, peer in report.peers.items()}
        for name, m in rows.items():
            figures = (f"{value:.4f}" for value in (m.mrr, m.a1, m.a5, m.a10))
            table.add_row(task, name, str(m.queries), *figures)
        table.add_section()
    console = Console()
    console.print(table)
    console.print(f"{report.encoder}: {report.texts_per_second:,.0f} texts/s")
