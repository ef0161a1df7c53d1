"""Scenario 7: an offer is written with skills suggested from its text; unlawful words are refused, marked."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect
from production import RunningServer

from myjobmatch.db.uow import UnitOfWork
from tests.e2e.phone import WARM_UP_MS
from tests.e2e.phone_server import actor_named, beside
from tests.fixtures.browsers import OpenPages

TEXT = "Vous servez les clients, tenez la caisse et mettez les pains en rayon."


def fill_facts(page: Page) -> None:
    """Contract, hours, pay and place."""
    page.get_by_label("Contrat", exact=True).select_option("cdi")
    page.get_by_label("Heures par semaine").fill("35")
    page.get_by_label("Salaire horaire brut minimum, en euros").fill("12,50")
    place = page.get_by_label("Lieu")
    place.fill("Melun")
    expect(page.locator("#place-list option")).not_to_have_count(0)
    place.fill(page.locator("#place-list option").first.get_attribute("value") or "")


def test_an_offer_is_written_and_published(pages: OpenPages, server: RunningServer) -> None:
    page = pages.desktop_as("recruteur")
    page.get_by_role("link", name="Écrire une offre").first.click()
    page.wait_for_url("**/nouvelle")
    page.get_by_label("Titre").fill("Vendeur / Vendeuse en boulangerie le dimanche")
    page.get_by_role("button", name=re.compile("Vendeur")).first.click(timeout=WARM_UP_MS)
    page.get_by_label("Description").fill(TEXT)
    till = page.get_by_role("button", name="Encaisser un client")
    till.click(timeout=10_000)
    chip = page.get_by_role("listitem").filter(has_text="Encaisser un client")
    chip.get_by_role("button", name=re.compile("essentielle")).click()
    expect(chip).to_contain_text("Souhaitée")
    fill_facts(page)
    page.get_by_role("button", name="Publier").click()

    page.wait_for_url("**/employeur/offres")
    row = page.get_by_role("listitem").filter(
        has_text="Vendeur / Vendeuse en boulangerie le dimanche"
    )
    expect(row.first).to_contain_text("Publiée")
    row.first.get_by_role("button", name="Mettre en pause").click()
    expect(row.first).to_contain_text("En pause")
    row.first.get_by_role("button", name="Republier").click()
    expect(row.first).to_contain_text("Publiée")
    row.first.get_by_role("button", name="Poste pourvu").click()
    page.get_by_role("button", name="Oui, pourvu").click()
    expect(row.first).to_contain_text("Pourvue")

    async def look(uow: UnitOfWork) -> list[tuple[bool, str]]:
        recruiter = await actor_named(uow, "recruteur")
        offers = await uow.offers.of_company(recruiter.company_id or 0)
        offer = next(
            o for o in offers if o.title == "Vendeur / Vendeuse en boulangerie le dimanche"
        )
        names = await uow.catalogue.skill_names(
            [i for i, _ in await uow.offers.skills(offer.id)], "fr"
        )
        return [(essential, names[i]) for i, essential in await uow.offers.skills(offer.id)]

    assert (False, "Encaisser un client") in beside(server, look)


def test_unlawful_words_are_marked_with_the_reason(pages: OpenPages) -> None:
    page = pages.desktop_as("recruteur")
    page.goto("/employeur/offres/nouvelle")
    page.get_by_label("Titre").fill("Accueil en boutique")
    text = f"Nous cherchons une jeune femme dynamique. {TEXT}"
    page.get_by_label("Description").fill(text)
    marks = page.locator("#wording mark")
    expect(marks.first).to_have_text("jeune femme", timeout=WARM_UP_MS)
    fill_facts(page)
    page.get_by_role("button", name="Encaisser un client").click()
    page.get_by_role("button", name="Publier").click()

    expect(page.locator("#description-error")).to_contain_text("Des mots sont à changer")
    expect(page.locator("#wording")).to_contain_text("L1142-1")
    expect(page.locator("#wording")).to_contain_text("Écrivez « une personne »")
    assert page.url.endswith("/nouvelle")
    expect(page.get_by_label("Description")).to_have_value(text)

    page.get_by_label("Description").fill(f"Nous cherchons une personne dynamique. {TEXT}")
    expect(marks).to_have_count(0)
    page.get_by_role("button", name="Publier").click()
    page.wait_for_url("**/employeur/offres")
    expect(
        page.get_by_role("listitem").filter(has_text="Accueil en boutique").first
    ).to_contain_text("Publiée")


PASTED = """Vendeur / Vendeuse en boulangerie du matin

