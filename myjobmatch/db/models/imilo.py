"""What i-milo has been told, and the situations of youths."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.imilo import LONGEST_KEY, EntryKind, SituationKind, SituationSource


class ImiloEntry(Base):
    """An entry that left in a file, or that somebody entered in i-milo; what it said then.

    `batch` is the act that ticked it off, so that the act is undone as a whole.
    """

    __tablename__ = "imilo_entry"
    __table_args__ = (
        UniqueConstraint("structure_id", "key"),
        Index("ix_imilo_entry_structure_entered_at", "structure_id", "entered_at"),
        Index("ix_imilo_entry_youth_id", "youth_id"),
        CheckConstraint("key <> ''", name="key_given"),
        CheckConstraint("hours IS NULL OR hours >= 0", name="hours_counted"),
        CheckConstraint("(entered_at IS NULL) = (batch = '')", name="batch_of_entered"),
        CheckConstraint("entered_at IS NOT NULL OR exported_at IS NOT NULL", name="told_somehow"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"))
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(LONGEST_KEY))
    kind: Mapped[EntryKind] = mapped_column(enum_column(EntryKind))
    day: Mapped[date]
    what: Mapped[str] = mapped_column(String(400), default="")
    hours: Mapped[float | None]
    by: Mapped[str] = mapped_column(String(120), default="")
    for_youth: Mapped[bool] = mapped_column(default=False)
    exported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    entered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    batch: Mapped[str] = mapped_column(PublicId, default="")


class YouthSituation(Base):
    """A youth's situation from a day on, until another one or its end. The same is told once."""

    __tablename__ = "youth_situation"
    __table_args__ = (
        UniqueConstraint("youth_id", "kind", "since"),
        CheckConstraint("until IS NULL OR until >= since", name="until_later"),
        Index("ix_youth_situation_told_at", "told_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    youth_id: Mapped[int] = mapped_column(ForeignKey("youth.id", ondelete="CASCADE"))
    kind: Mapped[SituationKind] = mapped_column(enum_column(SituationKind))
    contract: Mapped[ContractKind | None] = mapped_column(enum_column(ContractKind))
    note: Mapped[str] = mapped_column(String(200), default="")
    since: Mapped[date]
    until: Mapped[date | None]
    source: Mapped[SituationSource] = mapped_column(enum_column(SituationSource))
    told_by: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)
