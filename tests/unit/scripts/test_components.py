"""Which PostgreSQL with pgvector the tests take, and that root's environment is no obstacle to it."""

from __future__ import annotations

import importlib.util
from importlib.machinery import ModuleSpec
from pathlib import Path

import components
import private_server
import pytest


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package pgserver as pip lays it out."""
    programs = tmp_path / "site" / "pgserver" / "pginstall" / "bin"
    programs.mkdir(parents=True)
    for name in ("postgres", "initdb"):
        (programs / name).write_text(name)
    (tmp_path / "site" / "pgserver.libs").mkdir()
    (tmp_path / "site" / "pgserver.libs" / "libpq.so").write_text("library")
    found = ModuleSpec("pgserver", None, is_package=True)
    found.submodule_search_locations = [str(programs.parents[1])]
    monkeypatch.setattr(importlib.util, "find_spec", {"pgserver": found}.get)
    monkeypatch.setattr(components, "debian_pgvector", lambda: None)
    return programs


def test_pgserver_s_programs_are_taken_where_debian_has_none(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert components.find_pgvector() == package
    monkeypatch.setattr(components, "debian_pgvector", lambda: Path("/usr/lib/postgresql/99/bin"))
    assert components.find_pgvector() == Path("/usr/lib/postgresql/99/bin")


def test_without_either_there_is_none_and_it_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(private_server, "find_pgvector", lambda: None)
    with pytest.raises(private_server.ServerUnavailableError, match="pgvector"):
        private_server.postgres_programs(vectors=True)


def test_its_programs_are_copied_with_their_libraries(package: Path, tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    copied = private_server.within_reach(package / "initdb", folder)
    again = private_server.within_reach(package / "postgres", folder)
    assert (copied.read_text(), again.read_text()) == ("initdb", "postgres")
    # the place where the programs look for them: $ORIGIN/../../../pgserver.libs
    assert (copied.parents[3] / "pgserver.libs" / "libpq.so").exists()
    debian = Path("/usr/lib/postgresql/99/bin/initdb")
    assert private_server.within_reach(debian, folder) == debian
