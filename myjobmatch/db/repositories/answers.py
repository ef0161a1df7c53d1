"""Who waits for an employer's answer: what stands between a youth and an offer, and how companies answer."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from myjobmatch.db.models import AnswerWait, CompanyBlock, Decision, Match, Offer, Youth
from myjobmatch.db.repositories.decisions import stands
from myjobmatch.domain.answers import Step
from myjobmatch.domain.enums import DecisionKind, Side


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands between a youth and an offer now: whether they like it, what the employer said, whether both do."""

    likes: bool
    employer: DecisionKind | None
    reason: str
    matched: bool


@dataclass(frozen=True, slots=True)
class LikeAnswered:
    """A like of a company's offer, and when the employer decided on it."""

    company_id: int
    liked_at: datetime
    answered_at: datetime | None


class Answers:
    """Queries on waiting and answering."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, wait: AnswerWait) -> None:
        """Insert at the next flush."""
        self._s.add(wait)

    async def flush(self) -> None:
        """Write what was added or changed."""
        await self._s.flush()

    async def wait_of(self, youth_id: int, offer_id: int) -> AnswerWait | None:
        """The wait of a pair."""
        return await self._s.get(AnswerWait, (youth_id, offer_id))

    async def due(self, now: datetime, limit: int) -> Sequence[AnswerWait]:
        """Waits to be looked at, the longest due first; another worker's are left out."""
        rows = await self._s.scalars(
            select(AnswerWait)
            .where(AnswerWait.next_at <= now)
            .order_by(AnswerWait.next_at, AnswerWait.youth_id, AnswerWait.offer_id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return rows.all()

    async def standing(self, youth_id: int, offer_id: int) -> Standing:
        """What stands between the two."""
        rows = await self._s.execute(
            select(Decision.side, Decision.kind, Decision.reason).where(
                Decision.youth_id == youth_id, Decision.offer_id == offer_id, stands()
            )
        )
        by_side = {row[0]: row for row in rows}
        own, theirs = by_side.get(Side.YOUTH), by_side.get(Side.EMPLOYER)
        matched = await self._s.scalar(
            select(Match.id).where(Match.youth_id == youth_id, Match.offer_id == offer_id)
        )
        return Standing(
            likes=own is not None and own[1] is DecisionKind.LIKE,
            employer=theirs[1] if theirs is not None else None,
            reason=theirs[2] if theirs is not None else "",
            matched=matched is not None,
        )

    async def waiting_for(
        self, offer_ids: Collection[int]
    ) -> dict[int, list[tuple[int, datetime]]]:
        """By offer: (youth, since when) of those whom the employer has not answered, the longest first.

        Whoever hid meanwhile, is followed no more or blocked the company, waits for nothing.
        """
        theirs = aliased(Decision)
        blocked = exists().where(
            CompanyBlock.youth_id == Decision.youth_id, CompanyBlock.company_id == Offer.company_id
        )
        rows = await self._s.execute(
            select(Decision.offer_id, Decision.youth_id, Decision.decided_at)
            .join(Youth, Youth.id == Decision.youth_id)
            .join(Offer, Offer.id == Decision.offer_id)
            .outerjoin(
                theirs,
                and_(
                    theirs.youth_id == Decision.youth_id,
                    theirs.offer_id == Decision.offer_id,
                    theirs.side == Side.EMPLOYER,
                    stands(theirs),
                ),
            )
            .where(
                Decision.offer_id.in_(list(offer_ids)),
                Decision.side == Side.YOUTH,
                Decision.kind == DecisionKind.LIKE,
                stands(),
                theirs.id.is_(None),
                Youth.active,
                Youth.visible,
                ~blocked,
            )
            .order_by(Decision.decided_at, Decision.id)
        )
        found: dict[int, list[tuple[int, datetime]]] = {}
        for offer_id, youth_id, since in rows:
            found.setdefault(offer_id, []).append((youth_id, since))
        return found

    async def told_of(self, youth_id: int, offer_ids: Collection[int]) -> dict[int, AnswerWait]:
        """By offer: the waits of a youth that ended in a no or in silence, and of which they were told."""
        rows = await self._s.scalars(
            select(AnswerWait).where(
                AnswerWait.youth_id == youth_id,
                AnswerWait.offer_id.in_(list(offer_ids)),
                AnswerWait.told_at.is_not(None),
                AnswerWait.step.in_([Step.DECLINED, Step.SILENT]),
            )
        )
        return {row.offer_id: row for row in rows}

    async def likes_inside(self) -> Sequence[Decision]:
        """Every like of an employer's offer that stands."""
        rows = await self._s.scalars(
            select(Decision)
            .join(Offer, Offer.id == Decision.offer_id)
            .where(
                Decision.side == Side.YOUTH,
                Decision.kind == DecisionKind.LIKE,
                stands(),
                Offer.company_id.is_not(None),
            )
            .order_by(Decision.id)
        )
        return rows.all()

    async def likes_answered(self, since: datetime) -> list[LikeAnswered]:
        """Likes of employers' offers since then, with the employer's decision after each.

        A like taken back before an answer counts for nobody; what the employer had decided before is no answer.
        """
        theirs = aliased(Decision)
        rows = await self._s.execute(
            select(Offer.company_id, Decision.decided_at, func.min(theirs.decided_at))
            .join(Offer, Offer.id == Decision.offer_id)
            .outerjoin(
                theirs,
                and_(
                    theirs.youth_id == Decision.youth_id,
                    theirs.offer_id == Decision.offer_id,
                    theirs.side == Side.EMPLOYER,
                    stands(theirs),
                ),
            )
            .where(
                Decision.side == Side.YOUTH,
                Decision.kind == DecisionKind.LIKE,
                stands(),
                Decision.decided_at >= since,
                Offer.company_id.is_not(None),
                or_(theirs.id.is_(None), theirs.decided_at > Decision.decided_at),
            )
            .group_by(Decision.id, Offer.company_id, Decision.decided_at)
        )
        return [LikeAnswered(row[0] or 0, row[1], row[2]) for row in rows]

    async def refusals(
        self, structure_id: int, advisor_id: int | None, first: datetime, after: datetime
    ) -> list[tuple[Step, str, int]]:
        """(declined or silent, the reason, how often) of youths followed now, told from a moment until before another."""
        query = (
            select(AnswerWait.step, AnswerWait.reason, func.count())
            .join(Youth, Youth.id == AnswerWait.youth_id)
            .where(
                Youth.structure_id == structure_id,
                AnswerWait.step.in_([Step.DECLINED, Step.SILENT]),
                AnswerWait.told_at >= first,
                AnswerWait.told_at < after,
            )
            .group_by(AnswerWait.step, AnswerWait.reason)
        )
        if advisor_id is not None:
            query = query.where(Youth.advisor_id == advisor_id)
        return [(row[0], row[1], row[2]) for row in await self._s.execute(query)]
