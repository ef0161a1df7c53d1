"""What protects youths from employers: consents by company, blocks, reports, closed questions, limits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    delete,
    func,
    select,
)
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.models import (
    CandidateAllowance,
    CandidateQuestion,
    Company,
    CompanyBlock,
    CompanyReport,
    Consent,
    Match,
    Offer,
)
from myjobmatch.domain.enums import ConsentKind, MatchStatus
from myjobmatch.domain.sharing import CompanyReportStatus


@dataclass(frozen=True, slots=True)
class SharedRow:
    """One yes of a youth, and what became of it."""

    company_id: str
    company: str
    offer: str
    at: datetime
    withdrawn_at: datetime | None
    ended_at: datetime | None
    """When the match ended, if it did."""


class Sharing:
    """Queries on who may see what of a youth."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: CompanyReport | CandidateQuestion | CandidateAllowance) -> None:
        """Insert at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def shared_by(self, youth_id: int) -> Sequence[SharedRow]:
        """Every yes of a youth to sharing who they are, the oldest first."""
        rows = await self._s.execute(
            select(Company, Offer.title, Consent.at, Consent.withdrawn_at, Match)
            .join(Match, Match.id == Consent.match_id)
            .join(Offer, Offer.id == Match.offer_id)
            .join(Company, Company.id == Offer.company_id)
            .where(
                Consent.youth_id == youth_id,
                Consent.kind == ConsentKind.SHARE_IDENTITY,
                Consent.given,
            )
            .order_by(Consent.id)
        )
        return [
            SharedRow(
                company.public_id,
                company.name,
                title,
                at,
                withdrawn,
                None if match.status is MatchStatus.SHARED else match.updated_at,
            )
            for company, title, at, withdrawn, match in rows
        ]

    # --- blocks

    async def block(self, youth_id: int, company_id: int, at: datetime) -> bool:
        """Keep a company and a youth from one another; whether that is new."""
        if await self._s.get(CompanyBlock, (youth_id, company_id)) is not None:
            return False
        self._s.add(CompanyBlock(youth_id=youth_id, company_id=company_id, at=at))
        await self._s.flush()
        return True

    async def unblock(self, youth_id: int, company_id: int) -> bool:
        """Let them see one another again; whether they were kept apart."""
        done = await self._s.execute(
            delete(CompanyBlock).where(
                CompanyBlock.youth_id == youth_id, CompanyBlock.company_id == company_id
            )
        )
        return bool(getattr(done, "rowcount", 0))

    async def is_blocked(self, youth_id: int, company_id: int) -> bool:
        """Whether a youth blocks a company."""
        return await self._s.get(CompanyBlock, (youth_id, company_id)) is not None

    async def blocked_by(self, youth_id: int) -> Sequence[tuple[Company, datetime]]:
        """The companies that a youth blocks, by name."""
        rows = await self._s.execute(
            select(Company, CompanyBlock.at)
            .join(CompanyBlock, CompanyBlock.company_id == Company.id)
            .where(CompanyBlock.youth_id == youth_id)
            .order_by(Company.name, Company.id)
        )
        return [(row[0], row[1]) for row in rows]

    # --- reports

    async def report(self, structure_id: int, public_id: str) -> CompanyReport | None:
        """A report that youths of a structure made."""
        return await self._s.scalar(
            select(CompanyReport).where(
                CompanyReport.structure_id == structure_id, CompanyReport.public_id == public_id
            )
        )

    async def open_report(
        self, youth_id: int, company_id: int, excerpt: str
    ) -> CompanyReport | None:
        """What a youth reported of a company, or of a message of it, and nobody answered yet."""
        return await self._s.scalar(
            select(CompanyReport).where(
                CompanyReport.youth_id == youth_id,
                CompanyReport.company_id == company_id,
                CompanyReport.excerpt == excerpt,
                CompanyReport.status == CompanyReportStatus.OPEN,
            )
        )

    async def reports(
        self, structure_id: int, limit: int = 200
    ) -> Sequence[tuple[CompanyReport, Company]]:
        """What youths of a structure report of employers: the open ones first, then the latest."""
        rows = await self._s.execute(
            select(CompanyReport, Company)
            .join(Company, Company.id == CompanyReport.company_id)
            .where(CompanyReport.structure_id == structure_id)
            .order_by(CompanyReport.settled_at.is_not(None), CompanyReport.id.desc())
            .limit(limit)
        )
        return [(row[0], row[1]) for row in rows]

    # --- closed questions

    async def question(self, public_id: str) -> CandidateQuestion | None:
        """The question with that public id."""
        return await self._s.scalar(
            select(CandidateQuestion).where(CandidateQuestion.public_id == public_id)
        )

    async def question_numbered(self, question_id: int) -> CandidateQuestion | None:
        """The question with that id."""
        return await self._s.get(CandidateQuestion, question_id)

    async def questions_of(
        self, offer_id: int, youth_ids: Collection[int]
    ) -> Sequence[CandidateQuestion]:
        """What an offer asked some of its candidates, the oldest first."""
        rows = await self._s.scalars(
            select(CandidateQuestion)
            .where(
                CandidateQuestion.offer_id == offer_id,
                CandidateQuestion.youth_id.in_(list(youth_ids)),
            )
            .order_by(CandidateQuestion.id)
        )
        return rows.all()

    async def questions_to(
        self, youth_id: int, limit: int = 50
    ) -> Sequence[tuple[CandidateQuestion, Offer, Company]]:
        """What companies asked a youth, the latest first."""
        rows = await self._s.execute(
            select(CandidateQuestion, Offer, Company)
            .join(Offer, Offer.id == CandidateQuestion.offer_id)
            .join(Company, Company.id == Offer.company_id)
            .where(CandidateQuestion.youth_id == youth_id)
            .order_by(CandidateQuestion.id.desc())
            .limit(limit)
        )
        return [(row[0], row[1], row[2]) for row in rows]

    async def asked_since(self, company_id: int, since: datetime) -> int:
        """How many questions a company has asked since then."""
        count = await self._s.scalar(
            select(func.count())
            .select_from(CandidateQuestion)
            .join(Offer, Offer.id == CandidateQuestion.offer_id)
            .where(Offer.company_id == company_id, CandidateQuestion.asked_at >= since)
        )
        return count or 0

    # --- what a company was dealt
