"""How smooth a swipe is on a slow phone: frames while the finger drags a card and while it flies off.

    python bench/swipe.py [--swipes 12] [--slower 4] [--json]

The demonstration's deck in a Chromium of a phone's size, its processor slowed down so many times
(`Emulation.setCPUThrottlingRate`). A finger of our own (`Input.dispatchTouchEvent`, a move every 16 ms)
pulls each card aside and lets go; half go one way, half the other. Frames are counted by
`requestAnimationFrame` from the touch until 300 ms after it was let go, so that the flight, the next card
and the writing down are in; `task_longest_ms` is the longest task of the page's main thread meanwhile, by
Chromium's own tracing, divided by nothing: it is what the slowed processor took.

Peers, in the same run: `empty_page`, a page with one box that follows the same finger, slowed down as much:
what browser and machine do without us; `not_slowed`, the same deck at full speed.

Holds when no frame is longer than 50 ms, or than the empty page's longest on this machine, whichever is more.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import _browser
from _report import Report, emit, latencies, percentile, progress
from playwright.sync_api import CDPSession, Page, sync_playwright
from production import RunningServer, production_server

from myjobmatch.demo.accounts import DEMO_PASSWORD

BAR_MS = 50.0
ROUNDED_MS = 0.1
"""The browser rounds its frames' moments to this: three intervals of a screen read 50.0 or 50.1."""
MOVES = 16
BY_PX = 190
REST_MS = 900
"""Between two swipes: nobody swipes faster than this for long."""

SAMPLER = """() => {
    const frames = (window.frames_ = []);
    let during = false, last = 0, timer = 0;
    addEventListener("touchstart", () => { clearTimeout(timer); during = true; last = 0; }, { capture: true, passive: true });
    addEventListener("touchend", () => { timer = setTimeout(() => { during = false; }, 300); }, { capture: true, passive: true });
    const tick = (now) => {
        if (during && last) frames.push(now - last);
        last = now;
        requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
}"""
BOX = """<meta name="viewport" content="width=device-width"><style>body{margin:0;touch-action:none}
div{width:300px;height:480px;margin:60px 30px;background:#1d1a48}</style><div></div><script>
const box = document.querySelector("div"); let x = 0;
box.addEventListener("touchstart", (e) => { x = e.touches[0].clientX; });
box.addEventListener("touchmove", (e) => { const dx = e.touches[0].clientX - x;
  requestAnimationFrame(() => { box.style.transform = `translate3d(${dx}px,0,0)`; }); });
box.addEventListener("touchend", () => { box.style.transform = ""; });
</script>"""


def _over(frame: float, bar: float) -> bool:
    return frame > bar + ROUNDED_MS


@dataclass(frozen=True)
class Swiped:
    """Milliseconds between frames while a finger was there, and of the longest task meanwhile."""

    frames: list[float]
    longest_task: float

    def figures(self) -> dict[str, float | int]:
        """As the report wants them."""
        return latencies(self.frames) | {
            "longest_ms": round(max(self.frames), 1),
            "over_bar_count": sum(_over(frame, BAR_MS) for frame in self.frames),
            "frames_count": len(self.frames),
            "frames_per_s": round(1000 / percentile(self.frames, 0.5), 1),
            "task_longest_ms": round(self.longest_task, 1),
        }


