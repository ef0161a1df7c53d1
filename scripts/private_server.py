"""A Redis or PostgreSQL of our own for the time of a test or benchmark run.

Each is started on a free port of 127.0.0.1 with its data in a temporary folder, and stopped by
its process when the context ends; nothing of the machine's own servers is touched.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from components import find_pgvector, find_postgres, find_redis

START_TIMEOUT_S = 30
MEMORY = Path("/dev/shm")
ROOM = 2 << 30
"""Bytes free in memory below which the disk is used: a run's databases and its log need a quarter of it."""


class ServerUnavailableError(Exception):
    """The server's program is missing, or it would not start; the text says which."""


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_port(port: int, process: subprocess.Popen[bytes], name: str) -> None:
    """Return once 127.0.0.1:port accepts connections."""
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise ServerUnavailableError(f"{name} did not start on port {port}")


def wait_until_ready(data: Path, process: subprocess.Popen[bytes]) -> None:
    """Return once PostgreSQL says so itself: its port opens before it lets anyone in."""
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(OSError):
            if (data / "postmaster.pid").read_text().rstrip().endswith("ready"):
                return
        time.sleep(0.05)
    raise ServerUnavailableError("PostgreSQL did not become ready")


def stop(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM) -> None:
    """Stop one process that was started here and wait for its end."""
    if process.poll() is None:
        process.send_signal(how)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def private_redis() -> Iterator[str]:
    """A Redis without persistence; yields its URL."""
    program = find_redis()
    if program is None:
        raise ServerUnavailableError("redis-server is not installed")
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="mjm-redis-") as folder:
        options = ["--port", str(port), "--bind", "127.0.0.1", "--dir", folder]
        process = subprocess.Popen(
            [program, *options, "--save", "", "--appendonly", "no"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for_port(port, process, "redis-server")
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            stop(process)


def unprivileged_user() -> int | None:
    """Whom PostgreSQL runs as: ourselves (None), or for root, which it refuses, another account."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_uid
    raise ServerUnavailableError("PostgreSQL refuses root, and there is no account to run it as")


def postgres_programs(*, vectors: bool) -> tuple[Path, Path]:
    """PostgreSQL's `initdb` and `postgres`; with `vectors` those of one that has pgvector."""
    if vectors:
        if (programs := find_pgvector()) is None:
            raise ServerUnavailableError("no PostgreSQL with pgvector is installed")
        return programs / "initdb", programs / "postgres"
    initdb, program = find_postgres("initdb"), find_postgres("postgres")
    if initdb is None or program is None:
        raise ServerUnavailableError("PostgreSQL's server is not installed")
    return initdb, program


def memory() -> Path | None:
    """Where files stay in memory, if there is room: a database of a thousand files is copied forty times as fast."""
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM:
        return MEMORY
    return None


def within_reach(program: Path, folder: Path) -> Path:
    """The same program, copied to `folder` if it lies in an environment that only root may enter."""
    if program.parent.parent.name != "pginstall":
        return program
    package = program.parents[2]  # pgserver/pginstall/bin/…, and its libraries beside it
    for part in (package.name, f"{package.name}.libs"):
        if (package.parent / part).exists() and not (folder / part).exists():
            shutil.copytree(package.parent / part, folder / part)
    return folder / program.relative_to(package.parent)


@contextlib.contextmanager
def private_postgres(*, vectors: bool = False, in_memory: bool = False) -> Iterator[str]:
    """A PostgreSQL that trusts local connections and skips fsync; yields the URL of `postgres`.

    With `vectors` it is one that has pgvector; with `in_memory` its files are there, not on the disk, if there is room.
    """
    initdb, program = postgres_programs(vectors=vectors)
    user = unprivileged_user()
    port = free_port()
    folder = Path(tempfile.mkdtemp(prefix="mjm-postgres-", dir=memory() if in_memory else None))
    try:
        if user is not None:
            initdb, program = within_reach(initdb, folder), within_reach(program, folder)
            os.chown(folder, user, -1)
        data = folder / "data"
        made = subprocess.run(
            [initdb, "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
            cwd=folder,
            capture_output=True,
            check=False,
            user=user,
        )
        if made.returncode != 0:
            raise ServerUnavailableError(f"initdb failed: {made.stderr.decode().strip()[-200:]}")
        options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", "fsync": "off"}
        settings = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        process = subprocess.Popen(
            [program, "-D", data, "-p", str(port), *settings],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=user,
        )
        try:
            wait_for_port(port, process, "PostgreSQL")
            wait_until_ready(data, process)
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            # SIGINT is PostgreSQL's fast shutdown: clients are disconnected, not waited for.
            stop(process, signal.SIGINT)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
