"""The two directions: offers for a youth, candidates for an offer. filter, retrieve, score, arrange."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from myjobmatch.domain.cards import Breakdown
from myjobmatch.domain.profiles import CandidateProfile, OfferProfile
from myjobmatch.matching.arrays import Floats32, Floats64, Ints16, Ints64, checked_vectors
from myjobmatch.matching.diversity import Exposure, Groups, arrange
from myjobmatch.matching.features import eligible_candidates, eligible_offers
from myjobmatch.matching.pairs import CandidatePairs, OfferPairs
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS, EngineParameters, engine_version
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.retrieval import contenders
from myjobmatch.matching.scoring import PairFeatures, score_pairs
from myjobmatch.matching.skills import SkillSpace
from myjobmatch.matching.view import OfferView


@dataclass(frozen=True, slots=True)
class Ranked:
    """One card's place: the offer's (or youth's) id, the figures, and the boost of its order.

    Cards are in order of `score * boost`, within the quotas of variety.
    """

    id: int
    breakdown: Breakdown
    minutes: int | None
    boost: float

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


def rank_offers(
    candidate: CandidateProfile,
    *,
    view: OfferView,
    skills: SkillSpace,
    vector: Floats32 | None = None,
    minutes: Ints16 | None = None,
    excluded_ids: Sequence[int] = (),
    barred_ids: Sequence[int] = (),
    seen_counts: Mapping[int, int] | None = None,
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
        minutes: aligned with the view's rows, from `travel.minutes_to_offers` on the same view.
        excluded_ids: offers already decided on.
        barred_ids: offers that a rule of `domain.eligibility` bars to them.
        seen_counts: how often each offer was shown; what is missing was never shown.
        limit: how many cards.
        today: what past starts and availabilities count as.
        parameters: the engine's figures.

    Raises:
        BadVectors: `vector` not finite, of another width, or offers and skills of two encoders.
        ValueError: `minutes` not aligned with the view.
    """
    skills.check_fingerprint(view.fingerprint)
    _check_minutes(minutes, view.rows)
    query = query_vector(candidate, skills, vector)
    left_out = np.concatenate([view.rows_of(excluded_ids), view.rows_of(barred_ids)])
    rows = eligible_offers(candidate, view, minutes, parameters, left_out=left_out)
    pairs = OfferPairs(
        candidate,
        view,
        rows,
        cover=skills.cover(candidate.skill_ids),
        vector=query,
        minutes=minutes,
        parameters=parameters,
        today=today,
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
    excluded_ids: Sequence[int] = (),
    barred_ids: Sequence[int] = (),
    seen_counts: Mapping[int, int] | None = None,
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
    _check_minutes(minutes, len(pool))
    if pool.fingerprint:
        skills.check_fingerprint(pool.fingerprint)
    rows = eligible_candidates(offer, pool, minutes, parameters)
    if len(excluded_ids) or len(barred_ids):
        rows = rows[~np.isin(pool.youth_id[rows], [*excluded_ids, *barred_ids])]
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
    """Retrieve among the eligible pairs, score, arrange: the same for both directions."""
    places, features, scored = contenders(pairs, seen, limit, parameters)
    ids = pairs.ids(places)
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
        features=features,
        groups=pairs.groups(places),
    )
    return assemble(draft, ids, seen.of(ids))


def assemble(draft: Ranking, ids: Ints64, boost: Floats64) -> Ranking:
    """Score the draft's features, arrange them, and keep those of the cards shown."""
    parts = score_pairs(draft.features, draft.parameters)
    places = arrange(ids, parts.score * boost, draft.groups, draft.limit, draft.parameters)
    minutes = draft.features.minutes
    items = tuple(
        Ranked(
            id=int(ids[place]),
            breakdown=parts.breakdown(place),
            minutes=int(minutes[place]) if minutes[place] >= 0 else None,
            boost=float(boost[place]),
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


def _check_minutes(minutes: Ints16 | None, rows: int) -> None:
    if minutes is not None and minutes.shape != (rows,):
        msg = f"minutes for {minutes.shape} pairs, but there are {rows}: take them on the same view"
        raise ValueError(msg)
