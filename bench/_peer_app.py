"""A minimal Reflex application as the peer of a measurement: made in a folder, built when asked, served.

It is served by the same server with the same settings as the product (`myjobmatch.serve`), and has
nothing of the product in it.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import _places  # noqa: F401  (puts scripts/ on the path)
from private_server import free_port
from production import clean_environment, stop_process, wait_until_it_answers

COUNTER = """
import reflex as rx

class Counter(rx.State):
    value: int = 0

    @rx.event
    def add(self):
        self.value += 1

app = rx.App(toaster=None)
app.add_page(lambda: rx.el.main(rx.el.p(Counter.value)), route="/", title="Counter")
"""
COUNT_EVENT = "reflex___state____state.peer___peer____counter.add"

EMPTY = """
import reflex as rx

app = rx.App(toaster=None, html_lang="en")
app.add_page(
    lambda: rx.el.main(rx.el.h1("Empty")), route="/", title="Empty", description="An empty page."
)
"""

_CONFIG = """
import reflex as rx
from reflex.plugins.sitemap import SitemapPlugin

config = rx.Config(
    app_name="peer",
    telemetry_enabled=False,
    show_built_with_reflex=False,
    react_strict_mode=False,
    frontend_compression_formats=["brotli", "gzip"],
    plugins=[rx.plugins.TailwindV4Plugin()],
    disable_plugins=[SitemapPlugin],
)
"""
_SERVE = """
import sys
from reflex_base.constants import Env, LogLevel
from reflex_base.environment import environment

environment.REFLEX_ENV_MODE.set(Env.PROD)
environment.REFLEX_SKIP_COMPILE.set(True)
environment.REFLEX_MOUNT_FRONTEND_COMPILED_APP.set(sys.argv[2] == "site")

from reflex.utils.exec import run_granian_backend_prod

run_granian_backend_prod("127.0.0.1", int(sys.argv[1]), LogLevel.WARNING)
"""


def _environment() -> dict[str, str]:
    scripts = sysconfig.get_path("scripts")
    return clean_environment() | {
        "PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}",
        "REFLEX_USE_NPM": "1",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_ENV_MODE": "prod",
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "PYTHONPATH": "",
    }


def write(folder: Path, source: str) -> None:
    """Make the application whose module is `source` in `folder`."""
    (folder / "peer").mkdir(parents=True, exist_ok=True)
    (folder / "peer" / "__init__.py").touch()
    (folder / "peer" / "peer.py").write_text(source, encoding="utf-8")
    (folder / "rxconfig.py").write_text(_CONFIG, encoding="utf-8")
    (folder / "serve_peer.py").write_text(_SERVE, encoding="utf-8")


def build(folder: Path, source: str) -> None:
    """Make and build it, unless `folder` holds the same application built already.

    Raises:
        RuntimeError: Reflex's export failed; the text ends with what it said.
    """
    stamp, wanted = folder / "built.sha256", hashlib.sha256((source + _CONFIG).encode()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    write(folder, source)
    command = ["-m", "reflex", "export", "--frontend-only", "--no-zip", "--env", "prod"]
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or not (folder / ".web" / "build" / "client" / "index.html").exists():
        raise RuntimeError(f"the peer did not build: {(done.stdout + done.stderr)[-2000:]}")
    stamp.write_text(wanted, encoding="ascii")


@contextlib.contextmanager
def served(folder: Path, *, site: bool) -> Iterator[tuple[str, int]]:
    """Serve it on a free port, with its built pages or the socket only; gives its URL and process id.

    Raises:
        production.ServerFailedError: it did not start.
    """
    port = free_port()
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "serve_peer.py", str(port), "site" if site else "socket"],
            cwd=folder,
            env=_environment(),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            url = f"http://127.0.0.1:{port}"
            wait_until_it_answers(f"{url}/ping", process)
            yield url, process.pid
        finally:
            stop_process(process)
