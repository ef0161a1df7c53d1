"""`python -m myjobmatch.build`: compile the pages and build the site that `serve` serves.

The built site is the same for any host, port and scheme.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from myjobmatch.settings import ROOT


def main() -> int:
    """Build; answers the exit status of Reflex's own export."""
    scripts = Path(sysconfig.get_path("scripts"))
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ.get('PATH', '')}",
        "REFLEX_USE_NPM": "1",
        "REFLEX_TELEMETRY_ENABLED": "false",
        "REFLEX_ENV_MODE": "prod",
    }
    command = [sys.executable, "-m", "myjobmatch.export_site"]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
