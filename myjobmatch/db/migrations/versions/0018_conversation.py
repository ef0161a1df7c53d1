"""conversation: attachments, cards, traces, groups, drafts, templates, what is sent later or to many

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from myjobmatch.db.migrations.checks import allow, hold, optional, release
from myjobmatch.domain.conversation import folded

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

GIVEN_BEFORE = "body <> ''"
GIVEN_NOW = "body <> '' OR files > 0 OR card_kind IS NOT NULL OR deleted_at IS NOT NULL"
CARD_NAMED = "(card_kind IS NULL) = (card_id IS NULL)"
OF_NOBODY = "(kind = 'group') = (youth_id IS NULL)"
# Written out: SQLite cannot add a constraint to a table, but a column may bring its own.
COLUMNS = (
    ("conversation", "title VARCHAR(80) DEFAULT '' NOT NULL"),
    (
        "conversation",
        "owner_id INTEGER CONSTRAINT fk_conversation_owner_id_account REFERENCES account (id)",
    ),
    (
        "conversation_member",
        (
            "status VARCHAR(32) DEFAULT 'joined' NOT NULL CONSTRAINT "
            "ck_conversation_member_membershipstatus CHECK (status IN ('invited', 'joined', 'left'))"
        ),
    ),
    ("message", "folded TEXT DEFAULT '' NOT NULL"),
    ("message", "files INTEGER DEFAULT 0 NOT NULL"),
    (
        "message",
        (
            "card_kind VARCHAR(32) CONSTRAINT ck_message_cardkind "
            "CHECK (card_kind IN ('offer', 'appointment', 'workshop', 'action'))"
        ),
    ),
    ("message", "card_id VARCHAR(32)"),
    (
        "message",
        (
            "broadcast_id INTEGER CONSTRAINT fk_message_broadcast_id_broadcast "
            "REFERENCES broadcast (id)"
        ),
    ),
)
MOMENTS = (
    ("conversation_member", "last_read_at"),
    ("message", "edited_at"),
    ("message", "deleted_at"),
)


def card_kind() -> sa.Enum:
    """What a card may be."""
    return sa.Enum(
        "offer",
        "appointment",
        "workshop",
        "action",
        name="cardkind",
        native_enum=False,
        create_constraint=True,
        length=32,
    )


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("card_kind", card_kind(), nullable=True),
        sa.Column("card_id", sa.String(length=32), nullable=True),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_broadcast_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
        sa.UniqueConstraint("public_id", name=op.f("uq_broadcast_public_id")),
    )
    op.create_index("ix_broadcast_account_id_at", "broadcast", ["account_id", "at"], unique=False)
    op.create_table(
        "message_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("title <> '' AND body <> ''", name=op.f("ck_message_template_given")),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["account.id"],
            name=op.f("fk_message_template_owner_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["structure_id"],
            ["structure.id"],
            name=op.f("fk_message_template_structure_id_structure"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_template")),
        sa.UniqueConstraint("public_id", name=op.f("uq_message_template_public_id")),
    )
    op.create_index(
        "ix_message_template_structure_id_owner_id",
        "message_template",
        ["structure_id", "owner_id"],
        unique=False,
    )
    op.create_table(
        "message_draft",
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_message_draft_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_message_draft_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "account_id", name=op.f("pk_message_draft")),
    )
    op.create_index(
        op.f("ix_message_draft_account_id"), "message_draft", ["account_id"], unique=False
    )
    op.create_table(
        "scheduled_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=32), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("card_kind", card_kind(), nullable=True),
        sa.Column("card_id", sa.String(length=32), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "waiting",
                "sent",
                "cancelled",
                "failed",
                name="scheduledstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("error", sa.String(length=40), nullable=False),
        sa.Column("broadcast_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "body <> '' OR card_kind IS NOT NULL", name=op.f("ck_scheduled_message_body_given")
        ),
        sa.CheckConstraint(
            "(card_kind IS NULL) = (card_id IS NULL)", name=op.f("ck_scheduled_message_card_named")
        ),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_scheduled_message_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcast.id"],
            name=op.f("fk_scheduled_message_broadcast_id_broadcast"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_scheduled_message_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scheduled_message")),
        sa.UniqueConstraint("public_id", name=op.f("uq_scheduled_message_public_id")),
    )
    op.create_index(
        "ix_scheduled_message_account_id_status",
        "scheduled_message",
        ["account_id", "status"],
        unique=False,
    )
    op.create_index(
        op.f("ix_scheduled_message_broadcast_id"),
        "scheduled_message",
        ["broadcast_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_scheduled_message_conversation_id"),
        "scheduled_message",
        ["conversation_id"],
        unique=False,
    )
    op.create_index(
        "ix_scheduled_message_status_due_at",
        "scheduled_message",
        ["status", "due_at"],
        unique=False,
    )
    op.create_table(
        "message_attachment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column(
            "message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "pdf",
                "png",
                "jpeg",
                "webp",
                "voice",
                name="filekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "form",
            sa.Enum(
                "webm",
                "mp4",
                "ogg",
                name="voiceform",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sent_sha256", sa.String(length=64), nullable=False),
        sa.Column("stored_as", sa.String(length=64), nullable=False),
        sa.Column("small_as", sa.String(length=64), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column(
            "peaks",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "scan",
            sa.Enum(
                "none",
                "waiting",
                "clean",
                "infected",
                name="scanstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(kind = 'voice') = (form IS NOT NULL)", name=op.f("ck_message_attachment_voice_known")
        ),
        sa.CheckConstraint("size > 0", name=op.f("ck_message_attachment_size_given")),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_message_attachment_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name=op.f("fk_message_attachment_message_id_message"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_attachment")),
        sa.UniqueConstraint("public_id", name=op.f("uq_message_attachment_public_id")),
    )
    op.create_index(
        op.f("ix_message_attachment_account_id"), "message_attachment", ["account_id"], unique=False
    )
    op.create_index(
        op.f("ix_message_attachment_message_id"), "message_attachment", ["message_id"], unique=False
    )
    op.create_index(
        "ix_message_attachment_scan_uploaded_at",
        "message_attachment",
        ["scan", "uploaded_at"],
        unique=False,
    )
    op.create_table(
        "message_trace",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "message_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "edited",
                "deleted",
                name="tracekind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_message_trace_account_id_account")
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
            name=op.f("fk_message_trace_message_id_message"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_trace")),
    )
    op.create_index(
        op.f("ix_message_trace_message_id"), "message_trace", ["message_id"], unique=False
    )
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    for table, name in MOMENTS:
        op.add_column(table, sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_message_broadcast_id"), "message", ["broadcast_id"], unique=False)
    allow("conversation", "conversationkind", "kind", ("advisor", "match", "group"))
    optional("conversation", "youth_id")
    hold("conversation", "group_of_nobody", OF_NOBODY)
    hold("message", "body_given", GIVEN_NOW, instead_of=GIVEN_BEFORE)
    hold("message", "card_named", CARD_NAMED)
    _fold()


def downgrade() -> None:
    """Take back: what only the new words could say is gone."""
    op.execute("DELETE FROM conversation WHERE kind = 'group'")
    op.execute("DELETE FROM message WHERE body = ''")
    release("message", "card_named", CARD_NAMED)
    hold("message", "body_given", GIVEN_BEFORE, instead_of=GIVEN_NOW)
    release("conversation", "group_of_nobody", OF_NOBODY)
    optional("conversation", "youth_id", now=False)
    allow("conversation", "conversationkind", "kind", ("advisor", "match"))
    op.drop_index(op.f("ix_message_broadcast_id"), table_name="message")
    for table, name in MOMENTS:
        op.drop_column(table, name)
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} DROP COLUMN {column.partition(' ')[0]}")
    for table in (
        "message_trace",
        "message_attachment",
        "scheduled_message",
        "message_draft",
        "message_template",
        "broadcast",
    ):
        op.drop_table(table)


def _fold() -> None:
    """What was written before can be found too."""
    connection = op.get_bind()
    last = 0
    while rows := connection.execute(
        sa.text("SELECT id, body FROM message WHERE id > :last ORDER BY id LIMIT 1000"),
        {"last": last},
    ).all():
        last = rows[-1].id
        connection.execute(
            sa.text("UPDATE message SET folded = :folded WHERE id = :id"),
            [{"id": row.id, "folded": folded(row.body)} for row in rows],
        )
