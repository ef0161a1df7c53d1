"""Whose youths a list is about; what happened around one; offers to propose."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import Account, Activity, Offer, Youth, YouthIdentity
from myjobmatch.db.repositories.accompanied import accompanied
from myjobmatch.db.repositories.continuity import followed_by
from myjobmatch.db.repositories.portfolio_table import PortfolioTable
from myjobmatch.db.repositories.portfolio_views import PortfolioViews
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Scheme


@dataclass(frozen=True, slots=True)
class Followed:
    """A youth, who they are, and their advisor's name."""

    youth: Youth
    identity: YouthIdentity
    advisor: str


@dataclass(frozen=True, slots=True)
class Named:
    """As much of a youth as a count of many needs."""

    id: int
    public_id: str
    name: str
    scheme: Scheme
    created_at: datetime


class Portfolio:
    """Queries for advisors and managers, scoped by structure and advisor."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction; `table` is the advisor's table, `views` what they keep of it."""
        self._s = session
        self.table = PortfolioTable(session)
        self.views = PortfolioViews(session)

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

    async def named(
        self, actor: Actor, *, schemes: Collection[Scheme] = (), ids: Collection[int] | None = None
    ) -> list[Named]:
        """Those whom the actor accompanies, or a manager looks after: in these schemes, or of these ids."""
        query = (
            select(
                Youth.id,
                Youth.public_id,
                YouthIdentity.first_name,
                YouthIdentity.last_name,
                Youth.scheme,
                Youth.created_at,
            )
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .where(accompanied(actor))
            .order_by(Youth.id)
        )
        if schemes:
            query = query.where(Youth.scheme.in_(list(schemes)))
        if ids is not None:
            query = query.where(Youth.id.in_(list(ids)))
        return [
            Named(r[0], r[1], f"{r[2]} {r[3]}".strip(), r[4], r[5])
            for r in await self._s.execute(query)
        ]

    async def timeline(
        self,
        youth_id: int,
        limit: int,
        *,
        kinds: Collection[ActivityKind] = (),
        before: int = 0,
    ) -> Sequence[tuple[Activity, str]]:
        """What happened around a youth, newest first, with the title of the offer concerned.

        Of some kinds only where they are named, and before the entry of that number where there is one.
        """
        query = (
            select(Activity, Offer.title)
            .outerjoin(Offer, Offer.id == Activity.offer_id)
            .where(Activity.youth_id == youth_id)
            .order_by(Activity.at.desc(), Activity.id.desc())
            .limit(limit)
        )
        if kinds:
            query = query.where(Activity.kind.in_(list(kinds)))
        if before:
            last = select(Activity.at).where(Activity.id == before).scalar_subquery()
            query = query.where(
                or_(Activity.at < last, and_(Activity.at == last, Activity.id < before))
            )
        return [(r[0], r[1] or "") for r in await self._s.execute(query)]

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
