"""What needs an advisor now, asked of the tables where it happens; and what was done or put off of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, case, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from myjobmatch.db.models import (
    Activity,
    Application,
    Conversation,
    ConversationMember,
    Match,
    Message,
    Offer,
    StructureSettings,
    TodayMark,
    Youth,
    YouthIdentity,
)
from myjobmatch.db.repositories.accompanied import accompanied
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import ApplicationStatus, ConversationKind, MatchStatus
from myjobmatch.domain.today import BEFORE_WEEKS, LATELY_WEEKS


@dataclass(frozen=True, slots=True)
class Concerned:
    """A youth and why they stand in a list: since when, how often, about what; `total` of the whole list."""

    public_id: str
    first_name: str
    last_name: str
    at: datetime | None
    count: int
    what: str
    ref: str
    total: int

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Active:
    """How much a youth did in the last two weeks, and in the four before."""

    youth_id: int
    public_id: str
    name: str
    lately: int
    before: int
    last_at: datetime | None


_NAMED = (Youth.public_id, YouthIdentity.first_name, YouthIdentity.last_name)
_ALL = func.count().over()


class Today:
    """Queries for the first page: of the youths whom an advisor accompanies, or a manager's structure."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def marks(self, account_id: int) -> Sequence[TodayMark]:
        """What somebody did or put off."""
        rows = await self._s.scalars(select(TodayMark).where(TodayMark.account_id == account_id))
        return rows.all()

    async def mark(self, account_id: int, key: str) -> TodayMark | None:
        """What somebody did with a row."""
        return await self._s.get(TodayMark, (account_id, key))

    def add(self, row: TodayMark | StructureSettings) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def unmark(self, account_id: int, key: str) -> None:
        """The row is as it was."""
        await self._s.execute(
            delete(TodayMark).where(TodayMark.account_id == account_id, TodayMark.key == key)
        )

    async def forget_marks(self, account_id: int, before: datetime) -> None:
        """Forget what somebody marked long ago."""
        await self._s.execute(
            delete(TodayMark).where(
                TodayMark.account_id == account_id, TodayMark.marked_at < before
            )
        )

    async def settings(self, structure_id: int) -> StructureSettings | None:
        """What a structure settled, if it did."""
        return await self._s.get(StructureSettings, structure_id)

    async def unread(self, actor: Actor, limit: int) -> list[Concerned]:
        """Youths whose messages an advisor has not read, the longest waiting first.

        Who answers in somebody's place has read what that one has, until they read themselves.
        """
        own, theirs = aliased(ConversationMember), aliased(ConversationMember)
        first = func.min(Message.sent_at)
        query = (
            select(*_NAMED, func.max(Message.sent_at), func.count(), Conversation.public_id, _ALL)
            .select_from(Conversation)
            .join(Youth, Youth.id == Conversation.youth_id)
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .outerjoin(
                own,
                (own.conversation_id == Conversation.id) & (own.account_id == actor.account_id),
            )
            .outerjoin(
                theirs,
                (theirs.conversation_id == Conversation.id)
                & (theirs.account_id == Youth.advisor_id),
            )
            .join(
                Message,
                (Message.conversation_id == Conversation.id)
                & (Message.id > func.coalesce(own.last_read_id, theirs.last_read_id, 0))
                & (Message.author_id == YouthIdentity.account_id)
                & Message.deleted_at.is_(None),
            )
            .where(accompanied(actor), Conversation.kind == ConversationKind.ADVISOR)
            .group_by(*_NAMED, Conversation.public_id)
            .order_by(first, Youth.public_id)
            .limit(limit)
        )
        rows = await self._s.execute(query)
        return [Concerned(r[0], r[1], r[2], r[3], r[4], "", r[5], r[6]) for r in rows]

    async def silent(
        self,
        actor: Actor,
        since: datetime,
        new_since: datetime,
        limit: int,
    ) -> list[Concerned]:
        """Youths without a sign since a moment, or who never came though they are not new."""
        query = (
            select(*_NAMED, Youth.last_active_at, Youth.created_at, _ALL)
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .where(
                accompanied(actor),
                or_(
                    Youth.last_active_at <= since,
                    Youth.last_active_at.is_(None) & (Youth.created_at <= new_since),
                ),
            )
            .order_by(func.coalesce(Youth.last_active_at, Youth.created_at), Youth.id)
            .limit(limit)
        )
        rows = await self._s.execute(query)
        return [
            Concerned(r[0], r[1], r[2], r[3] or r[4], 0, "" if r[3] else "never", "", r[5])
            for r in rows
        ]

    async def consent_waiting(self, actor: Actor, limit: int) -> list[Concerned]:
        """Matches that wait for a youth's consent, the oldest first, with the offer's title."""
        query = (
            self._about(Match.updated_at, Match.public_id)
            .join(Match, Match.youth_id == Youth.id)
            .join(Offer, Offer.id == Match.offer_id)
            .where(accompanied(actor), Match.status == MatchStatus.CONSENT_ASKED)
            .order_by(Match.updated_at, Match.id)
            .limit(limit)
        )
        return self._concerned(await self._s.execute(query))

    async def answers_due(self, actor: Actor, now: datetime, limit: int) -> list[Concerned]:
        """Applications elsewhere of which nobody told how they went, the oldest first."""
        query = (
            self._about(Application.ask_after, Application.public_id)
            .join(Application, Application.youth_id == Youth.id)
            .join(Offer, Offer.id == Application.offer_id)
            .where(
                accompanied(actor),
                Application.status == ApplicationStatus.OPENED,
                Application.ask_after <= now,
            )
            .order_by(Application.ask_after, Application.id)
            .limit(limit)
        )
        return self._concerned(await self._s.execute(query))

    async def activity_of(
        self, actor: Actor, now: datetime, *, whole: bool = False
    ) -> list[Active]:
        """How much each youth did themselves lately and before; who did nothing then is not there.

        What takes an entry back is no act of theirs (`domain.figures.is_own_sign`).
        """
        lately = now - timedelta(weeks=LATELY_WEEKS)
        counts = (
            select(
                Activity.youth_id,
                func.sum(case((Activity.at > lately, 1), else_=0)).label("lately"),
                func.sum(case((Activity.at <= lately, 1), else_=0)).label("before"),
                func.max(Activity.at).label("last_at"),
            )
            .where(
                Activity.youth_id.in_(select(Youth.id).where(accompanied(actor, whole=whole))),
                Activity.actor_role == "youth",
                Activity.taken_back.is_(False),
                Activity.at > lately - timedelta(weeks=BEFORE_WEEKS),
            )
            .group_by(Activity.youth_id)
            .subquery()
        )
        query = (
            select(
                Youth.id,
                Youth.public_id,
                YouthIdentity.first_name,
                YouthIdentity.last_name,
                counts.c.lately,
                counts.c.before,
                counts.c.last_at,
            )
            .join(counts, counts.c.youth_id == Youth.id)
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .order_by(Youth.id)
        )
        return [
            Active(r[0], r[1], f"{r[2]} {r[3]}".strip(), r[4], r[5], r[6])
            for r in await self._s.execute(query)
        ]

    @staticmethod
    def _about(at: Any, ref: Any) -> Select[Any]:
        return (
            select(*_NAMED, at, Offer.title, ref, _ALL)
            .select_from(Youth)
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
        )

    @staticmethod
    def _concerned(rows: Iterable[Any]) -> list[Concerned]:
        return [Concerned(r[0], r[1], r[2], r[3], 1, r[4], r[5], r[6]) for r in rows]
