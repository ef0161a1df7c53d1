"""What advisors write of a youth: notes with their readers, and next steps."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.notes import NoteSight


class YouthNote(Base):
    """A note, for its author alone or for the advisors of the structure. What is deleted leaves its trace in the audit."""

    __tablename__ = "youth_note"
    __table_args__ = (
        CheckConstraint("text <> '' OR deleted_at IS NOT NULL", name="text_given"),
        Index("ix_youth_note_youth_id_written_at", "youth_id", "written_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    sight: Mapped[NoteSight] = mapped_column(enum_column(NoteSight))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    edited_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class NextStep(Base):
    """What an advisor means to do next with a youth, perhaps on a day: it stands on their first page then."""

    __tablename__ = "next_step"
    __table_args__ = (
        CheckConstraint("text <> ''", name="text_given"),
        Index("ix_next_step_youth_id_done_at", "youth_id", "done_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    text: Mapped[str] = mapped_column(String(200))
    day: Mapped[date | None]
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
