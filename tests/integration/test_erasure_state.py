"""What the head of a youth's file tells of an erasure, and what a manager does about it there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from reflex.state import State

from myjobmatch.container import Container, install
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.erasure import GRACE
from myjobmatch.settings import Settings
from myjobmatch.state.advisor.youth_head import YouthHeadState
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


async def _head(actor: Actor, youth: str) -> Any:
    root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
    head: Any = await root.get_state(YouthHeadState)
    head.youth = youth
    with acting_as(actor):
        await head.refresh()
    return head


async def test_asked_on_paper_is_told_and_called_off(team: TeamRows) -> None:
    head = await _head(team.manager, team.lina_id)
    assert (head.known, head.erased_on, head.erasure_done) == (True, "", "")
    with acting_as(team.manager):
        await head.erase_on_paper()
    due = paris_day(team.app.clock.now() + GRACE)
    assert (head.erased_on, head.erased_why, head.erased_final) == (
        due.isoformat(),
        "on_paper",
        False,
    )
    assert head.erasure_done == "asked"
    seen = await _head(team.aminata, team.lina_id)
    assert (seen.erased_on, seen.erasure_done) == (due.isoformat(), "")
    with acting_as(team.manager):
        await head.keep_after_all()
    assert (head.erased_on, head.erased_why, head.erasure_done) == ("", "", "dropped")


async def test_who_does_not_lead_the_structure_notes_nothing(team: TeamRows) -> None:
    head = await _head(team.aminata, team.lina_id)
    with acting_as(team.aminata):
        await head.erase_on_paper()
    assert (head.error_code, head.erased_on) == ("not_allowed", "")
