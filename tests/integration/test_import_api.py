"""Files of imports and of i-milo over HTTP: sent by a form, left as downloads, for whom they are meant."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from pypdf import PdfReader

from myjobmatch.api.app import api
from myjobmatch.api.security import Security
from myjobmatch.container import Container, install
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.youth_import.words import MOST_BYTES
from myjobmatch.services.passwords import hash_password
from myjobmatch.services.sessions import SessionService
from myjobmatch.settings import Settings
from myjobmatch.wiring import ChangeSequence
from tests.integration.services.import_desk import Desk, open_desk, table

PASSWORD = "un mot de passe long"
SITE = "http://site"
LEA = ("MARTIN", "Léa", "07/03/2005", "06 12 34 56 78", "", "1001")
BAD = ("DURAND", "Paul", "31/02/2005", "", "", "")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone: the services are tried on both elsewhere."""
    return sqlite_url


@pytest.fixture
async def desk(database: Database) -> Desk:
    return await open_desk(database)


@pytest.fixture
async def client(
    desk: Desk, database: Database, tmp_path: Path
) -> AsyncIterator[httpx.AsyncClient]:
    """The HTTP interface behind its security layer."""
    settings = Settings()
    sessions = SessionService(database, timedelta(days=30))
    install(Container(settings, database.clock, sessions, ChangeSequence(database), desk.app))
    app: Any = Security(api(), settings, tmp_path / "no-site.json")
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=SITE) as opened:
        opened.headers["Origin"] = SITE
        yield opened
    install(None)


async def sign_in(client: httpx.AsyncClient, database: Database, actor: Actor, name: str) -> None:
    async with database.unit() as uow:
        account = await uow.accounts.get(actor.account_id)
        assert account is not None
        account.login, account.password_hash = name, await hash_password(PASSWORD)
    answer = await client.post("/api/v1/session", json={"login": name, "password": PASSWORD})
    assert answer.status_code == 200, answer.text


async def send(client: httpx.AsyncClient, data: bytes, kind: str = "youths") -> httpx.Response:
    files = {"file": ("jeunes.csv", data, "text/csv")}
    return await client.post("/api/v1/imports", data={"kind": kind}, files=files)


async def test_a_file_is_sent_and_what_it_gives_is_downloaded(
    client: httpx.AsyncClient, desk: Desk, database: Database
) -> None:
    assert (await send(client, table([LEA]))).status_code == 401
    await sign_in(client, database, desk.advisor, "aminata")
    assert (await client.get("/api/v1/imports/example")).content.startswith(b"\xef\xbb\xbfNom;")
    answer = await send(client, table([LEA, BAD]))
    assert answer.status_code == 303
    id_ = answer.headers["location"].rsplit("/", 1)[-1]
    await desk.check(id_)
    left = await client.get(f"/api/v1/imports/{id_}/left")
    assert "31/02/2005" in left.content.decode("utf-8-sig")
    assert left.headers["cache-control"] == "no-store, private"
    await desk.confirm(id_)

    codes = await client.post(f"/api/v1/imports/{id_}/codes", data={"sheet": "1"})
    assert codes.headers["content-type"] == "application/pdf"
    text = PdfReader(io.BytesIO(codes.content)).pages[0].extract_text()
    assert "Léa Martin" in text
    assert "site/activation" in text
    none = await client.post(f"/api/v1/imports/{id_}/codes", data={"sheet": "2"})
    assert "import_no_codes" in none.headers["location"]

    empty = await client.post("/api/v1/imilo/entries", data={"days": "90"})
    assert "imilo_nothing" in empty.headers["location"]
    for form in ({"days": "x"}, {"days": "90", "kind": "gift"}):
        assert (await client.post("/api/v1/imilo/entries", data=form)).status_code == 422


async def test_what_is_no_file_goes_back_with_the_reason(
    client: httpx.AsyncClient, desk: Desk, database: Database
) -> None:
    await sign_in(client, database, desk.advisor, "aminata")
    for data, code in ((b"PK\x03\x04", "import_kind"), (b"", "file_empty")):
        assert f"erreur={code}" in (await send(client, data)).headers["location"]
    missing = await client.post("/api/v1/imports", data={"kind": "youths"}, files={"other": b"x"})
    assert "file_missing" in missing.headers["location"]
    assert "malformed" in (await send(client, table([LEA]), "gifts")).headers["location"]
    assert (await send(client, b"x" * (MOST_BYTES + 200_000))).status_code == 413


async def test_another_advisor_and_another_site_get_nothing(
    client: httpx.AsyncClient, desk: Desk, database: Database
) -> None:
    id_ = await desk.draft(table([LEA]))
    await desk.confirm(id_)
    await sign_in(client, database, desk.stranger, "ailleurs")
    assert (await client.get(f"/api/v1/imports/{id_}/left")).status_code == 404
    codes = await client.post(f"/api/v1/imports/{id_}/codes", data={"sheet": "1"})
    assert "import_unknown" in codes.headers["location"]
    client.headers["Origin"] = "http://evil.invalid"
    assert (await send(client, table([LEA]))).status_code == 403
