"""From profiles to features: one person against many offers, or one offer against many people.

The same pair gets the same features either way; a test holds that.
"""

from datetime import date

import numpy as np

from myjobmatch.domain.profiles import CandidateProfile, OfferProfile
from myjobmatch.domain.travel import UNREACHABLE_MINUTES
from myjobmatch.matching.arrays import (
    Bools,
    Floats32,
    Floats64,
    Ints8,
    Ints16,
    Ints32,
    Ints64,
    checked_ids,
)
from myjobmatch.matching.columns import (
    BAND_CODES,
    CONTRACT_CODES,
    DEMAND_CODES,
    LICENCE_BITS,
    SCHEDULE_BITS,
    bits_set,
    contract_table,
    held_licences,
    mask_of,
)
from myjobmatch.matching.flat_vectors import inner_products
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.ragged import RaggedRows
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
from myjobmatch.matching.skills import Cover, SkillSpace
from myjobmatch.matching.view import OfferView

AT_ONCE = 8192

BITS_SET = bits_set(len(SCHEDULE_BITS))


# --- one person, many offers ---------------------------------------------------------------


def eligible_offers(
    candidate: CandidateProfile,
    view: OfferView,
    minutes: Ints16 | None,
    parameters: EngineParameters,
    *,
    left_out: Ints64 | None = None,
) -> Ints64:
    """Rows that pass the hard filters, ascending: alive, published, contract, licences, in reach.

    `left_out` are rows that do not, whatever they are.
    """
    mask = view.passing(contract_table(candidate.contracts), held_licences(candidate.licences))
    if minutes is not None:
        mask &= reachable(minutes, parameters.hard_minutes(candidate.max_minutes))
    if left_out is not None:
        mask[left_out] = False
    return view.living(np.flatnonzero(mask))


def reachable(minutes: Ints16, hard: int) -> Bools:
    """Unknown ways pass; ways beyond the limit, or that no mode manages, do not."""
    within: Bools = minutes <= min(hard, UNREACHABLE_MINUTES - 1)
    return within


def offer_features(
    candidate: CandidateProfile,
    view: OfferView,
    rows: Ints64,
    *,
    cover: Cover,
    minutes: Ints16 | None,
    parameters: EngineParameters,
    today: date | None,
) -> PairFeatures:
    """Features of one person with these rows, the meaning still unknown (NaN)."""
    outline = offer_outline(candidate, view, rows, minutes=minutes, today=today)
    return outline.replaced(
        skill_share=offer_skill_share(view, rows, cover, parameters),
        aptitude_share=offer_aptitude_share(candidate, view, rows),
    )


def offer_outline(
    candidate: CandidateProfile,
    view: OfferView,
    rows: Ints64,
    *,
    minutes: Ints16 | None,
    today: date | None,
) -> PairFeatures:
    """The features that cost little; shares are 1 wherever they could be more than 0."""
    columns = view.columns
    if candidate.skill_ids:
        silent = columns["skill_count"][rows] == 0
        state = np.where(silent, OFFER_SILENT, KNOWN).astype(np.int8)
    else:
        state = np.full(rows.size, PERSON_UNKNOWN, np.int8)
    refused = mask_of(candidate.refused_schedules, SCHEDULE_BITS)
    told = candidate.max_minutes
    return PairFeatures(
        relation=relations(candidate, columns["occupation_id"][rows]),
        meaning=np.full(rows.size, np.nan, np.float32),
        coverage_state=state,
        skill_share=np.ones(rows.size),
        aptitude_share=np.full(rows.size, 1.0 if candidate.aptitude_ids else 0.0),
        minutes=np.full(rows.size, -1, np.int16) if minutes is None else minutes[rows],
        max_minutes=np.full(rows.size, -1 if told is None else told, np.int32),
        schedule_share=refused_share(columns["schedules"][rows], refused),
        days_late=days_late(
            columns["start_day"][rows],
            candidate.available_from.toordinal() if candidate.available_from else 0,
            today,
        ),
        demand=columns["demand"][rows],
        band=np.full(rows.size, BAND_CODES[candidate.experience], np.int8),
        answer_rate=columns["answer_rate"][rows],
    )


