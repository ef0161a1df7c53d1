"""An offer being written, as a youth will see its card."""

from __future__ import annotations

from collections.abc import Sequence

from myjobmatch.domain.cards import Explanation, OfferCard, SkillMatch
from myjobmatch.domain.enums import ContractKind, ExperienceDemand, Fit, OfferOrigin, OfferStatus
from myjobmatch.domain.offer_rules import OfferContent
from myjobmatch.state.employer_draft import SkillChip

NO_CARD = OfferCard(
    id="",
    title="",
    company="",
    origin=OfferOrigin.INTERNAL,
    source="",
    url="",
    place="",
    minutes=None,
    mode=None,
    contract=ContractKind.OTHER,
    hours=None,
    schedules=(),
    pay="",
    starts_on=None,
    published_at=None,
    answers_in_days=None,
    experience=ExperienceDemand.BEGINNER,
    licences=(),
    occupation="",
    description="",
    status=OfferStatus.DRAFT,
    explanation=Explanation(),
)


def preview_card(
    content: OfferContent,
    place: str,
    company: str,
    logo: str,
    skills: Sequence[SkillChip],
    occupation: str,
) -> OfferCard:
    """The card for a youth who has three of the skills and would learn a fourth; minutes depend on who looks."""
    first = sorted(skills, key=lambda chip: not chip.essential)
    shown = [SkillMatch(chip.id, chip.label, chip.essential, 1.0) for chip in first]
    return OfferCard(
        id="preview",
        title=content.title,
        company=company,
        origin=OfferOrigin.INTERNAL,
        source="",
        url="",
        place=place.split(" (", maxsplit=1)[0],
        minutes=None,
        mode=None,
        contract=content.contract or ContractKind.OTHER,
        hours=content.weekly_hours,
        schedules=content.schedules,
        pay=content.pay_text,
        starts_on=content.starts_on,
        published_at=None,
        answers_in_days=None,
        experience=content.experience,
        licences=content.licences_required,
        occupation=occupation,
        description=content.description,
        status=OfferStatus.DRAFT,
        explanation=Explanation(
            matched=tuple(shown[:3]), missing=tuple(shown[3:4]), fit=Fit.REACHABLE
        ),
        remote=content.remote,
        logo=logo,
    )
