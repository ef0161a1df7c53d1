"""Who is seen in a town's week, both ways, and whether the ranking holds the bound it states.

docs/matching/fairness.md says what the bound is. It is checked here from the decks and from who fits
whom alone, not from what the engine says of its reserved places.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace

import numpy as np

from myjobmatch.matching.arrays import Bools, Ints64
from myjobmatch.matching.evaluation.town.measures import CARDS, mean, ndcgs
from myjobmatch.matching.evaluation.town.profiles import Profiles
from myjobmatch.matching.evaluation.town.systems import OURS, Ours, TownSystem
from myjobmatch.matching.evaluation.town.truth import Grades
from myjobmatch.matching.exposure import DAYS
from myjobmatch.matching.fitting import fitting_offers
from myjobmatch.matching.gini import gini
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS, EngineParameters

WITHOUT = "ours_without_reserved_places"

Deal = Callable[[int, Bools, Ints64], list[int]]
"""A deck for a subject: who was seen by it before is left out, all views so far are told."""


@dataclass(frozen=True, slots=True)
class Week:
    """What was shown: views and day of the first view (0: never) of each, and every deck in order."""

    views: Ints64
    first_day: Ints64
    decks: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """One direction of one system's week, of those that fit somebody.

    `longest_wait_days`: until the first view, `DAYS` + 1 when there was none. `longest_wait_decks`: decks
    dealt to those whom it fits before it was in one.
    """

    fitting_count: int
    seen_share: float
    unseen_count: int
    gini: float
    longest_wait_days: int
    longest_wait_decks: int


@dataclass(frozen=True, slots=True)
class Exposures:
    """Both directions of every system's week; `WITHOUT` is ours with no place reserved.

    `bound_held`: in our offers' week and in our youths'. `ndcg20_without` and the like: of first decks;
    those of the town's measures, when nobody was shown yet and every deck gives its reserved places
    away, stand beside.
    """

    offers: dict[str, Seen]
    candidates: dict[str, Seen]
    bound_held: tuple[bool, bool]
    ndcg20_without: float
    candidates_ndcg20_without: float

    @property
    def ok(self) -> bool:
        """The bound holds both ways, and no peer has shown a larger share of those that fit."""
        return all(self.bound_held) and all(
            side[OURS].seen_share >= each.seen_share
            for side in (self.offers, self.candidates)
            for each in side.values()
        )

    def as_json(self, decimals: int) -> dict[str, object]:
        """One object; scores rounded."""

        def rounded(side: dict[str, Seen]) -> dict[str, dict[str, float]]:
            return {
                name: {key: round(value, decimals) for key, value in asdict(each).items()}
                for name, each in side.items()
            }

        return {
            "offers": rounded(self.offers),
            "candidates": rounded(self.candidates),
            "offers_bound_held": self.bound_held[0],
            "candidates_bound_held": self.bound_held[1],
            "ndcg20_without": round(self.ndcg20_without, decimals),
            "candidates_ndcg20_without": round(self.candidates_ndcg20_without, decimals),
        }


def measure_exposure(
    profiles: Profiles, graded: Grades, systems: dict[str, tuple[TownSystem, Week]]
) -> Exposures:
    """Every system's week of youths beside its week of offers, and ours without reserved places."""
    youths, offers = graded.shape
    fit = fit_matrix(profiles)
    bare = Ours(profiles, replace(DEFAULT_PARAMETERS, reserved_share=0.0))
    both = {**systems, WITHOUT: (bare, week_of_offers(bare, youths, offers))}
    of_youths = {name: week_of_youths(each, youths, offers) for name, (each, _) in both.items()}
    return Exposures(
        offers={name: seen_of(week, fit) for name, (_, week) in both.items()},
        candidates={name: seen_of(week, fit.T) for name, week in of_youths.items()},
        bound_held=(
            bound_held(systems[OURS][1], fit),
            bound_held(of_youths[OURS], fit.T),
        ),
        ndcg20_without=_ndcg20(bare, graded),
        candidates_ndcg20_without=_candidates_ndcg20(bare, graded),
    )


def _ndcg20(system: TownSystem, graded: Grades) -> float:
    youths, offers = graded.shape
    unseen, nothing = np.zeros(offers, np.bool_), np.zeros(offers, np.int64)
    return mean(ndcgs(graded, [system.offers(y, CARDS, unseen, nothing) for y in range(youths)]))


