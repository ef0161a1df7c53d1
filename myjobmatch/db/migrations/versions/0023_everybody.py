"""counts of a structure beside those of its portfolios; everything is counted anew

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "figure_day",
        sa.Column("week_youths", sa.Integer(), nullable=False, server_default="0"),
    )
    op.create_table(
        "figure_youth",
        sa.Column("structure_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("advisor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("youth_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("structure_id", "advisor_id", "youth_id", name="pk_figure_youth"),
    )
    _count_anew()


def downgrade() -> None:
    """Take back."""
    op.drop_table("figure_youth")
    op.drop_column("figure_day", "week_youths")
    _count_anew()


def _count_anew() -> None:
    for table in ("figure_day", "figure_week", "offer_step", "figure_answer"):
        op.execute(sa.delete(sa.table(table)))
    op.execute("UPDATE figure_cursor SET last_id = 0, rebuilding = true")
