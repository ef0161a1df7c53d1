"""A youth's own search: what they typed or sent for themselves, which no employer and no engine reads."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, Json, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.enums import ApplicationStatus
from myjobmatch.domain.papers import CvLayout, DocumentKind

_ABOUT_ONE = "(offer_id IS NULL) <> (tracked_id IS NULL)"
_ABOUT_ONE_AT_MOST = "offer_id IS NULL OR tracked_id IS NULL"


class TrackedApplication(Base):
    """An application made elsewhere. Its public id is made on the phone: it is unique for its youth."""

    __tablename__ = "tracked_application"
    __table_args__ = (
        UniqueConstraint("youth_id", "public_id"),
        CheckConstraint("title <> ''", name="title_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(200))
    company: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    url: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[ApplicationStatus] = mapped_column(enum_column(ApplicationStatus))
    day: Mapped[date | None]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TrackedStep(Base):
    """One step of an application made elsewhere."""

    __tablename__ = "tracked_step"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    tracked_id: Mapped[int] = mapped_column(
        ForeignKey("tracked_application.id", ondelete="CASCADE"), index=True
    )
    status: Mapped[ApplicationStatus] = mapped_column(enum_column(ApplicationStatus))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SearchNote(Base):
    """What a youth notes on an offer or an application, for themselves alone."""

    __tablename__ = "search_note"
    __table_args__ = (
        UniqueConstraint("youth_id", "offer_id"),
        UniqueConstraint("youth_id", "tracked_id"),
        CheckConstraint(_ABOUT_ONE, name="about_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    tracked_id: Mapped[int | None] = mapped_column(
        ForeignKey("tracked_application.id", ondelete="CASCADE")
    )
    text: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Reminder(Base):
    """What a youth wants to be reminded of, and when; `told_at` once its event has gone out."""

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("youth_id", "public_id"),
        CheckConstraint(_ABOUT_ONE_AT_MOST, name="about_one_at_most"),
        Index("ix_reminder_told_at_due_at", "told_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    tracked_id: Mapped[int | None] = mapped_column(
        ForeignKey("tracked_application.id", ondelete="CASCADE")
    )
    text: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SavedSearch(Base):
    """A search kept by name. What was published after `seen_at` is new; `told_at` is the last alert's."""

    __tablename__ = "saved_search"
    __table_args__ = (
        UniqueConstraint("youth_id", "public_id"),
        CheckConstraint("minutes IS NULL OR minutes BETWEEN 5 AND 240", name="minutes_range"),
        CheckConstraint("fresh >= 0", name="fresh_counted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))
    words: Mapped[str] = mapped_column(String(200), default="")
    minutes: Mapped[int | None]
    contracts: Mapped[list[str]] = mapped_column(Json, default=list)
    tell: Mapped[bool] = mapped_column(default=True)
    fresh: Mapped[int] = mapped_column(default=0)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class YouthDocument(Base):
    """A document kept private; its bytes lie in the data folder under `stored_as`."""

    __tablename__ = "youth_document"
    __table_args__ = (CheckConstraint("size > 0", name="size_given"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[DocumentKind] = mapped_column(enum_column(DocumentKind))
    size: Mapped[int]
    stored_as: Mapped[str] = mapped_column(String(64), unique=True)
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class YouthCv(Base):
    """What is typed for the CV alone; what is not here comes from the profile when the CV is made."""

    __tablename__ = "youth_cv"

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    headline: Mapped[str] = mapped_column(String(160), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(254), default="")
    show_contact: Mapped[bool] = mapped_column(default=True)
    layout: Mapped[CvLayout] = mapped_column(enum_column(CvLayout), default=CvLayout.CLEAR)
    diplomas: Mapped[list[str]] = mapped_column(Json, default=list)
    languages: Mapped[list[str]] = mapped_column(Json, default=list)
    more: Mapped[list[str]] = mapped_column(Json, default=list)
    hidden_experiences: Mapped[list[int]] = mapped_column(Json, default=list)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
