"""offers: words that somebody should read, remote work, reminders of their end, useful aptitudes, trainings

Revision ID: 0026
Revises: 0025
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from myjobmatch.db.migrations.checks import allow

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

CONTRACTS_BEFORE = (
    "cdi",
    "cdd",
    "temporary",
    "seasonal",
    "apprenticeship",
    "professionalisation",
    "internship",
    "immersion",
    "civic_service",
    "assisted",
    "insertion",
    "other",
)
REMINDERS = (("remind_week_at", timedelta(days=7)), ("remind_day_at", timedelta(days=1)))


def upgrade() -> None:
    """Apply."""
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "offer_check",
        sa.Column("id", big, nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("words_key", sa.String(length=200), nullable=False),
        sa.Column("article", sa.String(length=20), nullable=False),
        sa.Column("severity", sa.String(length=32), nullable=False),
        sa.Column("found_at", moment, nullable=False),
        sa.Column("settled_at", moment, nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("allowed", sa.Boolean(), nullable=True),
        sa.CheckConstraint("severity IN ('refuse', 'ask')", name=op.f("ck_offer_check_severity")),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (allowed IS NULL)", name=op.f("ck_offer_check_settled_whole")
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["offer.id"],
            name=op.f("fk_offer_check_offer_id_offer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["account.id"], name=op.f("fk_offer_check_settled_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_check")),
        sa.UniqueConstraint(
            "offer_id", "kind", "words_key", name=op.f("uq_offer_check_offer_id_kind_words_key")
        ),
    )
    op.execute(
        "ALTER TABLE offer ADD COLUMN remote VARCHAR(32) DEFAULT 'none' NOT NULL"
        " CONSTRAINT ck_offer_remote CHECK (remote IN ('none', 'partly', 'fully'))"
    )
    for name, _ in REMINDERS:
        op.add_column("offer", sa.Column(name, moment, nullable=True))
        op.create_index(op.f(f"ix_offer_{name}"), "offer", [name])
    op.add_column(
        "offer_aptitude",
        sa.Column("essential", sa.Boolean(), nullable=False, server_default=sa.true()),
    )
    for table in ("offer", "youth_situation"):
        allow(table, "contractkind", "contract", (*CONTRACTS_BEFORE, "training"))
    _remind_of_those_that_run(moment)


def _remind_of_those_that_run(moment: sa.DateTime) -> None:
    """Companies' offers that are shown today get their reminders too."""
    offer = sa.table(
        "offer",
        *(sa.column(name) for name in ("id", "status", "origin")),
        *(sa.column(name, moment) for name in ("expires_at", *(name for name, _ in REMINDERS))),
    )
    bind = op.get_bind()
    running = bind.execute(
        sa.select(offer.c.id, offer.c.expires_at).where(
            offer.c.status == "published",
            offer.c.origin == "internal",
            offer.c.expires_at.is_not(None),
        )
    ).all()
    for id_, ends in running:
        bind.execute(
            sa.update(offer)
            .where(offer.c.id == id_)
            .values({name: ends - before for name, before in REMINDERS})
        )


def downgrade() -> None:
    """Take back."""
    for table in ("offer", "youth_situation"):
        named = sa.table(table, sa.column("contract"))
        op.execute(sa.update(named).where(named.c.contract == "training").values(contract="other"))
        allow(table, "contractkind", "contract", CONTRACTS_BEFORE)
    op.execute("ALTER TABLE offer_aptitude DROP COLUMN essential")
    for name, _ in REMINDERS:
        op.drop_index(op.f(f"ix_offer_{name}"), "offer")
        op.execute(f"ALTER TABLE offer DROP COLUMN {name}")
    op.execute("ALTER TABLE offer DROP COLUMN remote")
    op.drop_table("offer_check")
