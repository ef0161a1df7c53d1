"""Why a card is there, in the figures of the ranking."""

import numpy as np
import pytest

from myjobmatch.domain.cards import Breakdown
from myjobmatch.domain.enums import Fit
from myjobmatch.domain.profiles import CandidateProfile, OfferProfile, OfferSkill
from myjobmatch.matching.calibration import calibrated
from myjobmatch.matching.explanation import explain, fit_of
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS as FIGURES
from myjobmatch.matching.ranking import rank_offers
from myjobmatch.matching.skills import SkillSpace
from tests.unit.matching import town as made
from tests.unit.matching.town import Town

NOTHING = Breakdown(0.1, None, None, None, None)


def test_matched_near_and_missing(skills: SkillSpace) -> None:
    near, likeness = skills.near(12)[0]
    assert FIGURES.near_similarity <= likeness < FIGURES.matched_similarity
    youth = CandidateProfile(1, skill_ids=(near, 45), aptitude_ids=(901, 902))
    offer = OfferProfile(
        offer_id=1,
        title="",
        skills=(
            OfferSkill(45, essential=False),
            OfferSkill(12, essential=True),
            OfferSkill(33, essential=True),
        ),
        aptitude_ids=(902, 903),
    )
    why = explain(youth, offer, NOTHING, skills=skills, label="skill {}".format)
    assert [m.skill_id for m in why.matched] == [45]
    assert why.matched[0].similarity == 1.0
    assert why.matched[0].by == ""
    [close] = why.near
    assert (close.skill_id, close.by, close.essential) == (12, f"skill {near}", True)
    assert close.similarity == pytest.approx(likeness)
    assert [m.label for m in why.missing] == ["skill 33"]
    assert why.aptitudes == ("skill 902",)
    assert why.breakdown is NOTHING


def test_coverage_can_be_recomputed_from_the_card(a_town: Town) -> None:
    checked = 0
    for seed in range(40):
        youth = made.candidate(np.random.default_rng(seed), 1)
        if not youth.skill_ids:
            continue
        ranking = rank_offers(youth, view=a_town.index.view(), skills=a_town.skills)
        for item in ranking.items:
            offer = a_town.offers[item.id]
            why = explain(youth, offer, item.breakdown, skills=a_town.skills, label=str)
            found = [*why.matched, *why.near, *why.missing]
            assert {m.skill_id for m in found} == {s.skill_id for s in offer.skills}
            if not found:
                continue
            weights = [1.0 if m.essential else FIGURES.wished_weight for m in found]
            share = sum(w * m.similarity for w, m in zip(weights, found, strict=True))
            value = FIGURES.coverage_floor + (1 - FIGURES.coverage_floor) * share / sum(weights)
            traits = len(why.aptitudes) / max(1, len(set(offer.aptitude_ids)))
            value += FIGURES.aptitude_bonus * traits * (1 - value)
            assert item.breakdown.coverage == pytest.approx(value, rel=1e-5)
            checked += 1
    assert checked > 200


def test_occupations(skills: SkillSpace) -> None:
    youth = CandidateProfile(1, wanted_occupation_ids=(1,), near_occupation_ids=(1, 2))
    said = []
    for occupation in (1, 2, 3, None):
        offer = OfferProfile(offer_id=1, title="", occupation_id=occupation)
        why = explain(youth, offer, NOTHING, skills=skills, label=str)
        said.append((why.wanted_occupation, why.near_occupation))
    assert said == [(True, False), (False, True), (False, False), (False, False)]


@pytest.mark.parametrize(
    ("preference", "coverage", "fit"),
    [
        (1.0, 0.9, Fit.CLOSE),
        (1.0, 0.3, Fit.REACHABLE),
        (0.3, 0.9, Fit.REACHABLE),
        (0.3, 0.3, Fit.STEP_ASIDE),
        (None, 0.9, Fit.REACHABLE),
        (1.0, None, Fit.REACHABLE),
    ],
)
def test_fit(preference: float | None, coverage: float | None, fit: Fit) -> None:
    assert fit_of(Breakdown(0.5, preference, coverage, 1.0, None)) is fit


def test_what_a_part_weighs_changes_no_word_and_the_card_still_multiplies(a_town: Town) -> None:
    """The same pairs, ranked with other powers: the same fit, and the score the product of the parts."""
    learnt = FIGURES.weighed([1.7, 0.5, 1.3, 0.8])
    fits: set[Fit] = set()
    for seed in range(12):
        youth = made.candidate(np.random.default_rng(seed), 1)
        by_hand, weighed = (
            {
                item.id: item.breakdown
                for item in rank_offers(
                    youth,
                    view=a_town.index.view(),
                    skills=a_town.skills,
                    limit=400,
                    parameters=figures,
                ).items
            }
            for figures in (FIGURES, learnt)
        )
        for offer_id, plain in by_hand.items():
            told = weighed[offer_id]
            assert fit_of(told, learnt) is fit_of(plain, FIGURES)
            fits.add(fit_of(told, learnt))
            parts = zip(
                (told.preference, told.coverage, told.feasibility, told.answer),
                (plain.preference, plain.coverage, plain.feasibility, plain.answer),
                learnt.powers,
                strict=True,
            )
            for weighs, part, power in parts:
                assert weighs == (None if part is None else pytest.approx(part**power))
            known = (told.preference, told.coverage, told.feasibility, told.answer)
            if None not in known:
                assert told.score == pytest.approx(np.prod(np.array(known, float)))
            assert told.calibrated == calibrated(told.score, learnt.calibration)
    assert fits == set(Fit)
