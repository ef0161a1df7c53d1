"""The state of the page of a youth's way in, on real rows and without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from reflex.state import State

from myjobmatch.container import Container, install
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.services.activation import Renew
from myjobmatch.settings import Settings
from myjobmatch.state.advisor.invite import InviteState
from myjobmatch.state.base import acting_as
from tests.integration.services.joining_house import House, activate, house, invited

__all__ = ["house"]


@pytest.fixture(autouse=True)
def container(house: House) -> Iterator[None]:
    none: Any = None
    install(Container(Settings(), house.app.clock, none, none, house.app))
    yield
    install(None)


async def _page(actor: Actor, youth_id: str, monkeypatch: pytest.MonkeyPatch) -> InviteState:
    monkeypatch.setattr(InviteState, "_youth", lambda _self: youth_id)
    root = State(_reflex_internal_init=True)  # type: ignore[call-arg]
    with acting_as(actor):
        page = await root.get_state(InviteState)
        await page.refresh_door()
        return page


async def test_a_code_for_another_password_is_given_taken_back_and_used(
    house: House, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = await invited(house)
    await activate(house, given.code)
    clock.advance(timedelta(days=1))
    page = await _page(house.colleague, given.youth_id, monkeypatch)
    assert (page.door.has_account, page.door.code, page.code) == (True, "used", "")
    with acting_as(house.colleague):
        await page.renew()
        assert (page.error_code, page.door.code) == ("", "waiting")
        assert page.qr.startswith("data:image/svg+xml")
        await page.revoke()
        assert (page.door.code, page.code) == ("revoked", "")
        await page.renew()
    form = Renew(page.code, "un autre chat dort")
    await house.doors.activation.renew(form, replaced=None, client="192.0.2.9")
    with acting_as(house.colleague):
        await page.refresh_door()
    assert (page.door.has_account, page.door.code) == (True, "used")


async def test_another_structures_advisor_gives_none(
    house: House, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = await invited(house)
    await activate(house, given.code)
    page = await _page(house.elsewhere, given.youth_id, monkeypatch)
    with acting_as(house.elsewhere):
        await page.renew()
    assert (page.error_code, page.code) == ("youth_unknown", "")
