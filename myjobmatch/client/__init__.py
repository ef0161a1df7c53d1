"""The phone's own JavaScript: store, outbox, gesture. Bundled by the build as `$/utils/mjm/<name>`.

All else of the pages is Python; `components.store` and `components.swipe_deck` are their typed side.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
TARGET = Path("utils/mjm")
SUFFIXES = {".js", ".jsx"}
IDB = "idb@8.0.4"
"""IndexedDB by promises: 1.2 KiB, no dependency."""


def static_files() -> list[tuple[Path, str]]:
    """Every module, by path under the web folder."""
    return [
        (TARGET / path.name, path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.iterdir())
        if path.suffix in SUFFIXES
    ]
