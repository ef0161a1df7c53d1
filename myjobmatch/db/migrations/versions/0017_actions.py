"""actions of the week

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "action_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("shared_key", sa.String(length=40), nullable=True),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "employment",
                "training",
                "career_plan",
                "leisure",
                "citizenship",
                "housing",
                "health",
                name="actioncategory",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "none",
                "bring",
                "go",
                "sign",
                name="stepkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(title = '') <> (shared_key IS NULL)", name=op.f("ck_action_entry_own_or_shared")
        ),
        sa.CheckConstraint(
            "minutes BETWEEN 15 AND 2100", name=op.f("ck_action_entry_minutes_range")
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_action_entry_structure_id_structure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_entry")),
        sa.UniqueConstraint("public_id", name=op.f("uq_action_entry_public_id")),
        sa.UniqueConstraint(
            "structure_id", "shared_key", name=op.f("uq_action_entry_structure_id_shared_key")
        ),
    )
    op.create_index(
        op.f("ix_action_entry_structure_id"), "action_entry", ["structure_id"], unique=False
    )
    op.create_table(
        "reception_secret",
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_reception_secret_structure_id_structure"),
        ),
        sa.PrimaryKeyConstraint("structure_id", name=op.f("pk_reception_secret")),
    )
    op.create_table(
        "action_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_action_batch_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_batch")),
        sa.UniqueConstraint("public_id", name=op.f("uq_action_batch_public_id")),
    )
    op.create_index(
        op.f("ix_action_batch_account_id"), "action_batch", ["account_id"], unique=False
    )
    op.create_table(
        "youth_week",
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("validated", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "planned >= 0 AND waiting >= 0 AND validated >= 0", name=op.f("ck_youth_week_counted")
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_youth_week_youth_id_youth"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("youth_id", "monday", name=op.f("pk_youth_week")),
    )
    op.create_index("ix_youth_week_monday", "youth_week", ["monday"], unique=False)
    op.create_table(
        "youth_action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "employment",
                "training",
                "career_plan",
                "leisure",
                "citizenship",
                "housing",
                "health",
                name="actioncategory",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum(
                "agreed",
                "declared",
                "validated",
                "returned",
                "cancelled",
                name="actionstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "origin",
            sa.Enum(
                "youth",
                "advisor",
                name="actionorigin",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column(
            "step",
            sa.Enum(
                "none",
                "bring",
                "go",
                "sign",
                name="stepkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "proof",
                "details",
                "hours",
                "day",
                "twice",
                "other",
                name="returnreason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("reason_words", sa.String(length=300), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("validated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("validated_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(status = 'returned') = (reason IS NOT NULL)",
            name=op.f("ck_youth_action_returned_with_a_reason"),
        ),
        sa.CheckConstraint("(title = '') <> (key = '')", name=op.f("ck_youth_action_named_once")),
        sa.CheckConstraint(
            "status NOT IN ('declared', 'validated') OR done_on IS NOT NULL",
            name=op.f("ck_youth_action_done_has_a_day"),
        ),
        sa.CheckConstraint(
            "minutes BETWEEN 15 AND 2100", name=op.f("ck_youth_action_minutes_range")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["account.id"], name=op.f("fk_youth_action_created_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["youth_document.id"],
            name=op.f("fk_youth_action_document_id_youth_document"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["validated_by"], ["account.id"], name=op.f("fk_youth_action_validated_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_youth_action_youth_id_youth"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_youth_action")),
        sa.UniqueConstraint("public_id", name=op.f("uq_youth_action_public_id")),
    )
    op.create_index(
        "ix_youth_action_youth_done", "youth_action", ["youth_id", "done_on"], unique=False
    )
    op.create_index(
        "ix_youth_action_youth_status", "youth_action", ["youth_id", "status"], unique=False
    )
    op.create_table(
        "action_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column(
            "before",
            sa.Enum(
                "agreed",
                "declared",
                "validated",
                "returned",
                "cancelled",
                name="before_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "after",
            sa.Enum(
                "agreed",
                "declared",
                "validated",
                "returned",
                "cancelled",
                name="after_status",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("minutes_before", sa.Integer(), nullable=False),
        sa.Column("minutes_after", sa.Integer(), nullable=False),
        sa.Column("done_before", sa.Date(), nullable=True),
        sa.Column(
            "reason_before",
            sa.Enum(
                "proof",
                "details",
                "hours",
                "day",
                "twice",
                "other",
                name="before_reason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("words_before", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_action_step_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["action_id"],
            ["youth_action.id"],
            name=op.f("fk_action_step_action_id_youth_action"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["action_batch.id"], name=op.f("fk_action_step_batch_id_action_batch")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_step")),
    )
    op.create_index(op.f("ix_action_step_action_id"), "action_step", ["action_id"], unique=False)
    op.create_index(op.f("ix_action_step_batch_id"), "action_step", ["batch_id"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_table("action_step")
    op.drop_table("youth_action")
    op.drop_table("youth_week")
    op.drop_table("action_batch")
    op.drop_table("reception_secret")
    op.drop_table("action_entry")
