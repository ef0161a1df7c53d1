"""Who waits for an employer's answer, and how far that has gone."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, UtcDateTime, enum_column
from myjobmatch.domain.answers import Step


class AnswerWait(Base):
    """A youth's like of an employer's offer, from the like until everybody was told what became of it.

    `since` is when they liked, `step_at` when `step` was reached, `next_at` when the worker looks again. `reason` is the
    employer's, of a no. `told_at`: the youth was told, kindly, and may see it.
    """

    __tablename__ = "answer_wait"
    __table_args__ = (
        Index("ix_answer_wait_offer_step", "offer_id", "step"),
        Index("ix_answer_wait_told", "told_at", "step"),
    )

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    offer_id: Mapped[int] = mapped_column(
        ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True
    )
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    step: Mapped[Step] = mapped_column(enum_column(Step, "answer_step"), default=Step.WAITING)
    step_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    next_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    reason: Mapped[str] = mapped_column(String(60), default="")
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
