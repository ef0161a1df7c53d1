"""Who gets the reserved places of a deck: those who fit and were shown least, beyond its best cards.

Up to `claims_exact` eligible everyone with a claim is looked at. Beyond, a part of them in turn: the
turn moves with every view counted, so that everyone's comes, and the work stays small.
"""

from dataclasses import dataclass

import numpy as np

from myjobmatch.matching.arrays import Bools, Ints64
from myjobmatch.matching.exposure import Exposure, fits, least_shown
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.retrieval import Pairs, complete
from myjobmatch.matching.scoring import PairFeatures, Parts, score_pairs

GOLDEN = 0x9E3779B97F4A7C15
"""Fibonacci hashing (Knuth, volume 3, 6.4): neighbouring numbers come to lie far apart."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs and what is known of them; `places` are those of the pairs, ascending."""

    places: Ints64
    features: PairFeatures
    parts: Parts


def reserved(
    pairs: Pairs,
    seen: Exposure,
    known: Scored,
    deck: Ints64,
    limit: int,
    parameters: EngineParameters,
) -> tuple[Ints64, PairFeatures]:
    """Places of the pairs that hold the deck's reserved places, fewest views first, and their features.

    `deck` are the places of the pairs of the deck without any reserved place, best first; who is
    among those of its cards that stay has a place already.
    """
    nobody = np.empty(0, np.int64)
    count = seen.places(limit)
    if count == 0 or pairs.size <= limit:
        return nobody, known.features.take(nobody)
    look = _looked_at(pairs.size, seen, parameters)
    claims = look[seen.claims(pairs.ids(look))]
    there = np.zeros(pairs.size, np.bool_)
    there[deck[: limit - count]] = True
    claims = claims[~there[claims]]
    claims = _in_turn(claims, pairs, seen, parameters)
    if known.places.size == pairs.size:
        features = known.features
        at = fitting = claims[fits(features, known.parts, parameters)[claims]]
    else:
        features = complete(pairs, claims)
        at = np.flatnonzero(fits(features, score_pairs(features, parameters), parameters))
        fitting = claims[at]
    ids = pairs.ids(fitting)
    company = pairs.groups(fitting).company
    held = np.array(least_shown(ids, seen.shown(ids), company, count), np.int64)
    return fitting[held], features.take(at[held])


def _looked_at(size: int, seen: Exposure, parameters: EngineParameters) -> Ints64:
    """All, or the part whose turn it is."""
    part = parameters.claims_look
    if size <= max(parameters.claims_exact, part):
        return np.arange(size)
    start = _turn(seen) % -(-size // part) * part
    return np.arange(start, min(start + part, size))


def _in_turn(claims: Ints64, pairs: Pairs, seen: Exposure, parameters: EngineParameters) -> Ints64:
    """As many of the claims as are scored: the fewest views first, among equals those whose turn it is."""
    if pairs.size <= parameters.claims_exact or claims.size <= parameters.claims_scored:
        return claims
    views = seen.shown(pairs.ids(claims))
    chosen: list[Ints64] = []
    left = parameters.claims_scored
    for level in range(parameters.exposure_enough):
        equals: Bools = views == level
        places = claims[equals]
        if places.size > left:
            start = _turn(seen) % places.size
            places = np.take(places, np.arange(start, start + left), mode="wrap")
        chosen.append(places)
        left -= places.size
        if left == 0:
            break
    return np.sort(np.concatenate(chosen))


def _turn(seen: Exposure) -> int:
    """A number that each view counted changes."""
    total = 0 if seen.views is None else seen.views.total
    return (total * GOLDEN & 0xFFFFFFFFFFFFFFFF) >> 32
