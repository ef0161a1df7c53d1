"""The town's youths: what is true of them is drawn first, then what they say of it."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import numpy as np

from myjobmatch.domain.enums import ContractKind, ExperienceBand, Schedule
from myjobmatch.matching.evaluation.town.catalogue import TownCatalogue
from myjobmatch.matching.evaluation.town.model import TownYouth, YouthTruth
from myjobmatch.matching.evaluation.town.places import a_home, means
from myjobmatch.matching.evaluation.town.wording import (
    adverts,
    misspelt,
    trade_words,
    words_for,
)
from myjobmatch.matching.training.rome import both_genders

_KINDS = {
    "told_both": 0.44,  # skills and a wish
    "skills_only": 0.22,
    "wish_only": 0.14,
    "life_only": 0.09,  # a sentence of their life, no trade named
    "one_word": 0.08,
    "nothing": 0.03,
}
_LANGUAGES = {"fr": 0.74, "ar": 0.07, "en": 0.05, "pt": 0.05, "uk": 0.05, "es": 0.04}
_CONTRACTS = tuple(
    kind for kind in ContractKind if kind not in (ContractKind.OTHER, ContractKind.TRAINING)
)

WRITTEN_WEIGHT, NEAR_WEIGHT, OTHER_WEIGHT = 12.0, 2.0, 0.25
"""How often a trade is drawn: with wordings of its own (those that youths of a Mission Locale and
their employers meet most), near one of those by a mobility, or neither."""


def trade_weights(catalogue: TownCatalogue) -> list[float]:
    """How often each trade is drawn, as weights."""
    written = np.array([trade.code in trade_words() for trade in catalogue.trades])
    moves = catalogue.near | catalogue.near.T
    near = moves[written].any(axis=0) if written.any() else written
    weights = np.where(written, WRITTEN_WEIGHT, np.where(near, NEAR_WEIGHT, OTHER_WEIGHT))
    return [float(weight) for weight in weights]


def make_youths(catalogue: TownCatalogue, count: int, rng: Random) -> tuple[TownYouth, ...]:
    """So many youths, the same for the same random source."""
    weights = trade_weights(catalogue)
    return tuple(_youth(catalogue, weights, rng) for _ in range(count))


def _drawn(shares: dict[str, float], rng: Random) -> str:
    return rng.choices(list(shares), list(shares.values()))[0]


def _youth(catalogue: TownCatalogue, weights: Sequence[float], rng: Random) -> TownYouth:
    kind = _drawn(_KINDS, rng)
    language = _drawn(_LANGUAGES, rng)
    trade = rng.choices(range(len(catalogue.trades)), weights)[0]
    knows: int | None = trade
    wishes: int | None = trade
    skills: frozenset[int] = frozenset()
    if kind in {"wish_only", "one_word"}:
        knows = None
    else:
        skills = _held(catalogue, trade, rng)
    if kind in {"skills_only", "life_only", "nothing"}:
        wishes = None
    elif kind == "told_both" and rng.random() < 0.3:
        wishes = _another(catalogue, trade, weights, rng)
    modes, licences = means(rng)
    home = a_home(rng)
    experience = rng.choices(list(ExperienceBand), (0.6, 0.3, 0.1))[0]
    if knows is None:
        experience = ExperienceBand.UNDER_1
    says, wants = _told(catalogue, kind, language, trade, wishes, skills, rng)
    return TownYouth(
        says=says,
        wants=wants,
        home=home if rng.random() < 0.95 else None,
        modes=modes,
        max_minutes=rng.choice((None, 30, 40, 45, 45, 60)),
        contracts=_contracts(rng),
        licences=licences,
        refused=frozenset(
            schedule
            for schedule, share in ((Schedule.NIGHT, 0.4), (Schedule.WEEKEND, 0.15))
            if rng.random() < share
        ),
        experience=experience if rng.random() < 0.8 else None,
        kind=kind,
        language=language,
        truth=YouthTruth(knows, wishes, skills, home, experience),
    )


def _held(catalogue: TownCatalogue, trade: int, rng: Random) -> frozenset[int]:
    """Three fifths or more of a trade's essential skills, a third of the others, some from elsewhere."""
    called = np.flatnonzero(catalogue.has[trade]).tolist()
    share = rng.uniform(0.6, 1.0)
    held = {
        skill
        for skill in called
        if rng.random() < (share if catalogue.essential[trade, skill] else 0.35)
    }
    if not held:
        held = {rng.choice(called)}
    return frozenset(
        held | {rng.randrange(len(catalogue.skills)) for _ in range(rng.randint(0, 2))}
    )


