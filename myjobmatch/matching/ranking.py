"""The two directions: offers for a youth, candidates for an offer. filter, retrieve, score, arrange."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from myjobmatch.domain.cards import Breakdown
from myjobmatch.domain.profiles import CandidateProfile, OfferProfile
from myjobmatch.matching.arrays import (
    Bools,
    Floats32,
    Floats64,
    Ints16,
    Ints64,
    checked_vectors,
)
from myjobmatch.matching.candidate_features import eligible_candidates
from myjobmatch.matching.candidate_pairs import CandidatePairs
from myjobmatch.matching.diversity import Groups, arrange
from myjobmatch.matching.exposure import Exposure, Views
from myjobmatch.matching.filters import eligible_offers
from myjobmatch.matching.offer_minutes import OfferMinutes
from myjobmatch.matching.pairs import OfferPairs
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS, EngineParameters, engine_version
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.reserving import Scored, reserved
from myjobmatch.matching.retrieval import contenders
from myjobmatch.matching.scoring import PairFeatures, score_pairs
from myjobmatch.matching.skills import SkillSpace
from myjobmatch.matching.view import OfferView


@dataclass(frozen=True, slots=True)
class Ranked:
    """One card's place: the offer's (or youth's) id, the figures, and the boost of its order.

    Cards are in order of `score * boost`, within the quotas of variety; then come those that hold a
    `reserved` place, the least shown first. `views`: how often it was shown in the last week.
    """

    id: int
    breakdown: Breakdown
    minutes: int | None
    boost: float
    views: int
    reserved: bool

    @property
    def score(self) -> float:
        """The product of the four parts."""
        return self.breakdown.score


@dataclass(frozen=True, slots=True)
class Ranking:
    """A deck and what made it. `replay.to_log` turns it into JSON and `replay.replay` back.

    `direction` is "offers" or "candidates", `subject_id` whose deck it is; `eligible_count` counts
    what passed the hard filters, `scored_count` what was scored of that.
    """

    direction: str
    subject_id: int
    items: tuple[Ranked, ...]
    engine: str
    parameters: EngineParameters
    eligible_count: int
    scored_count: int
    sequence: int
    today: date | None
    limit: int
    features: PairFeatures
    groups: Groups

    @property
    def ids(self) -> tuple[int, ...]:
        """The cards' ids in order."""
        return tuple(item.id for item in self.items)

    def only(self, ids: Container[int]) -> "Ranking":
        """The same with these cards alone: what is shown in the end, and logged."""
        kept = [place for place, item in enumerate(self.items) if item.id in ids]
        if len(kept) == len(self.items):
            return self
        places = np.array(kept, np.int64)
        return replace(
            self,
            items=tuple(self.items[place] for place in kept),
            features=self.features.take(places),
            groups=self.groups.take(places),
        )


def rank_offers(
    candidate: CandidateProfile,
    *,
    view: OfferView,
    skills: SkillSpace,
    vector: Floats32 | None = None,
    minutes: OfferMinutes | Ints16 | None = None,
    excluded_ids: Sequence[int] = (),
    barred_ids: Sequence[int] = (),
    seen_counts: Mapping[int, int] | Views | None = None,
    limit: int = 20,
    today: date | None = None,
    parameters: EngineParameters = DEFAULT_PARAMETERS,
) -> Ranking:
    """The deck of a youth: at most `limit` offers of the view, best first.

    Args:
        candidate: what the engine may know of them.
        view: the offers, from `OfferIndex.view()`.
        skills: the catalogue's skills.
        vector: their text's vector (`texts.candidate_text`, encoded); without it the mean of their
            skills' vectors stands in, without skills the meaning is unknown.
        minutes: from `travel.minutes_in_reach` on the same view, or an array aligned with its rows;
            None when the way is not known to any.
        excluded_ids: offers already decided on.
        barred_ids: offers that a rule of `domain.eligibility` bars to them.
        seen_counts: how often each offer was shown in the last week; what is missing was never shown.
            None: it is not counted, nothing is boosted and no place reserved.
        limit: how many cards.
        today: what past starts and availabilities count as.
        parameters: the engine's figures.

    Raises:
        BadVectors: `vector` not finite, of another width, or offers and skills of two encoders.
        ValueError: `minutes` not aligned with the view.
    """
    pairs = offer_pairs(
        candidate,
        view=view,
        skills=skills,
        vector=vector,
        minutes=minutes,
        left_out=[*excluded_ids, *barred_ids],
        today=today,
        parameters=parameters,
    )
    return _deal(
        pairs,
        Exposure(seen_counts, parameters),
        direction="offers",
        subject_id=candidate.youth_id,
        fingerprint=view.fingerprint,
        sequence=view.sequence,
        today=today,
        limit=limit,
        parameters=parameters,
    )


def rank_candidates(
    offer: OfferProfile,
    *,
    pool: CandidatePool,
    skills: SkillSpace,
    vector: Floats32 | None = None,
    minutes: Ints16 | None = None,
    excluded_ids: Sequence[int] | Ints64 = (),
    barred_ids: Sequence[int] | Ints64 = (),
    seen_counts: Mapping[int, int] | Views | None = None,
    limit: int = 20,
    today: date | None = None,
    sequence: int = 0,
    parameters: EngineParameters = DEFAULT_PARAMETERS,
) -> Ranking:
    """The deck of an offer: at most `limit` candidates of the pool, best first.

    The same formula as `rank_offers`: a pair has the same score both ways. `vector` is the offer's
    text's (`texts.offer_text`), `minutes` is aligned with the pool (`travel.minutes_to_offer`),
    ids are youths' ids; the rest as in `rank_offers`, with the same errors.
    """
    _check_minutes(minutes, pool.rows)
    if pool.fingerprint:
        skills.check_fingerprint(pool.fingerprint)
    left_out = np.concatenate([pool.rows_of(excluded_ids), pool.rows_of(barred_ids)])
    rows = eligible_candidates(offer, pool, minutes, parameters, left_out=left_out)
    pairs = CandidatePairs(
        offer,
        pool,
        rows,
        skills=skills,
        vector=_spoken(vector, skills),
        minutes=minutes,
        parameters=parameters,
        today=today,
    )
    return _deal(
        pairs,
        Exposure(seen_counts, parameters),
        direction="candidates",
        subject_id=offer.offer_id,
        fingerprint=skills.fingerprint,
        sequence=sequence,
        today=today,
        limit=limit,
        parameters=parameters,
    )


def offer_pairs(
    candidate: CandidateProfile,
    *,
    view: OfferView,
    skills: SkillSpace,
    vector: Floats32 | None,
    minutes: OfferMinutes | Ints16 | None,
    left_out: Sequence[int],
    today: date | None,
    parameters: EngineParameters,
) -> OfferPairs:
    """A youth with the offers that pass the hard filters; arguments and errors as of `rank_offers`."""
    skills.check_fingerprint(view.fingerprint)
    _check_minutes(minutes, view.rows)
    query = query_vector(candidate, skills, vector)
    out = view.rows_of(left_out)
    rows, ways = eligible_offers(candidate, view, minutes, parameters, left_out=out)
    return OfferPairs(
        candidate,
        view,
        rows,
        cover=skills.cover(candidate.skill_ids),
        vector=query,
        minutes=ways,
        parameters=parameters,
        today=today,
    )


def _deal(
    pairs: OfferPairs | CandidatePairs,
    seen: Exposure,
    *,
    direction: str,
    subject_id: int,
    fingerprint: str,
    sequence: int,
    today: date | None,
    limit: int,
    parameters: EngineParameters,
) -> Ranking:
    """Retrieve among the eligible pairs, score, arrange, reserve: the same for both directions."""
    places, features, scored = contenders(pairs, seen, limit, parameters)
    parts = score_pairs(features, parameters)
    ids = pairs.ids(places)
    keys = parts.score * seen.of(ids)
    best = arrange(ids, keys, pairs.groups(places), limit, parameters)
    held, held_features = reserved(
        pairs, seen, Scored(places, features, parts), places[best], limit, parameters
    )
    best = best[~np.isin(places[best], held)][: max(0, limit - held.size)]
    cards = np.concatenate([places[best], held])
    ids = pairs.ids(cards)
    draft = Ranking(
        direction=direction,
        subject_id=subject_id,
        items=(),
        engine=engine_version(parameters, fingerprint),
        parameters=parameters,
        eligible_count=pairs.size,
        scored_count=scored,
        sequence=sequence,
        today=today,
        limit=limit,
        features=PairFeatures.concatenated([features.take(best), held_features]),
        groups=pairs.groups(cards),
    )
    views = seen.shown(ids).astype(np.int64)
    return assemble(draft, ids, seen.of(ids), views, np.arange(cards.size) >= best.size)


def assemble(
    draft: Ranking, ids: Ints64, boost: Floats64, views: Ints64, is_reserved: Bools
) -> Ranking:
    """Score the draft's cards and put them in order: the best, then those that hold a reserved place."""
    parts = score_pairs(draft.features, draft.parameters)
    kept, held = np.flatnonzero(~is_reserved), np.flatnonzero(is_reserved)
    keys = (parts.score * boost)[kept]
    order = arrange(ids[kept], keys, draft.groups.take(kept), draft.limit, draft.parameters)
    places = np.concatenate([kept[order], held[np.lexsort((ids[held], views[held]))]])
    minutes = draft.features.minutes
    items = tuple(
        Ranked(
            id=int(ids[place]),
            breakdown=parts.breakdown(place, draft.parameters),
            minutes=int(minutes[place]) if minutes[place] >= 0 else None,
            boost=float(boost[place]),
            views=int(views[place]),
            reserved=bool(is_reserved[place]),
        )
        for place in places.tolist()
    )
    return replace(
        draft,
        items=items,
        features=draft.features.take(places),
        groups=draft.groups.take(places),
    )


def query_vector(
    candidate: CandidateProfile, skills: SkillSpace, vector: Floats32 | None
) -> Floats32 | None:
    """What offers are compared with: the text's vector, else the mean of the skills', else nothing.

    Raises:
        BadVectors: `vector` not finite or of another width.
    """
    spoken = _spoken(vector, skills)
    return skills.mean_vector(candidate.skill_ids) if spoken is None else spoken


def _spoken(vector: Floats32 | None, skills: SkillSpace) -> Floats32 | None:
    """A text's vector, checked; None where there is no text, or none that the encoder can read."""
    if vector is None:
        return None
    checked = checked_vectors(vector.reshape(1, -1), 1, skills.dimensions)[0]
    return checked if bool(checked.any()) else None


def _check_minutes(minutes: OfferMinutes | Ints16 | None, rows: int) -> None:
    if minutes is None:
        return
    told = (minutes.total,) if isinstance(minutes, OfferMinutes) else minutes.shape
    if told != (rows,):
        msg = f"minutes for {told} pairs, but there are {rows}: take them on the same view"
        raise ValueError(msg)
