"""What a town holds: what people told, and beside it what is true of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from myjobmatch.domain.enums import (
    ContractKind,
    ExperienceBand,
    ExperienceDemand,
    Licence,
    Schedule,
    TravelMode,
)
from myjobmatch.domain.travel import Point
from myjobmatch.matching.evaluation.town.catalogue import TownCatalogue


@dataclass(frozen=True, slots=True)
class YouthTruth:
    """Trade known and trade wished for (numbers of the catalogue), skills held, true home."""

    knows: int | None
    wishes: int | None
    skills: frozenset[int]
    home: Point
    experience: ExperienceBand


@dataclass(frozen=True, slots=True)
class TownYouth:
    """A youth as they told of themselves; `kind` and `language` say how they were made."""

    says: tuple[str, ...]
    wants: tuple[str, ...]
    home: Point | None
    modes: frozenset[TravelMode]
    max_minutes: int | None
    contracts: frozenset[ContractKind]
    licences: frozenset[Licence]
    refused: frozenset[Schedule]
    experience: ExperienceBand | None
    kind: str
    language: str
    truth: YouthTruth


@dataclass(frozen=True, slots=True)
class Ask:
    """A skill an advert asks for, in its words; `coded` when it is a label of the catalogue."""

    words: str
    essential: bool
    coded: bool


@dataclass(frozen=True, slots=True)
class OfferTruth:
    """The trade, where it really is, what is really demanded; `early` starts before 6."""

    trade: int
    place: Point
    experience: ExperienceDemand
    early: bool


@dataclass(frozen=True, slots=True)
class TownOffer:
    """An offer as published; `rome` is None where the advert was not coded."""

    title: str
    text: str
    asks: tuple[Ask, ...]
    rome: str | None
    place: Point | None
    contract: ContractKind
    experience: ExperienceDemand
    licences: frozenset[Licence]
    schedules: frozenset[Schedule]
    truth: OfferTruth


@dataclass(frozen=True, slots=True)
class TownPlan:
    """How large a town, and the seed all of it follows from."""

    youths: int = 500
    offers: int = 2500
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Town:
    """Youths and offers over a catalogue."""

    plan: TownPlan
    catalogue: TownCatalogue
    youths: tuple[TownYouth, ...] = field(repr=False)
    offers: tuple[TownOffer, ...] = field(repr=False)
