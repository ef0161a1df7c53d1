"""The advisor's table: a handful of grouped queries, however many youths there are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Account,
    Activity,
    Application,
    Conversation,
    ConversationMember,
    Decision,
    Match,
    Message,
    Offer,
    Youth,
    YouthIdentity,
    YouthSkill,
)
from myjobmatch.db.repositories.continuity import followed_by
from myjobmatch.db.repositories.decisions import stands
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import (
    ApplicationStatus,
    ConversationKind,
    DecisionKind,
    MatchStatus,
    Role,
    Side,
)


@dataclass(frozen=True, slots=True)
class Followed:
    """A youth, who they are, and their advisor's name."""

    youth: Youth
    identity: YouthIdentity
    advisor: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts by youth id; a youth without any is not there."""

    likes: dict[int, int]
    open_matches: dict[int, int]
    consent_waiting: dict[int, int]
    applications: dict[int, int]
    answers_due: dict[int, int]
    skills: dict[int, int]
    unread: dict[int, int]


def accompanied(actor: Actor, *, whole: bool = False) -> ColumnElement[bool]:
    """Condition on `Youth`: the active ones whom an advisor accompanies today; for a manager, their structure's.

    With `whole`, an advisor's list is of their whole structure too.
    """
    if whole or actor.role is Role.MANAGER:
        return (Youth.structure_id == actor.structure_id) & Youth.active
    return followed_by(actor) & Youth.active


class Portfolio:
    """Queries for advisors and managers, scoped by structure and advisor."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    async def youths(self, structure_id: int, of: Actor | None) -> Sequence[Followed]:
        """The active youths of a structure: all, or those whom one advisor accompanies today."""
        query = (
            select(Youth, YouthIdentity, Account.display_name)
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .outerjoin(Account, Account.id == Youth.advisor_id)
            .where(Youth.structure_id == structure_id, Youth.active)
            .order_by(Youth.id)
        )
        if of is not None:
            query = query.where(followed_by(of))
        return [Followed(r[0], r[1], r[2] or "") for r in await self._s.execute(query)]

    async def counts(
        self, structure_id: int, reader_id: int, since: datetime, now: datetime
    ) -> Counts:
        """All counts of a structure's youths: likes since a moment, the rest as it stands."""
        scope = select(Youth.id).where(Youth.structure_id == structure_id)
        return Counts(
            likes=await self._grouped(
                select(Decision.youth_id, func.count())
                .where(
                    Decision.youth_id.in_(scope),
                    Decision.side == Side.YOUTH,
                    Decision.kind == DecisionKind.LIKE,
                    stands(),
                    Decision.decided_at >= since,
                )
                .group_by(Decision.youth_id)
            ),
            open_matches=await self._matches(
                scope, (MatchStatus.MUTUAL, MatchStatus.CONSENT_ASKED, MatchStatus.SHARED)
            ),
            consent_waiting=await self._matches(scope, (MatchStatus.CONSENT_ASKED,)),
            applications=await self._grouped(
                select(Application.youth_id, func.count())
                .where(
                    Application.youth_id.in_(scope),
                    Application.status != ApplicationStatus.WITHDRAWN,
                )
                .group_by(Application.youth_id)
            ),
            answers_due=await self._grouped(
                select(Application.youth_id, func.count())
                .where(
                    Application.youth_id.in_(scope),
                    Application.status == ApplicationStatus.OPENED,
                    Application.ask_after <= now,
                )
                .group_by(Application.youth_id)
            ),
            skills=await self._grouped(
                select(YouthSkill.youth_id, func.count())
                .where(YouthSkill.youth_id.in_(scope))
                .group_by(YouthSkill.youth_id)
            ),
            unread=await self._grouped(
                select(func.coalesce(Conversation.youth_id, 0), func.count())
                .join(ConversationMember, ConversationMember.conversation_id == Conversation.id)
                .join(Message, Message.conversation_id == Conversation.id)
                .where(
                    Conversation.kind == ConversationKind.ADVISOR,
                    ConversationMember.account_id == reader_id,
                    Message.author_id != reader_id,
                    Message.deleted_at.is_(None),
                    Message.id > ConversationMember.last_read_id,
                )
                .group_by(Conversation.youth_id)
            ),
        )

    async def timeline(self, youth_id: int, limit: int) -> Sequence[tuple[Activity, str]]:
        """What happened around a youth, newest first, with the title of the offer concerned."""
        rows = await self._s.execute(
            select(Activity, Offer.title)
            .outerjoin(Offer, Offer.id == Activity.offer_id)
            .where(Activity.youth_id == youth_id)
            .order_by(Activity.id.desc())
            .limit(limit)
        )
        return [(r[0], r[1] or "") for r in rows]

    async def search_offers(self, words: str, offer_ids: Collection[int], limit: int) -> list[int]:
        """Ids among some offers whose title, company or place holds the words, newest first."""
        query = select(Offer.id).where(Offer.id.in_(list(offer_ids)))
        for word in words.split():
            pattern = f"%{word.replace('%', '').replace('_', '')}%"
            query = query.where(
                Offer.title.ilike(pattern)
                | Offer.company_name.ilike(pattern)
                | Offer.place.ilike(pattern)
            )
        return list(await self._s.scalars(query.order_by(Offer.id.desc()).limit(limit)))

    async def _matches(
        self, scope: Select[int], statuses: Collection[MatchStatus]
    ) -> dict[int, int]:
        return await self._grouped(
            select(Match.youth_id, func.count())
            .where(Match.youth_id.in_(scope), Match.status.in_(statuses))
            .group_by(Match.youth_id)
        )

    async def _grouped(self, query: Select[int, int]) -> dict[int, int]:
        return {r[0]: r[1] for r in await self._s.execute(query)}
