"""Who accompanies whom, and who did: hand-overs of portfolios, and the history of a youth's advisors."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.continuity import FollowKind, TransferKind


class PortfolioTransfer(Base):
    """A portfolio, whole or some youths of it, handed to a colleague; `batch` ties those decided together."""

    __tablename__ = "portfolio_transfer"
    __table_args__ = (
        CheckConstraint("from_id <> to_id", name="to_another"),
        CheckConstraint("(kind = 'permanent') = (until_day IS NULL)", name="until_known"),
        CheckConstraint("until_day IS NULL OR until_day >= from_day", name="until_later"),
        CheckConstraint("ended_by IS NULL OR ended_at IS NOT NULL", name="ended_known"),
        Index("ix_portfolio_transfer_structure_ended", "structure_id", "ended_at"),
        Index("ix_portfolio_transfer_batch", "batch"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    batch: Mapped[str] = mapped_column(PublicId)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"))
    from_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[TransferKind] = mapped_column(enum_column(TransferKind))
    whole: Mapped[bool]
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    begun_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its beginning was carried out and told."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When its end was: taken back, run out, or, for good, carried out."""
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who took it back before its end, or undid it."""


class TransferYouth(Base):
    """A youth who is handed over by name, or who was moved by a transfer for good."""

    __tablename__ = "transfer_youth"
    __table_args__ = (Index("ix_transfer_youth_youth_id", "youth_id"),)

    transfer_id: Mapped[int] = mapped_column(
        ForeignKey("portfolio_transfer.id", ondelete="CASCADE"), primary_key=True
    )
    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When another advisor was given to them meanwhile: the transfer concerns them no more."""


class FollowUpSpan(Base):
    """Somebody accompanied a youth, as their own advisor or beside them, from one moment to another."""

    __tablename__ = "follow_up_span"
    __table_args__ = (
        CheckConstraint("kind <> 'replacing'", name="lasting"),
        CheckConstraint("until IS NULL OR until >= since", name="until_later"),
        Index("ix_follow_up_span_youth_id", "youth_id"),
        Index("ix_follow_up_span_advisor_kind", "advisor_id", "kind", "until"),
        Index(
            "uq_follow_up_span_open",
            "youth_id",
            "advisor_id",
            "kind",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
        Index(
            "uq_follow_up_span_main",
            "youth_id",
            unique=True,
            sqlite_where=text("until IS NULL AND kind = 'main'"),
            postgresql_where=text("until IS NULL AND kind = 'main'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    advisor_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[FollowKind] = mapped_column(enum_column(FollowKind))
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(300), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    transfer_id: Mapped[int | None] = mapped_column(
        ForeignKey("portfolio_transfer.id", ondelete="SET NULL")
    )


class AwayWords(Base):
    """What an advisor says in their own words while they are away."""

    __tablename__ = "away_words"
    __table_args__ = (CheckConstraint("words <> ''", name="words_given"),)

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    words: Mapped[str] = mapped_column(String(500))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AwayAnswer(Base):
    """The answer given by itself in a conversation on a day: one a day at most."""

    __tablename__ = "away_answer"

    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(primary_key=True)
