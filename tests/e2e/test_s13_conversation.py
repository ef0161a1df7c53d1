"""Scenario 13: a youth and their advisor talk, by words, papers, voices and shared offers; live both ways."""

from __future__ import annotations

import re
from uuid import uuid4

from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.e2e.phone import put_matches_off, wait_for_deck, wait_for_places
from tests.fixtures.browsers import OpenPages

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
WAIT_MS = 20_000


def file(name: str, kind: str, data: bytes) -> FilePayload:
    """A file as it is chosen."""
    return {"name": name, "mimeType": kind, "buffer": data}


def open_on_phone(phone: Page) -> None:
    """The conversation with the advisor."""
    phone.get_by_role("link", name="Messages").click()
    phone.locator(".talk").filter(has=phone.locator(".lucide-user-round")).first.click()
    expect(phone.get_by_label("Écrire un message")).to_be_visible()


def say(page: Page, text: str) -> None:
    """Write and send."""
    page.get_by_label(re.compile("Écrire un message|Votre message")).fill(text)
    page.get_by_role("button", name="Envoyer", exact=True).click()


def bubble(page: Page, text: str | re.Pattern[str]) -> Locator:
    """A message."""
    return page.locator(".bubble, .desk-line").filter(has_text=text)


def test_youth_and_advisor_talk(pages: OpenPages) -> None:
    mark = uuid4().hex[:6]
    phone = pages.phone_as("lina")
    put_matches_off(phone)
    wait_for_deck(phone)
    wait_for_places(phone)
    desk = pages.desktop_as("conseil")
    desk.goto("/conseil/messages")
    desk.locator(".desk-thread-entry").filter(has_text="Lina").first.click()
    field = desk.locator("#body")
    expect(field).to_be_visible()
    open_on_phone(phone)

    # text, both ways, live; that it was read is seen; who writes is seen
    phone.get_by_label("Écrire un message").press_sequentially("Bonjour ")
    expect(desk.get_by_text("En train d'écrire…")).to_be_visible()
    say(phone, f"Bonjour, {mark} une question")
    expect(bubble(desk, f"{mark} une question")).to_be_visible(timeout=WAIT_MS)
    expect(bubble(phone, f"{mark} une question")).to_contain_text("Vu le", timeout=WAIT_MS)

    # plain language: a hint beside the field, and it is sent all the same; the draft survives a reload
    field.fill(f"Afin de renseigner ton PACEA {mark}")
    hint = desk.get_by_text(re.compile(r"\d idées? pour un texte plus simple"))
    expect(hint).to_be_visible()
    hint.click()
    expect(desk.get_by_text("parcours d'accompagnement")).to_be_visible()
    desk.reload()
    desk.locator(".desk-thread-entry").filter(has_text="Lina").first.click()
    expect(field).to_have_value(f"Afin de renseigner ton PACEA {mark}")
    field.press("Control+Enter")
    expect(bubble(phone, f"PACEA {mark}")).to_be_visible(timeout=WAIT_MS)
    expect(field).to_have_value("")

    # a paper arrives and opens; a disguised one is refused, and says why
    files = phone.locator("#talk-files")
    files.set_input_files(file(f"cv-{mark}.pdf", "application/pdf", PDF))
    phone.get_by_role("button", name="Envoyer", exact=True).click()
    paper = bubble(desk, f"cv-{mark}").get_by_role("link")
    expect(paper).to_be_visible(timeout=WAIT_MS)
    address = paper.get_attribute("href") or ""
    answer = desk.request.get(address)
    assert (answer.status, answer.body()) == (200, PDF)
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    for name, kind, data in (
        ("facture.pdf", "application/pdf", b"MZ\x90\x00" + bytes(60)),
        ("photo.png", "image/png", b"<html><script>alert(1)</script></html>"),
    ):
        files.set_input_files(file(name, kind, data))
        phone.get_by_role("button", name="Envoyer", exact=True).click()
        alert = phone.get_by_role("alert").filter(has_text="Ce fichier est autre chose")
        expect(alert).to_be_visible(timeout=WAIT_MS)
        alert.get_by_role("button", name="Fermer").click()

    # a voice: recorded, heard first, sent, played by the other side
    phone.get_by_role("button", name="Message vocal").click()
    stop = phone.get_by_role("button", name="Terminer")  # allowed before: it begins by itself
    expect(stop).to_be_visible(timeout=WAIT_MS)
    expect(phone.get_by_text(re.compile(r"0:0[2-9] / 1:00"))).to_be_visible(timeout=WAIT_MS)
    stop.click()
    expect(phone.get_by_role("button", name=re.compile("Écouter"))).to_be_visible()
    phone.get_by_role("button", name="Envoyer le message vocal").click()
    voice = desk.locator(".desk-line .voice-player").last
    expect(voice).to_be_visible(timeout=WAIT_MS)
    voice.get_by_role("button", name=re.compile("Écouter")).click()
    expect(voice.get_by_role("button", name="Pause")).to_be_visible()

    # off line: a message and a photo wait in order, and leave once
    phone.context.set_offline(True)
    say(phone, f"{mark} premier")
    files.set_input_files(file(f"piece-{mark}.pdf", "application/pdf", PDF + b"\n"))
    phone.get_by_role("button", name="Envoyer", exact=True).click()
    say(phone, f"{mark} dernier")
    expect(bubble(phone, f"{mark} dernier")).to_contain_text("En attente du réseau")
    phone.context.set_offline(False)
    expect(bubble(desk, f"{mark} dernier")).to_be_visible(timeout=WAIT_MS)
    told = desk.locator(".desk-line").filter(has_text=mark).all_inner_texts()[-3:]
    assert [
        next(word for word in ("premier", "piece", "dernier") if word in text) for text in told
    ] == ["premier", "piece", "dernier"]

    # a shared offer works when it is tapped
    desk.get_by_role("button", name="Partager…").click()
    choice = desk.locator("#talk-cards .talk-offers button").first
    title = choice.locator(".strong").inner_text()
    choice.click()
    expect(desk.locator(".talk-desk-form .talk-card")).to_contain_text(title)
    desk.get_by_role("button", name="Envoyer", exact=True).click()
    card = phone.locator(".bubble .talk-card").last
    expect(card).to_contain_text(title, timeout=WAIT_MS)
    offer = card.get_attribute("href") or ""
    assert offer.startswith("/offre/")

    # so does something of the week, which opens there
    desk.get_by_role("button", name="Partager…").click()
    todo = desk.locator("#talk-cards .talk-offers button").filter(has_text="Action").first
    name = todo.locator(".strong").inner_text()
    todo.click()
    desk.get_by_role("button", name="Envoyer", exact=True).click()
    task = phone.locator(".bubble .talk-card").filter(has_text=name).last
    expect(task).to_be_visible(timeout=WAIT_MS)
    task.click()
    expect(phone.locator(".week-item:focus")).to_contain_text(name, timeout=WAIT_MS)
    open_on_phone(phone)

    # corrected and taken away: the other side sees that it was so
    mine = bubble(phone, f"{mark} premier")
    mine.locator("summary").click()
    mine.get_by_role("button", name="Modifier").click()
    phone.get_by_label("Nouveau texte").fill(f"{mark} corrigé")
    phone.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(bubble(desk, f"{mark} corrigé")).to_contain_text("modifié", timeout=WAIT_MS)
    last = bubble(phone, f"{mark} dernier")
    last.locator("summary").click()
    last.get_by_role("button", name="Supprimer").click()
    last.get_by_role("button", name="Supprimer").click()
    expect(desk.get_by_text("Message supprimé").last).to_be_visible(timeout=WAIT_MS)
    expect(bubble(desk, f"{mark} dernier")).to_have_count(0)

    # found again, on both sides
    desk.get_by_label("Chercher dans toutes les conversations").fill(f"CORRIGE {mark}")
    expect(desk.locator(".desk-thread-entry")).to_have_count(1)
    phone.get_by_role("link", name="Retour").or_(phone.locator(".thread-head a")).first.click()
    phone.get_by_label("Chercher dans les messages").fill(f"corrige {mark}")
    expect(phone.locator(".talk-found li")).to_have_count(1)

    # unread: the advisor writes while the phone looks elsewhere
    desk.get_by_label("Chercher dans toutes les conversations").fill("")
    field.fill(f"{mark} à lire")
    # twice, as an impatient hand does: it leaves once
    desk.evaluate(
        "() => { const form = document.querySelector('.talk-desk-form');"
        " form.requestSubmit(); form.requestSubmit(); }"
    )
    expect(phone.locator(".talk-count").first).to_be_visible(timeout=WAIT_MS)
    expect(bubble(desk, f"{mark} à lire")).to_have_count(1)

    # nobody else: not another advisor's page, not another youth, not a company, not the manager
    for login in ("moussa", "recruteur", "responsable"):
        stranger = pages.desktop()
        pages.signed_in(stranger, login)
        assert stranger.request.get(address).status in (403, 404), login
    phone.goto(offer)
    expect(phone.get_by_role("heading", level=1)).to_contain_text(title)
