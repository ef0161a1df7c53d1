"""`make run` once the packages are there: database, demonstration, front end, server.

Prints the address, and in demonstration mode the accounts, once the server answers.
"""

from __future__ import annotations

import errno
import os
import socket
import subprocess
import sys

from console import ROOT, environment_with, give_up, quiet_on_interrupt, say
from frontend import ensure_built
from production import ServerFailedError, start_process, stop_process, wait_until_it_answers

TRUE = {"1", "true", "yes", "on"}
ANY_ADDRESS = {"0.0.0.0", "::"}
DEFAULT_PORT = 8000


def asked_port() -> int:
    """The port of MYJOBMATCH_PORT, 8000 when unset."""
    text = os.environ.get("MYJOBMATCH_PORT", "").strip() or str(DEFAULT_PORT)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        give_up(f"MYJOBMATCH_PORT must be a number from 1 to 65535, not '{text}'.")
    return int(text)


def require_free_port(host: str, port: int) -> None:
    """Give up when another program listens on the port, or when we may not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # As the server does: a port that only waits for its last packets is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                give_up(
                    f"port {port} is taken by another program: stop it, or choose another port, "
                    f"for example MYJOBMATCH_PORT={port + 1} make run."
                )
            give_up(f"cannot listen on {host}, port {port} ({error.strerror}): choose another.")


def command(environment: dict[str, str], *arguments: str) -> None:
    """Run one `myjobmatch` command in this output; give up when it fails (it has said why)."""
    done = subprocess.run(
        [sys.executable, "-m", "myjobmatch.cli", *arguments],
        cwd=ROOT,
        env=environment,
        check=False,
    )
    if done.returncode != 0:
        give_up(f"'myjobmatch {' '.join(arguments)}' failed: mend what it says, then run make run.")


def main() -> None:
    """Prepare, serve, announce, and stop the server when told to stop."""
    quiet_on_interrupt()
    host = os.environ.get("MYJOBMATCH_HOST", "127.0.0.1")
    port = asked_port()
    require_free_port(host, port)
    # `make run` means the demonstration, unless MYJOBMATCH_DEMO says otherwise.
    environment = environment_with(MYJOBMATCH_DEMO="true", PYTHONUNBUFFERED="1")
    demonstration = environment["MYJOBMATCH_DEMO"].lower() in TRUE
    command(environment, "migrate")
    if demonstration:
        command(environment, "demo", "--once")
    ensure_built()
    server = start_process(host, port, environment)
    try:
        shown = "localhost" if host in {"127.0.0.1", *ANY_ADDRESS} else host
        wait_until_it_answers(
            f"http://{'127.0.0.1' if shown == 'localhost' else host}:{port}", server
        )
        say(f"\nMy Job Match is at http://{shown}:{port}   (Ctrl-C stops it)\n")
        if demonstration:
            command(environment, "accounts")
        server.wait()
    except ServerFailedError as failure:
        give_up(f"{failure}: what it said is above.")
    finally:
        stop_process(server)
    raise SystemExit(server.returncode)


if __name__ == "__main__":
    main()
