"""All checks and tests in order: ``check.py all|lint|unit [--slow] [pytest arguments]``.

Every step runs even when an earlier one failed, so that one run tells everything; the exit
status is 0 only when all passed. With CI=true a missing component is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from components import ensure_components
from console import ROOT, give_up, quiet_on_interrupt, say
from frontend import ensure_built

PY = sys.executable
UNIT = ("tests/unit", "tests/test_architecture.py")
AT_ONCE = ("-n", str(min(4, os.cpu_count() or 1)), "--dist", "worksteal")
"""A process a core: these tests share nothing but servers, where each process has its own databases."""
TWO_BROWSERS = (
    "-n",
    str(min(2, os.cpu_count() or 1)),
    "--dist",
    "loadfile",
    "--no-loadscope-reorder",
)
"""Each process serves its own demonstration; a file's tests follow one another on it, files in their order: those of one
long test would come last, when the other process has nothing left."""
LINT_STEPS = {
    "lint": [PY, "-m", "ruff", "check", "."],
    "format": [PY, "-m", "ruff", "format", "--check", "--output-format", "concise", "."],
    "types": [PY, "-m", "mypy"],
    "import rules": [PY, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
}


def in_ci() -> bool:
    """Whether nothing may be skipped for want of a component."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def step(name: str, command: list[str]) -> bool:
    """Run one step under a heading; answer whether it passed."""
    say(f"\n== {name}")
    start = time.monotonic()
    passed = subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    say(f"== {name}: {'passed' if passed else 'FAILED'} in {time.monotonic() - start:.0f} s")
    return passed


def lint() -> list[str]:
    """Run the static checks; answer the names of those that failed."""
    return [name for name, command in LINT_STEPS.items() if not step(name, command)]


def pytest(name: str, *arguments: str) -> bool:
    """Run pytest in this output; answer whether all passed."""
    return step(name, [PY, "-m", "pytest", *arguments])


def prepare_everything() -> list[str]:
    """Bring components and front end; answer what keeps the tests from being whole."""
    missing = ensure_components()
    if missing and in_ci():
        give_up(f"CI=true and {', '.join(missing)} could not be installed: install them first.")
    try:
        ensure_built()
    except SystemExit:
        return ["front end"]
    return []


def main() -> None:
    """Run what was asked and end with one line that says how it went."""
    quiet_on_interrupt()
    what, *arguments = sys.argv[1:] or ["all"]
    marks = [] if "--slow" in arguments else ["-m", "not slow"]
    arguments = [argument for argument in arguments if argument != "--slow"]
    failed: list[str] = []
    if what in {"all", "lint"}:
        failed += lint()
    if what == "unit" and not pytest("unit tests", *UNIT, *AT_ONCE, *marks, *arguments):
        failed.append("unit tests")
    if what == "all":
        failed += prepare_everything()
        fast = (*UNIT, "tests/integration", *AT_ONCE)
        browsers = ("tests/e2e", *TWO_BROWSERS)
        for name, chosen in {"unit and integration": fast, "end to end": browsers}.items():
            if not pytest(name, *chosen, *marks, *arguments):
                failed.append(name)
    if failed:
        give_up(f"failed: {', '.join(failed)}.")
    say("\nAll passed.")


if __name__ == "__main__":
    main()
