"""The guard: arguments, roles, sessions, and what is forgotten when the person changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

import pytest
from reflex.state import State
from reflex_base.event import Event

from myjobmatch.container import Container
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Invalid, Unauthenticated
from myjobmatch.domain.homes import HOMES
from myjobmatch.state.base import AppState, acting_as, cookie_of
from myjobmatch.state.guard import _FAILURE, FailureLog, Guard, Refused, check_arguments
from myjobmatch.state.roles import PUBLIC, on
from tests.unit.state.conftest import MemorySessions


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Box:
    width: int


class GuardedState(AppState):
    seen: str = ""
    _secret: str = "kept"

    @on(Role.ADVISOR)
    async def for_advisors(self, text: str, count: int = 1) -> None:
        self.seen = f"{self._actor().role.value} {text} {count}"

    @on(PUBLIC)
    async def failing(self) -> None:
        self.seen = "before"
        raise Invalid("message_long", most=3)

    @on(PUBLIC)
    async def streaming(self) -> Any:
        self.seen = "one"
        yield
        raise Invalid("message_empty")

    @on(Role.ADVISOR)
    async def refresh(self) -> None:
        self.seen = "refreshed"

    @on(Role.ADVISOR)
    async def opened(self) -> None:
        self.seen = "opened"

    @on(Role.ADVISOR)
    async def save(self, form: dict[str, str]) -> None:
        self.seen = form.get("phone", "no phone")

    async def undeclared(self) -> None:
        self.seen = "undeclared"


NAME = GuardedState.get_full_name()


def _tree(cookie: str = "") -> State:
    root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
    root.router_data = {"headers": {"cookie": cookie}}
    return root


class OnePage:
    """An app whose only page is the advisors'."""

    _load_events: ClassVar[dict[str, list[Any]]] = {"advisors": [GuardedState.opened]}


async def _send(root: State, handler: str, **payload: Any) -> Any:
    """What the guard answers; None lets the event through."""
    event = Event(name=f"{NAME}.{handler}", payload=payload)
    return await Guard().preprocess(OnePage(), root, event)  # type: ignore[arg-type]


async def test_the_declared_role_passes(container: Container, sessions: MemorySessions) -> None:
    root = _tree(f"mjm_session={sessions.open(Role.ADVISOR)}")
    assert await _send(root, "for_advisors", text="hello") is None


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADVISOR])
async def test_another_role_is_answered_nothing(
    container: Container, sessions: MemorySessions, role: Role
) -> None:
    root = _tree(f"mjm_session={sessions.open(role)}")
    update = await _send(root, "for_advisors", text="hello")
    assert update is not None
    assert not update.events


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADVISOR])
async def test_whoever_opens_a_page_of_another_role_is_brought_to_their_own(
    container: Container, sessions: MemorySessions, role: Role
) -> None:
    update = await _send(_tree(f"mjm_session={sessions.open(role)}"), "opened")
    assert [event.name for event in update.events] == ["_redirect"]
    assert update.events[0].payload["path"] == HOMES[role]


@pytest.mark.parametrize("cookie", ["", "mjm_session=forged", "mjm_session=", "garbage;;=\x00"])
async def test_nobody_is_sent_to_the_sign_in_page(container: Container, cookie: str) -> None:
    update = await _send(_tree(cookie), "for_advisors", text="hello")
    assert [event.name for event in update.events] == ["_redirect"]


@pytest.mark.parametrize("handler", ["undeclared", "setvar", "_tell", "nothing", "reset"])
async def test_what_is_not_declared_is_refused(
    container: Container, sessions: MemorySessions, handler: str
) -> None:
    root = _tree(f"mjm_session={sessions.open(Role.ADMINISTRATOR)}")
    update = await _send(root, handler)
    assert update is not None
    assert not update.events


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"text": 1},
        {"text": None},
        {"text": ["a"]},
        {"text": {"a": 1}},
        {"text": "a", "count": "1"},
        {"text": "a", "count": 1.5},
        {"text": "a", "count": True},
        {"text": "a", "self": 1},
        {"text": "a", "actor": "admin"},
        {"text": "a" * 70_000},
        {"text": "a", "count": 2**80},
        {"text": "\ud800"},
    ],
)
async def test_forged_arguments_are_refused(
    container: Container, sessions: MemorySessions, payload: dict[str, Any]
) -> None:
    root = _tree(f"mjm_session={sessions.open(Role.ADVISOR)}")
    event = Event(name=f"{NAME}.for_advisors", payload=payload)
    assert await Guard().preprocess(None, root, event) is not None  # type: ignore[arg-type]


