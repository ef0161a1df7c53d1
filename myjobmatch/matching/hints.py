"""Which single change to a profile would open most offers: computed by the engine, change by change.

Each change is made to the profile, and the offers are filtered and scored again by the functions the
deck is made with (`eligible_offers`, `OfferPairs`, `score_pairs`, `is_close`). An offer has a level:
out of reach, a step aside, reachable, close (`Fit`); one of which every schedule is refused counts as
out of reach. A change opens an offer that becomes close, or comes from out of reach to reachable at
least. Only which skills are tried is a guess; what each opens is exact.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from myjobmatch.domain.enums import ContractKind, Licence
from myjobmatch.domain.hints import HintKind
from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.matching.arrays import Bools, Floats32, Floats64, Ints8, Ints16, Ints64
from myjobmatch.matching.columns import IMPLIED_LICENCES
from myjobmatch.matching.explanation import is_aside, is_close
from myjobmatch.matching.filters import eligible_offers
from myjobmatch.matching.offer_minutes import OfferMinutes
from myjobmatch.matching.pairs import OfferPairs
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS, EngineParameters
from myjobmatch.matching.ranking import query_vector
from myjobmatch.matching.scoring import KNOWN, coverage_of, score_pairs
from myjobmatch.matching.skills import SkillSpace
from myjobmatch.matching.view import OfferView

SHUT, ASIDE, REACHABLE, CLOSE = 0, 1, 2, 3
"""How far an offer stands open to someone."""

MOST_SKILLS = 12
"""How many skills are tried."""

LONGER_WAYS = (10, 20)
"""Minutes more that are tried ..."""

LONGEST_WAY = 90
"""... as long as the way is not longer than this."""

Minutes = Callable[[CandidateProfile], OfferMinutes | Ints16 | None]
"""Minutes to every row of the view, for a profile's modes and limit."""

Vectors = Callable[[Sequence[CandidateProfile]], Sequence[Floats32 | None]]
"""The vectors of profiles' texts."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change: a skill's id, an enum's value, or the minutes of the way, as a text."""

    kind: HintKind
    value: str


@dataclass(frozen=True, slots=True)
class Hint:
    """A change and the ids of the offers that it opens, best score first, then by id."""

    change: Change
    offer_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """What a profile is looked at with; the arguments of `ranking.rank_offers`."""

    view: OfferView
    skills: SkillSpace
    minutes: Minutes
    vectors: Vectors
    left_out_ids: Sequence[int] = ()
    today: date | None = None
    parameters: EngineParameters = DEFAULT_PARAMETERS

    def left_out(self) -> Ints64:
        """Rows that open to no change."""
        return self.view.rows_of(self.left_out_ids)


@dataclass(frozen=True, slots=True)
class Doors:
    """The rows that pass the hard filters, ascending, and how far each stands open."""

    rows: Ints64
    levels: Ints8
    scores: Floats64
    preference: Floats64
    skill_share: Floats64
    aptitude_share: Floats64


def doors(candidate: CandidateProfile, vector: Floats32 | None, reach: Reach) -> Doors:
    """Filter and score for a profile, as its deck would."""
    return _doors(candidate, vector, reach.minutes(candidate), reach, reach.left_out())


def changes(candidate: CandidateProfile, reach: Reach, at: Doors) -> Iterator[Change]:
    """What is worth trying: nothing that the profile has already."""
    for skill_id in _skills_worth(candidate, reach, at):
        yield Change(HintKind.SKILL, str(skill_id))
    for licence in Licence:
        if licence not in candidate.licences:
            yield Change(HintKind.LICENCE, licence.value)
    told = candidate.max_minutes
    limit = reach.parameters.default_max_minutes if told is None else told
    for more in LONGER_WAYS:
        if limit + more <= LONGEST_WAY:
            yield Change(HintKind.MINUTES, str(limit + more))
    if candidate.contracts:
        for kind in ContractKind:
            if kind not in candidate.contracts:
                yield Change(HintKind.CONTRACT, kind.value)
    for schedule in sorted(candidate.refused_schedules):
        yield Change(HintKind.SCHEDULE, schedule.value)


