"""The youths whom a peer serves better than ours, told so that one sees why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from myjobmatch.matching.evaluation.town.exposure import Week
from myjobmatch.matching.evaluation.town.measures import TownMeasures
from myjobmatch.matching.evaluation.town.profiles import Profiles
from myjobmatch.matching.evaluation.town.systems import OURS
from myjobmatch.matching.evaluation.town.truth import Grades

CARDS_TOLD = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """A system's figures, each youth's deck of 20 with its nDCG@20, and the week."""

    measures: TownMeasures
    decks: list[list[int]]
    ndcg20: list[float | None]
    week: Week


@dataclass(frozen=True, slots=True)
class Card:
    """An offer on a deck: its title, its trade in truth, its grade for the youth."""

    title: str
    trade: str
    grade: int


@dataclass(frozen=True, slots=True)
class Beaten:
    """A youth, what is true, what was told and read of it, and the first cards of ours and a peer."""

    youth: int
    kind: str
    language: str
    knows: str | None
    wishes: str | None
    says: tuple[str, ...]
    wants: tuple[str, ...]
    skills_read: tuple[str, ...]
    trades_read: tuple[str, ...]
    ndcg20: dict[str, float]
    peer: str
    ours_cards: tuple[Card, ...]
    peer_cards: tuple[Card, ...]


def worst_youths(
    profiles: Profiles, graded: Grades, found: Mapping[str, Measured], count: int
) -> tuple[Beaten, ...]:
    """The `count` youths with the largest lead of a peer's nDCG@20 over ours, largest first."""
    peers = [name for name in found if name != OURS]
    leads = []
    for youth, own in enumerate(found[OURS].ndcg20):
        if own is None or not peers:
            continue
        best = max(peers, key=lambda name: found[name].ndcg20[youth] or 0.0)
        lead = (found[best].ndcg20[youth] or 0.0) - own
        if lead > 0:
            leads.append((-lead, youth, best))
    return tuple(
        _beaten(profiles, graded, found, youth, best) for _, youth, best in sorted(leads)[:count]
    )


def _beaten(
    profiles: Profiles, graded: Grades, found: Mapping[str, Measured], youth: int, peer: str
) -> Beaten:
    catalogue = profiles.town.catalogue
    told, candidate = profiles.town.youths[youth], profiles.candidates[youth]

    def trade(number: int | None) -> str | None:
        return None if number is None else catalogue.trades[number].names[0]

    def cards(system: str) -> tuple[Card, ...]:
        offers = profiles.town.offers
        return tuple(
            Card(
                offers[number].title,
                catalogue.trades[offers[number].truth.trade].names[0],
                int(graded[youth, number]),
            )
            for number in found[system].decks[youth][:CARDS_TOLD]
        )

    return Beaten(
        youth=youth,
        kind=told.kind,
        language=told.language,
        knows=trade(told.truth.knows),
        wishes=trade(told.truth.wishes),
        says=told.says,
        wants=told.wants,
        skills_read=tuple(catalogue.skills[number - 1] for number in candidate.skill_ids),
        trades_read=tuple(
            catalogue.trades[number - 1].names[0] for number in candidate.wanted_occupation_ids
        ),
        ndcg20={name: each.ndcg20[youth] or 0.0 for name, each in found.items()},
        peer=peer,
        ours_cards=cards(OURS),
        peer_cards=cards(peer),
    )
