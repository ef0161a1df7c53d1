"""What stands to be entered in i-milo, what has been, and the situations of youths."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, Select, delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Account,
    Application,
    ApplicationTransition,
    ImiloEntry,
    Immersion,
    ImmersionReview,
    Offer,
    Proposal,
    Youth,
    YouthIdentity,
    YouthSituation,
)
from myjobmatch.domain.enums import ApplicationStatus, Role
from myjobmatch.domain.imilo import SituationKind, SituationSource
from myjobmatch.domain.immersions import SIGNED_ONCE

AT_ONCE = 5_000
"""How many values one statement names: databases have a limit on it."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose entries are meant: a structure's, or those of the youths of some advisors of it, and of some youths."""

    structure_id: int
    advisor_ids: tuple[int, ...] | None = None
    youth_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A youth as entries name them."""

    id: int
    public_id: str
    name: str
    dossier: str


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """An offer that was proposed."""

    id: int
    youth_id: int
    at: datetime
    title: str
    company: str
    by: str


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """How an application went, and who told it."""

    id: int
    youth_id: int
    status: ApplicationStatus
    at: datetime
    title: str
    company: str
    by: str
    for_youth: bool


class Imilo:
    """Queries on entries and situations."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: ImiloEntry | YouthSituation) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def youths(self, whose: Whose) -> list[DossierRow]:
        """The youths whose entries are meant, those who left included."""
        rows = await self._s.execute(
            _of(
                select(
                    Youth.id,
                    Youth.public_id,
                    YouthIdentity.first_name,
                    YouthIdentity.last_name,
                    Youth.dossier,
                ).join(YouthIdentity, YouthIdentity.youth_id == Youth.id),
                whose,
            )
        )
        return [
            DossierRow(id_, public_id, f"{first} {last}".strip(), dossier or "")
            for id_, public_id, first, last, dossier in rows
        ]

    async def by_dossier(self, dossier: str) -> Youth | None:
        """The youth with that dossier, of whichever structure."""
        return await self._s.scalar(select(Youth).where(Youth.dossier == dossier))

    # --- ticking off ---

    async def told(self, structure_id: int, keys: Iterable[str]) -> dict[str, ImiloEntry]:
        """What is kept of some entries, by key."""
        wanted, found = sorted(set(keys)), {}
        for start in range(0, len(wanted), AT_ONCE):
            rows = await self._s.scalars(
                select(ImiloEntry).where(
                    ImiloEntry.structure_id == structure_id,
                    ImiloEntry.key.in_(wanted[start : start + AT_ONCE]),
                )
            )
            found.update({row.key: row for row in rows})
        return found

    async def entered_keys(self, structure_id: int, since: date) -> set[str]:
        """The keys of what has been entered, of entries of that day and later."""
        rows = await self._s.scalars(
            select(ImiloEntry.key).where(
                ImiloEntry.structure_id == structure_id,
                ImiloEntry.entered_at.is_not(None),
                ImiloEntry.day >= since,
            )
        )
        return set(rows)

    async def entered(
        self, whose: Whose, limit: int, offset: int
    ) -> Sequence[tuple[ImiloEntry, str]]:
        """What has been entered, the latest first, with who ticked it off."""
        rows = await self._s.execute(
            _of(
                select(ImiloEntry, Account.display_name)
                .join(Youth, Youth.id == ImiloEntry.youth_id)
                .outerjoin(Account, Account.id == ImiloEntry.entered_by)
                .where(ImiloEntry.entered_at.is_not(None))
                .order_by(ImiloEntry.entered_at.desc(), ImiloEntry.id.desc())
                .limit(limit)
                .offset(offset),
                whose,
            )
        )
        return [(row[0], row[1] or "") for row in rows]

    async def count_entered(self, whose: Whose) -> int:
        """How many have been entered."""
        query = (
            select(func.count(ImiloEntry.id))
            .join(Youth, Youth.id == ImiloEntry.youth_id)
            .where(ImiloEntry.entered_at.is_not(None))
        )
        return await self._s.scalar(_of(query, whose)) or 0

    async def of_batch(self, structure_id: int, batch: str) -> Sequence[ImiloEntry]:
        """What one act ticked off."""
        rows = await self._s.scalars(
            select(ImiloEntry).where(
                ImiloEntry.structure_id == structure_id, ImiloEntry.batch == batch
            )
        )
        return rows.all()

    async def forget(self, ids: Collection[int]) -> None:
        """Nothing is known of these any longer."""
        await self._s.execute(delete(ImiloEntry).where(ImiloEntry.id.in_(list(ids))))

    # --- what entries are made of ---

    async def proposals(self, whose: Whose, since: datetime, until: datetime) -> list[ProposalRow]:
        """The offers proposed in a time."""
        rows: Iterable[Row[int, int, datetime, str, str, str]] = await self._s.execute(
            _of(
                select(
                    Proposal.id,
                    Proposal.youth_id,
                    Proposal.proposed_at,
                    Offer.title,
                    Offer.company_name,
                    Account.display_name,
                )
                .join(Youth, Youth.id == Proposal.youth_id)
                .join(Offer, Offer.id == Proposal.offer_id)
                .join(Account, Account.id == Proposal.advisor_id)
                .where(Proposal.proposed_at >= since, Proposal.proposed_at < until),
                whose,
            )
        )
        return [ProposalRow(*row) for row in rows]

    async def outcomes(
        self,
        whose: Whose,
        since: datetime,
        until: datetime,
        statuses: Collection[ApplicationStatus],
    ) -> list[OutcomeRow]:
        """The applications whose last step was in a time, as they stand.

        An immersion with a signed agreement is told by that agreement alone.
        """
        by_agreement = (Application.status == ApplicationStatus.IMMERSION) & exists().where(
            Immersion.application_id == Application.id, Immersion.status.in_(SIGNED_ONCE)
        )
        last = (
            select(
                ApplicationTransition.application_id,
                func.max(ApplicationTransition.id).label("id"),
            )
            .group_by(ApplicationTransition.application_id)
            .subquery()
        )
        rows = await self._s.execute(
            _of(
                select(
                    Application.id,
                    Application.youth_id,
                    Application.status,
                    ApplicationTransition.at,
                    Offer.title,
                    Offer.company_name,
                    Account.display_name,
                    Account.role,
                )
                .join(Youth, Youth.id == Application.youth_id)
                .join(Offer, Offer.id == Application.offer_id)
                .join(last, last.c.application_id == Application.id)
                .join(ApplicationTransition, ApplicationTransition.id == last.c.id)
                .outerjoin(Account, Account.id == ApplicationTransition.account_id)
                .where(
                    Application.status.in_(list(statuses)),
                    ~by_agreement,
                    ApplicationTransition.at >= since,
                    ApplicationTransition.at < until,
                ),
                whose,
            )
        )
        return [
            OutcomeRow(
                id_,
                youth_id,
                status,
                at,
                title,
                company,
                name or "",
                role in (Role.ADVISOR, Role.MANAGER),
            )
            for id_, youth_id, status, at, title, company, name, role in rows
        ]

    async def situations_told(
        self, whose: Whose, since: datetime, until: datetime
    ) -> list[tuple[YouthSituation, str]]:
        """The situations that advisors told in a time, with who told each."""
        rows = await self._s.execute(
            _of(
                select(YouthSituation, Account.display_name)
                .join(Youth, Youth.id == YouthSituation.youth_id)
                .outerjoin(Account, Account.id == YouthSituation.told_by)
                .where(
                    YouthSituation.source == SituationSource.ADVISOR,
                    YouthSituation.told_at >= since,
                    YouthSituation.told_at < until,
                ),
                whose,
            )
        )
        return [(row[0], row[1] or "") for row in rows]

    async def immersions_agreed(
        self, whose: Whose, since: datetime, until: datetime
    ) -> list[tuple[Immersion, str]]:
        """The agreements of immersions whose last signature came in a time, with who prescribed each."""
        rows = await self._s.execute(
            _of(
                select(Immersion, Account.display_name)
                .join(Youth, Youth.id == Immersion.youth_id)
                .outerjoin(Account, Account.id == Immersion.prescriber_id)
                .where(
                    Immersion.status.in_(SIGNED_ONCE),
                    Immersion.agreed_at >= since,
                    Immersion.agreed_at < until,
                ),
                whose,
            )
        )
        return [(row[0], row[1] or "") for row in rows]

    async def immersions_reviewed(
        self, whose: Whose, since: datetime, until: datetime
    ) -> list[tuple[Immersion, ImmersionReview, str]]:
        """The immersions reviewed in a time, with who wrote each review."""
        rows = await self._s.execute(
            _of(
                select(Immersion, ImmersionReview, Account.display_name)
                .join(ImmersionReview, ImmersionReview.immersion_id == Immersion.id)
                .join(Youth, Youth.id == Immersion.youth_id)
                .outerjoin(Account, Account.id == ImmersionReview.account_id)
                .where(ImmersionReview.at >= since, ImmersionReview.at < until),
                whose,
            )
        )
        return [(row[0], row[1], row[2] or "") for row in rows]

    # --- situations ---

    async def situations_of(self, youth_id: int) -> Sequence[YouthSituation]:
        """A youth's situations, the latest first."""
        rows = await self._s.scalars(
            select(YouthSituation)
            .where(YouthSituation.youth_id == youth_id)
            .order_by(YouthSituation.since.desc(), YouthSituation.id.desc())
        )
        return rows.all()

    async def situation(
        self, youth_id: int, kind: SituationKind, since: date
    ) -> YouthSituation | None:
        """The situation of that kind that began on that day."""
        return await self._s.scalar(
            select(YouthSituation).where(
                YouthSituation.youth_id == youth_id,
                YouthSituation.kind == kind,
                YouthSituation.since == since,
            )
        )

    async def situation_by_public_id(self, public_id: str) -> YouthSituation | None:
        """The situation with that public id."""
        return await self._s.scalar(
            select(YouthSituation).where(YouthSituation.public_id == public_id)
        )

    async def delete_situations(self, ids: Collection[int]) -> None:
        """Take situations away."""
        await self._s.execute(delete(YouthSituation).where(YouthSituation.id.in_(list(ids))))


def _of(query: Select, whose: Whose) -> Select:  # type: ignore[type-arg]
    narrowed = query.where(Youth.structure_id == whose.structure_id)
    if whose.advisor_ids is None:
        return narrowed
    return narrowed.where(
        Youth.advisor_id.in_(whose.advisor_ids) | Youth.id.in_(whose.youth_ids)
        if whose.youth_ids
        else Youth.advisor_id.in_(whose.advisor_ids)
    )
