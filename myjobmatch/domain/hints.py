"""What would open doors: one change to a profile, and the offers it would open."""

from dataclasses import dataclass
from enum import StrEnum


class HintKind(StrEnum):
    """What one would change."""

    SKILL = "skill"
    LICENCE = "licence"
    MINUTES = "minutes"
    CONTRACT = "contract"
    SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True)
class OpenedOffer:
    """An offer that a change would open, in short; `id` is its public id."""

    id: str
    title: str
    company: str
    place: str


@dataclass(frozen=True, slots=True)
class HintCard:
    """One change, in the reader's language, and what it would open.

    `kind` and `value` are the change: a skill's id with its `label`, an enum's value, or the minutes
    of the way. `count` offers would open; `offers` are the first of them, best first.
    """

    kind: HintKind
    value: str
    skill_id: int
    label: str
    count: int
    offers: tuple[OpenedOffer, ...]
