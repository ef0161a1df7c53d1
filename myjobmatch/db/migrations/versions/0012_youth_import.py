"""imports of youths, their situations, and what i-milo has been told

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    document = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "youth_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "youths",
                "dossiers",
                "situations",
                name="importkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "running",
                "done",
                "undone",
                name="importstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_hash", sa.String(length=64), nullable=False),
        sa.Column("encoding", sa.String(length=20), nullable=False),
        sa.Column("delimiter", sa.String(length=10), nullable=False),
        sa.Column("heads", document, nullable=False),
        sa.Column("mapping", document, nullable=False),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.Column("overwrite", sa.Boolean(), nullable=False),
        sa.Column("advisor_id", sa.Integer(), nullable=True),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("counts", document, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'draft') = (confirmed_at IS NULL)",
            name=op.f("ck_youth_import_confirmed_at_known"),
        ),
        sa.CheckConstraint(
            "(status = 'undone') = (undone_at IS NOT NULL)",
            name=op.f("ck_youth_import_undone_at_known"),
        ),
        sa.CheckConstraint("row_count >= 0", name=op.f("ck_youth_import_rows_counted")),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_youth_import_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["advisor_id"], ["account.id"], name=op.f("fk_youth_import_advisor_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_youth_import_structure_id_structure"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_youth_import")),
        sa.UniqueConstraint("public_id", name=op.f("uq_youth_import_public_id")),
    )
    op.create_index("ix_youth_import_status", "youth_import", ["status"])
    op.create_index("ix_youth_import_structure_id", "youth_import", ["structure_id", "id"])
    op.create_table(
        "imilo_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "appointment",
                "workshop",
                "action",
                "proposal",
                "application",
                "immersion",
                "situation",
                name="entrykind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("what", sa.String(length=400), nullable=False),
        sa.Column("hours", sa.Double(), nullable=True),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("for_youth", sa.Boolean(), nullable=False),
        sa.Column("exported_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("batch", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "(entered_at IS NULL) = (batch = '')", name=op.f("ck_imilo_entry_batch_of_entered")
        ),
        sa.CheckConstraint("key <> ''", name=op.f("ck_imilo_entry_key_given")),
        sa.CheckConstraint(
            "entered_at IS NOT NULL OR exported_at IS NOT NULL",
            name=op.f("ck_imilo_entry_told_somehow"),
        ),
        sa.CheckConstraint(
            "hours IS NULL OR hours >= 0", name=op.f("ck_imilo_entry_hours_counted")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["account.id"], name=op.f("fk_imilo_entry_entered_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_imilo_entry_structure_id_structure"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_imilo_entry_youth_id_youth"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imilo_entry")),
        sa.UniqueConstraint("structure_id", "key", name=op.f("uq_imilo_entry_structure_id_key")),
    )
    op.create_index(
        "ix_imilo_entry_structure_entered_at", "imilo_entry", ["structure_id", "entered_at"]
    )
    op.create_index("ix_imilo_entry_youth_id", "imilo_entry", ["youth_id"])
    op.create_table(
        "youth_import_row",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("cells", document, nullable=False),
        sa.Column("name", sa.String(length=130), nullable=False),
        sa.Column("person", document, nullable=False),
        sa.Column("remarks", document, nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "error",
                "likely",
                "new",
                "same",
                name="rowverdict",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("content_key", sa.String(length=64), nullable=False),
        sa.Column("why", sa.String(length=40), nullable=False),
        sa.Column("match_youth_id", sa.Integer(), nullable=True),
        sa.Column("match_row", sa.Integer(), nullable=True),
        sa.Column(
            "choice",
            sa.Enum(
                "create",
                "update",
                "skip",
                name="rowchoice",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "created",
                "updated",
                "unchanged",
                "skipped",
                "refused",
                "undone",
                "kept",
                name="rowoutcome",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("youth_id", sa.Integer(), nullable=True),
        sa.Column("before", document, nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["youth_import.id"],
            name=op.f("fk_youth_import_row_import_id_youth_import"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["match_youth_id"],
            ["youth.id"],
            name=op.f("fk_youth_import_row_match_youth_id_youth"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_youth_import_row_youth_id_youth"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_youth_import_row")),
        sa.UniqueConstraint(
            "import_id", "number", name=op.f("uq_youth_import_row_import_id_number")
        ),
    )
    op.create_index("ix_youth_import_row_content_key", "youth_import_row", ["content_key"])
    op.create_index(
        "ix_youth_import_row_import_outcome", "youth_import_row", ["import_id", "outcome"]
    )
    op.create_index("ix_youth_import_row_match_youth_id", "youth_import_row", ["match_youth_id"])
    op.create_index("ix_youth_import_row_youth_id", "youth_import_row", ["youth_id"])
    op.create_table(
        "youth_situation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "employment",
                "apprenticeship",
                "training",
                "schooling",
                "immersion",
                "volunteering",
                "job_seeking",
                "inactive",
                name="situationkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "contract",
            sa.Enum(
                "cdi",
                "cdd",
                "temporary",
                "seasonal",
                "apprenticeship",
                "professionalisation",
                "internship",
                "immersion",
                "civic_service",
                "assisted",
                "insertion",
                "other",
                name="contractkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column(
            "source",
            sa.Enum(
                "advisor",
                "imilo",
                name="situationsource",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("told_by", sa.Integer(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name=op.f("ck_youth_situation_until_later")
        ),
        sa.ForeignKeyConstraint(
            ["told_by"], ["account.id"], name=op.f("fk_youth_situation_told_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_youth_situation_youth_id_youth"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_youth_situation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_youth_situation_public_id")),
        sa.UniqueConstraint(
            "youth_id", "kind", "since", name=op.f("uq_youth_situation_youth_id_kind_since")
        ),
    )
    op.create_index("ix_youth_situation_told_at", "youth_situation", ["told_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("youth_situation")
    op.drop_table("youth_import_row")
    op.drop_table("imilo_entry")
    op.drop_table("youth_import")