def changed(candidate: CandidateProfile, change: Change) -> CandidateProfile:
    """The profile with that change."""
    value = change.value
    if change.kind is HintKind.SKILL:
        return replace(candidate, skill_ids=(*candidate.skill_ids, int(value)))
    if change.kind is HintKind.LICENCE:
        return replace(candidate, licences=candidate.licences | {Licence(value)})
    if change.kind is HintKind.MINUTES:
        return replace(candidate, max_minutes=int(value))
    if change.kind is HintKind.CONTRACT:
        return replace(candidate, contracts=candidate.contracts | {ContractKind(value)})
    kept = frozenset(each for each in candidate.refused_schedules if each.value != value)
    return replace(candidate, refused_schedules=kept)


def what_opens(
    candidate: CandidateProfile, reach: Reach, *, limit: int = 5, least: int = 2
) -> list[Hint]:
    """The changes that open most, at most `limit`, none that opens fewer than `least` offers.

    A licence is not hinted when one that it is also valid for opens at least half of what it does,
    nor a longer way when a shorter one opens more than half. The same input gives the same hints.

    Raises:
        BadVectors: a vector not finite or of another width, or offers and skills of two encoders.
    """
    reach.skills.check_fingerprint(reach.view.fingerprint)
    vector = reach.vectors([candidate])[0]
    minutes = reach.minutes(candidate)
    without = reach.left_out()
    now = _doors(candidate, vector, minutes, reach, without)
    # a skill opens nothing that the filters shut; without a skill more nothing in reach gets closer
    settled = np.union1d(without, now.rows[(now.levels == CLOSE) | (now.levels == SHUT)])
    open_now = np.union1d(without, now.rows[now.levels > SHUT])
    tried = list(changes(candidate, reach, now))
    profiles = [changed(candidate, change) for change in tried]
    with_skill = [p for c, p in zip(tried, profiles, strict=True) if c.kind is HintKind.SKILL]
    vectors = iter(reach.vectors(with_skill) if with_skill else ())
    hints = []
    for change, profile in zip(tried, profiles, strict=True):
        if change.kind is HintKind.SKILL:
            then = _doors(profile, next(vectors), minutes, reach, settled, close_alone=True)
        else:
            ways = reach.minutes(profile) if change.kind is HintKind.MINUTES else minutes
            then = _doors(profile, vector, ways, reach, open_now)
        hints.append(Hint(change, opened(now, then, reach.view)))
    kept = [hint for hint in _smallest(hints) if len(hint.offer_ids) >= least]
    return sorted(kept, key=lambda hint: -len(hint.offer_ids))[:limit]


def opened(before: Doors, after: Doors, view: OfferView) -> tuple[int, ...]:
    """Ids of the offers that a change opens, best first."""
    was = np.full(view.rows, SHUT, np.int8)
    was[before.rows] = before.levels
    then = was[after.rows]
    rose = (after.levels == CLOSE) & (then < CLOSE)
    rose |= (after.levels >= REACHABLE) & (then == SHUT)
    ids = view.columns["offer_id"][after.rows[rose]]
    order = np.lexsort((ids, -after.scores[rose]))
    return tuple(ids[order].tolist())


