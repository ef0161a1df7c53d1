"""Scenario 7, from the beginning: a company registers on a phone by its SIRET and comes in by a link; a manager answers."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from production import RunningServer

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.enums import CompanyStatus, OfferStatus
from tests.e2e.phone import WARM_UP_MS, held_by_server
from tests.e2e.phone_server import actor_named, beside
from tests.fixtures.browsers import OpenPages

SIRET = "09916314900018"
"""Menuiserie Lescot's: the demonstration's directory knows it, and nobody has registered it."""
TITLE = "Menuisier / Menuisière d'atelier"
TEXT = "Vous préparez le bois, assemblez les pièces et rangez l'atelier avec un compagnon."
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def link_for(page: Page, server: RunningServer, masked: str) -> str:
    """The last link that the demonstration's console says it would send there."""
    for _ in range(80):
        said = server.log.read_text(encoding="utf-8", errors="replace")
        letters = re.split(r"e-mail for ", said)
        found = [
            re.search(r"(/employeur/lien\?jeton=[\w-]+)", one)
            for one in letters
            if one.startswith(masked)
        ]
        links = [one[1] for one in found if one]
        if links:
            return links[-1]
        page.wait_for_timeout(250)
    pytest.fail(f"no link for {masked} was sent")


def fits(page: Page) -> None:
    """Nothing is wider than the phone."""
    assert page.evaluate(WIDE) <= 0, page.url


def come_in(page: Page, link: str) -> None:
    """Open the link of a mail, and press its one button."""
    page.goto(link)
    page.get_by_role("button", name="Entrer").click(timeout=WARM_UP_MS)


def test_a_company_registers_on_a_phone_and_its_first_offer_is_published(
    pages: OpenPages, server: RunningServer
) -> None:
    page = pages.phone()
    page.goto("/employeur/inscription")
    siret = page.get_by_label("SIRET", exact=True)
    siret.fill("09916314900019")
    page.get_by_role("button", name="Continuer").click()
    expect(page.locator("#siret-error")).to_contain_text("SIRET", timeout=WARM_UP_MS)
    expect(siret).to_have_value("09916314900019")
    siret.fill(SIRET)
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("Trouvé dans l'annuaire")).to_be_visible(timeout=WARM_UP_MS)
    expect(page.get_by_label("Nom de l'entreprise")).to_have_value("Menuiserie Lescot")
    expect(page.get_by_label("Commune")).to_have_value(re.compile("Corbeil-Essonnes"))
    fits(page)
    page.get_by_label("Votre prénom et votre nom").fill("Paul Lescot")
    page.get_by_role("button", name="Recevoir mon lien").click()
    expect(page.locator("#email-error")).to_contain_text("adresse e-mail")
    expect(page.get_by_label("Votre prénom et votre nom")).to_have_value("Paul Lescot")
    page.get_by_label("E-mail professionnel").fill("paul@lescot.example")
    page.get_by_role("button", name="Recevoir mon lien").click()
    expect(page.get_by_role("heading", name="Regardez vos e-mails")).to_be_visible()
    fits(page)

    # the mail's link shows first and acts on its button alone
    link = link_for(page, server, "p…@lescot.example")
    scanner = pages.desktop()
    scanner.goto(link)
    expect(scanner.get_by_role("heading", name=re.compile("Menuiserie Lescot"))).to_be_visible()
    come_in(page, link)
    page.wait_for_url("**/employeur/offres/nouvelle")
    expect(page.get_by_text("attend la validation").first).to_be_visible(timeout=WARM_UP_MS)

    page.get_by_label("Titre").fill(TITLE)
    page.get_by_label("Description").fill(TEXT)
    page.get_by_label("Ajouter une autre compétence").fill("assembler des pièces de bois")
    page.locator(".chip-add").first.click(timeout=WARM_UP_MS)
    page.get_by_label("Contrat", exact=True).select_option("cdi")
    page.get_by_label("Heures par semaine").fill("35")
    page.get_by_label("Salaire horaire brut minimum, en euros").fill("12,80")
    expect(page.get_by_label("Établissement")).to_contain_text("Menuiserie Lescot")
    fits(page)
    page.get_by_role("button", name="Publier").click()
    page.wait_for_url("**/employeur/offres")
    row = page.get_by_role("listitem").filter(has_text=TITLE)
    expect(row.first).to_contain_text("À valider")
    for path in ("/employeur/entreprise", "/employeur/etablissements", "/employeur/equipe"):
        page.goto(path)
        expect(page.get_by_role("navigation", name="Pages de l'entreprise")).to_be_visible()
        expect(page.locator(".skeleton:visible")).to_have_count(0)
        fits(page)

    # a second press of the same link does nothing, and says so
    scanner.get_by_role("button", name="Entrer").click()
    expect(scanner.get_by_role("heading", name="ne mène plus nulle part")).to_be_visible()

    manager = pages.desktop_as("responsable")
    manager.goto("/conseil/entreprises")
    case = manager.locator(".company-case").filter(has_text="Menuiserie Lescot")
    expect(case).to_contain_text("L'annuaire la connaît", timeout=WARM_UP_MS)
    expect(case).to_contain_text("Paul Lescot")
    case.get_by_text(TITLE).click()
    expect(case.get_by_text(TEXT)).to_be_visible()
    case.get_by_role("button", name="Approuver et publier l'offre").click()
    expect(manager.get_by_text("est approuvée et prévenue")).to_be_visible()

    page.goto("/employeur/offres")
    expect(row.first).to_contain_text("Publiée")

    async def look(uow: UnitOfWork) -> tuple[CompanyStatus, list[OfferStatus]]:
        company = await uow.companies.by_siret(SIRET)
        assert company is not None
        return company.status, [o.status for o in await uow.offers.of_company(company.id)]

    assert beside(server, look) == (CompanyStatus.APPROVED, [OfferStatus.PUBLISHED])


