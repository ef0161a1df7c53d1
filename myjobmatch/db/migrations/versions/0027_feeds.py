"""offers that are withdrawn; runs of feeds; records that are gone; the same job in other words

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from myjobmatch.db.migrations.checks import allow

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

OFFER_BEFORE = ("draft", "submitted", "published", "paused", "filled", "expired", "refused")
LOGGED_BEFORE = (
    "signed_in",
    "profile_changed",
    "offer_liked",
    "offer_passed",
    "decision_undone",
    "candidate_liked",
    "candidate_passed",
    "matched",
    "identity_shared",
    "identity_declined",
    "match_closed",
    "application_opened",
    "application_answered",
    "message_sent",
    "offer_proposed",
    "offer_published",
    "offer_paused",
    "offer_filled",
    "message_edited",
    "appointment_set",
    "appointment_booked",
    "appointment_moved",
    "appointment_cancelled",
    "appointment_seen",
    "appointment_excused",
    "appointment_missed",
    "workshop_enrolled",
    "workshop_withdrawn",
    "workshop_promoted",
    "workshop_attended",
    "workshop_missed",
    "action_agreed",
    "action_declared",
    "action_validated",
    "action_returned",
    "note_written",
    "youth_imported",
    "advisor_changed",
    "situation_told",
    "interviewed",
    "hired",
)
LOGGED_NOW = ("offer_expired", "offer_withdrawn")
STATES = (
    ("offer", "offerstatus", "status"),
    ("offer_transition", "offerstatus", "after"),
    ("offer_transition", "before", "before"),
)


def upgrade() -> None:
    """Apply."""
    for table, name, column in STATES:
        allow(table, name, column, (*OFFER_BEFORE, "withdrawn"))
    allow("activity", "activitykind", "kind", LOGGED_BEFORE + LOGGED_NOW)
    moment = sa.DateTime(timezone=True)
    json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.add_column("offer_source", sa.Column("gone_at", moment, nullable=True))
    for column in ("near_key", "near_title"):
        op.add_column(
            "offer_source",
            sa.Column(column, sa.String(length=32), nullable=False, server_default=""),
        )
        op.create_index(op.f(f"ix_offer_source_{column}"), "offer_source", [column])
    op.add_column("offer_source", sa.Column("near_marks", sa.LargeBinary(), nullable=True))
    op.create_table(
        "feed_run",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("origin", sa.String(length=120), nullable=False),
        sa.Column("claim", sa.String(length=32), nullable=False),
        sa.Column("cursor", json, nullable=False),
        sa.Column("counts", json, nullable=False),
        sa.Column("error", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.String(length=300), nullable=False),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("alive_at", moment, nullable=False),
        sa.Column("ended_at", moment, nullable=True),
        sa.CheckConstraint("kind IN ('full', 'delta')", name=op.f("ck_feed_run_feedkind")),
        sa.CheckConstraint(
            "state IN ('running', 'done', 'held', 'failed', 'replaced')",
            name=op.f("ck_feed_run_feedstate"),
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (state = 'running')", name=op.f("ck_feed_run_ended")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_run")),
    )
    op.create_index("ix_feed_run_source_id", "feed_run", ["source", "id"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("feed_run")
    for column in ("near_key", "near_title"):
        op.drop_index(op.f(f"ix_offer_source_{column}"), table_name="offer_source")
    for column in ("near_marks", "near_title", "near_key", "gone_at"):
        op.drop_column("offer_source", column)
    kind = sa.column("kind")
    op.execute(sa.delete(sa.table("activity", kind)).where(kind.in_(LOGGED_NOW)))
    allow("activity", "activitykind", "kind", LOGGED_BEFORE)
    for table, name, column in STATES:
        op.execute(
            sa.text(f"UPDATE {table} SET {column} = 'expired' WHERE {column} = 'withdrawn'")  # noqa: S608
        )
        allow(table, name, column, OFFER_BEFORE)
