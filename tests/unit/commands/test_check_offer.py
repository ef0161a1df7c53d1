"""`myjobmatch check-offer`: a text, an offer, a list of offers, a corpus; one object on standard output."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from myjobmatch.commands import check_offer

CORPUS = Path(__file__).parents[2] / "corpus" / "offers"


def run(*arguments: str) -> tuple[int, str]:
    """(exit status, standard output) of the command."""
    app = typer.Typer()
    app.callback()(lambda: None)
    check_offer.register(app)
    answer = CliRunner().invoke(app, ["check-offer", *arguments])
    return answer.exit_code, answer.stdout


def test_a_text_is_told_with_its_words_rule_and_another_wording(tmp_path: Path) -> None:
    file = tmp_path / "offer.txt"
    file.write_text("Nous cherchons une jeune femme dynamique.", "utf-8")
    status, out = run(str(file), "--json")
    told = json.loads(out)
    assert status == 0
    assert (told["offers_count"], told["findings_count"]) == (1, 1)
    (finding,) = told["offers"][0]["findings"]
    assert (finding["words"], finding["kind"], finding["article"], finding["severity"]) == (
        "jeune femme",
        "sex_and_age",
        "L1142-1",
        "refuse",
    )
    assert finding["why"]
    assert finding["instead"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one.json", '{"id": "a", "intitule": "Serveuse", "description": "Service en salle."}'),
        ("list.json", '[{"id": "a", "title": "Serveuse", "description": "Service en salle."}]'),
        ("lines.jsonl", '{"id": "a", "intitule": "Serveuse", "description": "Service."}\n'),
        ("feed.json", '{"resultats": [{"id": "a", "intitule": "Serveuse", "description": ""}]}'),
    ],
)
def test_offers_are_read_in_each_shape(tmp_path: Path, name: str, text: str) -> None:
    file = tmp_path / name
    file.write_text(text, "utf-8")
    told = json.loads(run(str(file), "--json")[1])
    assert told["offers"][0]["id"] == "a"
    assert told["offers"][0]["findings"][0]["kind"] == "sexed_title"


def test_a_corpus_is_scored_by_half_and_language() -> None:
    files = [str(CORPUS / f"{half}.jsonl") for half in ("known", "blind")]
    told = json.loads(run(*files, "--json")[1])["corpus"]
    assert set(told["halves"]) == {"known", "blind"}
    assert set(told["halves"]["blind"]) == {"all", "fr", "en"}
    for score in (told["all"], *(half["all"] for half in told["halves"].values())):
        assert score["precision"] >= 0.95
        assert score["recall"] >= 0.95


@pytest.mark.parametrize("text", ["{broken", "3"])
def test_what_cannot_be_read_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "offer.json"
    file.write_text(text, "utf-8")
    assert run(str(file), "--json")[0] == 2
    assert run(str(tmp_path / "none.txt"), "--json")[0] == 2
