"""One's own password over HTTP, on real rows: the session that asks stays, and everything else is refused with a code."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from myjobmatch.api.app import api
from myjobmatch.api.security import Security
from myjobmatch.container import Container, install
from myjobmatch.services.own_password import FRESH_MINUTES
from myjobmatch.services.sessions import TRIES_BY_LOGIN
from myjobmatch.settings import Settings
from tests.integration.services.joining_house import PASSWORD, House, activate, house, invited

__all__ = ["house"]

SITE = "http://testserver"
PAGE = "/api/v1/password"
LOGIN = "ines91"
ANOTHER = "un autre chat dort"


@pytest.fixture(autouse=True)
def container(house: House) -> Iterator[None]:
    none: Any = None
    install(Container(Settings(), house.app.clock, house.sessions, none, house.app))
    yield
    install(None)


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    app = Security(api(), Settings(data_dir=tmp_path), tmp_path / "no-site.json")
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=SITE) as opened:
        yield opened


@pytest.fixture
async def cookie(house: House) -> str:
    """A youth's session, as a browser sends it."""
    given = await invited(house)
    await activate(house, given.code, LOGIN)
    return await session(house)


async def session(house: House, password: str = PASSWORD) -> str:
    opened = await house.sessions.sign_in(LOGIN, password, replaced=None, client="192.0.2.7")
    return f"mjm_session={opened.token}"


async def test_the_session_that_asks_stays(
    house: House, client: httpx.AsyncClient, cookie: str
) -> None:
    other = await session(house)
    told = await client.get(PAGE, headers={"cookie": cookie})
    assert told.json() == {"has": True, "asked": True, "refused": "", "minutes": FRESH_MINUTES}
    body = {"current": PASSWORD, "password": ANOTHER}
    done = await client.post(PAGE, json=body, headers={"cookie": cookie})
    assert (done.status_code, done.content) == (204, b"")
    assert (await client.get(PAGE, headers={"cookie": cookie})).status_code == 200
    assert (await client.get(PAGE, headers={"cookie": other})).status_code == 401
    assert await session(house, ANOTHER)


async def test_what_is_refused_is_said_by_a_code(client: httpx.AsyncClient, cookie: str) -> None:
    async def said(body: object, **headers: str) -> tuple[int, str]:
        answer = await client.post(PAGE, json=body, headers={"cookie": cookie} | headers)
        return answer.status_code, answer.json()["error"]

    good = {"current": PASSWORD, "password": ANOTHER}
    assert (await client.get(PAGE)).json()["error"] == "signed_out"
    assert await said(good, cookie="") == (401, "signed_out")
    assert (await said(good, origin="https://elsewhere.invalid"))[0] == 403
    for body in (
        [],
        {},
        {"current": PASSWORD},
        good | {"more": 1},
        good | {"password": "a" * 1001},
    ):
        assert await said(body) == (422, "malformed")
    assert await said(good | {"password": "court"}) == (422, "password_short")
    for _ in range(TRIES_BY_LOGIN):
        assert await said(good | {"current": "autre chose"}) == (422, "password_wrong")
    assert await said(good) == (429, "sign_in_too_many")
