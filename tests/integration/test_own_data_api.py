"""What is held of oneself over HTTP, on real rows: copied and erased by its youth alone, everything else refused with a code."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from myjobmatch.container import Container, install
from myjobmatch.db.models import Account
from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.erasure import CLOSING, GRACE
from myjobmatch.integrations.document_files import DocumentFolder
from myjobmatch.services.erasing import mind_erasures
from myjobmatch.services.own_data import COPIES
from myjobmatch.services.own_password import FRESH, FRESH_MINUTES
from myjobmatch.services.sessions import TRIES_BY_LOGIN, SessionService
from myjobmatch.settings import Settings
from tests.integration.own_site import LOGIN, client, container, cookie, session
from tests.integration.services.joining_house import PASSWORD, House, house

__all__ = ["client", "container", "cookie", "house"]

PAGE = "/api/v1/own-data"
COPY = f"{PAGE}/copy"
ERASURE = f"{PAGE}/erasure"
PROOF = {"password": PASSWORD}


@pytest.fixture(autouse=True)
def _files(house: House, tmp_path: Path) -> None:
    house.app.documents = DocumentFolder(tmp_path / "documents")
    house.app.attachments = DocumentFolder(tmp_path / "attachments")


async def said(
    client: httpx.AsyncClient, method: str, path: str, body: object = None, **headers: str
) -> tuple[int, str]:
    answer = await client.request(method, path, json=body, headers=headers)
    return answer.status_code, answer.json()["error"]


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


async def test_the_copy_is_a_zip_that_nobody_keeps(
    client: httpx.AsyncClient, cookie: str, tmp_path: Path, clock: FixedClock
) -> None:
    standing = await client.get(PAGE, headers={"cookie": cookie})
    assert standing.json() == {
        "asked": True,
        "old": False,
        "minutes": FRESH_MINUTES,
        "demo": False,
        "erasure": None,
    }
    made = await client.post(COPY, json=PROOF, headers={"cookie": f"{cookie}; mjm_lang=uk"})
    assert (made.status_code, made.headers["content-type"]) == (200, "application/zip")
    assert made.headers["cache-control"] == "no-store, private"
    assert int(made.headers["content-length"]) == len(made.content)
    day = clock.now().date().isoformat()
    assert made.headers["content-disposition"] == (
        f'attachment; filename="my-job-match-{day}.zip"; '
        f"filename*=UTF-8''%D0%BC%D0%BE%D1%97-%D0%B4%D0%B0%D0%BD%D1%96-{day}.zip"
    )
    archive = zipfile.ZipFile(io.BytesIO(made.content))
    data = json.loads(archive.read("data.json"))
    assert data["tables"]["account"][0]["login"] == LOGIN
    assert data["tables"]["agreement"][0]["given"] is True
    assert '<html lang="uk" dir="ltr">' in archive.read("index.html").decode()
    assert left_in(tmp_path / "documents") == []


async def test_what_is_refused_is_said_by_a_code(client: httpx.AsyncClient, cookie: str) -> None:
    me = {"cookie": cookie}
    for method, path in (("GET", PAGE), ("POST", COPY), ("POST", ERASURE), ("DELETE", ERASURE)):
        assert await said(client, method, path, PROOF) == (401, "signed_out")
        assert await said(client, method, path, PROOF, cookie="mjm_session=x") == (
            401,
            "signed_out",
        )
    for path in (COPY, ERASURE):
        foreign = await client.post(
            path, json=PROOF, headers=me | {"origin": "https://elsewhere.invalid"}
        )
        assert foreign.status_code == 403
        for body in ([], None, "x", {"password": 1}, {"password": "a" * 1001}, PROOF | {"more": 1}):
            assert await said(client, "POST", path, body, **me) == (422, "malformed")
        plain = await client.post(path, content=b'{"password": ""}', headers=me)
        assert (plain.status_code, plain.json()["error"]) == (422, "malformed")
        broken = await client.post(
            path, content=b'{"password": "\xff', headers=me | {"content-type": "application/json"}
        )
        assert (broken.status_code, broken.json()["error"]) == (422, "malformed")
        huge = await client.post(path, json={"password": "a" * 2_000_000}, headers=me)
        assert huge.status_code == 413
    for body in (PROOF | {"now": "yes"}, PROOF | {"now": 1}, PROOF | {"now": None}):
        assert await said(client, "POST", ERASURE, body, **me) == (422, "malformed")
    for method in ("PUT", "PATCH", "GET", "DELETE"):
        assert (await client.request(method, COPY, headers=me)).status_code == 405


@pytest.mark.parametrize("path", [COPY, ERASURE])
async def test_a_wrong_password_counts_as_a_failure_to_sign_in(
    client: httpx.AsyncClient, cookie: str, path: str
) -> None:
    for _ in range(TRIES_BY_LOGIN):
        wrong = await said(client, "POST", path, {"password": "autre chose"}, cookie=cookie)
        assert wrong == (422, "password_wrong")
    assert await said(client, "POST", path, PROOF, cookie=cookie) == (429, "sign_in_too_many")
    assert (await client.get(PAGE, headers={"cookie": cookie})).json()["erasure"] is None


async def test_only_so_many_copies_are_made(client: httpx.AsyncClient, cookie: str) -> None:
    for _ in range(COPIES):
        assert (await client.post(COPY, json=PROOF, headers={"cookie": cookie})).status_code == 200
    assert await said(client, "POST", COPY, PROOF, cookie=cookie) == (429, "copy_too_many")


async def test_whoever_works_here_has_no_such_page(house: House, client: httpx.AsyncClient) -> None:
    for actor in (house.advisor, house.manager, house.administrator):
        opened = await house.sessions.open_for(actor.account_id, None)
        cookie = f"mjm_session={opened.token}"
        for method, path in (("GET", PAGE), ("POST", COPY), ("POST", ERASURE), ("DELETE", ERASURE)):
            assert await said(client, method, path, PROOF, cookie=cookie) == (403, "not_allowed")


async def test_who_has_no_password_must_have_signed_in_lately(
    house: House, client: httpx.AsyncClient, cookie: str, database: Database, clock: FixedClock
) -> None:
    async with database.unit() as uow:
        gone = update(Account).where(Account.login == LOGIN).values(password_hash=None)
        await uow.session.execute(gone)
    assert (await client.post(COPY, json={}, headers={"cookie": cookie})).status_code == 200
    clock.advance(FRESH + timedelta(minutes=1))
    standing = (await client.get(PAGE, headers={"cookie": cookie})).json()
    assert (standing["asked"], standing["old"]) == (False, True)
    for path in (COPY, ERASURE):
        assert await said(client, "POST", path, {}, cookie=cookie) == (409, "session_old")


async def test_an_erasure_is_asked_for_and_called_off(
    house: House, client: httpx.AsyncClient, cookie: str, clock: FixedClock
) -> None:
    other = await session(house)
    asked = await client.post(ERASURE, json=PROOF, headers={"cookie": cookie})
    due = (clock.now() + GRACE).date().isoformat()
    told = {"due_on": due, "reason": "own_wish", "final": False}
    assert (asked.status_code, asked.json()) == (200, told)
    assert (await client.get(PAGE, headers={"cookie": cookie})).json()["erasure"] == told
    assert (await client.get(PAGE, headers={"cookie": other})).status_code == 401
    for _ in range(2):
        kept = await client.delete(ERASURE, headers={"cookie": cookie})
        assert (kept.status_code, kept.content) == (204, b"")
    assert (await client.get(PAGE, headers={"cookie": cookie})).json()["erasure"] is None


async def test_once_it_has_begun_the_account_is_out(
    house: House, client: httpx.AsyncClient, cookie: str, clock: FixedClock
) -> None:
    now = await client.post(ERASURE, json=PROOF | {"now": True}, headers={"cookie": cookie})
    assert now.json()["due_on"] == clock.now().date().isoformat()
    clock.advance(timedelta(minutes=1))
    await mind_erasures(house.app)
    clock.advance(CLOSING * 2)
    await mind_erasures(house.app)
    assert await said(client, "POST", COPY, PROOF, cookie=cookie) == (401, "signed_out")


async def test_an_account_of_the_demonstration_is_copied_and_stays(
    house: House, client: httpx.AsyncClient, cookie: str, database: Database
) -> None:
    none: Any = None
    sessions = SessionService(database, demo=True)
    install(Container(Settings(), house.app.clock, sessions, none, house.app))
    async with database.unit() as uow:
        shown = update(Account).where(Account.login == LOGIN).values(is_demo=True)
        await uow.session.execute(shown)
    assert (await client.get(PAGE, headers={"cookie": cookie})).json()["demo"] is True
    assert (await client.post(COPY, json=PROOF, headers={"cookie": cookie})).status_code == 200
    assert await said(client, "POST", ERASURE, PROOF, cookie=cookie) == (409, "erasure_demo")