def test_a_colleague_is_invited_comes_in_and_is_removed(
    pages: OpenPages, server: RunningServer
) -> None:
    page = pages.desktop_as("recruteur")
    page.goto("/employeur/equipe")
    page.get_by_label("E-mail professionnel").fill("samir@fournil.example", timeout=WARM_UP_MS)
    page.get_by_role("button", name="Envoyer l'invitation").click()
    expect(page.get_by_text("L'invitation est partie à samir@fournil.example")).to_be_visible()
    waiting = page.get_by_role("listitem").filter(has_text="samir@fournil.example")
    expect(waiting).to_be_visible()

    colleague = pages.phone()
    colleague.goto(link_for(page, server, "s…@fournil.example"))
    colleague.get_by_label("Votre prénom et votre nom").fill("Samir Haddad", timeout=WARM_UP_MS)
    colleague.get_by_role("button", name="Entrer").click()
    colleague.wait_for_url("**/employeur/offres")
    colleague.goto("/employeur/equipe")
    expect(colleague.get_by_text("Samir Haddad")).to_be_visible(timeout=WARM_UP_MS)
    expect(colleague.get_by_role("button", name="Envoyer l'invitation")).to_have_count(0)

    # told without a reload
    person = page.get_by_role("listitem").filter(has_text="Samir Haddad")
    expect(person).to_be_visible(timeout=10_000)
    person.get_by_role("button", name="Retirer").click()
    page.get_by_role("dialog").get_by_role("button", name="Retirer").click()
    expect(person).to_have_count(0)
    colleague.goto("/employeur/offres")
    colleague.wait_for_url("**/connexion")

    own = page.get_by_role("listitem").filter(has_text="(vous)")
    own.get_by_role("button", name="Quitter l'entreprise").click()
    page.get_by_role("dialog").get_by_role("button", name="Quitter l'entreprise").click()
    expect(page.get_by_text("garde toujours une personne responsable")).to_be_visible()


def test_a_suspended_company_is_gone_from_a_youths_deck_and_comes_back(
    pages: OpenPages, server: RunningServer
) -> None:
    youth = pages.phone_as("lina")
    expect(youth.locator(".deck-card").first).to_be_visible(timeout=WARM_UP_MS)

    async def companies_shown(uow: UnitOfWork) -> dict[str, str]:
        manager = await actor_named(uow, "responsable")
        return {
            company.public_id: company.name
            for company in await uow.companies.of_structure(manager.structure_id or 0)
            if company.status is CompanyStatus.APPROVED
        }

    names = beside(server, companies_shown)
    held = held_by_server(youth)["deck"]["cards"]
    cards = [card for card in held if card["company"] in names.values()]
    assert cards, "no offer of this structure's companies is in the deck"
    name = cards[0]["company"]

    manager = pages.desktop_as("responsable")
    manager.goto("/conseil/entreprises")
    manager.get_by_role("button", name=f"Suspendre {name}", exact=True).click(timeout=WARM_UP_MS)
    line = manager.locator(".company-case").filter(has_text=name)
    line.get_by_role("button", name="Suspendre avec cette raison").click()
    expect(line.get_by_role("alert")).to_contain_text("Dire pourquoi")
    line.get_by_label("Pourquoi la suspendre ?").fill("Deux signalements à vérifier.")
    line.get_by_role("button", name="Suspendre avec cette raison").click()
    expect(manager.get_by_text("ses offres ont quitté toutes les piles")).to_be_visible()

    def of_it() -> list[str]:
        told = held_by_server(youth)["deck"]["cards"]
        return [card["id"] for card in told if card["company"] == name]

    assert of_it() == []
    youth.goto("/decouvrir")
    expect(youth.locator(".deck-card").first).to_be_visible(timeout=WARM_UP_MS)
    expect(youth.locator(".deck-card").filter(has_text=name)).to_have_count(0)

    manager.get_by_role("button", name="Annuler : la rétablir").click()
    expect(manager.get_by_text("est rétablie")).to_be_visible()
    assert cards[0]["id"] in of_it()


def test_a_refused_company_reads_why_and_asks_again(pages: OpenPages) -> None:
    manager = pages.desktop_as("responsable")
    manager.goto("/conseil/entreprises")
    case = manager.locator(".company-case").filter(has_text="Cycles du Val")
    case.get_by_role("button", name="Refuser").click(timeout=WARM_UP_MS)
    case.get_by_label("Pourquoi la refuser ?").fill("Le numéro de rue ne correspond pas.")
    case.get_by_role("button", name="Refuser avec cette raison").click()
    expect(manager.get_by_text("est refusée")).to_be_visible()

    page = pages.phone_as("cycles.val")
    page.goto("/employeur/entreprise")
    expect(page.get_by_text("Le numéro de rue ne correspond pas.")).to_be_visible(
        timeout=WARM_UP_MS
    )
    page.get_by_role("button", name="Demander à nouveau").click()
    expect(page.get_by_text("Votre demande est repartie.")).to_be_visible()
    expect(case.get_by_role("button", name="Refuser")).to_be_visible(timeout=10_000)
