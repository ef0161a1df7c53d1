"""The form of a workshop, opened by two: on real rows, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from reflex.state import State

from myjobmatch.container import Container, install
from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import PARIS
from myjobmatch.settings import Settings
from myjobmatch.state.advisor.workshop_edit import WorkshopEditState
from myjobmatch.state.base import acting_as
from tests.integration.services.workshop_town import WorkshopTown, workshop_town


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
async def town(database: Database) -> WorkshopTown:
    return await workshop_town(database)


@pytest.fixture(autouse=True)
def container(town: WorkshopTown) -> Iterator[None]:
    none: Any = None
    install(Container(Settings(), town.app.clock, none, none, town.app))
    yield
    install(None)


async def opened(session: str) -> Any:
    root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
    page: Any = await root.get_state(WorkshopEditState)
    object.__setattr__(page, "workshop", session)
    await page.load_edit()
    return page


def form(page: Any, **changes: str) -> dict[str, str]:
    fields = page.fields
    said = {
        "title": fields.title,
        "description": fields.description,
        "kind": fields.kind,
        "hours": fields.hours,
        "day": fields.day,
        "start": fields.start,
        "end": fields.end,
        "place": fields.place,
        "door": fields.door,
        "until-day": fields.until_day,
        "until-time": fields.until_time,
        "capacity": fields.capacity,
    }
    return said | changes


async def test_the_second_to_save_a_form_is_told_that_it_changed(town: WorkshopTown) -> None:
    moment = town.content().starts_at.astimezone(PARIS)
    session = await town.plan()
    with acting_as(town.advisor):
        one, other = await opened(session), await opened(session)
        await one.save(form(one, place="Salle rouge"))
        await other.save(form(other, title="Autre titre"))
        assert other.error_code == "workshop_changed"
        assert (other.fields.title, other.fields.day) == (
            "Réussir son entretien",
            moment.date().isoformat(),
        )
        again = await opened(session)
        assert again.fields.place == "Salle rouge"
        await again.save(form(again, title="Autre titre"))
        assert (await opened(session)).fields.title == "Autre titre"
