"""My search in one place: added by hand off line, notes, reminders, the CV as it is downloaded, documents."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.phone import held_by_server, put_matches_off, wait_for_deck, wait_for_places
from tests.fixtures.browsers import OpenPages

TITLE = "Équipier en restauration 😀 مطعم"
NOTE = "Demander Mme Diallo avant jeudi."
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def sent(page: Page) -> None:
    """Until nothing waits for the network any more."""
    expect(
        page.get_by_text("attend le réseau").or_(page.get_by_text("attendent le réseau"))
    ).to_have_count(0, timeout=15_000)


def open_file(page: Page, title: str) -> None:
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_an_application_added_in_a_tunnel_arrives_once_with_its_note_and_reminder(
    pages: OpenPages,
) -> None:
    page = pages.phone_as("nadia")
    put_matches_off(page)
    wait_for_deck(page)
    wait_for_places(page)
    page.get_by_role("link", name="Mes offres").click()
    page.get_by_role("link", name="Ajouter une candidature").click()
    page.context.set_offline(True)
    page.get_by_role("button", name="Garder").click()
    expect(page.get_by_role("alert").get_by_text("Dis quel poste c'est")).to_be_visible()
    page.get_by_label("Quel poste ?").fill(TITLE)
    page.get_by_label("Entreprise").fill("Chez Paul")
    page.get_by_label("Lien de l'annonce").fill("javascript:alert(1)")
    page.get_by_role("button", name="Garder").click()
    expect(page.get_by_role("alert").get_by_text("pas une adresse de site")).to_be_visible()
    page.get_by_label("Lien de l'annonce").fill("www.exemple.invalid/offre?x=1")
    page.get_by_role("button", name="Garder").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.get_by_label("Mes notes").fill(NOTE)
    page.get_by_text("Ajouter un rappel").click()
    expect(page.get_by_label("Me rappeler de")).to_have_value("Relancer Chez Paul")
    page.get_by_role("button", name="Dans 3 jours").click()
    page.get_by_role("button", name="Garder ce rappel").click()
    expect(page.get_by_role("listitem").filter(has_text="Relancer Chez Paul")).to_be_visible()
    expect(page.get_by_text("C'est gardé.")).to_be_visible()
    expect(page.get_by_text("3 actions attendent le réseau")).to_be_visible()
    page.context.set_offline(False)
    sent(page)
    page.get_by_role("button", name="J'ai un entretien").click()
    expect(page.get_by_text("Entretien obtenu")).to_be_visible()

    page.goto("/mes-offres")
    row = page.get_by_role("listitem").filter(has_text=TITLE)
    expect(row).to_contain_text("Une note")
    for _ in range(40):
        search = held_by_server(page)["search"]
        mine = [one for one in search["tracked"] if one["title"] == TITLE]
        if mine and mine[0]["status"] == "interview":
            break
        page.wait_for_timeout(250)
    (kept,) = mine
    assert kept["url"] == "https://www.exemple.invalid/offre?x=1"
    key = f"t-{kept['id']}"
    assert [note["text"] for note in search["notes"] if note["key"] == key] == [NOTE]
    assert [one["text"] for one in search["reminders"] if one["key"] == key] == [
        "Relancer Chez Paul"
    ]

    open_file(page, TITLE)
    page.get_by_role("link", name="Préparer l'entretien").click()
    expect(page.get_by_role("heading", name="Tes questions à toi")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("heading", name="Le jour même")).to_be_visible()
    page.goto(f"/mes-offres/suivi#{key}")
    page.get_by_role("button", name="Retirer").click()
    expect(page.get_by_role("status").filter(has_text="c'est retiré")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=TITLE)).to_have_count(0)
    page.get_by_role("button", name="Annuler").click()
    expect(page.get_by_role("listitem").filter(has_text=TITLE)).to_have_count(1)


def test_what_another_app_shares_fills_the_form(pages: OpenPages) -> None:
    page = pages.phone_as("emma")
    put_matches_off(page)
    page.goto(
        "/mes-offres/ajouter?title=&text=Serveur%20(H%2FF)%20https%3A%2F%2Fexemple.invalid%2Foffre%2F1&url="
    )
    expect(page.get_by_label("Quel poste ?")).to_have_value("Serveur (H/F)")
    expect(page.get_by_label("Lien de l'annonce")).to_have_value("https://exemple.invalid/offre/1")


def test_a_saved_search_is_kept_and_finds(pages: OpenPages) -> None:
    page = pages.phone_as("emma")
    put_matches_off(page)
    page.goto("/mes-offres/recherches?words=vente")
    expect(page.get_by_label("Des mots")).to_have_value("vente")
    page.get_by_label("Nom de la recherche").fill("La vente près de moi")
    page.get_by_role("button", name="Garder cette recherche").click()
    page.get_by_role("link", name="La vente près de moi").click()
    expect(page.get_by_role("button", name="J'aime").first).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="Mes recherches").click()
    alert = page.get_by_role("button", name="Alerte de la recherche La vente près de moi")
    expect(alert).to_have_attribute("aria-pressed", "true")
    alert.click()
    expect(alert).to_have_attribute("aria-pressed", "false")
    page.get_by_role("button", name="Effacer la recherche La vente près de moi").click()
    expect(page.get_by_text("Aucune recherche gardée")).to_be_visible()


@pytest.mark.parametrize("layout", ["Une colonne", "Deux colonnes"])
def test_the_cv_is_one_page_of_what_was_given(pages: OpenPages, layout: str) -> None:
    page = pages.phone_as("lina")
    put_matches_off(page)
    page.goto("/mon-espace/cv")
    page.get_by_role("button", name=layout).click()
    headline = page.get_by_label("Titre", exact=True)
    headline.fill(f"Vendeuse, {layout.lower()}, suivie par Lina")
    headline.blur()
    expect(page.get_by_role("img", name="Aperçu de ton CV")).to_be_visible(timeout=30_000)
    sheet = page.locator(".cv-frame")
    expect(sheet).to_have_attribute("aria-busy", "false", timeout=30_000)

    def downloaded(name: str) -> tuple[str, str]:
        with page.expect_download(timeout=30_000) as waiting:
            page.get_by_role("link", name=name).click()
        reader = PdfReader(io.BytesIO(Path(waiting.value.path()).read_bytes()))
        assert len(reader.pages) == 1
        assert reader.metadata is not None
        return waiting.value.suggested_filename, reader.pages[0].extract_text() + str(
            reader.metadata
        )

    file, text = downloaded("Télécharger le PDF")
    assert file == "CV.pdf"
    for said in (
        "Lina Bensaïd",
        f"Vendeuse, {layout.lower()}",
        "lina@exemple.invalid",
        "boulangerie",
    ):
        assert said in text
    page.get_by_text("CV anonyme").click()
    expect(sheet).to_have_attribute("aria-busy", "false", timeout=30_000)
    file, text = downloaded("Télécharger le PDF anonyme")
    assert file == "CV anonyme.pdf"
    assert f"Vendeuse, {layout.lower()}" in text
    for telling in ("Lina", "Bensaïd", "lina@", "06 39", "Évry"):
        assert telling not in text


def test_documents_are_private_and_a_disguise_is_refused(pages: OpenPages) -> None:
    page = pages.phone_as("lina")
    put_matches_off(page)
    page.goto("/mon-espace/documents")
    field = page.locator("#document")
    expect(page.get_by_text("Ajouter un document")).to_be_visible()
    disguised = {
        "name": "diplome.pdf",
        "mimeType": "application/pdf",
        "buffer": b"MZ\x90\0 program",
    }
    field.set_input_files(disguised)
    expect(page.get_by_role("alert").get_by_text("On ne garde que des PDF")).to_be_visible()
    large = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-" + b"0" * 6_000_000}
    field.set_input_files(large)
    expect(page.get_by_role("alert").get_by_text("trop lourd")).to_be_visible()
    field.set_input_files({"name": "Mon diplôme.pdf", "mimeType": "application/pdf", "buffer": PDF})
    mine = page.get_by_role("listitem").filter(has_text="Mon diplôme")
    expect(mine).to_be_visible(timeout=15_000)
    address = mine.get_by_role("link", name="Télécharger Mon diplôme").get_attribute("href")
    assert address is not None
    answer = page.request.get(address)
    assert answer.body() == PDF
    assert answer.headers["cache-control"].startswith("no-store")
    assert answer.headers["content-disposition"].startswith("attachment;")
    for stranger in ("nadia", "conseil", "recruteur"):
        other = pages.phone_as(stranger)
        assert other.request.get(address).status in (403, 404), stranger

    mine.get_by_text("peut le lire").click()
    expect(mine.get_by_role("checkbox")).to_be_checked()
    sent(page)
    mine.get_by_role("button", name="Effacer Mon diplôme").click()
    expect(mine).to_have_count(0)
    page.get_by_role("button", name="Annuler").click()
    expect(mine).to_have_count(1)
    sent(page)
    expect(mine.get_by_role("checkbox")).not_to_be_checked()
    page.context.set_offline(True)
    expect(page.get_by_text("Il faut du réseau pour envoyer")).to_be_visible()
