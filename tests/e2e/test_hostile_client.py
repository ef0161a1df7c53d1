"""A hostile client: it opens the websocket itself and calls what it likes, with what it likes."""

from __future__ import annotations

import http.client
import json
from typing import Any

import pytest
import reflex as rx
from playwright.sync_api import Page
from production import RunningServer
from reflex.utils.format import json_dumps

from myjobmatch.pages.registry import load_all
from tests.fixtures.browsers import OpenPages

NAMESPACE = "/_event"
ROOT = "reflex___state____state"
BASE = f"{ROOT}.myjobmatch___state___base____app_state"

# Opens Reflex's own socket by hand, sends frames, and gives back every frame that came.
SOCKET = """
async ([frames, token, origin]) => {
  const url = location.origin.replace(/^http/, "ws")
    + `/_event/?token=${token}&EIO=4&transport=websocket`;
  return await new Promise((resolve) => {
    const got = [];
    const socket = new WebSocket(url);
    socket.onerror = () => resolve(["error"]);
    socket.onclose = () => resolve([...got, "closed"]);
    socket.onmessage = ({ data }) => {
      if (data === "2") { socket.send("3"); return; }
      got.push(data);
      if (data.startsWith("0")) socket.send("40/_event,");
      if (data.startsWith("40/_event")) {
        for (const frame of frames) socket.send("42/_event," + JSON.stringify(["event", frame]));
        setTimeout(() => { resolve(got); socket.close(); }, 1500);
      }
    };
  });
}
"""


def _event(name: str, **payload: Any) -> dict[str, Any]:
    return {
        "name": name,
        "payload": payload,
        "router_data": {"pathname": "/", "query": {}, "asPath": "/"},
    }


def _attack(page: Page, token: str, *events: dict[str, Any]) -> list[str]:
    """What comes back, the handshake's frames left out."""
    page.goto("/vie-privee")
    frames: list[str] = page.evaluate(SOCKET, [list(events), token, ""])
    assert "error" not in frames
    return [frame for frame in frames if frame.startswith("42")]


FORGED = [
    _event(f"{ROOT}.setvar", var_name="is_hydrated", value=True),
    _event(f"{BASE}.setvar", var_name="role", value="administrator"),
    _event(f"{BASE}._tell", error="x"),
    _event(f"{BASE}._adopt", session="x", actor=None),
    _event(f"{BASE}.reset"),
    _event(f"{BASE}.set_role", value="administrator"),
    _event(f"{BASE}.dismiss_error", unexpected={"a": 1}),
    _event(f"{BASE}.nothing_of_the_kind"),
    _event("__import__('os').system"),
    _event(
        f"{ROOT}.reflex___state____update_vars_internal_state.update_vars_internal",
        vars={f"{BASE}.role": "administrator", f"{BASE}._session": "x"},
    ),
    _event(f"{ROOT}.hydrate_and_load", vars={f"{BASE}.role": "administrator"}),
]


def test_forged_events_are_answered_nothing(pages: OpenPages) -> None:
    answers = _attack(pages.desktop(), "11111111-0000-4000-8000-000000000000", *FORGED)
    assert answers == []


def test_forged_events_of_a_signed_in_youth_are_answered_nothing(pages: OpenPages) -> None:
    answers = _attack(pages.phone_as("lina"), "11111111-0000-4000-8000-000000000001", *FORGED)
    told = json.dumps(answers)
    assert "administrator" not in told
    # The tab's own first words: its role and its address, once, and nothing else.
    assert len(answers) <= 1


def test_an_advisors_handler_does_nothing_for_a_youth(pages: OpenPages) -> None:
    """A signed-in youth calls every handler of the desks that needs no argument."""
    page = pages.phone_as("lina")
    names = _handlers_of_desks()
    assert names
    answers = _attack(
        page, "22222222-0000-4000-8000-000000000000", *[_event(name) for name in names]
    )
    # A new tab's first word says where it is and what states hold before anything is loaded: once.
    load_all()
    before = json.loads(json_dumps(rx.State(_reflex_internal_init=True).dict(initial=True)))
    updates = [json.loads(answer.partition(",")[2])[1] for answer in answers]
    assert sum(bool(update.get("delta")) for update in updates) <= 1
    # Whoever opens a page of a desk is brought to their own first page: that and nothing else.
    sent = [event for update in updates for event in update.get("events") or ()]
    assert len(sent) < len(names)  # acts that open no page are answered nothing
    assert all((one["name"], one["payload"]["path"]) == ("_redirect", "/decouvrir") for one in sent)
    for update in updates:
        for state, delta in (update.get("delta") or {}).items():
            assert state in {ROOT, BASE} or all(
                before[state].get(name) == value for name, value in delta.items()
            ), state


def test_nobody_gets_nothing(pages: OpenPages) -> None:
    """Without a session, desks' handlers answer with the way to the sign-in page and no data."""
    names = _handlers_of_desks()
    answers = _attack(
        pages.desktop(), "33333333-0000-4000-8000-000000000000", *[_event(name) for name in names]
    )
    for answer in answers:
        update = json.loads(answer.partition(",")[2])[1]
        # Only the router's own vars, which say where this client is, and the redirection.
        for state, delta in update.get("delta", {}).items():
            assert state in {ROOT, BASE}, state
            assert not any("demo" in key for key in delta)
        assert all(event["name"] == "_redirect" for event in update.get("events", []))


def test_someone_elses_token_opens_nothing(pages: OpenPages) -> None:
    """Reflex's token stands in addresses: whoever has it finds an empty state."""
    page = pages.desktop_as("conseil")
    page.goto("/conseil/portefeuille")
    person = page.locator("tbody tr a").first.inner_text()
    assert person
    token = page.evaluate("sessionStorage.getItem('token')")
    assert token
    page.close()
    stranger = pages.desktop()
    answers = _attack(stranger, token, _event(f"{ROOT}.hydrate_and_load"))
    assert answers
    told = json.dumps(answers, ensure_ascii=False)
    assert person not in told
    for answer in answers:
        base = json.loads(answer.partition(",")[2])[1]["delta"].get(BASE, {})
        assert not any(value for name, value in base.items() if name.startswith("role"))


@pytest.mark.parametrize(
    ("origin", "status"),
    [("", 101), ("http://evil.example", 403), ("null", 403), ("https://127.0.0.1", 403)],
)
def test_a_foreign_origin_cannot_open_the_socket(
    server: RunningServer, origin: str, status: int
) -> None:
    """The handshake itself is refused: a page elsewhere cannot ride on the cookie."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request(
        "GET",
        "/_event/?token=44444444-0000-4000-8000-000000000000&EIO=4&transport=websocket",
        headers={
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
            "Origin": origin or server.url,
        },
    )
    assert connection.getresponse().status == status
    connection.close()


def _handlers_of_desks() -> list[str]:
    """Full names of handlers that only desks may call, without required arguments."""
    import inspect

    from reflex_base.registry import RegistrationContext

    import myjobmatch.myjobmatch  # noqa: F401  (registers every state)
    from myjobmatch.domain.enums import Role
    from myjobmatch.state.roles import PUBLIC, declared

    return [
        name
        for name, registered in RegistrationContext.get().event_handlers.items()
        if (roles := declared(registered.handler.fn))
        and PUBLIC not in roles
        and Role.YOUTH not in roles
        and all(
            p.default is not inspect.Parameter.empty
            for p in list(inspect.signature(registered.handler.fn).parameters.values())[1:]
        )
    ]