def test_rich_arguments_are_checked_as_json() -> None:
    async def handler(self: Any, colour: Colour, box: Box, tags: list[str]) -> None: ...

    check_arguments(handler, {"colour": "red", "box": {"width": 2}, "tags": ["a"]})
    for wrong in (
        {"colour": "blue", "box": {"width": 2}, "tags": []},
        {"colour": "red", "box": {"width": "2"}, "tags": []},
        {"colour": "red", "box": {"width": 2}, "tags": [1]},
    ):
        with pytest.raises(Refused):
            check_arguments(handler, wrong)


def test_a_form_is_checked_as_the_handler_will_see_it() -> None:
    async def handler(self: Any, form: dict[str, str]) -> None: ...

    check_arguments(handler, {"form": {"__reflex_form_data__": [["a", "1"], ["a", "2"]]}})
    for wrong in ([["a", {"x": 1}]], "text", [["a"]], [[1, "a"]]):
        with pytest.raises(Refused):
            check_arguments(handler, {"form": {"__reflex_form_data__": wrong}})


async def test_fields_of_a_form_that_are_not_drawn_are_not_there(
    container: Container, sessions: MemorySessions
) -> None:
    root = _tree(f"mjm_session={sessions.open(Role.ADVISOR)}")
    form = {"__reflex_form_data__": [["day", "2026-12-20"], ["phone", None], ["note", ""]]}
    event = Event(name=f"{NAME}.save", payload={"form": form})
    assert await Guard().preprocess(None, root, event) is None  # type: ignore[arg-type]
    kept = [["day", "2026-12-20"], ["note", ""]]
    assert event.payload == {"form": {"__reflex_form_data__": kept}}


@pytest.mark.parametrize("entries", [[["a", 1]], [["a", {}]], [[1, None]], [["a"]], [None], "a"])
async def test_only_what_is_not_drawn_is_left_out_of_a_form(
    container: Container, sessions: MemorySessions, entries: Any
) -> None:
    root = _tree(f"mjm_session={sessions.open(Role.ADVISOR)}")
    update = await _send(root, "save", form={"__reflex_form_data__": entries})
    assert update is not None


async def test_another_session_finds_nothing_of_the_last_one(
    container: Container, sessions: MemorySessions
) -> None:
    first, second = sessions.open(Role.ADVISOR, 1), sessions.open(Role.ADVISOR, 2)
    root = _tree(f"mjm_session={first}")
    assert await _send(root, "for_advisors", text="a") is None
    state = await root.get_state(GuardedState)
    state.seen, state._secret = "the first one's", "the first one's"
    assert await _send(root, "for_advisors", text="a") is None
    assert state.seen == "the first one's"

    root.router_data = {"headers": {"cookie": f"mjm_session={second}"}}
    assert await _send(root, "for_advisors", text="a") is None
    assert (state.seen, state._secret) == ("", "kept")


async def test_a_revoked_session_is_forgotten_and_sent_away(
    container: Container, sessions: MemorySessions
) -> None:
    token = sessions.open(Role.ADVISOR)
    root = _tree(f"mjm_session={token}")
    assert await _send(root, "for_advisors", text="a") is None
    state = await root.get_state(GuardedState)
    state.seen = "personal"
    await sessions.sign_out(token)
    update = await _send(root, "for_advisors", text="a")
    assert state.seen == ""
    assert [event.name for event in update.events] == ["_redirect"]
    assert any("seen" in key for delta in update.delta.values() for key in delta)


@pytest.mark.parametrize(
    "payload",
    [
        {"vars": {"reflex___state____state.x": "y"}},
        {"hashes": "no"},
        {"hashes": [1]},
        {"other": 1},
    ],
)
async def test_hydration_takes_nothing_from_the_browser(
    container: Container, payload: dict[str, Any]
) -> None:
    event = Event(name="reflex___state____state.hydrate_and_load", payload=payload)
    assert await Guard().preprocess(None, _tree(), event) is not None  # type: ignore[arg-type]


async def test_a_plain_hydration_passes(container: Container) -> None:
    event = Event(
        name="reflex___state____state.hydrate_and_load", payload={"vars": None, "hashes": ["a"]}
    )
    assert await Guard().preprocess(None, _tree(), event) is None  # type: ignore[arg-type]


