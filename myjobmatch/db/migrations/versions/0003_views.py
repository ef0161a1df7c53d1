"""views

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    for shown in ("offer", "youth"):
        table = f"{shown}_views"
        op.create_table(
            table,
            sa.Column(f"{shown}_id", sa.Integer(), nullable=False),
            sa.Column("day", sa.Date(), nullable=False),
            sa.Column("views", sa.Integer(), nullable=False),
            sa.CheckConstraint("views > 0", name=op.f(f"ck_{table}_views_counted")),
            sa.ForeignKeyConstraint(
                [f"{shown}_id"],
                [f"{shown}.id"],
                name=op.f(f"fk_{table}_{shown}_id_{shown}"),
                ondelete="CASCADE",
            ),
            sa.PrimaryKeyConstraint(f"{shown}_id", "day", name=op.f(f"pk_{table}")),
        )
        op.create_index(f"ix_{table}_day", table, ["day"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_table("youth_views")
    op.drop_table("offer_views")
