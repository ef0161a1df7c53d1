"""The advisor's day: what was done or put off of it, and what a structure says of its own work."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, UtcDateTime, enum_column
from myjobmatch.domain.today import MarkKind


class TodayMark(Base):
    """A row of the day that somebody did or put off, by its key; `cause_at` is how new its cause was."""

    __tablename__ = "today_mark"
    __table_args__ = (
        CheckConstraint("(kind = 'later') = (until IS NOT NULL)", name="until_known"),
        CheckConstraint("key <> ''", name="key_given"),
    )

    account_id: Mapped[int] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    kind: Mapped[MarkKind] = mapped_column(enum_column(MarkKind))
    cause_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    marked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class StructureSettings(Base):
    """What a structure decided on its accompaniment; without a row the product's own figures hold."""

    __tablename__ = "structure_settings"
    __table_args__ = (CheckConstraint("silent_days BETWEEN 3 AND 90", name="silent_days_range"),)

    structure_id: Mapped[int] = mapped_column(
        ForeignKey("structure.id", ondelete="CASCADE"), primary_key=True
    )
    silent_days: Mapped[int]
