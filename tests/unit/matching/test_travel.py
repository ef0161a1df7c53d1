"""The travel port gives the minutes of `domain.travel`, only faster."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.enums import TravelMode
from myjobmatch.domain.profiles import OfferProfile
from myjobmatch.domain.travel import UNREACHABLE_MINUTES, Point, distance_km, journey
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.offer_minutes import (
    DOUBT_KM,
    UNKNOWN_MINUTES,
    on_sphere,
    roughly_quickest,
    straight_km,
)
from myjobmatch.matching.territory import bounding_box
from myjobmatch.matching.travel import (
    Homes,
    distances_km,
    minutes_in_reach,
    minutes_to_offer,
    minutes_to_offers,
    quickest,
)
from myjobmatch.matching.view import OfferView
from tests.unit.matching.town import STEADY

some_modes = st.frozensets(st.sampled_from(list(TravelMode)))


def view_of(places: list[Point | None]) -> OfferView:
    index = OfferIndex(4, "f")
    profiles = [OfferProfile(offer_id=i, title="") for i in range(len(places))]
    index.upsert(profiles, np.zeros((len(places), 4)), places)
    return index.view()


def random_places(seed: int, count: int = 1500) -> list[Point | None]:
    draw = np.random.default_rng(seed)
    spread = draw.choice([0.02, 0.2, 2.0], (count, 1))
    spots = np.array([48.63, 2.44]) + draw.normal(0, 1, (count, 2)) * spread
    return [None if draw.random() < 0.05 else Point(float(a), float(b)) for a, b in spots]


PLACES = random_places(1)
VIEW = view_of(PLACES)


@STEADY
@given(some_modes, st.floats(48.2, 49.0), st.floats(2.0, 2.9))
def test_same_minutes_as_the_domain(modes: frozenset[TravelMode], lat: float, lon: float) -> None:
    home = Point(lat, lon)
    found = minutes_to_offers(VIEW, home, modes)
    for minutes, place in zip(found.tolist(), PLACES, strict=True):
        expected = journey(home, place, modes).minutes
        assert minutes == (UNKNOWN_MINUTES if expected is None else expected)


@STEADY
@given(some_modes, st.integers(1, 200))
def test_the_box_loses_nothing_within_reach(modes: frozenset[TravelMode], within: int) -> None:
    home = Point(48.63, 2.44)
    whole = minutes_to_offers(VIEW, home, modes)
    boxed = minutes_to_offers(VIEW, home, modes, within=within)
    near = whole <= within
    assert (boxed[near] == whole[near]).all()
    assert (boxed[~near] > within).all()
    assert ((boxed == UNKNOWN_MINUTES) == (whole == UNKNOWN_MINUTES)).all()


@STEADY
@given(some_modes, st.integers(1, 200), st.integers(0, 2**32 - 1))
def test_in_reach_are_the_same_minutes(
    modes: frozenset[TravelMode], within: int, seed: int
) -> None:
    home = Point(48.63, 2.44)
    among = np.random.default_rng(seed).random(VIEW.rows) < 0.5
    whole = minutes_to_offers(VIEW, home, modes)
    found = minutes_in_reach(VIEW, home, modes, within=within, among=among)
    assert found is not None
    assert (found.rows[1:] > found.rows[:-1]).all()
    assert among[found.rows].all()
    assert (found.minutes == whole[found.rows]).all()
    assert set(np.flatnonzero(among & (whole <= within)).tolist()) <= set(found.rows.tolist())
    assert (found.everywhere()[found.rows] == found.minutes).all()
    assert minutes_in_reach(VIEW, None, modes, within=within) is None


@pytest.mark.parametrize("mode", list(TravelMode))
def test_where_the_quick_estimate_has_no_doubt_it_is_right(mode: TravelMode) -> None:
    """Fifty thousand ways, so that thousands are within a metre or two of the next minute."""
    draw = np.random.default_rng(4)
    spread = draw.choice([0.01, 0.1, 0.7], (50_000, 1))
    spots = np.array([48.63, 2.44]) + draw.normal(0, 1, (50_000, 2)) * spread
    home, modes = Point(48.6, 2.5), frozenset({mode})
    km = straight_km(home, on_sphere(spots[:, 0], spots[:, 1]), np.arange(50_000))
    exact = distances_km(home, spots[:, 0], spots[:, 1])
    assert np.abs(km - exact).max() < DOUBT_KM / 2
    minutes, doubt = roughly_quickest(km, modes)
    assert (minutes[~doubt] == quickest(exact, modes)[~doubt]).all()
    assert doubt.mean() < 0.1


@STEADY
@given(st.floats(-89.9, 89.9), st.floats(-180, 180), st.floats(0.5, 300), st.integers(0, 2**32 - 1))
def test_the_box_holds_its_circle(lat: float, lon: float, km: float, seed: int) -> None:
    draw = np.random.default_rng(seed)
    around = np.clip(lat + draw.normal(0, 3, 60), -90, 90)
    across = (lon + draw.normal(0, 5, 60) + 180) % 360 - 180
    inside = bounding_box(around, across, Point(lat, lon), km)
    for a, b, held in zip(around.tolist(), across.tolist(), inside.tolist(), strict=True):
        assert held or distance_km(Point(lat, lon), Point(a, b)) > km


def test_the_other_direction_gives_the_same_minutes() -> None:
    draw = np.random.default_rng(2)
    homes = random_places(3, 300)
    modes = [frozenset(m for m in TravelMode if draw.random() < 0.4) for _ in homes]
    work = Point(48.61, 2.48)
    found = minutes_to_offer(Homes.of(homes, modes), work)
    for minutes, home, their in zip(found.tolist(), homes, modes, strict=True):
        expected = journey(home, work, their).minutes
        assert minutes == (UNKNOWN_MINUTES if expected is None else expected)


def test_unknown_places() -> None:
    assert (minutes_to_offers(VIEW, None, frozenset()) == UNKNOWN_MINUTES).all()
    homes = Homes.of([None, Point(48.6, 2.4)], [frozenset(), frozenset()])
    assert (minutes_to_offer(homes, None) == UNKNOWN_MINUTES).all()
    assert minutes_to_offer(homes, Point(48.6, 2.4)).tolist() == [UNKNOWN_MINUTES, 0]


def test_no_offers_and_nobody() -> None:
    assert minutes_to_offers(view_of([]), Point(48, 2), frozenset(), within=30).size == 0
    assert minutes_to_offer(Homes.of([], []), Point(48, 2)).size == 0


@pytest.mark.parametrize("mode", list(TravelMode))
def test_beyond_a_mode(mode: TravelMode) -> None:
    far = view_of([Point(52.0, 2.44)])
    assert minutes_to_offers(far, Point(48.63, 2.44), {mode}).tolist() == [UNREACHABLE_MINUTES]
