"""Why a card is there, for the few cards shown: which skills match, are near, are missing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from myjobmatch.domain.cards import Breakdown, Explanation, SkillMatch
from myjobmatch.domain.enums import Fit
from myjobmatch.domain.profiles import CandidateProfile, OfferProfile
from myjobmatch.matching.asked import Covered, asked_for
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS, EngineParameters
from myjobmatch.matching.skills import Cover, SkillSpace

Label = Callable[[int], str]
"""A catalogue id to its label in the reader's language."""


def explain(
    candidate: CandidateProfile,
    offer: OfferProfile,
    breakdown: Breakdown,
    *,
    skills: SkillSpace,
    label: Label,
    aptitude_label: Label | None = None,
    cover: Cover | Covered | None = None,
    parameters: EngineParameters = DEFAULT_PARAMETERS,
) -> Explanation:
    """Skills matched, near and missing, essential ones first, and how well it fits in words.

    Args:
        candidate: the person; the same explanation serves both sides.
        offer: the offer.
        breakdown: of the ranking's item.
        skills: the catalogue's skills.
        label: a skill's label.
        aptitude_label: an aptitude's label; `label` unless they have ids of their own.
        cover: `skills.cover(candidate.skill_ids)`, made once for the cards of a youth's deck; for an
            offer's, `Asked.cover` of each person, which knows the offer's skills alone.
        parameters: the engine's figures.
    """
    held = cover if cover is not None else skills.cover(candidate.skill_ids)
    essential = asked_for(offer.skills)
    matched, near, missing = [], [], []
    for skill_id, is_essential in sorted(essential.items(), key=lambda s: (not s[1], s[0])):
        likeness = held.of_one(skill_id)
        found = SkillMatch(skill_id, label(skill_id), is_essential, likeness)
        source = held.source(skill_id)
        if source not in {-1, skill_id} and likeness >= parameters.near_similarity:
            found = replace(found, by=label(source))
        if likeness >= parameters.matched_similarity:
            matched.append(found)
        elif likeness >= parameters.near_similarity:
            near.append(found)
        else:
            missing.append(found)
    shared = sorted(set(candidate.aptitude_ids) & set(offer.aptitude_ids))
    return Explanation(
        matched=tuple(matched),
        near=tuple(near),
        missing=tuple(missing),
        aptitudes=tuple((aptitude_label or label)(i) for i in shared),
        wanted_occupation=offer.occupation_id in candidate.wanted_occupation_ids,
        near_occupation=offer.occupation_id in candidate.near_occupation_ids
        and offer.occupation_id not in candidate.wanted_occupation_ids,
        breakdown=breakdown,
        fit=fit_of(breakdown, parameters),
    )


def fit_of(breakdown: Breakdown, parameters: EngineParameters = DEFAULT_PARAMETERS) -> Fit:
    """CLOSE: wanted and covered well. STEP_ASIDE: covered little and not wanted. Else REACHABLE.

    What is not known is neither close nor aside.
    """
    coverage, preference = breakdown.coverage, breakdown.preference
    if coverage is None or preference is None:
        return Fit.REACHABLE
    if is_close(preference, coverage, parameters):
        return Fit.CLOSE
    if is_aside(preference, coverage, parameters):
        return Fit.STEP_ASIDE
    return Fit.REACHABLE


def is_close(preference: Any, coverage: Any, parameters: EngineParameters) -> Any:
    """CLOSE, of numbers or of arrays; NaN, which is not known, is never close."""
    return (preference >= parameters.close_preference) & (coverage >= parameters.close_coverage)


def is_aside(preference: Any, coverage: Any, parameters: EngineParameters) -> Any:
    """STEP_ASIDE, of numbers or of arrays; NaN, which is not known, is never aside."""
    return (preference < parameters.close_preference) & (coverage < parameters.aside_coverage)
