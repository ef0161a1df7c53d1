"""Takes ESCO's labels in further languages from a benchmark's corpus: never queries or answers."""

from __future__ import annotations

import re
from pathlib import Path

from myjobmatch.matching.training.esco import plain_label
from myjobmatch.matching.training.tables import pairs_of
from myjobmatch.matching.training.taxonomy import Concept, Taxonomy

CORPUS_FILE = "corpus_elements.tsv"
_ELEMENT = re.compile(r"^C(?P<number>\d+)_(?P<language>[a-z]{2})_\d+$")


def read_corpora(folder: Path, taxonomy: Taxonomy) -> int:
    """Adds the labels of every corpus below `folder` that numbers ESCO's concepts by language.

    Corpora with as many concepts number the same release alike: ISCO's groups by their codes, then
    the occupations by their URIs. So a release read before, of the same size, tells each number's
    concept; elsewhere a preferred label does, where exactly one concept carries it.
    Reads `corpus_elements.tsv` alone. Returns the labels read.
    """
    releases: dict[int, dict[str, dict[str, list[str]]]] = {}
    count = 0
    for path in sorted(folder.rglob(CORPUS_FILE)):
        labels: dict[str, dict[str, list[str]]] = {}
        for identifier, text in pairs_of(path):
            if found := _ELEMENT.match(identifier):
                by_language = labels.setdefault(found["number"], {})
                by_language.setdefault(found["language"], []).append(plain_label(text))
                count += 1
        release = releases.setdefault(len(labels), {})
        for number, by_language in labels.items():
            release.setdefault(number, {}).update(by_language)
    preferred = _concepts_by_preferred_label(taxonomy)
    numbered = {len(keys): keys for keys in taxonomy.releases}
    for size, release in releases.items():
        keys = numbered.get(size, [])
        for number, by_language in release.items():
            known = (
                taxonomy.concepts.get(keys[int(number) - 1])
                if keys and 0 < int(number) <= size
                else _known(by_language, preferred)
            )
            concept = known or taxonomy.concept(f"esco-{size}:{number}", "occupation")
            for language, texts in by_language.items():
                concept.add(language, *texts)
    return count


def _concepts_by_preferred_label(taxonomy: Taxonomy) -> dict[tuple[str, str], list[Concept]]:
    found: dict[tuple[str, str], list[Concept]] = {}
    for concept in taxonomy.concepts.values():
        if concept.kind == "occupation" and concept.key.startswith("esco:"):
            for language, texts in concept.wordings.items():
                found.setdefault((language, texts[0]), []).append(concept)
    return found


def _known(
    by_language: dict[str, list[str]], preferred: dict[tuple[str, str], list[Concept]]
) -> Concept | None:
    for language in sorted(by_language):
        same = preferred.get((language, by_language[language][0]), [])
        if len(same) == 1:
            return same[0]
    return None
