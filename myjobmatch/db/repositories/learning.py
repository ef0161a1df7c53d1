"""What was decided on rankings shown, step by step, and the figures learnt from it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from myjobmatch.db.models import (
    Application,
    ApplicationTransition,
    Decision,
    LearntFigures,
    Match,
    MatchStep,
    MatchTransition,
    Proposal,
    RankingLog,
)
from myjobmatch.db.repositories.decisions import stands
from myjobmatch.domain.enums import DecisionKind, LabelledEnum, Side


@dataclass(frozen=True, slots=True)
class DecidedPair:
    """A like or a pass that counts; `account_id` is who decided."""

    youth_id: int
    offer_id: int
    kind: DecisionKind
    reason: str
    account_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class MovedPair:
    """A step that the match or the application of a pair took; `after` is the status of either, or the match's stage.

    `why` is the reason told of a match that came to nothing.
    """

    youth_id: int
    offer_id: int
    after: LabelledEnum
    at: datetime
    why: LabelledEnum | None = None


_LIVES: tuple[
    tuple[
        type[Match | Application],
        type[MatchTransition | ApplicationTransition],
        InstrumentedAttribute[int],
    ],
    ...,
] = (
    (Match, MatchTransition, MatchTransition.match_id),
    (Application, ApplicationTransition, ApplicationTransition.application_id),
)


class Learning:
    """Read in pieces, a piece some youths or some offers; the last figures kept are in force."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def deciders(self, side: Side, since: datetime, until: datetime) -> list[int]:
        """Whose decks were decided on: youths, or the offers that employers decided for; ascending."""
        subject = Decision.youth_id if side is Side.YOUTH else Decision.offer_id
        rows = await self._s.scalars(
            select(subject)
            .where(
                Decision.side == side,
                stands(),
                Decision.decided_at >= since,
                Decision.decided_at < until,
            )
            .distinct()
            .order_by(subject)
        )
        return list(rows)

    async def decided(
        self, side: Side, subjects: Collection[int], since: datetime, until: datetime
    ) -> list[DecidedPair]:
        """Their decisions that count, but for offers that an advisor proposed; in order of time."""
        subject = Decision.youth_id if side is Side.YOUTH else Decision.offer_id
        rows = await self._s.execute(
            select(
                Decision.youth_id,
                Decision.offer_id,
                Decision.kind,
                Decision.reason,
                Decision.account_id,
                Decision.decided_at,
            )
            .outerjoin(
                Proposal,
                and_(
                    Proposal.youth_id == Decision.youth_id, Proposal.offer_id == Decision.offer_id
                ),
            )
            .where(
                Decision.side == side,
                stands(),
                subject.in_(list(subjects)),
                Decision.decided_at >= since,
                Decision.decided_at < until,
                Proposal.id.is_(None),
            )
            .order_by(Decision.decided_at, Decision.id)
        )
        return [DecidedPair(*row) for row in rows]

    async def moved(self, youth_ids: Collection[int], until: datetime) -> list[MovedPair]:
        """All that became of these youths' matches and applications; of each in order of time.

        A step that was taken back is none.
        """
        found = []
        for owner, step, whose in _LIVES:
            rows = await self._s.execute(
                select(owner.youth_id, owner.offer_id, step.after, step.at)
                .join(owner, owner.id == whose)
                .where(owner.youth_id.in_(list(youth_ids)), step.at < until)
                .order_by(step.id)
            )
            found += [MovedPair(*row) for row in rows]
        steps = await self._s.execute(
            select(Match.youth_id, Match.offer_id, MatchStep.after, MatchStep.at, MatchStep.why)
            .join(Match, Match.id == MatchStep.match_id)
            .where(
                Match.youth_id.in_(list(youth_ids)),
                MatchStep.at < until,
                MatchStep.undone_at.is_(None),
            )
            .order_by(MatchStep.id)
        )
        return found + [MovedPair(*row) for row in steps]

    async def rankings(
        self, side: Side, subjects: Collection[int], since: datetime, until: datetime
    ) -> Sequence[tuple[int, datetime, dict[str, object]]]:
        """Whose, when and the log of each ranking shown to them, in order of time."""
        subject = RankingLog.youth_id if side is Side.YOUTH else RankingLog.offer_id
        rows = await self._s.execute(
            select(subject, RankingLog.at, RankingLog.log)
            .where(
                RankingLog.side == side,
                subject.in_(list(subjects)),
                RankingLog.at >= since,
                RankingLog.at < until,
            )
            .order_by(RankingLog.at, RankingLog.id)
        )
        return [(whose, at, log) for whose, at, log in rows if whose is not None]

    def keep(self, figures: LearntFigures) -> None:
        """Put figures in force."""
        self._s.add(figures)

    async def in_force(self) -> LearntFigures | None:
        """The last figures kept."""
        found: LearntFigures | None = await self._s.scalar(
            select(LearntFigures).order_by(LearntFigures.id.desc()).limit(1)
        )
        return found
