"""What protects a youth from employers: blocks, reports, closed questions, and the limits to what is dealt."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.candidate_questions import QuestionAnswer, QuestionTemplate
from myjobmatch.domain.sharing import CompanyReportReason, CompanyReportStatus


class CompanyBlock(Base):
    """A youth and a company that are never shown to one another, as the youth wants it."""

    __tablename__ = "company_block"

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    company_id: Mapped[int] = mapped_column(
        ForeignKey("company.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CompanyReport(Base):
    """That something is wrong with an employer, or with a message of theirs; the structure looks at it.

    `excerpt` is the message reported, as it was: an employer may delete it, and whoever settles the report
    takes no part in the conversation.
    """

    __tablename__ = "company_report"
    __table_args__ = (
        CheckConstraint("(status = 'open') = (settled_at IS NULL)", name="settled_at_known"),
        Index("ix_company_report_structure_id_status", "structure_id", "status"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    structure_id: Mapped[int | None] = mapped_column(ForeignKey("structure.id"))
    company_id: Mapped[int] = mapped_column(
        ForeignKey("company.id", ondelete="CASCADE"), index=True
    )
    reason: Mapped[CompanyReportReason] = mapped_column(enum_column(CompanyReportReason))
    note: Mapped[str] = mapped_column(String(500), default="")
    excerpt: Mapped[str] = mapped_column(String(1000), default="")
    status: Mapped[CompanyReportStatus] = mapped_column(
        enum_column(CompanyReportStatus), default=CompanyReportStatus.OPEN
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class CandidateQuestion(Base):
    """A closed question to an anonymous candidate of an offer, and their closed answer."""

    __tablename__ = "candidate_question"
    __table_args__ = (
        UniqueConstraint("offer_id", "youth_id", "template"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_at_known"),
        CheckConstraint("(template = 'start') = (month <> '')", name="month_of_start"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    template: Mapped[QuestionTemplate] = mapped_column(enum_column(QuestionTemplate))
    month: Mapped[str] = mapped_column(String(7), default="")
    asked_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answer: Mapped[QuestionAnswer | None] = mapped_column(enum_column(QuestionAnswer))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class CandidatePlace(Base):
    """From which places a company was told a band of a youth's way by an alias that was forgotten since."""

    __tablename__ = "candidate_place"

    company_id: Mapped[int] = mapped_column(
        ForeignKey("company.id", ondelete="CASCADE"), primary_key=True
    )
    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    cell: Mapped[str] = mapped_column(String(24), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CandidateAllowance(Base):
    """More cards for a company on a day, and why: an officer's word."""

    __tablename__ = "candidate_allowance"
    __table_args__ = (
        Index("ix_candidate_allowance_company_id_day", "company_id", "day"),
        CheckConstraint("cards > 0", name="cards_more"),
        CheckConstraint("reason <> ''", name="reason_given"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("company.id", ondelete="CASCADE"))
    day: Mapped[date]
    cards: Mapped[int]
    reason: Mapped[str] = mapped_column(String(300))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
