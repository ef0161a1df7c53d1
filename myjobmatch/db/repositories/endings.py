"""Who and what still waits on offers that end: asked of many offers at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Application,
    Decision,
    Match,
    Notification,
    Offer,
    OfferTransition,
    YouthIdentity,
)
from myjobmatch.db.repositories.decisions import stands
from myjobmatch.domain.enums import (
    ApplicationStatus,
    DecisionKind,
    MatchStatus,
    OfferOrigin,
    OfferStatus,
    Side,
)
from myjobmatch.domain.notifications import NotificationKind

_CHUNK = 400


class Endings:
    """Queries on offers that end."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def due_to_expire(self, now: datetime, limit: int) -> Sequence[Offer]:
        """Offers whose time is over, published or paused, the first to end first: locked until the transaction ends.

        One that somebody changes at this moment is left out, and looked at again the next time. An outside offer
        that is paused was hidden by those who read reports: it does not expire, or its feed would publish it again.
        """
        rows = await self._s.scalars(
            select(Offer)
            .where(
                or_(
                    Offer.status == OfferStatus.PUBLISHED,
                    and_(Offer.status == OfferStatus.PAUSED, Offer.origin == OfferOrigin.INTERNAL),
                ),
                Offer.expires_at <= now,
            )
            .order_by(Offer.expires_at, Offer.id)
            .limit(limit)
            .with_for_update(key_share=True, skip_locked=True)  # as `Offers.to_decide_on`
            .execution_options(populate_existing=True)
        )
        return rows.all()

    async def paused_since(self, moment: datetime, limit: int) -> Sequence[Offer]:
        """Offers of companies that are paused, and that nobody touched since a moment: locked alike."""
        later = exists().where(OfferTransition.offer_id == Offer.id, OfferTransition.at > moment)
        rows = await self._s.scalars(
            select(Offer)
            .where(
                Offer.status == OfferStatus.PAUSED,
                Offer.origin == OfferOrigin.INTERNAL,
                Offer.updated_at <= moment,
                ~later,
            )
            .order_by(Offer.id)
            .limit(limit)
            .with_for_update(key_share=True, skip_locked=True)
            .execution_options(populate_existing=True)
        )
        return rows.all()

    async def offers(self, offer_ids: Collection[int]) -> Sequence[Offer]:
        """Offers by their ids, locked until the transaction ends where rows can be."""
        found: list[Offer] = []
        for some in _chunks(sorted(offer_ids)):
            rows = await self._s.scalars(
                select(Offer).where(Offer.id.in_(some)).order_by(Offer.id).with_for_update()
            )
            found.extend(rows)
        return found

    async def likers(self, offer_ids: Collection[int]) -> dict[int, set[int]]:
        """The youths who like each of these offers; offers that nobody likes are left out."""
        found: dict[int, set[int]] = defaultdict(set)
        for some in _chunks(sorted(offer_ids)):
            for offer_id, youth_id in await self._s.execute(
                select(Decision.offer_id, Decision.youth_id).where(
                    Decision.offer_id.in_(some),
                    Decision.side == Side.YOUTH,
                    Decision.kind == DecisionKind.LIKE,
                    stands(),
                )
            ):
                found[offer_id].add(youth_id)
        return found

    async def matches(
        self,
        offer_ids: Collection[int],
        states: Collection[MatchStatus],
        *,
        lock: bool = False,
    ) -> Sequence[Match]:
        """The matches of these offers that are in one of these states, the first ones first.

        `lock`: as they stand now, and nobody else moves them until the transaction ends.
        """
        found: list[Match] = []
        for some in _chunks(sorted(offer_ids)):
            query = (
                select(Match)
                .where(Match.offer_id.in_(some), Match.status.in_(sorted(states)))
                .order_by(Match.id)
            )
            if lock:
                query = query.with_for_update().execution_options(populate_existing=True)
            found.extend(await self._s.scalars(query))
        return found

    async def applications(
        self, offer_ids: Collection[int], states: Collection[ApplicationStatus]
    ) -> Sequence[Application]:
        """The applications to these offers that are in one of these states, the first ones first."""
        found: list[Application] = []
        for some in _chunks(sorted(offer_ids)):
            rows = await self._s.scalars(
                select(Application)
                .where(Application.offer_id.in_(some), Application.status.in_(sorted(states)))
                .order_by(Application.id)
            )
            found.extend(rows)
        return found

    async def accounts(self, youth_ids: Collection[int]) -> dict[int, int]:
        """The account of each of these youths who has one."""
        found: dict[int, int] = {}
        for some in _chunks(sorted(youth_ids)):
            rows = await self._s.execute(
                select(YouthIdentity.youth_id, YouthIdentity.account_id).where(
                    YouthIdentity.youth_id.in_(some), YouthIdentity.account_id.is_not(None)
                )
            )
            found |= {youth_id: account for youth_id, account in rows if account is not None}
        return found

    async def answered(self, account_ids: Collection[int], matter: str) -> set[int]:
        """Which of these accounts were told of an answer on a matter already."""
        found: set[int] = set()
        for some in _chunks(sorted(account_ids)):
            found |= set(
                await self._s.scalars(
                    select(Notification.account_id).where(
                        Notification.account_id.in_(some),
                        Notification.kind == NotificationKind.ANSWER,
                        Notification.matter == matter,
                    )
                )
            )
        return found

    async def last_step(self, offer_id: int) -> OfferTransition | None:
        """The latest step of an offer's life."""
        return await self._s.scalar(
            select(OfferTransition)
            .where(OfferTransition.offer_id == offer_id)
            .order_by(OfferTransition.id.desc())
            .limit(1)
        )

    async def count_open(self) -> int:
        """How many offers are published."""
        return (
            await self._s.scalar(
                select(func.count()).select_from(Offer).where(Offer.status == OfferStatus.PUBLISHED)
            )
            or 0
        )


def _chunks(values: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
