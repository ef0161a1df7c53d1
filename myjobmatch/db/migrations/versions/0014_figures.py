"""figures: what dashboards read; who followed whom when, and interviews and hires, in the activity log

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

from myjobmatch.db.migrations.checks import allow

revision = "0014"
down_revision = "0013"
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
)
LOGGED_NOW = ("interviewed", "hired")
MEASURES = (
    "youths",
    "acts",
    "sign_ins",
    "decisions",
    "received",
    "written",
    "proposed",
    "liked_inside",
    "liked_outside",
    "mutual",
    "shared",
    "interview_inside",
    "interview_outside",
    "interview_elsewhere",
    "hired_inside",
    "hired_outside",
    "hired_elsewhere",
    "seen",
    "excused",
    "missed",
    "attended",
    "absent",
    "declared",
    "validated",
)
# who follows the youth now is the best that is known of before
ADVISORS = """
    UPDATE activity SET advisor_id = (SELECT advisor_id FROM youth WHERE youth.id = activity.youth_id)
    WHERE youth_id IS NOT NULL
"""
OUTSIDE = """
    INSERT INTO activity (at, structure_id, kind, youth_id, offer_id, actor_role, advisor_id)
    SELECT t.at, y.structure_id, CASE t.after WHEN 'interview' THEN 'interviewed' ELSE 'hired' END,
      y.id, a.offer_id, 'youth', y.advisor_id
    FROM application_transition t JOIN application a ON a.id = t.application_id
      JOIN youth y ON y.id = a.youth_id
    WHERE t.after IN ('interview', 'hired') AND y.structure_id IS NOT NULL
    ORDER BY t.id
"""
# without the youth: what they found elsewhere is theirs alone
ELSEWHERE = """
    INSERT INTO activity (at, structure_id, kind, youth_id, offer_id, actor_role, advisor_id)
    SELECT min(s.at), y.structure_id,
      CASE s.status WHEN 'interview' THEN 'interviewed' ELSE 'hired' END, NULL, NULL, 'youth', y.advisor_id
    FROM tracked_step s JOIN tracked_application a ON a.id = s.tracked_id
      JOIN youth y ON y.id = a.youth_id
    WHERE s.status IN ('interview', 'hired') AND y.structure_id IS NOT NULL
    GROUP BY s.tracked_id, s.status, y.structure_id, y.advisor_id
"""


def upgrade() -> None:
    """Apply."""
    allow("activity", "activitykind", "kind", LOGGED_BEFORE + LOGGED_NOW)
    op.add_column("activity", sa.Column("advisor_id", sa.Integer(), nullable=True))
    for statement in (ADVISORS, OUTSIDE, ELSEWHERE):
        op.execute(statement)
    op.create_table(
        "figure_day",
        sa.Column("structure_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("advisor_id", sa.Integer(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in MEASURES),
        sa.PrimaryKeyConstraint("structure_id", "day", "advisor_id", name=op.f("pk_figure_day")),
    )
    op.create_table(
        "figure_week",
        sa.Column("youth_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("structure_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("advisor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("first_monday", sa.Date(), nullable=True),
        sa.CheckConstraint("days BETWEEN 0 AND 127", name=op.f("ck_figure_week_days_of_a_week")),
        sa.PrimaryKeyConstraint(
            "youth_id", "monday", "structure_id", "advisor_id", name=op.f("pk_figure_week")
        ),
    )
    op.create_index(
        "ix_figure_week_scope",
        "figure_week",
        ["structure_id", "monday", "advisor_id", "youth_id", "days"],
    )
    op.create_index(
        "ix_figure_week_first",
        "figure_week",
        ["structure_id", "first_monday", "monday", "advisor_id", "youth_id", "days"],
    )
    op.create_table(
        "offer_step",
        sa.Column("youth_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("offer_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "step",
            sa.Enum(
                "liked",
                "mutual",
                "shared",
                "interview",
                "hired",
                "decided",
                "wrote",
                name="step",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("advisor_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("youth_id", "offer_id", "step", name=op.f("pk_offer_step")),
    )
    op.create_table(
        "figure_answer",
        sa.Column("structure_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("company_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("advisor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("waited", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "structure_id",
            "day",
            "company_id",
            "advisor_id",
            "waited",
            name=op.f("pk_figure_answer"),
        ),
    )
    op.create_table(
        "figure_cursor",
        sa.Column("name", sa.String(length=20), nullable=False),
        sa.Column("last_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("counted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("rebuilding", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_figure_cursor")),
    )


def downgrade() -> None:
    """Take back."""
    for table in ("figure_cursor", "figure_answer", "offer_step", "figure_week", "figure_day"):
        op.drop_table(table)
    op.execute(f"DELETE FROM activity WHERE kind IN {LOGGED_NOW}")  # noqa: S608 - our own words
    op.drop_column("activity", "advisor_id")
    allow("activity", "activitykind", "kind", LOGGED_BEFORE)
