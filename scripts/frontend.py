"""Builds the front end when its sources changed: ``frontend.py [--force]``.

The stamp in ``.build/`` holds the hash of everything that the build reads. One build at a time:
a second caller waits, then finds the work done.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from console import BUILD_DIR, GIB, ROOT, give_up, quiet_on_interrupt, require_free_space, say

LOG = BUILD_DIR / "frontend.log"
STAMP = BUILD_DIR / "frontend.stamp"
BUILT_PAGE = ROOT / ".web" / "build" / "client" / "index.html"
SOURCES = ("rxconfig.py", "requirements.txt", "myjobmatch", "assets")
LOCKS = ("reflex.lock",)
SOURCE_SUFFIXES = {".py", ".json", ".toml", ".js", ".jsx", ".mjs", ".ts", ".css", ".txt", ".lock"}
MEDIA_SUFFIXES = {".svg", ".png", ".jpg", ".webp", ".ico", ".woff2", ".html", ".webmanifest"}
SPACE_NEEDED = 1 * GIB
NETWORK_SIGNS = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT", "ENETUNREACH")


def source_files(names: tuple[str, ...]) -> Iterator[Path]:
    """Every file under ``names`` that the built front end depends on, in a stable order.

    Databases, indexes and model weights lie in the package too and change nothing here.
    """
    for name in names:
        source = ROOT / name
        if source.is_file():
            yield source
        for file in sorted(source.rglob("*")) if source.is_dir() else ():
            # assets/external holds links that Reflex itself makes while it compiles.
            if "__pycache__" in file.parts or file.is_relative_to(ROOT / "assets" / "external"):
                continue
            if file.is_file() and file.suffix in SOURCE_SUFFIXES | MEDIA_SUFFIXES:
                yield file


def fingerprint(names: tuple[str, ...]) -> str:
    """The hash of the names and contents of the files under ``names``."""
    digest = hashlib.sha256()
    for file in source_files(names):
        digest.update(f"{file.relative_to(ROOT)}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def is_built(wanted: str) -> bool:
    """Whether the built files are those of the present sources."""
    return STAMP.exists() and STAMP.read_text() == wanted and BUILT_PAGE.exists()


def build_environment() -> dict[str, str]:
    """The environment of a build: nothing is reported anywhere, npm stays quiet."""
    return os.environ | {
        "REFLEX_CHECK_LATEST_VERSION": "false",
        "NPM_CONFIG_UPDATE_NOTIFIER": "false",
        "NPM_CONFIG_FUND": "false",
        "NPM_CONFIG_AUDIT": "false",
        # The lock file is the same whatever mirror this machine uses.
        "NPM_CONFIG_OMIT_LOCKFILE_REGISTRY_RESOLVED": "true",
        "PYTHONUNBUFFERED": "1",
    }


@contextlib.contextmanager
def unchanged_order(file: Path) -> Iterator[None]:
    """Put a JSON file back as it was when only the order of its keys has changed.

    Reflex writes its package.json in one order in a fresh checkout and in another afterwards.
    """
    before = file.read_text(encoding="utf-8") if file.exists() else None
    yield
    if before is not None and file.exists():
        after = file.read_text(encoding="utf-8")
        if after != before and json.loads(after) == json.loads(before):
            file.write_text(before, encoding="utf-8")


def explain_failure() -> str:
    """One sentence on why the build failed, from its log."""
    log = LOG.read_text(encoding="utf-8", errors="replace")
    if "ENOSPC" in log or "No space left" in log:
        return "the disk is full: free at least 1 GiB, then run make again."
    if any(sign in log for sign in NETWORK_SIGNS):
        return (
            "the npm registry cannot be reached: check the network (and npm's proxy or mirror "
            f"setting), then run make again; details in {LOG.relative_to(ROOT)}."
        )
    return f"the front end did not build: its last words are in {LOG.relative_to(ROOT)}."


def run_build() -> None:
    """Compile the pages and bundle them; give up with the reason when that fails."""
    command = [sys.executable, "-m", "myjobmatch.build"]
    with LOG.open("w", encoding="utf-8") as log:
        done = subprocess.run(
            command, cwd=ROOT, env=build_environment(), stdout=log, stderr=log, check=False
        )
    if done.returncode == 0 and BUILT_PAGE.exists():
        return
    tail = LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-25:]
    print("\n".join(tail), file=sys.stderr)
    give_up(explain_failure())


def ensure_built(*, force: bool = False) -> None:
    """Build the front end unless it is built from the present sources already."""
    BUILD_DIR.mkdir(exist_ok=True)
    with (BUILD_DIR / "frontend.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        sources = fingerprint(SOURCES)
        if is_built(sources + fingerprint(LOCKS)) and not force:
            return
        require_free_space(ROOT, SPACE_NEEDED, "the front end's build")
        say("Building the front end (about a minute; the first time its packages are fetched)")
        start = time.monotonic()
        STAMP.unlink(missing_ok=True)
        locks = fingerprint(LOCKS)
        with unchanged_order(ROOT / "reflex.lock" / "package.json"):
            run_build()
        # The build may complete reflex.lock/; a source edited meanwhile asks for another build.
        STAMP.write_text(sources + fingerprint(LOCKS))
        if fingerprint(LOCKS) != locks:
            say("reflex.lock/ has changed with the packages of the pages: commit it with them")
        say(f"Front end built in {time.monotonic() - start:.0f} s")


if __name__ == "__main__":
    quiet_on_interrupt()
    ensure_built(force="--force" in sys.argv[1:])
