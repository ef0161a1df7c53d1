"""notes, next steps, obstacles that are settled

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "youth_obstacle", sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.create_table(
        "youth_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column(
            "sight",
            sa.Enum(
                "me",
                "structure",
                name="notesight",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "text <> '' OR deleted_at IS NOT NULL", name=op.f("ck_youth_note_text_given")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_youth_note_author_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_youth_note_youth_id_youth"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_youth_note")),
        sa.UniqueConstraint("public_id", name=op.f("uq_youth_note_public_id")),
    )
    op.create_index("ix_youth_note_youth_id_written_at", "youth_note", ["youth_id", "written_at"])
    op.create_table(
        "next_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("text <> ''", name=op.f("ck_next_step_text_given")),
        sa.ForeignKeyConstraint(
            ["author_id"], ["account.id"], name=op.f("fk_next_step_author_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_next_step_youth_id_youth"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_next_step")),
        sa.UniqueConstraint("public_id", name=op.f("uq_next_step_public_id")),
    )
    op.create_index("ix_next_step_youth_id_done_at", "next_step", ["youth_id", "done_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("next_step")
    op.drop_table("youth_note")
    op.drop_column("youth_obstacle", "resolved_at")
