"""From a browser's subscription to what it alone can read, over HTTP and through a real push endpoint."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from myjobmatch.api.app import api
from myjobmatch.api.push import LARGEST_BODY
from myjobmatch.api.security import Security
from myjobmatch.container import Container, install
from myjobmatch.db.uow import Database
from myjobmatch.domain.delivery import Device
from myjobmatch.integrations.vapid import load_key
from myjobmatch.integrations.web_push import WebPush
from myjobmatch.services.contacts import EnterCode, GiveAddress, enter_code, send_code
from myjobmatch.services.deliveries import deliver_once
from myjobmatch.services.outbox import work_once
from myjobmatch.services.passwords import hash_password
from myjobmatch.services.sessions import SessionService
from myjobmatch.settings import Settings
from myjobmatch.wiring import ChangeSequence
from tests.fixtures.outside import Browser, Outside
from tests.integration.services.told_town import Town, town

__all__ = ["database_url", "town"]

PASSWORD = "un mot de passe long"
DEVICE = "/api/v1/push/subscription"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite alone: the queries are tried on both elsewhere."""
    return sqlite_url


@pytest.fixture
async def client(
    town: Town, database: Database, outside: Outside, tmp_path: Path
) -> AsyncIterator[httpx.AsyncClient]:
    """The HTTP interface behind its security layer, with a real push sender that may reach `outside`."""
    key = load_key(tmp_path)
    push = WebPush(key, "mailto:equipe@exemple.fr", database.clock, (outside.url,))
    senders = replace(town.post.senders, push=push, push_key=key.public, push_hosts=(outside.url,))
    async with database.unit() as uow:
        account = await uow.accounts.get(town.youth.account_id)
        assert account is not None
        account.login, account.password_hash = "zelie", await hash_password(PASSWORD)
    settings = Settings()
    install(
        Container(
            settings,
            database.clock,
            SessionService(database, timedelta(days=30)),
            ChangeSequence(database),
            town.app,
            senders,
        )
    )
    app: Any = Security(api(), settings, tmp_path / "no-site.json")
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://site") as opened:
        answer = await opened.post("/api/v1/session", json={"login": "zelie", "password": PASSWORD})
        assert answer.status_code == 200, answer.text
        yield opened
    install(None)
    await push.close()


def given(device: Device) -> dict[str, Any]:
    """A subscription as a browser's `toJSON()` writes it."""
    keys = {"p256dh": device.p256dh, "auth": device.auth}
    return {"endpoint": device.endpoint, "expirationTime": None, "keys": keys}


async def test_a_message_reaches_the_device_until_its_owner_signs_out(
    client: httpx.AsyncClient, town: Town, outside: Outside, a_browser: Browser
) -> None:
    device = a_browser.device(f"{outside.url}/send/1")
    assert (await client.post(DEVICE, json=given(device))).status_code == 204
    await town.write("Ne le dis à personne")
    await work_once(town.app)
    senders = _senders()
    assert await deliver_once(town.app, senders) == 1
    (got,) = outside.received
    told = json.loads(a_browser.read(got.body))
    assert told["title"] == "Nouveau message"
    assert told["tag"] == got.headers["topic"]
    assert "personne" not in json.dumps(told)
    assert (await client.delete("/api/v1/session")).status_code == 204
    await town.write("Et après ?")
    await work_once(town.app)
    assert await deliver_once(town.app, senders) == 0
    assert len(outside.received) == 1
    async with town.app.database.unit(write=False) as uow:
        assert await uow.notifications.subscription(device.endpoint) is None


async def test_what_is_no_subscription_is_refused(
    client: httpx.AsyncClient, outside: Outside, a_browser: Browser
) -> None:
    good = given(a_browser.device(f"{outside.url}/send/1"))
    for bad in (
        {},
        [],
        {"endpoint": good["endpoint"]},
        {**good, "keys": {"p256dh": "x", "auth": 3}},
        {**good, "endpoint": 3},
        {**good, "more": "x" * LARGEST_BODY},
        {**good, "endpoint": "https://exemple.fr/" + "x" * 2000},
    ):
        answer = await client.post(DEVICE, json=bad)
        assert (answer.status_code, answer.json()["error"]) == (422, "malformed")
    for elsewhere in ("http://169.254.169.254/latest", "https://fcm.googleapis.com@127.0.0.1/x"):
        answer = await client.post(DEVICE, json={**good, "endpoint": elsewhere})
        assert (answer.status_code, answer.json()["error"]) == (422, "push_endpoint")
    form = await client.post(DEVICE, data={"endpoint": good["endpoint"]})
    assert form.status_code == 422
    foreign = await client.post(DEVICE, json=good, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    client.cookies.clear()
    assert (await client.post(DEVICE, json=good)).status_code == 401
    assert (await client.request("DELETE", DEVICE, json=good)).status_code == 401
    assert outside.received == []


async def test_a_device_is_removed_and_the_key_is_what_browsers_subscribe_with(
    client: httpx.AsyncClient, town: Town, outside: Outside, a_browser: Browser
) -> None:
    good = given(a_browser.device(f"{outside.url}/send/1"))
    await client.post(DEVICE, json=good)
    gone = await client.request("DELETE", DEVICE, json={"endpoint": good["endpoint"]})
    assert gone.status_code == 204
    async with town.app.database.unit(write=False) as uow:
        assert await uow.notifications.devices(town.youth.account_id, uow.clock.now()) == []
    key = (await client.get("/api/v1/push/key")).json()["key"]
    assert key == _senders().push_key
    assert len(key) == 87


async def test_the_link_of_an_email_stops_them_by_one_click_or_after_a_question(
    client: httpx.AsyncClient, town: Town
) -> None:
    give = GiveAddress("email", "zelie@exemple.fr")
    await send_code(town.app, town.post.senders, town.youth, give)
    code = town.post.letters[-1].subject[:6]
    assert await town.app.run(enter_code, town.youth, EnterCode("email", code))
    await town.write()
    await work_once(town.app)
    town.app.clock.advance(timedelta(minutes=20))  # type: ignore[attr-defined]
    await deliver_once(town.app, town.post.senders)
    link = httpx.URL(town.post.letters[-1].stop_url).copy_with(scheme="http", host="site")
    client.cookies.clear()
    asked = await client.get(link)
    assert asked.status_code == 303
    assert asked.headers["location"].startswith("/alertes/arret?jeton=")
    token = link.params["jeton"]
    one_click = await client.post(link, data={"List-Unsubscribe": "One-Click"})
    assert one_click.status_code == 200
    async with town.app.database.unit(write=False) as uow:
        reach = (await uow.notifications.reach([town.youth.account_id], uow.clock.now()))[
            town.youth.account_id
        ]
    assert set(reach.choices.values()) == {False}
    by_page = await client.post("/api/v1/notices/stop", data={"jeton": token})
    assert (by_page.status_code, by_page.headers["location"]) == (303, "/alertes/arret?fait=1")
    wrong = await client.post("/api/v1/notices/stop", data={"jeton": "x" * 32})
    assert wrong.headers["location"] == "/alertes/arret?erreur=stop_unknown"
    assert (await client.post("/api/v1/notices/stop?jeton=x")).status_code == 404


def _senders() -> Any:
    from myjobmatch.container import current

    return current().senders
