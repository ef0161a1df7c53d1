"""What a deck's terms (`domain.deck_terms`) leave of a view: a flag a row, and the ways that are left."""

from dataclasses import replace

import numpy as np

from myjobmatch.domain.deck_terms import FULL_TIME_HOURS, DeckTerms
from myjobmatch.domain.enums import WorkingTime
from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.matching.arrays import Bools, Ints64
from myjobmatch.matching.columns import CONTRACT_CODES, SCHEDULE_BITS, mask_of
from myjobmatch.matching.filters import open_offers
from myjobmatch.matching.offer_minutes import OfferMinutes
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.view import OfferView

CENT = 0.005


def longest_way(terms: DeckTerms, candidate: CandidateProfile, parameters: EngineParameters) -> int:
    """Minutes beyond which no card of the deck lies."""
    told = terms.within
    longest = parameters.hard_minutes(candidate.max_minutes) if told is None else told
    return longest if terms.less_than is None else min(longest, terms.less_than - 1)


def under_terms(
    candidate: CandidateProfile, terms: DeckTerms, parameters: EngineParameters
) -> CandidateProfile:
    """The profile for one deck: its limit of the way and its contracts as the terms ask.

    The hard filters of the profile then let pass at least what the terms let pass.
    """
    limit = candidate.max_minutes
    if terms.within is not None or terms.less_than is not None:
        usual = parameters.default_max_minutes if limit is None else limit
        limit = min(terms.within or usual, longest_way(terms, candidate, parameters))
    return replace(candidate, max_minutes=limit, contracts=terms.contracts or candidate.contracts)


def kept_rows(terms: DeckTerms, view: OfferView) -> Bools:
    """Which rows the terms let pass, the way apart; buried rows included."""
    columns = view.columns
    kept = np.ones(view.rows, np.bool_)
    if terms.no_contracts:
        codes = [CONTRACT_CODES[kind] for kind in terms.no_contracts]
        kept &= ~np.isin(columns["contract"], codes)
    if terms.no_schedules:
        kept &= (columns["schedules"] & mask_of(terms.no_schedules, SCHEDULE_BITS)) == 0
    hours = columns["weekly_hours"]  # NaN where not told: neither of both
    if WorkingTime.FULL not in terms.times:
        kept &= ~(hours >= FULL_TIME_HOURS)
    if WorkingTime.PART not in terms.times:
        kept &= ~(hours < FULL_TIME_HOURS)
    if terms.starts_by is not None:
        kept &= columns["start_day"] <= terms.starts_by.toordinal()
    if terms.no_occupations:
        kept &= ~np.isin(columns["occupation_id"], sorted(terms.no_occupations))
    if terms.no_offers:
        kept[view.rows_of(sorted(terms.no_offers))] = False
    if terms.no_skills:
        kept[_asking(terms.no_skills, view, np.flatnonzero(kept))] = False
    if terms.pay_above is not None:
        pay = columns["hourly_pay"]
        kept &= np.isnan(pay) | (pay > terms.pay_above + CENT)
    return kept


def _asking(skill_ids: frozenset[int], view: OfferView, rows: Ints64) -> Ints64:
    """Those of the rows that ask for one of the skills, as essential or wished."""
    places, counts = view.skills.take(rows)
    owner = np.repeat(rows, counts)
    asked = np.isin(view.skills.ids[places], sorted(skill_ids))
    return np.unique(owner[asked])


def ways_left(ways: OfferMinutes | None, longest: int, mask: Bools) -> OfferMinutes | None:
    """The ways no longer than `longest` to the rows of the mask; ways not known stay."""
    if ways is None:
        return None
    kept = mask[ways.rows] & (ways.minutes <= longest)
    return OfferMinutes(ways.total, ways.rows[kept], ways.minutes[kept])


def passing(candidate: CandidateProfile, terms: DeckTerms, view: OfferView) -> Bools:
    """Rows that pass the hard filters of the profile and the terms, the way apart."""
    return open_offers(candidate, view) & kept_rows(terms, view)


def count_passing(
    candidate: CandidateProfile,
    terms: DeckTerms,
    view: OfferView,
    ways: OfferMinutes | None,
    left_out: Ints64,
    parameters: EngineParameters,
) -> int:
    """How many offers a deck under these terms could hold; `left_out` are rows that it may not.

    `ways` go at least as far as the terms let; what `ranking.rank_offers` then counts as eligible.
    """
    mask = passing(under_terms(candidate, terms, parameters), terms, view)
    mask[left_out] = False
    left = ways_left(ways, longest_way(terms, candidate, parameters), mask)
    rows = np.flatnonzero(mask) if left is None else left.rows
    return int(view.living(rows).size)
