"""what becomes of a match: steps, interviews, hires, and one question to each side

Revision ID: 0030
Revises: 0029
"""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from myjobmatch.db.migrations.checks import allow
from myjobmatch.domain.clock import SystemClock

revision = "0030"
down_revision = "0029"
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
    "answer_missed",
)
LOGGED_NOW = ("outcome_told", "immersion_agreed", "immersion_reviewed")
APPLIED_BEFORE = (
    "opened",
    "sent",
    "not_sent",
    "interview",
    "hired",
    "refused",
    "no_answer",
    "withdrawn",
)
APPLIED = (
    ("application", "applicationstatus", "status"),
    ("application_transition", "before", "before"),
    ("application_transition", "applicationstatus", "after"),
    ("tracked_application", "applicationstatus", "status"),
    ("tracked_step", "applicationstatus", "status"),
)
STAGES = ("in_touch", "interview", "immersion", "hired", "not_hired")
TELLERS = ("youth", "employer", "advisor")
HOW = ("on_site", "phone", "video")
STATES = ("proposed", "accepted", "none_suits", "cancelled")
WHY = (
    "other_chosen",
    "skills",
    "availability",
    "did_not_come",
    "youth_declined",
    "post_gone",
    "other",
)
WENT = ("going_on", "met", "hired", "not_hired", "no_news")
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
WORD, MOMENT = sa.String(length=32), sa.DateTime(timezone=True)
ASK_AFTER = timedelta(days=14)


def upgrade() -> None:
    """Apply. Those who know each other already are asked in two weeks."""
    allow("activity", "activitykind", "kind", LOGGED_BEFORE + LOGGED_NOW)
    for table, name, column in APPLIED:
        allow(table, name, column, (*APPLIED_BEFORE, "immersion"))
    among = ", ".join(f"'{stage}'" for stage in STAGES)
    op.execute(
        "ALTER TABLE \"match\" ADD COLUMN stage VARCHAR(32) DEFAULT 'in_touch' NOT NULL "
        f"CONSTRAINT ck_match_stage CHECK (stage IN ({among}))"
    )
    op.add_column("match", sa.Column("stage_at", MOMENT, nullable=True))
    _match_step()
    _interview()
    _hire()
    _question()


def _match_step() -> None:
    op.create_table(
        "match_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("before", WORD, nullable=False),
        sa.Column("after", WORD, nullable=False),
        sa.Column("teller", WORD, nullable=False),
        sa.Column("why", WORD, nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.Column("tell_at", MOMENT, nullable=True),
        _among("match_step", "before", "before", STAGES),
        _among("match_step", "after", "after", STAGES),
        _among("match_step", "teller", "teller", TELLERS),
        _among("match_step", "whynot", "why", WHY),
        _to("match_step", "account_id", "account"),
        _of("match_step", "match"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_step")),
    )
    op.create_index(op.f("ix_match_step_match_id"), "match_step", ["match_id"])
    op.create_index(op.f("ix_match_step_tell_at"), "match_step", ["tell_at"])


def _interview() -> None:
    op.create_table(
        "interview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", WORD, nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=False),
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("how", WORD, nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("status", WORD, nullable=False),
        sa.Column("starts_at", MOMENT, nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=True),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("remind_at", MOMENT, nullable=True),
        _among("interview", "interviewhow", "how", HOW),
        _among("interview", "interviewstatus", "status", STATES),
        sa.CheckConstraint(
            "status <> 'accepted' OR starts_at IS NOT NULL", name=op.f("ck_interview_accepted_when")
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_interview_minutes_some")),
        _of("interview", "match"),
        _to("interview", "proposed_by", "account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
        sa.UniqueConstraint("public_id", name=op.f("uq_interview_public_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_interview_uid")),
    )
    op.create_index("ix_interview_match_status", "interview", ["match_id", "status"])
    op.create_index(op.f("ix_interview_remind_at"), "interview", ["remind_at"])
    op.create_table(
        "interview_slot",
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=False),
        _of("interview_slot", "interview"),
        sa.PrimaryKeyConstraint("interview_id", "starts_at", name=op.f("pk_interview_slot")),
    )


def _hire() -> None:
    op.create_table(
        "hire",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("contract", WORD, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("teller", WORD, nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        _among("hire", "contractkind", "contract", CONTRACTS),
        _among("hire", "teller", "teller", TELLERS),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_hire_ends_after_start")
        ),
        _to("hire", "account_id", "account"),
        _of("hire", "offer"),
        _of("hire", "youth"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hire")),
        sa.UniqueConstraint("youth_id", "offer_id", name=op.f("uq_hire_youth_id_offer_id")),
    )
    op.create_index(op.f("ix_hire_offer_id"), "hire", ["offer_id"])


def _question() -> None:
    op.create_table(
        "outcome_question",
        sa.Column("match_id", sa.Integer(), nullable=False),
        sa.Column("side", WORD, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answer", WORD, nullable=True),
        _among("outcome_question", "side", "side", ("youth", "employer")),
        _among("outcome_question", "went", "answer", WENT),
        _of("outcome_question", "match"),
        sa.PrimaryKeyConstraint("match_id", "side", name=op.f("pk_outcome_question")),
    )
    op.create_index(op.f("ix_outcome_question_due_at"), "outcome_question", ["due_at"])
    due = SystemClock().now() + ASK_AFTER
    for side in ("youth", "employer"):
        op.execute(
            sa.text(
                "INSERT INTO outcome_question (match_id, side, due_at) "
                "SELECT id, :side, :due FROM \"match\" WHERE status = 'shared'"
            ).bindparams(sa.bindparam("side", side, WORD), sa.bindparam("due", due, MOMENT))
        )


def _among(table: str, name: str, column: str, values: tuple[str, ...]) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=op.f(f"ck_{table}_{name}"))


def _of(table: str, owner: str) -> sa.ForeignKeyConstraint:
    """What goes with its owner."""
    return sa.ForeignKeyConstraint(
        [f"{owner}_id"],
        [f"{owner}.id"],
        name=op.f(f"fk_{table}_{owner}_id_{owner}"),
        ondelete="CASCADE",
    )


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def downgrade() -> None:
    """Take back: an application that had become an immersion was an interview at least."""
    for table in ("outcome_question", "hire", "interview_slot", "interview", "match_step"):
        op.drop_table(table)
    op.drop_column("match", "stage_at")
    op.execute('ALTER TABLE "match" DROP COLUMN stage')
    activity = sa.table("activity", sa.column("kind"))
    op.execute(sa.delete(activity).where(activity.c.kind.in_(LOGGED_NOW)))
    allow("activity", "activitykind", "kind", LOGGED_BEFORE)
    for table, name, column in APPLIED:
        rows = sa.table(table, sa.column(column))
        op.execute(
            sa.update(rows).where(rows.c[column] == "immersion").values({column: "interview"})
        )
        allow(table, name, column, APPLIED_BEFORE)
