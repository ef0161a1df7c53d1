"""What would open doors: each count is what the deck itself shows once the change is made."""

from collections.abc import Sequence
from dataclasses import fields, replace
from inspect import signature

import numpy as np
import pytest
from hypothesis import given

from myjobmatch.domain.enums import ContractKind, Fit, Licence, Schedule
from myjobmatch.domain.hints import HintKind
from myjobmatch.domain.profiles import CandidateProfile, OfferProfile, OfferSkill
from myjobmatch.matching.arrays import Floats32, Ints16
from myjobmatch.matching.explanation import fit_of
from myjobmatch.matching.hints import Change, Hint, Reach, changed, what_opens
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS as FIGURES
from myjobmatch.matching.travel import minutes_to_offers
from tests.unit.matching import town as made
from tests.unit.matching.decks import TOWN, deck, seeds
from tests.unit.matching.town import CENTRE, STEADY

LEFT_OUT = tuple(range(1, 30))
RANK = {None: 0, Fit.STEP_ASIDE: 1, Fit.REACHABLE: 2, Fit.CLOSE: 3}


def vector(youth: CandidateProfile) -> Floats32 | None:
    text = " ".join(made.skill_label(i) for i in youth.skill_ids)
    return made.HashedWords().encode([text])[0] if text else None


def vectors(youths: Sequence[CandidateProfile]) -> list[Floats32 | None]:
    return [vector(youth) for youth in youths]


def minutes(youth: CandidateProfile) -> Ints16:
    within = FIGURES.hard_minutes(youth.max_minutes)
    return minutes_to_offers(TOWN.index.view(), CENTRE, youth.modes, within=within)


REACH = Reach(TOWN.index.view(), TOWN.skills, minutes, vectors, LEFT_OUT)


def hints(youth: CandidateProfile, **more: int) -> list[Hint]:
    return what_opens(youth, REACH, **more)


def fits(youth: CandidateProfile) -> dict[int, Fit]:
    """Each offer that the deck would show and whose hours are not all refused, with its words."""
    ranking = deck(youth, minutes=minutes(youth), vector=vector(youth), excluded_ids=LEFT_OUT)
    return {
        item.id: fit_of(item.breakdown)
        for item in ranking.items
        if not TOWN.offers[item.id].schedules
        or TOWN.offers[item.id].schedules - youth.refused_schedules
    }


def held(youth: CandidateProfile) -> set[Change]:
    """All that is no change for them."""
    told = FIGURES.default_max_minutes if youth.max_minutes is None else youth.max_minutes
    return {
        *(Change(HintKind.SKILL, str(i)) for i in youth.skill_ids),
        *(Change(HintKind.LICENCE, each.value) for each in youth.licences),
        *(Change(HintKind.CONTRACT, each.value) for each in youth.contracts or ContractKind),
        *(Change(HintKind.SCHEDULE, s.value) for s in Schedule if s not in youth.refused_schedules),
        *(Change(HintKind.MINUTES, str(m)) for m in range(told + 1)),
    }


@STEADY
@given(seeds)
def test_the_change_made_gives_exactly_the_offers_told(seed: int) -> None:
    youth = made.candidate(np.random.default_rng(seed), 1)
    before = fits(youth)
    for hint in hints(youth, limit=50):
        after = fits(changed(youth, hint.change))
        opened = {
            i
            for i, fit in after.items()
            if (fit is Fit.CLOSE and before.get(i) is not Fit.CLOSE)
            or (RANK[fit] >= 2 and i not in before)
        }
        assert set(hint.offer_ids) == opened, hint.change
        assert len(set(hint.offer_ids)) == len(hint.offer_ids)


@STEADY
@given(seeds)
def test_nothing_is_hinted_that_one_has_and_nothing_that_opens_little(seed: int) -> None:
    youth = made.candidate(np.random.default_rng(seed), 1)
    found = hints(youth)
    assert not held(youth) & {hint.change for hint in found}
    counts = [len(hint.offer_ids) for hint in found]
    assert counts == sorted(counts, reverse=True)
    assert len(counts) <= 5
    assert all(count >= 2 for count in counts)
    assert len({hint.change for hint in found}) == len(found)
    assert not set(LEFT_OUT) & {i for hint in found for i in hint.offer_ids}


@STEADY
@given(seeds)
def test_the_same_person_is_told_the_same(seed: int) -> None:
    draw = np.random.default_rng(seed)
    youth = made.candidate(draw, 1)
    other = replace(youth, youth_id=2, skill_ids=tuple(draw.permutation(youth.skill_ids).tolist()))
    assert hints(youth) == hints(youth) == hints(other)


def test_every_kind_of_change_is_hinted_to_somebody() -> None:
    people = [made.candidate(np.random.default_rng(seed), 1) for seed in range(80)]
    told = {hint.change.kind for youth in people for hint in hints(youth, limit=50)}
    assert told == set(HintKind)


def offers_of(*made_of: OfferProfile) -> Reach:
    index = OfferIndex(made.HashedWords.dimensions, made.FINGERPRINT)
    index.upsert(made_of, np.zeros((len(made_of), index.dimensions)), [None] * len(made_of))
    return Reach(index.view(), TOWN.skills, lambda _: None, lambda each: [None] * len(each))


WANTS = CandidateProfile(1, skill_ids=(1,), wanted_occupation_ids=(7,))


def test_the_skill_that_is_missing_everywhere_is_the_one_hinted() -> None:
    asks = (OfferSkill(1, False), OfferSkill(31, True))
    offers = [OfferProfile(i, "Poste", occupation_id=7, skills=asks) for i in range(1, 4)]
    other = OfferProfile(9, "Poste", occupation_id=8, skills=asks)
    found = what_opens(WANTS, offers_of(*offers, other))
    assert found == [Hint(Change(HintKind.SKILL, "31"), (1, 2, 3))]


@pytest.mark.parametrize(("for_lorries", "hinted"), [(1, {"b"}), (4, {"b", "c", "ce"})])
def test_a_licence_is_hinted_rather_than_a_larger_one_that_opens_little_more(
    for_lorries: int, hinted: set[str]
) -> None:
    def asking(first: int, count: int, licence: Licence) -> list[OfferProfile]:
        skills = (OfferSkill(1, True),)
        return [
            OfferProfile(
                i,
                "Poste",
                occupation_id=7,
                skills=skills,
                licences_required=frozenset({licence}),
            )
            for i in range(first, first + count)
        ]

    reach = offers_of(*asking(1, 3, Licence.B), *asking(10, for_lorries, Licence.C))
    found = what_opens(WANTS, reach)
    assert {hint.change.value for hint in found} >= {"b"}
    assert {hint.change.value for hint in found} <= hinted


def test_nobody_knows_more_of_a_person_here_than_the_deck_does() -> None:
    assert {field.name for field in fields(Reach)} == {
        "view",
        "skills",
        "minutes",
        "vectors",
        "left_out_ids",
        "today",
        "parameters",
    }
    assert list(signature(what_opens).parameters) == ["candidate", "reach", "limit", "least"]


def test_no_offers_and_no_profile_are_no_trouble() -> None:
    assert what_opens(CandidateProfile(1), offers_of()) == []
    assert all(hint.offer_ids for hint in hints(CandidateProfile(1)))
