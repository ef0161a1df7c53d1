"""`myjobmatch learn` on a database of its own."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from myjobmatch.commands import learn
from myjobmatch.settings import get_settings


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch, sqlite_url: str, tmp_path: Path) -> Iterator[typer.Typer]:
    monkeypatch.setenv("MYJOBMATCH_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("MYJOBMATCH_DATA_DIR", str(tmp_path))
    get_settings.cache_clear()
    app = typer.Typer()
    learn.register(app)
    yield app
    get_settings.cache_clear()


def test_nothing_decided_teaches_nothing_and_says_so(app: typer.Typer, sqlite_url: str) -> None:
    told = CliRunner().invoke(app, ["--json", "--since", "2026-01-01"])
    assert told.exit_code == 0, told.output
    found = json.loads(told.stdout)
    assert found["refusals"] == ["too_few"]
    assert found["since"].startswith("2026-01-01T00:00")
    assert (found["taken"], found["kept"], found["held_out"]) == ([], False, None)
    assert found["before"] == found["after"]
    table = CliRunner().invoke(app, ["--dry-run"])
    assert "too few decisions" in table.stdout
    forgotten = CliRunner().invoke(app, ["--forget", "--json"])
    assert json.loads(forgotten.stdout) == {"forgotten": False}
    assert CliRunner().invoke(app, ["--forget", "--dry-run"]).exit_code == 2
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        assert connection.execute("SELECT count(*) FROM learnt_figures").fetchone() == (0,)
    connection.close()
