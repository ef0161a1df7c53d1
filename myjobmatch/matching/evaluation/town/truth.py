"""How right an offer is for a youth, from what is true of both; no text and no score is read.

| grade | an offer |
| --- | --- |
| 3 | of the trade wished for (of the trade known, where none is wished), that can be reached and had |
| 2 | of the trade known beside a wish; of a near trade by ROME's mobilities; of a trade whose essential skills the youth holds for half or more |
| 1 | further by mobilities, or a quarter of the skills held; or better, but of a contract or at hours not wanted, beyond the experience held, or a little too far |
| 0 | anything else, and whatever cannot be reached or needs a licence not held |
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.enums import ExperienceBand, ExperienceDemand, TravelMode
from myjobmatch.matching.arrays import Bools, Floats64
from myjobmatch.matching.columns import LICENCE_BITS, held_licences, mask_of
from myjobmatch.matching.evaluation.town.catalogue import TownCatalogue
from myjobmatch.matching.evaluation.town.model import Town, TownOffer, TownYouth
from myjobmatch.matching.travel import Homes, minutes_to_offer

Grades = NDArray[np.int8]

RELEVANT = 2
"""From this grade on an offer counts as a right answer where measures want a yes or a no."""

DEFAULT_MINUTES = 45
"""What someone who named no limit is taken to accept."""
A_LITTLE_FAR = 1.25
HALF, QUARTER = 0.5, 0.25


def grades(town: Town) -> Grades:
    """Grades 0 to 3, youths × offers."""
    levels = trade_levels(town.catalogue, town.youths)
    of_trade = np.array([offer.truth.trade for offer in town.offers], np.int64)
    found = levels[:, of_trade]
    limits = np.array([youth.max_minutes or DEFAULT_MINUTES for youth in town.youths])
    homes = _homes(town.youths, early=False)
    early_homes = _homes(town.youths, early=True)
    ceilings: dict[tuple[object, ...], Grades] = {}
    for number, offer in enumerate(town.offers):
        minutes = minutes_to_offer(early_homes if offer.truth.early else homes, offer.truth.place)
        terms = (offer.licences, offer.contract, offer.schedules, offer.truth.experience)
        if terms not in ceilings:
            ceilings[terms] = np.array([_ceiling(youth, offer) for youth in town.youths], np.int8)
        column = np.minimum(found[:, number], ceilings[terms])
        column[minutes > limits] = np.minimum(column[minutes > limits], 1)
        column[minutes > limits * A_LITTLE_FAR] = 0
        found[:, number] = column
    return found


def trade_levels(catalogue: TownCatalogue, youths: Sequence[TownYouth]) -> Grades:
    """How right each trade is for each youth, 0 to 3, before anything practical; youths × trades."""
    held = np.zeros((len(youths), len(catalogue.skills)), np.bool_)
    for row, youth in enumerate(youths):
        held[row, sorted(youth.truth.skills)] = True
    share = held_share(catalogue, held)
    levels = np.zeros(share.shape, np.int8)
    levels[share >= QUARTER] = 1
    levels[share >= HALF] = 2
    for row, youth in enumerate(youths):
        knows, wishes = youth.truth.knows, youth.truth.wishes
        if knows is not None:
            _raise(levels[row], catalogue.far[knows], 1)
            _raise(levels[row], catalogue.near[knows], 2 if wishes is None else 1)
            levels[row, knows] = max(levels[row, knows], 3 if wishes is None else 2)
        if wishes is not None:
            _raise(levels[row], catalogue.far[wishes], 1)
            _raise(levels[row], catalogue.near[wishes], 2)
            levels[row, wishes] = 3
    return levels


def held_share(catalogue: TownCatalogue, held: Bools) -> Floats64:
    """The share of each trade's essential skills that is held, the telling ones weighing more.

    `held` is people × skills, what comes back people × trades; a trade without essential skills 0.
    """
    weighted = catalogue.essential * catalogue.weights()
    asked = np.maximum(weighted.sum(axis=1), 1e-9)
    share: Floats64 = (held.astype(np.float64) @ weighted.T) / asked
    return share


def _raise(levels: Grades, which: Bools, level: int) -> None:
    levels[which] = np.maximum(levels[which], level)


def _homes(youths: tuple[TownYouth, ...], *, early: bool) -> Homes:
    """True homes; before 6 no bus or train runs."""
    gone = frozenset({TravelMode.TRANSIT}) if early else frozenset()
    return Homes.of(
        [youth.truth.home for youth in youths], [youth.modes - gone for youth in youths]
    )


def _ceiling(youth: TownYouth, offer: TownOffer) -> int:
    """The best grade that licences, contract, hours and experience leave this youth."""
    needed = mask_of(offer.licences, LICENCE_BITS)
    if needed & ~held_licences(youth.licences):
        return 0
    if youth.contracts and offer.contract not in youth.contracts:
        return 1
    if youth.refused & offer.schedules:
        return 1
    untried = youth.truth.experience is ExperienceBand.UNDER_1
    if untried and offer.truth.experience is ExperienceDemand.REQUIRED:
        return 1
    if untried and youth.truth.knows is None and offer.truth.experience is ExperienceDemand.WISHED:
        return 2
    return 3
