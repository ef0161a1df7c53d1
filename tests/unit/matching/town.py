"""A small invented town for the engine's tests: deterministic, without any model."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from hypothesis import settings

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
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.skills import SkillSpace

STEADY = settings(deadline=None, max_examples=30)
"""Examples take as long as the machine is busy; that is no failure."""

FINGERPRINT = "hashed-words-of-the-tests"
SKILL_COUNT = 60
CENTRE = Point(48.63, 2.44)


class HashedWords:
    """A deterministic encoder: each word is a random direction, a text the mean of its words."""

    dimensions = 32
    fingerprint = FINGERPRINT

    def encode(self, texts: Sequence[str], /) -> Floats32:
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        for at, text in enumerate(texts):
            for word in text.lower().split():
                seed = int.from_bytes(blake2b(word.encode(), digest_size=4).digest(), "little")
                rows[at] += np.random.default_rng(seed).standard_normal(self.dimensions)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.where(lengths == 0, 1, lengths), dtype=np.float32)


def skill_label(skill_id: int) -> str:
    """Skills of the same ten share a word, so they are near by meaning."""
    return f"famille{skill_id // 10} geste{skill_id}"


def skill_space(floor: float | None = 0.35) -> SkillSpace:
    labels = [skill_label(i) for i in range(1, SKILL_COUNT + 1)]
    vectors = HashedWords().encode(labels)
    return SkillSpace.build(
        range(1, SKILL_COUNT + 1), vectors, fingerprint=FINGERPRINT, floor=floor
    )


@dataclass
class Town:
    """Offers in an index, with what the index was filled from."""

    offers: dict[int, OfferProfile]
    vectors: Floats32
    places: list[Point | None]
    companies: list[int]
    index: OfferIndex
    skills: SkillSpace


def offer(draw: np.random.Generator, offer_id: int) -> OfferProfile:
    """A random offer; every kind of missing data happens."""
    picks = draw.choice(SKILL_COUNT, int(draw.integers(0, 7)), replace=False) + 1
    kinds, demands = list(ContractKind), list(ExperienceDemand)
    schedules = list(Schedule)
    return OfferProfile(
        offer_id=offer_id,
        title=f"Poste {offer_id}",
        occupation_id=int(draw.integers(1, 13)) if draw.random() < 0.9 else None,
        skills=tuple(OfferSkill(int(s), bool(draw.random() < 0.5)) for s in picks),
        aptitude_ids=tuple(int(a) for a in draw.integers(900, 906, 2)),
        contract=kinds[int(draw.integers(0, 4))],
        experience=demands[int(draw.integers(0, 3))],
        licences_required=frozenset({Licence.B}) if draw.random() < 0.2 else frozenset(),
        schedules=frozenset(schedules[int(i)] for i in draw.integers(0, 5, 2)),
        answer_rate=float(draw.random()) if draw.random() < 0.5 else None,
    )


def candidate(draw: np.random.Generator, youth_id: int) -> CandidateProfile:
    """A random youth; every kind of missing data happens."""
    kinds, modes, bands = list(ContractKind), list(TravelMode), [None, *ExperienceBand]
    named = draw.random() < 0.4
    return CandidateProfile(
        youth_id=youth_id,
        skill_ids=tuple(int(s) + 1 for s in draw.integers(0, SKILL_COUNT, draw.integers(0, 8))),
        aptitude_ids=tuple(int(a) for a in draw.integers(900, 906, draw.integers(0, 4))),
        wanted_occupation_ids=tuple(int(o) for o in draw.integers(1, 13, draw.integers(0, 3))),
        near_occupation_ids=tuple(int(o) for o in draw.integers(1, 13, draw.integers(0, 3))),
        contracts=frozenset(kinds[int(i)] for i in draw.integers(0, 4, 2))
        if named
        else frozenset(),
        experience=bands[int(draw.integers(0, 4))],
        licences=frozenset({Licence.B}) if draw.random() < 0.5 else frozenset(),
        modes=frozenset(modes[int(i)] for i in draw.integers(0, 5, draw.integers(0, 3))),
        max_minutes=int(draw.integers(10, 90)) if draw.random() < 0.8 else None,
        refused_schedules=frozenset({Schedule.NIGHT}) if draw.random() < 0.4 else frozenset(),
    )


def place(draw: np.random.Generator) -> Point | None:
    """A point within some twenty kilometres, or unknown."""
    if draw.random() < 0.1:
        return None
    north, east = draw.normal(0, 0.1, 2)
    return Point(CENTRE.latitude + float(north), CENTRE.longitude + float(east))


def town(count: int = 400, seed: int = 5) -> Town:
    """`count` random offers, indexed."""
    draw = np.random.default_rng(seed)
    offers = {i: offer(draw, i) for i in range(1, count + 1)}
    texts = [" ".join(skill_label(s.skill_id) for s in o.skills) for o in offers.values()]
    vectors = HashedWords().encode(texts)
    places = [place(draw) for _ in offers]
    companies = draw.integers(1, 40, count).tolist()
    index = OfferIndex(HashedWords.dimensions, FINGERPRINT)
    index.upsert(list(offers.values()), vectors, places, company_ids=companies, sequence=count)
    return Town(offers, vectors, places, companies, index, skill_space())
