"""appointments, the hours that youths may book, absences of advisors, calendars that are subscribed to

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "advisor_absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("advisor_id", sa.Integer(), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=False),
        sa.Column(
            "reason",
            sa.Enum(
                "leave",
                "training",
                "travel",
                "other",
                name="absencereason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("replacing_id", sa.Integer(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("from_day <= to_day", name=op.f("ck_advisor_absence_days_in_order")),
        sa.CheckConstraint(
            "replacing_id IS NULL OR replacing_id <> advisor_id",
            name=op.f("ck_advisor_absence_by_another"),
        ),
        sa.ForeignKeyConstraint(
            ["advisor_id"],
            ["account.id"],
            name=op.f("fk_advisor_absence_advisor_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["account.id"],
            name=op.f("fk_advisor_absence_created_by_account"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["replacing_id"],
            ["account.id"],
            name=op.f("fk_advisor_absence_replacing_id_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advisor_absence")),
        sa.UniqueConstraint("public_id", name=op.f("uq_advisor_absence_public_id")),
    )
    with op.batch_alter_table("advisor_absence", schema=None) as batch_op:
        batch_op.create_index(
            "ix_advisor_absence_advisor_days", ["advisor_id", "from_day", "to_day"], unique=False
        )
        batch_op.create_index(
            "ix_advisor_absence_replacing_days",
            ["replacing_id", "from_day", "to_day"],
            unique=False,
        )

    op.create_table(
        "appointment_opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("advisor_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "interview",
                "information",
                "workshop",
                "visit",
                "partner",
                "outing",
                "other",
                name="appointmentkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "how",
            sa.Enum(
                "on_site",
                "phone",
                "video",
                name="appointmenthow",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(weekday IS NULL) <> (day IS NULL)", name=op.f("ck_appointment_opening_weekday_or_day")
        ),
        sa.CheckConstraint(
            "minutes BETWEEN 10 AND 480", name=op.f("ck_appointment_opening_minutes_range")
        ),
        sa.CheckConstraint(
            "places BETWEEN 1 AND 40", name=op.f("ck_appointment_opening_places_range")
        ),
        sa.CheckConstraint(
            "start_minute >= 0 AND start_minute < end_minute AND end_minute <= 1440",
            name=op.f("ck_appointment_opening_times"),
        ),
        sa.CheckConstraint(
            "weekday IS NULL OR weekday BETWEEN 0 AND 6",
            name=op.f("ck_appointment_opening_weekday_range"),
        ),
        sa.ForeignKeyConstraint(
            ["advisor_id"],
            ["account.id"],
            name=op.f("fk_appointment_opening_advisor_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment_opening")),
        sa.UniqueConstraint("public_id", name=op.f("uq_appointment_opening_public_id")),
    )
    with op.batch_alter_table("appointment_opening", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_appointment_opening_advisor_id"), ["advisor_id"], unique=False
        )

    op.create_table(
        "calendar_feed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("first_names", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_calendar_feed_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )
    with op.batch_alter_table("calendar_feed", schema=None) as batch_op:
        batch_op.create_index(
            "uq_calendar_feed_live",
            ["account_id"],
            unique=True,
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )

    op.create_table(
        "opening_exception",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("advisor_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("start_minute", sa.Integer(), nullable=False),
        sa.Column("end_minute", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "start_minute >= 0 AND start_minute < end_minute AND end_minute <= 1440",
            name=op.f("ck_opening_exception_times"),
        ),
        sa.ForeignKeyConstraint(
            ["advisor_id"],
            ["account.id"],
            name=op.f("fk_opening_exception_advisor_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opening_exception")),
        sa.UniqueConstraint("public_id", name=op.f("uq_opening_exception_public_id")),
    )
    with op.batch_alter_table("opening_exception", schema=None) as batch_op:
        batch_op.create_index(
            "ix_opening_exception_advisor_day", ["advisor_id", "day"], unique=False
        )

    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("advisor_id", sa.Integer(), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "interview",
                "information",
                "workshop",
                "visit",
                "partner",
                "outing",
                "other",
                name="appointmentkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "how",
            sa.Enum(
                "on_site",
                "phone",
                "video",
                name="appointmenthow",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=False),
        sa.Column("video_url", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "planned",
                "cancelled",
                "done",
                name="appointmentstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "presence",
            sa.Enum(
                "seen",
                "excused",
                "absent",
                name="presence",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column(
            "booked_by",
            sa.Enum(
                "youth",
                "advisor",
                name="bookedby",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "cancelled_by",
            sa.Enum(
                "youth",
                "advisor",
                name="cancelledby",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("remind_week_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("remind_day_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("follows_id", sa.Integer(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(how = 'video') = (video_url <> '')", name=op.f("ck_appointment_video_has_room")
        ),
        sa.CheckConstraint(
            "(status = 'cancelled') = (cancelled_at IS NOT NULL)",
            name=op.f("ck_appointment_cancelled_at"),
        ),
        sa.CheckConstraint(
            "(status = 'done') = (presence IS NOT NULL)",
            name=op.f("ck_appointment_done_is_presence"),
        ),
        sa.CheckConstraint(
            "status = 'planned' OR (remind_week_at IS NULL AND remind_day_at IS NULL)",
            name=op.f("ck_appointment_reminds_of_planned"),
        ),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by IS NULL)",
            name=op.f("ck_appointment_cancelled_by_known"),
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_appointment_ends_after_start")),
        sa.CheckConstraint("sequence >= 0", name=op.f("ck_appointment_sequence_counted")),
        sa.ForeignKeyConstraint(
            ["advisor_id"], ["account.id"], name=op.f("fk_appointment_advisor_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["account.id"], name=op.f("fk_appointment_created_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["follows_id"],
            ["appointment.id"],
            name=op.f("fk_appointment_follows_id_appointment"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_appointment_structure_id_structure")
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_appointment_youth_id_youth"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appointment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_appointment_public_id")),
        sa.UniqueConstraint("uid", name=op.f("uq_appointment_uid")),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(
            "ix_appointment_advisor_starts", ["advisor_id", "starts_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_appointment_follows_id"), ["follows_id"], unique=False)
        batch_op.create_index(
            "ix_appointment_presence", ["advisor_id", "presence", "settled_at"], unique=False
        )
        batch_op.create_index("ix_appointment_remind_day_at", ["remind_day_at"], unique=False)
        batch_op.create_index("ix_appointment_remind_week_at", ["remind_week_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_appointment_structure_id"), ["structure_id"], unique=False
        )
        batch_op.create_index(
            "ix_appointment_youth_starts", ["youth_id", "starts_at"], unique=False
        )


def downgrade() -> None:
    """Take back."""
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.drop_index("ix_appointment_youth_starts")
        batch_op.drop_index(batch_op.f("ix_appointment_structure_id"))
        batch_op.drop_index("ix_appointment_remind_week_at")
        batch_op.drop_index("ix_appointment_remind_day_at")
        batch_op.drop_index("ix_appointment_presence")
        batch_op.drop_index(batch_op.f("ix_appointment_follows_id"))
        batch_op.drop_index("ix_appointment_advisor_starts")

    op.drop_table("appointment")
    with op.batch_alter_table("opening_exception", schema=None) as batch_op:
        batch_op.drop_index("ix_opening_exception_advisor_day")

    op.drop_table("opening_exception")
    with op.batch_alter_table("calendar_feed", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_calendar_feed_live",
            sqlite_where=sa.text("revoked_at IS NULL"),
            postgresql_where=sa.text("revoked_at IS NULL"),
        )

    op.drop_table("calendar_feed")
    with op.batch_alter_table("appointment_opening", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_appointment_opening_advisor_id"))

    op.drop_table("appointment_opening")
    with op.batch_alter_table("advisor_absence", schema=None) as batch_op:
        batch_op.drop_index("ix_advisor_absence_replacing_days")
        batch_op.drop_index("ix_advisor_absence_advisor_days")

    op.drop_table("advisor_absence")
