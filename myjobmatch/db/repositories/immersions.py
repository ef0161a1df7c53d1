"""Agreements of immersions and their reviews."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Account,
    Application,
    Immersion,
    ImmersionReview,
    Match,
    Offer,
    Youth,
    YouthIdentity,
)
from myjobmatch.db.repositories.accompanied import accompanied
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.immersions import STANDING, ImmersionStatus

_OPEN = (ImmersionStatus.DRAFT, ImmersionStatus.TO_SIGN, ImmersionStatus.SIGNED)


@dataclass(frozen=True, slots=True)
class ImmersionRow:
    """An agreement with what stands around it; all of it may be missing."""

    immersion: Immersion
    prescriber: str
    offer: str
    match_id: str
    application_id: str


@dataclass(frozen=True, slots=True)
class WaitingImmersion:
    """An agreement that needs somebody: of which youth, and how many there are in all."""

    immersion: Immersion
    youth_id: str
    name: str
    total: int


class Immersions:
    """Queries on immersions."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: Immersion | ImmersionReview) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def get(self, immersion_id: int) -> Immersion | None:
        """The agreement with that id."""
        return await self._s.get(Immersion, immersion_id)

    async def by_public_id(self, public_id: str, *, lock: bool = False) -> Immersion | None:
        """The agreement with that public id; locked where a database can."""
        query = select(Immersion).where(Immersion.public_id == public_id)
        return await self._s.scalar(query.with_for_update() if lock else query)

    async def of_youth(self, youth_id: int) -> list[ImmersionRow]:
        """A youth's agreements, the latest first."""
        return await self._rows(_around().where(Immersion.youth_id == youth_id))

    async def row(self, immersion_id: int) -> ImmersionRow | None:
        """One agreement with what stands around it."""
        return next(iter(await self._rows(_around().where(Immersion.id == immersion_id))), None)

    async def _rows(self, query: Select) -> list[ImmersionRow]:  # type: ignore[type-arg]
        return [
            ImmersionRow(row[0], row[1] or "", row[2] or "", row[3] or "", row[4] or "")
            for row in await self._s.execute(query.order_by(Immersion.id.desc()))
        ]

    async def of_company(self, company_id: int) -> list[tuple[Immersion, str]]:
        """The agreements of a company's matches, the latest first, each with the match's public id."""
        rows = await self._s.execute(
            select(Immersion, Match.public_id)
            .join(Match, Match.id == Immersion.match_id)
            .join(Offer, Offer.id == Match.offer_id)
            .where(Offer.company_id == company_id)
            .order_by(Immersion.id.desc())
        )
        return [(row[0], row[1]) for row in rows]

    async def standing_of(self, youth_id: int) -> Sequence[Immersion]:
        """A youth's agreements that count with their hosts."""
        rows = await self._s.scalars(
            select(Immersion)
            .where(Immersion.youth_id == youth_id, Immersion.status.in_(list(STANDING)))
            .order_by(Immersion.starts_on)
        )
        return rows.all()

    async def open_of_match(self, match_id: int) -> Immersion | None:
        """The agreement of a match that is written, to be signed, or going on."""
        return await self._s.scalar(
            select(Immersion)
            .where(Immersion.match_id == match_id, Immersion.status.in_(_OPEN))
            .limit(1)
        )

    async def reviews(
        self, immersion_ids: Collection[int]
    ) -> dict[int, tuple[ImmersionReview, str]]:
        """The reviews of some agreements, each with who wrote it."""
        rows = await self._s.execute(
            select(ImmersionReview, Account.display_name)
            .outerjoin(Account, Account.id == ImmersionReview.account_id)
            .where(ImmersionReview.immersion_id.in_(list(immersion_ids)))
        )
        return {row[0].immersion_id: (row[0], row[1] or "") for row in rows}

    async def renewals(self, immersion_ids: Collection[int]) -> dict[int, Immersion]:
        """What renews some agreements and was not called off, by the agreement renewed."""
        rows = await self._s.scalars(
            select(Immersion).where(
                Immersion.renews_id.in_(list(immersion_ids)),
                Immersion.status != ImmersionStatus.CANCELLED,
            )
        )
        return {row.renews_id: row for row in rows if row.renews_id is not None}

    async def to_ask(self, today: date, at_once: int) -> Sequence[Immersion]:
        """Immersions that ended before today, signed and not reviewed, whose advisor was not told yet."""
        rows = await self._s.scalars(
            select(Immersion)
            .where(
                Immersion.status == ImmersionStatus.SIGNED,
                Immersion.ends_on < today,
                Immersion.asked_at.is_(None),
            )
            .order_by(Immersion.ends_on, Immersion.id)
            .limit(at_once)
        )
        return rows.all()

    async def waiting(self, actor: Actor, today: date, limit: int) -> list[WaitingImmersion]:
        """What waits for whoever accompanies: proposed by an employer, to be signed, or to be reviewed.

        Those whose first or last day comes soonest are first.
        """
        status = Immersion.status
        rows = await self._s.execute(
            select(
                Immersion,
                Youth.public_id,
                YouthIdentity.first_name,
                YouthIdentity.last_name,
                func.count().over(),
            )
            .join(Youth, Youth.id == Immersion.youth_id)
            .join(YouthIdentity, YouthIdentity.youth_id == Youth.id)
            .where(
                accompanied(actor),
                or_(
                    (status == ImmersionStatus.DRAFT) & Immersion.proposed_by.is_not(None),
                    status == ImmersionStatus.TO_SIGN,
                    (status == ImmersionStatus.SIGNED) & (Immersion.ends_on < today),
                ),
            )
            .order_by(func.coalesce(Immersion.starts_on, date(9999, 1, 1)), Immersion.id)
            .limit(limit)
        )
        return [WaitingImmersion(r[0], r[1], f"{r[2]} {r[3]}".strip(), r[4]) for r in rows]


def _around() -> Select:  # type: ignore[type-arg]
    return (
        select(
            Immersion,
            Account.display_name,
            Offer.title,
            Match.public_id,
            Application.public_id,
        )
        .outerjoin(Account, Account.id == Immersion.prescriber_id)
        .outerjoin(Offer, Offer.id == Immersion.offer_id)
        .outerjoin(Match, Match.id == Immersion.match_id)
        .outerjoin(Application, Application.id == Immersion.application_id)
    )
