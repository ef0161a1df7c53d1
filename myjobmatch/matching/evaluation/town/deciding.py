"""What the town's youths decide on the cards they are shown: by what is true, noisily, tiring as they swipe.

The true answers decide, never a score: a right offer is mostly liked, a wrong one hardly, some people
like more than others, a card far down the deck is liked less, and half of the passes say why.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from myjobmatch.matching.arrays import Bools, Ints64
from myjobmatch.matching.evaluation.town.measures import CARDS
from myjobmatch.matching.evaluation.town.profiles import Profiles
from myjobmatch.matching.evaluation.town.systems import Ours
from myjobmatch.matching.evaluation.town.truth import (
    DEFAULT_MINUTES,
    RELEVANT,
    Grades,
    grades,
    trade_levels,
)
from myjobmatch.matching.learning.examples import GROUNDS, Examples, Ground, Step

LIKED = (0.03, 0.12, 0.55, 0.8)
"""Share of yes by grade, in the first place of a deck, by someone who likes as much as others do."""
TASTE = 0.5
"""Standard deviation of the log odds by which people differ."""
TIRED = 0.2
"""What the log odds lose each time the place doubles."""
SAYS_WHY = 0.5
SESSIONS = 3
LEAST_CARDS = 6
"""People come in some week, for so many sessions two days apart, each of this many cards to a deck."""


@dataclass(frozen=True, slots=True)
class Deciders:
    """The people of a town who decide, and what is true for them."""

    profiles: Profiles
    graded: Grades
    levels: Grades
    taste: tuple[float, ...]

    @staticmethod
    def of(profiles: Profiles, draw: np.random.Generator) -> Deciders:
        """Everybody."""
        town = profiles.town
        return Deciders(
            profiles,
            grades(town),
            trade_levels(town.catalogue, town.youths),
            tuple(draw.normal(0, TASTE, len(town.youths)).tolist()),
        )

    def weeks(
        self, ours: Ours, who: list[int], weeks: int, first_day: int, draw: np.random.Generator
    ) -> Examples:
        """What these youths decide on the decks that `ours` deals them, each in one of so many weeks.

        A card decided on does not come back; what others saw is told to the engine's exposure.
        """
        offers = self.graded.shape[1]
        seen: dict[int, Bools] = {youth: np.zeros(offers, np.bool_) for youth in who}
        shown: Ints64 = np.zeros(offers, np.int64)
        came = draw.integers(0, weeks, len(who))
        found = []
        for week, session in product(range(weeks), range(SESSIONS)):
            day = first_day + 7 * week + 2 * session
            for youth in [who[at] for at in np.flatnonzero(came == week).tolist()]:
                ranking = ours.ranking(youth, CARDS, seen[youth], shown)
                cards = min(len(ranking.ids), int(draw.integers(LEAST_CARDS, CARDS + 1)))
                if not cards:
                    continue
                deck = np.array(ranking.ids[:cards], np.int64) - 1
                seen[youth][deck] = True
                shown[deck] += 1
                yes = self._likes(youth, deck, draw)
                found.append(
                    Examples(
                        features=ranking.features.take(np.arange(cards)),
                        step=np.full(cards, Step.LIKE, np.int8),
                        yes=yes,
                        ground=self._grounds(youth, deck, yes, draw),
                        place=np.arange(1, cards + 1, dtype=np.int16),
                        day=np.full(cards, day, np.int32),
                        weight=np.ones(cards),
                    )
                )
        return Examples.joined(found)

    def right(self, ours: Ours, who: list[int]) -> Examples:
        """The cards of these youths' first decks, a yes where the card is a right answer."""
        offers = self.graded.shape[1]
        found = []
        for youth in who:
            ranking = ours.ranking(youth, CARDS, np.zeros(offers, np.bool_), np.zeros(offers, int))
            deck = np.array(ranking.ids, np.int64) - 1
            if deck.size:
                found.append(
                    Examples(
                        features=ranking.features,
                        step=np.full(deck.size, Step.LIKE, np.int8),
                        yes=self.graded[youth, deck] >= RELEVANT,
                        ground=np.full(deck.size, Ground.UNTOLD, np.int8),
                        place=np.ones(deck.size, np.int16),
                        day=np.zeros(deck.size, np.int32),
                        weight=np.ones(deck.size),
                    )
                )
        return Examples.joined(found)

    def _likes(self, youth: int, deck: Ints64, draw: np.random.Generator) -> Bools:
        share = np.array(LIKED)[self.graded[youth, deck]]
        place = np.arange(1, deck.size + 1)
        odds = np.log(share / (1 - share)) + self.taste[youth] - TIRED * np.log2(place)
        yes: Bools = draw.random(deck.size) < 1 / (1 + np.exp(-odds))
        return yes

    def _grounds(
        self, youth: int, deck: Ints64, yes: Bools, draw: np.random.Generator
    ) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
        says = draw.random(deck.size) < SAYS_WHY
        return np.array(
            [
                GROUNDS[self._reason(youth, offer)] if why and not liked else Ground.UNTOLD
                for offer, liked, why in zip(
                    deck.tolist(), yes.tolist(), says.tolist(), strict=True
                )
            ],
            np.int8,
        )

    def _reason(self, youth: int, offer: int) -> str:
        """What a youth says of a card passed: the first thing that is wrong with it."""
        person, job = self.profiles.town.youths[youth], self.profiles.town.offers[offer]
        level = int(self.levels[youth, job.truth.trade])
        if level < RELEVANT:
            return "not_my_job" if level == 0 else "skills"
        if int(self.profiles.minutes[youth, offer]) > (person.max_minutes or DEFAULT_MINUTES):
            return "too_far"
        if person.refused & job.schedules:
            return "hours"
        return "other"
