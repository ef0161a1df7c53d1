"""What a taxonomy teaches: concepts with their wordings in several languages, and their links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Concept:
    """One meaning and the ways to say it.

    `family` groups meanings too near to be told apart by a title (the appellations of one ROME
    code); it is the concept's own key where there is no such group.
    """

    key: str
    kind: str
    family: str
    wordings: dict[str, list[str]] = field(default_factory=dict)
    descriptions: list[str] = field(default_factory=list)

    def add(self, language: str, *texts: str) -> None:
        """Adds wordings that are not there yet; empty texts are left out."""
        known = self.wordings.setdefault(language, [])
        for text in texts:
            tidy = " ".join(text.split())
            if tidy and tidy not in known:
                known.append(tidy)


@dataclass(slots=True)
class Taxonomy:
    """Concepts by key, and which skills go with which occupation (keys of both).

    `fillers` are words that people put around what they mean ("I used to", "we are looking for").
    `releases` holds, for each release of ESCO read, its groups' and then its occupations' keys, each
    ascending.
    """

    concepts: dict[str, Concept] = field(default_factory=dict)
    skills_of: dict[str, list[str]] = field(default_factory=dict)
    fillers: list[str] = field(default_factory=list)
    releases: list[list[str]] = field(default_factory=list)

    def concept(self, key: str, kind: str, family: str | None = None) -> Concept:
        """The concept of that key, made when new."""
        return self.concepts.setdefault(key, Concept(key, kind, family or key))

    def link(self, occupation: str, skill: str) -> None:
        """Says that the occupation asks for the skill."""
        self.skills_of.setdefault(occupation, []).append(skill)

    def without(self, keys: Iterable[str]) -> Taxonomy:
        """The same taxonomy with these concepts never mentioned, in labels or in links."""
        left_out = set(keys)
        kept = {key: concept for key, concept in self.concepts.items() if key not in left_out}
        links = {
            occupation: [skill for skill in skills if skill not in left_out]
            for occupation, skills in self.skills_of.items()
            if occupation not in left_out
        }
        links = {occupation: skills for occupation, skills in links.items() if skills}
        return Taxonomy(kept, links, self.fillers, self.releases)

    def languages(self) -> dict[str, int]:
        """Number of wordings in each language."""
        counts: dict[str, int] = {}
        for concept in self.concepts.values():
            for language, texts in concept.wordings.items():
                counts[language] = counts.get(language, 0) + len(texts)
        return counts
