"""accompaniment: what the activity log counts and what one may be told of

Revision ID: 0010
Revises: 0009
"""

from alembic import op

from myjobmatch.db.migrations.checks import allow

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

COUNTED_BEFORE = (
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
)
COUNTED_NOW = (
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
TOLD_BEFORE = (
    "match",
    "message",
    "answer",
    "proposal",
    "new_offers",
    "saved_search",
    "reminder",
    "appointment",
)
TOLD_NOW = ("workshop", "action")


def upgrade() -> None:
    """Apply."""
    allow("activity", "activitykind", "kind", COUNTED_BEFORE + COUNTED_NOW)
    for table in ("notification", "notification_choice"):
        allow(table, "notificationkind", "kind", TOLD_BEFORE + TOLD_NOW)


def downgrade() -> None:
    """Take back."""
    for table in ("notification", "notification_choice"):
        op.execute(f"DELETE FROM {table} WHERE kind IN {TOLD_NOW}")  # noqa: S608 - our own words
        allow(table, "notificationkind", "kind", TOLD_BEFORE)
    op.execute(f"DELETE FROM activity WHERE kind IN {COUNTED_NOW}")  # noqa: S608 - our own words
    allow("activity", "activitykind", "kind", COUNTED_BEFORE)