La boulangerie recrute à Melun. CDI, 35 h par semaine. Salaire : 1 950 € brut par mois.
Nous cherchons une jeune femme dynamique. Permis B exigé.
Vous servez les clients, tenez la caisse et mettez les pains en rayon."""


def test_a_pasted_offer_fills_the_form_and_is_mended(pages: OpenPages) -> None:
    """Paste, form, preview, marked words, mended, published."""
    page = pages.desktop_as("recruteur")
    page.goto("/employeur/offres/nouvelle")
    page.get_by_text("J'ai déjà une annonce").click()
    page.get_by_label("Texte de l'annonce").fill(PASTED)
    page.get_by_role("button", name="Remplir le formulaire").click()
    expect(page.locator("#read-from-text")).to_contain_text("Contrat", timeout=WARM_UP_MS)
    expect(page.get_by_label("Titre")).to_have_value("Vendeur / Vendeuse en boulangerie du matin")
    expect(page.get_by_label("Contrat", exact=True)).to_have_value("cdi")
    expect(page.get_by_label("Heures par semaine")).to_have_value("35")
    expect(page.get_by_label("Lieu")).to_have_value(re.compile("Melun"))
    expect(page.locator("#wording mark").first).to_have_text("jeune femme")

    page.get_by_role("button", name="Aperçu").click()
    card = page.locator("#preview .offer-card")
    expect(card).to_contain_text("Vendeur / Vendeuse en boulangerie du matin")
    expect(card).to_contain_text("CDI")

    page.get_by_role("button", name="Publier").click()
    expect(page.locator("#description-error")).to_contain_text("Des mots sont à changer")
    mended = PASTED.replace("une jeune femme dynamique", "une personne dynamique")
    page.get_by_label("Description").fill(mended)
    expect(page.locator("#wording mark")).to_have_count(0)
    page.get_by_role("button", name="Publier").click()
    page.wait_for_url("**/employeur/offres")
    row = page.get_by_role("listitem").filter(has_text="boulangerie du matin").first
    expect(row).to_contain_text("Publiée")
    row.get_by_role("button", name="Prolonger de 30 jours").click()
    expect(page.get_by_text("L'offre est prolongée.")).to_be_visible()


def test_borderline_words_are_read_by_a_moderator(pages: OpenPages) -> None:
    page = pages.desktop_as("recruteur")
    page.goto("/employeur/offres/nouvelle")
    page.get_by_label("Titre").fill("Aide en boulangerie le samedi")
    page.get_by_label("Description").fill(f"Notre équipe jeune vous attend. {TEXT}")
    expect(page.locator("#wording")).to_contain_text("À faire relire", timeout=WARM_UP_MS)
    fill_facts(page)
    page.get_by_role("button", name="Encaisser un client").click()
    page.get_by_role("button", name="Publier").click()
    page.wait_for_url("**/employeur/offres")
    row = page.get_by_role("listitem").filter(has_text="Aide en boulangerie le samedi").first
    expect(row).to_contain_text("À valider")

    manager = pages.desktop_as("responsable")
    manager.goto("/conseil/entreprises")
    waiting = manager.locator(".today-employers .card").filter(
        has_text="Aide en boulangerie le samedi"
    )
    expect(waiting.locator("mark").first).to_have_text("équipe jeune", timeout=WARM_UP_MS)
    waiting.get_by_role("button", name=re.compile("Publier")).click()
    expect(waiting).to_have_count(0)
    page.goto("/employeur/offres")
    expect(row).to_contain_text("Publiée")


def test_what_is_missing_is_told_and_nothing_is_lost(pages: OpenPages) -> None:
    page = pages.desktop_as("recruteur")
    page.goto("/employeur/offres/nouvelle")
    page.get_by_label("Titre").fill("Un poste à décrire")
    page.get_by_label("Heures par semaine").fill("beaucoup")
    page.get_by_role("button", name="Publier").click()
    expect(page.locator("#weekly_hours-error")).to_contain_text("Écrivez un nombre")
    page.get_by_label("Heures par semaine").fill("35")
    page.get_by_label("Salaire horaire brut minimum, en euros").fill("9")
    page.get_by_label("Contrat", exact=True).select_option("cdi")
    page.get_by_role("button", name="Publier").click()

    expect(page.locator("#description-error")).to_contain_text("au moins une phrase")
    expect(page.locator("#pay_hourly_min-error")).to_contain_text("12,02")
    expect(page.locator("#place-error")).to_contain_text("Indiquez la commune")
    expect(page.get_by_label("Titre")).to_have_value("Un poste à décrire")
    expect(page.get_by_label("Salaire horaire brut minimum, en euros")).to_have_value("9")


def test_an_officer_creates_a_company_and_writes_in_its_name(pages: OpenPages) -> None:
    page = pages.desktop_as("entreprises")
    page.goto("/employeur/entreprise")
    page.get_by_label("Nom", exact=True).fill("Atelier des Rives")
    page.get_by_label("SIRET", exact=True).fill("732 829 320 00075")
    page.get_by_role("button", name="Créer l'entreprise").click()
    expect(page.locator("#new_siret-error")).to_contain_text("SIRET")
    expect(page.get_by_label("Nom", exact=True)).to_have_value("Atelier des Rives")
    page.get_by_label("SIRET", exact=True).fill("732 829 320 00074")
    page.get_by_role("button", name="Créer l'entreprise").click()
    expect(page.get_by_text("Atelier des Rives est créée")).to_be_visible()

    page.get_by_role("link", name="Offres").click()
    expect(page.get_by_label("Vous agissez au nom de")).to_have_value(re.compile(r".{22}"))
    expect(page.get_by_role("heading", name="Votre première offre")).to_be_visible()


def test_an_officer_sends_an_offer_back_with_a_reason(pages: OpenPages) -> None:
    page = pages.desktop_as("entreprises")
    waiting = page.locator(".waiting-row")
    expect(waiting.first).to_be_visible()
    count, title = waiting.count(), waiting.first.get_by_role("heading").inner_text()
    waiting.first.get_by_role("button", name="Demander une correction").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(title)
    dialog.get_by_label("Ce qu'il faut corriger").fill("Précisez les horaires du soir.")
    dialog.get_by_role("button", name="Envoyer").click()

    expect(waiting).to_have_count(count - 1)
    expect(page.locator("dialog[open]")).to_have_count(0)
