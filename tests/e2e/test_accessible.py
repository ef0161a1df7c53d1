"""axe finds nothing on any page, light and dark, as a phone or a desk shows it."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.phone import WARM_UP_MS
from tests.fixtures.browsers import OpenPages

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}
AT_REST = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(
  () => done(document.getAnimations().every((one) => one.playState !== "running")),
)))"""
"""Colours change over a moment: not while they do."""
SETTLE_MS = 400
PHONE = {
    "": [
        "/",
        "/connexion",
        "/inscription",
        "/activation",
        "/vie-privee",
        "/au-revoir",
        "/nulle-part",
        "/employeur/inscription",
        "/employeur/lien",
        "/employeur/lien?jeton=inconnu",
    ],
    "lina": [
        "/decouvrir",
        "/mes-offres",
        "/mes-offres/ajouter",
        "/mes-offres/recherches",
        "/mes-offres/entretien",
        "/messages",
        "/partage",
        "/premiers-pas",
        "/mon-espace",
        "/mon-espace/accord",
        "/mon-espace/partage",
        "/mon-espace/cv",
        "/mon-espace/documents",
        "/mon-espace/securite",
        "/mon-espace/mes-donnees",
        "/mon-espace/alertes",
        "/mon-espace/semaine",
        "/mon-espace/rendez-vous",
        "/mon-espace/ateliers",
        "/emargement",
        "/mon-espace/profil#done",
        "/mon-espace/profil#skills",
        "/mon-espace/profil#travel",
        "/mon-espace/profil#when",
    ],
}
DESK = {
    "recruteur": [
        "/employeur/offres",
        "/employeur/offres/nouvelle",
        "/employeur/candidats",
        "/employeur/reponses",
        "/employeur/matchs",
        "/employeur/messages",
        "/employeur/entreprise",
        "/employeur/etablissements",
        "/employeur/equipe",
        "/employeur/alertes",
    ],
    "entreprises": [
        "/employeur/offres",
        "/employeur/entreprise",
        "/employeur/entreprises",
        "/employeur/equipe",
    ],
    "conseil": [
        "/conseil",
        "/conseil/portefeuille",
        "/conseil/messages",
        "/conseil/messages/plusieurs",
        "/conseil/agenda",
        "/conseil/ateliers",
        "/conseil/ateliers/nouveau",
        "/conseil/semaine",
        "/conseil/tableau",
        "/conseil/demandes",
        "/conseil/inviter",
        "/conseil/importer",
        "/conseil/imilo",
        "/conseil/alertes",
    ],
    "responsable": [
        "/conseil",
        "/conseil/entreprises",
        "/conseil/flux",
        "/conseil/equipe",
        "/conseil/agenda",
        "/conseil/tableau",
        "/conseil/demandes",
        "/signalements",
    ],
    "financeur": ["/espace"],
}


def faults(page: Page) -> list[str]:
    """What axe finds in this page as it is now, in both themes."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        expect(page.locator("html")).to_have_attribute("data-theme", scheme)
        page.wait_for_timeout(SETTLE_MS)
        page.wait_for_function(AT_REST)
        for fault in Axe().run(page, options=OPTIONS).response["violations"]:
            where = [node["target"] for node in fault["nodes"]]
            found.append(f"{page.url} {scheme}: {fault['id']} ({fault['impact']}) at {where}")
    return found


def wait_until_drawn(page: Page) -> None:
    """Wait until what the server tells has been drawn: its heading first, then no placeholder."""
    expect(page.get_by_role("heading", level=1).first).to_be_visible(timeout=WARM_UP_MS)
    expect(page.locator(".skeleton:visible")).to_have_count(0, timeout=WARM_UP_MS)


@pytest.mark.parametrize("login", PHONE)
def test_nothing_is_wrong_on_a_phone(pages: OpenPages, login: str) -> None:
    page = pages.phone_as(login) if login else pages.phone()
    found = []
    for address in PHONE[login]:
        page.goto(address)
        wait_until_drawn(page)
        found += faults(page)
    assert found == []


@pytest.mark.parametrize("login", DESK)
def test_nothing_is_wrong_at_a_desk(pages: OpenPages, login: str) -> None:
    page = pages.desktop_as(login)
    found = []
    for address in DESK[login]:
        page.goto(address)
        wait_until_drawn(page)
        found += faults(page)
    link = page.locator("a.row-name").first
    if link.count():
        name = link.inner_text()
        link.click()
        page.wait_for_url("**/conseil/jeunes/*")
        # the page begins without a heading, which is no fault while nothing is told
        expect(page.get_by_role("heading", level=1)).to_have_text(name, timeout=WARM_UP_MS)
        wait_until_drawn(page)
        found += faults(page)
    assert found == []
