"""Scenario 2: somebody registers alone on a phone; their Mission Locale answers, and they are told."""

from __future__ import annotations

import re
from uuid import uuid4

from playwright.sync_api import Page, expect

from tests.e2e.phone import WARM_UP_MS, drag, finger, top_card
from tests.fixtures.browsers import OpenPages

PASSWORD = "mon chat dort bien"
LESSON = ".lesson-card"


def answer_name_and_birth(page: Page, name: str, year: str) -> None:
    """The first two questions."""
    page.get_by_label("Prénom").fill(name)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Jour").fill("7")
    page.get_by_label("Mois").fill("3")
    page.get_by_label("Année").fill(year)
    page.get_by_role("button", name="Continuer").click()


def test_quick_fingers_lose_no_letter_to_the_question(pages: OpenPages) -> None:
    """Whoever is in the field as soon as it is there stays in it."""
    phone = pages.phone()
    phone.goto("/inscription")
    phone.evaluate("""() => new MutationObserver((_, observer) => {
        const field = document.getElementById("commune");
        if (!field) return;
        observer.disconnect();
        field.focus();
    }).observe(document.body, { childList: true, subtree: true })""")
    answer_name_and_birth(phone, "Inès", "2005")
    commune = phone.get_by_label("Ta commune ou ton code postal")
    phone.wait_for_timeout(200)  # the frame in which the question would take the focus is over
    expect(commune).to_be_focused()
    phone.keyboard.type("evry")
    expect(phone.get_by_role("button", name="Évry-Courcouronnes (91000)")).to_be_visible()


def test_registers_alone_and_is_answered(pages: OpenPages) -> None:
    name = f"Inès{''.join(chr(97 + int(digit, 16)) for digit in uuid4().hex[:5])}"
    login = f"i.{uuid4().hex[:8]}"
    phone = pages.phone()
    phone.goto("/connexion")
    phone.get_by_role("link", name="Créer mon compte").click()

    # what is missing or wrong is said at once, and nothing is lost by it
    phone.get_by_role("button", name="Continuer").click()
    expect(phone.get_by_role("alert")).to_contain_text("Il manque le prénom")
    answer_name_and_birth(phone, name, "2012")
    expect(phone.get_by_role("alert")).to_contain_text("à partir de 16 ans")
    phone.get_by_label("Année").fill("2005")
    phone.get_by_role("button", name="Continuer").click()

    # a commune by its first letters, without accents; a reload keeps what was answered, back works
    commune = phone.get_by_label("Ta commune ou ton code postal")
    commune.press_sequentially("evry")
    phone.get_by_role("button", name="Évry-Courcouronnes (91000)").click()
    phone.get_by_role("button", name="Continuer").click()
    expect(phone.get_by_role("heading", name="Avec quoi tu te connecteras ?")).to_be_focused()
    phone.reload()
    expect(phone.get_by_role("heading", name="Avec quoi tu te connecteras ?")).to_be_visible()
    phone.go_back()
    expect(commune).to_have_value("Évry-Courcouronnes (91000)")
    phone.go_forward()

    # a login that somebody has, found out at the end only, leads back to its question
    phone.get_by_label("Numéro de téléphone ou nom d'utilisateur").fill("nadia")
    phone.get_by_role("button", name="Continuer").click()
    phone.get_by_role("textbox", name="Mot de passe").fill(PASSWORD)
    expect(phone.get_by_text("Très solide")).to_be_visible()
    phone.get_by_role("button", name="Continuer").click()
    phone.get_by_role("button", name="Créer mon compte").click()
    expect(phone.get_by_role("alert")).to_contain_text("Je suis d'accord")
    phone.get_by_label("Je suis d'accord").check()
    phone.get_by_role("button", name="Créer mon compte").click()
    expect(phone.get_by_role("alert")).to_contain_text("déjà pris")
    phone.get_by_label("Numéro de téléphone ou nom d'utilisateur").fill(login)
    phone.get_by_role("button", name="Continuer").click()
    phone.get_by_role("button", name="Continuer").click()  # the password is still there

    # the network goes: nothing is lost, and the second try is enough
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Créer mon compte").click()
    expect(phone.get_by_role("alert")).to_contain_text("est gardé")
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Créer mon compte").click()

    # the guided first swipe: by finger, by button, by keyboard
    expect(top_card(phone).locator(LESSON)).to_contain_text("Glisse à droite", timeout=WARM_UP_MS)
    drag(phone, finger(phone), 260)
    expect(phone.get_by_text("Oui, comme ça !")).to_be_visible()
    expect(top_card(phone)).to_contain_text("Glisse à gauche")
    phone.get_by_role("button", name="Pas cette fois").click()
    expect(top_card(phone)).to_contain_text("Touche une carte")
    begun = phone.get_by_role("heading", name=f"C'est parti, {name} !")
    for _ in range(20):  # the card that has just come may not listen yet
        phone.keyboard.press("ArrowUp")
        phone.wait_for_timeout(250)
        if begun.is_visible():
            break
    expect(begun).to_be_visible()
    expect(phone.get_by_text("Ta demande est arrivée")).to_be_visible()
    question = phone.locator("#small-question")
    first = question.inner_text()
    phone.get_by_role("button", name="Non", exact=True).click()
    expect(question).not_to_have_text(first)
    expect(phone.get_by_text("Déjà 1 réponse sur 7")).to_be_visible()
    phone.get_by_role("button", name="Pas maintenant").click()

    # the Mission Locale of the commune has the request, with a first message ready
    desk = pages.desktop_as("conseil")
    desk.get_by_role("link", name="Demandes", exact=True).click()
    row = desk.get_by_role("row").filter(has_text=name)
    expect(row).to_contain_text("Évry-Courcouronnes")
    row.get_by_role("button", name=f"Accompagner {name}", exact=True).click()
    dialog = desk.get_by_role("dialog", name=f"Accompagner {name}", exact=True)
    expect(dialog.get_by_label("Premier message")).to_have_value(
        re.compile(f"Bonjour {name}, je t'accompagne")
    )
    dialog.get_by_role("button", name="Accompagner", exact=True).click()
    expect(
        desk.get_by_role("status").filter(has_text=f"{name} est dans le portefeuille")
    ).to_be_visible()
    expect(row).to_have_count(0)

    # the youth is told, at once, and may answer
    phone.get_by_role("link", name="Mon espace").click()
    expect(phone.get_by_role("heading", name="t'accompagne")).to_be_visible()
    phone.get_by_role("link", name="Messages").click()
    phone.get_by_role("link", name="Aminata").first.click()
    expect(phone.get_by_text("je t'accompagne à partir d'aujourd'hui")).to_be_visible()

    # what was agreed to can be read and taken back
    phone.goto("/mon-espace/accord")
    expect(phone.get_by_text("Tu as dit oui")).to_be_visible()
    phone.get_by_role("button", name="Je ne suis plus d'accord").click()
    expect(phone.get_by_text("aucun employeur ne te voit")).to_be_visible()