class Finger:
    """A finger on the screen that moves at the pace of a screen's frames."""

    def __init__(self, session: CDPSession) -> None:
        self._session = session

    def swipe(self, x: float, y: float, by: int) -> None:
        """Down, aside in steps of 16 ms, up."""
        self._send("touchStart", [{"x": x, "y": y}])
        begin = time.perf_counter()
        for step in range(1, MOVES + 1):
            time.sleep(max(0.0, begin + step * 0.016 - time.perf_counter()))
            self._send("touchMove", [{"x": x + by * step / MOVES, "y": y + step}])
        self._send("touchEnd", [])

    def _send(self, kind: str, points: list[dict[str, float]]) -> None:
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def swiped(page: Page, box: str, swipes: int, slower: float) -> Swiped:
    """Swipe what `box` names, so many times, on a processor so many times slower."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.evaluate(SAMPLER)
    events: list[dict[str, Any]] = []
    session.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
    session.send(
        "Tracing.start",
        {
            "transferMode": "ReportEvents",
            "traceConfig": {
                "includedCategories": ["toplevel", "devtools.timeline", "blink.user_timing"]
            },
        },
    )
    finger = Finger(session)
    for number in range(swipes):
        card = page.locator(box).first
        card.wait_for()
        where = card.bounding_box()
        assert where is not None
        finger.swipe(
            where["x"] + where["width"] / 2, where["y"] + 90, BY_PX if number % 2 else -BY_PX
        )
        page.wait_for_timeout(REST_MS)
        sheet = page.locator("dialog[open] [data-closes]")
        while sheet.count():
            sheet.last.click()
            page.wait_for_timeout(200)
        later = page.get_by_role("button", name="Plus tard")
        if page.locator("#celebration[open]").count():
            later.first.click()
    done: list[object] = []
    session.on("Tracing.tracingComplete", lambda _told: done.append(True))
    session.send("Tracing.end")
    while not done:
        page.wait_for_timeout(50)
    frames = page.evaluate("() => window.frames_")
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return Swiped(frames, _longest_task(events))


def _longest_task(events: list[dict[str, Any]]) -> float:
    """The longest task of the renderer's main thread between a touch and 300 ms after it, in ms."""
    mains = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "EventDispatch" and "touch" in str(event["args"])
    }
    touches = [
        (event["ts"], event["args"]["data"]["type"])
        for event in events
        if event["name"] == "EventDispatch" and "touch" in str(event["args"])
    ]
    spans, begin = [], None
    for at, kind in sorted(touches):
        if kind == "touchstart":
            begin = at
        elif kind == "touchend" and begin is not None:
            spans.append((begin, at + 300_000))
    longest = 0.0
    for event in events:
        if event["name"] not in {"RunTask", "ThreadControllerImpl::RunTask"}:
            continue
        inside = any(first <= event["ts"] <= last for first, last in spans)
        if inside and (event["pid"], event["tid"]) in mains:
            longest = max(longest, event.get("dur", 0) / 1000)
    return longest


def measure(server: RunningServer, swipes: int, slower: float) -> tuple[Swiped, Swiped, Swiped]:
    """Ours, the empty page, and ours at full speed."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_browser.find(),
            args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        phone = _browser.PHONE | {"base_url": server.url}

        def deck(login: str) -> Page:
            context = browser.new_context(**phone)
            context.request.post(
                "/api/v1/session",
                data={"login": login, "password": DEMO_PASSWORD},
                headers={"Origin": server.url},
            )
            page = context.new_page()
            page.goto("/decouvrir")
            page.locator('.deck-card[data-state="top"]').wait_for(timeout=90_000)
            page.wait_for_timeout(4000)  # the service worker and the other places come first
            return page

        top = '.deck-card[data-state="top"]'
        progress(f"the deck, {slower:g} times slower")
        ours = swiped(deck("lina"), top, swipes, slower)
        progress("an empty page, as slow")
        context = browser.new_context(**phone)
        page = context.new_page()
        page.set_content(BOX)
        empty = swiped(page, "div", swipes, slower)
        progress("the deck at full speed")
        quick = swiped(deck("moussa"), top, swipes, 1)
        browser.close()
    return ours, empty, quick


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--swipes", type=int, default=12)
    parser.add_argument("--slower", type=float, default=4)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="bench-swipe-") as folder,
        production_server(Path(folder)) as server,
    ):
        ours, empty, quick = measure(server, asked.swipes, asked.slower)
    report = Report(
        "swipe",
        {"swipes": asked.swipes, "slower": asked.slower},
        ours.figures(),
        {"empty_page": empty.figures(), "not_slowed": quick.figures()},
        ok=not _over(max(ours.frames), max(BAR_MS, *empty.frames)),
    )
    emit([report], as_json=asked.json)


if __name__ == "__main__":
    main()
