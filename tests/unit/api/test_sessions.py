"""Signing in and out over HTTP: cookies, what is cleared, what is told."""

from __future__ import annotations

from http.cookies import Morsel, SimpleCookie

import pytest
from httpx import Response
from starlette.testclient import TestClient

from myjobmatch.api.app import api
from myjobmatch.container import Container
from myjobmatch.domain.enums import Role
from myjobmatch.domain.homes import HOMES
from myjobmatch.domain.languages import Language
from myjobmatch.settings import Settings
from tests.unit.state.conftest import MemorySessions


@pytest.fixture
def client(container: Container) -> TestClient:
    """The HTTP interface, without the security layer."""
    return TestClient(api(), base_url="http://site", follow_redirects=False)


def _cookie(answer: Response) -> Morsel[str]:
    return SimpleCookie(answer.headers["set-cookie"])["mjm_session"]


@pytest.mark.parametrize("role", list(Role))
def test_a_form_signs_in_and_lands_at_home(client: TestClient, role: Role) -> None:
    answer = client.post("/api/v1/session", data={"login": role.value, "password": role.value})
    assert (answer.status_code, answer.headers["location"]) == (303, HOMES[role])
    cookie = _cookie(answer)
    assert cookie["httponly"]
    assert cookie["samesite"] == "lax"
    assert cookie["path"] == "/"
    assert not cookie["secure"]
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert answer.headers["cache-control"] == "no-store"
    assert cookie.value not in answer.headers["location"]


def test_a_program_signs_in_with_json(client: TestClient) -> None:
    answer = client.post("/api/v1/session", json={"login": "youth", "password": "youth"})
    assert answer.json() == {"role": "youth", "home": "/decouvrir"}
    assert client.get("/api/v1/session").json()["role"] == "youth"


def test_the_cookie_is_secure_over_https(container: Container) -> None:
    fields = {"login": "youth", "password": "youth"}
    over_https = TestClient(api(), base_url="https://site", follow_redirects=False)
    assert _cookie(over_https.post("/api/v1/session", data=fields))["secure"]
    container.settings = Settings(public_url="https://site")
    behind = TestClient(api(), base_url="http://site", follow_redirects=False)
    assert _cookie(behind.post("/api/v1/session", data=fields))["secure"]


def test_signing_in_again_revokes_the_session_it_replaces(
    client: TestClient, sessions: MemorySessions
) -> None:
    client.post("/api/v1/session", json={"login": "youth", "password": "youth"})
    first = client.cookies["mjm_session"]
    client.post("/api/v1/session", json={"login": "advisor", "password": "advisor"})
    assert first not in sessions.by_token
    assert len(sessions.by_token) == 1


@pytest.mark.parametrize(("method", "path", "status"), [
    ("DELETE", "/api/v1/session", 204),
    ("POST", "/api/v1/session/end", 303),
])  # fmt: skip
def test_signing_out_revokes_and_clears(
    client: TestClient, sessions: MemorySessions, method: str, path: str, status: int
) -> None:
    client.post("/api/v1/session", json={"login": "youth", "password": "youth"})
    answer = client.request(method, path)
    assert answer.status_code == status
    assert sessions.by_token == {}
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    assert _cookie(answer)["max-age"] == "0"
    assert client.get("/api/v1/session").status_code == 401


def _language_set(answer: Response) -> str | None:
    morsel = SimpleCookie(", ".join(answer.headers.get_list("set-cookie"))).get("mjm_lang")
    return morsel.value if morsel else None


def test_a_language_chosen_before_signing_in_is_kept_with_the_account(
    client: TestClient, sessions: MemorySessions
) -> None:
    client.cookies.set("mjm_lang", "ar")
    answer = client.post("/api/v1/session", json={"login": "youth", "password": "youth"})
    assert sessions.languages == {Role.YOUTH: Language.ARABIC}
    assert _language_set(answer) is None


def test_another_browser_takes_the_language_of_the_account(
    client: TestClient, sessions: MemorySessions
) -> None:
    sessions.languages[Role.YOUTH] = Language.EASY_FRENCH
    answer = client.post("/api/v1/session", json={"login": "youth", "password": "youth"})
    assert _language_set(answer) == "fr-falc"
    assert sessions.languages == {Role.YOUTH: Language.EASY_FRENCH}


@pytest.mark.parametrize("cookie", ["", "xx", "../etc"])
def test_who_chose_no_language_goes_on_with_the_browsers(
    client: TestClient, sessions: MemorySessions, cookie: str
) -> None:
    client.cookies.set("mjm_lang", cookie)
    answer = client.post("/api/v1/session", json={"login": "youth", "password": "youth"})
    assert (_language_set(answer), sessions.languages) == (None, {})


def test_a_desk_keeps_no_language_that_it_does_not_speak(
    client: TestClient, sessions: MemorySessions
) -> None:
    client.cookies.set("mjm_lang", "uk")
    client.post("/api/v1/session", json={"login": "advisor", "password": "advisor"})
    assert sessions.languages == {}
    client.cookies.set("mjm_lang", "en")
    client.post("/api/v1/session", json={"login": "advisor", "password": "advisor"})
    assert sessions.languages == {Role.ADVISOR: Language.ENGLISH}


def test_signing_out_when_nobody_is_in_is_no_error(client: TestClient) -> None:
    assert client.request("DELETE", "/api/v1/session").status_code == 204


def test_a_wrong_password_is_told_by_code(client: TestClient) -> None:
    fields = {"login": "youth", "password": "nope"}
    answer = client.post("/api/v1/session", data=fields)
    assert answer.headers["location"] == "/connexion?erreur=sign_in_wrong"
    assert "set-cookie" not in answer.headers
    answer = client.post("/api/v1/session", json=fields)
    assert (answer.status_code, answer.json()["error"]) == (401, "sign_in_wrong")


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({}, "malformed"),
        ({"login": "", "password": ""}, "sign_in_empty"),
        ({"login": "  ", "password": "x"}, "sign_in_empty"),
        ({"login": "x" * 300, "password": "x"}, "malformed"),
        ({"login": "x", "password": "x" * 300}, "malformed"),
        ({"login": ["x"], "password": "x"}, "malformed"),
        ({"login": {"$ne": ""}, "password": "x"}, "malformed"),
        ({"login": 1, "password": 2}, "malformed"),
        ([1], "malformed"),
        ("text", "malformed"),
    ],
)
def test_what_cannot_be_understood_is_refused(client: TestClient, sent: object, code: str) -> None:
    answer = client.post("/api/v1/session", json=sent)
    assert (answer.status_code, answer.json()["error"]) == (422, code)


def test_broken_json_is_refused(client: TestClient) -> None:
    answer = client.post(
        "/api/v1/session", content=b"{", headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422


def test_the_demonstrations_accounts_are_told_in_demonstration_mode_only(
    client: TestClient, container: Container
) -> None:
    assert client.get("/api/v1/demo").status_code == 404
    container.settings = Settings(demo=True)
    assert client.get("/api/v1/demo").json() == []


async def test_health(client: TestClient) -> None:
    assert client.get("/api/v1/health").json()["status"] == "ok"
