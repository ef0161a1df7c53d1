"""deck: what is put aside with a reason, kept for later, reported

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def _of(table: str, what: str, *, goes: bool = True) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [f"{what}_id"],
        [f"{what}.id"],
        name=op.f(f"fk_{table}_{what}_id_{what}"),
        ondelete="CASCADE" if goes else None,
    )


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "deck_aside",
        sa.Column("id", BIG, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column(
            "reason",
            _enum(
                "passreason",
                "too_far",
                "hours",
                "contract",
                "not_my_job",
                "company",
                "pay",
                "skills",
                "already_applied",
                "other",
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            _enum(
                "asidekind",
                "travel",
                "schedule",
                "hours",
                "contract",
                "occupation",
                "company",
                "pay",
                "skill",
                "same_job",
            ),
            nullable=False,
        ),
        sa.Column("value", sa.String(length=520), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("lifted_at", MOMENT, nullable=True),
        sa.CheckConstraint("value <> ''", name=op.f("ck_deck_aside_value_given")),
        _of("deck_aside", "youth"),
        _of("deck_aside", "offer"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deck_aside")),
        sa.UniqueConstraint("public_id", name=op.f("uq_deck_aside_public_id")),
    )
    op.create_index(op.f("ix_deck_aside_offer_id"), "deck_aside", ["offer_id"])
    op.create_index(
        "uq_deck_aside_standing",
        "deck_aside",
        ["youth_id", "kind", "value"],
        unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )
    op.create_table(
        "kept_offer",
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _of("kept_offer", "youth"),
        _of("kept_offer", "offer"),
        sa.PrimaryKeyConstraint("youth_id", "offer_id", name=op.f("pk_kept_offer")),
    )
    op.create_index(op.f("ix_kept_offer_offer_id"), "kept_offer", ["offer_id"])
    op.create_table(
        "offer_report",
        sa.Column("id", BIG, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column(
            "reason",
            _enum(
                "reportreason",
                "closed",
                "misleading",
                "discrimination",
                "asks_money",
                "dangerous",
                "other",
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("status", _enum("reportstatus", "open", "kept", "hidden"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(status = 'open') = (settled_at IS NULL)",
            name=op.f("ck_offer_report_settled_at_known"),
        ),
        _of("offer_report", "youth"),
        _of("offer_report", "offer"),
        _of("offer_report", "structure", goes=False),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["account.id"], name=op.f("fk_offer_report_settled_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_report")),
        sa.UniqueConstraint("public_id", name=op.f("uq_offer_report_public_id")),
        sa.UniqueConstraint("youth_id", "offer_id", name=op.f("uq_offer_report_youth_id_offer_id")),
    )
    op.create_index(op.f("ix_offer_report_offer_id"), "offer_report", ["offer_id"])
    op.create_index(
        "ix_offer_report_structure_id_status", "offer_report", ["structure_id", "status"]
    )
    op.create_index("ix_offer_company_name", "offer", ["company_name"])


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_offer_company_name", table_name="offer")
    op.drop_table("offer_report")
    op.drop_table("kept_offer")
    op.drop_table("deck_aside")
