"""From logs and decisions to examples: what was shown behind each, and nobody left in them."""

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from myjobmatch.db.repositories.learning import DecidedPair, MovedPair
from myjobmatch.domain.enums import ApplicationStatus as A
from myjobmatch.domain.enums import DecisionKind, MatchStatus
from myjobmatch.domain.outcomes import Stage, WhyNot
from myjobmatch.matching.learning.examples import Ground, Step
from myjobmatch.matching.ranking import Ranking
from myjobmatch.matching.replay import to_log
from myjobmatch.services.learning_examples import (
    MOST_OF_ONE,
    Gatherer,
    carried_on,
    liked_or_passed,
)
from tests.unit.matching.decks import YOUTHS, deck

NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)
YOUTH = 7


def ranking(youth: int = 3) -> Ranking:
    return deck(YOUTHS[youth], limit=10)


def shown(found: Ranking, at: datetime = NOON, whose: int = YOUTH) -> tuple[int, datetime, Any]:
    return whose, at, to_log(found)


def decided(
    offer: int, minutes: int, kind: str = "like", reason: str = "", account: int = 70
) -> DecidedPair:
    at = NOON + timedelta(minutes=minutes)
    return DecidedPair(YOUTH, offer, DecisionKind(kind), reason, account, at)


def test_a_decision_has_the_features_and_the_place_of_the_card_decided_on() -> None:
    found = ranking()
    verdicts = liked_or_passed(
        [decided(found.ids[4], 5), decided(found.ids[0], 6, "pass", "too_far")], Step.LIKE
    )
    gatherer = Gatherer()
    gatherer.take(verdicts, [shown(found)], subject_is_youth=True)
    examples = gatherer.examples()
    assert examples is not None
    assert examples.yes.tolist() == [True, False]
    assert examples.place.tolist() == [5, 1]
    assert examples.ground.tolist() == [Ground.UNTOLD, Ground.FEASIBILITY]
    assert examples.step.tolist() == [Step.LIKE] * 2
    assert examples.features.minutes.tolist() == [
        found.features.minutes[4],
        found.features.minutes[0],
    ]
    assert (gatherer.people, gatherer.left_out) == (1, {})


def test_of_several_decks_the_last_before_the_decision_counts() -> None:
    first = deck(YOUTHS[3], limit=10)
    card = first.ids[6]
    second = deck(YOUTHS[3], limit=10, excluded_ids=first.ids[:6])
    later = deck(YOUTHS[3], limit=10, excluded_ids=first.ids[:5])
    rankings = [
        shown(first),
        shown(second, NOON + timedelta(minutes=10)),
        shown(later, NOON + timedelta(minutes=30)),
    ]
    gatherer = Gatherer()
    gatherer.take(liked_or_passed([decided(card, 20)], Step.LIKE), rankings, subject_is_youth=True)
    examples = gatherer.examples()
    assert examples is not None
    assert examples.place.tolist() == [1 + second.ids.index(card)]


def test_what_was_never_shown_or_by_another_formula_is_left_out_and_counted() -> None:
    found = ranking()
    before = decided(found.ids[1], -5)
    unseen = decided(999_999, 5)
    old = (YOUTH, NOON, to_log(found) | {"engine": "0+abc+def"})
    gatherer = Gatherer()
    gatherer.take(
        liked_or_passed([before, unseen], Step.LIKE), [shown(found), old], subject_is_youth=True
    )
    assert gatherer.examples() is None
    assert gatherer.left_out == {"not_shown": 2, "other_formula": 1}


def test_on_the_employers_side_cards_are_youths() -> None:
    found = ranking()
    offer = 55
    at = NOON + timedelta(minutes=1)
    verdicts = liked_or_passed(
        [DecidedPair(found.ids[2], offer, DecisionKind.PASS, "skills", 80, at)], Step.EMPLOYER_LIKE
    )
    gatherer = Gatherer()
    gatherer.take(verdicts, [shown(found, whose=offer)], subject_is_youth=False)
    examples = gatherer.examples()
    assert examples is not None
    assert (examples.place.tolist(), examples.ground.tolist()) == ([3], [Ground.COVERAGE])


