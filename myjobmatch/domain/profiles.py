"""What the matching engine takes. Nothing of article L1132-1 is here, so nothing of it can weigh.

No name, age, sex, origin, place of residence, health or family: residence became travel minutes
before, and lawful eligibility became a yes or no by a rule of `domain.eligibility` that cites its
article. A test lists these fields and fails on any other.
"""

from dataclasses import dataclass, field
from datetime import date

from myjobmatch.domain.enums import (
    ContractKind,
    ExperienceBand,
    ExperienceDemand,
    Licence,
    Schedule,
    TravelGap,
    TravelMode,
)


@dataclass(frozen=True, slots=True)
class OfferSkill:
    """A skill that an offer asks for; `essential` is France Travail's E, otherwise wished (S)."""

    skill_id: int
    essential: bool


@dataclass(frozen=True, slots=True)
class CandidateProfile:
    """A youth as the engine sees them."""

    youth_id: int
    skill_ids: tuple[int, ...] = ()
    aptitude_ids: tuple[int, ...] = ()
    wanted_occupation_ids: tuple[int, ...] = ()
    near_occupation_ids: tuple[int, ...] = ()
    contracts: frozenset[ContractKind] = frozenset()
    experience: ExperienceBand | None = None
    licences: frozenset[Licence] = frozenset()
    modes: frozenset[TravelMode] = frozenset()
    max_minutes: int | None = None
    available_from: date | None = None
    refused_schedules: frozenset[Schedule] = frozenset()


@dataclass(frozen=True, slots=True)
class OfferProfile:
    """An offer as the engine sees it. Occupation, skills and aptitudes are ids of the catalogue."""

    offer_id: int
    title: str
    occupation_id: int | None = None
    skills: tuple[OfferSkill, ...] = ()
    aptitude_ids: tuple[int, ...] = ()
    contract: ContractKind = ContractKind.OTHER
    experience: ExperienceDemand = ExperienceDemand.BEGINNER
    licences_required: frozenset[Licence] = frozenset()
    schedules: frozenset[Schedule] = frozenset()
    starts_on: date | None = None
    answer_rate: float | None = None
    weekly_hours: float | None = None
    hourly_pay: float | None = None
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Journey:
    """The way from a youth to an offer, by the best of the youth's modes.

    `minutes` is None when the place of either is unknown; `estimated` tells that no timetable or
    road network stood behind the figure. With a timetable: `last_return`, when the last public
    transport home leaves from the offer's door (minutes after midnight, beyond 1,440 after the next
    one), `changes` on the way there, and `gap`, what is lacking at the offer's usual hours.
    """

    minutes: int | None
    mode: TravelMode | None
    estimated: bool = True
    last_return: int | None = None
    changes: int | None = None
    gap: TravelGap | None = None
