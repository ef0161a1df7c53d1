"""One's own password over HTTP, on real rows: the session that asks stays, and everything else is refused with a code."""

from __future__ import annotations

import httpx

from myjobmatch.services.own_password import FRESH_MINUTES
from myjobmatch.services.sessions import TRIES_BY_LOGIN
from tests.integration.own_site import client, container, cookie, session
from tests.integration.services.joining_house import PASSWORD, House, house

__all__ = ["client", "container", "cookie", "house"]

PAGE = "/api/v1/password"
ANOTHER = "un autre chat dort"


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
