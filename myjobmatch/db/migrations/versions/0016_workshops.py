"""workshops

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def words(*values: str, name: str) -> sa.Enum:
    """A column that holds one of these words."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "workshop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            words(
                "job_search",
                "cv_letter",
                "interview",
                "digital",
                "discovery",
                "training",
                "rights",
                "health",
                "housing",
                "mobility",
                "culture",
                "citizenship",
                "other",
                name="workshopkind",
            ),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_workshop_title_given")),
        sa.CheckConstraint("minutes BETWEEN 0 AND 600", name=op.f("ck_workshop_minutes_range")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["account.id"], name=op.f("fk_workshop_created_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"], ["structure.id"], name=op.f("fk_workshop_structure_id_structure")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sa.UniqueConstraint("public_id", name=op.f("uq_workshop_public_id")),
    )
    op.create_index(op.f("ix_workshop_structure_id"), "workshop", ["structure_id"], unique=False)

    op.create_table(
        "workshop_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("mode", words("on_site", "video", name="workshopmode"), nullable=False),
        sa.Column("place", sa.String(length=300), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("door", words("open", "invited", name="workshopdoor"), nullable=False),
        sa.Column("enrol_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            words("upcoming", "to_close", "signed", "closed", "cancelled", name="workshopstatus"),
            nullable=False,
        ),
        sa.Column("secret", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'cancelled') = (cancelled_at IS NOT NULL)",
            name=op.f("ck_workshop_session_cancelled_known"),
        ),
        sa.CheckConstraint(
            "(status = 'closed') = (closed_at IS NOT NULL)",
            name=op.f("ck_workshop_session_closed_known"),
        ),
        sa.CheckConstraint(
            "capacity BETWEEN 1 AND 200", name=op.f("ck_workshop_session_capacity_range")
        ),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_workshop_session_ends_later")),
        sa.CheckConstraint(
            "enrol_until <= ends_at", name=op.f("ck_workshop_session_enrol_before_end")
        ),
        sa.CheckConstraint(
            "taken BETWEEN 0 AND capacity", name=op.f("ck_workshop_session_taken_range")
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["account.id"], name=op.f("fk_workshop_session_closed_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["account.id"], name=op.f("fk_workshop_session_created_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_workshop_session_structure_id_structure"),
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_session_workshop_id_workshop")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_session")),
        sa.UniqueConstraint("public_id", name=op.f("uq_workshop_session_public_id")),
    )
    op.create_index(
        op.f("ix_workshop_session_starts_at"), "workshop_session", ["starts_at"], unique=False
    )
    op.create_index(
        "ix_workshop_session_status_ends_at",
        "workshop_session",
        ["status", "ends_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_workshop_session_structure_id"), "workshop_session", ["structure_id"], unique=False
    )
    op.create_index(
        op.f("ix_workshop_session_workshop_id"), "workshop_session", ["workshop_id"], unique=False
    )

    op.create_table(
        "workshop_enrolment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            words("invited", "enrolled", "waiting", "withdrawn", name="enrolmentstatus"),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("promoted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("reminded", sa.String(length=8), nullable=False),
        sa.CheckConstraint(
            "(status = 'waiting') = (position IS NOT NULL)",
            name=op.f("ck_workshop_enrolment_position_known"),
        ),
        sa.CheckConstraint(
            "status <> 'enrolled' OR enrolled_at IS NOT NULL",
            name=op.f("ck_workshop_enrolment_enrolled_at_known"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_workshop_enrolment_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["workshop_session.id"],
            name=op.f("fk_workshop_enrolment_session_id_workshop_session"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_workshop_enrolment_youth_id_youth"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_enrolment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_workshop_enrolment_public_id")),
        sa.UniqueConstraint(
            "session_id", "position", name=op.f("uq_workshop_enrolment_session_id_position")
        ),
        sa.UniqueConstraint(
            "session_id", "youth_id", name=op.f("uq_workshop_enrolment_session_id_youth_id")
        ),
    )
    op.create_index(
        "ix_workshop_enrolment_session_id_status",
        "workshop_enrolment",
        ["session_id", "status"],
        unique=False,
    )
    op.create_index(
        "ix_workshop_enrolment_youth_id_status",
        "workshop_enrolment",
        ["youth_id", "status"],
        unique=False,
    )

    op.create_table(
        "workshop_share",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["workshop_session.id"],
            name=op.f("fk_workshop_share_session_id_workshop_session"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_workshop_share_structure_id_structure"),
        ),
        sa.PrimaryKeyConstraint("session_id", "structure_id", name=op.f("pk_workshop_share")),
    )
    op.create_index(
        "ix_workshop_share_structure_id_session_id",
        "workshop_share",
        ["structure_id", "session_id"],
        unique=False,
    )

    op.create_table(
        "workshop_answer",
        sa.Column(
            "enrolment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("liked", words("great", "good", "so_so", "bad", name="liked"), nullable=False),
        sa.Column(
            "why",
            words(
                "useful", "clear", "people", "too_long", "too_hard", "not_for_me", name="likedwhy"
            ),
            nullable=True,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["workshop_enrolment.id"],
            name=op.f("fk_workshop_answer_enrolment_id_workshop_enrolment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_workshop_answer")),
    )
    op.create_table(
        "workshop_attendance",
        sa.Column(
            "enrolment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "presence",
            words("present", "absent", "excused", name="workshoppresence"),
            nullable=False,
        ),
        sa.Column("how", words("code", "hand", name="attendancehow"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_workshop_attendance_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["workshop_enrolment.id"],
            name=op.f("fk_workshop_attendance_enrolment_id_workshop_enrolment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("enrolment_id", name=op.f("pk_workshop_attendance")),
    )


def downgrade() -> None:
    """Take back."""
    for table in (
        "workshop_attendance",
        "workshop_answer",
        "workshop_share",
        "workshop_enrolment",
        "workshop_session",
        "workshop",
    ):
        op.drop_table(table)
