"""The lives of offers, matches and applications: transitions as data, checked in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from myjobmatch.domain.enums import ApplicationStatus as A
from myjobmatch.domain.enums import MatchStatus as M
from myjobmatch.domain.enums import OfferStatus as O
from myjobmatch.domain.errors import Conflict
from myjobmatch.domain.outcomes import Stage

S = TypeVar("S", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Workflow(Generic[S]):
    """Which state may follow which."""

    name: str
    initial: S
    transitions: Mapping[S, frozenset[S]]

    def allows(self, before: S, after: S) -> bool:
        """Whether `after` may follow `before`."""
        return after in self.transitions[before]

    def check(self, before: S, after: S) -> S:
        """`after`, if it may follow `before`.

        Raises:
            Conflict: it may not (`<workflow>_transition`).
        """
        if not self.allows(before, after):
            raise Conflict(f"{self.name}_transition", before=before.value, after=after.value)
        return after


OFFER: Workflow[O] = Workflow(
    "offer",
    O.DRAFT,
    {
        O.DRAFT: frozenset({O.SUBMITTED, O.PUBLISHED}),
        O.SUBMITTED: frozenset({O.PUBLISHED, O.REFUSED, O.DRAFT}),
        O.PUBLISHED: frozenset({O.SUBMITTED, O.PAUSED, O.FILLED, O.EXPIRED, O.WITHDRAWN}),
        O.PAUSED: frozenset({O.SUBMITTED, O.PUBLISHED, O.FILLED, O.EXPIRED, O.WITHDRAWN}),
        O.FILLED: frozenset({O.SUBMITTED, O.PUBLISHED}),
        O.EXPIRED: frozenset({O.SUBMITTED, O.PUBLISHED}),
        O.WITHDRAWN: frozenset({O.SUBMITTED, O.PUBLISHED}),
        O.REFUSED: frozenset({O.DRAFT}),
    },
)

MATCH: Workflow[M] = Workflow(
    "match",
    M.MUTUAL,
    {
        M.MUTUAL: frozenset({M.CONSENT_ASKED, M.CLOSED}),
        M.CONSENT_ASKED: frozenset({M.SHARED, M.DECLINED, M.CLOSED}),
        M.SHARED: frozenset({M.CLOSED}),
        M.DECLINED: frozenset({M.CLOSED}),
        M.CLOSED: frozenset(),
    },
)

APPLICATION: Workflow[A] = Workflow(
    "application",
    A.OPENED,
    {
        A.OPENED: frozenset({A.SENT, A.NOT_SENT, A.WITHDRAWN}),
        A.NOT_SENT: frozenset({A.SENT, A.WITHDRAWN}),
        A.SENT: frozenset({A.INTERVIEW, A.IMMERSION, A.HIRED, A.REFUSED, A.NO_ANSWER, A.WITHDRAWN}),
        A.INTERVIEW: frozenset({A.IMMERSION, A.HIRED, A.REFUSED, A.NO_ANSWER, A.WITHDRAWN}),
        A.IMMERSION: frozenset({A.HIRED, A.REFUSED, A.WITHDRAWN}),
        A.NO_ANSWER: frozenset({A.INTERVIEW, A.IMMERSION, A.HIRED, A.REFUSED}),
        A.HIRED: frozenset(),
        A.REFUSED: frozenset(),
        A.WITHDRAWN: frozenset({A.OPENED}),
    },
)

OUTCOME: Workflow[Stage] = Workflow(
    "outcome",
    Stage.IN_TOUCH,
    {
        Stage.IN_TOUCH: frozenset({Stage.INTERVIEW, Stage.IMMERSION, Stage.HIRED, Stage.NOT_HIRED}),
        Stage.INTERVIEW: frozenset({Stage.IMMERSION, Stage.HIRED, Stage.NOT_HIRED}),
        Stage.IMMERSION: frozenset({Stage.HIRED, Stage.NOT_HIRED}),
        Stage.HIRED: frozenset(),
        Stage.NOT_HIRED: frozenset({Stage.INTERVIEW, Stage.IMMERSION, Stage.HIRED}),
    },
)
"""Of a match in which both know each other. A no may be thought over; a hire that was a slip is taken back instead."""
