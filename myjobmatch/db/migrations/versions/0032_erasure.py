"""erasure: who is to be erased, and who was

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

REASONS = ("own_wish", "on_paper", "idle")
WORD, MOMENT = sa.String(length=32), sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "erasure_request",
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("reason", WORD, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("was_visible", sa.Boolean(), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.CheckConstraint(f"reason IN {REASONS!r}", name=op.f("ck_erasure_request_erasurereason")),
        sa.CheckConstraint("due_at >= asked_at", name=op.f("ck_erasure_request_due_later")),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["account.id"], name=op.f("fk_erasure_request_asked_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_erasure_request_youth_id_youth"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("youth_id", name=op.f("pk_erasure_request")),
    )
    op.create_index(op.f("ix_erasure_request_due_at"), "erasure_request", ["due_at"])
    op.create_table(
        "erased_youth",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_erased_youth")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("erased_youth")
    op.drop_index(op.f("ix_erasure_request_due_at"), table_name="erasure_request")
    op.drop_table("erasure_request")
