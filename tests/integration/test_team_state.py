"""The states of the team's page, on real rows and without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from reflex.state import State

from myjobmatch.container import Container, install
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.settings import Settings
from myjobmatch.state.advisor.accompanying import AccompanyingState
from myjobmatch.state.advisor.hand_over import HandOverState
from myjobmatch.state.advisor.team import TeamState
from myjobmatch.state.base import acting_as
from tests.integration.services.team_rows import TeamRows, make_team


@pytest.fixture
async def team(database: Database) -> TeamRows:
    return await make_team(database)


@pytest.fixture(autouse=True)
def container(team: TeamRows) -> Iterator[None]:
    none: Any = None
    install(Container(Settings(), team.app.clock, none, none, team.app))
    yield
    install(None)


async def _tree(actor: Actor) -> tuple[TeamState, HandOverState]:
    root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
    with acting_as(actor):
        page = await root.get_state(TeamState)
        await page.load()
        return page, await root.get_state(HandOverState)


async def test_prepared_previewed_handed_over_and_undone(team: TeamRows) -> None:
    page, form = await _tree(team.aminata)
    assert [(m.name, m.youths, m.me) for m in page.members] == [
        ("Aminata", 2, True),
        ("Karim", 0, False),
        ("Nadia", 1, False),
    ]
    with acting_as(team.aminata):
        await form.prepare(team.aminata.public_id)
        await form.pick_colleague(team.nadia.public_id)
        assert not form.ready
        await form.set_until("2026-09-13")
        assert form.problem == "transfer_days"
        await form.set_until("2026-09-18")
        assert form.ready
        assert (form.youths, [s.then for s in form.shares]) == (2, [3])
        await form.submit({"reason": "Congés", "kind": "temporary"})
        assert page.error_code == ""
        assert page.done == "handed"
        assert [(m.name, m.answering) for m in page.members if m.answering] == [
            ("Aminata", "Nadia")
        ]
        assert await team.follows(team.nadia, team.lina)
        await page.undo(page.undo_batch)
        assert page.done == "undone"
    assert not await team.follows(team.nadia, team.lina)


async def test_some_youths_are_found_and_chosen(team: TeamRows) -> None:
    _, form = await _tree(team.manager)
    with acting_as(team.manager):
        await form.prepare(team.aminata.public_id)
        await form.set_scope("chosen")
        await form.find("quatremer")
        assert (form.found, form.picked) == (2, 0)
        await form.pick_youth(team.lina_id)
        await form.pick_youth("somebody else's")
        assert form.picked == 1
        await form.set_kind("permanent")
        await form.pick_colleague(team.karim.public_id)
        assert form.ready
        await form.submit({})
    assert await team.follows(team.karim, team.lina)
    assert await team.follows(team.aminata, team.moussa)


async def test_a_stranger_prepares_nothing(team: TeamRows) -> None:
    _, form = await _tree(team.karim)
    with acting_as(team.karim):
        await form.prepare(team.aminata.public_id)
    assert form.error_code == "advisor_unknown"
    assert form.giver == ""
    assert form.shown == []


async def test_who_accompanies_is_shared_and_stopped(team: TeamRows) -> None:
    root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
    with acting_as(team.aminata):
        state: Any = await root.get_state(AccompanyingState)
        state._youth = team.lina_id
        await state.refresh()
        assert [one.advisor for one in state.today] == ["Aminata"]
        await state.share({"colleague": team.karim.public_id})
        assert [one.advisor for one in state.today] == ["Aminata", "Karim"]
        await state.stop(team.karim.public_id)
        assert [one.advisor for one in state.history] == ["Karim"]
