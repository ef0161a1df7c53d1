"""continuity: hand-overs of portfolios, shared follow-up, history of advisors

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply; who accompanies whom now begins the history."""
    op.create_table(
        "away_words",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("words <> ''", name=op.f("ck_away_words_words_given")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_away_words_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_away_words")),
    )
    op.create_table(
        "portfolio_transfer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("batch", sa.String(length=32), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "temporary",
                "permanent",
                name="transferkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'permanent') = (until_day IS NULL)",
            name=op.f("ck_portfolio_transfer_until_known"),
        ),
        sa.CheckConstraint(
            "ended_by IS NULL OR ended_at IS NOT NULL",
            name=op.f("ck_portfolio_transfer_ended_known"),
        ),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_portfolio_transfer_to_another")),
        sa.CheckConstraint(
            "until_day IS NULL OR until_day >= from_day",
            name=op.f("ck_portfolio_transfer_until_later"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_portfolio_transfer_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["account.id"], name=op.f("fk_portfolio_transfer_ended_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["from_id"], ["account.id"], name=op.f("fk_portfolio_transfer_from_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_portfolio_transfer_structure_id_structure"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["to_id"], ["account.id"], name=op.f("fk_portfolio_transfer_to_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portfolio_transfer")),
        sa.UniqueConstraint("public_id", name=op.f("uq_portfolio_transfer_public_id")),
    )
    op.create_index("ix_portfolio_transfer_batch", "portfolio_transfer", ["batch"], unique=False)
    op.create_index(
        "ix_portfolio_transfer_structure_ended",
        "portfolio_transfer",
        ["structure_id", "ended_at"],
        unique=False,
    )
    op.create_table(
        "follow_up_span",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("advisor_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "main",
                "replacing",
                "shared",
                name="followkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("transfer_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind <> 'replacing'", name=op.f("ck_follow_up_span_lasting")),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name=op.f("ck_follow_up_span_until_later")
        ),
        sa.ForeignKeyConstraint(
            ["advisor_id"], ["account.id"], name=op.f("fk_follow_up_span_advisor_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["account.id"], name=op.f("fk_follow_up_span_by_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"],
            ["portfolio_transfer.id"],
            name=op.f("fk_follow_up_span_transfer_id_portfolio_transfer"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_follow_up_span_youth_id_youth"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up_span")),
    )
    op.create_index(
        "ix_follow_up_span_advisor_kind",
        "follow_up_span",
        ["advisor_id", "kind", "until"],
        unique=False,
    )
    op.create_index("ix_follow_up_span_youth_id", "follow_up_span", ["youth_id"], unique=False)
    op.create_index(
        "uq_follow_up_span_main",
        "follow_up_span",
        ["youth_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL AND kind = 'main'"),
        postgresql_where=sa.text("until IS NULL AND kind = 'main'"),
    )
    op.create_index(
        "uq_follow_up_span_open",
        "follow_up_span",
        ["youth_id", "advisor_id", "kind"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "transfer_youth",
        sa.Column("transfer_id", sa.Integer(), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["transfer_id"],
            ["portfolio_transfer.id"],
            name=op.f("fk_transfer_youth_transfer_id_portfolio_transfer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_transfer_youth_youth_id_youth"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("transfer_id", "youth_id", name=op.f("pk_transfer_youth")),
    )
    op.create_index("ix_transfer_youth_youth_id", "transfer_youth", ["youth_id"], unique=False)
    op.create_table(
        "away_answer",
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_away_answer_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "day", name=op.f("pk_away_answer")),
    )
    op.execute(
        "INSERT INTO follow_up_span (youth_id, advisor_id, kind, since, reason) "
        "SELECT id, advisor_id, 'main', created_at, '' FROM youth WHERE advisor_id IS NOT NULL"
    )


def downgrade() -> None:
    """Take back."""

    op.drop_table("away_answer")
    op.drop_index("ix_transfer_youth_youth_id", table_name="transfer_youth")
    op.drop_table("transfer_youth")
    op.drop_index(
        "uq_follow_up_span_open",
        table_name="follow_up_span",
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.drop_index(
        "uq_follow_up_span_main",
        table_name="follow_up_span",
        sqlite_where=sa.text("until IS NULL AND kind = 'main'"),
        postgresql_where=sa.text("until IS NULL AND kind = 'main'"),
    )
    op.drop_index("ix_follow_up_span_youth_id", table_name="follow_up_span")
    op.drop_index("ix_follow_up_span_advisor_kind", table_name="follow_up_span")
    op.drop_table("follow_up_span")
    op.drop_index("ix_portfolio_transfer_structure_ended", table_name="portfolio_transfer")
    op.drop_index("ix_portfolio_transfer_batch", table_name="portfolio_transfer")
    op.drop_table("portfolio_transfer")
    op.drop_table("away_words")
