"""Workshops, their sessions, who shares them, who enrolled, who was there, and how it was.

How many have a place is counted in the session itself, under a CHECK: no code can seat one too many.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.workshops import (
    MOST_MINUTES,
    MOST_PLACES,
    AttendanceHow,
    EnrolmentStatus,
    Liked,
    LikedWhy,
    WorkshopDoor,
    WorkshopKind,
    WorkshopMode,
    WorkshopPresence,
    WorkshopStatus,
)


class Workshop(Base):
    """What is offered, again and again: a title, what it is about, the minutes that count for the week."""

    __tablename__ = "workshop"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title_given"),
        CheckConstraint(f"minutes BETWEEN 0 AND {MOST_MINUTES}", name="minutes_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    description: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[WorkshopKind] = mapped_column(enum_column(WorkshopKind))
    minutes: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))


class WorkshopSession(Base):
    """One meeting. `taken` counts who has a place, `line` numbers who waits; `secret` makes the screen's codes."""

    __tablename__ = "workshop_session"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_later"),
        CheckConstraint(f"capacity BETWEEN 1 AND {MOST_PLACES}", name="capacity_range"),
        CheckConstraint("taken BETWEEN 0 AND capacity", name="taken_range"),
        CheckConstraint("enrol_until <= ends_at", name="enrol_before_end"),
        CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name="closed_known"),
        CheckConstraint(
            "(status = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_known"
        ),
        Index("ix_workshop_session_status_ends_at", "status", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    workshop_id: Mapped[int] = mapped_column(ForeignKey("workshop.id"), index=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"), index=True)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    mode: Mapped[WorkshopMode] = mapped_column(enum_column(WorkshopMode))
    place: Mapped[str] = mapped_column(String(300), default="")
    link: Mapped[str] = mapped_column(Text, default="")
    door: Mapped[WorkshopDoor] = mapped_column(enum_column(WorkshopDoor))
    enrol_until: Mapped[datetime] = mapped_column(UtcDateTime)
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    line: Mapped[int] = mapped_column(default=0)
    status: Mapped[WorkshopStatus] = mapped_column(
        enum_column(WorkshopStatus), default=WorkshopStatus.UPCOMING
    )
    secret: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_by: Mapped[int] = mapped_column(ForeignKey("account.id"))
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WorkshopShare(Base):
    """A structure whose youths may take part, the owner included."""

    __tablename__ = "workshop_share"
    __table_args__ = (
        Index("ix_workshop_share_structure_id_session_id", "structure_id", "session_id"),
    )

    session_id: Mapped[int] = mapped_column(
        ForeignKey("workshop_session.id", ondelete="CASCADE"), primary_key=True
    )
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"), primary_key=True)


class WorkshopEnrolment(Base):
    """A youth and a session. `position` is their number in the line while they wait; `on_behalf`: an advisor did it."""

    __tablename__ = "workshop_enrolment"
    __table_args__ = (
        UniqueConstraint("session_id", "youth_id"),
        UniqueConstraint("session_id", "position"),
        CheckConstraint("(status = 'waiting') = (position IS NOT NULL)", name="position_known"),
        CheckConstraint(
            "status <> 'enrolled' OR enrolled_at IS NOT NULL", name="enrolled_at_known"
        ),
        Index("ix_workshop_enrolment_youth_id_status", "youth_id", "status"),
        Index("ix_workshop_enrolment_session_id_status", "session_id", "status"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("workshop_session.id", ondelete="CASCADE"))
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    status: Mapped[EnrolmentStatus] = mapped_column(enum_column(EnrolmentStatus))
    position: Mapped[int | None]
    invited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    enrolled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    promoted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    on_behalf: Mapped[bool] = mapped_column(default=False)
    reminded: Mapped[str] = mapped_column(String(8), default="")


class WorkshopAttendance(Base):
    """Whether somebody with a place was there, how it was told, and by whom."""

    __tablename__ = "workshop_attendance"

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("workshop_enrolment.id", ondelete="CASCADE"), primary_key=True
    )
    presence: Mapped[WorkshopPresence] = mapped_column(enum_column(WorkshopPresence))
    how: Mapped[AttendanceHow] = mapped_column(enum_column(AttendanceHow))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))


class WorkshopAnswer(Base):
    """How it was, in two taps, once a participant: read in counts alone."""

    __tablename__ = "workshop_answer"

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("workshop_enrolment.id", ondelete="CASCADE"), primary_key=True
    )
    liked: Mapped[Liked] = mapped_column(enum_column(Liked))
    why: Mapped[LikedWhy | None] = mapped_column(enum_column(LikedWhy))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
