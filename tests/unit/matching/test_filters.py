"""Hard filters: what is never shown, and that a stricter one never adds a card."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given

from myjobmatch.domain.enums import (
    ContractKind,
    Licence,
)
from myjobmatch.domain.profiles import CandidateProfile, OfferProfile
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS as FIGURES
from myjobmatch.matching.ranking import rank_offers
from tests.unit.matching import town as made
from tests.unit.matching.decks import (
    TOWN,
    YOUTHS,
    deck,
    minutes_for,
    only,
    seeds,
)
from tests.unit.matching.town import STEADY


@pytest.mark.parametrize("youth", YOUTHS)
def test_every_card_passes_every_hard_filter(youth: CandidateProfile) -> None:
    excluded, barred = range(1, 60), range(60, 90)
    ranking = deck(youth, excluded_ids=excluded, barred_ids=barred)
    hard = FIGURES.hard_minutes(youth.max_minutes)
    shown = set(ranking.ids)
    minutes = minutes_for(youth)
    for at, (offer_id, offer) in enumerate(TOWN.offers.items()):
        allowed = (
            offer_id not in excluded
            and offer_id not in barred
            and (not youth.contracts or offer.contract in youth.contracts)
            and offer.licences_required <= youth.licences
            and minutes[at] <= hard
        )
        assert (offer_id in shown) == allowed
    assert ranking.eligible_count == len(shown) == len(ranking.items)


def test_unpublished_offers_are_not_shown() -> None:
    index = OfferIndex(made.HashedWords.dimensions, made.FINGERPRINT)
    offers = [OfferProfile(offer_id=i, title="") for i in (1, 2)]
    index.upsert(offers, np.zeros((2, 32)), [None, None], published=[False, True])
    ranking = rank_offers(CandidateProfile(1), view=index.view(), skills=TOWN.skills)
    assert ranking.ids == (2,)


def test_a_licence_is_hard_only_where_required_and_implies_others() -> None:
    moped = OfferProfile(offer_id=1, title="", licences_required=frozenset({Licence.AM}))
    lorry = OfferProfile(offer_id=1, title="", licences_required=frozenset({Licence.C}))
    with_b = CandidateProfile(1, licences=frozenset({Licence.B}))
    assert only(moped, with_b)
    assert only(lorry, with_b) is None
    assert only(moped, CandidateProfile(1)) is None
    assert only(OfferProfile(offer_id=1, title=""), CandidateProfile(1))


@STEADY
@given(seeds)
def test_a_stricter_filter_never_adds_a_card(seed: int) -> None:
    draw = np.random.default_rng(seed)
    loose = made.candidate(draw, 1)
    if loose.max_minutes is None:
        loose = replace(loose, max_minutes=FIGURES.default_max_minutes)
    before = set(deck(loose).ids)
    assert loose.max_minutes is not None
    kinds = list(loose.contracts) or list(ContractKind)
    stricter = [
        replace(loose, max_minutes=int(draw.integers(0, loose.max_minutes))),
        replace(loose, contracts=frozenset(kinds[: max(1, len(kinds) // 2)])),
        replace(loose, licences=frozenset()),
    ]
    for strict in stricter:
        after = deck(strict, minutes=minutes_for(loose)).ids
        assert set(after) <= before
    excluded = draw.integers(1, 401, 50).tolist()
    assert set(deck(loose, excluded_ids=excluded).ids) == before - set(excluded)


def test_nobody_sees_what_no_mode_reaches_however_patient() -> None:
    youth = CandidateProfile(1, max_minutes=5_000)
    minutes = np.full(TOWN.index.view().rows, 600, np.int16)
    assert deck(youth, minutes=minutes).ids == ()
