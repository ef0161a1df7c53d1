"""What states hold at first: the phone's part, the desks' part, one hash for all."""

from __future__ import annotations

import json
import re

import pytest
from reflex.state import State, _resolve_delta, state_snapshot_hashes
from reflex_base.compiler.templates import context_template

from myjobmatch.plugins.states import Split, one_hash
from myjobmatch.state.defaults import Defaults

ROOT = "reflex___state____state"
APP = f"{ROOT}.myjobmatch___state___base____app_state"
PHONE = f"{APP}.myjobmatch___state___youth___phone____phone_state"
DESK = f"{APP}.myjobmatch___state___advisor___team____team_state"
STATES = {ROOT: {"x": 1}, APP: {"role": ""}, PHONE: {"seq": 0}, DESK: {"name": "équipe"}}
HASHES = ["n", "1", "2", "3", "4"]


def _context() -> str:
    return context_template(
        is_dev_mode=False,
        default_color_mode='"system"',
        initial_state=STATES,
        state_name=ROOT,
        client_storage={"cookies": {}, "local_storage": {}, "session_storage": {}},
        initial_state_hashes=HASHES,
    )


def test_a_phone_loads_no_states_of_desks() -> None:
    split = Split()
    phone, desk = split.phone(_context()), split.desk("")
    found = re.search(r"export const initialState = (\{.*\});", phone)
    assert found is not None
    assert json.loads(found[1]) == {name: STATES[name] for name in (ROOT, APP, PHONE)}
    assert "team_state" not in phone
    assert f"addStates({json.dumps({DESK: STATES[DESK]}, ensure_ascii=False)})" in desk


def test_one_hash_stands_for_all() -> None:
    phone = Split().phone(_context())
    assert f'initialStateHashes = ["{one_hash(HASHES)}"]' in phone


@pytest.mark.parametrize(
    ("was", "then"),
    [
        ("export const initialState =", "export const first ="),
        ('"local_storage": {}', '"local_storage": {"a": {}}'),
        ("    dispatchers,\n", ""),
    ],
)
def test_a_context_of_another_shape_stops_the_build(was: str, then: str) -> None:
    with pytest.raises(RuntimeError):
        Split().phone(_context().replace(was, then, 1))


async def test_our_own_hash_gets_the_list_and_another_does_not() -> None:
    snapshot = await _resolve_delta(State(_reflex_internal_init=True).dict(initial=True))  # type: ignore[call-arg]
    hashes = state_snapshot_hashes(snapshot)
    defaults = Defaults()
    assert await defaults.all_for([one_hash(hashes)]) == hashes
    assert await defaults.all_for(["of another build"]) == ["of another build"]
    assert await defaults.all_for(hashes) == hashes
    assert await defaults.all_for([]) == []
