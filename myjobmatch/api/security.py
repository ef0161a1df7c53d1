"""The outermost ASGI layer: Origin, size and headers of everything that enters or leaves."""

from __future__ import annotations

import json
import logging
import re
import time
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from myjobmatch.api.forwarded import by_https
from myjobmatch.domain.my_search import MOST_DOCUMENT_BYTES
from myjobmatch.domain.youth_import.words import MOST_BYTES as MOST_IMPORTED_BYTES
from myjobmatch.i18n.catalogue import at_desk, desk_locale, negotiate
from myjobmatch.plugins.finish import FALLBACK
from myjobmatch.settings import Settings

access = logging.getLogger("myjobmatch.access")

_UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_HASHED = re.compile(r"^/assets/.+-[\w-]{6,}\.\w+$")
# Another drawing of a font gets another file name.
_NAMED_FOR_EVER = ("/fonts/",)
# What a page loads and nobody opens as a document: the page's policy governs it. The worker's script has its own.
_PART = re.compile(
    r"^/(?:assets/[\w.-]+-[\w-]{6,}\.(?:js|css)|fonts/[\w.-]+\.woff2|(?:theme|ui)\.js)$"
)
_PART_TYPES = ("text/javascript", "application/javascript", "text/css", "font/woff2")
_LANGUAGE = re.compile(r"(?:^|;\s*)mjm_lang=([a-z-]+)")
# The one place where a body may be larger: a document, whose sender is known before it is read.
# Where a body may be larger: a file, whose sender is known before it is read. What ends in a slash is a beginning.
_MOST_OF_A_FILE = {
    "/api/v1/documents": MOST_DOCUMENT_BYTES + 64 * 1024,
    "/api/v1/attachments/": MOST_DOCUMENT_BYTES + 64 * 1024,
    "/api/v1/imports": MOST_IMPORTED_BYTES + 64 * 1024,
    # a photo of a telephone is refused in words, not by the connection
    "/api/v1/companies/": 12 * 1024 * 1024,
}
_BACKEND = ("/api/", "/_event", "/_upload", "/_health", "/ping")


def policy(script_sources: list[str], host: str, *, https: bool) -> str:
    """The Content-Security-Policy of a page served as `host`.

    No `unsafe-eval`, no `unsafe-inline`: inline scripts are known by their hashes. Old Safari does
    not count websockets as 'self', so the socket's origin is written out.
    """
    socket = f"{'wss' if https else 'ws'}://{host}"
    directives = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *script_sources]),
        "style-src": "'self'",
        # blob: what was chosen or recorded on this device, before it is sent
        "img-src": "'self' data: blob:",
        "media-src": "'self' blob:",
        "font-src": "'self'",
        "connect-src": f"'self' {socket}",
        "manifest-src": "'self'",
        "worker-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    if https:
        directives["upgrade-insecure-requests"] = ""
    return "; ".join(f"{name} {value}".strip() for name, value in directives.items())


def read_script_sources(site_file: Path) -> dict[str, list[str]]:
    """The hashes of the inline scripts by page file, as the build wrote them; none before a build."""
    if not site_file.exists():
        return {}
    pages: dict[str, list[str]] = json.loads(site_file.read_text(encoding="utf-8"))["pages"]
    return pages


