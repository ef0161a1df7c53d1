"""Words of an offer that somebody of its structure should read, and what they said of them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, UtcDateTime, enum_column
from myjobmatch.domain.offer_check import Severity


class OfferCheck(Base):
    """One wording found in an offer. The same wording of the same offer is one row: it is asked once.

    `words_key` is the wording as it is compared, `words` as it was typed first.
    """

    __tablename__ = "offer_check"
    __table_args__ = (
        CheckConstraint("(settled_at IS NULL) = (allowed IS NULL)", name="settled_whole"),
        UniqueConstraint("offer_id", "kind", "words_key"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offer.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(32))
    words: Mapped[str] = mapped_column(String(200))
    words_key: Mapped[str] = mapped_column(String(200))
    article: Mapped[str] = mapped_column(String(20))
    severity: Mapped[Severity] = mapped_column(enum_column(Severity))
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    allowed: Mapped[bool | None]
