"""`make run` names a port that is taken or makes no sense, in one sentence."""

from __future__ import annotations

import socket

import pytest
import run
from private_server import free_port


def test_the_port_is_8000_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MYJOBMATCH_PORT", raising=False)
    assert run.asked_port() == 8000
    monkeypatch.setenv("MYJOBMATCH_PORT", "8123")
    assert run.asked_port() == 8123


@pytest.mark.parametrize("text", ["abc", "0", "70000", "-1"])
def test_a_port_that_makes_no_sense(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    monkeypatch.setenv("MYJOBMATCH_PORT", text)
    with pytest.raises(SystemExit, match="1"):
        run.asked_port()

    assert "must be a number from 1 to 65535" in capsys.readouterr().err


def test_a_taken_port_names_another(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit, match="1"):
            run.require_free_port("127.0.0.1", port)

    assert f"MYJOBMATCH_PORT={port + 1} make run" in capsys.readouterr().err


def test_a_free_port_is_fine() -> None:
    run.require_free_port("127.0.0.1", free_port())
