"""Scenario 3: a code from an advisor opens an account, by password or by passkey, once; and how codes die."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

from playwright.sync_api import CDPSession, Page, expect
from production import RunningServer
from sqlalchemy import select

from myjobmatch.db.models import Session
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activation_code import SELECTOR, SIGNS, canonical_code
from tests.e2e.phone import WARM_UP_MS
from tests.e2e.phone_server import beside
from tests.fixtures.browsers import OpenPages

PASSWORD = "mon chat dort bien"


def invite(desk: Page, name: str, year: str) -> str:
    """Register somebody at the desk; answers the code."""
    desk.goto("/conseil/inviter")
    desk.get_by_label("Prénom").fill(name)
    desk.get_by_label("Jour").fill("4")
    desk.get_by_label("Mois").fill("5")
    desk.get_by_label("Année").fill(year)
    desk.get_by_label("Commune").press_sequentially("corbeil")
    desk.get_by_role("button", name="Corbeil-Essonnes").first.click()
    desk.get_by_role("button", name="Inscrire et créer le code").click()
    return desk.locator(".invite-code").inner_text()


def authenticator(page: Page) -> CDPSession:
    """A phone's own authenticator, whose owner is always there."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def sign_out(page: Page, at: str) -> None:
    """Leave by one's own page."""
    page.goto(f"{at}/mon-espace")
    page.get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url(f"{at}/")


def type_code(page: Page, code: str) -> None:
    """The first question of activation."""
    page.get_by_label("Code", exact=True).fill(code)
    page.get_by_role("button", name="Continuer").click()


def test_a_code_is_typed_scanned_and_used_once(pages: OpenPages, server: RunningServer) -> None:
    # passkeys need a name: an address is no relying party
    at = f"http://localhost:{server.port}"
    desk = pages.desktop_as("conseil")
    code = invite(desk, "Sami", "2009")
    drawn = desk.get_by_role("img", name="QR code").get_attribute("src") or ""
    assert drawn.startswith("data:image/svg+xml")
    login = f"s.{uuid4().hex[:8]}"

    # a scanner of links opens the address first: nothing is used up
    scanner = pages.phone()
    scanner.goto(f"{at}/activation#{code}")
    expect(scanner.get_by_role("heading", name="Bonjour Sami !")).to_be_visible()

    # the youth scans: the code leaves the address, a minor is told what must be signed
    phone = pages.phone()
    authenticator(phone)
    phone.goto(f"{at}/activation#{code}")
    expect(phone.get_by_role("heading", name="Bonjour Sami !")).to_be_visible()
    assert code not in phone.url
    expect(phone.get_by_text("Tu as moins de 18 ans")).to_be_visible()
    expect(phone.get_by_text("Aminata")).to_be_visible()
    phone.get_by_role("button", name="Continuer").click()
    phone.get_by_label("Numéro de téléphone ou nom d'utilisateur").fill(login)
    phone.get_by_role("button", name="Continuer").click()
    phone.get_by_role("button", name="Utiliser mon empreinte").click()
    expect(phone.get_by_role("button", name="Écouter")).to_be_visible()
    phone.get_by_label("Je suis d'accord").check()
    phone.get_by_role("button", name="Activer mon compte").click()
    expect(phone.get_by_role("heading", name="Premiers pas")).to_be_visible(timeout=WARM_UP_MS)

    # the only key cannot be taken away; a second one can
    phone.goto(f"{at}/mon-espace/securite")
    phone.get_by_role("button", name="Retirer cette clé").click()
    expect(phone.get_by_role("alert").filter(has_text="la seule façon")).to_be_visible()

    # out, and in again by the key that the login field offers: this owner takes it at once
    sign_out(phone, at)
    phone.goto(f"{at}/connexion")
    phone.wait_for_url(re.compile("/decouvrir"), timeout=WARM_UP_MS)

    # and by the button, on a browser that cannot offer keys in a field
    sign_out(phone, at)
    phone.add_init_script("delete PublicKeyCredential.isConditionalMediationAvailable")
    phone.goto(f"{at}/connexion")
    phone.get_by_role("button", name="Empreinte, visage ou code").click()
    phone.wait_for_url(re.compile("/decouvrir"), timeout=WARM_UP_MS)

    # the code is used; the advisor sees it, and notes the signature
    late = pages.phone()
    late.goto("/activation")
    type_code(late, code.lower().replace("-", " "))
    expect(late.get_by_role("alert")).to_contain_text("déjà servi")
    desk.get_by_role("link", name="Remplir le profil ensemble").click()
    desk.get_by_role("button", name="Vélo").click()
    expect(desk.get_by_role("button", name="Vélo")).to_have_attribute("aria-pressed", "true")
    desk.get_by_role("link", name="Accès").click()
    expect(desk.get_by_text("Compte activé")).to_be_visible()
    expect(desk.get_by_text("Signature attendue")).to_be_visible()
    desk.get_by_role("button", name="Noter la signature reçue").click()
    expect(desk.get_by_text("Signature reçue")).to_be_visible()


