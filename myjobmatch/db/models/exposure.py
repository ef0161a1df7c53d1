"""How often each offer and each youth was shown, by day: how often, not to whom."""

from datetime import date

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base


class OfferViews(Base):
    """On how many youths' decks an offer came on a day (of Paris)."""

    __tablename__ = "offer_views"
    __table_args__ = (
        Index("ix_offer_views_day", "day"),
        CheckConstraint("views > 0", name="views_counted"),
    )

    offer_id: Mapped[int] = mapped_column(
        ForeignKey("offer.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    views: Mapped[int]


class YouthViews(Base):
    """On how many offers' decks of candidates a youth came on a day; goes with the youth."""

    __tablename__ = "youth_views"
    __table_args__ = (
        Index("ix_youth_views_day", "day"),
        CheckConstraint("views > 0", name="views_counted"),
    )

    youth_id: Mapped[int] = mapped_column(
        ForeignKey("youth.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    views: Mapped[int]
