"""Imports of youths: the batch with who, when and what came of it, and its rows."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from myjobmatch.db.base import Base, BigId, Json, PublicId, UtcDateTime, enum_column
from myjobmatch.domain.youth_import.words import (
    ImportKind,
    ImportStatus,
    RowChoice,
    RowOutcome,
    RowVerdict,
)


class YouthImport(Base):
    """A file that somebody sent: a draft until it is confirmed, then carried out once."""

    __tablename__ = "youth_import"
    __table_args__ = (
        Index("ix_youth_import_structure_id", "structure_id", "id"),
        Index("ix_youth_import_status", "status"),
        CheckConstraint("row_count >= 0", name="rows_counted"),
        CheckConstraint("(status = 'draft') = (confirmed_at IS NULL)", name="confirmed_at_known"),
        CheckConstraint("(status = 'undone') = (undone_at IS NOT NULL)", name="undone_at_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True)
    structure_id: Mapped[int] = mapped_column(ForeignKey("structure.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[ImportKind] = mapped_column(enum_column(ImportKind))
    status: Mapped[ImportStatus] = mapped_column(
        enum_column(ImportStatus), default=ImportStatus.DRAFT
    )
    file_name: Mapped[str] = mapped_column(String(200))
    file_hash: Mapped[str] = mapped_column(String(64))
    encoding: Mapped[str] = mapped_column(String(20))
    delimiter: Mapped[str] = mapped_column(String(10))
    heads: Mapped[list[str]] = mapped_column(Json, default=list)
    mapping: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    checked: Mapped[bool] = mapped_column(default=False)
    """Whether the rows have their verdicts, for the mapping that stands."""
    overwrite: Mapped[bool] = mapped_column(default=False)
    advisor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    """Who accompanies those whose row names nobody."""
    row_count: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, int]] = mapped_column(Json, default=dict)
    """What came of it, by outcome, once it is done."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    moved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it last went on: what stands still is taken up again by the worker."""
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class YouthImportRow(Base):
    """A row of a file: its cells, what is to be said of them, what was decided and done.

    `content_key` is a digest of who the row speaks of: the same row again is known by it, whatever became of
    the youth's file since. The cells of what was taken in are emptied once that is done.
    """

    __tablename__ = "youth_import_row"
    __table_args__ = (
        UniqueConstraint("import_id", "number"),
        Index("ix_youth_import_row_import_outcome", "import_id", "outcome"),
        Index("ix_youth_import_row_content_key", "content_key"),
        Index("ix_youth_import_row_youth_id", "youth_id"),
        Index("ix_youth_import_row_match_youth_id", "match_youth_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("youth_import.id", ondelete="CASCADE"))
    number: Mapped[int]
    line: Mapped[int]
    cells: Mapped[list[str]] = mapped_column(Json, default=list)
    name: Mapped[str] = mapped_column(String(130), default="")
    person: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
    remarks: Mapped[list[dict[str, object]]] = mapped_column(Json, default=list)
    verdict: Mapped[RowVerdict | None] = mapped_column(enum_column(RowVerdict))
    content_key: Mapped[str] = mapped_column(String(64), default="")
    why: Mapped[str] = mapped_column(String(40), default="")
    match_youth_id: Mapped[int | None] = mapped_column(ForeignKey("youth.id", ondelete="SET NULL"))
    match_row: Mapped[int | None]
    choice: Mapped[RowChoice | None] = mapped_column(enum_column(RowChoice))
    outcome: Mapped[RowOutcome | None] = mapped_column(enum_column(RowOutcome))
    youth_id: Mapped[int | None] = mapped_column(ForeignKey("youth.id", ondelete="SET NULL"))
    before: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
    """What stood in the youth's file before this row changed it: what undoing puts back."""
