"""The catalogue in memory: labels by language, links, and search by meaning. Immutable once made."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

from myjobmatch.db.repositories.catalogue import LabelRow
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.enums import LabelKind, SkillKind
from myjobmatch.domain.languages import spoken
from myjobmatch.domain.profiles import OfferSkill
from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.skills import SkillSpace
from myjobmatch.matching.text_retrieval import TextRetriever
from myjobmatch.services.skill_spaces import skill_space
from myjobmatch.services.word_search import WordIndex

SKILLS_OF_OCCUPATION = 12
"""How many of an occupation's skills stand in for those that an offer does not name."""


@dataclass(frozen=True, slots=True)
class Names:
    """Labels of catalogue entries: the preferred one in a language, else in French, else any."""

    by_language: dict[str, dict[int, str]]
    fallback: dict[int, str]

    @classmethod
    def of(cls, rows: Iterable[LabelRow]) -> "Names":
        """Collect preferred labels; an entry with none takes its first other name."""
        by_language: dict[str, dict[int, str]] = defaultdict(dict)
        first: dict[int, str] = {}
        for row in rows:
            first.setdefault(row.entity_id, row.text)
            if row.kind is LabelKind.PREFERRED:
                by_language[row.language].setdefault(row.entity_id, row.text)
        return cls(dict(by_language), first | by_language.get("fr", {}))

    def get(self, entity_id: int, language: str = "fr") -> str:
        """The label of an entry; empty when it is unknown."""
        told = self.by_language.get(spoken(language), {}).get(entity_id)
        return told or self.fallback.get(entity_id, "")

    def ids(self) -> Collection[int]:
        """All entries."""
        return self.fallback.keys()


@dataclass(frozen=True, slots=True)
class CatalogueRows:
    """What is read of the database to make a view."""

    skills: Sequence[LabelRow]
    aptitudes: Sequence[LabelRow]
    occupations: Sequence[LabelRow]
    occupation_skills: Sequence[tuple[int, int, bool]]
    near_links: Sequence[tuple[int, int]]

    @classmethod
    async def read(cls, uow: UnitOfWork) -> "CatalogueRows":
        """Read the whole catalogue."""
        kinds = (SkillKind.SAVOIR_FAIRE, SkillKind.SAVOIR)
        return cls(
            skills=await uow.catalogue.skill_labels(kinds),
            aptitudes=await uow.catalogue.skill_labels((SkillKind.SAVOIR_ETRE,)),
            occupations=await uow.catalogue.occupation_labels(),
            occupation_skills=await uow.catalogue.all_occupation_skills(),
            near_links=await uow.catalogue.near_links(),
        )


@dataclass(frozen=True, slots=True)
class CatalogueWords:
    """The labels and links of the catalogue: there at once, without the encoder."""

    skills: Names
    aptitudes: Names
    aptitude_sentences: Names
    occupations: Names
    near: dict[int, frozenset[int]]
    skills_of: dict[int, tuple[OfferSkill, ...]]
    asked_by: dict[int, tuple[int, ...]]

    @classmethod
    def of(cls, rows: CatalogueRows) -> "CatalogueWords":
        """Join the links. Blocking: a moment."""
        skills = Names.of(rows.skills)
        near: dict[int, set[int]] = defaultdict(set)
        for a, b in rows.near_links:
            near[a].add(b)
            near[b].add(a)
        asked: dict[int, list[OfferSkill]] = defaultdict(list)
        for occupation_id, skill_id, _ in rows.occupation_skills:
            if len(asked[occupation_id]) < SKILLS_OF_OCCUPATION and skill_id in skills.fallback:
                asked[occupation_id].append(OfferSkill(skill_id, essential=False))
        return cls(
            skills=skills,
            aptitudes=Names.of(rows.aptitudes),
            aptitude_sentences=Names.of(_other_names(rows.aptitudes)),
            occupations=Names.of(rows.occupations),
            near={k: frozenset(v) for k, v in near.items()},
            skills_of={k: tuple(v) for k, v in asked.items()},
            asked_by=_turned_round(asked),
        )

    def together_with(self, skill_ids: Collection[int], most: int) -> tuple[int, ...]:
        """Skills that occupations ask for beside these, those first that say most; these left out.

        An occupation counts by the square of the share of its skills that are held, so that one of
        which much is held says more than many of which little is; a skill that nearly all ask for is
        taken down by the root of how many do.
        """
        held = set(skill_ids)
        worth: dict[int, float] = defaultdict(float)
        for occupation_id in {o for skill in held for o in self.asked_by.get(skill, ())}:
            asked = [one.skill_id for one in self.skills_of[occupation_id]]
            share = sum(skill in held for skill in asked) / len(asked)
            for skill in asked:
                if skill not in held:
                    worth[skill] += share * share / len(self.asked_by[skill]) ** 0.5
        return tuple(sorted(worth, key=lambda skill: (-worth[skill], skill))[:most])

    def near_of(self, occupation_ids: Iterable[int]) -> tuple[int, ...]:
        """Occupations one mobility away, themselves left out."""
        wanted = set(occupation_ids)
        found: set[int] = set()
        for occupation_id in wanted:
            found |= self.near.get(occupation_id, frozenset())
        return tuple(sorted(found - wanted))


