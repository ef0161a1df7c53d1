"""Who is to be erased, the erasure itself, and who was."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.base import table_of
from myjobmatch.db.models import (
    Account,
    Activity,
    Appointment,
    ErasedYouth,
    ErasureRequest,
    Hire,
    MessageAttachment,
    WorkshopEnrolment,
    WorkshopSession,
    Youth,
    YouthDocument,
    YouthIdentity,
    YouthLegalHold,
)
from myjobmatch.db.personal import HELD, Fate, Whose
from myjobmatch.domain.enums import AccountStatus, Scheme
from myjobmatch.domain.erasure import Erased, ErasureReason, month_of
from myjobmatch.domain.workshops import EnrolmentStatus

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Files:
    """Under which names bytes lie that are deleted with their rows."""

    documents: tuple[str, ...]
    attachments: tuple[str, ...]


class Erasing:
    """Queries on erasures."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    # --- who is to be erased ---

    def add(self, row: ErasureRequest | YouthLegalHold) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def request(self, youth_id: int) -> ErasureRequest | None:
        """What stands of a youth's erasure; locked on PostgreSQL until the transaction ends."""
        return await self._s.scalar(
            select(ErasureRequest).where(ErasureRequest.youth_id == youth_id).with_for_update()
        )

    async def requests(self, youth_ids: Collection[int]) -> dict[int, ErasureRequest]:
        """What stands of erasures, by youth."""
        rows = await self._s.scalars(
            select(ErasureRequest).where(ErasureRequest.youth_id.in_(list(youth_ids)))
        )
        return {row.youth_id: row for row in rows}

    async def due(self, now: datetime) -> Sequence[int]:
        """The youths whose time has come and of whom nothing is called off yet, the longest due first."""
        rows = await self._s.scalars(
            select(ErasureRequest.youth_id)
            .where(ErasureRequest.due_at <= now, ErasureRequest.closed_at.is_(None))
            .order_by(ErasureRequest.due_at)
            .limit(AT_ONCE)
        )
        return rows.all()

    async def closed_before(self, moment: datetime) -> Sequence[int]:
        """The youths of whom everything was called off before a moment, the first first."""
        rows = await self._s.scalars(
            select(ErasureRequest.youth_id)
            .where(ErasureRequest.closed_at <= moment)
            .order_by(ErasureRequest.closed_at)
            .limit(AT_ONCE)
        )
        return rows.all()

    async def forget_request(self, row: ErasureRequest) -> None:
        """They stay."""
        await self._s.delete(row)

    async def idle_since(self, moment: datetime) -> Sequence[int]:
        """Youths of whom there is no sign since a moment: none of theirs, none of whoever accompanies them, and none to come.

        Whoever is to be erased already is left out.
        """
        signs = (
            select(Activity.youth_id).where(Activity.youth_id == Youth.id, Activity.at >= moment),
            select(Appointment.youth_id).where(
                Appointment.youth_id == Youth.id, Appointment.ends_at >= moment
            ),
            select(ErasureRequest.youth_id).where(ErasureRequest.youth_id == Youth.id),
        )
        rows = await self._s.scalars(
            select(Youth.id)
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .outerjoin(Account, Account.id == YouthIdentity.account_id)
            .where(
                Youth.created_at < moment,
                or_(Youth.last_active_at.is_(None), Youth.last_active_at < moment),
                or_(Account.last_seen_at.is_(None), Account.last_seen_at < moment),
                *(~sign.exists() for sign in signs),
            )
            .order_by(Youth.id)
            .limit(AT_ONCE)
        )
        return rows.all()

    async def back_since(self) -> Sequence[int]:
        """Youths to be erased for want of a sign who gave one since they were told."""
        seen = func.coalesce(Account.last_seen_at, Youth.last_active_at)
        rows = await self._s.scalars(
            select(ErasureRequest.youth_id)
            .join(Youth, Youth.id == ErasureRequest.youth_id)
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .outerjoin(Account, Account.id == YouthIdentity.account_id)
            .where(
                ErasureRequest.reason == ErasureReason.IDLE,
                ErasureRequest.closed_at.is_(None),
                or_(
                    seen > ErasureRequest.asked_at,
                    select(Activity.id)
                    .where(Activity.youth_id == Youth.id, Activity.at > ErasureRequest.asked_at)
                    .exists(),
                ),
            )
        )
        return rows.all()

    async def places_to_come(self, youth_id: int, now: datetime) -> list[tuple[int, int]]:
        """(session, enrolment) of the workshops that have not begun and in which a youth has a place, a turn or an invitation."""
        rows = await self._s.execute(
            select(WorkshopSession.id, WorkshopEnrolment.id)
            .join(WorkshopSession, WorkshopSession.id == WorkshopEnrolment.session_id)
            .where(
                WorkshopEnrolment.youth_id == youth_id,
                WorkshopEnrolment.status != EnrolmentStatus.WITHDRAWN,
                WorkshopSession.starts_at > now,
            )
            .order_by(WorkshopSession.id)
        )
        return [(row[0], row[1]) for row in rows]

    # --- who was ---

    async def note_erased(self, one: Erased) -> None:
        """Nobody brings them back."""
        if await self._s.get(ErasedYouth, one.key) is None:
            self._s.add(ErasedYouth(key=one.key, day=one.day))

    async def erased(self) -> list[Erased]:
        """Everybody who was erased, the first first."""
        rows = await self._s.scalars(select(ErasedYouth).order_by(ErasedYouth.day, ErasedYouth.key))
        return [Erased(row.key, row.day) for row in rows]

    async def everybody(self) -> list[tuple[int, str]]:
        """(dense id, public id) of all youths of whom something is left."""
        rows = await self._s.execute(
            select(Youth.id, Youth.public_id).join(
                YouthIdentity, YouthIdentity.youth_id == Youth.id
            )
        )
        return [(row[0], row[1]) for row in rows]

    async def locked(self, youth_id: int) -> Youth | None:
        """A youth, locked on PostgreSQL until the transaction ends."""
        return await self._s.scalar(select(Youth).where(Youth.id == youth_id).with_for_update())

    # --- what the law holds ---

    async def holds_of(self, public_id: str) -> int:
        """How many papers are held of who had that public id."""
        query = select(func.count()).where(YouthLegalHold.youth_public_id == public_id)
        return await self._s.scalar(query) or 0

    async def holds(self) -> Sequence[YouthLegalHold]:
        """Everything that is held, the first first."""
        rows = await self._s.scalars(select(YouthLegalHold).order_by(YouthLegalHold.id))
        return rows.all()

    async def forget_holds(self, today: date) -> int:
        """Delete what was held until a day before; answers how many."""
        over = select(YouthLegalHold.id).where(YouthLegalHold.until < today)
        ids = (await self._s.scalars(over)).all()
        if ids:
            await self._overwrite()
            await self._s.execute(delete(YouthLegalHold).where(YouthLegalHold.id.in_(ids)))
        return len(ids)

    # --- the erasure ---

    async def files_of(self, whose: Whose) -> Files:
        """The files that go with a person's rows; a person's own and those of their conversations."""
        attached = next(held for held in HELD if held.model is MessageAttachment)
        documents = await self._s.scalars(
            select(YouthDocument.stored_as).where(YouthDocument.youth_id == whose.youth_id)
        )
        rows = await self._s.execute(
            select(MessageAttachment.stored_as, MessageAttachment.small_as).where(
                attached.rows(whose)
            )
        )
        return Files(
            tuple(documents), tuple(name for row in rows for name in (row[0], row[1]) if name)
        )

    async def erase(self, youth: Youth, account: Account | None, new_ids: tuple[str, str]) -> None:
        """Leave nothing of a person but numbers; `new_ids` take the place of both public ids.

        The rows of youth and account stay without anything: SQLite gives the last numbers of a table again, and past
        figures would become somebody else's.
        """
        whose = Whose(youth.id, account.id if account else 0)
        await self._overwrite()
        await self._s.flush()
        for held in HELD:
            table, rows = table_of(held.model), held.rows(whose)
            if held.fate is Fate.GONE:
                await self._s.execute(delete(table).where(rows))
            elif held.emptied:
                await self._s.execute(update(table).where(rows).values(**held.emptied))
        await self._cut_activity(whose.youth_id)
        await self._cut_hires(whose.youth_id)
        youth.public_id = new_ids[0]
        youth.advisor_id, youth.dossier, youth.last_active_at = None, None, None
        youth.scheme, youth.active, youth.visible = Scheme.NONE, False, False
        youth.created_at = month_of(youth.created_at)
        if account is not None:
            account.public_id = new_ids[1]
            account.login = f"erased-{account.id}"
            account.password_hash, account.locale, account.last_seen_at = None, None, None
            account.status, account.display_name = AccountStatus.DISABLED, ""
            account.structure_id = None
            account.created_at = month_of(account.created_at)
        await self._s.flush()

    async def _overwrite(self) -> None:
        """SQLite writes zeros over what this connection deletes, or the file keeps the words."""
        if self._s.get_bind().dialect.name == "sqlite":
            await self._s.execute(text("PRAGMA secure_delete = ON"))

    async def _cut_activity(self, youth_id: int) -> None:
        """What they did stays counted on the first of its month."""
        span = select(func.min(Activity.at), func.max(Activity.at)).where(
            Activity.youth_id == youth_id
        )
        first, last = (await self._s.execute(span)).one()
        month = month_of(first) if first else None
        while month is not None and month <= last:
            following = month_of(month + timedelta(days=40))
            await self._s.execute(
                update(Activity)
                .where(Activity.youth_id == youth_id, Activity.at >= month, Activity.at < following)
                .values(at=month)
            )
            month = following

    async def _cut_hires(self, youth_id: int) -> None:
        for hire in await self._s.scalars(select(Hire).where(Hire.youth_id == youth_id)):
            hire.starts_on = hire.starts_on.replace(day=1)
            hire.at = month_of(hire.at)
        await self._s.flush()
