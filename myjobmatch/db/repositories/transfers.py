"""Hand-overs themselves: found, listed, due, and what each would move."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    AdvisorAbsence,
    Appointment,
    Conversation,
    ConversationMember,
    FollowUpSpan,
    Match,
    Message,
    PortfolioTransfer,
    TransferYouth,
    Youth,
    YouthIdentity,
)
from myjobmatch.db.repositories.continuity import still_there
from myjobmatch.domain.appointments import AppointmentStatus
from myjobmatch.domain.enums import ConversationKind, MatchStatus


@dataclass(frozen=True, slots=True)
class Moved:
    """What a hand-over would move, counted."""

    conversations: int
    unread: int
    appointments: int
    matches: int


class Transfers:
    """Queries on hand-overs, scoped by structure, account or youth."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def by_public_id(self, public_id: str) -> PortfolioTransfer | None:
        """The hand-over with that public id."""
        return await self._s.scalar(
            select(PortfolioTransfer).where(PortfolioTransfer.public_id == public_id)
        )

    async def get(self, transfer_id: int) -> PortfolioTransfer | None:
        """The hand-over with that id."""
        return await self._s.get(PortfolioTransfer, transfer_id)

    async def batch(self, batch: str) -> Sequence[PortfolioTransfer]:
        """The hand-overs decided together."""
        rows = await self._s.scalars(
            select(PortfolioTransfer)
            .where(PortfolioTransfer.batch == batch)
            .order_by(PortfolioTransfer.id)
        )
        return rows.all()

    async def of_structure(
        self, structure_id: int, since: date, limit: int = 200
    ) -> Sequence[PortfolioTransfer]:
        """Those that are not over, and those that ended since a day, the latest first."""
        rows = await self._s.scalars(
            select(PortfolioTransfer)
            .where(
                PortfolioTransfer.structure_id == structure_id,
                or_(PortfolioTransfer.ended_at.is_(None), PortfolioTransfer.from_day >= since),
            )
            .order_by(PortfolioTransfer.id.desc())
            .limit(limit)
        )
        return rows.all()

    async def overlapping(
        self, structure_id: int, from_day: date, until_day: date
    ) -> list[tuple[PortfolioTransfer, int | None]]:
        """The hand-overs for a time that meet some days, with each youth of those by name; none to who has left."""
        rows = await self._s.execute(
            select(PortfolioTransfer, TransferYouth.youth_id)
            .outerjoin(
                TransferYouth,
                and_(
                    TransferYouth.transfer_id == PortfolioTransfer.id,
                    TransferYouth.left_at.is_(None),
                    PortfolioTransfer.whole.is_(False),
                ),
            )
            .where(
                PortfolioTransfer.structure_id == structure_id,
                PortfolioTransfer.ended_at.is_(None),
                still_there(PortfolioTransfer.to_id, structure_id),
                PortfolioTransfer.from_day <= until_day,
                PortfolioTransfer.until_day >= from_day,
                or_(PortfolioTransfer.whole, TransferYouth.youth_id.is_not(None)),
            )
        )
        return [(row[0], row[1]) for row in rows]

    async def of_absence(self, absence: AdvisorAbsence) -> PortfolioTransfer | None:
        """The hand-over that came with an absence, if it has not ended."""
        return await self._s.scalar(
            select(PortfolioTransfer).where(
                PortfolioTransfer.from_id == absence.advisor_id,
                PortfolioTransfer.to_id == absence.replacing_id,
                PortfolioTransfer.until_day == absence.to_day,
                PortfolioTransfer.whole,
                PortfolioTransfer.ended_at.is_(None),
            )
        )

    async def due(self, today: date, limit: int = 200) -> Sequence[PortfolioTransfer]:
        """Those whose beginning or end is to be carried out; locked for this worker on PostgreSQL."""
        rows = await self._s.scalars(
            select(PortfolioTransfer)
            .where(
                PortfolioTransfer.ended_at.is_(None),
                or_(
                    and_(PortfolioTransfer.begun_at.is_(None), PortfolioTransfer.from_day <= today),
                    PortfolioTransfer.until_day < today,
                ),
            )
            .order_by(PortfolioTransfer.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return rows.all()

    async def youths_in(self, transfer_ids: Collection[int]) -> Sequence[Youth]:
        """The youths handed over by name, or moved for good, who have not left since."""
        rows = await self._s.scalars(
            select(Youth)
            .join(TransferYouth, TransferYouth.youth_id == Youth.id)
            .where(
                TransferYouth.transfer_id.in_(list(transfer_ids)), TransferYouth.left_at.is_(None)
            )
            .order_by(Youth.id)
        )
        return rows.unique().all()

    async def counts(self, transfer_ids: Collection[int]) -> dict[int, int]:
        """How many youths each hand-over names."""
        rows = await self._s.execute(
            select(TransferYouth.transfer_id, func.count())
            .where(TransferYouth.transfer_id.in_(list(transfer_ids)))
            .group_by(TransferYouth.transfer_id)
        )
        return {row[0]: row[1] for row in rows}

    async def naming(self, youth_id: int) -> set[int]:
        """The hand-overs that name a youth."""
        rows = await self._s.scalars(
            select(TransferYouth.transfer_id).where(TransferYouth.youth_id == youth_id)
        )
        return set(rows)

    async def given_by(
        self, advisor_ids: Collection[int], limit: int = 200
    ) -> Sequence[PortfolioTransfer]:
        """The hand-overs for a time of some advisors that began, the latest first."""
        rows = await self._s.scalars(
            select(PortfolioTransfer)
            .where(
                PortfolioTransfer.from_id.in_(list(advisor_ids)),
                PortfolioTransfer.until_day.is_not(None),
                PortfolioTransfer.begun_at.is_not(None),
            )
            .order_by(PortfolioTransfer.id.desc())
            .limit(limit)
        )
        return rows.all()

    async def spans(self, youth_id: int, limit: int = 100) -> Sequence[FollowUpSpan]:
        """Who has accompanied a youth, the latest first."""
        rows = await self._s.scalars(
            select(FollowUpSpan)
            .where(FollowUpSpan.youth_id == youth_id)
            .order_by(FollowUpSpan.since.desc(), FollowUpSpan.id.desc())
            .limit(limit)
        )
        return rows.all()

    async def names(self, youth_ids: Collection[int]) -> dict[int, str]:
        """Full names by youth."""
        rows = await self._s.execute(
            select(YouthIdentity.youth_id, YouthIdentity.first_name, YouthIdentity.last_name).where(
                YouthIdentity.youth_id.in_(list(youth_ids))
            )
        )
        return {row[0]: f"{row[1]} {row[2]}".strip() for row in rows}

    async def moved(
        self, youth_ids: Collection[int], advisor_id: int, start: datetime, end: datetime
    ) -> Moved:
        """What some youths bring along: conversations begun, unread messages, appointments, matches that wait."""
        ids = list(youth_ids)
        talks = (
            Conversation.kind == ConversationKind.ADVISOR,
            Conversation.youth_id.in_(ids),
            Conversation.last_message_at.is_not(None),
        )
        return Moved(
            conversations=await self._s.scalar(select(func.count(Conversation.id)).where(*talks))
            or 0,
            unread=await self._s.scalar(
                select(func.count(Message.id))
                .join(Conversation, Conversation.id == Message.conversation_id)
                .join(ConversationMember, ConversationMember.conversation_id == Conversation.id)
                .where(
                    *talks,
                    ConversationMember.account_id == advisor_id,
                    Message.author_id != advisor_id,
                    Message.deleted_at.is_(None),
                    Message.id > ConversationMember.last_read_id,
                )
            )
            or 0,
            appointments=await self._s.scalar(
                select(func.count(Appointment.id)).where(
                    Appointment.youth_id.in_(ids),
                    Appointment.status == AppointmentStatus.PLANNED,
                    Appointment.starts_at >= start,
                    Appointment.starts_at < end,
                )
            )
            or 0,
            matches=await self._s.scalar(
                select(func.count(Match.id)).where(
                    Match.youth_id.in_(ids),
                    Match.status.in_((MatchStatus.MUTUAL, MatchStatus.CONSENT_ASKED)),
                )
            )
            or 0,
        )
