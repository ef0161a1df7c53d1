"""Hand-overs, shared follow-up and the history of advisors."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, false, func, literal, null, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased
from sqlalchemy.types import Date, Integer

from myjobmatch.db.models import (
    Account,
    AdvisorAbsence,
    AwayAnswer,
    AwayWords,
    FollowUpSpan,
    PortfolioTransfer,
    TransferYouth,
    Youth,
)
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.continuity import FollowKind, Loan
from myjobmatch.domain.enums import AccountStatus, Role


def followed_by(actor: Actor) -> ColumnElement[bool]:
    """Condition on `Youth`: those whom an advisor accompanies today, their own, shared or in somebody's place.

    The same as `permissions.is_own_advisor`, for lists. Nobody is accompanied by another role.
    """
    if actor.role is not Role.ADVISOR:
        return false()
    mine = Youth.advisor_id.in_([actor.account_id, *sorted(actor.stands_for)])
    own = or_(mine, Youth.id.in_(sorted(actor.shares))) if actor.shares else mine
    return own & (Youth.structure_id == actor.structure_id)


def still_there(account_id: InstrumentedAttribute[int], structure_id: int) -> ColumnElement[bool]:
    """Condition on who is to answer: their account is open, and of the structure."""
    somebody = aliased(Account)
    return account_id.in_(
        select(somebody.id).where(
            somebody.structure_id == structure_id, somebody.status == AccountStatus.ACTIVE
        )
    )


class Continuity:
    """Queries on who accompanies whom."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(
        self, row: PortfolioTransfer | TransferYouth | FollowUpSpan | AwayWords | AwayAnswer
    ) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def loans(self, structure_id: int, day: date) -> list[Loan]:
        """What is handed over in a structure on a day, in one query."""
        rows = await self._s.execute(
            select(
                PortfolioTransfer.from_id,
                PortfolioTransfer.to_id,
                PortfolioTransfer.until_day,
                TransferYouth.youth_id,
            )
            .join(Account, Account.id == PortfolioTransfer.from_id)
            .outerjoin(TransferYouth, _handed_by_name())
            .outerjoin(Youth, Youth.id == TransferYouth.youth_id)
            .where(*_in_force(structure_id, day))
        )
        return [Loan(*row) for row in rows]

    async def standing(
        self, account_id: int, structure_id: int, day: date
    ) -> tuple[list[Loan], list[tuple[int, int, int | None]]]:
        """The loans of a structure on a day, and who shares which youth (advisor, youth, main advisor).

        One query for both: it goes out at each request of an advisor.
        """
        lent = (
            select(
                PortfolioTransfer.from_id,
                PortfolioTransfer.to_id,
                PortfolioTransfer.until_day,
                TransferYouth.youth_id,
                Youth.advisor_id,
            )
            .join(Account, Account.id == PortfolioTransfer.from_id)
            .outerjoin(TransferYouth, _handed_by_name())
            .outerjoin(Youth, Youth.id == TransferYouth.youth_id)
            .where(*_in_force(structure_id, day))
        )
        shared = (
            select(
                literal(0, Integer),
                FollowUpSpan.advisor_id,
                null().cast(Date),
                FollowUpSpan.youth_id,
                Youth.advisor_id,
            )
            .join(Youth, Youth.id == FollowUpSpan.youth_id)
            .join(Account, Account.id == FollowUpSpan.advisor_id)
            .where(
                FollowUpSpan.kind == FollowKind.SHARED,
                FollowUpSpan.until.is_(None),
                Youth.structure_id == structure_id,
                Account.structure_id == structure_id,
                or_(FollowUpSpan.advisor_id == account_id, _lends(structure_id, day)),
            )
        )
        rows: Sequence[Any] = (await self._s.execute(union_all(lent, shared))).all()
        return (
            [Loan(*row[:4]) for row in rows if row[0]],
            [(row[1], row[3] or 0, row[4]) for row in rows if not row[0]],
        )

    async def shared_with(self, youth_ids: Collection[int]) -> dict[int, list[int]]:
        """The advisors who follow each youth beside their own, by youth."""
        found: dict[int, list[int]] = {}
        for youth_id, advisor_id in await self._s.execute(
            select(FollowUpSpan.youth_id, FollowUpSpan.advisor_id)
            .join(Youth, Youth.id == FollowUpSpan.youth_id)
            .join(Account, Account.id == FollowUpSpan.advisor_id)
            .where(
                FollowUpSpan.youth_id.in_(list(youth_ids)),
                FollowUpSpan.kind == FollowKind.SHARED,
                FollowUpSpan.until.is_(None),
                Account.structure_id == Youth.structure_id,
            )
            .order_by(FollowUpSpan.id)
        ):
            found.setdefault(youth_id, []).append(advisor_id)
        return found

    async def open_spans(self, youth_ids: Collection[int]) -> Sequence[FollowUpSpan]:
        """Who accompanies these youths now, as far as it was written down."""
        rows = await self._s.scalars(
            select(FollowUpSpan).where(
                FollowUpSpan.youth_id.in_(list(youth_ids)), FollowUpSpan.until.is_(None)
            )
        )
        return rows.all()

    async def leave_transfers(self, youth_ids: Collection[int], moment: datetime) -> None:
        """These youths have another advisor: what was handed over by name concerns them no more."""
        rows = await self._s.scalars(
            select(TransferYouth)
            .join(PortfolioTransfer, PortfolioTransfer.id == TransferYouth.transfer_id)
            .where(
                TransferYouth.youth_id.in_(list(youth_ids)),
                TransferYouth.left_at.is_(None),
                PortfolioTransfer.ended_at.is_(None),
            )
        )
        for row in rows:
            row.left_at = moment

    async def youths_followed_by(self, actor: Actor) -> Sequence[int]:
        """Ids of the active youths whom an advisor accompanies today."""
        rows = await self._s.scalars(
            select(Youth.id).where(followed_by(actor), Youth.active).order_by(Youth.id)
        )
        return rows.all()

    async def lock(self, *account_ids: int) -> None:
        """Hold advisors' portfolios until the transaction ends, so that two hand-overs do not cross.

        In the order of `Appointments.hold`, which they take next.
        """
        await self._s.execute(
            select(Account.id)
            .where(Account.id.in_(account_ids))
            .order_by(Account.id)
            .with_for_update(key_share=True)
        )

    async def youths_of(self, advisor_id: int, structure_id: int) -> Sequence[Youth]:
        """The active youths whose own advisor this is."""
        rows = await self._s.scalars(
            select(Youth)
            .where(
                Youth.advisor_id == advisor_id,
                Youth.structure_id == structure_id,
                Youth.active,
            )
            .order_by(Youth.id)
        )
        return rows.all()

    async def away(
        self, advisor_ids: Collection[int], from_day: date, until_day: date | None = None
    ) -> dict[int, date]:
        """Who of some advisors is away on some day between two (one without the second), until when."""
        found: dict[int, date] = {}
        rows = await self._s.execute(
            select(PortfolioTransfer.from_id, PortfolioTransfer.until_day).where(
                PortfolioTransfer.from_id.in_(list(advisor_ids)),
                PortfolioTransfer.whole,
                PortfolioTransfer.ended_at.is_(None),
                PortfolioTransfer.from_day <= (until_day or from_day),
                PortfolioTransfer.until_day >= from_day,
            )
        )
        absent = await self._s.execute(
            select(AdvisorAbsence.advisor_id, AdvisorAbsence.to_day).where(
                AdvisorAbsence.advisor_id.in_(list(advisor_ids)),
                AdvisorAbsence.from_day <= (until_day or from_day),
                AdvisorAbsence.to_day >= from_day,
            )
        )
        for advisor_id, until in [*rows.all(), *absent.all()]:
            if until is not None:
                found[advisor_id] = max(until, found.get(advisor_id, until))
        return found

    async def away_words(self, account_id: int) -> str:
        """What an advisor says in their own words while away; empty for nothing."""
        row = await self._s.get(AwayWords, account_id)
        return row.words if row else ""

    async def forget_away_words(self, account_id: int) -> None:
        """They say nothing of their own any more."""
        await self._s.execute(delete(AwayWords).where(AwayWords.account_id == account_id))

    async def answered_by_itself(self, conversation_id: int, day: date) -> bool:
        """Whether a conversation was given its answer on a day already."""
        return await self._s.get(AwayAnswer, (conversation_id, day)) is not None

    async def without_advisor(self, structure_id: int) -> int:
        """How many active youths of a structure nobody accompanies."""
        return (
            await self._s.scalar(
                select(func.count(Youth.id)).where(
                    Youth.structure_id == structure_id, Youth.active, Youth.advisor_id.is_(None)
                )
            )
            or 0
        )

    async def count_by_advisor(self, structure_id: int) -> dict[int, int]:
        """How many active youths each advisor of a structure has of their own."""
        rows = await self._s.execute(
            select(Youth.advisor_id, func.count())
            .where(Youth.structure_id == structure_id, Youth.active, Youth.advisor_id.is_not(None))
            .group_by(Youth.advisor_id)
        )
        return {row[0]: row[1] for row in rows if row[0] is not None}


