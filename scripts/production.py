"""The production server as a child process, for `make run`, the end-to-end tests and benchmarks.

``with production_server(folder) as server: server.url`` gives a server of its own on a free port,
with its own data folder and demonstration, stopped by its process at the end.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from console import ROOT
from frontend import ensure_built
from private_server import free_port

START_TIMEOUT_S = 120


class ServerFailedError(Exception):
    """A command or the server did not do its work; the text says which and what it said."""


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that answers at ``url``; what it says goes to ``log``."""

    url: str
    port: int
    data_dir: Path
    log: Path
    process: subprocess.Popen[bytes]
    environment: dict[str, str]


def run_command(environment: dict[str, str], *arguments: str) -> None:
    """Run one `myjobmatch` command to its end.

    Raises:
        ServerFailedError: it failed; its last words are in the text.
    """
    done = subprocess.run(
        [sys.executable, "-m", "myjobmatch.cli", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        said = f"{done.stdout}\n{done.stderr}".strip()[-2000:]
        raise ServerFailedError(f"'myjobmatch {' '.join(arguments)}' failed: {said}")


def start_process(
    host: str, port: int, environment: dict[str, str], output: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    """Start the server in a session of its own: a Ctrl-C at the keyboard does not reach it."""
    return subprocess.Popen(
        [sys.executable, "-m", "myjobmatch.serve", "--host", host, "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stdout=output,
        stderr=output,
        start_new_session=True,
    )


def wait_until_it_answers(url: str, process: subprocess.Popen[bytes]) -> None:
    """Return once the server answers, with whatever status.

    Raises:
        ServerFailedError: it stopped, or stayed silent for two minutes.
    """
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerFailedError("the server stopped while starting")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except urllib.error.HTTPError as refusal:
            refusal.close()
            return
        except OSError:
            time.sleep(0.1)
    raise ServerFailedError(f"the server did not answer within {START_TIMEOUT_S} s")


def stop_process(process: subprocess.Popen[bytes]) -> None:
    """Ask the server to stop and see that it and its workers do."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def clean_environment() -> dict[str, str]:
    """This environment without the settings of the product that someone may have exported."""
    ours = ("MYJOBMATCH_", "REFLEX_", "GRANIAN_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


def settings_for(data_dir: Path, *, demo: bool) -> dict[str, str]:
    """The environment of a server, or of a command, whose data lie in a folder."""
    return clean_environment() | {
        "MYJOBMATCH_DATA_DIR": str(data_dir),
        "MYJOBMATCH_DEMO": "true" if demo else "false",
        "PYTHONUNBUFFERED": "1",
    }


def prepare(data_dir: Path, environment: dict[str, str], *, demo: bool) -> None:
    """Migrate the database of a data folder and, where it is wanted, load the demonstration, once.

    Raises:
        ServerFailedError: one of both failed.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    run_command(environment, "migrate")
    if demo:
        run_command(environment, "demo", "--once")


@contextlib.contextmanager
def production_server(
    data_dir: Path, *, demo: bool = True, prepared: bool = False, **settings: str
) -> Iterator[RunningServer]:
    """A production server on a free port with ``data_dir`` as its data; built when needed.

    ``prepared`` says that the folder is a copy of one that `prepare` made;
    ``settings`` are environment variables on top, for example ``REFLEX_REDIS_URL=...``.

    Raises:
        ServerFailedError: migrating, loading the demonstration or starting failed.
    """
    ensure_built()
    port = free_port()
    environment = settings_for(data_dir, demo=demo) | {"MYJOBMATCH_PORT": str(port)} | settings
    if not prepared:
        prepare(data_dir, environment, demo=demo)
    log = data_dir / "server.log"
    url = f"http://127.0.0.1:{port}"
    with log.open("wb") as output:
        process = start_process("127.0.0.1", port, environment, output)
        try:
            wait_until_it_answers(url, process)
            yield RunningServer(url, port, data_dir, log, process, environment)
        except ServerFailedError as failure:
            said = log.read_text(encoding="utf-8", errors="replace")[-4000:]
            raise ServerFailedError(f"{failure}; its log ends with:\n{said}") from failure
        finally:
            stop_process(process)
