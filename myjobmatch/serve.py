"""`python -m myjobmatch.serve --host 127.0.0.1 --port 8000`: serve what was built, without building.

Granian with the ASGI app and the static site on one port. The build is `python -m myjobmatch.build`.
"""

from __future__ import annotations

import argparse
import os
import socket
import sys

from myjobmatch.db.migrate import upgrade
from myjobmatch.settings import ROOT, get_settings
from myjobmatch.site import SITE, SITE_FILE


def _busy(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def main(arguments: list[str] | None = None) -> int:
    """Serve until stopped; the exit status is 2 when it cannot start, with one sentence why."""
    parser = argparse.ArgumentParser(prog="myjobmatch.serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    options = parser.parse_args(arguments)
    if not (SITE / "index.html").exists() or not SITE_FILE.exists():
        print("The pages are not built yet: run `python -m myjobmatch.build`.", file=sys.stderr)
        return 2
    if _busy(options.host, options.port):
        print(
            f"Port {options.port} is taken on {options.host}: choose another with --port.",
            file=sys.stderr,
        )
        return 2
    settings = get_settings()
    os.chdir(ROOT)
    # Before the workers are forked: one process migrates, and none serves an old schema.
    settings.open_data_dir()
    upgrade(settings.sqlalchemy_url)
    os.environ["REFLEX_TELEMETRY_ENABLED"] = "false"
    if settings.redis_url:
        os.environ.setdefault("REFLEX_REDIS_URL", settings.redis_url)
    from reflex_base.constants import Env, LogLevel
    from reflex_base.environment import environment

    environment.REFLEX_ENV_MODE.set(Env.PROD)
    environment.REFLEX_SKIP_COMPILE.set(True)
    environment.REFLEX_MOUNT_FRONTEND_COMPILED_APP.set(True)

    from reflex.utils.exec import run_granian_backend_prod

    run_granian_backend_prod(options.host, options.port, LogLevel(settings.log_level))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
