"""`myjobmatch password` on a database of its own."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from myjobmatch.commands import password
from myjobmatch.db.uow import Database
from myjobmatch.domain.enums import Role
from myjobmatch.services.sessions import SessionService
from myjobmatch.settings import get_settings
from tests import factories


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone: what the command adds is words."""
    return sqlite_url


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> Iterator[typer.Typer]:
    monkeypatch.setenv("MYJOBMATCH_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("MYJOBMATCH_DATA_DIR", str(tmp_path))
    get_settings.cache_clear()
    app = typer.Typer()
    password.register(app)
    yield app
    get_settings.cache_clear()


async def test_an_advisor_signs_in_with_what_it_prints(
    app: typer.Typer, database: Database
) -> None:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        await factories.account(uow, Role.ADVISOR, login="conseil", structure_id=where.id)
    told = await asyncio.to_thread(CliRunner().invoke, app, ["conseil"])
    assert told.exit_code == 0, told.output
    made = told.stdout.strip()
    opened = await SessionService(database).sign_in("conseil", made, replaced=None, client="x")
    assert opened.actor.role is Role.ADVISOR
    nobody = await asyncio.to_thread(CliRunner().invoke, app, ["nobody"])
    assert (nobody.exit_code, nobody.stdout) == (1, "")
    assert "Nobody" in nobody.stderr
