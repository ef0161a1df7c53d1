"""`myjobmatch exposure`: the report of an installation, as a table and as one JSON object."""

import asyncio
import json

import pytest
import typer
from typer.testing import CliRunner

from myjobmatch.commands import exposure
from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import SystemClock
from myjobmatch.settings import get_settings
from tests import factories


async def _fill(url: str) -> None:
    database = Database(url, SystemClock())
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        sell = words.skills["sell"]
        await factories.youth(uow, where, skills=(sell,))
        await factories.offer(uow, None, title="Vendeur [h/f]", skills=(sell,))
    await database.close()


def test_the_command_prints_one_object(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asyncio.run(_fill(sqlite_url))
    monkeypatch.setenv("MYJOBMATCH_DATABASE_URL", sqlite_url)
    get_settings.cache_clear()
    app = typer.Typer()
    exposure.register(app)
    try:
        told = CliRunner().invoke(app, ["--json"])
        table = CliRunner().invoke(app, [])
    finally:
        get_settings.cache_clear()
    assert told.exit_code == 0, told.output
    found = json.loads(told.stdout)
    assert found["offers"]["fitting_count"] == found["offers"]["unseen_count"] == 1
    assert [each["title"] for each in found["offers"]["waiting"]] == ["Vendeur [h/f]"]
    # of one youth alone nothing is told
    assert set(found["youths"].values()) == {None}
    assert table.exit_code == 0, table.output
    assert "not shown: Vendeur [h/f]" in table.stdout
