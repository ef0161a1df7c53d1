"""What dashboards read: counts made of the activity log, as `domain.figures` tells.

A cache of the log: `myjobmatch aggregates --rebuild` makes it anew. None of it refers to youths or accounts by a foreign
key: once somebody is erased, their number points to nobody, and past figures stay what they were.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, UtcDateTime, enum_column
from myjobmatch.domain.figures import Step


class FigureDay(Base):
    """A day of a portfolio (`advisor_id` 0: youths who had none; -1: all): a column for each `domain.figures.Measure`."""

    __tablename__ = "figure_day"

    structure_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    advisor_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    youths: Mapped[int] = mapped_column(default=0)
    week_youths: Mapped[int] = mapped_column(default=0)
    acts: Mapped[int] = mapped_column(default=0)
    sign_ins: Mapped[int] = mapped_column(default=0)
    decisions: Mapped[int] = mapped_column(default=0)
    received: Mapped[int] = mapped_column(default=0)
    written: Mapped[int] = mapped_column(default=0)
    proposed: Mapped[int] = mapped_column(default=0)
    liked_inside: Mapped[int] = mapped_column(default=0)
    liked_outside: Mapped[int] = mapped_column(default=0)
    mutual: Mapped[int] = mapped_column(default=0)
    shared: Mapped[int] = mapped_column(default=0)
    interview_inside: Mapped[int] = mapped_column(default=0)
    interview_outside: Mapped[int] = mapped_column(default=0)
    interview_elsewhere: Mapped[int] = mapped_column(default=0)
    hired_inside: Mapped[int] = mapped_column(default=0)
    hired_outside: Mapped[int] = mapped_column(default=0)
    hired_elsewhere: Mapped[int] = mapped_column(default=0)
    seen: Mapped[int] = mapped_column(default=0)
    excused: Mapped[int] = mapped_column(default=0)
    missed: Mapped[int] = mapped_column(default=0)
    attended: Mapped[int] = mapped_column(default=0)
    absent: Mapped[int] = mapped_column(default=0)
    declared: Mapped[int] = mapped_column(default=0)
    validated: Mapped[int] = mapped_column(default=0)


class FigureWeek(Base):
    """A youth's week in a portfolio. `days`: a bit for each day with a sign of theirs, Monday the lowest.

    `first_monday` is the week of the youth's first sign ever: retention is read without a join.
    """

    __tablename__ = "figure_week"
    __table_args__ = (
        CheckConstraint("days BETWEEN 0 AND 127", name="days_of_a_week"),
        Index("ix_figure_week_scope", "structure_id", "monday", "advisor_id", "youth_id", "days"),
        Index(
            "ix_figure_week_first",
            "structure_id",
            "first_monday",
            "monday",
            "advisor_id",
            "youth_id",
            "days",
        ),
    )

    youth_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    monday: Mapped[date] = mapped_column(primary_key=True)
    structure_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    advisor_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    days: Mapped[int] = mapped_column(default=0)
    acts: Mapped[int] = mapped_column(default=0)
    missed: Mapped[int] = mapped_column(default=0)
    first_monday: Mapped[date | None]


class FigureYouth(Base):
    """A youth of whom a week was counted in a portfolio: whom distinct counts of a long period ask about, one by one."""

    __tablename__ = "figure_youth"

    structure_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    advisor_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    youth_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class OfferStep(Base):
    """When a youth and an offer came to a step for the first time: what makes each pair count once."""

    __tablename__ = "offer_step"

    youth_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    offer_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[Step] = mapped_column(enum_column(Step), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    structure_id: Mapped[int]
    advisor_id: Mapped[int]


class FigureAnswer(Base):
    """How many likes a company answered on a day after so many days, by whose youths they were."""

    __tablename__ = "figure_answer"
    __table_args__ = (
        Index("ix_figure_answer_waits", "structure_id", "company_id", "waited", "day", "answers"),
    )

    structure_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    advisor_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    waited: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answers: Mapped[int] = mapped_column(default=0)


class FigureCursor(Base):
    """Up to which entry of the log everything is counted; moved in the transaction that counts."""

    __tablename__ = "figure_cursor"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    last_id: Mapped[int] = mapped_column(BigId, default=0)
    counted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    rebuilding: Mapped[bool] = mapped_column(default=False)
