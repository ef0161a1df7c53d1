"""who waits for an employer's answer

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

from myjobmatch.db.migrations.checks import allow

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

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
    "offer_expired",
    "offer_withdrawn",
)
LOGGED_NOW = ("answer_missed",)
STEPS = ("waiting", "reminded", "reminded_again", "silent", "declined", "settled")


def upgrade() -> None:
    """Apply. Whoever waits already is looked at from now on: their employers have all three weeks."""
    allow("activity", "activitykind", "kind", LOGGED_BEFORE + LOGGED_NOW)
    op.create_table(
        "answer_wait",
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("step_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=60), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "step IN (" + ", ".join(f"'{step}'" for step in STEPS) + ")",
            name=op.f("ck_answer_wait_answer_step"),
        ),
        *(
            sa.ForeignKeyConstraint(
                [f"{table}_id"],
                [f"{table}.id"],
                name=op.f(f"fk_answer_wait_{table}_id_{table}"),
                ondelete="CASCADE",
            )
            for table in ("youth", "offer")
        ),
        sa.PrimaryKeyConstraint("youth_id", "offer_id", name=op.f("pk_answer_wait")),
    )
    op.create_index("ix_answer_wait_offer_step", "answer_wait", ["offer_id", "step"])
    op.create_index("ix_answer_wait_told", "answer_wait", ["told_at", "step"])
    op.create_index(op.f("ix_answer_wait_next_at"), "answer_wait", ["next_at"])
    op.execute(
        """
        INSERT INTO answer_wait (youth_id, offer_id, since, step, next_at, reason)
        SELECT d.youth_id, d.offer_id, d.decided_at, 'waiting', d.decided_at, ''
        FROM decision d JOIN offer o ON o.id = d.offer_id
        WHERE d.side = 'youth' AND d.kind = 'like' AND d.status = 'active' AND o.company_id IS NOT NULL
        """
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("answer_wait")
    activity = sa.table("activity", sa.column("kind"))
    op.execute(sa.delete(activity).where(activity.c.kind.in_(LOGGED_NOW)))
    allow("activity", "activitykind", "kind", LOGGED_BEFORE)
