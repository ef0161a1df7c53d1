"""Operations that the FSE+ pays for, who takes part, and what they answered: apart from all that matching reads."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, Json, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.fse.questionnaire import Part
from myjobmatch.domain.fse.told import ToldBy


class FseOperation(Base):
    """An operation. Money in cents, the rate in hundredths of a percent; `version` grows with each change."""

    __tablename__ = "fse_operation"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint("cost_cents > 0", name="cost_some"),
        CheckConstraint("grant_cents > 0 AND grant_cents <= cost_cents", name="grant_within_cost"),
        CheckConstraint("rate BETWEEN 1 AND 10000", name="rate_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    title: Mapped[str] = mapped_column(String(200))
    number: Mapped[str] = mapped_column(String(40), default="")
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    cost_cents: Mapped[int] = mapped_column(BigInteger)
    grant_cents: Mapped[int] = mapped_column(BigInteger)
    rate: Mapped[int]
    questionnaire: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FseOperationStructure(Base):
    """A structure that carries an operation out; the one that `leads` writes it."""

    __tablename__ = "fse_operation_structure"

    operation_id: Mapped[int] = mapped_column(
        ForeignKey("fse_operation.id", ondelete="CASCADE"), primary_key=True
    )
    structure_id: Mapped[int] = mapped_column(
        ForeignKey("structure.id"), primary_key=True, index=True
    )
    leads: Mapped[bool] = mapped_column(default=False)


class FseOperationFunder(Base):
    """A funder's account that may look at an operation's figures."""

    __tablename__ = "fse_operation_funder"

    operation_id: Mapped[int] = mapped_column(
        ForeignKey("fse_operation.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class FseParticipation(Base):
    """A youth in an operation: once. Without `youth_id` the row is cut loose from the person, and counts still.

    `entry_lacks`, `exit_lacks`, `six_lacks`: how many answers of each part lack, kept beside the answers so that lists can
    be narrowed to them. `six_on`: from when the situation six months after is asked for. `asked_at`: when the youth was.
    """

    __tablename__ = "fse_participation"
    __table_args__ = (
        UniqueConstraint("operation_id", "youth_id"),
        CheckConstraint("left_on IS NULL OR left_on >= entered_on", name="left_after_entry"),
        CheckConstraint(
            "(left_on IS NULL) = (exit_due_on IS NULL) AND (left_on IS NULL) = (six_on IS NULL)"
            " AND (left_on IS NULL) = (six_due_on IS NULL)",
            name="due_once_left",
        ),
        CheckConstraint(
            "entry_lacks >= 0 AND exit_lacks >= 0 AND six_lacks >= 0", name="lacks_none_or_some"
        ),
        CheckConstraint("cut_on IS NULL OR youth_id IS NULL", name="cut_is_nobody"),
        Index("ix_fse_participation_structure_operation", "structure_id", "operation_id"),
        Index("ix_fse_participation_six_on_asked_at", "six_on", "asked_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    operation_id: Mapped[int] = mapped_column(ForeignKey("fse_operation.id"))
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"))
    youth_id: Mapped[int | None] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), index=True
    )
    entered_on: Mapped[date] = mapped_column(Date)
    left_on: Mapped[date | None] = mapped_column(Date)
    exit_due_on: Mapped[date | None] = mapped_column(Date)
    six_on: Mapped[date | None] = mapped_column(Date)
    six_due_on: Mapped[date | None] = mapped_column(Date)
    entry_lacks: Mapped[int] = mapped_column(default=0)
    exit_lacks: Mapped[int] = mapped_column(default=0)
    six_lacks: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cut_on: Mapped[date | None] = mapped_column(Date)
    version: Mapped[int] = mapped_column(default=1)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FseAnswers(Base):
    """The answers of one part, by question: what nobody answered is not there. Who told them, and when last."""

    __tablename__ = "fse_answers"

    participation_id: Mapped[int] = mapped_column(
        ForeignKey("fse_participation.id", ondelete="CASCADE"), primary_key=True
    )
    part: Mapped[Part] = mapped_column(enum_column(Part), primary_key=True)
    answers: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    told_by: Mapped[ToldBy] = mapped_column(enum_column(ToldBy))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FseCorrection(Base):
    """One answer, or day, that was another before: for whoever controls the operation."""

    __tablename__ = "fse_correction"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    participation_id: Mapped[int] = mapped_column(
        ForeignKey("fse_participation.id", ondelete="CASCADE"), index=True
    )
    question: Mapped[str] = mapped_column(String(40))
    before: Mapped[str] = mapped_column(String(120), default="")
    after: Mapped[str] = mapped_column(String(120), default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
