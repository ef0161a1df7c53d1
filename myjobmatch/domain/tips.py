"""What helps before an interview, of one offer and one person: facts and codes, told by the catalogue."""

from dataclasses import dataclass

from myjobmatch.domain.cards import SkillMatch
from myjobmatch.domain.enums import ContractKind, Licence, Schedule, SkillOrigin, TravelMode


@dataclass(frozen=True, slots=True)
class TipSkill:
    """A skill that the offer asks for: `by` is the person's own one near to it, `origin` where from."""

    label: str
    by: str
    essential: bool
    origin: SkillOrigin


@dataclass(frozen=True, slots=True)
class InterviewTips:
    """Skills to tell, those to be honest about, questions to ask (`search.tips.ask.*`), the practical side.

    `lean_on` is the skill to speak of when one is missing; empty for none. `minutes` None: not known.
    """

    key: str
    title: str
    company: str
    place: str
    tell: tuple[TipSkill, ...]
    near: tuple[TipSkill, ...]
    missing: tuple[str, ...]
    aptitudes: tuple[str, ...]
    lean_on: str
    asks: tuple[str, ...]
    minutes: int | None
    mode: TravelMode | None
    estimated: bool
    last_return: str
    licences: tuple[Licence, ...]
    schedules: tuple[Schedule, ...]
    contract: ContractKind | None
    guessed: str
    """The occupation that an application made elsewhere was understood as; empty for an offer here."""


MOST_TOLD = 4
MOST_MISSING = 3


def matched_first(skills: tuple[SkillMatch, ...], most: int) -> tuple[SkillMatch, ...]:
    """The skills to begin with: what the offer cannot do without."""
    return tuple(sorted(skills, key=lambda skill: (not skill.essential, -skill.similarity))[:most])
