"""Companies, their establishments, and how each came to stand as it does."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.enums import CompanyStatus


class Company(Base):
    """An employer, followed by the structure that brought it in."""

    __tablename__ = "company"
    __table_args__ = (CheckConstraint("siret IS NULL OR length(siret) = 14", name="siret_length"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    siret: Mapped[str | None] = mapped_column(String(14), unique=True)
    sector: Mapped[str] = mapped_column(String(120), default="")
    presentation: Mapped[str] = mapped_column(Text, default="")
    commune: Mapped[str] = mapped_column(String(120), default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    status: Mapped[CompanyStatus] = mapped_column(
        enum_column(CompanyStatus), default=CompanyStatus.PENDING
    )
    status_reason: Mapped[str] = mapped_column(Text, default="", server_default="")
    """Why it was refused or suspended; empty else."""
    logo: Mapped[str] = mapped_column(PublicId, default="", server_default="")
    """The public id of its logo; empty: it has none."""
    answers_in_days: Mapped[int | None]
    answer_rate: Mapped[float | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CompanyTransition(Base):
    """How a company came to stand as it does: from what, to what, by whom, why."""

    __tablename__ = "company_transition"

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(
        ForeignKey("company.id", ondelete="CASCADE"), index=True
    )
    before: Mapped[CompanyStatus | None] = mapped_column(enum_column(CompanyStatus, "before"))
    after: Mapped[CompanyStatus] = mapped_column(enum_column(CompanyStatus, "after"))
    reason: Mapped[str] = mapped_column(Text, default="")
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CompanySite(Base):
    """An establishment of a company, where offers may be; at most one is the main one."""

    __tablename__ = "company_site"
    __table_args__ = (
        CheckConstraint("siret IS NULL OR length(siret) = 14", name="siret_length"),
        Index(
            "uq_company_site_main",
            "company_id",
            unique=True,
            sqlite_where=text("main"),
            postgresql_where=text("main"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    company_id: Mapped[int] = mapped_column(
        ForeignKey("company.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(120))
    siret: Mapped[str | None] = mapped_column(String(14))
    address: Mapped[str] = mapped_column(String(200), default="")
    commune: Mapped[str] = mapped_column(String(120))
    postcode: Mapped[str] = mapped_column(String(10), default="")
    latitude: Mapped[float]
    longitude: Mapped[float]
    main: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CompanyRequest(Base):
    """Somebody who registered a company that is here already, and asks its people to let them in."""

    __tablename__ = "company_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    company_id: Mapped[int] = mapped_column(
        ForeignKey("company.id", ondelete="CASCADE"), index=True
    )
    email: Mapped[str] = mapped_column(String(254))
    name: Mapped[str] = mapped_column(String(120))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    accepted: Mapped[bool | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class CompanyLogo(Base):
    """A company's logo, drawn anew: a small square without anything else in it."""

    __tablename__ = "company_logo"

    company_id: Mapped[int] = mapped_column(
        ForeignKey("company.id", ondelete="CASCADE"), primary_key=True
    )
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
