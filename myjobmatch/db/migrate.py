"""Migrations at start: Alembic, the same scripts on SQLite and PostgreSQL."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from myjobmatch.db.engine import async_url

SCRIPTS = Path(__file__).parent / "migrations"


def alembic_config(url: str) -> Config:
    """Alembic's configuration for a database address, without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("sqlalchemy.url", async_url(url).replace("%", "%%"))
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at `url` to a revision. Blocking: run it before the event loop, or in a thread."""
    command.upgrade(alembic_config(url), revision)