def test_one_persons_many_decisions_count_no_more_than_a_bound() -> None:
    found = ranking()
    many = [decided(found.ids[i % 10], i + 1) for i in range(2 * MOST_OF_ONE)]
    few = [decided(found.ids[0], 3, account=71)]
    gatherer = Gatherer()
    gatherer.take(liked_or_passed([*many, *few], Step.LIKE), [shown(found)], subject_is_youth=True)
    examples = gatherer.examples()
    assert examples is not None
    assert examples.weight[:-1].sum() == pytest.approx(MOST_OF_ONE)
    assert examples.weight[-1] == 1
    assert gatherer.people == 2


def moved(*steps: A | MatchStatus) -> dict[Step, tuple[bool, Ground]]:
    found = carried_on(MovedPair(YOUTH, 1, step, NOON) for step in steps)
    assert len({verdict.step for verdict in found}) == len(found)
    return {verdict.step: (verdict.yes, verdict.ground) for verdict in found}


def test_what_became_of_a_pair_speaks_step_by_step() -> None:
    no, untold = False, Ground.UNTOLD
    assert moved(A.OPENED, A.SENT) == {}
    assert moved(A.OPENED, A.SENT, A.REFUSED) == {Step.INTERVIEW: (no, untold)}
    assert moved(A.OPENED, A.SENT, A.NO_ANSWER) == {Step.INTERVIEW: (no, Ground.ANSWER)}
    invited = {Step.INTERVIEW: (True, untold)}
    assert moved(A.SENT, A.INTERVIEW) == invited
    assert moved(A.SENT, A.IMMERSION) == invited
    assert moved(A.SENT, A.IMMERSION, A.REFUSED) == invited | {Step.HIRE: (no, untold)}
    assert moved(A.SENT, A.NO_ANSWER, A.INTERVIEW) == invited
    assert moved(A.SENT, A.INTERVIEW, A.REFUSED) == invited | {Step.HIRE: (no, untold)}
    assert moved(A.SENT, A.HIRED) == invited | {Step.HIRE: (True, untold)}
    assert moved(MatchStatus.MUTUAL, MatchStatus.CONSENT_ASKED, MatchStatus.SHARED) == {
        Step.CONSENT: (True, untold)
    }
    assert moved(MatchStatus.CONSENT_ASKED, MatchStatus.DECLINED) == {Step.CONSENT: (no, untold)}
    assert moved(MatchStatus.SHARED, MatchStatus.CLOSED) == {Step.CONSENT: (True, untold)}


def stages(*steps: Stage, why: WhyNot | None = None) -> dict[Step, tuple[bool, Ground]]:
    found = carried_on(MovedPair(YOUTH, 1, step, NOON, why) for step in steps)
    return {verdict.step: (verdict.yes, verdict.ground) for verdict in found}


def test_what_became_of_a_match_speaks_with_its_reason() -> None:
    no, untold = False, Ground.UNTOLD
    invited = {Step.INTERVIEW: (True, untold)}
    assert stages(Stage.INTERVIEW) == stages(Stage.INTERVIEW, Stage.IMMERSION) == invited
    assert stages(Stage.HIRED) == invited | {Step.HIRE: (True, untold)}
    assert stages(Stage.NOT_HIRED) == {Step.INTERVIEW: (no, untold)}
    for why, ground in (
        (WhyNot.SKILLS, Ground.COVERAGE),
        (WhyNot.AVAILABILITY, Ground.FEASIBILITY),
        (WhyNot.OTHER_CHOSEN, Ground.OTHER),
    ):
        after = stages(Stage.INTERVIEW, Stage.NOT_HIRED, why=why)
        assert after == invited | {Step.HIRE: (no, ground)}
    assert stages(Stage.INTERVIEW, Stage.NOT_HIRED, why=WhyNot.POST_GONE) == invited
    thought_over = stages(Stage.NOT_HIRED, Stage.HIRED)
    assert thought_over == invited | {Step.HIRE: (True, untold)}


def test_later_steps_have_no_place_in_a_deck_and_count_nobody_twice() -> None:
    found = ranking()
    verdicts = [
        *liked_or_passed([decided(found.ids[4], 5)], Step.LIKE),
        *carried_on([MovedPair(YOUTH, found.ids[4], A.HIRED, NOON + timedelta(days=9))]),
    ]
    gatherer = Gatherer()
    gatherer.take(verdicts, [shown(found)], subject_is_youth=True)
    examples = gatherer.examples()
    assert examples is not None
    assert examples.place.tolist() == [5, 1, 1]
    assert np.diff(examples.day).tolist() == [9, 0]
    assert gatherer.people == 1
