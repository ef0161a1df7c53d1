"""Web Push against a real HTTP server: it decrypts the payload with the browser's keys and checks the signature."""

from __future__ import annotations

import base64
import json
import stat
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from py_vapid import Vapid02

from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.delivery import PushMessage, Result
from myjobmatch.integrations.vapid import FILE, VapidKey, load_key
from myjobmatch.integrations.web_push import WebPush
from tests.fixtures.outside import Browser, Outside

SUBJECT = "mailto:equipe@exemple.fr"
MESSAGE = PushMessage(b'{"title":"Nouveau message"}', "topic-of-24", 3600)


@pytest.fixture
def key(tmp_path: Path) -> VapidKey:
    return load_key(tmp_path)


@pytest.fixture
async def push(key: VapidKey, clock: FixedClock, outside: Outside) -> AsyncIterator[WebPush]:
    sender = WebPush(key, SUBJECT, clock, (outside.url,))
    yield sender
    await sender.close()


async def test_the_browser_alone_reads_it_and_the_service_knows_who_sent_it(
    push: WebPush, key: VapidKey, clock: FixedClock, outside: Outside, a_browser: Browser
) -> None:
    outcome = await push.send(a_browser.device(f"{outside.url}/send/abc"), MESSAGE)
    assert outcome.result is Result.TAKEN
    (got,) = outside.received
    assert got.path == "/send/abc"
    assert b"Nouveau message" not in got.body
    assert a_browser.read(got.body) == MESSAGE.payload
    assert got.headers["content-encoding"] == "aes128gcm"
    assert (got.headers["ttl"], got.headers["urgency"]) == ("3600", "normal")
    assert got.headers["topic"] == "topic-of-24"
    scheme, _, rest = got.headers["authorization"].partition(" ")
    signed = dict(part.split("=", 1) for part in rest.replace(" ", "").split(","))
    assert (scheme, signed["k"]) == ("vapid", key.public)
    assert Vapid02.verify(got.headers["authorization"])
    claims = json.loads(base64.urlsafe_b64decode(signed["t"].split(".")[1] + "=="))
    assert (claims["aud"], claims["sub"]) == (outside.url, SUBJECT)
    now = clock.now().timestamp()
    assert now < claims["exp"] <= now + 24 * 3600


@pytest.mark.parametrize(
    ("status", "result"),
    [
        (404, Result.GONE),
        (410, Result.GONE),
        (400, Result.REFUSED),
        (413, Result.REFUSED),
        (429, Result.LATER),
        (500, Result.LATER),
        (503, Result.LATER),
        (302, Result.LATER),
    ],
)
async def test_what_the_service_answers_decides(
    push: WebPush, outside: Outside, a_browser: Browser, status: int, result: Result
) -> None:
    outside.status = status
    outside.headers = {"Location": f"{outside.url}/elsewhere", "Retry-After": "120"}
    outcome = await push.send(a_browser.device(f"{outside.url}/x"), MESSAGE)
    assert outcome.result is result
    assert len(outside.received) == 1, "no redirection is followed"
    assert outcome.wait_s == (120 if result is Result.LATER else None)


async def test_a_service_that_is_down_is_tried_later(
    key: VapidKey, clock: FixedClock, a_browser: Browser
) -> None:
    sender = WebPush(key, SUBJECT, clock, ("http://127.0.0.1:9",))
    outcome = await sender.send(a_browser.device("http://127.0.0.1:9/x"), MESSAGE)
    await sender.close()
    assert outcome.result is Result.LATER


async def test_an_address_off_the_list_is_never_asked(
    key: VapidKey, clock: FixedClock, outside: Outside, a_browser: Browser
) -> None:
    sender = WebPush(key, SUBJECT, clock)
    outcome = await sender.send(a_browser.device(f"{outside.url}/x"), MESSAGE)
    await sender.close()
    assert (outcome.result, outside.received) == (Result.GONE, [])


async def test_a_point_that_is_on_no_curve_is_no_device(
    push: WebPush, outside: Outside, a_browser: Browser
) -> None:
    device = a_browser.device(f"{outside.url}/x")
    bad = type(device)(1, device.endpoint, "B" + "A" * 86, device.auth)
    assert (await push.send(bad, MESSAGE)).result is Result.GONE
    assert outside.received == []


def test_the_key_is_made_once_for_all_processes_and_for_us_alone(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        keys = {key.public for key in threads.map(lambda _: load_key(tmp_path), range(16))}
    assert len(keys) == 1
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_key_can_be_given_as_base64url_or_pem(tmp_path: Path) -> None:
    made = load_key(tmp_path)
    number = made.vapid.private_key.private_numbers().private_value
    raw = base64.urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()
    pem = (tmp_path / FILE).read_text()
    other = tmp_path / "other"
    assert load_key(other, raw).public == load_key(other, pem).public == made.public
    assert not other.exists()
    with pytest.raises(ValueError, match="MYJOBMATCH_VAPID_PRIVATE_KEY"):
        load_key(other, "not a key")
