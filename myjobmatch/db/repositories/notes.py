"""Notes, next steps and obstacles of youths."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Account, NextStep, Youth, YouthIdentity, YouthNote, YouthObstacle
from myjobmatch.db.repositories.accompanied import accompanied
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.notes import NoteSight


class Notes:
    """Queries on what is written of youths."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: YouthNote | NextStep | YouthObstacle) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def note(self, public_id: str) -> YouthNote | None:
        """The note with that public id, deleted ones too."""
        return await self._s.scalar(select(YouthNote).where(YouthNote.public_id == public_id))

    async def notes(
        self, youth_id: int, reader_id: int, limit: int
    ) -> Sequence[tuple[YouthNote, str]]:
        """The notes that somebody reads, the newest first, with their authors' names."""
        rows = await self._s.execute(
            select(YouthNote, Account.display_name)
            .join(Account, Account.id == YouthNote.author_id)
            .where(
                YouthNote.youth_id == youth_id,
                YouthNote.deleted_at.is_(None),
                or_(YouthNote.sight == NoteSight.STRUCTURE, YouthNote.author_id == reader_id),
            )
            .order_by(YouthNote.written_at.desc(), YouthNote.id.desc())
            .limit(limit)
        )
        return [(r[0], r[1]) for r in rows]

    async def step(self, public_id: str) -> NextStep | None:
        """The next step with that public id."""
        return await self._s.scalar(select(NextStep).where(NextStep.public_id == public_id))

    async def steps(self, youth_id: int, since: datetime) -> Sequence[tuple[NextStep, str]]:
        """What is to be done, by day, and what was done since a moment; with who wrote it."""
        rows = await self._s.execute(
            select(NextStep, Account.display_name)
            .join(Account, Account.id == NextStep.author_id)
            .where(
                NextStep.youth_id == youth_id,
                or_(NextStep.done_at.is_(None), NextStep.done_at >= since),
            )
            .order_by(
                NextStep.done_at.is_not(None),
                func.coalesce(NextStep.day, date(9999, 1, 1)),
                NextStep.id,
            )
        )
        return [(r[0], r[1]) for r in rows]

    async def due_steps(
        self, actor: Actor, today: date, limit: int
    ) -> Sequence[tuple[NextStep, str, str, int]]:
        """The steps whose day has come, of the youths whom an advisor accompanies: (step, youth, name, all)."""
        rows = await self._s.execute(
            select(
                NextStep,
                Youth.public_id,
                YouthIdentity.first_name,
                YouthIdentity.last_name,
                func.count().over(),
            )
            .join(Youth, Youth.id == NextStep.youth_id)
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .where(accompanied(actor), NextStep.done_at.is_(None), NextStep.day <= today)
            .order_by(NextStep.day, NextStep.id)
            .limit(limit)
        )
        return [(r[0], r[1], f"{r[2]} {r[3]}".strip(), r[4]) for r in rows]

    async def obstacle(self, obstacle_id: int) -> YouthObstacle | None:
        """An obstacle."""
        return await self._s.get(YouthObstacle, obstacle_id)
