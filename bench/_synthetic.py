"""Invented offers and youths of any number, from a seed: clustered like a country's labour market.

Offers and people are made as arrays, as the index keeps them, so that a million take a minute.

Towns by a Zipf law over a territory of 900 km by 900 km; occupations and skills by Zipf laws; the
vectors of skills scatter around their occupation's, those of offers and youths around their own
skills' and occupation's, as an encoder's do.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.enums import (
    ContractKind,
    ExperienceBand,
    ExperienceDemand,
    Licence,
    Schedule,
    TravelMode,
)
from myjobmatch.domain.profiles import CandidateProfile, OfferProfile, OfferSkill
from myjobmatch.domain.travel import Point
from myjobmatch.matching.arrays import Floats32
from myjobmatch.matching.batch import COLUMNS, OfferBatch
from myjobmatch.matching.candidate_features import eligible_candidates
from myjobmatch.matching.candidate_index import Candidates
from myjobmatch.matching.candidate_table import COLUMNS as CANDIDATE_COLUMNS
from myjobmatch.matching.candidate_table import CandidateBatch
from myjobmatch.matching.columns import LICENCE_BITS, SCHEDULE_BITS, held_licences
from myjobmatch.matching.filters import eligible_offers
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS as FIGURES
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.ragged import RaggedRows
from myjobmatch.matching.territory import cells
from myjobmatch.matching.travel import minutes_in_reach, minutes_to_offer
from myjobmatch.matching.view import OfferView

TODAY = date(2026, 9, 1)
DIMENSIONS = 256
SKILLS_PER_OCCUPATION = 30
FINGERPRINT = "synthetic"
PEOPLE_AT_ONCE = 50_000


@dataclass(frozen=True)
class Land:
    """What offers and youths are drawn from: the catalogue's vectors, the towns."""

    count: int
    skill_ids: list[int]
    skill_vectors: Floats32
    occupation_vectors: Floats32
    towns: NDArray[Any]
    town_weights: NDArray[Any]


@dataclass(frozen=True)
class Youth:
    """A youth who asks for a deck."""

    profile: CandidateProfile
    vector: Floats32
    home: Point | None
    decided: tuple[int, ...]


