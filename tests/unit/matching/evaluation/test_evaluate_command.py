"""`myjobmatch evaluate` on a task of four labels."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from myjobmatch.commands import evaluate
from myjobmatch.matching.evaluation.tasks import BadTask, read_task


@pytest.fixture
def app() -> typer.Typer:
    app = typer.Typer()
    evaluate.register(app)
    return app


@pytest.fixture
def task_dir(tmp_path: Path) -> Path:
    folder = tmp_path / "tiny_fr"
    folder.mkdir()
    (folder / "queries.tsv").write_text("Q1\tBoucher (h/f)\nQ2\tbaker\n", encoding="utf-8")
    (folder / "corpus_elements.tsv").write_text(
        "C1\tboucher\nC2\tboulanger\nC3\tsoudeur\nC4\tboulangère\n", encoding="utf-8"
    )
    (folder / "annotations.tsv").write_text("Q1\t0\tC1\t1\nQ2\t0\tC2\t1\nQ2\t0\tC4\t1\n")
    return folder


def test_json_is_one_object_of_the_agreed_form(app: typer.Typer, task_dir: Path) -> None:
    result = CliRunner().invoke(app, [str(task_dir), "--json"])
    assert result.exit_code == 0, result.output
    found = json.loads(result.stdout)
    assert found["encoder"] == "default"
    assert found["texts_per_second"] > 0
    assert found["tasks"]["tiny_fr"] == {"queries": 2, "mrr": 1.0, "a1": 1.0, "a5": 1.0, "a10": 1.0}
    assert found["peers"]["char_tfidf"]["tasks"]["tiny_fr"]["a1"] >= 0.5
    assert "dense_only" in found["peers"]


def test_concepts_count_once_whatever_their_labels(app: typer.Typer, task_dir: Path) -> None:
    labels = ["cuisinier", "cuisinier de collectivité", "cuisinière", "boulanger", "pâtissier"]
    ids = ["C1_fr_000", "C1_fr_001", "C1_fr_002", "C2_fr_000", "C3_fr_000"]
    rows = "\n".join(f"{key}\t{text}" for key, text in zip(ids, labels, strict=True))
    (task_dir / "corpus_elements.tsv").write_text(rows + "\n", encoding="utf-8")
    (task_dir / "queries.tsv").write_text("Q1\tcuisinier\n", encoding="utf-8")
    (task_dir / "annotations.tsv").write_text("Q1\t0\tC2_fr_000\t1\n")
    result = CliRunner().invoke(app, [str(task_dir), "--json"])
    found = json.loads(result.stdout)
    assert found["by_concept"]["tasks"]["tiny_fr"]["mrr"] >= 0.3333
    assert found["peers"]["dense_only"]["tasks"]["tiny_fr"]["mrr"] <= 0.25


def test_table_names_the_peers(app: typer.Typer, task_dir: Path) -> None:
    result = CliRunner().invoke(app, [str(task_dir)])
    assert result.exit_code == 0, result.output
    assert "char_tfidf" in result.stdout


def test_a_folder_that_is_no_task(app: typer.Typer, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, [str(tmp_path), "--json"])
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_line_short_of_a_column_is_named(task_dir: Path) -> None:
    (task_dir / "annotations.tsv").write_text("Q1\t0\tC1\n")
    with pytest.raises(BadTask, match=r"annotations\.tsv:1"):
        read_task(task_dir)


def test_judgements_of_zero_are_no_right_answers(task_dir: Path) -> None:
    (task_dir / "annotations.tsv").write_text("Q1\t0\tC1\t1\nQ1\t0\tC3\t0\n")
    assert read_task(task_dir).right == {"Q1": frozenset({"C1"})}
