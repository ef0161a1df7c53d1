"""A hostile client of the HTTP interface, behind the security layer, on a real database."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from myjobmatch.api.app import api
from myjobmatch.api.security import Security
from myjobmatch.container import Container, install
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import DecisionKind, OfferStatus, Role
from myjobmatch.services.application import Application
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.passwords import hash_password
from myjobmatch.services.sessions import SessionService
from myjobmatch.settings import Settings
from myjobmatch.wiring import ChangeSequence
from tests import factories

SITE = "http://site"
PASSWORD = "un mot de passe long"
TOO_LARGE_AN_ID = 2**63


@dataclass
class Target:
    """The server, and who is known there: two youths, an advisor, a recruiter."""

    client: httpx.AsyncClient
    container: Container
    database: Database
    accounts: dict[str, Actor]
    draft_id: str
    offer_id: str

    async def signed_in(self, login: str) -> str:
        """A `Cookie` header."""
        answer = await self.client.post(
            "/api/v1/session", json={"login": login, "password": PASSWORD}
        )
        assert answer.status_code == 200, answer.text
        token = answer.cookies["mjm_session"]
        self.client.cookies.clear()
        return f"mjm_session={token}"

    async def commands(self, cookie: str, *commands: dict[str, Any], **more: Any) -> httpx.Response:
        body = {"account": self.accounts["lina"].public_id, "commands": list(commands)} | more
        return await self.client.post("/api/v1/commands", json=body, headers={"cookie": cookie})


@pytest.fixture
async def target(database: Database, clock: FixedClock, tmp_path: Path) -> AsyncIterator[Target]:
    kept = await hash_password(PASSWORD)
    accounts: dict[str, Actor] = {}
    async with database.unit() as uow:
        where = await factories.structure(uow)
        await factories.catalogue(uow)
        company = await factories.company(uow, where)
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        accounts["conseil"] = advisor
        accounts["lina"] = await factories.youth(uow, where, advisor=advisor)
        accounts["moussa"] = await factories.youth(uow, where, advisor=advisor)
        accounts["recruteur"] = await factories.recruiter(uow, company)
        for login, actor in accounts.items():
            account = await uow.accounts.get(actor.account_id)
            assert account is not None
            account.login, account.password_hash = login, kept
        draft = await factories.offer(
            uow, company, status=OfferStatus.DRAFT, published_at=None, title="Projet secret"
        )
        offer = await factories.offer(uow, company)
    settings = Settings(data_dir=tmp_path)
    container = Container(
        settings,
        clock,
        SessionService(database),
        ChangeSequence(database),
        Application(database, clock, MatchingRuntime(database, None)),
    )
    install(container)
    app = Security(api(), settings, tmp_path / "no-site.json")
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=SITE) as client:
        yield Target(client, container, database, accounts, draft.public_id, offer.public_id)
    install(None)


def command(kind: str, /, **payload: Any) -> dict[str, Any]:
    return {"id": str(uuid4()), "kind": kind, "payload": payload, "at": ""}


def _refused(answer: httpx.Response) -> None:
    """A refusal with a code, that tells nothing of the inside."""
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.text[:300])
    for word in ("Traceback", "sqlalchemy", "sqlite", "asyncpg", "/myjobmatch/", "SELECT"):
        assert word not in answer.text


NESTED = "[" * 100_000
BODIES = [
    b"",
    b"null",
    b"[]",
    b'"text"',
    b"{",
    b"\xff\xfe",
    NESTED.encode(),
    b'{"a":' * 900 + b"1" + b"}" * 900,
    b'{"login": {"a": 1}, "password": "x"}',
    b'{"login": "\\ud800", "password": "x"}',
    b'{"login": "a\\u0000b", "password": "x"}',
    b'{"login": "' + b"a" * 5000 + b'", "password": "x"}',
    b'{"login": "x", "password": "' + b"a" * 5000 + b'"}',
    '{"login": "' + "\ufdfa" * 250 + '", "password": "x"}',
]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
async def test_no_body_makes_signing_in_fail_otherwise_than_told(
    target: Target, body: bytes | str
) -> None:
    answer = await target.client.post(
        "/api/v1/session", content=body, headers={"content-type": "application/json"}
    )
    _refused(answer)
    assert "error" in answer.json()


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
async def test_no_body_breaks_the_commands(target: Target, body: bytes | str) -> None:
    cookie = await target.signed_in("lina")
    answer = await target.client.post(
        "/api/v1/commands",
        content=body,
        headers={"cookie": cookie, "content-type": "application/json"},
    )
    _refused(answer)


def _deep(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = {"a": value}
    return value


HOSTILE = [
    command("decide", offer_id="x' OR 1=1 --", kind="like"),
    command("decide", offer_id="A" * 22, kind="like"),
    command("decide", offer_id=1, kind="like"),
    command("decide", offer_id="A" * 22, kind="like", account_id=1),
    command("decide", offer_id="A" * 22, kind="undone"),
    command("undo", offer_id="A" * 22),
    command("consent", match_id="A" * 22, given=True, text_version="x"),
    command("consent", match_id="A" * 22, given="yes", text_version="x"),
    command("message", conversation_id="A" * 22, body="a\u0000b"),
    command("application", application_id="A" * 22, status="opened"),
    command("profile", skills=[{"id": TOO_LARGE_AN_ID, "origin": "job"}]),
    command("profile", skills=[{"id": -1, "origin": "job"}]),
    command("profile", aptitudes=[TOO_LARGE_AN_ID]),
    command("profile", occupations=[2**31]),
    command("profile", max_minutes=TOO_LARGE_AN_ID),
    command("profile", available_from="0000-00-00"),
    command("profile", available_from="9999-12-31"),
    command("profile", birth_date="2000-01-01"),
    command("delete_experience", experience_id=TOO_LARGE_AN_ID),
    command("add_experience", text="\u0000\u0000"),
    command("pick", what="skills", value=2**31 - 1, picked=True),
    command("pick", what="__class__", value=1, picked=True),
    command("pick", what="contracts", value="\u0000", picked=True),
    command("home", place="%"),
    command("home", place="\u0000" * 100),
    command("locale", locale="../../etc/passwd"),
    command("set_role", role="administrator"),
    command("profile", a=_deep(900)),
]


@pytest.mark.parametrize(
    "hostile", HOSTILE, ids=[f"{i}-{c['kind']}" for i, c in enumerate(HOSTILE)]
)
async def test_a_hostile_command_is_refused_and_those_after_it_are_done(
    target: Target, hostile: dict[str, Any]
) -> None:
    cookie = await target.signed_in("lina")
    sound = command("decide", offer_id=target.offer_id, kind="pass")
    answer = await target.commands(cookie, hostile, sound)
    assert answer.status_code == 200, answer.text[:300]
    first, second = answer.json()["results"]
    assert first["status"] == "refused", first
    assert second["status"] == "done", second


async def test_a_sign_that_no_database_keeps_holds_no_command_up(target: Target) -> None:
    """What is answered is kept too, so that a replay is answered the same."""
    cookie = await target.signed_in("lina")
    told = command("report", offer_id=target.offer_id, reason="closed", note="fermé\u0000 hier")
    for _ in range(2):
        answer = await target.commands(cookie, told)
        assert answer.status_code == 200, answer.text[:300]
        result = answer.json()["results"][0]
        assert (result["status"], result["data"]["note"]) == ("done", "fermé hier")


async def test_a_command_with_an_impossible_kind_is_no_command(target: Target) -> None:
    cookie = await target.signed_in("lina")
    for kind in ("a\u0000b", "x" * 41, "", "Decide"):
        _refused(await target.commands(cookie, command(kind)))


async def test_a_hundred_thousand_characters_and_too_many_commands_are_refused(
    target: Target,
) -> None:
    cookie = await target.signed_in("lina")
    _refused(await target.commands(cookie, *[command("undo", offer_id="A" * 22)] * 51))
    heavy = command("message", conversation_id="A" * 22, body="é" * 300_000)
    assert (await target.commands(cookie, heavy)).status_code == 413


async def test_anothers_outbox_and_anothers_answers_stay_closed(target: Target) -> None:
    """A command id belongs to its account: under another account it is another command."""
    lina, moussa = await target.signed_in("lina"), await target.signed_in("moussa")
    liked = command("decide", offer_id=target.offer_id, kind="like")
    done = (await target.commands(lina, liked)).json()["results"][0]
    assert done["status"] == "done"
    assert (await target.commands(moussa, liked)).status_code == 409
    own = target.accounts["moussa"].public_id
    peek = liked | {"kind": "undo", "payload": {"offer_id": target.offer_id}}
    mine = (await target.commands(moussa, peek, account=own)).json()["results"][0]
    assert mine["status"] == "done"
    assert mine["data"]["kind"] == ""
    async with target.database.unit(write=False) as uow:
        assert await uow.decisions.decided_offers(target.accounts["lina"].youth_id or 0)


@pytest.mark.parametrize("login", ["conseil", "recruteur"])
async def test_the_phones_interface_is_for_youths(target: Target, login: str) -> None:
    cookie = await target.signed_in(login)
    own = target.accounts[login].public_id
    asked = await target.client.get("/api/v1/sync?want=5", headers={"cookie": cookie})
    assert asked.status_code == 403
    sent = await target.commands(
        cookie, command("decide", offer_id=target.offer_id, kind="like"), account=own
    )
    assert sent.status_code == 403


@pytest.mark.parametrize(
    "query",
    [
        "since=-1",
        "since=99999999999999999999",
        "since=1e3",
        "since=\u0663",
        "want=31",
        "want=x",
        "have=" + ",".join(f"{'A' * 20}{i:02d}" for i in range(99)) + "," + "B" * 22 + "'",
        "have=" + ",".join(f"{i:022d}" for i in range(121)),
        "have=%00%00%00%00%00%00%00%00",
    ],
)
async def test_a_question_of_another_form_is_refused(target: Target, query: str) -> None:
    cookie = await target.signed_in("lina")
    _refused(await target.client.get(f"/api/v1/sync?{query}", headers={"cookie": cookie}))


async def test_a_draft_is_told_to_nobody(target: Target) -> None:
    cookie = await target.signed_in("lina")
    answer = await target.client.get(
        f"/api/v1/sync?want=30&have={target.draft_id}", headers={"cookie": cookie}
    )
    assert answer.json()["gone"] == [target.draft_id]
    assert "Projet secret" not in answer.text
    result = await target.commands(cookie, command("decide", offer_id=target.draft_id, kind="like"))
    assert result.json()["results"][0]["code"] == "offer_unknown"
    assert "Projet secret" not in result.text


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "https://site"},
        {"origin": "http://site.evil.example"},
        {"origin": "http://site@evil.example"},
        {"origin": "http://evil.example", "x-forwarded-host": "evil.example"},
        {"origin": "https://site", "x-forwarded-proto": "https"},
        {"origin": "http://evil.example", "forwarded": "host=evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/api/v1/session"),
        ("DELETE", "/api/v1/session"),
        ("POST", "/api/v1/session/end"),
        ("POST", "/api/v1/commands"),
    ],
)
async def test_another_site_writes_nothing(
    target: Target, headers: dict[str, str], method: str, path: str
) -> None:
    cookie = await target.signed_in("lina")
    body = {"login": "moussa", "password": PASSWORD}
    answer = await target.client.request(
        method, path, json=body, headers=headers | {"cookie": cookie}
    )
    assert (answer.status_code, answer.json()["error"]) == (403, "origin")
    still = await target.client.get("/api/v1/session", headers={"cookie": cookie})
    assert still.json()["role"] == "youth"


async def test_a_form_of_another_type_does_not_carry_commands(target: Target) -> None:
    cookie = await target.signed_in("lina")
    for kind in ("text/plain", "application/x-www-form-urlencoded", "", "application/jsonx"):
        answer = await target.client.post(
            "/api/v1/commands", content=b"{}", headers={"cookie": cookie, "content-type": kind}
        )
        _refused(answer)


@pytest.mark.parametrize("length", ["-1", "99999999999", "1e3", "+5", "\u0661"])
async def test_a_length_that_is_none_or_too_large_is_refused(target: Target, length: str) -> None:
    answer = await target.client.post(
        "/api/v1/session", content=b"{}", headers={"content-length": length.encode()}
    )
    _refused(answer)


async def test_a_body_that_tells_no_length_is_stopped(
    target: Target, caplog: pytest.LogCaptureFixture
) -> None:
    """As 413, and without a traceback for each: anyone can send one."""

    async def endless() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 65_536

    for path in ("/api/v1/session", "/api/v1/commands"):
        answer = await target.client.post(
            path,
            content=endless(),
            headers={
                "content-type": "application/json",
                "cookie": await target.signed_in("lina"),
            },
        )
        assert answer.status_code == 413
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("value", ["", "x", "a" * 5000, "../../..", "'; DROP TABLE session; --"])
async def test_a_forged_cookie_is_nobody(target: Target, value: str) -> None:
    for path in ("/api/v1/session", "/api/v1/sync"):
        answer = await target.client.get(path, headers={"cookie": f"mjm_session={value}"})
        assert answer.status_code == 401


async def test_a_session_given_before_signing_in_is_not_taken_over(target: Target) -> None:
    """Fixation: the token after signing in is a new one, and the one before it opens nothing."""
    planted = await target.signed_in("moussa")
    answer = await target.client.post(
        "/api/v1/session",
        json={"login": "lina", "password": PASSWORD},
        headers={"cookie": planted},
    )
    assert answer.cookies["mjm_session"] != planted.partition("=")[2]
    old = await target.client.get("/api/v1/session", headers={"cookie": planted})
    assert old.status_code == 401
    for attribute in ("httponly", "samesite=lax", "path=/"):
        assert attribute in answer.headers["set-cookie"].lower()


async def test_signing_in_goes_nowhere_else(target: Target) -> None:
    for extra in ("next", "redirect", "home", "url"):
        answer = await target.client.post(
            f"/api/v1/session?{extra}=//evil.example",
            data={"login": "lina", "password": PASSWORD, extra: "//evil.example"},
        )
        assert (answer.status_code, answer.headers["location"]) == (303, "/decouvrir")


async def test_what_somebody_else_left_is_cleared_and_ones_own_is_kept(target: Target) -> None:
    async def cleared(login: str, cookie: str) -> bool:
        answer = await target.client.post(
            "/api/v1/session",
            json={"login": login, "password": PASSWORD},
            headers={"cookie": cookie},
        )
        target.client.cookies.clear()
        return "storage" in answer.headers.get("clear-site-data", "")

    others = min(set(target.accounts) - {"lina"})
    cookie = await target.signed_in("lina")
    await target.client.delete("/api/v1/session", headers={"cookie": cookie, "origin": SITE})
    assert not await cleared("lina", cookie)
    assert await cleared("lina", "")
    assert await cleared("lina", "mjm_session=forged")
    assert await cleared(others, cookie)


async def test_the_demonstration_is_told_in_its_mode_only(target: Target) -> None:
    assert (await target.client.get("/api/v1/demo")).status_code == 404


async def test_nothing_personal_is_kept_by_caches_or_read_elsewhere(target: Target) -> None:
    cookie = await target.signed_in("lina")
    answer = await target.client.get("/api/v1/sync", headers={"cookie": cookie})
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in answer.headers
    assert "unsafe" not in answer.headers["content-security-policy"]


async def test_what_fails_inside_is_not_told_outside(
    target: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(_token: str) -> Actor:
        raise RuntimeError("secret of the inside")

    monkeypatch.setattr(target.container.sessions, "resolve", broken)
    answer = await target.client.get("/api/v1/session", headers={"cookie": "mjm_session=x"})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


async def test_logs_hold_no_password_token_query_or_name(
    target: Target, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    cookie = await target.signed_in("lina")
    await target.client.get("/api/v1/sync?want=3&have=", headers={"cookie": cookie})
    wrong = {"login": "lina", "password": "mon secret raté"}
    await target.client.post("/api/v1/session", json=wrong)
    written = "\n".join(r.getMessage() for r in caplog.records if r.name.startswith("myjobmatch"))
    assert "/api/v1/sync" in written
    for secret in (cookie.partition("=")[2], PASSWORD, "mon secret", "want=3", "Zélie", "lina"):
        assert secret not in written


async def test_a_decision_of_one_youth_is_not_told_to_another(target: Target) -> None:
    app = target.container.application
    assert app is not None
    await app.run(
        decide_on_offer, target.accounts["lina"], Decide(target.offer_id, DecisionKind.LIKE)
    )
    cookie = await target.signed_in("moussa")
    answer = await target.client.get("/api/v1/sync?want=0", headers={"cookie": cookie})
    assert json.loads(answer.text)["likes"] == []


async def test_a_failed_statement_tells_no_value(database: Database) -> None:
    """It ends in the log with its traceback: what people typed must not be in it."""
    with pytest.raises(DBAPIError) as failure:
        async with database.unit(write=False) as uow:
            await uow.session.execute(
                text("SELECT body FROM nothing_there WHERE body = :body"),
                {"body": "Je suis enceinte"},
            )
    assert "enceinte" not in str(failure.value)


def test_the_data_folder_is_its_users_alone(tmp_path: Path) -> None:
    """It holds names, messages and obstacles; a folder that is there keeps its rights."""
    before = os.umask(0o022)
    try:
        folder = Settings(data_dir=tmp_path / "data").open_data_dir()
        (folder / "myjobmatch.db").touch()
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "myjobmatch.db").stat().st_mode & 0o777 == 0o600
        folder.chmod(0o750)
        Settings(data_dir=folder).open_data_dir()
        assert folder.stat().st_mode & 0o777 == 0o750
    finally:
        os.umask(before)
