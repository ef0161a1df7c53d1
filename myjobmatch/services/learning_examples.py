"""From logs of rankings and what was decided since to examples: who decided is left behind here."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np

from myjobmatch.db.repositories.learning import DecidedPair, MovedPair
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import ApplicationStatus, DecisionKind, MatchStatus
from myjobmatch.domain.outcomes import Stage, WhyNot
from myjobmatch.matching.learning.examples import GROUNDS, Examples, Ground, Step
from myjobmatch.matching.replay import CannotReplay, cards_of
from myjobmatch.matching.scoring import PairFeatures

MOST_OF_ONE = 200
"""So many decisions of one person count whole; who took more, each of theirs counts less."""

Pair = tuple[int, int]
"""A youth's id and an offer's."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A yes or a no on a pair, before anybody looked for what was shown."""

    pair: Pair
    step: Step
    yes: bool
    ground: Ground
    at: datetime
    whose: int


def liked_or_passed(decided: Iterable[DecidedPair], step: Step) -> list[Verdict]:
    """Verdicts on cards, of one side."""
    return [
        Verdict(
            (d.youth_id, d.offer_id),
            step,
            d.kind is DecisionKind.LIKE,
            Ground.UNTOLD if d.kind is DecisionKind.LIKE else GROUNDS.get(d.reason, Ground.OTHER),
            d.at,
            d.account_id,
        )
        for d in decided
    ]


def carried_on(moved: Iterable[MovedPair]) -> list[Verdict]:
    """Consents, interviews and hires, of what matches and applications became.

    A hire says yes to the interview as well, and so does an immersion; a refusal says no to what came next, and no answer says
    that the company is one that does not answer. What is still open says nothing, nor does a post that nobody got.
    """
    steps: dict[tuple[Pair, Step], Verdict] = {}
    for move in moved:  # the last word on a step counts
        pair = (move.youth_id, move.offer_id)
        invited = steps.get((pair, Step.INTERVIEW))
        for step, yes, ground in _meant(move, invited=invited is not None and invited.yes):
            # a person's weight is of what they decide on cards; what follows is rare
            steps[pair, step] = Verdict(pair, step, yes, ground, move.at, 0)
    return list(steps.values())


def _meant(move: MovedPair, *, invited: bool) -> tuple[tuple[Step, bool, Ground], ...]:
    untold = Ground.UNTOLD
    match move.after:
        case MatchStatus.SHARED:
            return ((Step.CONSENT, True, untold),)
        case MatchStatus.DECLINED:
            return ((Step.CONSENT, False, untold),)
        case (
            ApplicationStatus.INTERVIEW
            | ApplicationStatus.IMMERSION
            | Stage.INTERVIEW
            | Stage.IMMERSION
        ):
            return ((Step.INTERVIEW, True, untold),)
        case ApplicationStatus.HIRED | Stage.HIRED:
            return ((Step.INTERVIEW, True, untold), (Step.HIRE, True, untold))
        case ApplicationStatus.REFUSED:
            return ((Step.HIRE if invited else Step.INTERVIEW, False, untold),)
        case Stage.NOT_HIRED if move.why is not WhyNot.POST_GONE:
            ground = GROUNDS.get(move.why.value, Ground.OTHER) if move.why else untold
            return ((Step.HIRE if invited else Step.INTERVIEW, False, ground),)
        case ApplicationStatus.NO_ANSWER:
            return ((Step.HIRE if invited else Step.INTERVIEW, False, Ground.ANSWER),)
        case _:
            return ()


@dataclass(slots=True)
class Gatherer:
    """Finds what was shown behind each verdict, piece by piece; `left_out` counts why some are not used."""

    left_out: Counter[str] = field(default_factory=Counter)
    _features: list[PairFeatures] = field(default_factory=list)
    _rows: list[tuple[int, bool, int, int, int, int]] = field(default_factory=list)

    def take(
        self,
        verdicts: Sequence[Verdict],
        rankings: Sequence[tuple[int, datetime, Mapping[str, Any]]],
        *,
        subject_is_youth: bool,
    ) -> None:
        """Verdicts on the cards of these rankings, which are in order of time; each whose it is."""
        wanted = {verdict.pair for verdict in verdicts}
        shown: dict[Pair, list[tuple[datetime, int, int]]] = defaultdict(list)
        kept: list[PairFeatures] = []
        for subject, at, log in rankings:
            try:
                ids, features = cards_of(log)
            except CannotReplay:
                self.left_out["other_formula"] += 1
                continue
            for place, card in enumerate(ids):
                pair = (subject, card) if subject_is_youth else (card, subject)
                if pair in wanted:
                    shown[pair].append((at, len(kept), place))
            kept.append(features)
        found: dict[int, list[tuple[int, Verdict]]] = defaultdict(list)
        for verdict in verdicts:
            before = [card for card in shown[verdict.pair] if card[0] <= verdict.at]
            if before:
                _, ranking, place = before[-1]
                found[ranking].append((place, verdict))
            else:
                self.left_out["not_shown"] += 1
        for ranking, cards in found.items():
            places = np.array([place for place, _ in cards], np.int64)
            self._features.append(kept[ranking].take(places))
            self._rows += [_row(place, verdict) for place, verdict in cards]

    def examples(self) -> Examples | None:
        """All that was found, without whose it is; None when nothing was."""
        if not self._rows:
            return None
        step, yes, ground, place, day, whose = zip(*self._rows, strict=True)
        often = Counter(whose)
        often[0] = 1
        return Examples(
            features=PairFeatures.concatenated(self._features),
            step=np.array(step, np.int8),
            yes=np.array(yes, np.bool_),
            ground=np.array(ground, np.int8),
            place=np.array(place, np.int16),
            day=np.array(day, np.int32),
            weight=np.array([min(1.0, MOST_OF_ONE / often[who]) for who in whose]),
        )

    @property
    def people(self) -> int:
        """How many persons decided on cards."""
        return len({row[-1] for row in self._rows} - {0})


def _row(place: int, verdict: Verdict) -> tuple[int, bool, int, int, int, int]:
    """Step, answer, ground, place from 1, day, and whose; `place` counts from 0."""
    on_card = verdict.step in {Step.LIKE, Step.EMPLOYER_LIKE}
    return (
        verdict.step,
        verdict.yes,
        verdict.ground,
        place + 1 if on_card else 1,
        paris_day(verdict.at).toordinal(),
        verdict.whose,
    )
