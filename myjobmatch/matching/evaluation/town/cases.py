"""The hand-written cases: one person (or one offer), right and wrong answers, among other offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

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
from myjobmatch.matching.evaluation.town.generate import make_town
from myjobmatch.matching.evaluation.town.measures import CARDS
from myjobmatch.matching.evaluation.town.model import (
    Ask,
    OfferTruth,
    Town,
    TownOffer,
    TownPlan,
    TownYouth,
    YouthTruth,
)
from myjobmatch.matching.evaluation.town.places import CENTRE, away
from myjobmatch.matching.evaluation.town.profiles import Reader
from myjobmatch.matching.evaluation.town.systems import Fit, TownSystem
from myjobmatch.matching.evaluation.town.wording import table

FILES = ("cases_first", "cases_second")
"""Only ever added to."""
OTHERS = 30
"""So many offers (or youths) of the town, of other trades and not near them, stand beside."""
_CROWD = TownPlan(youths=400, offers=400, seed=20)


@dataclass(frozen=True, slots=True)
class Case:
    """A case as a town of its own, its answers among others.

    `youth` tells whose deck it is: the only youth's, or else the only offer's.
    """

    id: str
    town: Town
    youth: bool
    right: tuple[int, ...]
    wrong: tuple[int, ...]
    barred: tuple[int, ...]

    def passes(self, system: TownSystem) -> bool:
        """Right ones on the deck, ahead of every wrong one, and none of the barred."""
        if self.youth:
            count = len(self.town.offers)
            seen, shown = np.zeros(count, np.bool_), np.zeros(count, np.int64)
            deck = system.offers(0, CARDS, seen, shown)
        else:
            deck = system.youths(0, CARDS, np.zeros(len(self.town.youths), np.int64))
        place = {number: at for at, number in enumerate(deck)}
        if any(number in place for number in self.barred):
            return False
        if any(number not in place for number in self.right):
            return False
        last = max((place[number] for number in self.right), default=-1)
        return all(place.get(number, len(deck)) > last for number in self.wrong)


def read_cases(catalogue: TownCatalogue) -> list[Case]:
    """Every case of every file, over a catalogue."""
    crowd = make_town(catalogue, _CROWD)
    number = {trade.code: row for row, trade in enumerate(catalogue.trades)}
    cases = []
    for file in FILES:
        found = table(file)
        cases += [_youth_case(case, crowd, number) for case in found.get("case", ())]
        cases += [_offer_case(case, crowd, number) for case in found.get("call", ())]
    return cases


def run_cases(reader: Reader, cases: Sequence[Case], fits: dict[str, Fit]) -> dict[str, list[str]]:
    """The ids of the cases that each system fails."""
    failed: dict[str, list[str]] = {name: [] for name in fits}
    for case in cases:
        profiles = reader.profiles(case.town)
        for name, fit in fits.items():
            if not case.passes(fit(profiles)):
                failed[name].append(case.id)
    return failed


def _youth_case(case: dict[str, Any], crowd: Town, number: dict[str, int]) -> Case:
    right, wrong, barred = (
        [_offer(each, number) for each in case.get(name, ())] for name in _ANSWERS
    )
    mine = {offer.truth.trade for offer in right if offer.rome in number}
    others = [offer for offer in crowd.offers if _apart(crowd.catalogue, mine, offer.truth.trade)]
    offers, places = _joined(wrong, barred, _closer(others)[:OTHERS], right)
    town = Town(_CROWD, crowd.catalogue, (_youth(case),), offers)
    return Case(case["id"], town, youth=True, right=places[3], wrong=places[0], barred=places[1])


def _offer_case(case: dict[str, Any], crowd: Town, number: dict[str, int]) -> Case:
    right, wrong, barred = ([_youth(each) for each in case.get(name, ())] for name in _ANSWERS)
    mine = {number[case["offer"]["rome"]]} if case["offer"].get("rome") in number else set()
    others = [
        youth
        for youth in crowd.youths
        if all(
            _apart(crowd.catalogue, mine, trade)
            for trade in (youth.truth.knows, youth.truth.wishes)
            if trade is not None
        )
    ]
    offer = _offer({"km": 0, **case["offer"]}, number)
    youths, places = _joined(wrong, barred, others[:OTHERS], right)
    town = Town(_CROWD, crowd.catalogue, youths, (offer,))
    return Case(case["id"], town, youth=False, right=places[3], wrong=places[0], barred=places[1])


_ANSWERS = ("right", "wrong", "barred")
_Row = TypeVar("_Row")


def _joined(*groups: Sequence[_Row]) -> tuple[tuple[_Row, ...], list[tuple[int, ...]]]:
    """The groups one after the other, and each one's places.

    Right answers come last: a system that tells nothing apart, and falls back to the order, fails.
    """
    rows = tuple(row for group in groups for row in group)
    ends = np.cumsum([len(group) for group in groups]).tolist()
    return rows, [
        tuple(range(end - len(group), end)) for group, end in zip(groups, ends, strict=True)
    ]


def _apart(catalogue: TownCatalogue, mine: set[int], trade: int) -> bool:
    """Not one of these trades, and no move leads from or to them."""
    moves = catalogue.near | catalogue.far
    return all(trade != each and not moves[each, trade] and not moves[trade, each] for each in mine)


def _closer(offers: Sequence[TownOffer]) -> list[TownOffer]:
    """Those that lie within walking distance of the centre."""
    return [
        offer
        for offer in offers
        if offer.place is not None
        and abs(offer.place.latitude - CENTRE.latitude) < 0.03
        and abs(offer.place.longitude - CENTRE.longitude) < 0.045
    ]


def _youth(case: dict[str, Any]) -> TownYouth:
    home = away(CENTRE, float(case.get("km", 0)), 0)
    band = ExperienceBand(case["experience"]) if "experience" in case else None
    return TownYouth(
        says=tuple(case.get("says", ())),
        wants=tuple(case.get("wants", ())),
        home=home,
        modes=frozenset(TravelMode(m) for m in case.get("modes", "walk transit").split()),
        max_minutes=int(case.get("minutes", 45)),
        contracts=frozenset(ContractKind(c) for c in case.get("contracts", "").split()),
        licences=frozenset(Licence(each) for each in case.get("licences", "").split()),
        refused=frozenset(Schedule(s) for s in case.get("refuses", "").split()),
        experience=band,
        kind="case",
        language="",
        truth=YouthTruth(None, None, frozenset(), home, band or ExperienceBand.UNDER_1),
    )


def _offer(case: dict[str, Any], number: dict[str, int]) -> TownOffer:
    place: Point | None = away(CENTRE, float(case["km"]), 0) if "km" in case else None
    demand = ExperienceDemand(case.get("experience", "beginner"))
    rome = case.get("rome")
    return TownOffer(
        title=case["title"],
        text=case.get("text", ""),
        asks=tuple(Ask(words, essential=True, coded=False) for words in case.get("asks", ())),
        rome=rome,
        place=place,
        contract=ContractKind(case.get("contract", "cdd")),
        experience=demand,
        licences=frozenset(Licence(each) for each in case.get("licences", "").split()),
        schedules=frozenset(Schedule(s) for s in case.get("schedules", "day").split()),
        truth=OfferTruth(number.get(rome or "", 0), place or CENTRE, demand, early=False),
    )