def _another(
    catalogue: TownCatalogue, trade: int, weights: Sequence[float], rng: Random
) -> int | None:
    """A wish that is not what one knows: near by mobility in half of the cases, anything else."""
    near = np.flatnonzero(catalogue.near[trade] | catalogue.far[trade]).tolist()
    if near and rng.random() < 0.5:
        chosen: int = rng.choice(near)
        return chosen
    return rng.choices(range(len(catalogue.trades)), weights)[0]


def _contracts(rng: Random) -> frozenset[ContractKind]:
    """None named in two fifths; otherwise work, or work and training at once."""
    match rng.randrange(5):
        case 0 | 1:
            return frozenset()
        case 2:
            return frozenset({ContractKind.APPRENTICESHIP, ContractKind.PROFESSIONALISATION})
        case 3:
            return frozenset({ContractKind.CDI, ContractKind.CDD, ContractKind.TEMPORARY})
        case _:
            return frozenset(rng.sample(_CONTRACTS, 5))


def _told(
    catalogue: TownCatalogue,
    kind: str,
    language: str,
    trade: int,
    wishes: int | None,
    skills: frozenset[int],
    rng: Random,
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a youth of this kind says they can do, and what they say they want."""
    if kind == "nothing":
        return ((rng.choice(adverts()["one_word"]),) if rng.random() < 0.5 else ()), ()
    if kind == "one_word":
        return (), (_wish(catalogue, trade, "fr", rng).split()[-1],)
    says: list[str] = []
    if kind == "life_only":
        says.append(_life(catalogue, trade, skills, language, rng))
    elif skills:
        chosen = rng.sample(sorted(skills), min(len(skills), rng.randint(2, 7)))
        said = [said_of(catalogue.skills[skill], language, rng) for skill in chosen]
        says.extend(dict.fromkeys(said))
        if rng.random() < 0.2:
            says.append(_life(catalogue, trade, skills, language, rng))
    if rng.random() < 0.25:
        says.append(rng.choice(adverts()["fillers"]))
    wants = () if wishes is None else (_wish(catalogue, wishes, language, rng),)
    return tuple(says), wants


def said_of(label: str, language: str, rng: Random) -> str:
    """A skill as this youth says it: picked from the catalogue, everyday words, or misspelt."""
    words = words_for(label)
    if rng.random() < 0.2 and language == "fr":
        return label
    if words is None:
        return misspelt(label, rng)
    if language in words.said and rng.random() < 0.85:
        return rng.choice(words.said[language])
    plain = rng.choice(words.said["fr"])
    return misspelt(plain, rng) if rng.random() < 0.45 else plain


def _wish(catalogue: TownCatalogue, trade: int, language: str, rng: Random) -> str:
    words = trade_words().get(catalogue.trades[trade].code)
    if words is None or rng.random() < 0.25:
        name = rng.choice(both_genders(rng.choice(catalogue.trades[trade].names))[-2:])
        return misspelt(name, rng) if rng.random() < 0.7 else name
    said = rng.choice(words.wish.get(language, words.wish["fr"]))
    return misspelt(said, rng) if language == "fr" and rng.random() < 0.3 else said


def _life(
    catalogue: TownCatalogue, trade: int, skills: frozenset[int], language: str, rng: Random
) -> str:
    """A sentence of life that tells of a trade; of a skill where the trade has none of its own."""
    words = trade_words().get(catalogue.trades[trade].code)
    if words is not None:
        told = rng.choice(words.life)
        return misspelt(told, rng) if rng.random() < 0.4 else told
    return said_of(catalogue.skills[rng.choice(sorted(skills))], language, rng)
