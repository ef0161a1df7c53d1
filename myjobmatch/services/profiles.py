"""The youth's own profile: read, changed step by step, and filled by meaning as they type."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import zip_longest

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import YouthExperience, YouthProfile
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import (
    ContractKind,
    ExperienceBand,
    Licence,
    Schedule,
    SkillKind,
    SkillOrigin,
    TravelMode,
)
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.languages import spoken
from myjobmatch.domain.permissions import is_youth
from myjobmatch.domain.profile_view import (
    LONGEST_EXPERIENCE,
    STEPS,
    AptitudeChoice,
    ExperienceView,
    ProfileView,
    SkillWord,
    Suggestion,
    Word,
)
from myjobmatch.domain.text import typed
from myjobmatch.services.building import service
from myjobmatch.services.catalogue_view import CatalogueWords
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.notices import YOUTH, tell_youth

MOST_SKILLS = 200
MOST_APTITUDES = 15
MOST_OCCUPATIONS = 20
MOST_EXPERIENCES = 50
LONGEST_QUERY = 300
HEARD_IN_A_CLAUSE = 3
MOST_CLAUSES = 20
SHORTEST_CLAUSE = 3
_BETWEEN = re.compile(r"[.,;:!?\n()،؛؟]+|\s(?:et|puis|and|then|y|e|و|та|і)\s")
IDEAS_SHOWN = 10
NEAR_SHOWN = 8
LEAST_SCORE = 0.4
"""A suggestion below this has nothing to do with what was typed."""


@dataclass(frozen=True, slots=True)
class SaveProfile:
    """What changes; a field left None stays as it is.

    `skills` is the whole list of (catalogue id, where from); `clear_*` forget an answer.
    """

    skills: tuple[tuple[int, SkillOrigin], ...] | None = None
    aptitudes: tuple[int, ...] | None = None
    occupations: tuple[int, ...] | None = None
    contracts: tuple[ContractKind, ...] | None = None
    licences: tuple[Licence, ...] | None = None
    modes: tuple[TravelMode, ...] | None = None
    refused_schedules: tuple[Schedule, ...] | None = None
    experience: ExperienceBand | None = None
    max_minutes: int | None = None
    available_from: date | None = None
    clear_max_minutes: bool = False
    clear_available_from: bool = False


@dataclass(frozen=True, slots=True)
class AddExperience:
    """Something they did, in their own words, in any language."""

    text: str
    origin: SkillOrigin = SkillOrigin.OTHER


@dataclass(frozen=True, slots=True)
class DeleteExperience:
    """Take an experience back."""

    experience_id: int


@dataclass(frozen=True, slots=True)
class Suggest:
    """What was typed so far, in any language."""

    text: str
    limit: int = 8


@service(is_youth, writes=False)
async def own_profile(
    actor: Actor, _command: None, uow: UnitOfWork, matching: MatchingRuntime
) -> ProfileView:
    """The actor's profile, labels in their language, and what may be chosen next."""
    catalogue, locale = await matching.words(), actor.locale
    view = await profile_view(actor.youth_id or 0, locale, uow, catalogue)
    wanted = [word.id for word in view.occupations]
    held = {skill.id for skill in view.skills}
    asked = _asked(wanted, catalogue, but=held)
    also = catalogue.together_with(held, IDEAS_SHOWN + len(asked))
    return replace(
        view,
        aptitude_choices=tuple(
            AptitudeChoice(i, catalogue.aptitudes.get(i, locale), _sentence(i, locale, catalogue))
            for i in sorted(catalogue.aptitudes.ids())
        ),
        ideas=tuple(Word(i, catalogue.skills.get(i, locale)) for i in asked),
        also=tuple(Word(i, catalogue.skills.get(i, locale)) for i in also if i not in asked)[
            :IDEAS_SHOWN
        ],
        near=tuple(
            Word(i, label)
            for i in catalogue.near_of(wanted)
            if (label := catalogue.occupations.get(i, locale))
        )[:NEAR_SHOWN],
    )


