"""What a youth told of their deck: what is put aside and why, what is kept for later, what is wrong."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.enums import AsideKind, PassReason, ReportReason, ReportStatus


class DeckAside(Base):
    """One thing that a youth's decks leave out until it is put back; `offer_id` is where it was said."""

    __tablename__ = "deck_aside"
    __table_args__ = (
        Index(
            "uq_deck_aside_standing",
            "youth_id",
            "kind",
            "value",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
        CheckConstraint("value <> ''", name="value_given"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    reason: Mapped[PassReason] = mapped_column(enum_column(PassReason))
    kind: Mapped[AsideKind] = mapped_column(enum_column(AsideKind))
    value: Mapped[str] = mapped_column(String(520))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    lifted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class KeptOffer(Base):
    """An offer that a youth keeps for later: neither liked nor passed, and off their deck."""

    __tablename__ = "kept_offer"

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    offer_id: Mapped[int] = mapped_column(
        ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class OfferReport(Base):
    """That something is wrong with an offer, told by a youth; the structure looks at it."""

    __tablename__ = "offer_report"
    __table_args__ = (
        UniqueConstraint("youth_id", "offer_id"),
        CheckConstraint("(status = 'open') = (settled_at IS NULL)", name="settled_at_known"),
        Index("ix_offer_report_structure_id_status", "structure_id", "status"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    structure_id: Mapped[int | None] = mapped_column(ForeignKey("structure.id"))
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    reason: Mapped[ReportReason] = mapped_column(enum_column(ReportReason))
    note: Mapped[str] = mapped_column(String(500), default="")
    status: Mapped[ReportStatus] = mapped_column(
        enum_column(ReportStatus), default=ReportStatus.OPEN
    )
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
