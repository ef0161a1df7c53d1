"""Decks of the town's offers for random youths, as the ranking tests ask for them."""

import numpy as np
from hypothesis import strategies as st

from myjobmatch.domain.cards import Breakdown
from myjobmatch.domain.profiles import CandidateProfile, OfferProfile
from myjobmatch.matching.arrays import Ints16
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS as FIGURES
from myjobmatch.matching.ranking import Ranking, rank_offers
from myjobmatch.matching.travel import minutes_to_offers
from tests.unit.matching import town as made
from tests.unit.matching.town import CENTRE

TOWN = made.town()
EVERYTHING = 10_000
YOUTHS = [made.candidate(np.random.default_rng(seed), seed + 1) for seed in range(60)]
seeds = st.integers(0, 2**32 - 1)


def minutes_for(youth: CandidateProfile) -> Ints16:
    return minutes_to_offers(TOWN.index.view(), CENTRE, youth.modes)


def deck(youth: CandidateProfile, limit: int = EVERYTHING, **more: object) -> Ranking:
    return rank_offers(
        youth,
        view=TOWN.index.view(),
        skills=TOWN.skills,
        **({"minutes": minutes_for(youth), "limit": limit} | more),  # type: ignore[arg-type]
    )


def only(offer: OfferProfile, youth: CandidateProfile, **more: object) -> Breakdown | None:
    """The breakdown of one offer for one youth; None when it is filtered out."""
    index = OfferIndex(made.HashedWords.dimensions, made.FINGERPRINT)
    index.upsert([offer], np.zeros((1, index.dimensions)), [None])
    ranking = rank_offers(youth, view=index.view(), skills=TOWN.skills, **more)  # type: ignore[arg-type]
    return ranking.items[0].breakdown if ranking.items else None


def neutral(breakdown: Breakdown, *, named_skills: bool) -> float:
    """The product of the four parts, priors for those not known."""
    coverage = FIGURES.coverage_prior if named_skills else FIGURES.coverage_floor
    parts = (
        (breakdown.preference, FIGURES.preference_prior),
        (breakdown.coverage, coverage),
        (breakdown.feasibility, FIGURES.travel_prior),
        (breakdown.answer, FIGURES.answer_prior),
    )
    product = 1.0
    for value, prior in parts:
        product *= prior if value is None else value
    return product
