"""my search

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def status() -> sa.Enum:
    """What an application may be."""
    return sa.Enum(
        "opened",
        "sent",
        "not_sent",
        "interview",
        "hired",
        "refused",
        "no_answer",
        "withdrawn",
        name="applicationstatus",
        native_enum=False,
        create_constraint=True,
        length=32,
    )


def upgrade() -> None:
    """Apply."""
    document = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("contracts", document, nullable=False),
        sa.Column("tell", sa.Boolean(), nullable=False),
        sa.Column("fresh", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("fresh >= 0", name=op.f("ck_saved_search_fresh_counted")),
        sa.CheckConstraint(
            "minutes IS NULL OR minutes BETWEEN 5 AND 240",
            name=op.f("ck_saved_search_minutes_range"),
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_saved_search_youth_id_youth"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint(
            "youth_id", "public_id", name=op.f("uq_saved_search_youth_id_public_id")
        ),
    )
    op.create_table(
        "tracked_application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("company", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("status", status(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("title <> ''", name=op.f("ck_tracked_application_title_given")),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_tracked_application_youth_id_youth"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracked_application")),
        sa.UniqueConstraint(
            "youth_id", "public_id", name=op.f("uq_tracked_application_youth_id_public_id")
        ),
    )
    op.create_table(
        "youth_cv",
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("headline", sa.String(length=160), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("show_contact", sa.Boolean(), nullable=False),
        sa.Column(
            "layout",
            sa.Enum(
                "clear",
                "columns",
                name="cvlayout",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("diplomas", document, nullable=False),
        sa.Column("languages", document, nullable=False),
        sa.Column("more", document, nullable=False),
        sa.Column("hidden_experiences", document, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["youth_id"], ["youth.id"], name=op.f("fk_youth_cv_youth_id_youth"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("youth_id", name=op.f("pk_youth_cv")),
    )
    op.create_table(
        "youth_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "pdf",
                "png",
                "jpeg",
                name="documentkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_as", sa.String(length=64), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("size > 0", name=op.f("ck_youth_document_size_given")),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_youth_document_youth_id_youth"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_youth_document")),
        sa.UniqueConstraint("public_id", name=op.f("uq_youth_document_public_id")),
        sa.UniqueConstraint("stored_as", name=op.f("uq_youth_document_stored_as")),
    )
    op.create_index(
        op.f("ix_youth_document_youth_id"), "youth_document", ["youth_id"], unique=False
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("tracked_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "offer_id IS NULL OR tracked_id IS NULL", name=op.f("ck_reminder_about_one_at_most")
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"], ["offer.id"], name=op.f("fk_reminder_offer_id_offer"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tracked_id"],
            ["tracked_application.id"],
            name=op.f("fk_reminder_tracked_id_tracked_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"], ["youth.id"], name=op.f("fk_reminder_youth_id_youth"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint("youth_id", "public_id", name=op.f("uq_reminder_youth_id_public_id")),
    )
    op.create_index("ix_reminder_told_at_due_at", "reminder", ["told_at", "due_at"], unique=False)
    op.create_table(
        "search_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("youth_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.Column("tracked_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(offer_id IS NULL) <> (tracked_id IS NULL)", name=op.f("ck_search_note_about_one")
        ),
        sa.ForeignKeyConstraint(
            ["offer_id"],
            ["offer.id"],
            name=op.f("fk_search_note_offer_id_offer"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tracked_id"],
            ["tracked_application.id"],
            name=op.f("fk_search_note_tracked_id_tracked_application"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["youth_id"],
            ["youth.id"],
            name=op.f("fk_search_note_youth_id_youth"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_note")),
        sa.UniqueConstraint("youth_id", "offer_id", name=op.f("uq_search_note_youth_id_offer_id")),
        sa.UniqueConstraint(
            "youth_id", "tracked_id", name=op.f("uq_search_note_youth_id_tracked_id")
        ),
    )
    op.create_table(
        "tracked_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tracked_id", sa.Integer(), nullable=False),
        sa.Column("status", status(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["tracked_id"],
            ["tracked_application.id"],
            name=op.f("fk_tracked_step_tracked_id_tracked_application"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tracked_step")),
    )
    op.create_index(
        op.f("ix_tracked_step_tracked_id"), "tracked_step", ["tracked_id"], unique=False
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("tracked_step")
    op.drop_table("search_note")
    op.drop_table("reminder")
    op.drop_table("youth_document")
    op.drop_table("youth_cv")
    op.drop_table("tracked_application")
    op.drop_table("saved_search")
