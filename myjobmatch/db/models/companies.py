"""Companies and their establishments as the product needs them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
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
    answers_in_days: Mapped[int | None]
    answer_rate: Mapped[float | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
