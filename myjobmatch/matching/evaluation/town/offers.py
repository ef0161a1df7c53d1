"""The town's offers: what is true of them is drawn first, then how the advert is written."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np

from myjobmatch.domain.enums import ContractKind, ExperienceDemand, Licence, Schedule
from myjobmatch.matching.evaluation.town.catalogue import TownCatalogue
from myjobmatch.matching.evaluation.town.model import Ask, OfferTruth, TownOffer
from myjobmatch.matching.evaluation.town.places import a_workplace
from myjobmatch.matching.evaluation.town.wording import adverts, misspelt, trade_words
from myjobmatch.matching.evaluation.town.youths import trade_weights
from myjobmatch.matching.training.rome import both_genders

_CONTRACTS = {
    ContractKind.CDI: 0.30,
    ContractKind.CDD: 0.24,
    ContractKind.TEMPORARY: 0.16,
    ContractKind.APPRENTICESHIP: 0.14,
    ContractKind.PROFESSIONALISATION: 0.05,
    ContractKind.SEASONAL: 0.05,
    ContractKind.INSERTION: 0.03,
    ContractKind.IMMERSION: 0.03,
}
_ROAD = "N41"
"""ROME's domain of road transport: most of its trades need a licence."""
_HEAVY = {"N4101": Licence.C, "N4103": Licence.D}
_NO_LICENCE = frozenset({"N4104"})


def make_offers(catalogue: TownCatalogue, count: int, rng: Random) -> tuple[TownOffer, ...]:
    """So many offers, the same for the same random source."""
    weights = trade_weights(catalogue)
    return tuple(_offer(catalogue, weights, rng) for _ in range(count))


def _offer(catalogue: TownCatalogue, weights: Sequence[float], rng: Random) -> TownOffer:
    trade = rng.choices(range(len(catalogue.trades)), weights)[0]
    contract = rng.choices(list(_CONTRACTS), list(_CONTRACTS.values()))[0]
    demand = rng.choices(list(ExperienceDemand), (0.65, 0.25, 0.10))[0]
    if contract is ContractKind.APPRENTICESHIP:
        demand = ExperienceDemand.BEGINNER
    schedules = _schedules(rng)
    early = Schedule.SHIFTS in schedules and rng.random() < 0.5
    place = a_workplace(rng)
    inflated = rng.random() < 0.10
    title, vague = _title(catalogue, trade, rng)
    asks = _asks(catalogue, trade, inflated=inflated, rng=rng)
    text = _text(catalogue, trade, inflated=inflated, early=early, rng=rng)
    return TownOffer(
        title=title,
        text=text,
        asks=asks,
        # an advert may fail to be coded, but not while its title says nothing either
        rome=catalogue.trades[trade].code if vague or rng.random() < 0.75 else None,
        place=place if rng.random() < 0.94 else None,
        contract=contract,
        experience=ExperienceDemand.WISHED if inflated else demand,
        licences=_licences(catalogue.trades[trade].code, rng),
        schedules=schedules,
        truth=OfferTruth(
            trade=trade,
            place=place,
            experience=ExperienceDemand.BEGINNER if inflated else demand,
            early=early,
        ),
    )


def _schedules(rng: Random) -> frozenset[Schedule]:
    found = rng.choices(
        (Schedule.DAY, Schedule.SHIFTS, Schedule.EVENING, Schedule.NIGHT), (0.66, 0.18, 0.1, 0.06)
    )[0]
    return frozenset({found, Schedule.WEEKEND} if rng.random() < 0.2 else {found})


def _licences(code: str, rng: Random) -> frozenset[Licence]:
    if code in _HEAVY:
        return frozenset({_HEAVY[code]})
    wheel = code.startswith(_ROAD) and code not in _NO_LICENCE
    if rng.random() < (0.9 if wheel else 0.12):
        return frozenset({Licence.B})
    return frozenset()


def _title(catalogue: TownCatalogue, trade: int, rng: Random) -> tuple[str, bool]:
    """The title, and whether it tells nothing of the trade."""
    if rng.random() < 0.03:
        return rng.choice(adverts()["vague"]), True
    words = trade_words().get(catalogue.trades[trade].code)
    if words is not None and rng.random() < 0.3:
        title = rng.choice(words.ad)
    else:
        title = rng.choice(both_genders(rng.choice(catalogue.trades[trade].names)))
    if rng.random() < 0.35:
        title = rng.choice(adverts()["decorations"]).format(title=title)
    if rng.random() < 0.06:
        title = misspelt(title, rng)
    return (title.upper() if rng.random() < 0.05 else title), False


def _called(catalogue: TownCatalogue, trade: int, rng: Random, least: int, most: int) -> list[int]:
    """Some of a trade's skills, the essential ones first drawn."""
    essential = np.flatnonzero(catalogue.essential[trade]).tolist()
    other = np.flatnonzero(catalogue.has[trade] & ~catalogue.essential[trade]).tolist()
    rng.shuffle(essential)
    rng.shuffle(other)
    count = rng.randint(least, most)
    wanted = essential[: (2 * count + 2) // 3]
    return wanted + other[: count - len(wanted)]


def _asks(catalogue: TownCatalogue, trade: int, *, inflated: bool, rng: Random) -> tuple[Ask, ...]:
    """Nothing in a quarter of the adverts; labels of the catalogue mostly, misspelt words else."""
    if rng.random() < 0.25:
        return ()
    asks = []
    for skill in _called(catalogue, trade, rng, 2, 8):
        label = catalogue.skills[skill]
        coded = rng.random() < 0.8
        asks.append(
            Ask(
                words=label if coded else misspelt(label, rng),
                essential=bool(catalogue.essential[trade, skill]),
                coded=coded,
            )
        )
    if inflated:
        for _ in range(rng.randint(2, 5)):
            label = catalogue.skills[rng.randrange(len(catalogue.skills))]
            asks.append(Ask(words=label, essential=True, coded=True))
    return tuple(asks)


def _text(catalogue: TownCatalogue, trade: int, *, inflated: bool, early: bool, rng: Random) -> str:
    """Tasks in a sentence, in some adverts inside a page of what employers say of themselves."""
    said = adverts()
    parts: list[str] = []
    if rng.random() < 0.8:
        tasks = [catalogue.skills[skill].lower() for skill in _called(catalogue, trade, rng, 2, 4)]
        parts.append(rng.choice(said["sentences"]).format(tasks=", ".join(tasks)))
    if rng.random() < 0.3:
        before, after = rng.sample(said["padding"], 2)
        parts = [before, *parts, after]
    if rng.random() < 0.12:
        parts = [*rng.sample(said["padding"], len(said["padding"])), *parts]
    if inflated:
        parts.append(rng.choice(said["inflated"]))
    if early:
        parts.append(rng.choice(said["early"]))
    return " ".join(parts)
