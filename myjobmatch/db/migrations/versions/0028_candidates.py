"""blocks, reports of employers, closed questions to candidates, and limits to what is dealt

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

REASONS = ("money", "papers", "rude", "unsafe", "not_the_job", "discriminates", "other")
TEMPLATES = ("start", "licence", "early", "late", "weekend", "immersion", "still_looking")
ANSWERS = ("yes", "later", "sometimes", "learning", "maybe", "no", "rather_not")


def _among(table: str, name: str, column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{name}"))


def _key(table: str, column: str, to: str, *, cascade: bool = True) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{to}.id"],
        name=op.f(f"fk_{table}_{column}_{to}"),
        ondelete="CASCADE" if cascade else None,
    )


def upgrade() -> None:
    """Apply."""
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "company_block",
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("at", moment, nullable=False),
        _key("company_block", "youth_id", "youth"),
        _key("company_block", "company_id", "company"),
        sa.PrimaryKeyConstraint("youth_id", "company_id", name=op.f("pk_company_block")),
    )
    op.create_index(op.f("ix_company_block_company_id"), "company_block", ["company_id"])
    op.create_table(
        "company_report",
        sa.Column("id", big, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=True),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("excerpt", sa.String(length=1000), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("settled_at", moment, nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(status = 'open') = (settled_at IS NULL)",
            name=op.f("ck_company_report_settled_at_known"),
        ),
        _among("company_report", "companyreportreason", "reason", REASONS),
        _among("company_report", "companyreportstatus", "status", ("open", "settled")),
        _key("company_report", "youth_id", "youth"),
        _key("company_report", "structure_id", "structure", cascade=False),
        _key("company_report", "company_id", "company"),
        _key("company_report", "settled_by", "account", cascade=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_report")),
        sa.UniqueConstraint("public_id", name=op.f("uq_company_report_public_id")),
    )
    for columns in (["youth_id"], ["company_id"], ["structure_id", "status"]):
        op.create_index(op.f("ix_company_report_" + "_".join(columns)), "company_report", columns)
    op.create_table(
        "candidate_question",
        sa.Column("id", big, nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(length=32), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", moment, nullable=False),
        sa.Column("answer", sa.String(length=32), nullable=True),
        sa.Column("answered_at", moment, nullable=True),
        sa.CheckConstraint(
            "(answer IS NULL) = (answered_at IS NULL)",
            name=op.f("ck_candidate_question_answered_at_known"),
        ),
        sa.CheckConstraint(
            "(template = 'start') = (month <> '')",
            name=op.f("ck_candidate_question_month_of_start"),
        ),
        _among("candidate_question", "questiontemplate", "template", TEMPLATES),
        _among("candidate_question", "questionanswer", "answer", ANSWERS),
        _key("candidate_question", "offer_id", "offer"),
        _key("candidate_question", "youth_id", "youth"),
        _key("candidate_question", "asked_by", "account", cascade=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_question")),
        sa.UniqueConstraint("public_id", name=op.f("uq_candidate_question_public_id")),
        sa.UniqueConstraint(
            "offer_id",
            "youth_id",
            "template",
            name=op.f("uq_candidate_question_offer_id_youth_id_template"),
        ),
    )
    op.create_index(op.f("ix_candidate_question_youth_id"), "candidate_question", ["youth_id"])
    op.create_table(
        "candidate_place",
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("cell", sa.String(length=24), nullable=False),
        sa.Column("at", moment, nullable=False),
        _key("candidate_place", "company_id", "company"),
        _key("candidate_place", "youth_id", "youth"),
        sa.PrimaryKeyConstraint("company_id", "youth_id", "cell", name=op.f("pk_candidate_place")),
    )
    op.create_index(op.f("ix_candidate_place_youth_id"), "candidate_place", ["youth_id"])
    op.create_table(
        "candidate_allowance",
        sa.Column("id", big, nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("cards", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.CheckConstraint("cards > 0", name=op.f("ck_candidate_allowance_cards_more")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_candidate_allowance_reason_given")),
        _key("candidate_allowance", "company_id", "company"),
        _key("candidate_allowance", "account_id", "account", cascade=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_candidate_allowance")),
    )
    op.create_index(
        op.f("ix_candidate_allowance_company_id_day"),
        "candidate_allowance",
        ["company_id", "day"],
    )
    op.add_column("candidate_alias", sa.Column("given_at", moment, nullable=True))
    op.add_column(
        "candidate_alias",
        sa.Column("told_cell", sa.String(length=24), server_default="", nullable=False),
    )
    # who withdrew before is one who closed what they shared: the yes ended then
    op.execute(
        'UPDATE consent SET withdrawn_at = (SELECT m.updated_at FROM "match" m'
        " JOIN match_transition t ON t.match_id = m.id AND t.after = 'closed'"
        " JOIN account a ON a.id = t.account_id AND a.role = 'youth'"
        " WHERE m.id = consent.match_id)"
        " WHERE kind = 'share_identity' AND given AND withdrawn_at IS NULL"
    )


def downgrade() -> None:
    """Take back."""
    op.drop_column("candidate_alias", "told_cell")
    op.drop_column("candidate_alias", "given_at")
    for table in (
        "candidate_allowance",
        "candidate_place",
        "candidate_question",
        "company_report",
        "company_block",
    ):
        op.drop_table(table)
