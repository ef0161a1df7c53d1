"""companies' establishments, people, logo, requests, and how each came to stand as it does

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

COLUMNS = (
    (
        "account",
        (
            "company_role VARCHAR(32) CONSTRAINT ck_account_companyrole "
            "CHECK (company_role IN ('owner', 'recruiter'))"
        ),
    ),
    ("company", "status_reason TEXT DEFAULT '' NOT NULL"),
    ("company", "logo VARCHAR(32) DEFAULT '' NOT NULL"),
    (
        "offer",
        "site_id INTEGER CONSTRAINT fk_offer_site_id_company_site REFERENCES company_site (id)",
    ),
)
STANDING = "('pending', 'approved', 'refused', 'suspended')"


def upgrade() -> None:
    """Apply. Those who were a company's recruiters could do everything: they are its owners."""
    op.create_table(
        "company_transition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(length=32), nullable=True),
        sa.Column("after", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"before IN {STANDING}", name=op.f("ck_company_transition_before")),
        sa.CheckConstraint(f"after IN {STANDING}", name=op.f("ck_company_transition_after")),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.id"],
            name=op.f("fk_company_transition_company_id_company"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_company_transition_account_id_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_transition")),
    )
    op.create_table(
        "company_site",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("siret", sa.String(length=14), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("commune", sa.String(length=120), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "siret IS NULL OR length(siret) = 14", name=op.f("ck_company_site_siret_length")
        ),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.id"],
            name=op.f("fk_company_site_company_id_company"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_site")),
        sa.UniqueConstraint("public_id", name=op.f("uq_company_site_public_id")),
    )
    op.create_index(
        "uq_company_site_main",
        "company_site",
        ["company_id"],
        unique=True,
        sqlite_where=sa.text("main"),
        postgresql_where=sa.text("main"),
    )
    op.create_table(
        "company_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("accepted", sa.Boolean(), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.id"],
            name=op.f("fk_company_request_company_id_company"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["account.id"], name=op.f("fk_company_request_settled_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_request")),
        sa.UniqueConstraint("public_id", name=op.f("uq_company_request_public_id")),
    )
    op.create_table(
        "company_logo",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"],
            ["company.id"],
            name=op.f("fk_company_logo_company_id_company"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("company_id", name=op.f("pk_company_logo")),
        sa.UniqueConstraint("public_id", name=op.f("uq_company_logo_public_id")),
    )
    for table in ("company_transition", "company_site", "company_request"):
        op.create_index(op.f(f"ix_{table}_company_id"), table, ["company_id"])
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.execute("UPDATE account SET company_role = 'owner' WHERE role = 'recruiter'")
    op.create_index(op.f("ix_offer_site_id"), "offer", ["site_id"])
    op.add_column(
        "offer", sa.Column("withheld", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("offer", "withheld")
    op.drop_index(op.f("ix_offer_site_id"), "offer")
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column.partition(' ')[0]}")
    for table in ("company_logo", "company_request", "company_site", "company_transition"):
        op.drop_table(table)