def unit(vectors: NDArray[Any]) -> Floats32:
    """Rows of length 1; rows of zeros stay."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def _zipf(count: int, power: float) -> NDArray[Any]:
    weights = 1 / np.arange(1, count + 1) ** power
    return np.asarray(weights / weights.sum())


def land(count: int, draw: np.random.Generator) -> Land:
    """60 occupations for a thousand offers, 500 from a hundred thousand on; 400 towns."""
    occupations = int(np.clip(60 * (count / 1000) ** 0.46, 60, 500))
    fields = unit(draw.standard_normal((max(8, occupations // 12), DIMENSIONS)))
    centres = unit(
        fields[draw.integers(0, len(fields), occupations)]
        + 0.9 * unit(draw.standard_normal((occupations, DIMENSIONS)))
    )
    home_of_skill = np.repeat(np.arange(occupations), SKILLS_PER_OCCUPATION)
    skill_vectors = unit(
        centres[home_of_skill] + unit(draw.standard_normal((home_of_skill.size, DIMENSIONS)))
    )
    towns = np.stack([draw.uniform(43.5, 50.5, 400), draw.uniform(-1.5, 7.0, 400)], axis=1)
    return Land(
        count=count,
        skill_ids=list(range(1, home_of_skill.size + 1)),
        skill_vectors=skill_vectors,
        occupation_vectors=centres,
        towns=towns,
        town_weights=_zipf(400, 0.8),
    )


def nation(ground: Land, seed: int, part: int = 50_000) -> Iterator[tuple[OfferBatch, Floats32]]:
    """The offers of a land as batches of `part` with their vectors, as vectors of `DIMENSIONS`."""
    draw = np.random.default_rng(seed)
    for start in range(0, ground.count, part):
        yield _batch(ground, draw, start, min(part, ground.count - start))


def _batch(
    ground: Land, draw: np.random.Generator, start: int, count: int
) -> tuple[OfferBatch, Floats32]:
    occupations = len(ground.occupation_vectors)
    town = draw.choice(len(ground.towns), count, p=ground.town_weights)
    spots = ground.towns[town] + draw.normal(0, 0.06, (count, 2))
    spots[draw.random(count) < 0.03] = np.nan
    occupation = draw.choice(occupations, count, p=_zipf(occupations, 0.7))
    # without replacement by weight: the largest of log weight plus Gumbel noise
    own = np.log(_zipf(SKILLS_PER_OCCUPATION, 0.9)) + draw.gumbel(
        size=(count, SKILLS_PER_OCCUPATION)
    )
    wanted = np.where(draw.random(count) > 0.1, np.minimum(draw.poisson(5, count), 15), 0)
    best = np.argsort(-own, axis=1)[:, :15]
    asked = np.arange(15) < wanted[:, None]
    skills = occupation[:, None] * SKILLS_PER_OCCUPATION + best
    stray = (wanted > 2) & (draw.random(count) < 0.5)
    skills[stray, wanted[stray] - 1] = draw.integers(0, len(ground.skill_vectors), stray.sum())
    vectors = ground.occupation_vectors[occupation].astype(np.float32)
    for at in range(15):
        rows = np.flatnonzero(asked[:, at])
        vectors[rows] += 0.3 * ground.skill_vectors[skills[rows, at]]
    noise = draw.standard_normal((count, DIMENSIONS), dtype=np.float32)
    vectors = unit(vectors + 0.7 * unit(noise))
    owner, at = np.nonzero(asked)
    ids = skills[owner, at] + 1
    owner, ids = np.unique(np.stack([owner, ids], axis=1), axis=0).T
    essential = draw.random(ids.size) < 0.6
    aptitudes = np.repeat(np.arange(count), draw.integers(0, 4, count))
    traits = np.unique(np.stack([aptitudes, draw.integers(1, 16, aptitudes.size)], axis=1), axis=0)
    needs = draw.random(count) < 0.25
    licences = np.array([LICENCE_BITS[kind] for kind in (Licence.B, Licence.C, Licence.AM)])
    hours = np.array([SCHEDULE_BITS[kind] for kind in list(Schedule)[:5]])
    rates = np.where(draw.random(count) < 0.4, draw.random(count), np.nan)
    columns: dict[str, NDArray[Any]] = {
        "offer_id": np.arange(start + 1, start + count + 1),
        "company_id": draw.integers(0, max(25, ground.count // 8), count),
        "published": np.ones(count, np.bool_),
        "latitude": spots[:, 0],
        "longitude": spots[:, 1],
        "occupation_id": np.where(draw.random(count) > 0.02, occupation, -1).astype(np.int32),
        "contract": draw.choice(len(ContractKind), count, p=_zipf(len(ContractKind), 0.8)),
        "demand": draw.choice(3, count, p=(0.5, 0.25, 0.25)),
        "licences": np.where(needs, licences[draw.choice(3, count, p=(0.8, 0.1, 0.1))], 0),
        "schedules": hours[draw.choice(5, count, p=(0.6, 0.1, 0.1, 0.1, 0.1))],
        "start_day": TODAY.toordinal() + draw.integers(-30, 90, count),
        "answer_rate": rates,
        "weekly_hours": draw.choice((20.0, 35.0, np.nan), count),
        "hourly_pay": draw.choice((12.5, 14.0, np.nan), count),
        "essential_count": np.bincount(owner[essential], minlength=count),
        "skill_count": np.bincount(owner, minlength=count),
        "aptitude_count": np.bincount(traits[:, 0], minlength=count),
    }
    kinds = {name: values.astype(COLUMNS[name]) for name, values in columns.items()}
    batch = OfferBatch(
        kinds,
        (ids.astype(np.int32), essential),
        (traits[:, 1].astype(np.int32), np.zeros(len(traits), np.bool_)),
    )
    return batch, vectors


def youths(town: Land, count: int, seed: int) -> list[Youth]:
    """Random youths; one in ten tells no home, so that every offer is within reach of theirs."""
    draw = np.random.default_rng(seed)
    occupations = len(town.occupation_vectors)
    modes, kinds = list(TravelMode), list(ContractKind)
    return [_youth(town, i + 1, draw, occupations, modes, kinds) for i in range(count)]


def _youth(
    town: Land,
    youth_id: int,
    draw: np.random.Generator,
    occupations: int,
    modes: list[TravelMode],
    kinds: list[ContractKind],
) -> Youth:
    drawn = draw.choice(occupations, int(draw.integers(0, 4)), replace=False)
    wanted = tuple(int(o) for o in drawn)
    base = wanted or (int(draw.integers(0, occupations)),)
    skills = {
        int(draw.choice(base)) * SKILLS_PER_OCCUPATION
        + int(draw.integers(0, SKILLS_PER_OCCUPATION))
        + 1
        for _ in range(int(draw.integers(0, 16)))
    }
    text = town.occupation_vectors[list(wanted)].sum(axis=0)
    text = text + town.skill_vectors[[s - 1 for s in skills]].sum(axis=0) * 0.4
    place = town.towns[draw.choice(len(town.towns), p=town.town_weights)]
    spot = place + draw.normal(0, 0.05, 2)
    named = draw.random() < 0.5
    profile = CandidateProfile(
        youth_id=youth_id,
        skill_ids=tuple(sorted(skills)),
        aptitude_ids=tuple(int(a) for a in draw.integers(1, 16, draw.integers(0, 4))),
        wanted_occupation_ids=wanted,
        near_occupation_ids=tuple((o + 1) % occupations for o in wanted),
        contracts=frozenset(kinds[int(k)] for k in draw.integers(0, 6, 3))
        if named
        else frozenset(),
        experience=[None, *ExperienceBand][int(draw.integers(0, 4))],
        licences=frozenset({Licence.B}) if draw.random() < 0.4 else frozenset(),
        modes=frozenset(modes[int(m)] for m in draw.integers(0, 5, 2)),
        max_minutes=int(draw.choice([20, 30, 45, 60, 90])),
        available_from=TODAY + timedelta(days=int(draw.integers(0, 60))),
        refused_schedules=frozenset({Schedule.NIGHT}) if draw.random() < 0.3 else frozenset(),
    )
    decided = draw.integers(1, town.count + 1, int(draw.integers(0, 150))).tolist()
    home = None if draw.random() < 0.1 else Point(float(spot[0]), float(spot[1]))
    return Youth(profile, unit(text), home, tuple(decided))


def offer_at(view: OfferView, row: int) -> OfferProfile:
    """An offer's profile, from the index."""
    at, _ = view.skills.take(np.array([row]))
    traits, _ = view.aptitudes.take(np.array([row]))
    columns = {name: values[row].item() for name, values in view.columns.items()}
    skills = zip(view.skills.ids[at].tolist(), view.skills.flags[at].tolist(), strict=True)
    start, rate = columns["start_day"], columns["answer_rate"]
    return OfferProfile(
        offer_id=columns["offer_id"],
        title="",
        occupation_id=columns["occupation_id"] if columns["occupation_id"] >= 0 else None,
        skills=tuple(OfferSkill(i, essential) for i, essential in skills),
        aptitude_ids=tuple(view.aptitudes.ids[traits].tolist()),
        contract=list(ContractKind)[columns["contract"]],
        experience=list(ExperienceDemand)[columns["demand"]],
        licences_required=frozenset(k for k, b in LICENCE_BITS.items() if columns["licences"] & b),
        schedules=frozenset(k for k, b in SCHEDULE_BITS.items() if columns["schedules"] & b),
        starts_on=date.fromordinal(start) if start else None,
        answer_rate=None if np.isnan(rate) else rate,
    )


