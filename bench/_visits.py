"""What a phone transfers until the first card of the deck: at the first visit and at the second.

All that the page asks for is counted as it came over the wire, headers included, and what its socket
carries; what the service worker fetches for later comes after the card and is told apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import _browser
from playwright.sync_api import BrowserContext, Page, Response, sync_playwright

CARD = '.deck-card[data-state="top"]'
PATIENCE_MS = 90_000
PRECACHE_MS = 15_000


CARD_MOMENT = f"""() => {{
    const look = () => document.querySelector('{CARD}');
    const seen = new MutationObserver(() => {{
        if (!look()) return;
        window.cardAt_ = Date.now() / 1000;
        seen.disconnect();
    }});
    seen.observe(document, {{ childList: true, subtree: true, attributes: true }});
}}"""


@dataclass
class _Counted:
    """Bytes of one page, each with the moment at which it had come (seconds since 1970)."""

    came: list[tuple[float, float]] = field(default_factory=list)
    ahead: float = 0.0
    """How far the wall's clock is ahead of the protocol's own."""

    def asked(self, told: dict[str, Any]) -> None:
        self.ahead = told["wallTime"] - told["timestamp"]

    def finished(self, told: dict[str, Any]) -> None:
        self.came.append((told["timestamp"] + self.ahead, told["encodedDataLength"]))

    def frame(self, told: dict[str, Any]) -> None:
        size = len(told["response"]["payloadData"].encode())
        self.came.append((told["timestamp"] + self.ahead, size))

    def kib(self, until: float) -> float:
        """What had come by a moment."""
        return round(sum(size for at, size in self.came if at <= until) / 1024, 1)


def _visit(context: BrowserContext, path: str) -> tuple[Page, float]:
    """Open the page and wait for the first card; the bytes until then.

    The page itself notes when the card stood there: on a busy machine we see it later, when more has come.
    """
    page = context.new_page()
    page.add_init_script(f"({CARD_MOMENT})()")
    session = context.new_cdp_session(page)
    counted = _Counted()
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", counted.asked)
    session.on("Network.loadingFinished", counted.finished)
    session.on("Network.webSocketFrameReceived", counted.frame)
    session.on("Network.webSocketFrameSent", counted.frame)
    page.goto(path)
    page.locator(CARD).wait_for(timeout=PATIENCE_MS)
    return page, counted.kib(page.evaluate("window.cardAt_"))


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