def relations(candidate: CandidateProfile, occupations: Ints32) -> Ints8:
    """What each occupation is to this person: the constants of `scoring`."""
    wanted, near = candidate.wanted_occupation_ids, candidate.near_occupation_ids
    if not wanted and not near:
        return np.full(occupations.size, UNSTATED, np.int8)
    # by id, one further up: the first place is of no occupation, the last of all ids beyond
    table = np.full(max((*near, *wanted)) + 3, OTHER, np.int8)
    table[0] = UNSTATED
    table[np.asarray(near, np.int64) + 1] = NEAR
    table[np.asarray(wanted, np.int64) + 1] = WANTED
    return table.take(occupations + np.int32(1), mode="clip")


def offer_skill_share(
    view: OfferView, rows: Ints64, cover: Cover, parameters: EngineParameters
) -> Floats64:
    """Weighted share of each row's skills that the person covers; 0 where none is asked for."""
    wished = parameters.wished_weight
    if cover.empty:
        return np.zeros(rows.size)
    essential = view.columns["essential_count"][rows]
    count = view.columns["skill_count"][rows]
    total = view.skills.sums(
        rows,
        lambda ids, flags: cover.of(ids).astype(np.float64) * np.where(flags, 1.0, wished),
    )
    weight = essential + (count - essential) * wished
    share: Floats64 = np.minimum(total / np.where(weight == 0, 1.0, weight), 1.0)
    return share


def offer_aptitude_share(candidate: CandidateProfile, view: OfferView, rows: Ints64) -> Floats64:
    """Share of each row's aptitudes that the person has; 0 where it asks for none."""
    lists, held = view.aptitudes, candidate.aptitude_ids
    if not held:
        return np.zeros(rows.size)
    known = checked_ids(held)
    table = np.zeros(int(known.max()) + 2, np.bool_)  # the last place stands for all ids beyond
    table[known] = True
    total = lists.sums(rows, lambda ids, _: table.take(ids, mode="clip").astype(np.float64))
    share: Floats64 = total / np.maximum(lists.counts[rows], 1)
    return share


def refused_share(schedules: Ints8, refused: int | Ints8) -> Floats64:
    """Share of each mask of schedules that is refused."""
    told = BITS_SET[schedules]
    share: Floats64 = BITS_SET[schedules & refused] / np.maximum(told, 1)
    return share


def days_late(start: Ints32 | int, available: Ints32 | int, today: date | None) -> Ints32:
    """Days from when the work starts to when the person can; 0 when either is unknown.

    A start or an availability that has passed counts as today's.
    """
    floor = today.toordinal() if today else 0
    late = np.maximum(available, floor) - np.maximum(start, floor)
    known = np.not_equal(start, 0) & np.not_equal(available, 0)
    answer: Ints32 = np.where(known, np.maximum(late, 0), 0).astype(np.int32)
    return answer


# --- one offer, many people ----------------------------------------------------------------


def eligible_candidates(
    offer: OfferProfile, pool: CandidatePool, minutes: Ints16 | None, parameters: EngineParameters
) -> Ints64:
    """Rows of who passes the same hard filters, ascending: contract, licences, way."""
    rows: Ints64
    if minutes is None:
        rows = np.arange(len(pool))
    else:  # the way first, and the rest of those alone whom some mode brings there
        rows = np.flatnonzero(reachable(minutes, UNREACHABLE_MINUTES))
        rows = rows[minutes[rows] <= _hard_minutes(pool.max_minutes[rows], parameters)]
    contract = np.int16(1 << CONTRACT_CODES[offer.contract])
    contracts = pool.contracts[rows]
    rows = rows[(contracts == 0) | ((contracts & contract) != 0)]
    required = np.int16(mask_of(offer.licences_required, LICENCE_BITS))
    allowed: Bools = (required & ~pool.licences[rows]) == 0
    return rows[allowed]


def hard_minutes(pool: CandidatePool, parameters: EngineParameters) -> Ints32:
    """Minutes beyond which each candidate is not shown (`EngineParameters.hard_minutes`)."""
    return _hard_minutes(pool.max_minutes, parameters)


