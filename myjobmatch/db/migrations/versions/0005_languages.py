"""languages

The language of an account becomes one of a closed list, and none until one is chosen. A column is added and
takes the other's place, since SQLite cannot change one, and making the table anew would cascade to
all that belongs to an account.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LANGUAGES = ("fr", "en", "ar", "es", "pt", "uk", "fr-falc")


def upgrade() -> None:
    """Apply."""
    op.execute(
        "ALTER TABLE account ADD COLUMN language VARCHAR(32) "
        f"CONSTRAINT ck_account_language CHECK (language IN {LANGUAGES})"
    )
    # French was everybody's to begin with, so it says nothing of what someone chose.
    account = sa.table("account", sa.column("language"), sa.column("locale"))
    chosen = account.c.locale.in_(LANGUAGES[1:])
    op.execute(account.update().where(chosen).values(language=account.c.locale))
    op.execute("ALTER TABLE account DROP COLUMN locale")
    op.execute("ALTER TABLE account RENAME COLUMN language TO locale")


def downgrade() -> None:
    """Take back."""
    op.add_column(
        "account", sa.Column("former", sa.String(length=12), nullable=False, server_default="fr")
    )
    op.execute("UPDATE account SET former = locale WHERE locale IS NOT NULL")
    op.execute("ALTER TABLE account DROP COLUMN locale")
    op.execute("ALTER TABLE account RENAME COLUMN former TO locale")
