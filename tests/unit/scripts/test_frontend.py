"""The front end is built when its sources change, and only then."""

from __future__ import annotations

from pathlib import Path

import frontend
import pytest


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project in place of ours."""
    for name, text in {
        "rxconfig.py": "config = 1",
        "myjobmatch/pages/home.py": "page = 1",
        "myjobmatch/i18n/fr.json": "{}",
        "myjobmatch/matching/model.safetensors": "weights",
        "assets/styles/base.css": "body {}",
        "reflex.lock/package.json": '{"a": 1, "b": 2}',
    }.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    monkeypatch.setattr(frontend, "ROOT", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "name", ["rxconfig.py", "myjobmatch/pages/home.py", "myjobmatch/i18n/fr.json"]
)
def test_a_changed_source_asks_for_a_build(project: Path, name: str) -> None:
    before = frontend.fingerprint(frontend.SOURCES)
    (project / name).write_text("changed")

    assert frontend.fingerprint(frontend.SOURCES) != before


def test_a_new_source_asks_for_a_build(project: Path) -> None:
    before = frontend.fingerprint(frontend.SOURCES)
    (project / "assets" / "new.svg").write_text("<svg/>")

    assert frontend.fingerprint(frontend.SOURCES) != before


def test_weights_and_compiled_python_do_not(project: Path) -> None:
    before = frontend.fingerprint(frontend.SOURCES)
    (project / "myjobmatch/matching/model.safetensors").write_text("other weights")
    (project / "myjobmatch/__pycache__").mkdir()
    (project / "myjobmatch/__pycache__/home.py").write_text("x")

    assert frontend.fingerprint(frontend.SOURCES) == before


def test_a_lock_file_in_another_order_is_put_back(project: Path) -> None:
    lock = project / "reflex.lock" / "package.json"
    with frontend.unchanged_order(lock):
        lock.write_text('{"b": 2, "a": 1}')

    assert lock.read_text() == '{"a": 1, "b": 2}'


def test_a_lock_file_that_says_something_else_stays(project: Path) -> None:
    lock = project / "reflex.lock" / "package.json"
    with frontend.unchanged_order(lock):
        lock.write_text('{"a": 1, "b": 3}')

    assert lock.read_text() == '{"a": 1, "b": 3}'


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("npm error ENOSPC", "the disk is full"),
        ("npm error code EAI_AGAIN", "npm registry cannot be reached"),
        ("SyntaxError", "did not build"),
    ],
)
def test_a_failed_build_says_what_to_do(
    project: Path, monkeypatch: pytest.MonkeyPatch, said: str, sentence: str
) -> None:
    monkeypatch.setattr(frontend, "LOG", project / "frontend.log")
    (project / "frontend.log").write_text(said)

    assert sentence in frontend.explain_failure()
