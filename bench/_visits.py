"""What a phone transfers until the first card of the deck: at the first visit and at the second.

All that the page asks for is counted as it came over the wire, headers included, and what its socket
carries; what the service worker fetches for later comes after the card and is told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import _browser
from playwright.sync_api import BrowserContext, Page, Response, sync_playwright

CARD = '.deck-card[data-state="top"]'
PATIENCE_MS = 90_000
PRECACHE_MS = 15_000


@dataclass
class _Counted:
    """Bytes of one page."""

    requested: float = 0.0
    carried: float = 0.0

    def finished(self, told: dict[str, Any]) -> None:
        self.requested += told["encodedDataLength"]

    def frame(self, told: dict[str, Any]) -> None:
        self.carried += len(told["response"]["payloadData"].encode())

    @property
    def kib(self) -> float:
        return round((self.requested + self.carried) / 1024, 1)


def _visit(context: BrowserContext, path: str) -> tuple[Page, float]:
    """Open the page and wait for the first card; the bytes until then."""
    page = context.new_page()
    session = context.new_cdp_session(page)
    counted = _Counted()
    session.send("Network.enable")
    session.on("Network.loadingFinished", counted.finished)
    session.on("Network.webSocketFrameReceived", counted.frame)
    session.on("Network.webSocketFrameSent", counted.frame)
    page.goto(path)
    page.locator(CARD).wait_for(timeout=PATIENCE_MS)
    return page, counted.kib


def visits(url: str, login: str, password: str, path: str) -> dict[str, float]:
    """`first_visit_kib`, `second_visit_kib` and `precache_kib` of the deck of a youth."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_browser.find(), args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        context = browser.new_context(base_url=url, **_browser.PHONE)
        kept: list[float] = []

        def heard(response: Response) -> None:
            if response.request.service_worker:
                kept.append(float(response.headers.get("content-length", 0)))

        context.on("response", heard)
        context.request.post(
            "/api/v1/session", data={"login": login, "password": password}, headers={"Origin": url}
        )
        page, first = _visit(context, path)
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        page.wait_for_timeout(PRECACHE_MS)
        page.close()
        page, second = _visit(context, path)
        browser.close()
    return {
        "first_visit_kib": first,
        "second_visit_kib": second,
        "precache_kib": round(sum(kept) / 1024, 1),
    }