async def test_a_refusal_is_told_and_what_was_done_before_it_stays() -> None:
    state = await _tree().get_state(GuardedState)
    await GuardedState.failing.fn(state)
    assert (state.error_code, state.error_params) == ("message_long", {"most": 3})
    assert state.seen == "before"
    await AppState.dismiss_error.fn(state)
    assert state.error_code == ""


async def test_a_streaming_handler_is_told_too() -> None:
    state = await _tree().get_state(GuardedState)
    assert [item async for item in GuardedState.streaming.fn(state)] == [None]
    assert state.error_code == "message_empty"


async def test_the_actor_is_the_events_own() -> None:
    state = await _tree().get_state(GuardedState)
    with pytest.raises(Unauthenticated):
        state._actor()
    with acting_as(None):
        assert state._actor_or_none() is None


def test_a_handler_must_be_async_and_declare_someone() -> None:
    with pytest.raises(TypeError):
        on()
    with pytest.raises(TypeError):

        @on(PUBLIC)
        def blocking(self: Any) -> None: ...


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("a=1; mjm_session=x; b=2", "x"),
        ("mjm_sessions=x", ""),
        ("xmjm_session=x", ""),
        ("mjm_session", ""),
        ("", ""),
    ],
)
def test_the_cookie_is_read_by_its_whole_name(header: str, value: str) -> None:
    assert cookie_of(header, "mjm_session") == value


async def test_a_pages_failure_is_kept_in_one_line_and_answered_nothing(
    container: Container, caplog: pytest.LogCaptureFixture
) -> None:
    event = Event(name=_FAILURE, payload={"info": "boom\n\x1b[31mfake line" + "x" * 9_000})
    update = await Guard().preprocess(None, _tree(), event)  # type: ignore[arg-type]
    assert update is not None
    assert not update.events
    assert "boom  [31mfake line" in caplog.text
    assert len(caplog.text) < 1_000


def test_failures_are_kept_a_few_a_minute() -> None:
    log = FailureLog()
    assert sum(log.keep({"info": "x"}, 30.0) for _ in range(50)) == FailureLog.MOST_A_MINUTE
    assert log.keep({"info": "x"}, 90.0)


@pytest.mark.parametrize("count", [2**31, -(2**31), 2**63, 2**64])
def test_a_number_that_no_column_of_ids_holds_is_refused(count: int) -> None:
    with pytest.raises(Refused):
        check_arguments(
            GuardedState.event_handlers["for_advisors"].fn, {"text": "a", "count": count}
        )


async def test_a_forged_name_writes_one_line_of_the_log(
    container: Container, caplog: pytest.LogCaptureFixture
) -> None:
    forged = "x\nWARNING  myjobmatch.guard: refused nobody\x1b[2J"
    await Guard().preprocess(None, _tree(), Event(name=forged, payload={}))  # type: ignore[arg-type]
    strange = Event(name=f"{NAME}.failing", payload={"a\nb": 1})
    await Guard().preprocess(None, _tree(), strange)  # type: ignore[arg-type]
    assert len(caplog.messages) == 2
    assert all(message.isprintable() for message in caplog.messages)


_ROOT = "reflex___state____state"


@pytest.mark.parametrize(
    ("name", "left"),
    [
        (f"{_ROOT}.hydrate_and_load", ""),
        (f"{_ROOT}.reflex___state____on_load_internal_state.on_load_internal", ""),
        (f"{NAME}.for_advisors", ""),
        (f"{NAME}.opened", "message_empty"),
        (f"{NAME}.refresh", "message_empty"),
        (f"{NAME}.undeclared", "message_empty"),
        (f"{_ROOT}.set_is_hydrated", "message_empty"),
    ],
    ids=["reload", "another page", "another act", "its opening", "refresh", "refused", "framework"],
)
async def test_an_error_is_told_until_the_reader_goes_on(
    container: Container, sessions: MemorySessions, name: str, left: str
) -> None:
    root = _tree(f"mjm_session={sessions.open(Role.ADVISOR)}")
    assert await _send(root, "for_advisors", text="a") is None
    told = await root.get_state(AppState)
    await told._tell(Invalid("message_empty"))
    payload = {"for_advisors": {"text": "b"}, "set_is_hydrated": {"value": True}}
    event = Event(name=name, payload=payload.get(name.rsplit(".", 1)[-1], {}))
    await Guard().preprocess(OnePage(), root, event)  # type: ignore[arg-type]
    assert told.error_code == left
