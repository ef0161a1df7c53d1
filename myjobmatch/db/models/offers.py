"""Jobs (the cards) and the source records that stand behind each."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, Json, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.enums import ContractKind, ExperienceDemand, OfferOrigin, OfferStatus
from myjobmatch.domain.remote import Remote


class Offer(Base):
    """A job: what a youth swipes. `id` is dense, and is what the index holds.

    Decisions concern the job; one or more `OfferSource` rows say where it was found.
    """

    __tablename__ = "offer"
    __table_args__ = (
        CheckConstraint("origin <> 'internal' OR company_id IS NOT NULL", name="internal_company"),
        CheckConstraint("positions >= 1", name="positions_positive"),
        CheckConstraint(
            "weekly_hours IS NULL OR weekly_hours BETWEEN 1 AND 60", name="weekly_hours_range"
        ),
        CheckConstraint(
            "status <> 'published' OR published_at IS NOT NULL", name="published_at_known"
        ),
        CheckConstraint(
            "(latitude IS NULL) = (longitude IS NULL) AND (latitude IS NULL OR latitude BETWEEN -90 AND 90)",
            name="position_whole",
        ),
        Index("ix_offer_status_id", "status", "id"),
        Index("ix_offer_company_status", "company_id", "status"),
        Index("ix_offer_company_name", "company_name"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    origin: Mapped[OfferOrigin] = mapped_column(enum_column(OfferOrigin))
    status: Mapped[OfferStatus] = mapped_column(enum_column(OfferStatus), default=OfferStatus.DRAFT)
    structure_id: Mapped[int | None] = mapped_column(ForeignKey("structure.id"), index=True)
    company_id: Mapped[int | None] = mapped_column(ForeignKey("company.id"))
    company_name: Mapped[str] = mapped_column(String(200), default="")
    title: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    occupation_id: Mapped[int | None] = mapped_column(ForeignKey("occupation.id"), index=True)
    contract: Mapped[ContractKind] = mapped_column(
        enum_column(ContractKind), default=ContractKind.OTHER
    )
    contract_text: Mapped[str] = mapped_column(String(200), default="")
    weekly_hours: Mapped[float | None]
    schedules: Mapped[list[str]] = mapped_column(Json, default=list)
    pay_text: Mapped[str] = mapped_column(String(300), default="")
    pay_hourly_min: Mapped[float | None]
    experience: Mapped[ExperienceDemand] = mapped_column(
        enum_column(ExperienceDemand), default=ExperienceDemand.BEGINNER
    )
    licences_required: Mapped[list[str]] = mapped_column(Json, default=list)
    licences_wished: Mapped[list[str]] = mapped_column(Json, default=list)
    languages_asked: Mapped[list[str]] = mapped_column(Json, default=list)
    place: Mapped[str] = mapped_column(String(200), default="")
    commune_code: Mapped[str] = mapped_column(String(5), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    site_id: Mapped[int | None] = mapped_column(ForeignKey("company_site.id"), index=True)
    """The establishment of its company where it is, if one was chosen."""
    starts_on: Mapped[date | None]
    positions: Mapped[int] = mapped_column(default=1)
    night_work: Mapped[bool] = mapped_column(default=False)
    hazardous_work: Mapped[bool] = mapped_column(default=False)
    remote: Mapped[Remote] = mapped_column(
        enum_column(Remote), default=Remote.NONE, server_default="none"
    )
    refusal_reason: Mapped[str] = mapped_column(Text, default="")
    withheld: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Its company is suspended: it is shown to nobody, whatever its state, until the company is reinstated."""
    created_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    remind_week_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    remind_day_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)


class OfferSource(Base):
    """Where a job was found: a feed's own id and link, and the hash of what it said last.

    `gone_at`: when the feed no longer had it. `near_key`, `near_title` and `near_marks` find the same job in other words
    (`domain.near_jobs`).
    """

    __tablename__ = "offer_source"
    __table_args__ = (UniqueConstraint("source", "source_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    source: Mapped[str] = mapped_column(String(40))
    source_id: Mapped[str] = mapped_column(String(120))
    url: Mapped[str] = mapped_column(String(500), default="")
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    first_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    gone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    near_key: Mapped[str] = mapped_column(String(32), default="", server_default="", index=True)
    near_title: Mapped[str] = mapped_column(String(32), default="", server_default="", index=True)
    near_marks: Mapped[bytes | None]


class OfferSkill(Base):
    """A skill that an offer asks for: essential (E) or wished (S)."""

    __tablename__ = "offer_skill"
    __table_args__ = (Index("ix_offer_skill_skill_id", "skill_id"),)

    offer_id: Mapped[int] = mapped_column(
        ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True
    )
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), primary_key=True)
    essential: Mapped[bool] = mapped_column(default=True)


class OfferAptitude(Base):
    """An aptitude that an offer asks for: essential, or only useful."""

    __tablename__ = "offer_aptitude"

    offer_id: Mapped[int] = mapped_column(
        ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True
    )
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), primary_key=True)
    essential: Mapped[bool] = mapped_column(default=True, server_default=true())


class OfferTransition(Base):
    """One step of an offer's life, and who took it."""

    __tablename__ = "offer_transition"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"), index=True)
    before: Mapped[OfferStatus | None] = mapped_column(enum_column(OfferStatus, "before"))
    after: Mapped[OfferStatus] = mapped_column(enum_column(OfferStatus))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
