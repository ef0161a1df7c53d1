"""An immersion at the desk: written, signed, reviewed; what was typed stays where something is wrong."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect

from myjobmatch.domain.clock import SystemClock, paris_day
from tests.e2e.phone import WARM_UP_MS
from tests.fixtures.browsers import OpenPages

ROW = "ul.immersions > li"


def immersions_of(desk: Page, name: str) -> None:
    """The section of a youth of the portfolio."""
    desk.goto("/conseil/portefeuille")
    desk.get_by_role("searchbox", name="Rechercher", exact=True).fill(name)
    desk.get_by_role("link", name=re.compile(name, re.IGNORECASE)).first.click()
    desk.get_by_role("link", name="Immersions").click(timeout=WARM_UP_MS)
    expect(desk.get_by_role("button", name="Préparer une immersion").first).to_be_visible(
        timeout=WARM_UP_MS
    )


def test_signatures_are_noted_and_the_last_one_settles_it(pages: OpenPages) -> None:
    desk = pages.desktop_as("conseil")
    immersions_of(desk, "lina")
    row = desk.locator(ROW).first
    expect(row).to_contain_text("À signer")
    with desk.expect_download() as paper:
        row.get_by_role("link", name="Convention (PDF)").click()
    assert paper.value.suggested_filename.startswith("convention-immersion-")
    row.get_by_role("button", name=re.compile("Noter la signature : L'entreprise")).click()
    expect(desk.get_by_text("La signature est notée.")).to_be_visible()
    row.get_by_role("button", name=re.compile("Noter la signature : La Mission Locale")).click()
    expect(desk.get_by_text("Tous ont signé.")).to_be_visible()
    expect(row).to_contain_text("Signée")


def test_a_review_is_asked_for_and_written(pages: OpenPages) -> None:
    desk = pages.desktop_as("conseil")
    desk.goto("/conseil")
    desk.get_by_role("link", name="Faire le bilan").first.click(timeout=WARM_UP_MS)
    row = desk.locator(ROW).first
    row.get_by_role("button", name="Faire le bilan").click(timeout=WARM_UP_MS)
    words = row.get_by_label("Ce qu'en dit l'entreprise")
    words.fill("À l'aise, ponctuel")
    row.get_by_role("button", name="Enregistrer le bilan").click()
    expect(row.get_by_text("champs à corriger")).to_be_visible()
    expect(words).to_have_value("À l'aise, ponctuel")
    row.get_by_label("Déroulement").select_option("completed")
    row.get_by_label("Objectifs").select_option("partly")
    row.get_by_role("button", name="Enregistrer le bilan").click()
    expect(row).to_contain_text("Bilan fait")
    correct_the_review(desk, row)
    row.get_by_role("button", name="Renouveler").click()
    expect(desk.get_by_text("Le renouvellement est en préparation")).to_be_visible()


def correct_the_review(desk: Page, row: Locator) -> None:
    """By the keyboard alone: the form opens with what stands, and says when something is wrong."""
    again = row.get_by_role("button", name=re.compile("Corriger le bilan"))
    expect(again).to_be_focused()
    desk.keyboard.press("Enter")
    done, words = row.get_by_label("Déroulement"), row.get_by_label("Ce qu'en dit l'entreprise")
    expect(done).to_be_focused()
    expect(done).to_have_value("completed")
    expect(row.get_by_label("Objectifs")).to_have_value("partly")
    expect(words).to_have_value("À l'aise, ponctuel")
    row.get_by_label("Une embauche suit").check()
    row.get_by_role("button", name="Enregistrer la correction").click()
    expect(row.get_by_text("champs à corriger")).to_be_visible()
    row.get_by_label("Une embauche suit").uncheck()
    done.select_option("partly")
    words.press("Control+a")
    words.press_sequentially("Partie plus tôt")
    row.get_by_role("button", name="Enregistrer la correction").click()
    expect(desk.get_by_text("Le bilan est corrigé.")).to_be_visible()
    expect(again).to_be_focused()
    expect(row).to_contain_text("Partie plus tôt")
    desk.keyboard.press("Enter")
    row.get_by_role("button", name="Fermer").click()
    expect(again).to_be_focused()


def test_nothing_typed_is_lost_where_something_is_wrong(pages: OpenPages) -> None:
    desk = pages.desktop_as("conseil")
    immersions_of(desk, "lina")
    desk.get_by_role("button", name="Préparer une immersion").first.click()
    desk.get_by_role("button", name="Une autre entreprise").click()
    desk.get_by_label("Métier ou objet").fill("Fleuriste")
    first = paris_day(SystemClock().now()) + timedelta(days=10)
    desk.get_by_label("Premier jour").fill(first.isoformat())
    desk.get_by_label("Dernier jour").fill((first + timedelta(days=40)).isoformat())
    desk.get_by_role("button", name="Prête à signer").click()
    expect(desk.get_by_text("Un mois de date à date au plus : jusqu'au")).to_be_visible()
    expect(desk.get_by_label("Métier ou objet")).to_have_value("Fleuriste")
    desk.get_by_label("Dernier jour").fill((first + timedelta(days=4)).isoformat())
    desk.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(desk.get_by_text("Le brouillon est enregistré.")).to_be_visible()
    row = desk.locator(ROW).filter(has_text="Fleuriste")
    expect(row).to_contain_text("En préparation")
    row.get_by_role("button", name=re.compile("Annuler")).click()
    row.get_by_role("button", name="Oui, annuler").click()
    expect(row).to_contain_text("Annulée")