@service(is_youth)
async def save_profile(actor: Actor, command: SaveProfile, uow: UnitOfWork) -> None:
    """Change the profile; matching sees it at once.

    Raises:
        Invalid: an id that is not in the catalogue (`skill_unknown`, `occupation_unknown`), too many
            of something (`too_many_words`, with `most`), minutes outside 5–240 (`minutes_range`), or
            a date more than two years away or gone by for long (`date_range`).
    """
    youth_id = actor.youth_id or 0
    now = uow.clock.now()
    profile = await _profile_row(youth_id, uow)
    if command.skills is not None:
        ids = [skill_id for skill_id, _ in command.skills]
        await _check_skills(ids, (SkillKind.SAVOIR_FAIRE, SkillKind.SAVOIR), MOST_SKILLS, uow)
        await uow.youths.set_skills(youth_id, command.skills, now)
    if command.aptitudes is not None:
        await _check_skills(command.aptitudes, (SkillKind.SAVOIR_ETRE,), MOST_APTITUDES, uow)
        await uow.youths.set_aptitudes(youth_id, command.aptitudes)
    if command.occupations is not None:
        _not_too_many(command.occupations, MOST_OCCUPATIONS)
        wanted = set(command.occupations)
        if await uow.catalogue.existing_occupations(wanted) != wanted:
            raise Invalid("occupation_unknown")
        await uow.youths.set_occupations(youth_id, wanted)
    _set_lists(profile, command)
    if command.experience is not None:
        profile.experience = command.experience
    if command.max_minutes is not None or command.clear_max_minutes:
        profile.max_minutes = None if command.clear_max_minutes else _minutes(command.max_minutes)
    if command.available_from is not None or command.clear_available_from:
        profile.available_from = (
            None
            if command.clear_available_from
            else _near_date(command.available_from, paris_day(now))
        )
    profile.updated_at = now
    await _changed(actor, uow)


@service(is_youth)
async def add_experience(actor: Actor, command: AddExperience, uow: UnitOfWork) -> int:
    """Keep something they did, in their own words; answers its id.

    Raises:
        Invalid: nothing written (`experience_empty`), too long (`experience_long`, with `most`), or
            too many already (`too_many_words`, with `most`).
    """
    youth_id = actor.youth_id or 0
    text = typed(command.text)
    if not text:
        raise Invalid("experience_empty")
    if len(text) > LONGEST_EXPERIENCE:
        raise Invalid("experience_long", most=LONGEST_EXPERIENCE)
    if len(await uow.youths.experiences(youth_id)) >= MOST_EXPERIENCES:
        raise Invalid("too_many_words", most=MOST_EXPERIENCES)
    row = YouthExperience(
        youth_id=youth_id, origin=command.origin, text=text, created_at=uow.clock.now()
    )
    uow.youths.add(row)
    await uow.youths.flush()
    await _changed(actor, uow)
    return row.id


@service(is_youth)
async def delete_experience(actor: Actor, command: DeleteExperience, uow: UnitOfWork) -> None:
    """Take one of their experiences back; one that is not theirs or gone changes nothing."""
    await uow.youths.delete_experience(actor.youth_id or 0, command.experience_id)
    await _changed(actor, uow)


@service(lambda actor: not actor.is_system, writes=False)
async def suggest_skills(
    actor: Actor, command: Suggest, _uow: UnitOfWork, matching: MatchingRuntime
) -> list[Suggestion]:
    """Catalogue skills for what was typed, by meaning and by letters, best first.

    Raises:
        Invalid: more than `LONGEST_QUERY` characters (`query_long`, with `most`).
    """
    query, limit, catalogue = _query(command.text), _limit(command.limit), matching.catalogue
    hits = await off_loop(catalogue.find_skills_typed, query, limit)
    return _suggestions(hits, [catalogue.skills.get(i, actor.locale) for i, _ in hits])


