"""The other direction: candidates for an offer, by the same figures."""

import numpy as np
import pytest

from myjobmatch.domain.enums import (
    ContractKind,
)
from myjobmatch.domain.profiles import OfferProfile
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.ranking import rank_candidates
from tests.unit.matching import town as made
from tests.unit.matching.decks import EVERYTHING, TOWN, YOUTHS, deck, minutes_for


def test_a_pair_has_the_same_figures_both_ways() -> None:
    vectors = np.stack(
        [
            mean if (mean := TOWN.skills.mean_vector(y.skill_ids)) is not None else np.zeros(32)
            for y in YOUTHS
        ]
    )
    pool = CandidatePool.of(YOUTHS, vectors, fingerprint=made.FINGERPRINT)
    forward = {y.youth_id: {i.id: i for i in deck(y).items} for y in YOUTHS}
    ways = np.stack([minutes_for(y) for y in YOUTHS])
    compared = 0
    for at, (offer_id, offer) in enumerate(TOWN.offers.items()):
        vector = TOWN.vectors[at]
        ranking = rank_candidates(
            offer,
            pool=pool,
            skills=TOWN.skills,
            vector=vector,
            minutes=ways[:, at].copy(),
            limit=EVERYTHING,
        )
        assert set(ranking.ids) == {y for y, cards in forward.items() if offer_id in cards}
        for item in ranking.items:
            there = forward[item.id][offer_id].breakdown
            assert item.breakdown.score == pytest.approx(there.score, rel=1e-5)
            assert (item.breakdown.coverage is None) == (there.coverage is None)
            assert item.breakdown.coverage is None or item.breakdown.coverage == pytest.approx(
                there.coverage, rel=1e-5
            )
            compared += 1
    assert compared > 2_000


def test_candidates_already_decided_or_barred_are_left_out() -> None:
    pool = CandidatePool.of(YOUTHS)
    offer = OfferProfile(offer_id=1, title="", contract=ContractKind.CDI)
    everyone = rank_candidates(offer, pool=pool, skills=TOWN.skills, limit=60)
    fewer = rank_candidates(
        offer, pool=pool, skills=TOWN.skills, limit=60, excluded_ids=[1, 2], barred_ids=[3]
    )
    assert set(fewer.ids) == set(everyone.ids) - {1, 2, 3}
    assert [i.score for i in everyone.items] == sorted(
        (i.score for i in everyone.items), reverse=True
    )