def _in_force(structure_id: int, day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        PortfolioTransfer.structure_id == structure_id,
        PortfolioTransfer.ended_at.is_(None),
        PortfolioTransfer.from_day <= day,
        or_(PortfolioTransfer.until_day.is_(None), PortfolioTransfer.until_day >= day),
        Account.structure_id == structure_id,
        still_there(PortfolioTransfer.to_id, structure_id),
        # a youth who is in another structure by now is lent to nobody of this one
        or_(PortfolioTransfer.whole, Youth.structure_id == structure_id),
    )


def _handed_by_name() -> ColumnElement[bool]:
    return (
        (TransferYouth.transfer_id == PortfolioTransfer.id)
        & TransferYouth.left_at.is_(None)
        & PortfolioTransfer.whole.is_(False)
    )


def _lends(structure_id: int, day: date) -> ColumnElement[bool]:
    """The advisor of a span hands over everything on that day, so that somebody shares in their place."""
    return FollowUpSpan.advisor_id.in_(
        select(PortfolioTransfer.from_id).where(
            PortfolioTransfer.structure_id == structure_id,
            PortfolioTransfer.whole,
            PortfolioTransfer.ended_at.is_(None),
            PortfolioTransfer.from_day <= day,
            or_(PortfolioTransfer.until_day.is_(None), PortfolioTransfer.until_day >= day),
        )
    )