@service(is_youth, writes=False)
async def suggest_from_experience(
    actor: Actor, command: Suggest, _uow: UnitOfWork, matching: MatchingRuntime
) -> list[Suggestion]:
    """Catalogue skills that are heard in what someone tells they did, clause by clause, best first.

    Raises:
        Invalid: longer than an experience may be (`experience_long`, with `most`).
    """
    text = typed(command.text)
    if len(text) > LONGEST_EXPERIENCE:
        raise Invalid("experience_long", most=LONGEST_EXPERIENCE)
    limit, catalogue = _limit(command.limit), matching.catalogue
    parts = clauses(text)
    found = await off_loop(catalogue.find_skills_each, parts, HEARD_IN_A_CLAUSE)
    best: dict[int, float] = {}
    for hits in found:
        for skill_id, score in hits:
            best[skill_id] = max(score, best.get(skill_id, 0.0))
    ranked = sorted(best.items(), key=lambda hit: (-hit[1], hit[0]))[:limit]
    return _suggestions(ranked, [catalogue.skills.get(i, actor.locale) for i, _ in ranked])


def clauses(text: str) -> list[str]:
    """The things told in a text, one by one: each says what was done in few words."""
    parts = [part.strip() for part in _BETWEEN.split(text)]
    return [part for part in dict.fromkeys(parts) if len(part) >= SHORTEST_CLAUSE][:MOST_CLAUSES]


@service(lambda actor: not actor.is_system, writes=False)
async def suggest_occupations(
    actor: Actor, command: Suggest, _uow: UnitOfWork, matching: MatchingRuntime
) -> list[Suggestion]:
    """Occupations for what was typed, best first.

    Raises:
        Invalid: more than `LONGEST_QUERY` characters (`query_long`, with `most`).
    """
    query, limit, catalogue = _query(command.text), _limit(command.limit), matching.catalogue
    hits = await off_loop(catalogue.find_occupations_typed, query, limit)
    return _suggestions(hits, [catalogue.occupations.get(i, actor.locale) for i, _ in hits])


@service(is_youth, writes=False)
async def list_aptitudes(
    actor: Actor, _command: None, _uow: UnitOfWork, matching: MatchingRuntime
) -> list[Word]:
    """All aptitudes, in the reader's language, in the catalogue's order."""
    names = matching.catalogue.aptitudes
    return [Word(i, names.get(i, actor.locale)) for i in sorted(names.ids())]


async def profile_view(
    youth_id: int, locale: str, uow: UnitOfWork, catalogue: CatalogueWords
) -> ProfileView:
    """A youth's profile with labels in a language: the caller has checked the right to read it."""
    identity = await uow.youths.identity(youth_id)
    row = await uow.youths.profile(youth_id)
    row = row or YouthProfile(
        youth_id=youth_id, contracts=[], licences=[], modes=[], refused_schedules=[]
    )
    skills = tuple(
        SkillWord(i, catalogue.skills.get(i, locale), origin)
        for i, origin in await uow.youths.skills(youth_id)
    )
    aptitudes = await uow.youths.aptitudes(youth_id)
    occupations = await uow.youths.occupations(youth_id)
    experiences = await uow.youths.experiences(youth_id)
    told = {
        "done": bool(experiences),
        "skills": bool(skills),
        "aptitudes": bool(aptitudes),
        "occupations": bool(occupations),
        "contracts": bool(row.contracts),
        "travel": bool(row.modes) and row.max_minutes is not None,
        "when": row.available_from is not None,
    }
    steps = tuple(step for step in STEPS if told[step])
    return ProfileView(
        first_name=identity.first_name if identity else "",
        commune=identity.commune if identity else "",
        skills=skills,
        aptitudes=tuple(Word(i, catalogue.aptitudes.get(i, locale)) for i in aptitudes),
        occupations=tuple(Word(i, catalogue.occupations.get(i, locale)) for i in occupations),
        experiences=tuple(ExperienceView(e.id, e.origin, e.text) for e in experiences),
        contracts=tuple(ContractKind(value) for value in row.contracts),
        licences=tuple(Licence(value) for value in row.licences),
        modes=tuple(TravelMode(value) for value in row.modes),
        refused_schedules=tuple(Schedule(value) for value in row.refused_schedules),
        experience=row.experience,
        max_minutes=row.max_minutes,
        available_from=row.available_from,
        steps=steps,
        completeness=len(steps) / len(STEPS),
    )