def test_codes_die_of_time_of_wrong_tries_and_when_taken_back(
    pages: OpenPages, server: RunningServer
) -> None:
    desk = pages.desktop_as("conseil")
    code = invite(desk, "Maïa", "2004")
    selector = canonical_code(code)[:SELECTOR]
    phone = pages.phone()
    phone.goto("/activation")
    alert = phone.get_by_role("alert")

    type_code(phone, "trop court")
    expect(alert).to_contain_text("neuf lettres et chiffres")
    wrong = code[:-1] + next(sign for sign in SIGNS if sign != code[-1])
    for _ in range(5):
        type_code(phone, wrong)
        expect(alert).to_contain_text("Ce n'est pas ce code")
    type_code(phone, code)
    expect(alert).to_contain_text("Trop d'erreurs")

    # another one takes its place, and dies when it is taken back
    desk.get_by_role("link", name="Remplir le profil ensemble").click()
    desk.get_by_role("link", name="Accès").click()
    expect(desk.get_by_text("Le code est mort après trop d'erreurs")).to_be_visible()
    desk.get_by_role("button", name="Nouveau code").click()
    second = desk.locator(".invite-code").inner_text()
    type_code(phone, second)
    expect(phone.get_by_role("heading", name="Bonjour Maïa !")).to_be_visible()
    desk.get_by_role("button", name="Reprendre le code").click()
    expect(desk.get_by_text("Le code a été repris")).to_be_visible()
    phone.go_back()
    type_code(phone, second)
    expect(alert).to_contain_text("remplacé")

    # a third is let run out of time
    desk.get_by_role("button", name="Nouveau code").click()
    expect(desk.locator(".invite-code")).not_to_have_text(second)
    third = desk.locator(".invite-code").inner_text()

    async def run_out(uow: UnitOfWork) -> None:
        row = await uow.joining.activation_by_selector(canonical_code(third)[:SELECTOR])
        assert row is not None
        row.created_at -= timedelta(days=20)
        row.expires_at -= timedelta(days=20)

    assert canonical_code(third)[:SELECTOR] != selector
    beside(server, run_out)
    type_code(phone, third)
    expect(alert).to_contain_text("fait son temps")


