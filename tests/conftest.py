"""What every test may ask for; the fixtures themselves are in tests/fixtures/."""

from __future__ import annotations

import gc
import inspect
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from myjobmatch.domain.clock import FixedClock

TESTS = Path(__file__).parent
# A Monday morning in Paris, after the summer: 11:00 there.
MOMENT = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
KEPT_SETTINGS = {"MYJOBMATCH_CHROMIUM", "MYJOBMATCH_TEST_POSTGRES_URL"}

pytest_plugins = [
    "tests.fixtures.network",
    "tests.fixtures.databases",
    "tests.fixtures.encoder",
    "tests.fixtures.demonstration",
    "tests.fixtures.redis",
    "tests.fixtures.statements",
    "tests.fixtures.servers",
    "tests.fixtures.outside",
    "tests.fixtures.feed_service",
    "tests.fixtures.browsers",
]


def pytest_configure() -> None:
    """Forget settings exported in someone's shell: tests start from the defaults."""
    for name in [name for name in os.environ if name.startswith("MYJOBMATCH_")]:
        if name not in KEPT_SETTINGS:
            del os.environ[name]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests by their folder, and run the browser's last.

    Playwright's synchronous interface leaves an event loop running in this thread, so that no
    asynchronous test can follow one that used it; end-to-end tests are plain functions.
    """
    for item in items:
        folder = item.path.relative_to(TESTS).parts[0]
        if folder in {"e2e", "integration"}:
            item.add_marker(folder)
        if folder == "e2e" and inspect.iscoroutinefunction(getattr(item, "function", None)):
            raise pytest.UsageError(f"{item.nodeid}: end-to-end tests are not asynchronous")
        if folder == "e2e" and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(300))
    items.sort(key=lambda item: ("unit", "integration", "e2e").index(layer(item)))


def layer(item: pytest.Item) -> str:
    """Which of the three folders a test belongs to; tests beside them count as unit tests."""
    folder = item.path.relative_to(TESTS).parts[0]
    return folder if folder in {"e2e", "integration"} else "unit"


def pytest_collection_finish() -> None:
    """Let the collector pass over what lives as long as the process: it took a fifth of the time of these tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at MOMENT until the test moves it."""
    return FixedClock(MOMENT)
