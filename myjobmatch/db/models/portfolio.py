"""What somebody keeps of their table of youths: filters by name, and the columns they chose."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, Json, PublicId, UtcDateTime


class PortfolioView(Base):
    """A filter, an order and columns, kept by a name that is unique for its account."""

    __tablename__ = "portfolio_view"
    __table_args__ = (
        UniqueConstraint("account_id", "name"),
        CheckConstraint("name <> ''", name="name_given"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    kept: Mapped[dict[str, object]] = mapped_column(Json)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)


class PortfolioColumns(Base):
    """The columns that somebody wants to see."""

    __tablename__ = "portfolio_columns"

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    columns: Mapped[list[str]] = mapped_column(Json)
