"""the portfolio in pages: names as they are found, likes of a youth, views and columns kept

Revision ID: 0019
Revises: 0018
"""

import unicodedata

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

LIKES = "status = 'active' AND side = 'youth' AND kind = 'like'"


def plain(text: str) -> str:
    """Lower case without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def upgrade() -> None:
    """Apply."""
    document = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.add_column(
        "youth_identity",
        sa.Column("found_by", sa.String(length=400), nullable=False, server_default=""),
    )
    identities = sa.table(
        "youth_identity",
        sa.column("youth_id", sa.Integer),
        sa.column("first_name", sa.String),
        sa.column("last_name", sa.String),
        sa.column("commune", sa.String),
        sa.column("found_by", sa.String),
    )
    connection = op.get_bind()
    known = connection.execute(
        sa.select(
            identities.c.youth_id,
            identities.c.first_name,
            identities.c.last_name,
            identities.c.commune,
        )
    ).all()
    if known:
        connection.execute(
            identities.update()
            .where(identities.c.youth_id == sa.bindparam("of"))
            .values(found_by=sa.bindparam("found")),
            [{"of": r[0], "found": plain(f"{r[1]} {r[2]} {r[3]}".strip())} for r in known],
        )
    op.create_index(
        "ix_decision_likes_of_youth",
        "decision",
        ["youth_id", "decided_at"],
        sqlite_where=sa.text(LIKES),
        postgresql_where=sa.text(LIKES),
    )
    op.create_table(
        "portfolio_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("kept", document, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_portfolio_view_name_given")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_portfolio_view_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_view")),
        sa.UniqueConstraint("account_id", "name", name=op.f("uq_portfolio_view_account_id_name")),
        sa.UniqueConstraint("public_id", name=op.f("uq_portfolio_view_public_id")),
    )
    op.create_table(
        "portfolio_columns",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("columns", document, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_portfolio_columns_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_portfolio_columns")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("portfolio_columns")
    op.drop_table("portfolio_view")
    op.drop_index("ix_decision_likes_of_youth", table_name="decision")
    op.drop_column("youth_identity", "found_by")
