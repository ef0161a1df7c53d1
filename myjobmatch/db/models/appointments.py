"""Appointments, the hours that youths may book, advisors' absences, and calendars that are subscribed to."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.appointments import (
    AbsenceReason,
    AppointmentHow,
    AppointmentKind,
    AppointmentSide,
    AppointmentStatus,
    Presence,
)


class Appointment(Base):
    """An advisor meets a youth. Nothing overlaps for either: writers lock both first (docs/decisions/0030).

    `uid` stays for ever and `sequence` grows with each change, as calendars want it, but of who holds it.
    `remind_week_at` and `remind_day_at` are when the worker reminds; empty once it has, or when there is
    nothing to remind of.
    `follows` is the missed appointment that this one makes up for; `settled_at` says that a missed one
    was followed up. `on_behalf`: set by an advisor for a youth who has no phone or is present.
    """

    __tablename__ = "appointment"
    __table_args__ = (
        Index("ix_appointment_advisor_starts", "advisor_id", "starts_at"),
        Index("ix_appointment_youth_starts", "youth_id", "starts_at"),
        Index("ix_appointment_remind_week_at", "remind_week_at"),
        Index("ix_appointment_remind_day_at", "remind_day_at"),
        Index("ix_appointment_presence", "advisor_id", "presence", "settled_at"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("sequence >= 0", name="sequence_counted"),
        CheckConstraint("(how = 'video') = (video_url <> '')", name="video_has_room"),
        CheckConstraint("(status = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled_at"),
        CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by IS NULL)", name="cancelled_by_known"
        ),
        CheckConstraint("(status = 'done') = (presence IS NOT NULL)", name="done_is_presence"),
        CheckConstraint(
            "status = 'planned' OR (remind_week_at IS NULL AND remind_day_at IS NULL)",
            name="reminds_of_planned",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    uid: Mapped[str] = mapped_column(String(80), unique=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"), index=True)
    advisor_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    kind: Mapped[AppointmentKind] = mapped_column(enum_column(AppointmentKind))
    how: Mapped[AppointmentHow] = mapped_column(enum_column(AppointmentHow))
    place: Mapped[str] = mapped_column(String(200), default="")
    phone: Mapped[str] = mapped_column(String(30), default="")
    video_url: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    status: Mapped[AppointmentStatus] = mapped_column(
        enum_column(AppointmentStatus), default=AppointmentStatus.PLANNED
    )
    presence: Mapped[Presence | None] = mapped_column(enum_column(Presence))
    sequence: Mapped[int] = mapped_column(default=0)
    booked_by: Mapped[AppointmentSide] = mapped_column(enum_column(AppointmentSide, "bookedby"))
    on_behalf: Mapped[bool] = mapped_column(default=False)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cancelled_by: Mapped[AppointmentSide | None] = mapped_column(
        enum_column(AppointmentSide, "cancelledby")
    )
    reason: Mapped[str] = mapped_column(String(300), default="")
    remind_week_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    remind_day_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    follows_id: Mapped[int | None] = mapped_column(
        ForeignKey("appointment.id", ondelete="SET NULL"), index=True
    )
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AppointmentOpening(Base):
    """When an advisor may be booked, for a kind: each week on a weekday, or on one day (`domain.slots`)."""

    __tablename__ = "appointment_opening"
    __table_args__ = (
        CheckConstraint("(weekday IS NULL) <> (day IS NULL)", name="weekday_or_day"),
        CheckConstraint("weekday IS NULL OR weekday BETWEEN 0 AND 6", name="weekday_range"),
        CheckConstraint(
            "start_minute >= 0 AND start_minute < end_minute AND end_minute <= 1440", name="times"
        ),
        CheckConstraint("minutes BETWEEN 10 AND 480", name="minutes_range"),
        CheckConstraint("places BETWEEN 1 AND 40", name="places_range"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    advisor_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[AppointmentKind] = mapped_column(enum_column(AppointmentKind))
    how: Mapped[AppointmentHow] = mapped_column(enum_column(AppointmentHow))
    minutes: Mapped[int]
    places: Mapped[int] = mapped_column(default=1)
    weekday: Mapped[int | None]
    day: Mapped[date | None]
    start_minute: Mapped[int]
    end_minute: Mapped[int]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    place: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class OpeningException(Base):
    """A part of a day in which an advisor's openings do not hold."""

    __tablename__ = "opening_exception"
    __table_args__ = (
        CheckConstraint(
            "start_minute >= 0 AND start_minute < end_minute AND end_minute <= 1440", name="times"
        ),
        Index("ix_opening_exception_advisor_day", "advisor_id", "day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    advisor_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    day: Mapped[date]
    start_minute: Mapped[int] = mapped_column(default=0)
    end_minute: Mapped[int] = mapped_column(default=1440)


class AdvisorAbsence(Base):
    """Days on which an advisor is away, both included, and the colleague who answers meanwhile, if any."""

    __tablename__ = "advisor_absence"
    __table_args__ = (
        CheckConstraint("from_day <= to_day", name="days_in_order"),
        CheckConstraint("replacing_id IS NULL OR replacing_id <> advisor_id", name="by_another"),
        Index("ix_advisor_absence_advisor_days", "advisor_id", "from_day", "to_day"),
        Index("ix_advisor_absence_replacing_days", "replacing_id", "from_day", "to_day"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    advisor_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    from_day: Mapped[date]
    to_day: Mapped[date]
    reason: Mapped[AbsenceReason] = mapped_column(
        enum_column(AbsenceReason), default=AbsenceReason.OTHER
    )
    replacing_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    created_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CalendarFeed(Base):
    """An address under which an advisor's calendar is read without signing in; only its SHA-256 is kept."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        Index(
            "uq_calendar_feed_live",
            "account_id",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    first_names: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
