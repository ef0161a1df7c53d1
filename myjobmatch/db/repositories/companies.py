"""Companies, their establishments, their logo, and who asks to be let in."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    Company,
    CompanyLogo,
    CompanyRequest,
    CompanySite,
    CompanyTransition,
    Decision,
    MailLink,
    Match,
    Offer,
    YouthIdentity,
)
from myjobmatch.db.repositories.decisions import stands
from myjobmatch.domain.enums import CompanyStatus, DecisionKind, Side
from myjobmatch.domain.mail_links import LinkPurpose


class Companies:
    """Queries on employers."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(
        self, row: Company | CompanyTransition | CompanySite | CompanyRequest | CompanyLogo
    ) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def get(self, company_id: int) -> Company | None:
        """The company with that id."""
        return await self._s.get(Company, company_id)

    async def by_public_id(self, public_id: str) -> Company | None:
        """The company with that public id."""
        return await self._s.scalar(select(Company).where(Company.public_id == public_id))

    async def to_decide_on(self, public_id: str) -> Company | None:
        """The company with that public id, locked until the transaction ends where rows can be."""
        return await self._s.scalar(
            select(Company).where(Company.public_id == public_id).with_for_update()
        )

    async def by_siret(self, siret: str) -> Company | None:
        """The company with that SIRET."""
        return await self._s.scalar(select(Company).where(Company.siret == siret))

    async def all(self) -> Sequence[Company]:
        """Every company."""
        return (await self._s.scalars(select(Company).order_by(Company.id))).all()

    async def of_structure(self, structure_id: int) -> Sequence[Company]:
        """The companies a structure follows, by name."""
        rows = await self._s.scalars(
            select(Company)
            .where(Company.structure_id == structure_id)
            .order_by(Company.name, Company.id)
        )
        return rows.all()

    # --- how they stand --------------------------------------------------------------------------

    async def standing(
        self, structure_id: int, statuses: Collection[CompanyStatus]
    ) -> Sequence[Company]:
        """The companies of a structure in these states, the oldest first."""
        rows = await self._s.scalars(
            select(Company)
            .where(Company.structure_id == structure_id, Company.status.in_(list(statuses)))
            .order_by(Company.created_at, Company.id)
        )
        return rows.all()

    async def transitions(self, company_ids: Collection[int]) -> Sequence[CompanyTransition]:
        """How some companies came to stand as they do, the latest first."""
        rows = await self._s.scalars(
            select(CompanyTransition)
            .where(CompanyTransition.company_id.in_(list(company_ids)))
            .order_by(CompanyTransition.at.desc(), CompanyTransition.id.desc())
        )
        return rows.all()

    async def withhold_offers(self, company_id: int, withheld: bool) -> Sequence[int]:
        """Take a company's offers from everybody, or give them back; answers their ids."""
        await self._s.execute(
            update(Offer).where(Offer.company_id == company_id).values(withheld=withheld)
        )
        rows = await self._s.scalars(select(Offer.id).where(Offer.company_id == company_id))
        return rows.all()

    async def accounts_touched(self, company_id: int) -> Sequence[int]:
        """The accounts of the youths who like an offer of a company, or are matched with it."""
        own = select(Offer.id).where(Offer.company_id == company_id).scalar_subquery()
        likers = select(Decision.youth_id).where(
            Decision.offer_id.in_(own),
            Decision.side == Side.YOUTH,
            Decision.kind == DecisionKind.LIKE,
            stands(),
        )
        matched = select(Match.youth_id).where(Match.offer_id.in_(own))
        rows = await self._s.scalars(
            select(YouthIdentity.account_id)
            .where(
                YouthIdentity.account_id.is_not(None),
                YouthIdentity.youth_id.in_(likers) | YouthIdentity.youth_id.in_(matched),
            )
            .order_by(YouthIdentity.account_id)
        )
        return [account_id for account_id in rows if account_id is not None]

    # --- establishments --------------------------------------------------------------------------

    async def sites(self, company_ids: Collection[int]) -> Sequence[CompanySite]:
        """The establishments of some companies: the main one first, then by name."""
        rows = await self._s.scalars(
            select(CompanySite)
            .where(CompanySite.company_id.in_(list(company_ids)))
            .order_by(CompanySite.main.desc(), CompanySite.name, CompanySite.id)
        )
        return rows.all()

    async def site(self, company_id: int, public_id: str) -> CompanySite | None:
        """An establishment of a company."""
        return await self._s.scalar(
            select(CompanySite).where(
                CompanySite.company_id == company_id, CompanySite.public_id == public_id
            )
        )

    async def site_by_id(self, site_id: int) -> CompanySite | None:
        """The establishment with that id."""
        return await self._s.get(CompanySite, site_id)

    async def no_main_site(self, company_id: int) -> None:
        """None of a company's establishments is the main one."""
        await self._s.execute(
            update(CompanySite).where(CompanySite.company_id == company_id).values(main=False)
        )

    async def offers_at(self, site_id: int) -> Sequence[Offer]:
        """The offers that are at an establishment."""
        return (await self._s.scalars(select(Offer).where(Offer.site_id == site_id))).all()

    async def offer_counts(self, site_ids: Collection[int]) -> dict[int, int]:
        """How many offers are at each establishment."""
        rows = await self._s.execute(
            select(Offer.site_id, func.count())
            .where(Offer.site_id.in_(list(site_ids)))
            .group_by(Offer.site_id)
        )
        return {row[0]: row[1] for row in rows if row[0] is not None}

    async def forget_site(self, site: CompanySite) -> None:
        """Delete an establishment."""
        await self._s.execute(delete(CompanySite).where(CompanySite.id == site.id))

    # --- who asks to be let in ---------------------------------------------------------------------

    async def open_requests(self, company_id: int) -> Sequence[CompanyRequest]:
        """Who asks to be let into a company, the oldest first."""
        rows = await self._s.scalars(
            select(CompanyRequest)
            .where(CompanyRequest.company_id == company_id, CompanyRequest.settled_at.is_(None))
            .order_by(CompanyRequest.asked_at, CompanyRequest.id)
        )
        return rows.all()

    async def request_to_settle(self, company_id: int, public_id: str) -> CompanyRequest | None:
        """A request to be let into a company, locked where rows can be."""
        return await self._s.scalar(
            select(CompanyRequest)
            .where(CompanyRequest.company_id == company_id, CompanyRequest.public_id == public_id)
            .with_for_update()
        )

    async def invitations(self, company_id: int) -> Sequence[MailLink]:
        """The invitations of a company that nobody used, the latest first; expired ones too."""
        rows = await self._s.scalars(
            select(MailLink)
            .where(
                MailLink.company_id == company_id,
                MailLink.purpose == LinkPurpose.JOIN,
                MailLink.used_at.is_(None),
            )
            .order_by(MailLink.created_at.desc(), MailLink.id.desc())
        )
        return rows.all()

    # --- logo --------------------------------------------------------------------------------------

    async def logo(self, public_id: str) -> CompanyLogo | None:
        """The logo with that public id."""
        return await self._s.scalar(select(CompanyLogo).where(CompanyLogo.public_id == public_id))

    async def forget_logo(self, company_id: int) -> None:
        """Delete a company's logo."""
        await self._s.execute(delete(CompanyLogo).where(CompanyLogo.company_id == company_id))
