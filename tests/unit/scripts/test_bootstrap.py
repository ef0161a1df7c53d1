"""Installing says in one sentence what went wrong, and does nothing twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import bootstrap
import pytest
from console import ROOT


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "install.log"
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "LOG", file)
    return file


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: [Errno 28] No space left on device", "the disk is full"),
        ("WARNING: Retrying after NewConnectionError(...)", "cannot be reached: check the network"),
        ("ERROR: No matching distribution found for x==1", "No matching distribution found for x"),
        ("Killed", "pip stopped"),
    ],
)
def test_a_failed_installation_says_what_to_do(log: Path, said: str, sentence: str) -> None:
    log.write_text(f"$ pip install -r requirements.txt\n{said}\n")

    assert sentence in bootstrap.explain_failure()


def test_only_the_last_run_is_explained(log: Path) -> None:
    log.write_text("$ pip install a\nNo space left on device\n$ pip install b\nERROR: no b\n")

    assert bootstrap.explain_failure().startswith("no b")


def test_what_is_installed_is_known_by_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "requirements.txt").write_text("a==1\n")
    (tmp_path / "requirements-dev.txt").write_text("b==1\n")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path)
    monkeypatch.setattr(bootstrap, "PYTHON", Path(sys.executable))
    assert not bootstrap.is_installed("run")

    (tmp_path / ".installed-dev").write_text(bootstrap.fingerprint("dev"))
    assert bootstrap.is_installed("dev")
    assert bootstrap.is_installed("run")

    (tmp_path / "requirements.txt").write_text("a==2\n")
    assert not bootstrap.is_installed("dev")
    assert not bootstrap.is_installed("run")


def test_an_old_python_is_told_what_to_install(tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text('#!/bin/sh\n[ "$1" = -V ] && echo "Python 3.9.2" && exit 0\nexit 1\n')
    old.chmod(0o755)

    done = subprocess.run(
        [ROOT / "scripts" / "bootstrap", "run"],
        env={"PYTHON": str(old), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "needs Python 3.11 or newer (found: Python 3.9.2)" in done.stderr
    assert "Traceback" not in done.stderr
