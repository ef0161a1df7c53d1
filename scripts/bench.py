"""Runs every benchmark of bench/ in turn and says at the end which figures did not hold.

Each is a program of its own (`python bench/NAME.py --json`); what it prints is kept in
``.build/bench/NAME.json``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from console import BUILD_DIR, ROOT, give_up, quiet_on_interrupt, say
from frontend import ensure_built

RESULTS = BUILD_DIR / "bench"


def run_one(name: str) -> dict[str, Any] | None:
    """Run one benchmark; answer its object, None when it did not run to its end."""
    done = subprocess.run(
        [sys.executable, f"bench/{name}.py", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    (RESULTS / f"{name}.json").write_text(done.stdout, encoding="utf-8")
    if done.returncode != 0:
        return None
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def show(side: str, figures: dict[str, Any]) -> None:
    """Print one row of a benchmark's table."""
    cells = (f"{key} {value}" for key, value in figures.items() if not isinstance(value, dict))
    say(f"    {side:<24} {'  '.join(cells)}")


def main() -> None:
    """Run all, print each table, give up when a figure does not hold."""
    quiet_on_interrupt()
    ensure_built()
    RESULTS.mkdir(parents=True, exist_ok=True)
    failed = []
    for file in sorted((ROOT / "bench").glob("[a-z]*.py")):
        say(f"\n== {file.stem}")
        result = run_one(file.stem)
        if result is None:
            failed.append(f"{file.stem} (stopped)")
            continue
        show("ours", result.get("ours", {}))
        for peer, figures in result.get("peers", {}).items():
            show(peer, figures)
        if not result.get("ok"):
            failed.append(file.stem)
    if failed:
        give_up(f"these figures do not hold: {', '.join(failed)}.")
    say("\nAll figures hold.")


if __name__ == "__main__":
    main()
