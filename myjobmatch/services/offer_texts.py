"""What the text of an offer says: words that may not stand in it, skills and occupations it names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from myjobmatch.db.aside import off_loop
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.offer_check import Finding, Severity
from myjobmatch.domain.offer_check.check import check_text
from myjobmatch.domain.permissions import is_employer_side
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.catalogue_view import CatalogueView
from myjobmatch.services.matching_runtime import MatchingRuntime

SKILLS_SUGGESTED = 10
OCCUPATIONS_SUGGESTED = 4
LEAST_ALIKE = (0.6, 0.72)
"""Under this score a clause does not name its nearest skill, nor its second; seen on the demonstration."""
LEAST_ALIKE_OCCUPATION = 0.35
LIKELY_OCCUPATION = 0.75
"""From this score on, the title names the occupation: its skills are suggested before it is chosen."""
MOST_CLAUSES = 16
_CLAUSE = re.compile(r"[.;:!?\n\r•–—]+|,\s|\s-\s|\s(?:et|puis|ainsi que|ou)\s")


@dataclass(frozen=True, slots=True)
class WordingCheck:
    """The words of a title and of a description that may not stand, or that someone should read."""

    title: tuple[Finding, ...]
    description: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found that cannot stand."""
        return not any(one.severity is Severity.REFUSE for one in (*self.title, *self.description))

    @property
    def asked(self) -> tuple[Finding, ...]:
        """What somebody of the structure should read before the offer is shown."""
        return tuple(
            one for one in (*self.title, *self.description) if one.severity is Severity.ASK
        )


@dataclass(frozen=True, slots=True)
class TextQuery:
    """What was typed so far, and the occupation chosen, if any."""

    title: str
    description: str
    occupation_id: int | None = None
    chosen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SkillHint:
    """A skill that may be asked for; `from_text` when a clause names it, else the occupation does."""

    skill_id: int
    label: str
    from_text: bool


@dataclass(frozen=True, slots=True)
class Hint:
    """An occupation or an aptitude by its label."""

    id: int
    label: str


@dataclass(frozen=True, slots=True)
class TextHints:
    """What the text suggests."""

    occupations: tuple[Hint, ...]
    skills: tuple[SkillHint, ...]
    aptitudes: tuple[Hint, ...]
    wording: WordingCheck


def check_wording(title: str, description: str) -> WordingCheck:
    """What the words of an offer say that they should not."""
    return WordingCheck(
        check_text(title, is_title=True, beside=description),
        check_text(description, beside=title),
    )


async def suggest(app: Application, actor: Actor, query: TextQuery) -> TextHints:
    """What a text suggests, in the reader's language."""
    await app.matching.refresh()
    return await app.run(hints_of_text, actor, query, app.matching)


@service(is_employer_side, writes=False)
async def hints_of_text(
    actor: Actor, query: TextQuery, uow: UnitOfWork, matching: MatchingRuntime
) -> TextHints:
    """Occupations from the title, skills from the clauses and from the occupation, aptitudes from it."""
    catalogue = matching.catalogue
    found, occupations, likely = await off_loop(_read, catalogue, query)
    wording = await off_loop(check_wording, query.title, query.description)
    occupation_id = query.occupation_id or likely
    usual = catalogue.skills_of.get(occupation_id, ()) if occupation_id else ()
    ids = list(dict.fromkeys([*found, *(skill.skill_id for skill in usual)]))
    skills = [
        SkillHint(i, catalogue.skills.get(i, actor.locale), i in found)
        for i in ids
        if i not in query.chosen
    ]
    fitting = await uow.catalogue.aptitudes_of_occupation(occupation_id) if occupation_id else ()
    return TextHints(
        occupations=tuple(Hint(i, catalogue.occupations.get(i, actor.locale)) for i in occupations),
        skills=tuple(skill for skill in skills if skill.label)[:SKILLS_SUGGESTED],
        aptitudes=tuple(Hint(i, catalogue.aptitudes.get(i, actor.locale)) for i in fitting),
        wording=wording,
    )


@service(is_employer_side, writes=False)
async def find_skills(
    actor: Actor, text: str, _uow: UnitOfWork, matching: MatchingRuntime
) -> list[Hint]:
    """Skills by meaning, for a text that someone types to add one."""
    hits = await off_loop(matching.catalogue.find_skills, text[:200], 6)
    return [Hint(i, matching.catalogue.skills.get(i, actor.locale)) for i, _ in hits]


@service(is_employer_side, writes=False)
async def list_aptitudes(
    actor: Actor, _command: None, _uow: UnitOfWork, matching: MatchingRuntime
) -> list[Hint]:
    """All aptitudes of the catalogue, by label."""
    names = matching.catalogue.aptitudes
    return sorted((Hint(i, names.get(i, actor.locale)) for i in names.ids()), key=lambda h: h.label)


def clauses(text: str) -> list[str]:
    """A text in pieces of one idea each, the first sixteen that hold two words."""
    pieces = (piece.strip(" \t-") for piece in _CLAUSE.split(text))
    return [piece for piece in pieces if len(piece.split()) >= 2][:MOST_CLAUSES]


def _read(catalogue: CatalogueView, query: TextQuery) -> tuple[list[int], list[int], int | None]:
    """(skills, occupations, the likely one) of a text, best first. Blocking: tens of milliseconds."""
    best: dict[int, float] = {}
    for hits in catalogue.find_skills_each(clauses(query.description), len(LEAST_ALIKE)):
        for (skill_id, score), least in zip(hits, LEAST_ALIKE, strict=False):
            if score >= least:
                best[skill_id] = max(score, best.get(skill_id, 0.0))
    occupations = catalogue.find_occupations(query.title, OCCUPATIONS_SUGGESTED)
    likely = next((i for i, score in occupations if score >= LIKELY_OCCUPATION), None)
    return (
        _ordered(best.items()),
        _ordered((i, score) for i, score in occupations if score >= LEAST_ALIKE_OCCUPATION),
        likely,
    )


def _ordered(scores: Iterable[tuple[int, float]]) -> list[int]:
    return [id_ for id_, _ in sorted(scores, key=lambda pair: (-pair[1], pair[0]))]