def test_nobody_answers_there_and_the_administrator_sends_it_on(pages: OpenPages) -> None:
    name = f"Yann{''.join(chr(97 + int(digit, 16)) for digit in uuid4().hex[:5])}"
    phone = pages.phone()
    phone.goto("/inscription")
    answer_name_and_birth(phone, name, "2004")
    phone.get_by_label("Ta commune ou ton code postal").press_sequentially("brest")
    phone.get_by_role("button", name="Brest, Bretagne").click()
    phone.get_by_role("button", name="Continuer").click()
    phone.get_by_label("Numéro de téléphone ou nom d'utilisateur").fill(f"y.{uuid4().hex[:8]}")
    phone.get_by_role("button", name="Continuer").click()
    phone.get_by_role("textbox", name="Mot de passe").fill(PASSWORD)
    phone.get_by_role("button", name="Continuer").click()
    phone.get_by_label("Je suis d'accord").check()
    phone.get_by_role("button", name="Créer mon compte").click()
    phone.get_by_role("button", name="Passer").click(timeout=WARM_UP_MS)
    expect(phone.get_by_text("Pas encore de Mission Locale ici")).to_be_visible()

    admin = pages.desktop_as("admin")
    admin.get_by_role("link", name="Demandes").click()
    row = admin.get_by_role("row").filter(has_text=name)
    row.get_by_role("button", name=f"Transmettre la demande de {name}").click()
    dialog = admin.get_by_role("dialog", name=f"Transmettre la demande de {name}")
    dialog.get_by_role("button", name="Transmettre", exact=True).click()
    expect(row).to_have_count(0)
    expect(phone.get_by_text("Ta demande est arrivée")).to_be_visible()


def test_whoever_was_never_asked_is_not_told_that_nobody_sees_them(pages: OpenPages) -> None:
    """Accounts from before there was a text to agree to: both answers are open to them."""
    phone = pages.phone_as("lina")
    phone.goto("/mon-espace/accord")
    expect(phone.get_by_text("On ne t'a pas encore posé la question")).to_be_visible()
    expect(phone.get_by_role("button", name="Je ne suis pas d'accord")).to_be_visible()
    expect(phone.get_by_text("aucun employeur ne te voit")).to_have_count(0)