def _doors(
    candidate: CandidateProfile,
    vector: Floats32 | None,
    minutes: OfferMinutes | Ints16 | None,
    reach: Reach,
    left_out: Ints64,
    *,
    close_alone: bool = False,
) -> Doors:
    """`close_alone`: those may be missing that are not close, so that few are compared by meaning."""
    view, p = reach.view, reach.parameters
    rows, ways = eligible_offers(candidate, view, minutes, p, left_out=left_out)
    pairs = OfferPairs(
        candidate,
        view,
        rows,
        cover=reach.skills.cover(candidate.skill_ids),
        vector=query_vector(candidate, reach.skills, vector),
        minutes=ways,
        parameters=p,
        today=reach.today,
    )
    places = np.arange(pairs.size)
    features = pairs.outline(places).replaced(
        skill_share=pairs.skills(places), aptitude_share=pairs.aptitudes(places)
    )
    if close_alone:
        f = features
        covered = coverage_of(f.coverage_state, f.skill_share, f.aptitude_share, p)
        places = np.flatnonzero(is_close(1.0, covered, p))
        rows, features = rows[places], features.take(places)
    features = features.with_meaning(pairs.meaning(places))
    parts = score_pairs(features, p)
    preference = np.where(parts.preference_known, parts.preference, np.nan)
    coverage = np.where(parts.coverage_known, parts.coverage, np.nan)
    levels = np.full(rows.size, REACHABLE, np.int8)
    levels[is_close(preference, coverage, p)] = CLOSE
    levels[is_aside(preference, coverage, p)] = ASIDE
    levels[features.schedule_share >= 1] = SHUT
    return Doors(
        rows,
        levels,
        parts.score,
        preference,
        features.skill_share,
        features.aptitude_share,
    )


def _skills_worth(candidate: CandidateProfile, reach: Reach, at: Doors) -> list[int]:
    """Skills missing or only near in offers in reach that are wanted and not close yet.

    Those first that alone, without their near ones, would make most of these close; then those asked
    for most.
    """
    p, view = reach.parameters, reach.view
    wanted: Bools = (at.preference >= p.close_preference) & (at.levels == REACHABLE)
    rows = at.rows[wanted]
    if not rows.size:
        return []
    places, counts = view.skills.take(rows)
    ids = view.skills.ids[places].astype(np.int64)
    weight = np.where(view.skills.flags[places], 1.0, p.wished_weight)
    likeness = reach.skills.cover(candidate.skill_ids).of(ids)
    owner = np.repeat(np.arange(rows.size), counts)
    total = np.bincount(owner, weight, minlength=rows.size)[owner]
    share = np.minimum(at.skill_share[wanted][owner] + weight * (1 - likeness) / total, 1.0)
    state = np.full(share.size, KNOWN, np.int8)
    coverage = coverage_of(state, share, at.aptitude_share[wanted][owner], p)
    lacking = (likeness < p.matched_similarity) & np.isin(ids, reach.skills.ids)
    asked, makes = ids[lacking], coverage[lacking] >= p.close_coverage
    skills, places = np.unique(asked, return_inverse=True)
    alone = np.bincount(places, makes, minlength=skills.size)
    often = np.bincount(places, weight[lacking], minlength=skills.size)
    held = np.isin(skills, np.asarray(candidate.skill_ids, np.int64))
    order = np.lexsort((skills, -often, -alone))
    best: list[int] = skills[order][~held[order]][:MOST_SKILLS].tolist()
    return best


def _smallest(hints: Sequence[Hint]) -> list[Hint]:
    """Without the larger of two changes of a kind that open nearly the same."""
    licences = {
        Licence(h.change.value): len(h.offer_ids)
        for h in hints
        if h.change.kind is HintKind.LICENCE
    }
    shortest = 0
    kept: list[Hint] = []
    for hint in hints:
        count = len(hint.offer_ids)
        if hint.change.kind is HintKind.LICENCE:
            implied = IMPLIED_LICENCES.get(Licence(hint.change.value), frozenset())
            if 2 * max((licences.get(each, 0) for each in implied), default=0) >= count:
                continue
        if hint.change.kind is HintKind.MINUTES:
            if 2 * shortest > count:
                continue
            if shortest:
                kept = [each for each in kept if each.change.kind is not HintKind.MINUTES]
            shortest = count
        kept.append(hint)
    return kept