def test_a_forgotten_password_is_renewed_by_a_code(pages: OpenPages, server: RunningServer) -> None:
    desk = pages.desktop_as("conseil")
    code = invite(desk, "Nour", "2003")
    login = f"n.{uuid4().hex[:8]}"
    phone = pages.phone()
    phone.goto("/activation")
    type_code(phone, code)
    phone.get_by_role("button", name="Continuer").click()
    phone.get_by_label("Numéro de téléphone ou nom d'utilisateur").fill(login)
    phone.get_by_role("button", name="Continuer").click()
    phone.get_by_label("Mot de passe").fill(PASSWORD)
    phone.get_by_role("button", name="Continuer").click()
    phone.get_by_label("Je suis d'accord").check()
    phone.get_by_role("button", name="Activer mon compte").click()
    expect(phone.get_by_role("heading", name="Premiers pas")).to_be_visible(timeout=WARM_UP_MS)

    # the advisor gives a code from the same place; what it does stands beside the button
    desk.get_by_role("link", name="Remplir le profil ensemble").click()
    desk.get_by_role("link", name="Accès").click()
    expect(desk.get_by_text("Compte activé")).to_be_visible()
    expect(desk.get_by_text("Rien ne change avant qu'il serve")).to_be_visible()
    desk.get_by_role("button", name="Créer un code de nouveau mot de passe").click()
    second = desk.locator(".invite-code").inner_text()
    expect(desk.get_by_text("Un code est valable")).to_be_visible()

    # another phone: two questions, and no other login, agreement or key
    other = pages.phone()
    other.goto(f"/activation#{second}")
    expect(other.get_by_role("heading", name="Bonjour Nour !")).to_be_visible()
    expect(other.get_by_text(f"Tu te connectes avec : {login}")).to_be_visible()
    expect(other.locator(".joining-piece")).to_have_count(3)
    other.get_by_role("button", name="Continuer").click()
    expect(other.get_by_role("heading", name="Choisis un nouveau mot de passe")).to_be_visible()
    expect(other.get_by_role("button", name="Utiliser mon empreinte")).to_have_count(0)
    other.get_by_label("Mot de passe").fill("court")
    other.get_by_role("button", name="Changer mon mot de passe").click()
    expect(other.get_by_role("alert")).to_contain_text("Au moins 8")
    other.get_by_label("Mot de passe").fill("un autre chat dort")
    other.get_by_role("button", name="Changer mon mot de passe").click()
    other.wait_for_url(re.compile("/decouvrir"), timeout=WARM_UP_MS)

    # the phone that was signed in is out, and the new password is the one that opens
    phone.goto("/connexion")
    phone.get_by_label("Téléphone, nom d'utilisateur ou e-mail").fill(login)
    phone.get_by_label("Mot de passe").fill(PASSWORD)
    phone.get_by_role("button", name="Se connecter").click()
    expect(phone.get_by_role("alert")).to_be_visible()
    phone.get_by_label("Téléphone, nom d'utilisateur ou e-mail").fill(login)
    phone.get_by_label("Mot de passe").fill("un autre chat dort")
    phone.get_by_role("button", name="Se connecter").click()
    phone.wait_for_url(re.compile("/decouvrir"), timeout=WARM_UP_MS)
    expect(desk.get_by_text("Un code est valable")).to_have_count(0)


def test_another_key_long_after_signing_in_takes_the_password(
    pages: OpenPages, server: RunningServer
) -> None:
    at = f"http://localhost:{server.port}"  # as above: passkeys need a name
    phone = pages.phone()
    authenticator(phone)
    phone.goto(f"{at}/connexion")
    phone.get_by_label("Téléphone, nom d'utilisateur ou e-mail").fill("emma")
    phone.get_by_label("Mot de passe").fill("bonjour2026")
    phone.get_by_role("button", name="Se connecter").click()
    phone.wait_for_url(re.compile("/decouvrir"), timeout=WARM_UP_MS)

    async def an_hour_ago(uow: UnitOfWork) -> None:
        emma = await uow.accounts.by_login("emma")
        assert emma is not None
        for row in await uow.session.scalars(select(Session).where(Session.account_id == emma.id)):
            row.created_at -= timedelta(hours=1)

    beside(server, an_hour_ago)
    phone.goto(f"{at}/mon-espace/securite")
    add = phone.get_by_role("button", name="Ajouter une clé sur cet appareil")
    add.click()
    password = phone.locator("#key_password")
    expect(password).to_be_focused()
    expect(phone.get_by_text("il faut d'abord écrire le mot de passe")).to_be_visible()
    password.fill("un chat d'ailleurs")
    add.click()
    expect(phone.get_by_role("alert").filter(has_text="n'est pas celui-là")).to_be_visible()
    password.fill("bonjour2026")
    add.click()
    expect(phone.get_by_role("button", name="Retirer cette clé")).to_be_visible()
    expect(password).to_have_count(0)
    phone.get_by_role("button", name="Retirer cette clé").click()
    expect(phone.get_by_role("button", name="Retirer cette clé")).to_have_count(0)
