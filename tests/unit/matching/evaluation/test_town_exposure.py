"""The measures of exposure on weeks made by hand: what is passed over is found."""

import numpy as np
import pytest

from myjobmatch.matching.evaluation.town.exposure import (
    Exposures,
    Seen,
    Week,
    ahead,
    bound_held,
    seen_of,
    waits,
    week_of_offers,
    week_of_youths,
)
from myjobmatch.matching.evaluation.town.measures import CARDS
from myjobmatch.matching.evaluation.town.systems import OURS
from myjobmatch.matching.exposure import DAYS


class InTurn:
    """Deals the least shown first, or always the same first cards."""

    def __init__(self, *, fair: bool) -> None:
        self.fair = fair

    def offers(self, _youth: int, limit: int, seen: np.ndarray, shown: np.ndarray) -> list[int]:
        there = np.flatnonzero(~seen)
        order = np.lexsort((there, shown[there])) if self.fair else np.arange(there.size)
        cards: list[int] = there[order][:limit].tolist()
        return cards

    def youths(self, _offer: int, limit: int, shown: np.ndarray) -> list[int]:
        return self.offers(0, limit, np.zeros(shown.size, np.bool_), shown)


def test_who_deals_the_least_shown_holds_the_bound_and_who_does_not_is_found_out() -> None:
    fit = np.ones((2, 50), np.bool_)
    fair = week_of_offers(InTurn(fair=True), 2, 50)
    assert bound_held(fair, fit)
    # each youth sees twenty new ones a day: cards come by number, whatever the other saw
    same = week_of_youths(InTurn(fair=False), 50, 14)
    assert not bound_held(same, np.ones((14, 50), np.bool_))
    assert bound_held(week_of_youths(InTurn(fair=True), 50, 14), np.ones((14, 50), np.bool_))


def test_who_fits_nobody_is_passed_over_by_nobody() -> None:
    same = week_of_youths(InTurn(fair=False), 50, 14)
    fit = np.zeros((14, 50), np.bool_)
    fit[:, :CARDS] = True
    assert bound_held(same, fit)
    assert seen_of(same, fit).seen_share == 1
    fit[3, 40] = True
    assert not bound_held(same, fit)


def test_a_week_is_told_by_hand() -> None:
    decks = ((0, (1, 2)), (1, (2, 3)), (0, (3, 0)))
    week = Week(np.array([1, 1, 2, 2, 0]), np.array([2, 1, 1, 1, 0]), decks)
    fit = np.array([[1, 1, 0, 1, 0], [1, 0, 1, 0, 1]], np.bool_)
    assert waits(week, fit).tolist() == [2, 0, 0, 1, 1]
    assert ahead(fit).tolist() == [0, 1, 1, 2, 2]
    found = seen_of(week, fit)
    assert found == Seen(
        fitting_count=5,
        seen_share=0.8,
        unseen_count=1,
        gini=pytest.approx(1 / 3),
        longest_wait_days=DAYS + 1,
        longest_wait_decks=2,
    )
    nobody = seen_of(week, np.zeros((2, 5), np.bool_))
    assert (nobody.fitting_count, nobody.seen_share) == (0, 1.0)


def test_ok_wants_the_bound_and_no_peer_ahead() -> None:
    half, all_seen = Seen(2, 0.5, 1, 0, 8, 3), Seen(2, 1.0, 0, 0, 1, 0)

    def report(ours: Seen, peer: Seen, *held: bool) -> Exposures:
        return Exposures({OURS: ours, "peer": peer}, {OURS: all_seen}, (held[0], held[1]), 0.5, 0.5)

    assert report(all_seen, half, True, True).ok
    assert report(half, half, True, True).ok
    assert not report(half, all_seen, True, True).ok
    assert not report(all_seen, half, True, False).ok
    told = report(all_seen, half, True, False).as_json(4)
    assert told["candidates_bound_held"] is False
    assert told["offers"]["peer"]["unseen_count"] == 1  # type: ignore[index]
