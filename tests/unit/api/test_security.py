"""The outermost layer: origins, sizes, headers, languages, logs."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from myjobmatch.api.security import Security, policy
from myjobmatch.settings import Settings

HASH = "'sha256-AAAA'"


async def _page(request: Request) -> Response:
    if "if-none-match" in request.headers:
        return Response(status_code=304)
    return HTMLResponse(request.url.path)


async def _asset(_: Request) -> Response:
    return PlainTextResponse("x")


async def _script(_: Request) -> Response:
    return Response("x", media_type="text/javascript")


async def _echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("open")
    await socket.close()


def _client(
    tmp_path: Path, settings: Settings | None = None, base: str = "http://site"
) -> TestClient:
    site = tmp_path / "site.json"
    site.write_text(
        json.dumps(
            {
                "pages": {
                    "_fr/connexion.html": [HASH],
                    "_en/connexion.html": [],
                    "_ar/connexion.html": [],
                    "_fr/conseil/portefeuille.html": [],
                    "_en/conseil/portefeuille.html": [],
                    "_fr/index.html": [],
                    "_en/index.html": [],
                    "__spa-fallback.html": ["'sha256-FFFF'"],
                }
            }
        )
    )
    inner = Starlette(
        routes=[
            Route("/api/v1/thing", _echo, methods=["GET", "POST", "DELETE"]),
            Route("/assets/part-{name}", _script),
            Route("/assets/{name}", _asset),
            Route("/theme.js", _script),
            Route("/sw.js", _script),
            Route("/fonts/{name}", _asset),
            WebSocketRoute("/_event", _socket),
            Route("/{path:path}", _page, methods=["GET", "HEAD"]),
        ]
    )
    return TestClient(Security(inner, settings or Settings(), site), base_url=base)


@pytest.mark.parametrize("method", ["POST", "DELETE"])
@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://site", 200),
        ("https://site", 403),
        ("http://site:81", 403),
        ("http://site.evil.example", 403),
        ("http://evil.example", 403),
        ("null", 403),
        ("", 403),
        (None, 200),
    ],
)
def test_a_write_from_elsewhere_is_refused(
    tmp_path: Path, method: str, origin: str | None, status: int
) -> None:
    headers = {} if origin is None else {"origin": origin}
    assert _client(tmp_path).request(method, "/api/v1/thing", headers=headers).status_code == status


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_write_that_the_browser_calls_foreign_is_refused(tmp_path: Path, site: str) -> None:
    answer = _client(tmp_path).post("/api/v1/thing", headers={"sec-fetch-site": site})
    assert answer.status_code == 403


def test_a_read_needs_no_origin(tmp_path: Path) -> None:
    headers = {"origin": "http://evil.example"}
    answer = _client(tmp_path).get("/api/v1/thing", headers=headers)
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers


def test_a_socket_from_elsewhere_is_refused(tmp_path: Path) -> None:
    client = _client(tmp_path)
    with client.websocket_connect(
        "/_event", headers={"origin": "http://site", "host": "site"}
    ) as s:
        assert s.receive_text() == "open"
    for origin in ("http://evil.example", "null", "https://site"):
        refused = client.websocket_connect("/_event", headers={"origin": origin, "host": "site"})
        with pytest.raises(Exception) as caught, refused:  # noqa: PT011  (what it is, is checked below)
            pass
        assert getattr(caught.value, "status_code", 403) == 403
        assert isinstance(caught.value, WebSocketDisconnect) or hasattr(caught.value, "status_code")


def test_a_large_body_is_refused(tmp_path: Path) -> None:
    client = _client(tmp_path, Settings(max_body_kib=16))
    assert client.post("/api/v1/thing", content=b"x" * 16 * 1024).status_code == 200
    assert client.post("/api/v1/thing", content=b"x" * (16 * 1024 + 1)).status_code == 413
    assert client.post("/api/v1/thing", headers={"content-length": "-1"}).status_code == 413


def test_a_body_that_hides_its_length_is_cut(tmp_path: Path) -> None:
    client = _client(tmp_path, Settings(max_body_kib=16))

    def chunks() -> object:
        for _ in range(40):
            yield b"x" * 1024

    answer = client.post("/api/v1/thing", content=chunks())  # type: ignore[arg-type]
    assert answer.status_code == 413


def test_only_our_hosts_are_answered(tmp_path: Path) -> None:
    client = _client(tmp_path, Settings(allowed_hosts=["site"]))
    assert client.get("/", headers={"host": "site:8000"}).status_code == 200
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_pages_and_answers_carry_the_headers(tmp_path: Path) -> None:
    client = _client(tmp_path)
    for path in ("/connexion", "/api/v1/thing", "/assets/app-AbC123xyz.js", "/nothing"):
        headers = client.get(path).headers
        csp = headers["content-security-policy"]
        assert "unsafe" not in csp
        assert "frame-ancestors 'none'" in csp
        assert "object-src 'none'" in csp
        assert "connect-src 'self' ws://site;" in csp
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in headers["permissions-policy"]
        assert "strict-transport-security" not in headers


@pytest.mark.parametrize("path", ["/assets/part-AbC123xyz.js", "/theme.js"])
def test_a_pages_script_has_no_policy_of_its_own(tmp_path: Path, path: str) -> None:
    headers = _client(tmp_path, base="https://site").get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "max-age" in headers["strict-transport-security"]
    assert "content-security-policy" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/sw.js",  # a worker takes the policy of its own script
        "/assets/app-AbC123xyz.js",  # told to be no script
        "/assets/part-AbC123xyz.svg",
        "/assets/part-AbC123xyz.html",
        "/assets/nothing/part-AbC123xyz.js",
    ],
)
def test_what_could_be_opened_by_itself_has_its_policy(tmp_path: Path, path: str) -> None:
    headers = _client(tmp_path).get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"


def test_a_page_allows_its_own_scripts_only(tmp_path: Path) -> None:
    client = _client(tmp_path)
    assert HASH in client.get("/connexion").headers["content-security-policy"]
    assert HASH not in client.get("/").headers["content-security-policy"]
    assert "'sha256-FFFF'" in client.get("/nothing").headers["content-security-policy"]
    assert "sha256" not in client.get("/api/v1/thing").headers["content-security-policy"]


def test_a_page_that_has_not_changed_keeps_its_scripts(tmp_path: Path) -> None:
    """The browser takes the policy of the 304, not of the page that it kept."""
    client = _client(tmp_path)
    unchanged = {"if-none-match": "same"}
    page = client.get("/connexion", headers=unchanged)
    assert page.status_code == 304
    assert HASH in page.headers["content-security-policy"]
    assert "cookie" in page.headers["vary"].lower()
    nothing = client.get("/nothing", headers=unchanged)
    assert "'sha256-FFFF'" in nothing.headers["content-security-policy"]


def test_https_is_kept(tmp_path: Path) -> None:
    for client in (
        _client(tmp_path, Settings(public_url="https://site")),
        _client(tmp_path, base="https://site"),
    ):
        headers = client.get("/").headers
        assert "max-age=31536000" in headers["strict-transport-security"]
        assert "wss://site" in headers["content-security-policy"]


def test_a_proxy_is_believed_only_when_told(tmp_path: Path) -> None:
    forwarded = {"x-forwarded-proto": "https"}
    assert "strict-transport-security" not in _client(tmp_path).get("/", headers=forwarded).headers
    trusted = _client(tmp_path, Settings(trusted_proxy=True))
    assert "strict-transport-security" in trusted.get("/", headers=forwarded).headers


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/assets/app-AbC123xyz.js", "immutable"),
        ("/fonts/a.woff2", "immutable"),
        ("/connexion", "no-cache"),
        ("/theme.js", "no-cache"),
        ("/sw.js", "no-cache"),
        ("/api/v1/thing", "no-store"),
    ],
)
def test_what_may_be_kept(tmp_path: Path, path: str, expected: str) -> None:
    assert expected in _client(tmp_path).get(path).headers["cache-control"]


@pytest.mark.parametrize(
    ("headers", "served"),
    [
        ({"cookie": "mjm_lang=en"}, "/_en/connexion.html"),
        ({"cookie": "a=1; mjm_lang=en", "accept-language": "fr"}, "/_en/connexion.html"),
        ({"accept-language": "en-GB,fr;q=0.5"}, "/_en/connexion.html"),
        ({"accept-language": "ar-MA"}, "/_ar/connexion.html"),
        ({"accept-language": "de"}, "/_fr/connexion.html"),
        ({"cookie": "mjm_lang=../../etc"}, "/_fr/connexion.html"),
    ],
)
@pytest.mark.parametrize("path", ["/connexion", "/connexion/"])
def test_a_page_is_served_in_the_readers_language(
    tmp_path: Path, path: str, headers: dict[str, str], served: str
) -> None:
    answer = _client(tmp_path).get(path, headers=headers, follow_redirects=False)
    assert (answer.status_code, answer.text) == (200, served)
    assert {"Cookie", "Accept-Language"} <= {v.strip() for v in answer.headers["vary"].split(",")}


@pytest.mark.parametrize(("language", "served"), [("ar", "_fr"), ("fr-falc", "_fr"), ("en", "_en")])
def test_a_desk_is_served_in_french_or_english(tmp_path: Path, language: str, served: str) -> None:
    answer = _client(tmp_path).get(
        "/conseil/portefeuille", headers={"cookie": f"mjm_lang={language}"}
    )
    assert answer.text == f"/{served}/conseil/portefeuille.html"


def test_the_log_has_no_query(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "myjobmatch.access"):
        _client(tmp_path).get("/connexion?token=secret&erreur=x")
    assert "/connexion" in caplog.text
    assert "secret" not in caplog.text


def test_the_policy_names_the_sockets_origin() -> None:
    assert "connect-src 'self' wss://a:1" in policy([], "a:1", https=True)
    assert "script-src 'self' 'sha256-x';" in policy(["'sha256-x'"], "a", https=False)
