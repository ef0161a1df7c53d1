"""What hangs on messages: attachments, former texts, drafts, templates, what is sent later or to many."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, Json, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.conversation import (
    CardKind,
    FileKind,
    ScanStatus,
    ScheduledStatus,
    TraceKind,
    VoiceForm,
)


class MessageAttachment(Base):
    """A file of a message; its id is made where it was chosen. Without a message it waits to be sent.

    `stored_as` names its bytes in the attachments' folder; empty once these are gone.
    """

    __tablename__ = "message_attachment"
    __table_args__ = (
        CheckConstraint("size > 0", name="size_given"),
        CheckConstraint("(kind = 'voice') = (form IS NOT NULL)", name="voice_known"),
        Index("ix_message_attachment_scan_uploaded_at", "scan", "uploaded_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    message_id: Mapped[int | None] = mapped_column(
        ForeignKey("message.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[FileKind] = mapped_column(enum_column(FileKind))
    form: Mapped[VoiceForm | None] = mapped_column(enum_column(VoiceForm))
    name: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    sent_sha256: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str] = mapped_column(String(64))
    small_as: Mapped[str] = mapped_column(String(64), default="")
    seconds: Mapped[int] = mapped_column(default=0)
    peaks: Mapped[list[int]] = mapped_column(Json, default=list)
    scan: Mapped[ScanStatus] = mapped_column(enum_column(ScanStatus))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MessageTrace(Base):
    """What a message said before it was edited or deleted, by whom and when: kept for audit."""

    __tablename__ = "message_trace"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    message_id: Mapped[int] = mapped_column(
        ForeignKey("message.id", ondelete="CASCADE"), index=True
    )
    kind: Mapped[TraceKind] = mapped_column(enum_column(TraceKind))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class MessageDraft(Base):
    """What somebody at a desk has begun to write in a conversation."""

    __tablename__ = "message_draft"

    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    body: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class MessageTemplate(Base):
    """A message written once: an advisor's own, or (without an owner) their structure's."""

    __tablename__ = "message_template"
    __table_args__ = (
        CheckConstraint("title <> '' AND body <> ''", name="given"),
        Index("ix_message_template_structure_id_owner_id", "structure_id", "owner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    title: Mapped[str] = mapped_column(String(80))
    body: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ScheduledMessage(Base):
    """A message that leaves by itself at its moment; a failed one says why."""

    __tablename__ = "scheduled_message"
    __table_args__ = (
        CheckConstraint("body <> '' OR card_kind IS NOT NULL", name="body_given"),
        CheckConstraint("(card_kind IS NULL) = (card_id IS NULL)", name="card_named"),
        Index("ix_scheduled_message_status_due_at", "status", "due_at"),
        Index("ix_scheduled_message_account_id_status", "account_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    body: Mapped[str] = mapped_column(Text)
    card_kind: Mapped[CardKind | None] = mapped_column(enum_column(CardKind))
    card_id: Mapped[str | None] = mapped_column(PublicId)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    status: Mapped[ScheduledStatus] = mapped_column(enum_column(ScheduledStatus))
    error: Mapped[str] = mapped_column(String(40), default="")
    broadcast_id: Mapped[int | None] = mapped_column(
        ForeignKey("broadcast.id", ondelete="SET NULL"), index=True
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Broadcast(Base):
    """One text to several youths, each in their own conversation."""

    __tablename__ = "broadcast"
    __table_args__ = (Index("ix_broadcast_account_id_at", "account_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(Text)
    card_kind: Mapped[CardKind | None] = mapped_column(enum_column(CardKind))
    card_id: Mapped[str | None] = mapped_column(PublicId)
    wanted: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
