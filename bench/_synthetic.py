"""Invented offers and youths of any number, from a seed: clustered like a country's labour market.

Towns by a Zipf law over a territory of 900 km by 900 km; occupations and skills by Zipf laws; the
vectors of skills scatter around their occupation's, those of offers and youths around their own
skills' and occupation's, as an encoder's do.
"""

from dataclasses import dataclass
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

TODAY = date(2026, 9, 1)
DIMENSIONS = 256
SKILLS_PER_OCCUPATION = 30


@dataclass(frozen=True)
class Market:
    """Offers in step with their vectors, places and companies; the catalogue's vectors."""

    offers: list[OfferProfile]
    vectors: Floats32
    places: list[Point | None]
    companies: list[int]
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


def market(count: int, seed: int) -> Market:
    """`count` offers; 60 occupations for a thousand of them, 500 from a hundred thousand on."""
    draw = np.random.default_rng(seed)
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
    town_weights = _zipf(400, 0.8)
    town = draw.choice(400, count, p=town_weights)
    spots = towns[town] + draw.normal(0, 0.06, (count, 2))
    nowhere = draw.random(count) < 0.03
    occupation = draw.choice(occupations, count, p=_zipf(occupations, 0.7))
    own = _zipf(SKILLS_PER_OCCUPATION, 0.9)
    kinds, demands = list(ContractKind), list(ExperienceDemand)
    schedules, licences = list(Schedule), [Licence.B, Licence.C, Licence.AM]
    offers, vectors = [], np.empty((count, DIMENSIONS), np.float32)
    for i in range(count):
        o = int(occupation[i])
        wanted = min(int(draw.poisson(5)), 15) if draw.random() > 0.1 else 0
        picks = draw.choice(SKILLS_PER_OCCUPATION, wanted, replace=False, p=own)
        ids = o * SKILLS_PER_OCCUPATION + picks
        if wanted > 2 and draw.random() < 0.5:
            ids[-1] = draw.integers(0, home_of_skill.size)
        vectors[i] = centres[o] + skill_vectors[ids].sum(axis=0) * 0.3
        needs = draw.random() < 0.25
        offers.append(
            OfferProfile(
                offer_id=i + 1,
                title="",
                occupation_id=o if draw.random() > 0.02 else None,
                skills=tuple(OfferSkill(int(s) + 1, bool(draw.random() < 0.6)) for s in set(ids)),
                aptitude_ids=tuple(int(a) for a in draw.integers(1, 16, draw.integers(0, 4))),
                contract=kinds[int(draw.choice(len(kinds), p=_zipf(len(kinds), 0.8)))],
                experience=demands[int(draw.choice(3, p=(0.5, 0.25, 0.25)))],
                licences_required=frozenset({licences[int(draw.choice(3, p=(0.8, 0.1, 0.1)))]})
                if needs
                else frozenset(),
                schedules=frozenset({schedules[int(draw.choice(5, p=(0.6, 0.1, 0.1, 0.1, 0.1)))]}),
                starts_on=TODAY + timedelta(days=int(draw.integers(-30, 90))),
                answer_rate=float(draw.random()) if draw.random() < 0.4 else None,
            )
        )
    vectors = unit(vectors + 0.7 * unit(draw.standard_normal(vectors.shape)))
    return Market(
        offers=offers,
        vectors=vectors,
        places=[
            None if nowhere[i] else Point(float(spots[i, 0]), float(spots[i, 1]))
            for i in range(count)
        ],
        companies=draw.integers(0, max(25, count // 8), count).tolist(),
        skill_ids=list(range(1, home_of_skill.size + 1)),
        skill_vectors=skill_vectors,
        occupation_vectors=centres,
        towns=towns,
        town_weights=town_weights,
    )


def youths(town: Market, count: int, seed: int) -> list[Youth]:
    """Random youths; one in ten tells no home, so that every offer is within reach of theirs."""
    draw = np.random.default_rng(seed)
    occupations = len(town.occupation_vectors)
    modes, kinds = list(TravelMode), list(ContractKind)
    return [_youth(town, i + 1, draw, occupations, modes, kinds) for i in range(count)]


def _youth(
    town: Market,
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
    decided = draw.integers(1, len(town.offers) + 1, int(draw.integers(0, 150))).tolist()
    home = None if draw.random() < 0.1 else Point(float(spot[0]), float(spot[1]))
    return Youth(profile, unit(text), home, tuple(decided))
