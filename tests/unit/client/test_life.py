"""The phone's store as a whole, run by Node in a browser of a few lines (`life.test.mjs`)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from myjobmatch.client import FOLDER
from tests.unit.client.test_store import HERE, node

ROOT = FOLDER.parent.parent
REACT = """
export const startTransition = (work) => work();
export const useEffect = (work) => void work();
export const useState = (first) => [typeof first === "function" ? first() : first, () => {}];
export const useSyncExternalStore = (_subscribe, look) => look();
"""
# One database that lives as long as the file's tests; `disk` is the tests' own hand in it.
IDB = """
let kept, last = 0, outbox = new Map();
const copy = (value) => (value === undefined ? undefined : structuredClone(value));
export const disk = {
  get base() { return kept; },
  set base(value) { kept = value; },
  add: (row) => outbox.set((last += 1), { ...row, n: last }),
  rows: () => [...outbox.values()],
  clear() { kept = undefined; outbox = new Map(); },
};
const stores = {
  kept: { get: async () => copy(kept), put: async (value) => void (kept = copy(value)), clear: async () => void (kept = undefined) },
  outbox: {
    getAll: async () => disk.rows().map(copy),
    get: async (n) => copy(outbox.get(n)),
    put: async (row) => void outbox.set(row.n, copy(row)),
    delete: async (n) => void outbox.delete(n),
    clear: async () => void (outbox = new Map()),
  },
};
export const openDB = async () => ({
  getAll: async () => disk.rows().map(copy),
  add: async (_store, row) => (disk.add(copy(row)), last),
  transaction: (names) => ({ objectStore: (name) => stores[name], store: stores[names], done: Promise.resolve() }),
});
"""


@pytest.fixture
def phone(tmp_path: Path) -> Path:
    """The phone's plain modules, beside what stands in for the packages that they import."""
    for path in FOLDER.glob("*.js"):
        shutil.copy(path, tmp_path)
    shutil.copy(ROOT / "assets" / "ui.js", tmp_path)
    for name, source in {"react": REACT, "idb": IDB}.items():
        folder = tmp_path / "node_modules" / name
        folder.mkdir(parents=True)
        (folder / "index.js").write_text(source, encoding="utf-8")
        (folder / "package.json").write_text('{"type": "module", "main": "index.js"}')
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return tmp_path


SUITES = ("hash", "language", "life", "microphone", "outbox", "seen")


@pytest.mark.parametrize("suite", [f"{name}.test.mjs" for name in SUITES])
def test_the_life_of_the_store(phone: Path, suite: str) -> None:
    shutil.copy(HERE / suite, phone)

    done = subprocess.run(
        [node(), "--test", suite],
        cwd=phone,
        capture_output=True,
        text=True,
        check=False,
        timeout=50,
    )

    assert done.returncode == 0, done.stdout[-6000:]


def test_the_account_is_told_of_a_language_by_that_rule() -> None:
    """The page asks `isNew` and nothing else: a hook cannot be run without a browser."""
    hooks = (FOLDER / "hooks.jsx").read_text(encoding="utf-8")

    assert hooks.count('act("locale"') == 1
    assert "ready && isNew(account, language, me.locale)) act(" in hooks


def test_a_conversation_is_read_by_who_looks_at_it() -> None:
    hooks = (FOLDER / "hooks.jsx").read_text(encoding="utf-8")

    assert hooks.count('act("read"') == 1
    assert 'whenSeen(() => act("read"' in hooks


def test_the_recorder_takes_the_microphone_by_that_rule() -> None:
    voice = (FOLDER / "voice.jsx").read_text(encoding="utf-8")

    assert "getUserMedia({" not in voice
    assert "await microphone(() => gone.current)" in voice
    assert voice.count("gone.current = true") == 1


def test_no_page_falls_over_an_address_that_was_cut() -> None:
    reading = {
        path.name
        for path in FOLDER.glob("*.js*")
        if "decodeURIComponent(" in path.read_text("utf-8")
    }

    assert reading == {"hash.js"}
