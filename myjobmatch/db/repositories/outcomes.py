"""What became of matches: their steps, interviews, hires, and the one question to each side."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Hire,
    Interview,
    InterviewSlot,
    Match,
    MatchStep,
    Offer,
    OutcomeQuestion,
    Youth,
)
from myjobmatch.domain.outcomes import InterviewStatus

_OPEN = (InterviewStatus.PROPOSED, InterviewStatus.ACCEPTED)


class Outcomes:
    """Queries on what follows once both know each other."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: MatchStep | Interview | InterviewSlot | Hire | OutcomeQuestion) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def match(self, public_id: str) -> tuple[Match, Offer, Youth] | None:
        """A match with its offer and youth; the match locked where a database can."""
        row = (
            await self._s.execute(
                select(Match, Offer, Youth)
                .join(Offer, Offer.id == Match.offer_id)
                .join(Youth, Youth.id == Match.youth_id)
                .where(Match.public_id == public_id)
                .with_for_update(of=Match)
                .execution_options(populate_existing=True)
            )
        ).one_or_none()
        return None if row is None else (row[0], row[1], row[2])

    async def steps(self, match_ids: Collection[int]) -> dict[int, list[MatchStep]]:
        """The steps of some matches that stand, in order."""
        found: dict[int, list[MatchStep]] = defaultdict(list)
        rows = await self._s.scalars(
            select(MatchStep)
            .where(MatchStep.match_id.in_(list(match_ids)), MatchStep.undone_at.is_(None))
            .order_by(MatchStep.id)
        )
        for row in rows:
            found[row.match_id].append(row)
        return found

    async def to_tell(self, now: datetime, at_once: int) -> Sequence[MatchStep]:
        """Steps that the other side is to be told of now."""
        rows = await self._s.scalars(
            select(MatchStep)
            .where(MatchStep.tell_at <= now)
            .order_by(MatchStep.tell_at)
            .limit(at_once)
        )
        return rows.all()

    async def hires(self, pairs: Collection[tuple[int, int]]) -> dict[tuple[int, int], Hire]:
        """The hires of some (youth, offer)."""
        wanted = set(pairs)
        rows = await self._s.scalars(
            select(Hire).where(Hire.youth_id.in_({youth for youth, _ in wanted}))
        )
        return {
            (row.youth_id, row.offer_id): row
            for row in rows
            if (row.youth_id, row.offer_id) in wanted
        }

    async def drop_hire(self, youth_id: int, offer_id: int) -> None:
        """It was told by mistake."""
        await self._s.execute(
            delete(Hire).where(Hire.youth_id == youth_id, Hire.offer_id == offer_id)
        )

    async def interviews(self, match_ids: Collection[int]) -> dict[int, list[Interview]]:
        """The interviews of some matches, the latest first."""
        found: dict[int, list[Interview]] = defaultdict(list)
        rows = await self._s.scalars(
            select(Interview)
            .where(Interview.match_id.in_(list(match_ids)))
            .order_by(Interview.id.desc())
        )
        for row in rows:
            found[row.match_id].append(row)
        return found

    async def open_interview(self, match_id: int) -> Interview | None:
        """The interview of a match that is proposed or agreed on, as it stands now; locked where a database can."""
        return await self._s.scalar(
            select(Interview)
            .where(Interview.match_id == match_id, Interview.status.in_(_OPEN))
            .order_by(Interview.id.desc())
            .limit(1)
            .with_for_update()
            .execution_options(populate_existing=True)
        )

    async def match_of_interview(self, public_id: str) -> str | None:
        """The public id of the match that an interview belongs to."""
        return await self._s.scalar(
            select(Match.public_id)
            .join(Interview, Interview.match_id == Match.id)
            .where(Interview.public_id == public_id)
        )

    async def interview(self, public_id: str, *, lock: bool = False) -> Interview | None:
        """The interview with that public id; `lock`: as it stands now, until the transaction ends."""
        query = select(Interview).where(Interview.public_id == public_id)
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        return await self._s.scalar(query)

    async def interview_by_id(self, interview_id: int) -> Interview | None:
        """The interview with that id."""
        return await self._s.get(Interview, interview_id)

    async def slots(self, interview_ids: Collection[int]) -> dict[int, list[datetime]]:
        """The moments proposed, in order."""
        found: dict[int, list[datetime]] = defaultdict(list)
        rows = await self._s.scalars(
            select(InterviewSlot)
            .where(InterviewSlot.interview_id.in_(list(interview_ids)))
            .order_by(InterviewSlot.starts_at)
        )
        for row in rows:
            found[row.interview_id].append(row.starts_at)
        return found

    async def to_remind(self, now: datetime, at_once: int) -> Sequence[Interview]:
        """Interviews whose reminder has come."""
        rows = await self._s.scalars(
            select(Interview)
            .where(Interview.remind_at <= now)
            .order_by(Interview.remind_at)
            .limit(at_once)
        )
        return rows.all()

    async def questions(self, match_ids: Collection[int]) -> dict[int, list[OutcomeQuestion]]:
        """The questions of some matches."""
        found: dict[int, list[OutcomeQuestion]] = defaultdict(list)
        rows = await self._s.scalars(
            select(OutcomeQuestion)
            .where(OutcomeQuestion.match_id.in_(list(match_ids)))
            .order_by(OutcomeQuestion.side)
        )
        for row in rows:
            found[row.match_id].append(row)
        return found

    async def to_ask(self, now: datetime, at_once: int) -> Sequence[OutcomeQuestion]:
        """Questions that have fallen due."""
        rows = await self._s.scalars(
            select(OutcomeQuestion)
            .where(OutcomeQuestion.due_at <= now)
            .order_by(OutcomeQuestion.due_at)
            .limit(at_once)
        )
        return rows.all()
