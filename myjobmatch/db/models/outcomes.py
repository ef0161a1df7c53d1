"""What became of a match: its steps, interviews, hires, and the one question to each side."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.enums import ContractKind, Side
from myjobmatch.domain.outcomes import (
    InterviewHow,
    InterviewStatus,
    Stage,
    Teller,
    Went,
    WhyNot,
)


class MatchStep(Base):
    """One step of a match since both know each other: who told it, and why it came to nothing.

    One that was a slip stays, with `undone_at`. `tell_at`: when the other side is told, once it can be no slip.
    """

    __tablename__ = "match_step"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    match_id: Mapped[int] = mapped_column(ForeignKey("match.id", ondelete="CASCADE"), index=True)
    before: Mapped[Stage] = mapped_column(enum_column(Stage, "before"))
    after: Mapped[Stage] = mapped_column(enum_column(Stage, "after"))
    teller: Mapped[Teller] = mapped_column(enum_column(Teller))
    why: Mapped[WhyNot | None] = mapped_column(enum_column(WhyNot))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tell_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class Interview(Base):
    """Moments that a company proposes for an interview; `starts_at` is the one that the youth took.

    `uid` stays and `sequence` grows with each change, as calendars want it. `remind_at`: when both are reminded; empty
    once they were.
    """

    __tablename__ = "interview"
    __table_args__ = (
        CheckConstraint("status <> 'accepted' OR starts_at IS NOT NULL", name="accepted_when"),
        CheckConstraint("minutes > 0", name="minutes_some"),
        Index("ix_interview_match_status", "match_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    match_id: Mapped[int] = mapped_column(ForeignKey("match.id", ondelete="CASCADE"))
    how: Mapped[InterviewHow] = mapped_column(enum_column(InterviewHow))
    place: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(String(500), default="")
    minutes: Mapped[int]
    status: Mapped[InterviewStatus] = mapped_column(
        enum_column(InterviewStatus), default=InterviewStatus.PROPOSED
    )
    starts_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sequence: Mapped[int] = mapped_column(default=0)
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    remind_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class InterviewSlot(Base):
    """One of the moments proposed."""

    __tablename__ = "interview_slot"

    interview_id: Mapped[int] = mapped_column(
        ForeignKey("interview.id", ondelete="CASCADE"), primary_key=True
    )
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)


class Hire(Base):
    """A contract that came of an offer, once for a youth and an offer."""

    __tablename__ = "hire"
    __table_args__ = (
        UniqueConstraint("youth_id", "offer_id"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    contract: Mapped[ContractKind] = mapped_column(enum_column(ContractKind))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    teller: Mapped[Teller] = mapped_column(enum_column(Teller))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class OutcomeQuestion(Base):
    """The one question to a side of a match, how it went: when it falls due, when it was asked, what was answered."""

    __tablename__ = "outcome_question"

    match_id: Mapped[int] = mapped_column(
        ForeignKey("match.id", ondelete="CASCADE"), primary_key=True
    )
    side: Mapped[Side] = mapped_column(enum_column(Side), primary_key=True)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[Went | None] = mapped_column(enum_column(Went))
