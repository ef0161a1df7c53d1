"""`make screenshots`: the pictures of docs/screenshots/, taken of the demonstration in a real Chromium.

Each is named by page, width and theme. The server is one of its own, on a fresh demonstration.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from components import find_chromium
from console import ROOT, give_up, say
from production import RunningServer, production_server

FOLDER = ROOT / "docs" / "screenshots"
PASSWORD = "bonjour2026"
SETTLE_MS = 1200
WARM_UP_MS = 60_000

Act = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Shot:
    """A page to take: who looks, where, how wide, in which theme, after doing what."""

    name: str
    login: str
    path: str
    width: int
    theme: str = "light"
    ready: str = "h1"
    act: Act | None = None
    locale: str = "fr-FR"


def _both(name: str, login: str, path: str, width: int, **more: object) -> list[Shot]:
    return [Shot(name, login, path, width, theme, **more) for theme in ("light", "dark")]  # type: ignore[arg-type]


SHOTS = [
    *_both("landing", "", "/", 360),
    *_both("landing", "", "/", 1440),
    Shot("landing-english", "", "/", 768, locale="en-GB"),
    Shot("sign-in", "", "/connexion", 360),
    *_both("deck", "lina", "/decouvrir", 360, ready=".deck-card"),
    Shot(
        "deck-details",
        "lina",
        "/decouvrir",
        360,
        ready=".deck-card",
        act=lambda page: page.keyboard.press("Enter"),
    ),
    *_both("my-offers", "lina", "/mes-offres", 360),
    Shot("messages", "lina", "/messages", 360),
    *_both("my-space", "lina", "/mon-espace", 360),
    Shot("profile-skills", "lina", "/mon-espace/profil#skills", 360, ready="main input"),
    *_both("employer-offers", "recruteur", "/employeur/offres", 1440),
    *_both("employer-candidates", "recruteur", "/employeur/candidats", 1440),
    Shot("employer-candidates", "recruteur", "/employeur/candidats", 768),
    Shot("employer-matches", "recruteur", "/employeur/matchs", 1440),
    Shot("employer-new-offer", "recruteur", "/employeur/offres/nouvelle", 1440),
    *_both("advisor-portfolio", "conseil", "/conseil/portefeuille", 1440, ready="tbody tr"),
    Shot("advisor-portfolio", "conseil", "/conseil/portefeuille", 768, ready="tbody tr"),
    *_both(
        "advisor-youth",
        "conseil",
        "/conseil/portefeuille",
        1440,
        ready="tbody tr",
        act=lambda page: page.click("text=Lina"),
    ),
    Shot(
        "advisor-messages",
        "conseil",
        "/conseil/messages",
        1440,
        act=lambda page: page.locator(".desk-thread-entry").nth(1).click(),
    ),
]


def take(server: RunningServer, only: str) -> int:
    """Take the shots whose name holds `only`; answers how many."""
    from playwright.sync_api import sync_playwright

    program = find_chromium()
    if program is None:
        give_up("Chromium is not installed: `make install` brings it.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = [shot for shot in SHOTS if only in shot.name]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--headless", "--no-sandbox", "--disable-gpu"]
        )
        for shot in wanted:
            context = browser.new_context(
                base_url=server.url,
                viewport={"width": shot.width, "height": 740 if shot.width < 500 else 900},
                color_scheme=shot.theme,  # type: ignore[arg-type]
                locale=shot.locale,
                timezone_id="Europe/Paris",
            )
            page = context.new_page()
            if shot.login:
                context.request.post(
                    "/api/v1/session",
                    data={"login": shot.login, "password": PASSWORD},
                    headers={"Origin": server.url},
                )
            page.goto(shot.path)
            page.locator(shot.ready).first.wait_for(timeout=WARM_UP_MS)
            if shot.act is not None:
                shot.act(page)
            page.wait_for_timeout(SETTLE_MS)
            page.screenshot(path=FOLDER / f"{shot.name}-{shot.width}-{shot.theme}.png")
            context.close()
        browser.close()
    return len(wanted)


def main() -> None:
    """Take them all, or those whose name holds the first argument."""
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    with (
        tempfile.TemporaryDirectory(prefix="mjm-shots-") as folder,
        production_server(Path(folder)) as server,
    ):
        number = take(server, only)
    say(f"{number} pictures in {FOLDER.relative_to(ROOT)}/")


if __name__ == "__main__":
    main()