def _candidates_ndcg20(system: TownSystem, graded: Grades) -> float:
    youths, offers = graded.shape
    nobody = np.zeros(youths, np.int64)
    return mean(ndcgs(graded.T, [system.youths(o, CARDS, nobody) for o in range(offers)]))


def week_of_offers(system: TownSystem, youths: int, offers: int) -> Week:
    """Every youth goes through a deck of 20 a day; a card decided on does not come back."""
    days = [range(youths)] * DAYS
    return _week(lambda y, seen, views: system.offers(y, CARDS, seen, views), days, youths, offers)


def week_of_youths(system: TownSystem, youths: int, offers: int) -> Week:
    """Every employer goes through one deck of 20 in the week, a seventh of them a day."""
    days = [range(day, offers, DAYS) for day in range(DAYS)]
    return _week(lambda o, _, views: system.youths(o, CARDS, views), days, offers, youths)


def _week(deal: Deal, days: list[range], subjects: int, things: int) -> Week:
    views, first_day = np.zeros(things, np.int64), np.zeros(things, np.int64)
    seen = np.zeros((subjects, things), np.bool_)
    decks = []
    for day, those in enumerate(days, 1):
        for subject in those:
            deck = deal(subject, seen[subject], views)
            seen[subject, deck] = True
            views[deck] += 1
            new = [number for number in deck if not first_day[number]]
            first_day[new] = day
            decks.append((subject, tuple(deck)))
    return Week(views, first_day, tuple(decks))


def fit_matrix(profiles: Profiles) -> Bools:
    """Whom the engine may give a reserved place with whom, youths × offers."""
    fit = np.zeros(profiles.eligible.shape, np.bool_)
    for number, candidate in enumerate(profiles.candidates):
        ids = fitting_offers(
            candidate,
            view=profiles.view,
            skills=profiles.skills,
            vector=profiles.candidate_vectors[number],
            minutes=profiles.row_minutes[number],
        )
        fit[number, ids - 1] = True
    return fit


def seen_of(week: Week, fit: Bools) -> Seen:
    """The measures of a week; `fit` is subjects × things."""
    somewhere = fit.any(axis=0)
    count = int(somewhere.sum())
    if not count:
        return Seen(0, 1.0, 0, 0.0, 0, 0)
    first = week.first_day[somewhere]
    return Seen(
        fitting_count=count,
        seen_share=float(np.mean(first > 0)),
        unseen_count=int(np.count_nonzero(first == 0)),
        gini=gini(week.views[somewhere]),
        longest_wait_days=int(np.where(first == 0, DAYS + 1, first).max()),
        longest_wait_decks=int(waits(week, fit)[somewhere].max()),
    )


def waits(week: Week, fit: Bools) -> Ints64:
    """Decks dealt to those whom each fits before it was in one."""
    shown, waited = np.zeros(fit.shape[1], np.bool_), np.zeros(fit.shape[1], np.int64)
    for subject, deck in week.decks:
        shown[list(deck)] = True
        waited += fit[subject] & ~shown
    return waited


def bound_held(week: Week, fit: Bools, parameters: EngineParameters = DEFAULT_PARAMETERS) -> bool:
    """Whether nobody was passed over in any deck, and nobody waited longer than stated.

    Passed over: fits, was not seen by this one before, shown less than enough, is not in the deck,
    though a card of the last places was shown more (or as often and has a greater number).
    """
    views = np.zeros(fit.shape[1], np.int64)
    seen = np.zeros(fit.shape, np.bool_)
    places = parameters.reserved_places(CARDS)
    for subject, deck in week.decks:
        cards = np.array(deck, np.int64)
        seen[subject, cards] = True
        waiting = np.flatnonzero(
            fit[subject] & ~seen[subject] & (views < parameters.exposure_enough)
        )
        if waiting.size:
            last = cards[-places:]
            if _keys(last, views).max() > _keys(waiting, views).min():
                return False
        views[cards] += 1
    return bool((waits(week, fit) * places <= ahead(fit)).all())


def _keys(numbers: Ints64, views: Ints64) -> Ints64:
    """What is shown less, then what has the smaller number, comes first."""
    keys: Ints64 = views[numbers] * views.size + numbers
    return keys


def ahead(fit: Bools) -> Ints64:
    """How many of a smaller number fit somebody whom each fits."""
    ones = fit.astype(np.float32)
    together: Bools = (ones.T @ ones) > 0
    counts: Ints64 = np.triu(together, 1).sum(axis=0)
    return counts
