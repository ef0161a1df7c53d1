"""Runs of the feeds that offers come from."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, Json, UtcDateTime, enum_column
from myjobmatch.domain.feeds import FeedKind, FeedState


class FeedRun(Base):
    """One run: how far it came (`cursor`, moved with each batch's writes), what it did, how it ended.

    `claim` is of the process at work: another one that takes the run over writes its own, and the first stops.
    """

    __tablename__ = "feed_run"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (state = 'running')", name="ended"),
        Index("ix_feed_run_source_id", "source", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    source: Mapped[str] = mapped_column(String(40))
    kind: Mapped[FeedKind] = mapped_column(enum_column(FeedKind))
    state: Mapped[FeedState] = mapped_column(enum_column(FeedState))
    origin: Mapped[str] = mapped_column(String(120), default="")
    claim: Mapped[str] = mapped_column(String(32), default="")
    cursor: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    counts: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    error: Mapped[str] = mapped_column(String(40), default="")
    detail: Mapped[str] = mapped_column(String(300), default="")
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    alive_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
