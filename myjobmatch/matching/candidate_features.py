"""From profiles to features: one offer against many people.

The same pair gets the same features as in `features`; a test holds that.
"""

from datetime import date

import numpy as np

from myjobmatch.domain.profiles import OfferProfile
from myjobmatch.domain.travel import UNREACHABLE_MINUTES
from myjobmatch.matching.arrays import Bools, Floats64, Ints8, Ints16, Ints64
from myjobmatch.matching.candidate_table import hard_minutes
from myjobmatch.matching.columns import (
    CONTRACT_CODES,
    DEMAND_CODES,
    LICENCE_BITS,
    SCHEDULE_BITS,
    mask_of,
)
from myjobmatch.matching.features import days_late, refused_share
from myjobmatch.matching.filters import reachable
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.scoring import (
    KNOWN,
    NEAR,
    OFFER_SILENT,
    OTHER,
    PERSON_UNKNOWN,
    UNSTATED,
    WANTED,
    PairFeatures,
)


def eligible_candidates(
    offer: OfferProfile,
    pool: CandidatePool,
    minutes: Ints16 | None,
    parameters: EngineParameters,
    *,
    left_out: Ints64 | None = None,
) -> Ints64:
    """Rows that pass the same hard filters, ascending: alive, contract, licences, way.

    `left_out` are rows that do not, whatever they are.
    """
    rows = _who_can(offer, pool, minutes, parameters)
    if left_out is not None and left_out.size:
        out = np.zeros(pool.rows, np.bool_)
        out[left_out] = True
        rows = rows[~out[rows]]
    return pool.living(rows)


def _who_can(
    offer: OfferProfile, pool: CandidatePool, minutes: Ints16 | None, parameters: EngineParameters
) -> Ints64:
    rows: Ints64
    if minutes is None:
        return np.flatnonzero(pool.passing(offer))
    # the way first, and the rest of those alone whom some mode brings there
    rows = np.flatnonzero(reachable(minutes, UNREACHABLE_MINUTES))
    contract = np.int16(1 << CONTRACT_CODES[offer.contract])
    contracts = pool.contracts[rows]
    rows = rows[(contracts == 0) | ((contracts & contract) != 0)]
    if offer.licences_required:
        required = np.int16(mask_of(offer.licences_required, LICENCE_BITS))
        allowed: Bools = (required & ~pool.licences[rows]) == 0
        rows = rows[allowed]
    ways = minutes[rows]
    if int(ways.max(initial=-1)) >= 0:
        rows = rows[ways <= hard_minutes(pool.max_minutes[rows], parameters)]
    return rows


def candidate_outline(
    offer: OfferProfile,
    pool: CandidatePool,
    rows: Ints64,
    *,
    relation: Ints8,
    minutes: Ints16 | None,
    today: date | None,
) -> PairFeatures:
    """The features that cost little, the `relation` known; shares are 1 wherever they could be more than 0."""
    count = rows.size
    state = np.where(pool.skills.counts[rows] == 0, PERSON_UNKNOWN, KNOWN).astype(np.int8)
    if not offer.skills:
        state[state == KNOWN] = OFFER_SILENT
    start = offer.starts_on.toordinal() if offer.starts_on else 0
    rate = np.nan if offer.answer_rate is None else min(1.0, max(0.0, offer.answer_rate))
    schedules = np.full(count, mask_of(offer.schedules, SCHEDULE_BITS), np.int8)
    return PairFeatures(
        relation=relation,
        meaning=np.full(count, np.nan, np.float32),
        coverage_state=state,
        skill_share=np.ones(count),
        aptitude_share=np.full(count, 1.0 if offer.aptitude_ids else 0.0),
        minutes=np.full(count, -1, np.int16) if minutes is None else minutes[rows],
        max_minutes=pool.max_minutes[rows],
        schedule_share=refused_share(schedules, pool.refused[rows]),
        days_late=days_late(start, pool.available_day[rows], today),
        demand=np.full(count, DEMAND_CODES[offer.experience], np.int8),
        band=pool.band[rows],
        answer_rate=np.full(count, rate, np.float32),
    )


def wish_relations(occupation: int | None, pool: CandidatePool, rows: Ints64) -> Ints8:
    """What this occupation is to each of these people, rows ascending: the constants of `scoring`."""
    if occupation is None:
        return np.full(rows.size, UNSTATED, np.int8)
    relation = np.where(pool.first_wish[rows] == 0, np.int8(UNSTATED), np.int8(OTHER))
    places, wanted = pool.who_named(occupation, rows)
    relation[places] = np.where(wanted, np.int8(WANTED), np.int8(NEAR))
    return relation


def candidate_aptitude_share(offer: OfferProfile, pool: CandidatePool, rows: Ints64) -> Floats64:
    """Share of the offer's aptitudes that each of these people has."""
    asked = sorted(set(offer.aptitude_ids))
    if not asked:
        return np.zeros(rows.size)
    table = np.zeros(asked[-1] + 2)  # the last place stands for all ids beyond
    table[asked] = 1
    held = pool.aptitudes.sums(rows, lambda ids, _: table.take(ids, mode="clip"))
    return held / len(asked)