def crowd(ground: Land, count: int, seed: int) -> Iterator[tuple[CandidateBatch, Floats32]]:
    """`count` people as batches with their vectors, in the order of their homes' cells."""
    draw = np.random.default_rng(seed)
    town = draw.choice(len(ground.towns), count, p=ground.town_weights)
    spots = ground.towns[town] + draw.normal(0, 0.05, (count, 2))
    spots[draw.random(count) < 0.03] = np.nan
    spots = spots[np.argsort(cells(spots[:, 0], spots[:, 1]), kind="stable")]
    occupations = len(ground.occupation_vectors)
    field = draw.integers(0, occupations, (count, 3))
    named = np.arange(3) < draw.integers(0, 4, count)[:, None]
    owner, at = np.nonzero(named)
    wishes = np.unique(np.stack([owner, field[owner, at]], axis=1), axis=0)
    held = np.arange(15) < draw.integers(0, 16, count)[:, None]
    owner, _ = np.nonzero(held)
    skill = field[owner, draw.integers(0, 3, owner.size)] * SKILLS_PER_OCCUPATION
    skill += draw.integers(1, SKILLS_PER_OCCUPATION + 1, owner.size)
    skills = np.unique(np.stack([owner, skill], axis=1), axis=0)
    owner = np.repeat(np.arange(count), draw.integers(0, 4, count))
    traits = np.unique(np.stack([owner, draw.integers(1, 16, owner.size)], axis=1), axis=0)
    kinds = len(ContractKind)
    seeds = np.random.default_rng(seed + 1)
    noises = [seeds.integers(2**32) for _ in range(0, count, PEOPLE_AT_ONCE)]
    contracts = (1 << draw.integers(0, kinds, count)) | (1 << draw.integers(0, kinds, count))
    cards = np.array([held_licences({k}) for k in (Licence.AM, Licence.B, Licence.C)] + [0])
    night = SCHEDULE_BITS[Schedule.NIGHT]
    columns: dict[str, NDArray[Any]] = {
        "youth_id": 1 + draw.permutation(count),
        "modes": draw.integers(0, 1 << len(TravelMode), count),
        "contracts": np.where(draw.random(count) < 0.5, contracts, 0),
        "band": draw.integers(0, 4, count),
        "licences": cards[draw.choice(4, count, p=(0.2, 0.4, 0.1, 0.3))],
        "max_minutes": draw.choice([20, 30, 45, 60, 90], count),
        "available_day": TODAY.toordinal() + draw.integers(0, 60, count),
        "refused": np.where(draw.random(count) < 0.3, night, 0),
        "latitude": spots[:, 0],
        "longitude": spots[:, 1],
        "skill_count": np.bincount(skills[:, 0], minlength=count),
        "aptitude_count": np.bincount(traits[:, 0], minlength=count),
        "wish_count": np.bincount(wishes[:, 0], minlength=count),
    }
    columns = {name: values.astype(CANDIDATE_COLUMNS[name]) for name, values in columns.items()}
    lists = {"skill": skills, "aptitude": traits, "wish": wishes}
    for start, noise_seed in zip(range(0, count, PEOPLE_AT_ONCE), noises, strict=True):
        end = min(start + PEOPLE_AT_ONCE, count)
        part = {name: values[start:end] for name, values in columns.items()}
        some = {}
        for name, pairs in lists.items():
            first, last = np.searchsorted(pairs[:, 0], [start, end])
            ids = pairs[first:last, 1].astype(np.int32)
            some[name] = ids, np.full(ids.size, name == "wish")
        noise = np.random.default_rng(noise_seed).standard_normal(
            (end - start, DIMENSIONS), dtype=np.float32
        )
        vectors = ground.occupation_vectors[field[start:end, 0]] + 0.7 * unit(noise)
        yield CandidateBatch(part, some), unit(vectors)


