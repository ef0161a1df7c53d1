"""`make screenshots`: the pictures of docs/screenshots/, taken of the demonstration in a real Chromium.

Each is named by page, width and theme. The server is one of its own, on a fresh demonstration.
"""

from __future__ import annotations

import io
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
COLOURS = 192

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


def _compare(page: Any) -> object:
    """Set three candidates aside, and show them side by side."""
    for count in (1, 2, 3):
        page.keyboard.press("c")
        page.wait_for_selector(f".candidate-tray :text('{count} carte')")
    return page.keyboard.press("v")


def _open_talk(page: Any) -> object:
    """Open the first conversation."""
    return page.locator(".talk, .desk-thread-entry").first.click()


def _open_match(page: Any) -> object:
    """Open a match with an interview that was agreed on."""
    return page.locator(".search-row .search-open").filter(has_text="prêt-à-porter").first.click()


YOUTH: list[tuple[str, str, str, Act | None]] = [
    ("deck", "/decouvrir", ".deck-card", None),
    ("deck-details", "/decouvrir", ".deck-card", _details),
    ("first-steps", "/premiers-pas", "h1", None),
    ("my-offers", "/mes-offres", "h1", None),
    ("offer-file", "/mes-offres", ".search-row", _open_match),
    ("add-application", "/mes-offres/ajouter", "h1", None),
    ("saved-searches", "/mes-offres/recherches", "h1", None),
    ("messages", "/messages", "h1", None),
    ("conversation", "/messages", "h1", _open_talk),
    ("my-space", "/mon-espace", "h1", None),
    ("profile-done", "/mon-espace/profil#done", "main textarea", None),
    ("profile-skills", "/mon-espace/profil#skills", "main input", None),
    ("cv", "/mon-espace/cv", "h1", None),
    ("documents", "/mon-espace/documents", "h1", None),
    ("week", "/mon-espace/semaine", ".week-ring", None),
    ("appointments", "/mon-espace/rendez-vous", ".appointment-card", None),
    ("workshops", "/mon-espace/ateliers", "h1", None),
    ("attendance", "/emargement", "h1", None),
    ("alerts", "/mon-espace/alertes", "h1", None),
    ("agreement", "/mon-espace/accord", "h1", None),
    ("who-sees-what", "/mon-espace/partage", "h1", None),
    ("security", "/mon-espace/securite", "h1", None),
    ("my-data", "/mon-espace/mes-donnees", "form", None),
]
"""Each page of a youth: in French and in Arabic, light and dark."""
VISITOR = [
    ("landing", "/"),
    ("sign-in", "/connexion"),
    ("registration", "/inscription"),
    ("activation", "/activation"),
    ("goodbye", "/au-revoir"),
]


def _link(name: str) -> Act:
    """Follow a link by its name."""
    return lambda page: page.get_by_role("link", name=name, exact=True).first.click()


def _then(*acts: Act) -> Act:
    """One after the other."""

    def do(page: Any) -> object:
        return [act(page) for act in acts]

    return do


def _youth(tab: str = "") -> Act:
    """Lina's page, and a tab of it."""
    opened: Act = lambda page: page.click("tbody a:has-text('Lina')")  # noqa: E731
    return _then(opened, _link(tab)) if tab else opened


def _workshop(page: Any) -> object:
    """A workshop with people in it."""
    return page.locator("tbody a").nth(2).click()


def _operation(page: Any) -> object:
    """The operation that is running."""
    return page.locator(".fse-list a").first.click()


