"""Immersions (PMSMP): the agreement, the days of its signatures, its review."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.immersions import (
    ImmersionDone,
    ImmersionPurpose,
    ImmersionStatus,
    ObjectivesMet,
)


class Immersion(Base):
    """An agreement between a youth, a host and the structure that prescribes it.

    It comes from a match, from an application, or from neither: a host found elsewhere. `renews_id` is the one that it
    renews. `agreed_at`: when the last signature was told. `asked_at`: when the advisor was told that its review is due.
    """

    __tablename__ = "immersion"
    __table_args__ = (
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint(
            "status NOT IN ('to_sign', 'signed', 'reviewed')"
            " OR (starts_on IS NOT NULL AND ends_on IS NOT NULL AND weekly_hours IS NOT NULL)",
            name="standing_has_days",
        ),
        CheckConstraint(
            "status NOT IN ('signed', 'reviewed') OR agreed_at IS NOT NULL", name="signed_when"
        ),
        Index("ix_immersion_youth_id_status", "youth_id", "status"),
        Index("ix_immersion_status_ends_on", "status", "ends_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"))
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offer.id", ondelete="SET NULL"))
    match_id: Mapped[int | None] = mapped_column(
        ForeignKey("match.id", ondelete="SET NULL"), index=True
    )
    application_id: Mapped[int | None] = mapped_column(
        ForeignKey("application.id", ondelete="SET NULL")
    )
    renews_id: Mapped[int | None] = mapped_column(
        ForeignKey("immersion.id", ondelete="SET NULL"), index=True
    )
    prescriber_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    status: Mapped[ImmersionStatus] = mapped_column(
        enum_column(ImmersionStatus), default=ImmersionStatus.DRAFT
    )
    title: Mapped[str] = mapped_column(String(120))
    host_name: Mapped[str] = mapped_column(String(200), default="")
    host_siret: Mapped[str] = mapped_column(String(14), default="")
    host_address: Mapped[str] = mapped_column(String(300), default="")
    host_signer: Mapped[str] = mapped_column(String(120), default="")
    tutor: Mapped[str] = mapped_column(String(120), default="")
    tutor_function: Mapped[str] = mapped_column(String(120), default="")
    purpose: Mapped[ImmersionPurpose | None] = mapped_column(enum_column(ImmersionPurpose))
    objectives: Mapped[str] = mapped_column(Text, default="")
    tasks: Mapped[str] = mapped_column(Text, default="")
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    weekly_hours: Mapped[float | None]
    schedule: Mapped[str] = mapped_column(Text, default="")
    representative: Mapped[str] = mapped_column(String(120), default="")
    minor_work: Mapped[bool] = mapped_column(default=False)
    youth_on: Mapped[date | None] = mapped_column(Date)
    representative_on: Mapped[date | None] = mapped_column(Date)
    host_on: Mapped[date | None] = mapped_column(Date)
    prescriber_on: Mapped[date | None] = mapped_column(Date)
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ImmersionReview(Base):
    """How an immersion ended: once for each."""

    __tablename__ = "immersion_review"
    __table_args__ = (
        CheckConstraint(
            "NOT hired OR (contract IS NOT NULL AND contract_starts_on IS NOT NULL)",
            name="hired_how",
        ),
    )

    immersion_id: Mapped[int] = mapped_column(
        ForeignKey("immersion.id", ondelete="CASCADE"), primary_key=True
    )
    done: Mapped[ImmersionDone] = mapped_column(enum_column(ImmersionDone))
    objectives_met: Mapped[ObjectivesMet] = mapped_column(enum_column(ObjectivesMet))
    hired: Mapped[bool]
    contract: Mapped[ContractKind | None] = mapped_column(enum_column(ContractKind))
    contract_starts_on: Mapped[date | None] = mapped_column(Date)
    contract_ends_on: Mapped[date | None] = mapped_column(Date)
    youth_words: Mapped[str] = mapped_column(Text, default="")
    host_words: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
