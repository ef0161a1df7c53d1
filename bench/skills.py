"""Everyday phrases in six languages: is the skill meant among the first five suggestions, and how soon?

    python bench/skills.py [--entries 20000] [--json]

The phrases are in `bench/phrases/`: `blind.toml` by someone who had seen neither code nor word lists,
`known.toml` by someone who knew the lists; reported apart, and by language. They are asked of what the
skills page asks as one types (`CatalogueView.find_skills_typed`), over the demonstration's catalogue.
For the durations the catalogue is filled up to `--entries` skills with invented labels, which are not
there when right answers are counted. Peers over the same labels: character n-grams (TF-IDF), and
all-MiniLM-L6-v2 where it is installed. Holds when the share in French is at least 0.85 and in each other
language 0.7, and p95 is at most 100 ms.
"""

import argparse
import sys
import time
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import numpy as np
from _report import Report, emit, latencies, progress

from myjobmatch.db.repositories.catalogue import LabelRow
from myjobmatch.demo.catalogue.reader import Catalogue, read_catalogue
from myjobmatch.domain.enums import LabelKind
from myjobmatch.matching.encoder import load_encoder
from myjobmatch.matching.evaluation.systems import minilm_folder
from myjobmatch.matching.lexical import LexicalIndex
from myjobmatch.services.catalogue_view import CatalogueRows, CatalogueView

FIRST = 5
BAR_FRENCH, BAR_OTHER, BAR_MS = 0.85, 0.7, 100.0
PHRASES = Path(__file__).parent / "phrases"

Find = Callable[[str], Sequence[int]]
"""The first five skills for a phrase, best first."""


@dataclass(frozen=True)
class Phrase:
    """Something that somebody says they did; any one of `expected` is right."""

    set_name: str
    language: str
    text: str
    expected: frozenset[str]


def phrases() -> list[Phrase]:
    """All of `bench/phrases/`."""
    return [
        Phrase(path.stem, row["language"], row["text"], frozenset(row["expected"]))
        for path in sorted(PHRASES.glob("*.toml"))
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["phrase"]
    ]


def label_rows(catalogue: Catalogue) -> tuple[list[str], list[LabelRow]]:
    """The skills' codes, and their names under the place of their code."""
    codes = [skill.code for skill in catalogue.skills]
    place = {code: number for number, code in enumerate(codes)}
    rows = []
    for skill in catalogue.skills:
        for language, label, others in (
            ("fr", skill.label_fr, skill.synonyms_fr),
            ("en", skill.label_en, skill.synonyms_en),
        ):
            named = [(LabelKind.PREFERRED, label), *((LabelKind.ALTERNATIVE, t) for t in others)]
            rows += [LabelRow(place[skill.code], language, kind, text) for kind, text in named]
    for name in (name for name in catalogue.names if name.code in place):
        named = [
            (LabelKind.PREFERRED, name.label),
            *((LabelKind.ALTERNATIVE, t) for t in name.synonyms),
        ]
        rows += [LabelRow(place[name.code], name.language, kind, text) for kind, text in named]
    said = catalogue.skill_texts
    rows += [LabelRow(place[t.skill_code], t.language, LabelKind.ALTERNATIVE, t.text) for t in said]
    return codes, rows


def view_of(rows: Sequence[LabelRow]) -> CatalogueView:
    """The product's view of a catalogue of these skills."""
    return CatalogueView.build(CatalogueRows(rows, (), (), (), ()), load_encoder())


def filled(rows: Sequence[LabelRow], entries: int) -> list[LabelRow]:
    """The rows, and invented labels (the words of two) until there are so many skills."""
    draw = np.random.default_rng(1)
    own = [row.text for row in rows if row.language == "fr" and row.kind is LabelKind.PREFERRED]
    first = max(row.entity_id for row in rows) + 1
    invented = []
    for number in range(first, entries):
        one, other = (own[int(i)].split() for i in draw.integers(0, len(own), 2))
        text = " ".join([*one[: len(one) // 2 + 1], *other[len(other) // 2 :]])
        invented.append(LabelRow(number, "fr", LabelKind.PREFERRED, text))
    return [*rows, *invented]


def peers(rows: Sequence[LabelRow]) -> dict[str, Find]:
    """Other ways to find the nearest names."""
    texts, owners = [row.text for row in rows], np.array([row.entity_id for row in rows])

    def firsts(scores: np.ndarray) -> list[int]:
        return list(dict.fromkeys(owners[np.argsort(-scores, kind="stable")].tolist()))[:FIRST]

    letters = LexicalIndex(texts)
    found: dict[str, Find] = {"char_tfidf": lambda text: firsts(letters.scores([text])[0])}
    if (folder := minilm_folder()) is not None:
        encoder = load_encoder(folder)
        vectors = encoder.encode(texts)
        found["all_minilm_l6_v2"] = lambda text: firsts(vectors @ encoder.encode([text])[0])
    return found


def shares(asked: Sequence[Phrase], codes: Sequence[str], find: Find) -> dict[str, float]:
    """Share of the phrases answered, by language, and by set and language."""
    right: dict[str, list[bool]] = {}
    for phrase in asked:
        hit = any(codes[place] in phrase.expected for place in find(phrase.text))
        for name in (phrase.language, f"{phrase.set_name}_{phrase.language}"):
            right.setdefault(name, []).append(hit)
    return {name: round(float(np.mean(hits)), 3) for name, hits in sorted(right.items())}


def durations(asked: Sequence[Phrase], view: CatalogueView) -> list[float]:
    """Milliseconds of the thread for each phrase."""
    spent = []
    for phrase in asked:
        begin = time.thread_time()
        view.find_skills_typed(phrase.text, FIRST)
        spent.append((time.thread_time() - begin) * 1000)
    return spent


def main() -> None:
    """Read the command line, measure, print."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--entries", type=int, default=20_000)
    reader.add_argument("--missed", action="store_true", help="tell the phrases not answered")
    reader.add_argument("--json", action="store_true")
    options = reader.parse_args()
    asked = phrases()
    codes, rows = label_rows(read_catalogue())
    view = view_of(rows)

    def ours(text: str) -> list[int]:
        return [place for place, _ in view.find_skills_typed(text, FIRST)]

    found = shares(asked, codes, ours)
    if options.missed:
        for phrase in asked:
            places = ours(phrase.text)
            if not any(codes[place] in phrase.expected for place in places):
                names = " | ".join(view.skills.get(place) for place in places)
                progress(f"{phrase.set_name} {phrase.language}: {phrase.text} -> {names}")
    others = {}
    for name, find in peers(rows).items():
        progress(f"peer: {name}")
        others[name] = shares(asked, codes, find)
    progress(f"durations at {options.entries:,} skills")
    large = view_of(filled(rows, options.entries))
    durations(asked[:20], large)
    timed = latencies(durations(asked, large))
    languages = sorted({phrase.language for phrase in asked})
    holds = all(found[name] >= (BAR_FRENCH if name == "fr" else BAR_OTHER) for name in languages)
    size = {
        "phrases_count": len(asked),
        "skills_count": len(codes),
        "entries_count": options.entries,
    }
    ok = holds and timed["p95_ms"] <= BAR_MS
    emit([Report("skills", size, {**found, **timed}, others, ok=ok)], as_json=options.json)


if __name__ == "__main__":
    main()