def _sentence(aptitude_id: int, locale: str, catalogue: CatalogueWords) -> str:
    """An aptitude's sentence in a language; none rather than one in another language."""
    return catalogue.aptitude_sentences.by_language.get(spoken(locale), {}).get(aptitude_id, "")


def _asked(wanted: Sequence[int], catalogue: CatalogueWords, *, but: Collection[int]) -> list[int]:
    """Skills that the wanted occupations ask for, a few of each in turn, those held left out."""
    asked = [[s.skill_id for s in catalogue.skills_of.get(i, ())] for i in wanted]
    in_turn = [skill for row in zip_longest(*asked) for skill in row if skill is not None]
    return [i for i in dict.fromkeys(in_turn) if i not in but][:IDEAS_SHOWN]


async def _profile_row(youth_id: int, uow: UnitOfWork) -> YouthProfile:
    profile = await uow.youths.profile(youth_id)
    if profile is None:
        if await uow.youths.get(youth_id) is None:
            raise NotFound("youth_unknown")
        profile = YouthProfile(
            youth_id=youth_id, contracts=[], licences=[], modes=[], refused_schedules=[]
        )
        uow.youths.add(profile)
    return profile


def _set_lists(profile: YouthProfile, command: SaveProfile) -> None:
    for name in ("contracts", "licences", "modes", "refused_schedules"):
        values = getattr(command, name)
        if values is not None:
            setattr(profile, name, sorted({value.value for value in values}))


async def _check_skills(
    ids: Sequence[int], kinds: Collection[SkillKind], most: int, uow: UnitOfWork
) -> None:
    _not_too_many(ids, most)
    wanted = set(ids)
    if await uow.catalogue.existing_skills(wanted, kinds) != wanted:
        raise Invalid("skill_unknown")


def _not_too_many(ids: Sequence[int], most: int) -> None:
    if len(ids) > most:
        raise Invalid("too_many_words", most=most)


def _minutes(value: int | None) -> int | None:
    if value is None or 5 <= value <= 240:
        return value
    raise Invalid("minutes_range")


def _near_date(value: date | None, today: date) -> date | None:
    if value is None or today - timedelta(days=366) <= value <= today + timedelta(days=731):
        return value
    raise Invalid("date_range")


def _query(text: object) -> str:
    query = typed(text)
    if len(query) > LONGEST_QUERY:
        raise Invalid("query_long", most=LONGEST_QUERY)
    return query


def _limit(limit: int) -> int:
    return max(1, min(limit, 20))


def _suggestions(hits: Sequence[tuple[int, float]], labels: Sequence[str]) -> list[Suggestion]:
    return [
        Suggestion(i, label, score)
        for (i, score), label in zip(hits, labels, strict=True)
        if label and score >= LEAST_SCORE
    ]


async def _changed(actor: Actor, uow: UnitOfWork) -> None:
    youth = await uow.youths.get(actor.youth_id or 0)
    if youth is None:
        raise NotFound("youth_unknown")
    uow.changed(YOUTH, youth.id)
    uow.ledger.activity(
        ActivityKind.PROFILE_CHANGED, actor, structure_id=youth.structure_id, youth_id=youth.id
    )
    await uow.youths.touch(youth.id, uow.clock.now())
    await tell_youth(uow, youth)
