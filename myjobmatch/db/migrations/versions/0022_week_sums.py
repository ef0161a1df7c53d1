"""sums of weeks and waits are read from an index alone

Revision ID: 0022
Revises: 0021
"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index(
        "ix_youth_week_sums", "youth_week", ["youth_id", "monday", "validated", "waiting"]
    )
    op.create_index(
        "ix_figure_answer_waits",
        "figure_answer",
        ["structure_id", "company_id", "waited", "day", "answers"],
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_figure_answer_waits", table_name="figure_answer")
    op.drop_index("ix_youth_week_sums", table_name="youth_week")
