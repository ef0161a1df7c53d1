"""learnt figures

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    document = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "learnt_figures",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("code_version", sa.String(length=12), nullable=False),
        sa.Column("figures", document, nullable=False),
        sa.Column("report", document, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learnt_figures")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("learnt_figures")
