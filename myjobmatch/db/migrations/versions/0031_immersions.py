"""immersions: the agreement, the days of its signatures, its review

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

from myjobmatch.db.migrations.checks import allow

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

STATUSES = ("draft", "to_sign", "signed", "reviewed", "cancelled")
PURPOSES = ("discover", "confirm", "recruit")
DONE = ("completed", "partly", "no_show")
MET = ("yes", "partly", "no")
CONTRACTS = (
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
    "training",
)
TOLD_BEFORE = ("advisor", "imilo")
WORD, MOMENT = sa.String(length=32), sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    allow("youth_situation", "situationsource", "source", (*TOLD_BEFORE, "immersion"))
    _immersion()
    _review()


def _immersion() -> None:
    op.create_table(
        "immersion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", WORD, nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("match_id", sa.Integer(), nullable=True),
        sa.Column("application_id", sa.Integer(), nullable=True),
        sa.Column("renews_id", sa.Integer(), nullable=True),
        sa.Column("prescriber_id", sa.Integer(), nullable=True),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("status", WORD, nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("host_name", sa.String(length=200), nullable=False),
        sa.Column("host_siret", sa.String(length=14), nullable=False),
        sa.Column("host_address", sa.String(length=300), nullable=False),
        sa.Column("host_signer", sa.String(length=120), nullable=False),
        sa.Column("tutor", sa.String(length=120), nullable=False),
        sa.Column("tutor_function", sa.String(length=120), nullable=False),
        sa.Column("purpose", WORD, nullable=True),
        sa.Column("objectives", sa.Text(), nullable=False),
        sa.Column("tasks", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("weekly_hours", sa.Double(), nullable=True),
        sa.Column("schedule", sa.Text(), nullable=False),
        sa.Column("representative", sa.String(length=120), nullable=False),
        sa.Column("minor_work", sa.Boolean(), nullable=False),
        sa.Column("youth_on", sa.Date(), nullable=True),
        sa.Column("representative_on", sa.Date(), nullable=True),
        sa.Column("host_on", sa.Date(), nullable=True),
        sa.Column("prescriber_on", sa.Date(), nullable=True),
        sa.Column("agreed_at", MOMENT, nullable=True),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        _among("immersion", "immersionstatus", "status", STATUSES),
        _among("immersion", "immersionpurpose", "purpose", PURPOSES),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_immersion_ends_after_start")
        ),
        sa.CheckConstraint(
            "status NOT IN ('to_sign', 'signed', 'reviewed')"
            " OR (starts_on IS NOT NULL AND ends_on IS NOT NULL AND weekly_hours IS NOT NULL)",
            name=op.f("ck_immersion_standing_has_days"),
        ),
        sa.CheckConstraint(
            "status NOT IN ('signed', 'reviewed') OR agreed_at IS NOT NULL",
            name=op.f("ck_immersion_signed_when"),
        ),
        _to("immersion", "youth_id", "youth", "CASCADE"),
        _to("immersion", "structure_id", "structure"),
        _to("immersion", "offer_id", "offer", "SET NULL"),
        _to("immersion", "match_id", "match", "SET NULL"),
        _to("immersion", "application_id", "application", "SET NULL"),
        _to("immersion", "renews_id", "immersion", "SET NULL"),
        _to("immersion", "prescriber_id", "account"),
        _to("immersion", "proposed_by", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_immersion")),
        sa.UniqueConstraint("public_id", name=op.f("uq_immersion_public_id")),
    )
    op.create_index("ix_immersion_youth_id_status", "immersion", ["youth_id", "status"])
    op.create_index("ix_immersion_status_ends_on", "immersion", ["status", "ends_on"])
    op.create_index(op.f("ix_immersion_match_id"), "immersion", ["match_id"])
    op.create_index(op.f("ix_immersion_renews_id"), "immersion", ["renews_id"])


def _review() -> None:
    op.create_table(
        "immersion_review",
        sa.Column("immersion_id", sa.Integer(), nullable=False),
        sa.Column("done", WORD, nullable=False),
        sa.Column("objectives_met", WORD, nullable=False),
        sa.Column("hired", sa.Boolean(), nullable=False),
        sa.Column("contract", WORD, nullable=True),
        sa.Column("contract_starts_on", sa.Date(), nullable=True),
        sa.Column("contract_ends_on", sa.Date(), nullable=True),
        sa.Column("youth_words", sa.Text(), nullable=False),
        sa.Column("host_words", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        _among("immersion_review", "immersiondone", "done", DONE),
        _among("immersion_review", "objectivesmet", "objectives_met", MET),
        _among("immersion_review", "contractkind", "contract", CONTRACTS),
        sa.CheckConstraint(
            "NOT hired OR (contract IS NOT NULL AND contract_starts_on IS NOT NULL)",
            name=op.f("ck_immersion_review_hired_how"),
        ),
        _to("immersion_review", "immersion_id", "immersion", "CASCADE"),
        _to("immersion_review", "account_id", "account"),
        sa.PrimaryKeyConstraint("immersion_id", name=op.f("pk_immersion_review")),
    )
    op.create_index(op.f("ix_immersion_review_at"), "immersion_review", ["at"])


def _among(table: str, name: str, column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{name}"))


def _to(table: str, column: str, other: str, gone: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete=gone
    )


def downgrade() -> None:
    """Take back; what agreements told of situations goes with them."""
    op.drop_table("immersion_review")
    op.drop_table("immersion")
    rows = sa.table("youth_situation", sa.column("source"))
    op.execute(sa.delete(rows).where(rows.c.source == "immersion"))
    allow("youth_situation", "situationsource", "source", TOLD_BEFORE)
