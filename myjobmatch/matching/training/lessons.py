"""Batches of pairs that should lie close: two wordings of one concept, a title and its skills.

A batch keeps to one kind of pair, so that its other pairs are worthy negatives, and to one
taxonomy: the same job in ESCO and in ROME must not be taught to differ, for want of a link.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.training.near import Embed, near_misses
from myjobmatch.matching.training.taxonomy import Concept, Taxonomy
from myjobmatch.matching.training.vocabulary import Text, WordTable

# How often a language is drawn, against 1 for one not named: the languages most read here.
_LANGUAGE_WEIGHT = {"fr": 3.0, "en": 3.0}
_LONGEST_SKILL_LIST = 8
_NEAR = ("occupations", "skills")
_IN_COMPANY = 0.25
_ACROSS = 0.5
_TRIES = 4
_FILLED = 0.2
_FILLED_BEFORE = 0.6
_NOISY = 6
_TITLED = ("title", "occupation")
_LESSON_OF = {
    "occupation": "occupations",
    "occupation_group": "occupations",
    "job": "occupations",
    "skill": "skills",
    "skill_group": "skills",
    "everyday": "everyday",
}


@dataclass(frozen=True, slots=True)
class Batch:
    """`left[i]` and `right[i]` belong together; pairs of the same family are no negatives."""

    left: list[Text]
    right: list[Text]
    families: NDArray[np.int64]
    taught: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Wordings:
    """A concept ready to draw from: its texts, their languages and the cumulated chances of all but the last, its family."""

    texts: list[Text]
    languages: list[str]
    cumulated: list[float]
    descriptions: list[Text]
    family: int


_Draw = Callable[[list[str], np.random.Generator], Batch]


class Lessons:
    """Draws batches without end; the same seed draws the same ones."""

    def __init__(
        self,
        taxonomy: Taxonomy,
        words: WordTable,
        mix: dict[str, float],
        size: int,
        taught: Mapping[str, int] | None = None,
    ) -> None:
        self._size = size
        self._taught = taught or {}
        self._families: dict[str, int] = {}
        self._all = {
            key: self._prepare(concept, words) for key, concept in taxonomy.concepts.items()
        }
        self._fillers = [words.numbers_of(text) for text in taxonomy.fillers]
        self._skills_of = {
            key: [skill for skill in skills if skill in self._all and self._all[skill].texts]
            for key, skills in taxonomy.skills_of.items()
        }
        self._titles_of: dict[int, list[_Wordings]] = {}
        for key, concept in taxonomy.concepts.items():
            if concept.kind in _TITLED and self._all[key].texts:
                self._titles_of.setdefault(self._all[key].family, []).append(self._all[key])
        self._kinds = self._sort(taxonomy)
        present = self._shares(mix)
        total = sum(present.values())
        self._near: dict[tuple[str, str], dict[str, list[str]]] = {}
        self._mix = {kind: weight / total for kind, weight in present.items() if weight > 0}

    def batches(self, random: np.random.Generator) -> Iterator[Batch]:
        """Batches without end, each of one kind, each concept of a kind once before any twice.

        Once `find_near_misses` was called, some concepts bring one of their near misses along.
        """
        kinds = list(self._mix)
        chances = np.array(list(self._mix.values()))
        queues: dict[tuple[str, str], list[str]] = {kind: [] for kind in kinds}
        while True:
            kind = kinds[int(random.choice(len(kinds), p=chances))]
            keys, draw = self._kinds[kind]
            size = min(self._size, len(keys))
            near = self._near.get(kind, {})
            company = int(size * _IN_COMPANY) if near else 0
            size -= company
            if len(queues[kind]) < size:
                queues[kind] = [keys[i] for i in random.permutation(len(keys))]
            taken, queues[kind] = queues[kind][:size], queues[kind][size:]
            for key in taken[:company]:
                misses = near[key]
                taken.append(misses[int(random.integers(len(misses)))])
            yield draw(taken, random)

    def find_near_misses(self, embed: Embed) -> None:
        """Finds, for each concept taught by its wordings, those most like it by now."""
        for kind, (keys, _) in self._kinds.items():
            if kind[0] in _NEAR and len(keys) > self._size:
                own = [self._all[key] for key in keys]
                families = np.array([one.family for one in own])
                near = near_misses([one.texts for one in own], families, embed)
                self._near[kind] = {
                    key: [keys[place] for place in places]
                    for key, places in zip(keys, near.tolist(), strict=True)
                }

    def _sort(self, taxonomy: Taxonomy) -> dict[tuple[str, str], tuple[list[str], _Draw]]:
        """The concepts that each kind of lesson can be drawn from, by taxonomy, and how."""
        draws: dict[str, _Draw] = {
            "occupations": self._wordings,
            "skills": self._wordings,
            "everyday": self._wordings,
            "titles": self._titles,
            "descriptions": self._descriptions,
            "skill_lists": self._skill_lists,
        }
        kinds: dict[tuple[str, str], tuple[list[str], _Draw]] = {}
        for key, concept in taxonomy.concepts.items():
            own = self._all[key]
            lessons = []
            if len(own.texts) > 1 and concept.kind in _LESSON_OF:
                lessons.append(_LESSON_OF[concept.kind])
            if concept.kind == "title" and own.texts:
                lessons.append("titles")
            if own.descriptions and own.texts:
                lessons.append("descriptions")
            if len(self._skills_of.get(key, ())) > 1 and own.family in self._titles_of:
                lessons.append("skill_lists")
            for lesson in lessons:
                kinds.setdefault((lesson, _source(key)), ([], draws[lesson]))[0].append(key)
        return kinds

    def _shares(self, mix: dict[str, float]) -> dict[tuple[str, str], float]:
        """Share of each lesson and taxonomy: that of `lesson:taxonomy`, or a part of the lesson's.

        A lesson's share is spread over the taxonomies not named by the number of their concepts.
        """
        shares = {kind: mix.get(":".join(kind), -1.0) for kind in self._kinds}
        sizes: dict[str, int] = {}
        for kind, share in shares.items():
            if share < 0:
                sizes[kind[0]] = sizes.get(kind[0], 0) + len(self._kinds[kind][0])
        return {
            kind: mix.get(kind[0], 0.0) * len(self._kinds[kind][0]) / sizes[kind[0]]
            if share < 0
            else share
            for kind, share in shares.items()
        }

    def _prepare(self, concept: Concept, words: WordTable) -> _Wordings:
        texts: list[Text] = []
        languages: list[str] = []
        weights: list[float] = []
        for language, wordings in concept.wordings.items():
            kept = [text for text in map(words.numbers_of, wordings) if len(text)]
            texts += kept
            languages += [language] * len(kept)
            weights += [_LANGUAGE_WEIGHT.get(language, 1.0) / max(len(kept), 1) ** 0.5] * len(kept)
        cumulated = np.cumsum(weights) / sum(weights) if weights else np.empty(0)
        return _Wordings(
            texts,
            languages,
            cumulated[:-1].tolist(),
            [text for text in map(words.numbers_of, concept.descriptions) if len(text)],
            self._families.setdefault(concept.family, len(self._families)),
        )

    def _draw(self, wordings: _Wordings, random: np.random.Generator) -> Text:
        """A wording by the weights of the languages."""
        return wordings.texts[bisect(wordings.cumulated, random.random())]

    def _pair(self, wordings: _Wordings, random: np.random.Generator) -> list[Text]:
        """Two wordings drawn so, the second another one; half of them are sought in another language."""
        texts, spoken = wordings.texts, wordings.languages
        tries = _TRIES if random.random() < _ACROSS else 0
        first, second = (bisect(wordings.cumulated, random.random()) for _ in range(2))
        while tries and spoken[first] == spoken[second]:
            second = bisect(wordings.cumulated, random.random())
            tries -= 1
        if second == first:
            second = (first + 1 + int(random.random() * (len(texts) - 1))) % len(texts)
        return [texts[first], texts[second]]

    def _wordings(self, keys: list[str], random: np.random.Generator) -> Batch:
        pairs = [self._pair(self._all[key], random) for key in keys]
        return self._batch(keys, [pair[0] for pair in pairs], [pair[1] for pair in pairs], random)

    def _titles(self, keys: list[str], random: np.random.Generator) -> Batch:
        """A ROME title beside another wording of it, or another title of its code."""
        left, right = [], []
        for key in keys:
            own = self._all[key]
            siblings = self._titles_of[own.family]
            alone = len(own.texts) == 1 or random.random() < 0.6
            other = siblings[int(random.integers(len(siblings)))] if alone else own
            left.append(self._draw(own, random))
            right.append(self._draw(other, random))
        return self._batch(keys, left, right, random)

    def _descriptions(self, keys: list[str], random: np.random.Generator) -> Batch:
        left, right = [], []
        for key in keys:
            own = self._all[key]
            left.append(self._draw(own, random))
            right.append(own.descriptions[int(random.integers(len(own.descriptions)))])
        return self._batch(keys, left, right, random)

    def _skill_lists(self, keys: list[str], random: np.random.Generator) -> Batch:
        """Some skills of an occupation beside its title, other skills of it, or both."""
        left, right = [], []
        for key in keys:
            skills = self._skills_of[key]
            order = random.permutation(len(skills))
            cut = int(random.integers(1, min(_LONGEST_SKILL_LIST, len(skills) - 1) + 1))
            rest = order[cut : cut + int(random.integers(0, _LONGEST_SKILL_LIST + 1))]
            left.append(self._join(skills, order[:cut], random))
            siblings = self._titles_of[self._all[key].family]
            title = self._draw(siblings[int(random.integers(len(siblings)))], random)
            described = self._all[key].descriptions
            parts = [title] if random.random() < 0.7 or not len(rest) else []
            parts += [self._join(skills, rest, random)] if len(rest) else []
            if described and random.random() < 0.3:
                parts.append(described[int(random.integers(len(described)))])
            right.append(np.concatenate([*parts, *self._noise(random)]))
        return self._batch(keys, left, right, random)

    def _join(
        self, skills: list[str], chosen: NDArray[np.int64], random: np.random.Generator
    ) -> Text:
        return np.concatenate([self._draw(self._all[skills[i]], random) for i in chosen])

    def _batch(
        self, keys: list[str], left: list[Text], right: list[Text], random: np.random.Generator
    ) -> Batch:
        said = [self._as_said(text, random) for text in left]
        return Batch(
            said,
            right,
            np.array([self._all[key].family for key in keys]),
            np.array([self._taught.get(key, -1) for key in keys]),
        )

    def _noise(self, random: np.random.Generator) -> list[Text]:
        """What an offer says around its work: nothing, or up to six fillers."""
        if not self._fillers or random.random() < 0.5:
            return []
        drawn = random.integers(len(self._fillers), size=int(random.integers(1, _NOISY + 1)))
        return [self._fillers[number] for number in drawn]

    def _as_said(self, text: Text, random: np.random.Generator) -> Text:
        """The text, now and then with words before or after it that should weigh nothing."""
        if not self._fillers or random.random() >= _FILLED:
            return text
        filler = self._fillers[int(random.integers(len(self._fillers)))]
        parts = [filler, text] if random.random() < _FILLED_BEFORE else [text, filler]
        return np.concatenate(parts)


def _source(key: str) -> str:
    """The taxonomy that a key comes from: `esco`, `rome`, or our own."""
    return key.partition(":")[0].partition("-")[0]