def _turned_round(asked: dict[int, list[OfferSkill]]) -> dict[int, tuple[int, ...]]:
    by_skill: dict[int, list[int]] = defaultdict(list)
    for occupation_id, skills in asked.items():
        for one in skills:
            by_skill[one.skill_id].append(occupation_id)
    return {skill: tuple(occupations) for skill, occupations in by_skill.items()}


@dataclass(frozen=True, slots=True)
class CatalogueView(CatalogueWords):
    """What decks, cards and suggestions need of the catalogue."""

    space: SkillSpace
    _skill_search: TextRetriever | None = field(repr=False)
    _occupation_search: TextRetriever | None = field(repr=False)
    _skill_words: WordIndex = field(repr=False)
    _occupation_words: WordIndex = field(repr=False)

    @classmethod
    def build(
        cls, rows: CatalogueRows, encoder: Encoder, folder: Path | None = None
    ) -> "CatalogueView":
        """Encode labels and join the links. Blocking: seconds for a large catalogue.

        What takes longest, the near skills, is kept in `folder` for the next time.
        """
        words = CatalogueWords.of(rows)
        skills = words.skills
        return cls(
            **{part.name: getattr(words, part.name) for part in fields(words)},
            space=skill_space({i: skills.get(i) for i in skills.ids()}, encoder, folder),
            _skill_search=_retriever(rows.skills, encoder),
            _occupation_search=_retriever(rows.occupations, encoder),
            _skill_words=_words(rows.skills),
            _occupation_words=_words(rows.occupations),
        )

    def find_skills(self, text: str, limit: int) -> list[tuple[int, float]]:
        """(skill id, score in [0, 1]) nearest in meaning and letters to a text of any language."""
        return _find(self._skill_search, text, limit)

    def find_skills_each(self, texts: Sequence[str], limit: int) -> list[list[tuple[int, float]]]:
        """The nearest skills of each of several texts, at once, however alike they are."""
        if self._skill_search is None or not texts:
            return [[] for _ in texts]
        found = self._skill_search.search(list(texts), limit, varied=False)
        return [[(int(hit.id), min(1.0, max(0.0, hit.score))) for hit in hits] for hits in found]

    def find_occupations(self, text: str, limit: int) -> list[tuple[int, float]]:
        """(occupation id, score in [0, 1]) nearest to a text of any language."""
        return _find(self._occupation_search, text, limit)

    def find_skills_typed(self, text: str, limit: int) -> list[tuple[int, float]]:
        """As `find_skills`, for what is still being typed: the beginning of a word counts."""
        return _typed(self._skill_search, self._skill_words, text, limit)

    def find_occupations_typed(self, text: str, limit: int) -> list[tuple[int, float]]:
        """As `find_occupations`, for what is still being typed: the beginning of a word counts."""
        return _typed(self._occupation_search, self._occupation_words, text, limit)


def _other_names(rows: Sequence[LabelRow]) -> list[LabelRow]:
    """The names beside the preferred ones, each as if it were preferred."""
    return [
        replace(row, kind=LabelKind.PREFERRED) for row in rows if row.kind is LabelKind.ALTERNATIVE
    ]


def _retriever(rows: Sequence[LabelRow], encoder: Encoder) -> TextRetriever | None:
    if not rows:
        return None
    return TextRetriever(encoder, [r.text for r in rows], [str(r.entity_id) for r in rows])


MEANT = 60
"""How many are looked at by meaning, to settle which of those that share a word come first."""
MEANING_WEIGHT = 0.25


def _typed(
    search: TextRetriever | None, words: WordIndex, text: str, limit: int
) -> list[tuple[int, float]]:
    meant = dict(_find(search, text, MEANT, agreed=True))
    lettered = words.find(text)
    found = lettered.keys() if words.too_short(text) else meant.keys() | lettered.keys()
    score = {i: meant.get(i, 0.0) for i in found}
    for i, by_letters in lettered.items():
        score[i] = max(score[i], by_letters + MEANING_WEIGHT * score[i])
    ranked = sorted(score.items(), key=lambda hit: (-hit[1], hit[0]))[:limit]
    return [(i, min(1.0, value)) for i, value in ranked]


def _words(rows: Sequence[LabelRow]) -> WordIndex:
    return WordIndex.build(
        (row.entity_id, row.text, row.kind is LabelKind.PREFERRED) for row in rows
    )


def _find(
    search: TextRetriever | None, text: str, limit: int, *, agreed: bool = False
) -> list[tuple[int, float]]:
    if search is None or not text.strip():
        return []
    hits = search.search([text], limit, agreed=agreed)[0]
    return [(int(hit.id), min(1.0, max(0.0, hit.score))) for hit in hits]
