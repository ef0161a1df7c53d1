"""Conversations and messages; what hangs on them is in `talk_more`."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.conversation import CardKind, MembershipStatus, folded
from myjobmatch.domain.enums import ConversationKind


def _folded_body(context: DefaultExecutionContext) -> str:
    return folded(str(context.get_current_parameters()["body"]))  # type: ignore[no-untyped-call]


class Conversation(Base):
    """A youth with their advisor, or, once the identity is shared, with a company; or a group.

    A group belongs to the advisor who opened it (`owner_id`) and has a title instead of a youth.
    """

    __tablename__ = "conversation"
    __table_args__ = (
        CheckConstraint("(kind = 'match') = (match_id IS NOT NULL)", name="match_known"),
        CheckConstraint("(kind = 'group') = (youth_id IS NULL)", name="group_of_nobody"),
        UniqueConstraint("match_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    kind: Mapped[ConversationKind] = mapped_column(enum_column(ConversationKind))
    youth_id: Mapped[int | None] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), index=True
    )
    match_id: Mapped[int | None] = mapped_column(ForeignKey("match.id", ondelete="CASCADE"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_message_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    title: Mapped[str] = mapped_column(String(80), default="", server_default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ConversationMember(Base):
    """Who takes part, and up to where they have read."""

    __tablename__ = "conversation_member"
    __table_args__ = (Index("ix_conversation_member_account_id", "account_id"),)

    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    last_read_id: Mapped[int] = mapped_column(default=0)
    joined_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    status: Mapped[MembershipStatus] = mapped_column(
        enum_column(MembershipStatus),
        default=MembershipStatus.JOINED,
        server_default=MembershipStatus.JOINED.value,
    )


class Message(Base):
    """One message: words, attachments, a shared card, or several of these.

    One that was deleted stays as a place without words; what it said is in `message_trace`.
    """

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_conversation_id_id", "conversation_id", "id"),
        CheckConstraint(
            "body <> '' OR files > 0 OR card_kind IS NOT NULL OR deleted_at IS NOT NULL",
            name="body_given",
        ),
        CheckConstraint("(card_kind IS NULL) = (card_id IS NULL)", name="card_named"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    on_behalf: Mapped[bool] = mapped_column(default=False)
    body: Mapped[str] = mapped_column(Text)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    folded: Mapped[str] = mapped_column(Text, default=_folded_body, server_default="")
    files: Mapped[int] = mapped_column(default=0, server_default="0")
    card_kind: Mapped[CardKind | None] = mapped_column(enum_column(CardKind))
    card_id: Mapped[str | None] = mapped_column(PublicId)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    broadcast_id: Mapped[int | None] = mapped_column(ForeignKey("broadcast.id"), index=True)