class _Body:
    """A request's body as the application receives it: one that says no length, or lies, is stopped."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = most
        self.too_large = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._left -= len(message.get("body", b""))
            if self._left < 0:
                self.too_large = True
                return {"type": "http.disconnect"}
        return message


class Security:
    """ASGI layer: refuses foreign origins and large bodies, sets the headers, picks the language."""

    def __init__(self, app: ASGIApp, settings: Settings, site_file: Path) -> None:
        """Wrap `app`; `site_file` tells the pages built and the hashes of their scripts."""
        self.app = app
        self.settings = settings
        self.scripts = read_script_sources(site_file)
        self.max_body = settings.max_body_kib * 1024

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request or websocket."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        https = by_https(self.settings, headers, str(scope.get("scheme", "")))
        refusal = self._refusal(scope, headers, https=https)
        if scope["type"] == "websocket":
            if refusal is None:
                await self.app(scope, receive, send)
            else:
                await self._deny_socket(scope, receive, send, refusal)
            return
        started = time.perf_counter()
        status = 0
        served = scope
        body = _Body(receive, self._most(scope))

        async def answered(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                if body.too_large:
                    message["status"] = HTTPStatus.REQUEST_ENTITY_TOO_LARGE.value
                status = message["status"]
                self._set_headers(served, headers, message, https=https)
            await send(message)

        if refusal is not None:
            await JSONResponse({"error": refusal[1]}, refusal[0])(scope, receive, answered)
        else:
            served = self._localised(scope, headers)
            try:
                await self.app(served, body.receive, answered)
            except ClientDisconnect:
                if not body.too_large:
                    raise
        # The path only: a query may hold Reflex's token or a search.
        access.info(
            "%s %s %d %.0f ms",
            scope["method"],
            scope["path"],
            status,
            (time.perf_counter() - started) * 1000,
        )

    def _refusal(self, scope: Scope, headers: Headers, *, https: bool) -> tuple[int, str] | None:
        host = headers.get("host", "")
        allowed = self.settings.allowed_hosts
        if allowed and host.partition(":")[0] not in allowed:
            return 400, "host"
        guarded = scope["type"] == "websocket" or scope["method"] in _UNSAFE
        if guarded:
            origin = headers.get("origin")
            if origin is not None:
                if not self._same(origin, host, https=https):
                    return 403, "origin"
            elif headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
                return 403, "origin"
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self._most(scope):
            return 413, "too_large"
        return None

    def _most(self, scope: Scope) -> int:
        """How large a body may be here."""
        path: str = scope["path"]
        for known, most in _MOST_OF_A_FILE.items():
            if path == known or (known.endswith("/") and path.startswith(known)):
                return most
        return self.max_body

    def _same(self, origin: str, host: str, *, https: bool) -> bool:
        if self.settings.public_url and origin == self.settings.public_url.rstrip("/"):
            return True
        parts = urlsplit(origin)
        schemes = ("https",) if https else ("http",)
        return parts.scheme in schemes and parts.netloc == host

    async def _deny_socket(
        self, scope: Scope, receive: Receive, send: Send, refusal: tuple[int, str]
    ) -> None:
        await receive()
        access.warning("%s refused: %s", scope["path"], refusal[1])
        if "websocket.http.response" in scope.get("extensions", {}):
            await send(
                {"type": "websocket.http.response.start", "status": refusal[0], "headers": []}
            )
            await send({"type": "websocket.http.response.body", "body": b""})
        else:
            await send({"type": "websocket.close", "code": 1008})

    def _locale(self, headers: Headers) -> str:
        match = _LANGUAGE.search(headers.get("cookie", ""))
        return negotiate(
            match[1] if match else None,
            headers.get("accept-language"),
            self.settings.default_locale,
        )

    def _localised(self, scope: Scope, headers: Headers) -> Scope:
        """Serve a page's file at once, in the reader's language: no redirection to `/page/`."""
        path = scope["path"]
        if scope["method"] not in ("GET", "HEAD") or path.startswith(_BACKEND) or "." in path:
            return scope
        name = path.strip("/") or "index"
        locale = self._locale(headers)
        spoken = desk_locale(locale) if at_desk(path) else locale
        for candidate in (f"_{spoken}/{name}.html", f"{name}.html"):
            if candidate in self.scripts:
                found = f"/{candidate}"
                return {**scope, "path": found, "raw_path": found.encode()}
        return scope

    def _is_part(self, path: str, status: int, kind: str) -> bool:
        """Whether this is a script, style or font of a page: then a policy would only be bytes."""
        known = kind.startswith(_PART_TYPES) or status == HTTPStatus.NOT_MODIFIED
        return bool(_PART.match(path)) and known

    def _set_headers(
        self, scope: Scope, request: Headers, message: Message, *, https: bool
    ) -> None:
        headers = MutableHeaders(scope=message)
        path = scope["path"]
        # A 304 has no type, and its policy replaces the one that the browser kept with the page.
        html = headers.get("content-type", "").startswith("text/html") or (
            message["status"] == HTTPStatus.NOT_MODIFIED
            and ("." not in path or path[1:] in self.scripts)
            and not path.startswith(_BACKEND)
        )
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if https:
            headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if not self._is_part(path, message["status"], headers.get("content-type", "")):
            headers["Referrer-Policy"] = "same-origin"
            headers["Cross-Origin-Opener-Policy"] = "same-origin"
            headers["Permissions-Policy"] = (
                "camera=(), geolocation=(), microphone=(self), payment=(), usb=(), browsing-topics=()"
            )
            headers["X-Frame-Options"] = "DENY"
            scripts = self.scripts.get(path[1:], self.scripts.get(FALLBACK, [])) if html else []
            csp = policy(scripts, request.get("host", ""), https=https)
            headers["Content-Security-Policy"] = csp
        if path.startswith(_BACKEND):
            headers.setdefault("Cache-Control", "no-store")
        elif html:
            headers["Cache-Control"] = "no-cache"
            headers.append("Vary", "Cookie")
            headers.append("Vary", "Accept-Language")
        elif _HASHED.match(path) or path.startswith(_NAMED_FOR_EVER):
            headers["Cache-Control"] = "public, max-age=31536000, immutable"
        else:
            headers.setdefault("Cache-Control", "no-cache")
        if "server" in headers:
            del headers["server"]
