"""How well the checker does on sentences whose answer is known: precision and recall."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from myjobmatch.domain.offer_check.check import check_text
from myjobmatch.domain.offer_check.finding import Severity

UNLAWFUL = "unlawful"


@dataclass(frozen=True, slots=True)
class Score:
    """A hit is a sentence with any finding, refused or asked.

    `precision` is the share of hits that are unlawful, `recall` the share of the unlawful that is hit;
    `refused_count` counts hits that are refused rather than sent to a moderator.
    """

    count: int
    precision: float
    recall: float
    found_count: int
    missed_count: int
    wrong_count: int
    refused_count: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the corpus, and what the checker said of it."""

    text: str
    language: str
    unlawful: bool
    hit: bool
    refused: bool


def read(rows: Iterable[Mapping[str, object]]) -> list[Sentence]:
    """The checker's answers on rows of `{text, language, label}`."""
    read_rows: list[Sentence] = []
    for row in rows:
        text = str(row["text"])
        found = check_text(text)
        read_rows.append(
            Sentence(
                text,
                str(row["language"]),
                row["label"] == UNLAWFUL,
                bool(found),
                any(one.severity is Severity.REFUSE for one in found),
            )
        )
    return read_rows


def score(sentences: list[Sentence]) -> Score:
    """Precision and recall over some sentences; 1.0 where there is nothing to be wrong about."""
    right = sum(one.hit and one.unlawful for one in sentences)
    wrong = sum(one.hit and not one.unlawful for one in sentences)
    missed = sum(one.unlawful and not one.hit for one in sentences)
    return Score(
        len(sentences),
        round(right / (right + wrong), 4) if right + wrong else 1.0,
        round(right / (right + missed), 4) if right + missed else 1.0,
        right,
        missed,
        wrong,
        sum(one.refused for one in sentences),
    )


def by_language(sentences: list[Sentence]) -> dict[str, Score]:
    """The score in all, and of each language."""
    languages = sorted({one.language for one in sentences})
    return {
        "all": score(sentences),
        **{lang: score([one for one in sentences if one.language == lang]) for lang in languages},
    }
