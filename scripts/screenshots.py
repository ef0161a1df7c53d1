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
    language: str = "fr"


def _both(name: str, login: str, path: str, width: int, **more: object) -> list[Shot]:
    return [Shot(name, login, path, width, theme, **more) for theme in ("light", "dark")]  # type: ignore[arg-type]


def _details(page: Any) -> object:
    """Open the card on top."""
    return page.keyboard.press("Enter")


YOUTH: list[tuple[str, str, str, Act | None]] = [
    ("deck", "/decouvrir", ".deck-card", None),
    ("deck-details", "/decouvrir", ".deck-card", _details),
    ("first-steps", "/premiers-pas", "h1", None),
    ("my-offers", "/mes-offres", "h1", None),
    ("add-application", "/mes-offres/ajouter", "h1", None),
    ("saved-searches", "/mes-offres/recherches", "h1", None),
    ("messages", "/messages", "h1", None),
    ("my-space", "/mon-espace", "h1", None),
    ("profile-done", "/mon-espace/profil#done", "main textarea", None),
    ("profile-skills", "/mon-espace/profil#skills", "main input", None),
    ("cv", "/mon-espace/cv", "h1", None),
    ("documents", "/mon-espace/documents", "h1", None),
    ("appointments", "/mon-espace/rendez-vous", ".appointment-card", None),
    ("workshops", "/mon-espace/ateliers", "h1", None),
    ("attendance", "/emargement", "h1", None),
    ("alerts", "/mon-espace/alertes", "h1", None),
    ("agreement", "/mon-espace/accord", "h1", None),
    ("security", "/mon-espace/securite", "h1", None),
]
"""Each page of a youth: in French and in Arabic, light and dark."""
VISITOR = [
    ("landing", "/"),
    ("sign-in", "/connexion"),
    ("registration", "/inscription"),
    ("activation", "/activation"),
]

SHOTS = [
    *_both("advisor-today", "conseil", "/conseil", 1440, ready=".today-row"),
    Shot("advisor-today", "conseil", "/conseil", 768, ready=".today-row"),
    Shot("manager-today", "responsable", "/conseil", 1440, ready=".today-row"),
    *_both("landing", "", "/", 1440),
    Shot("landing-english", "", "/", 768, language="en"),
    *[
        shot
        for prefix, language in (("", "fr"), ("arabic-", "ar"))
        for shot in (
            *(
                one
                for name, path in VISITOR
                for one in _both(prefix + name, "", path, 360, language=language)
            ),
            *(
                one
                for name, path, ready, act in YOUTH
                for one in _both(
                    prefix + name, "lina", path, 360, ready=ready, act=act, language=language
                )
            ),
        )
    ],
    *_both("easy-deck", "lina", "/decouvrir", 360, ready=".deck-card", language="fr-falc"),
    Shot("easy-my-offers", "lina", "/mes-offres", 360, language="fr-falc"),
    Shot("ukrainian-landing", "", "/", 360, language="uk"),
    *_both("employer-offers", "recruteur", "/employeur/offres", 1440),
    *_both("employer-candidates", "recruteur", "/employeur/candidats", 1440),
    Shot("employer-candidates", "recruteur", "/employeur/candidats", 768),
    Shot("employer-matches", "recruteur", "/employeur/matchs", 1440),
    Shot("employer-new-offer", "recruteur", "/employeur/offres/nouvelle", 1440),
    Shot("employer-alerts", "recruteur", "/employeur/alertes", 1440),
    *_both("advisor-requests", "responsable", "/conseil/demandes", 1440),
    Shot("advisor-requests", "responsable", "/conseil/demandes", 768),
    *_both("advisor-import", "conseil", "/conseil/importer", 1440),
    Shot("advisor-import", "conseil", "/conseil/importer", 768),
    *_both(
        "advisor-import-preview",
        "conseil",
        "/conseil/importer",
        1440,
        act=lambda page: page.click("text=forum-de-rentree.csv"),
    ),
    *_both("advisor-imilo", "conseil", "/conseil/imilo", 1440, ready="tbody tr"),
    Shot("advisor-imilo", "conseil", "/conseil/imilo", 768, ready="tbody tr"),
    *_both("advisor-invite", "conseil", "/conseil/inviter", 1440),
    Shot("reports", "responsable", "/signalements", 1440),
    *_both("workshops", "conseil", "/conseil/ateliers", 1440, ready="tbody tr"),
    Shot("workshops", "conseil", "/conseil/ateliers", 768, ready="tbody tr"),
    *[
        shot
        for width in (1440, 768)
        for shot in _both(
            "workshop",
            "conseil",
            "/conseil/ateliers",
            width,
            act=lambda page: page.locator("tbody a").nth(2).click(),
        )
    ],
    *_both(
        "workshop-screen",
        "conseil",
        "/conseil/ateliers",
        1440,
        act=lambda page: (
            page.locator("tbody a").first.click(),
            page.get_by_role("link", name="Écran d'émargement").click(),
        ),
    ),
    *_both("workshop-new", "conseil", "/conseil/ateliers/nouveau", 1440, ready="form"),
    *_both("dashboard", "conseil", "/conseil/tableau", 1440, ready=".dashboard-bigs"),
    *_both("dashboard", "conseil", "/conseil/tableau", 768, ready=".dashboard-bigs"),
    *_both("dashboard-manager", "responsable", "/conseil/tableau", 1440, ready=".dashboard-bigs"),
    *_both("advisor-portfolio", "conseil", "/conseil/portefeuille", 1440, ready="tbody tr"),
    *_both("advisor-calendar", "conseil", "/conseil/agenda", 1440, ready=".agenda-table"),
    *_both("advisor-calendar-768", "conseil", "/conseil/agenda", 768, ready=".agenda-table"),
    *_both("advisor-slots", "conseil", "/conseil/agenda/reglages", 1440, ready=".agenda-settings"),
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
                locale="fr-FR",
                timezone_id="Europe/Paris",
            )
            # Signing in keeps it with the account: said each time, or the next picture would speak it too.
            context.add_cookies([{"name": "mjm_lang", "value": shot.language, "url": server.url}])
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
