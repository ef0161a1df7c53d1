"""From profiles to features: one person against many offers.

`candidate_features` is the other way round; the same pair gets the same features either way, and a test
holds that.
"""

from datetime import date

import numpy as np

from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.matching.arrays import (
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
    SCHEDULE_BITS,
    bits_set,
    mask_of,
)
from myjobmatch.matching.parameters import EngineParameters
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
from myjobmatch.matching.skills import Cover
from myjobmatch.matching.view import OfferView

AT_ONCE = 8192
PLACES_A_ROW = 3
"""Going through so many places of `askers` costs what reading an offer's skills does."""

BITS_SET = bits_set(len(SCHEDULE_BITS))


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
    """Features of one person with these rows, the meaning still unknown (NaN).

    `minutes` are those to each of the rows.
    """
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
    """The features that cost little; shares are 1 wherever they could be more than 0.

    `minutes` are those to each of the rows.
    """
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
        minutes=np.full(rows.size, -1, np.int16) if minutes is None else minutes,
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
    total = view.skills.sums(
        rows,
        lambda ids, flags: cover.of(ids).astype(np.float64) * np.where(flags, 1.0, wished),
    )
    return _share_of(total, view, rows, wished)


def offer_shares_at_most(
    view: OfferView, rows: Ints64, cover: Cover, parameters: EngineParameters
) -> Floats32 | None:
    """At least the share of each row's skills that the person covers, of many rows at once.

    By skill instead of by row (`askers`); None when that would cost more than row by row.
    """
    wished, ordered = parameters.wished_weight, view.askers.rows
    totals = view.askers.totals(cover.similarity, wished, most=PLACES_A_ROW * rows.size)
    if totals is None:
        return None
    shares = np.zeros(rows.size, np.float32)
    settled = int(np.searchsorted(rows, ordered))
    found = totals[rows[:settled]]
    hit = np.flatnonzero(found)
    # sums in single precision, in another order: never less than they would be
    shares[hit] = _share_of(found[hit], view, rows[hit], wished) * (1 + 1e-5)
    shares[settled:] = offer_skill_share(view, rows[settled:], cover, parameters)
    return np.minimum(shares, np.float32(1))


def _share_of(total: Floats32 | Floats64, view: OfferView, rows: Ints64, wished: float) -> Floats64:
    """Of what the rows' skills weigh, how much this is."""
    essential = view.columns["essential_count"][rows]
    weight = essential + (view.columns["skill_count"][rows] - essential) * wished
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
