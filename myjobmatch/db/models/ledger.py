"""What happened: client commands, the change sequence, activity, audit, outbox; and vectors kept."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, Json, UtcDateTime, enum_column
from myjobmatch.domain.activity import ActivityKind


class ClientCommand(Base):
    """A command answered once: replaying its id gives `response` again and has no second effect."""

    __tablename__ = "client_command"
    __table_args__ = (UniqueConstraint("account_id", "command_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    command_id: Mapped[str] = mapped_column(String(36))
    kind: Mapped[str] = mapped_column(String(40))
    payload_hash: Mapped[str] = mapped_column(String(64))
    response: Mapped[dict[str, object]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Change(Base):
    """The change sequence: what the index must re-read and which pages must refresh.

    `topic` names what changed (offer, youth, catalogue) or who should look (account); `entity_id`
    is its dense id.
    """

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_topic_entity_id", "topic", "entity_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    topic: Mapped[str] = mapped_column(String(20))
    entity_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Activity(Base):
    """The append-only log by structure that dashboards aggregate.

    `advisor_id` is who followed the youth when it happened, so that past figures of a portfolio stay what they were.
    `taken_back`: what an entry of this kind told of, at this moment, was noted by mistake or corrected since.
    """

    __tablename__ = "activity"
    __table_args__ = (
        Index("ix_activity_structure_kind_at", "structure_id", "kind", "at"),
        Index("ix_activity_youth_at", "youth_id", "at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    structure_id: Mapped[int | None] = mapped_column(ForeignKey("structure.id"))
    kind: Mapped[ActivityKind] = mapped_column(enum_column(ActivityKind))
    youth_id: Mapped[int | None] = mapped_column(ForeignKey("youth.id", ondelete="SET NULL"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id", ondelete="SET NULL"))
    actor_role: Mapped[str] = mapped_column(String(32), default="")
    advisor_id: Mapped[int | None]
    taken_back: Mapped[bool] = mapped_column(default=False, server_default=false())


class AuditEntry(Base):
    """Who read or changed what is sensitive, and in whose name."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_subject", "subject_kind", "subject_id", "at"),
        CheckConstraint("action <> ''", name="action_given"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int]
    in_name_of: Mapped[str] = mapped_column(String(60), default="")
    details: Mapped[dict[str, object]] = mapped_column(Json, default=dict)


class OutboxEvent(Base):
    """A domain event, written in the same transaction as its cause; a worker carries it out."""

    __tablename__ = "outbox_event"
    __table_args__ = (Index("ix_outbox_event_pending", "done_at", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    topic: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, object]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(String(500), default="")


class TransitFeed(Base):
    """A public transport feed in force, one a name, and the timetable made of it for routing.

    `weekday` and `saturday` are the days that stand for the usual ones.
    """

    __tablename__ = "transit_feed"
    __table_args__ = (CheckConstraint("name <> ''", name="name_given"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    version: Mapped[str] = mapped_column(String(80), default="")
    sha256: Mapped[str] = mapped_column(String(64))
    weekday: Mapped[date | None]
    saturday: Mapped[date | None]
    valid_until: Mapped[date | None]
    stop_count: Mapped[int]
    connection_count: Mapped[int]
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    timetable: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Embedding(Base):
    """A vector and the fingerprint of the encoder that made it; another encoder re-encodes."""

    __tablename__ = "embedding"

    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    entity_id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    text_hash: Mapped[str] = mapped_column(String(64))
    vector: Mapped[bytes] = mapped_column(LargeBinary)