def _hard_minutes(max_minutes: Ints32, parameters: EngineParameters) -> Ints32:
    told = np.where(max_minutes < 0, parameters.default_max_minutes, max_minutes)
    limit: Ints32 = np.ceil(told * parameters.stretch).astype(np.int32)
    return limit


def candidate_outline(
    offer: OfferProfile,
    pool: CandidatePool,
    rows: Ints64,
    *,
    minutes: Ints16 | None,
    today: date | None,
) -> PairFeatures:
    """The features that cost little; shares are 1 wherever they could be more than 0."""
    count = rows.size
    state = np.where(pool.skills.counts[rows] == 0, PERSON_UNKNOWN, KNOWN).astype(np.int8)
    if not offer.skills:
        state[state == KNOWN] = OFFER_SILENT
    start = offer.starts_on.toordinal() if offer.starts_on else 0
    rate = np.nan if offer.answer_rate is None else min(1.0, max(0.0, offer.answer_rate))
    schedules = np.full(count, mask_of(offer.schedules, SCHEDULE_BITS), np.int8)
    return PairFeatures(
        relation=wish_relations(offer.occupation_id, pool.wishes, rows),
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


def candidate_meaning(pool: CandidatePool, rows: Ints64, vector: Floats32) -> Floats32:
    """Cosines of these people's texts with an offer's; 0 for who has told nothing, or all told."""
    if pool.vectors is None:
        return np.zeros(rows.size, np.float32)
    return inner_products(pool.vectors, rows, vector)


def wish_relations(occupation: int | None, wishes: RaggedRows, rows: Ints64) -> Ints8:
    """What this occupation is to each of these people: the constants of `scoring`."""
    if occupation is None:
        return np.full(rows.size, UNSTATED, np.int8)
    counts = wishes.counts[rows]
    relation = np.where(counts == 0, np.int8(UNSTATED), np.int8(OTHER))
    at, _ = wishes.take(rows)
    hits = np.flatnonzero(wishes.ids[at] == occupation)
    owner = np.searchsorted(np.cumsum(counts), hits, side="right")
    grade = np.where(wishes.flags[at[hits]], np.int8(WANTED), np.int8(NEAR))
    np.maximum.at(relation, owner, grade)
    return relation


def candidate_skill_share(
    offer: OfferProfile,
    pool: CandidatePool,
    rows: Ints64,
    skills: SkillSpace,
    parameters: EngineParameters,
) -> Floats64:
    """Weighted share of the offer's skills that each of these people covers.

    Hardly any skill of anybody is near one that is asked for; the others are passed over at once.
    """
    share = np.zeros(rows.size)
    essential: dict[int, bool] = {}
    for skill in offer.skills:
        essential[skill.skill_id] = essential.get(skill.skill_id, False) or skill.essential
    if not essential:
        return share
    asked = [
        (1.0 if is_essential else parameters.wished_weight, skills.cover([skill_id]))
        for skill_id, is_essential in sorted(essential.items())
    ]
    anything = skills.cover(list(essential))
    for start in range(0, rows.size, AT_ONCE):
        at, counts = pool.skills.take(rows[start : start + AT_ONCE])
        held = pool.skills.ids[at]
        near = np.flatnonzero(anything.of(held))
        if not near.size:
            continue
        held = held[near]
        owner = np.searchsorted(np.cumsum(counts), near, side="right")
        begins = np.flatnonzero(np.append(True, owner[1:] != owner[:-1]))
        owner = owner[begins] + start
        for weight, cover in asked:
            share[owner] += weight * np.maximum.reduceat(cover.of(held), begins)
    return np.minimum(share / sum(weight for weight, _ in asked), 1.0)


def candidate_aptitude_share(offer: OfferProfile, pool: CandidatePool, rows: Ints64) -> Floats64:
    """Share of the offer's aptitudes that each of these people has."""
    asked = sorted(set(offer.aptitude_ids))
    if not asked:
        return np.zeros(rows.size)
    held = pool.aptitudes.sums(rows, lambda ids, _: np.isin(ids, asked).astype(np.float64))
    return held / len(asked)
