"""links in mails, suspended companies, and more to be told of

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from myjobmatch.db.migrations.checks import allow

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

TOLD_BEFORE = (
    "match",
    "message",
    "answer",
    "proposal",
    "new_offers",
    "saved_search",
    "reminder",
    "appointment",
    "workshop",
    "action",
)
TOLD_NOW = ("candidate", "offer", "approval", "outcome")
STANDING_BEFORE = ("pending", "approved", "refused")


def upgrade() -> None:
    """Apply."""
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.create_table(
        "mail_link",
        sa.Column("id", big, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("youth_id", sa.Integer(), nullable=True),
        sa.Column("details", json, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('enter', 'join', 'answer')", name=op.f("ck_mail_link_linkpurpose")
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"],
                [f"{table}.id"],
                name=op.f(f"fk_mail_link_{table}_id_{table}"),
                ondelete="CASCADE",
            )
            for table in ("account", "company", "offer", "youth")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_mail_link_token_hash")),
    )
    for column in ("email", "account_id", "company_id", "offer_id", "youth_id", "expires_at"):
        op.create_index(op.f(f"ix_mail_link_{column}"), "mail_link", [column])
    for table in ("notification", "notification_choice"):
        allow(table, "notificationkind", "kind", TOLD_BEFORE + TOLD_NOW)
    allow("company", "companystatus", "status", (*STANDING_BEFORE, "suspended"))


def downgrade() -> None:
    """Take back."""
    op.execute("UPDATE company SET status = 'refused' WHERE status = 'suspended'")
    allow("company", "companystatus", "status", STANDING_BEFORE)
    for table in ("notification", "notification_choice"):
        op.execute(
            sa.delete(sa.table(table, sa.column("kind"))).where(sa.column("kind").in_(TOLD_NOW))
        )
        allow(table, "notificationkind", "kind", TOLD_BEFORE)
    op.drop_table("mail_link")
