"""The pump: who is told of what, and that a database that is away is waited for."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from myjobmatch.heard import MOST_TABS, Heard
from myjobmatch.state import live
from myjobmatch.state.live import Watches
from tests.unit.state.conftest import MemoryChanges


def test_a_tab_is_told_of_what_it_watches_only() -> None:
    watches = Watches()
    watches.watch("a", [("account", 1)], "one")
    watches.watch("b", [("account", 2), ("offer", 7)], "two")
    assert watches.concerned({("offer", 7): 1, ("account", 9): 1}, Heard()) == [("b", "two")]
    assert watches.concerned({}, Heard()) == []


def test_a_tab_shows_one_page() -> None:
    watches = Watches()
    watches.watch("a", [("account", 1)], "one")
    watches.watch("a", [("account", 2)], "two")
    assert watches.concerned({("account", 1): 1}, Heard()) == []
    watches.forget("a")
    assert watches.concerned({("account", 2): 1}, Heard()) == []


def test_the_states_of_one_page_watch_together() -> None:
    watches = Watches()
    changed = {("account", 1): 1, ("structure", 5): 1}
    watches.watch("a", [("account", 1)], "weeks", "socket", "/conseil/semaine")
    watches.watch("a", [("structure", 5)], "give", "socket", "/conseil/semaine")
    assert watches.concerned(changed, Heard()) == [("a", "weeks"), ("a", "give")]
    # asked again: the new topics alone, told once
    watches.watch("a", [("account", 2)], "weeks", "socket", "/conseil/semaine")
    assert watches.concerned(changed, Heard()) == [("a", "give")]
    # another socket, or another page, begins anew
    watches.watch("a", [("account", 1)], "weeks", "another", "/conseil/semaine")
    assert watches.concerned(changed, Heard()) == [("a", "weeks")]
    watches.watch("a", [("structure", 5)], "youths", "another", "/conseil/portefeuille")
    assert watches.concerned(changed, Heard()) == [("a", "youths")]


def test_a_tab_that_is_gone_is_forgotten() -> None:
    watches = Watches()
    watches.watch("a", [("account", 1)], "one")
    watches.keep({"b": "socket"})
    assert watches.concerned({("account", 1): 1}, Heard()) == []


def test_another_socket_with_the_same_token_is_told_nothing() -> None:
    """Tokens stand in addresses: who finds one must not be sent what its owner watched."""
    watches = Watches()
    watches.watch("a", [("account", 1)], "one", "its owner's")
    watches.keep({"a": "its owner's"})
    assert watches.concerned({("account", 1): 1}, Heard()) == [("a", "one")]
    watches.keep({"a": "a stranger's"})
    assert watches.concerned({("account", 1): 1}, Heard()) == []


def test_the_tab_that_made_the_change_is_not_told_of_it() -> None:
    watches, heard = Watches(), Heard()
    watches.watch("phone", [("account", 1)], "one")
    watches.watch("tablet", [("account", 1)], "one")
    heard.note("phone", 1, 7)
    assert watches.concerned({("account", 1): 7}, heard) == [("tablet", "one")]
    assert len(watches.concerned({("account", 1): 8}, heard)) == 2, "somebody else's came after"


def test_a_tab_hears_of_its_own_account_only() -> None:
    """Whoever finds a tab's token cannot make it deaf: what they hear is of another account."""
    watches, heard = Watches(), Heard()
    watches.watch("phone", [("account", 1)], "one")
    heard.note("phone", 2, 99)
    heard.note("x" * 65, 1, 99)
    heard.note("", 1, 99)
    assert watches.concerned({("account", 1): 7}, heard) == [("phone", "one")]
    assert not heard.knows("x" * 65, 1, 1)
    assert not heard.knows("", 1, 1)


def test_an_earlier_answer_that_comes_late_takes_nothing_back() -> None:
    heard = Heard()
    heard.note("phone", 1, 7)
    heard.note("phone", 1, 5)
    assert heard.knows("phone", 1, 7)


def test_what_is_heard_is_not_kept_for_ever() -> None:
    heard = Heard()
    for number in range(MOST_TABS + 1):
        heard.note(f"tab-{number}", 1, 5)
    assert not heard.knows("tab-0", 1, 5)
    assert heard.knows(f"tab-{MOST_TABS}", 1, 5)


class FakeApp:
    """An app with one connected tab, which keeps what is enqueued."""

    def __init__(self) -> None:
        self.enqueued: list[tuple[str, str]] = []
        self.event_namespace = SimpleNamespace(token_to_sid={"tab": "sid"})
        self.event_processor = self

    async def enqueue(self, token: str, event: Any) -> None:
        self.enqueued.append((token, event.name))


class FailingOnce(MemoryChanges):
    """A sequence whose first read fails."""

    failures = 1

    async def latest(self) -> int:
        if self.failures:
            self.failures -= 1
            raise OSError("away")
        return await super().latest()


async def test_a_change_refreshes_the_tab(monkeypatch: pytest.MonkeyPatch) -> None:
    watches = Watches()
    watches.watch("tab", [("account", 1)], "state.refresh")
    monkeypatch.setattr(live, "WATCHES", watches)
    monkeypatch.setattr(live, "_PAUSE_AFTER_FAILURE_S", 0.01)
    app, changes = FakeApp(), FailingOnce()
    changes.rows.append(("account", 1))  # before the start: nobody is told
    running = asyncio.create_task(live.pump(app, changes, 0.01))  # type: ignore[arg-type]
    await asyncio.sleep(0.1)
    assert app.enqueued == []
    changes.rows.append(("account", 1))
    changes.rows.append(("account", 2))
    for _ in range(100):
        if app.enqueued:
            break
        await asyncio.sleep(0.01)
    running.cancel()
    assert app.enqueued == [("tab", "state.refresh")]