PORTFOLIO = ("/conseil/portefeuille", "tbody tr")
OPERATIONS = ("/conseil/operations", ".fse-list")
DESK: list[tuple[str, str, str, str, Act | None]] = [
    ("advisor-today", "conseil", "/conseil", ".today-row", None),
    ("manager-today", "responsable", "/conseil", ".today-row", None),
    ("advisor-portfolio", "conseil", *PORTFOLIO, None),
    ("advisor-youth", "conseil", *PORTFOLIO, _youth()),
    ("advisor-youth-history", "conseil", *PORTFOLIO, _youth("Historique")),
    ("advisor-youth-week", "conseil", *PORTFOLIO, _youth("Semaine")),
    ("advisor-youth-appointments", "conseil", *PORTFOLIO, _youth("Rendez-vous")),
    ("advisor-youth-workshops", "conseil", *PORTFOLIO, _youth("Ateliers")),
    ("advisor-youth-immersions", "conseil", *PORTFOLIO, _youth("Immersions")),
    ("advisor-youth-situation", "conseil", *PORTFOLIO, _youth("Situation")),
    ("advisor-youth-following", "conseil", *PORTFOLIO, _youth("Qui accompagne")),
    ("advisor-messages", "conseil", "/conseil/messages", ".desk-thread-entry",
     lambda page: page.locator(".desk-thread-entry").first.click()),
    ("advisor-write-to-several", "conseil", "/conseil/messages/plusieurs", "form", None),
    ("advisor-calendar", "conseil", "/conseil/agenda", ".agenda-table", None),
    ("advisor-slots", "conseil", "/conseil/agenda/reglages", ".agenda-settings", None),
    ("workshops", "conseil", "/conseil/ateliers", "tbody tr", None),
    ("workshop", "conseil", "/conseil/ateliers", "tbody tr", _workshop),
    ("workshop-screen", "conseil", "/conseil/ateliers", "tbody tr",
     _then(lambda page: page.locator("tbody a").first.click(), _link("Écran d'émargement"))),
    ("workshop-new", "conseil", "/conseil/ateliers/nouveau", "form", None),
    ("advisor-weeks", "conseil", "/conseil/semaine", ".weeks-table tbody tr", None),
    ("advisor-weeks-catalogue", "conseil", "/conseil/semaine/catalogue", "tbody tr", None),
    ("advisor-reception", "conseil", "/conseil/semaine/accueil", ".weeks-screen-code", None),
    ("dashboard", "conseil", "/conseil/tableau", ".dashboard-bigs", None),
    ("dashboard-manager", "responsable", "/conseil/tableau", ".dashboard-bigs", None),
    ("advisor-requests", "responsable", "/conseil/demandes", "h1", None),
    ("advisor-team", "responsable", "/conseil/equipe", "h1", None),
    ("advisor-import", "conseil", "/conseil/importer", "h1", None),
    ("advisor-import-preview", "conseil", "/conseil/importer", "h1",
     lambda page: page.click("text=forum-de-rentree.csv")),
    ("advisor-imilo", "conseil", "/conseil/imilo", "tbody tr", None),
    ("advisor-invite", "conseil", "/conseil/inviter", "h1", None),
    ("fse-operations", "conseil", *OPERATIONS, None),
    ("fse-operation", "responsable", *OPERATIONS, _operation),
    ("fse-participant", "conseil", *OPERATIONS,
     _then(_operation, lambda page: page.locator("tbody a").first.click())),
    ("fse-enrol", "conseil", *OPERATIONS, _then(_operation, _link("Inscrire des jeunes"))),
    ("fse-funder", "financeur", "/financeur", "h1", None),
    ("fse-funded", "financeur", "/financeur", "h1", lambda page: page.locator("main a").first.click()),
]  # fmt: skip
"""Each page of accompaniment: in use, 1440 and 768 wide, light and dark."""

COMPANY = [
    ("company-about", "recruteur", "/employeur/entreprise"),
    ("company-sites", "tonton.burger", "/employeur/etablissements"),
    ("company-people", "recruteur", "/employeur/equipe"),
    ("company-cases", "responsable", "/conseil/entreprises"),
]
"""The pages of a company itself, at a desk and on a phone; and those who decide on it."""

SHOTS = [
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
    *_both("employer-answers", "recruteur", "/employeur/reponses", 1440),
    Shot("employer-answers", "recruteur", "/employeur/reponses", 768),
    *_both("employer-candidates", "recruteur", "/employeur/candidats", 1440),
    Shot("employer-candidates", "recruteur", "/employeur/candidats", 768),
    *_both(
        "employer-compare",
        "recruteur",
        "/employeur/candidats",
        1440,
        ready=".deck-card",
        act=_compare,
    ),
    Shot(
        "employer-compare",
        "recruteur",
        "/employeur/candidats",
        768,
        ready=".deck-card",
        act=_compare,
    ),
    *_both("employer-matches", "recruteur", "/employeur/matchs", 1440),
    *_both("employer-matches", "recruteur", "/employeur/matchs", 360),
    *_both(
        "employer-interview",
        "recruteur",
        "/employeur/matchs",
        1440,
        ready=".match-row",
        act=lambda page: page.get_by_role("button", name="Proposer un entretien").first.click(),
    ),
    Shot("employer-new-offer", "recruteur", "/employeur/offres/nouvelle", 1440),
    *[
        shot
        for name, login, path in COMPANY
        for width in (1440, 360)
        for shot in _both(name, login, path, width)
    ],
    *_both("company-registration", "", "/employeur/inscription", 360),
    *_both("company-link", "", "/employeur/lien", 360),
    *_both("employer-offers", "recruteur", "/employeur/offres", 360),
    *_both("employer-new-offer", "recruteur", "/employeur/offres/nouvelle", 360),
    Shot("employer-alerts", "recruteur", "/employeur/alertes", 1440),
    Shot("reports", "responsable", "/signalements", 1440),
    *[
        shot
        for name, login, path, ready, act in DESK
        for width in (1440, 768)
        for shot in _both(name, login, path, width, ready=ready, act=act)
    ],
]


def _keep(picture: bytes, path: Path) -> None:
    """Write a picture with a palette: a third of the size, and nobody sees it."""
    from PIL import Image

    with Image.open(io.BytesIO(picture)) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def take(server: RunningServer, only: str) -> int:
    """Take the shots whose name holds one of `only`, separated by commas; answers how many."""
    from playwright.sync_api import sync_playwright

    program = find_chromium()
    if program is None:
        give_up("Chromium is not installed: `make install` brings it.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = [shot for shot in SHOTS if any(one in shot.name for one in only.split(","))]
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
            _keep(page.screenshot(), FOLDER / f"{shot.name}-{shot.width}-{shot.theme}.png")
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
