"""Actions of the week: the catalogue of a structure, the actions, each change of them, and each week's sums."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.actions import (
    ActionCategory,
    ActionOrigin,
    ActionStatus,
    ReturnReason,
    StepKind,
)

_MINUTES = "minutes BETWEEN 15 AND 2100"


class ActionEntry(Base):
    """An entry of a structure's catalogue: its own (`title`), or what it makes of a shared one (`shared_key`)."""

    __tablename__ = "action_entry"
    __table_args__ = (
        UniqueConstraint("structure_id", "shared_key"),
        CheckConstraint("(title = '') <> (shared_key IS NULL)", name="own_or_shared"),
        CheckConstraint(_MINUTES, name="minutes_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"), index=True)
    shared_key: Mapped[str | None] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(120), default="")
    category: Mapped[ActionCategory] = mapped_column(enum_column(ActionCategory))
    minutes: Mapped[int]
    step: Mapped[StepKind] = mapped_column(enum_column(StepKind), default=StepKind.NONE)
    place: Mapped[str] = mapped_column(String(160), default="")
    hidden: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ActionBatch(Base):
    """Something an advisor did at once, by an id made in their browser: done again, it is the same."""

    __tablename__ = "action_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Action(Base):
    """An action of a youth. Its public id is made on the phone or at the desk.

    `key` names what the shared catalogue calls it, told in the reader's language; else `title` is what was typed.
    """

    __tablename__ = "youth_action"
    __table_args__ = (
        CheckConstraint("(title = '') <> (key = '')", name="named_once"),
        CheckConstraint(_MINUTES, name="minutes_range"),
        CheckConstraint(
            "status NOT IN ('declared', 'validated') OR done_on IS NOT NULL", name="done_has_a_day"
        ),
        CheckConstraint(
            "(status = 'returned') = (reason IS NOT NULL)", name="returned_with_a_reason"
        ),
        Index("ix_youth_action_youth_status", "youth_id", "status"),
        Index("ix_youth_action_youth_done", "youth_id", "done_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    category: Mapped[ActionCategory] = mapped_column(enum_column(ActionCategory))
    status: Mapped[ActionStatus] = mapped_column(enum_column(ActionStatus))
    origin: Mapped[ActionOrigin] = mapped_column(enum_column(ActionOrigin))
    key: Mapped[str] = mapped_column(String(40), default="")
    title: Mapped[str] = mapped_column(String(120), default="")
    minutes: Mapped[int]
    planned_on: Mapped[date | None]
    done_on: Mapped[date | None]
    step: Mapped[StepKind] = mapped_column(enum_column(StepKind), default=StepKind.NONE)
    place: Mapped[str] = mapped_column(String(160), default="")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    on_behalf: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[ReturnReason | None] = mapped_column(enum_column(ReturnReason))
    reason_words: Mapped[str] = mapped_column(String(300), default="")
    document_id: Mapped[int | None] = mapped_column(
        ForeignKey("youth_document.id", ondelete="SET NULL")
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    declared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    validated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    validated_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ActionStep(Base):
    """One change of an action: what it was before and after, so that what was done at once can be taken back."""

    __tablename__ = "action_step"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    action_id: Mapped[int] = mapped_column(
        ForeignKey("youth_action.id", ondelete="CASCADE"), index=True
    )
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("action_batch.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    before: Mapped[ActionStatus | None] = mapped_column(enum_column(ActionStatus, "before_status"))
    after: Mapped[ActionStatus] = mapped_column(enum_column(ActionStatus, "after_status"))
    minutes_before: Mapped[int]
    minutes_after: Mapped[int]
    done_before: Mapped[date | None]
    reason_before: Mapped[ReturnReason | None] = mapped_column(
        enum_column(ReturnReason, "before_reason")
    )
    words_before: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class YouthWeek(Base):
    """The sums of a youth's week in minutes, as `domain.weeks.week_totals` makes them: what figures read."""

    __tablename__ = "youth_week"
    __table_args__ = (
        CheckConstraint("planned >= 0 AND waiting >= 0 AND validated >= 0", name="counted"),
        Index("ix_youth_week_monday", "monday"),
        # a dashboard sums a hundred thousand of them
        Index("ix_youth_week_sums", "youth_id", "monday", "validated", "waiting"),
    )

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    monday: Mapped[date] = mapped_column(primary_key=True)
    planned: Mapped[int] = mapped_column(default=0)
    waiting: Mapped[int] = mapped_column(default=0)
    validated: Mapped[int] = mapped_column(default=0)


class ReceptionSecret(Base):
    """What a structure's code at reception is made of; it never leaves the server."""

    __tablename__ = "reception_secret"

    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"), primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary(32))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
