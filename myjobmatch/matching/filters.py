"""The hard filters: which offers a person may be shown at all. What passes them is scored."""

import numpy as np

from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.domain.travel import UNREACHABLE_MINUTES
from myjobmatch.matching.arrays import Bools, Ints16, Ints64
from myjobmatch.matching.columns import contract_table, held_licences
from myjobmatch.matching.offer_minutes import OfferMinutes
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.view import OfferView


def open_offers(candidate: CandidateProfile, view: OfferView) -> Bools:
    """Rows that pass the hard filters but for the way: published, contract, licences.

    One flag a row, buried rows included, not to be written to.
    """
    return view.passing(contract_table(candidate.contracts), held_licences(candidate.licences))


def eligible_offers(
    candidate: CandidateProfile,
    view: OfferView,
    minutes: OfferMinutes | Ints16 | None,
    parameters: EngineParameters,
    *,
    left_out: Ints64 | None = None,
) -> tuple[Ints64, Ints16 | None]:
    """Rows that pass the hard filters, ascending: alive, published, contract, licences, in reach.

    And the minutes to each, None when no way is known. `minutes` are those of every row, or the ways to
    those in reach. `left_out` are rows that do not pass, whatever they are.
    """
    mask = open_offers(candidate, view)
    if left_out is not None and left_out.size:
        mask = mask.copy()
        mask[left_out] = False
    if minutes is None:
        return view.living(np.flatnonzero(mask)), None
    hard = parameters.hard_minutes(candidate.max_minutes)
    if isinstance(minutes, OfferMinutes):
        kept = np.flatnonzero(mask[minutes.rows] & reachable(minutes.minutes, hard))
        rows, ways = minutes.rows[kept], minutes.minutes[kept]
        alive = view.are_alive(rows)
        return rows[alive], ways[alive]
    rows = view.living(np.flatnonzero(mask & reachable(minutes, hard)))
    return rows, minutes[rows]


def reachable(minutes: Ints16, hard: int) -> Bools:
    """Unknown ways pass; ways beyond the limit, or that no mode manages, do not."""
    within: Bools = minutes <= min(hard, UNREACHABLE_MINUTES - 1)
    return within
