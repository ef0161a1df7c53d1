"""Neither the town's wordings nor the phrases of `bench/` are trained on: they measure what is learnt."""

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import myjobmatch
from myjobmatch.matching.encoder.normalise import words_of
from myjobmatch.matching.evaluation.town.wording import LANGUAGES, WORDS, table

PACKAGE = Path(myjobmatch.__file__).parent
PHRASES = PACKAGE.parent / "bench" / "phrases"
TRAINED_ON = (PACKAGE / "matching" / "training", PACKAGE / "demo" / "catalogue")
COMMON_WORDS = 5
"""Up to so many words a phrase is anybody's ("changer une chambre à air"); longer ones are somebody's."""


def test_no_sentence_of_the_town_is_trained_on() -> None:
    known = {plain(cell) for cell in cells()}
    assert len(known) > 1000
    told = {plain(text) for text in wordings()}
    assert len(told) > 900
    both = told & known
    assert {text for text in both if len(text.split()) > COMMON_WORDS} == set()
    assert len(both) < 0.2 * len(told)


def test_no_phrase_of_the_benchmark_is_trained_on() -> None:
    known = {plain(cell) for cell in cells()}
    told = {plain(text) for text in phrases()}
    assert len(told) >= 360
    both = told & known
    assert {text for text in both if len(text.split()) > 2} == set()
    assert len(both) < 0.02 * len(told)


def phrases() -> Iterator[str]:
    for path in sorted(PHRASES.glob("*.toml")):
        yield from (row["text"] for row in tomllib.loads(path.read_text("utf-8"))["phrase"])


def plain(text: str) -> str:
    return " ".join(words_of(text))


def wordings() -> Iterator[str]:
    for file in sorted(path.stem for path in WORDS.glob("*.toml")):
        entries: dict[str, Any] = table(file)
        if file.startswith("cases"):
            rows = [*entries.get("case", ()), *entries.get("call", ())]
            people = [
                *rows,
                *(each for row in rows for key in ("right", "wrong") for each in row.get(key, ())),
            ]
            yield from (
                text for one in people for key in ("says", "wants") for text in one.get(key, ())
            )
        elif file != "adverts":
            for entry in entries.values():
                for key in (*LANGUAGES, "wish", "life"):
                    yield from entry.get(key, ())


def cells() -> Iterator[str]:
    for folder in TRAINED_ON:
        for path in sorted(
            [*folder.rglob("*.csv"), *folder.rglob("*.tsv"), *folder.rglob("*.txt")]
        ):
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.reader(file, delimiter="\t" if path.suffix == ".tsv" else ","):
                    for cell in row:
                        yield from cell.split("|")