def person_at(pool: CandidatePool, row: int) -> CandidateProfile:
    """What an explanation needs of somebody in a pool."""

    def ids(lists: RaggedRows) -> tuple[int, ...]:
        at, _ = lists.take(np.array([row]))
        return tuple(lists.ids[at].tolist())

    return CandidateProfile(
        youth_id=int(pool.youth_id[row]),
        skill_ids=ids(pool.skills),
        aptitude_ids=ids(pool.aptitudes),
        wanted_occupation_ids=ids(pool.wishes),
    )


def aimed_youths(ground: Land, view: OfferView, people: list[Youth], share: float) -> list[Youth]:
    """The same youths with limits such that about this share of the offers is eligible to each.

    By the way they would travel; where the share is large, every other one by contract alone.
    """
    wanted = share * len(view)
    found = []
    for at, youth in enumerate(people):
        if share > 0.05 and at % 2:
            home = None
            tried = [replace(youth.profile, contracts=frozenset({k})) for k in ContractKind]
        else:
            town = ground.towns[at % 3 if share > 0.05 else 8 + at % 80]
            home = Point(float(town[0]), float(town[1]))
            rare = frozenset(list(ContractKind)[-2:]) if share <= 0.05 else frozenset()
            able = replace(
                youth.profile,
                contracts=rare,
                licences=frozenset({Licence.B}),
                modes=frozenset({TravelMode.CAR}),
            )
            tried = [replace(able, max_minutes=minutes) for minutes in range(10, 150, 7)]
        counts = [abs(_eligible(one, view, home) - wanted) for one in tried]
        found.append(replace(youth, profile=tried[int(np.argmin(counts))], home=home))
    return found


def _eligible(profile: CandidateProfile, view: OfferView, home: Point | None) -> int:
    within = FIGURES.hard_minutes(profile.max_minutes)
    minutes = minutes_in_reach(view, home, profile.modes, within=within)
    rows, _ = eligible_offers(profile, view, minutes, FIGURES)
    return int(rows.size)


def aimed_offers(
    view: OfferView, people: Candidates, share: float, count: int, seed: int
) -> list[tuple[OfferProfile, Floats32, Point | None]]:
    """Offers with their vectors and places to whom about this share of the people is eligible.

    A licence and a place narrow the circle; where the share is large, every other offer has no place.
    """
    draw = np.random.default_rng(seed)
    pool, homes = people.pool, people.homes
    rows = np.flatnonzero(view.alive)
    found = []
    for at in range(count):
        trials = []
        for row in draw.choice(rows, 6).tolist():
            offer = offer_at(view, row)
            latitude, longitude = view.columns["latitude"][row], view.columns["longitude"][row]
            place = None if np.isnan(latitude) else Point(float(latitude), float(longitude))
            if share > 0.05 and at % 2:
                place = None
            for licences in (set(), {Licence.B}, {Licence.C}):
                asked = replace(offer, licences_required=frozenset(licences))
                can = pool.passing(asked)
                minutes = minutes_to_offer(homes, place, within=people.within, among=can)
                reached = int(eligible_candidates(asked, pool, minutes, FIGURES).size)
                trials.append((abs(reached - share * len(pool)), len(trials), asked, row, place))
        _, _, offer, row, place = min(trials)
        found.append((offer, view.vector(row), place))
    return found
