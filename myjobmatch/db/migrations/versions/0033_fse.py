"""fse: operations, who takes part, what they answered; links that ask six months after

Revision ID: 0033
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op

from myjobmatch.db.base import Json
from myjobmatch.db.migrations.checks import allow

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

PARTS = ("entry", "exit", "six_months")
TOLD_BY = ("advisor", "youth", "link")
LINKS_BEFORE = ("enter", "join", "answer")
NOTIFIED = ("notification", "notification_choice")
KINDS_BEFORE = (
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
    "candidate",
    "offer",
    "approval",
    "outcome",
)
WORD, MOMENT = sa.String(length=32), sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    allow("mail_link", "linkpurpose", "purpose", (*LINKS_BEFORE, "six_months"))
    for table in NOTIFIED:
        allow(table, "notificationkind", "kind", (*KINDS_BEFORE, "follow_up"))
    _operation()
    _participation()
    _answers()


def _operation() -> None:
    op.create_table(
        "fse_operation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", WORD, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("cost_cents", sa.BigInteger(), nullable=False),
        sa.Column("grant_cents", sa.BigInteger(), nullable=False),
        sa.Column("rate", sa.Integer(), nullable=False),
        sa.Column("questionnaire", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        _holds("fse_operation", "title_given", "title <> ''"),
        _holds("fse_operation", "ends_after_start", "ends_on >= starts_on"),
        _holds("fse_operation", "cost_some", "cost_cents > 0"),
        _holds(
            "fse_operation", "grant_within_cost", "grant_cents > 0 AND grant_cents <= cost_cents"
        ),
        _holds("fse_operation", "rate_range", "rate BETWEEN 1 AND 10000"),
        _to("fse_operation", "created_by", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fse_operation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_fse_operation_public_id")),
    )
    op.create_table(
        "fse_operation_structure",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        _to("fse_operation_structure", "operation_id", "fse_operation", "CASCADE"),
        _to("fse_operation_structure", "structure_id", "structure"),
        sa.PrimaryKeyConstraint(
            "operation_id", "structure_id", name=op.f("pk_fse_operation_structure")
        ),
    )
    op.create_index(
        op.f("ix_fse_operation_structure_structure_id"), "fse_operation_structure", ["structure_id"]
    )
    op.create_table(
        "fse_operation_funder",
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        _to("fse_operation_funder", "operation_id", "fse_operation", "CASCADE"),
        _to("fse_operation_funder", "account_id", "account", "CASCADE"),
        sa.PrimaryKeyConstraint("operation_id", "account_id", name=op.f("pk_fse_operation_funder")),
    )
    op.create_index(
        op.f("ix_fse_operation_funder_account_id"), "fse_operation_funder", ["account_id"]
    )


def _participation() -> None:
    op.create_table(
        "fse_participation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", WORD, nullable=False),
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=True),
        sa.Column("entered_on", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("exit_due_on", sa.Date(), nullable=True),
        sa.Column("six_on", sa.Date(), nullable=True),
        sa.Column("six_due_on", sa.Date(), nullable=True),
        sa.Column("entry_lacks", sa.Integer(), nullable=False),
        sa.Column("exit_lacks", sa.Integer(), nullable=False),
        sa.Column("six_lacks", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("cut_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        _holds("fse_participation", "left_after_entry", "left_on IS NULL OR left_on >= entered_on"),
        _holds(
            "fse_participation",
            "due_once_left",
            "(left_on IS NULL) = (exit_due_on IS NULL) AND (left_on IS NULL) = (six_on IS NULL)"
            " AND (left_on IS NULL) = (six_due_on IS NULL)",
        ),
        _holds(
            "fse_participation",
            "lacks_none_or_some",
            "entry_lacks >= 0 AND exit_lacks >= 0 AND six_lacks >= 0",
        ),
        _holds("fse_participation", "cut_is_nobody", "cut_on IS NULL OR youth_id IS NULL"),
        _to("fse_participation", "operation_id", "fse_operation"),
        _to("fse_participation", "structure_id", "structure"),
        _to("fse_participation", "youth_id", "youth", "CASCADE"),
        _to("fse_participation", "created_by", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fse_participation")),
        sa.UniqueConstraint("public_id", name=op.f("uq_fse_participation_public_id")),
        sa.UniqueConstraint(
            "operation_id", "youth_id", name=op.f("uq_fse_participation_operation_id_youth_id")
        ),
    )
    op.create_index(op.f("ix_fse_participation_youth_id"), "fse_participation", ["youth_id"])
    op.create_index(
        "ix_fse_participation_structure_operation",
        "fse_participation",
        ["structure_id", "operation_id"],
    )
    op.create_index(
        "ix_fse_participation_six_on_asked_at", "fse_participation", ["six_on", "asked_at"]
    )


def _answers() -> None:
    op.create_table(
        "fse_answers",
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("part", WORD, nullable=False),
        sa.Column("answers", Json, nullable=False),
        sa.Column("told_by", WORD, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("told_at", MOMENT, nullable=False),
        _among("fse_answers", "part", "part", PARTS),
        _among("fse_answers", "toldby", "told_by", TOLD_BY),
        _to("fse_answers", "participation_id", "fse_participation", "CASCADE"),
        _to("fse_answers", "account_id", "account"),
        sa.PrimaryKeyConstraint("participation_id", "part", name=op.f("pk_fse_answers")),
    )
    op.create_table(
        "fse_correction",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=40), nullable=False),
        sa.Column("before", sa.String(length=120), nullable=False),
        sa.Column("after", sa.String(length=120), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        _to("fse_correction", "participation_id", "fse_participation", "CASCADE"),
        _to("fse_correction", "account_id", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fse_correction")),
    )
    op.create_index(
        op.f("ix_fse_correction_participation_id"), "fse_correction", ["participation_id"]
    )


def downgrade() -> None:
    """Take back."""
    for table in (
        "fse_correction",
        "fse_answers",
        "fse_participation",
        "fse_operation_funder",
        "fse_operation_structure",
        "fse_operation",
    ):
        op.drop_table(table)
    for table in NOTIFIED:
        rows = sa.table(table, sa.column("kind"))
        op.execute(sa.delete(rows).where(rows.c.kind == "follow_up"))
        allow(table, "notificationkind", "kind", KINDS_BEFORE)
    links = sa.table("mail_link", sa.column("purpose"))
    op.execute(sa.delete(links).where(links.c.purpose == "six_months"))
    allow("mail_link", "linkpurpose", "purpose", LINKS_BEFORE)


def _holds(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _among(table: str, name: str, column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    among = ", ".join(f"'{value}'" for value in values)
    return _holds(table, name, f"{column} IN ({among})")


def _to(table: str, column: str, other: str, ondelete: str = "") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{other}.id"],
        name=op.f(f"fk_{table}_{column}_{other}"),
        **({"ondelete": ondelete} if ondelete else {}),
    )
