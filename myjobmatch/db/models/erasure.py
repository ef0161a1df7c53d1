"""Who is about to be erased, and who was: the latter by a digest that tells nothing of anybody."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, UtcDateTime, enum_column
from myjobmatch.domain.erasure import ErasureReason


class ErasureRequest(Base):
    """A youth is erased from `due_at` on, unless they change their mind.

    `closed_at`: what stood between them and others was called off; from then on there is no way back.
    """

    __tablename__ = "erasure_request"
    __table_args__ = (CheckConstraint("due_at >= asked_at", name="due_later"),)

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    reason: Mapped[ErasureReason] = mapped_column(enum_column(ErasureReason))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    was_visible: Mapped[bool]
    """Whether employers could see them before: what changing one's mind puts back."""
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ErasedYouth(Base):
    """Somebody whom no backup may bring back (`domain.erasure.Erased`)."""

    __tablename__ = "erased_youth"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    day: Mapped[date] = mapped_column(Date)
