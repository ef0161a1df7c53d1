"""The programs that tests and benchmarks drive: Chromium, PostgreSQL, Redis.

``components.py`` installs those that are missing where that is possible (root on a Debian-like
system) and says which are still missing; elsewhere it only says so.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from console import BUILD_DIR, quiet_on_interrupt, say

# What each component is on disk, and the Debian package that brings it.
PACKAGES = {"chromium": "chromium", "postgres": "postgresql", "redis-server": "redis-server"}
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_chromium() -> Path | None:
    """A Chromium or Chrome of this machine, MYJOBMATCH_CHROMIUM first."""
    named = os.environ.get("MYJOBMATCH_CHROMIUM")
    for name in (named, *CHROMIUM_NAMES) if named else CHROMIUM_NAMES:
        if found := shutil.which(name):
            return Path(found)
    return MAC_CHROME if MAC_CHROME.exists() else None


def find_postgres(program: str = "postgres") -> Path | None:
    """A program of PostgreSQL's server package; Debian keeps them off the path."""
    versions = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{program}"),
        key=lambda path: float(path.parts[-3]),
        reverse=True,
    )
    if versions:
        return versions[0]
    found = shutil.which(program)
    return Path(found) if found else None


def find_redis() -> Path | None:
    """Redis's server, or Valkey's, which speaks the same."""
    found = shutil.which("redis-server") or shutil.which("valkey-server")
    return Path(found) if found else None


def debian_pgvector() -> Path | None:
    """The programs of the newest of Debian's PostgreSQL that has pgvector."""
    controls = Path("/usr/share/postgresql").glob("*/extension/vector.control")
    for version in sorted((path.parts[-3] for path in controls), key=float, reverse=True):
        folder = Path("/usr/lib/postgresql") / version / "bin"
        if (folder / "postgres").exists():
            return folder
    return None


def find_pgvector() -> Path | None:
    """The programs of a PostgreSQL that has pgvector: Debian's, or those of the package pgserver."""
    if (folder := debian_pgvector()) is not None:
        return folder
    package = importlib.util.find_spec("pgserver")
    if package is None or not package.submodule_search_locations:
        return None
    folder = Path(package.submodule_search_locations[0]) / "pginstall" / "bin"
    return folder if (folder / "postgres").exists() else None


FINDERS = {"chromium": find_chromium, "postgres": find_postgres, "redis-server": find_redis}


def missing() -> list[str]:
    """The components that this machine lacks."""
    return [name for name, find in FINDERS.items() if find() is None]


def apt(*arguments: str) -> bool:
    """Run apt-get without questions, its output in the log; answer whether it succeeded."""
    BUILD_DIR.mkdir(exist_ok=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with (BUILD_DIR / "components.log").open("a", encoding="utf-8") as log:
        command = ["apt-get", "-y", "-q", *arguments]
        return (
            subprocess.run(command, env=environment, stdout=log, stderr=log, check=False)
        ).returncode == 0


def ensure_components() -> list[str]:
    """Install what is missing where we may; answer what is missing still."""
    wanted = missing()
    if wanted and shutil.which("apt-get") and os.geteuid() == 0:
        packages = [PACKAGES[name] for name in wanted]
        say(f"Installing {', '.join(packages)} (Debian packages)")
        if not (apt("update") and apt("install", "--no-install-recommends", *packages)):
            say("apt-get did not succeed: see .build/components.log")
        wanted = missing()
    if find_pgvector() is None:
        ensure_pgvector()
    if wanted:
        names = " ".join(PACKAGES[name] for name in wanted)
        say(f"Missing for the whole of the tests: {names} (for example: apt install {names})")
    return wanted


def ensure_pgvector() -> None:
    """Where pgserver has no build (Python 3.13, Linux on ARM): Debian's package, if there is one."""
    postgres = find_postgres()
    version = postgres.parts[-3] if postgres and len(postgres.parts) > 3 else ""
    if version.isdigit() and shutil.which("apt-get") and os.geteuid() == 0:
        apt("install", "--no-install-recommends", f"postgresql-{version}-pgvector")
    if find_pgvector() is None:
        say("Without pgvector: the tests of vectors in PostgreSQL are skipped")


if __name__ == "__main__":
    quiet_on_interrupt()
    ensure_components()
    sys.exit(0)
