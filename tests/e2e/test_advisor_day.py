"""The advisor's day in a browser: find who needs something, propose an offer, write, live both ways."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.e2e.phone import (
    WARM_UP_MS,
    close_sheet,
    put_matches_off,
    title_of,
    top_card,
    wait_for_deck,
)
from tests.fixtures.browsers import OpenPages


def test_the_table_is_searched_filtered_and_sorted_by_keyboard(pages: OpenPages) -> None:
    desk = pages.desktop_as("conseil")
    desk.goto("/conseil/portefeuille")
    rows = desk.locator("tbody tr")
    expect(rows.first).to_be_visible()
    everyone = rows.count()

    desk.get_by_role("searchbox", name="Rechercher", exact=True).fill("lina")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("Lina")
    desk.get_by_role("searchbox", name="Rechercher", exact=True).fill("personne de ce nom")
    expect(desk.get_by_role("heading", name="Personne ne correspond")).to_be_visible()
    desk.get_by_role("button", name="Tout afficher").click()
    expect(rows).to_have_count(everyone)

    silent = desk.get_by_role("button", name=re.compile("Sans nouvelles"))
    silent.focus()
    desk.keyboard.press("Enter")
    expect(silent).to_have_attribute("aria-pressed", "true")
    for row in rows.all():
        expect(row).to_contain_text("Sans nouvelles")
    silent.click()

    desk.get_by_role("button", name=re.compile("Trier par : Jeune")).click()
    names = desk.locator("tbody .row-name")
    expect(names.first).to_have_text("Aïssatou Ba")

    whole = desk.get_by_label("Toute la structure")
    whole.click()
    expect(whole).to_be_checked()
    expect(desk.get_by_text(re.compile(r"^(1\d|[2-9]\d) jeunes$"))).to_be_visible()


def test_a_proposal_comes_first_on_the_phone_and_its_like_comes_back(pages: OpenPages) -> None:
    desk = pages.desktop_as("conseil")
    desk.goto("/conseil/portefeuille")
    desk.get_by_role("link", name=re.compile("Jordan")).click()
    expect(desk.get_by_role("heading", level=1, name=re.compile("Jordan"))).to_be_visible(
        timeout=WARM_UP_MS
    )
    desk.get_by_role("button", name="Proposer une offre").click()
    offers = desk.locator(".proposable")
    expect(offers.first).to_be_visible(timeout=WARM_UP_MS)
    choice = offers.filter(has=desk.get_by_role("button", name="Choisir")).first
    title = choice.locator(".strong").first.inner_text()
    choice.get_by_role("button", name="Choisir").click()
    desk.get_by_label(re.compile("Un mot")).fill("Ça te ressemble, regarde !")
    desk.get_by_role("button", name="Proposer cette offre").click()
    expect(desk.get_by_text(re.compile("C'est proposé"))).to_be_visible()
    desk.keyboard.press("Escape")
    proposed = desk.locator(".facts li").filter(has_text="Ça te ressemble, regarde !")
    expect(proposed).to_contain_text("Proposée")

    phone = pages.phone_as("jordan.baptiste")
    put_matches_off(phone)
    wait_for_deck(phone)
    assert title_of(phone) == title
    expect(top_card(phone)).to_contain_text("Proposée par")
    phone.keyboard.press("ArrowRight")
    close_sheet(phone)
    expect(proposed).to_contain_text("Aimée", timeout=15_000)


def test_a_message_reaches_the_other_side_without_reloading(pages: OpenPages) -> None:
    desk = pages.desktop_as("conseil")
    phone = pages.phone_as("lina")
    put_matches_off(phone)
    phone.goto("/messages")
    desk.goto("/conseil/portefeuille")
    desk.get_by_role("link", name=re.compile("^Lina")).click()
    desk.get_by_role("button", name="Écrire").click()
    expect(desk).to_have_url(re.compile("/conseil/messages"))

    words = "Bonjour Lina, je t'attends jeudi à 10 h."
    desk.get_by_label("Votre message").fill(words)
    desk.get_by_role("button", name="Envoyer").click()
    expect(desk.locator(".desk-line").filter(has_text=words)).to_have_count(1)
    expect(desk.get_by_label("Votre message")).to_have_value("")
    expect(phone.get_by_text(words).first).to_be_visible(timeout=15_000)


def test_a_refused_message_stays_in_the_field(pages: OpenPages) -> None:
    desk = pages.desktop_as("conseil")
    desk.get_by_role("link", name="Messages", exact=True).click()
    desk.locator(".desk-thread-entry").first.click()
    field = desk.get_by_label("Votre message")
    field.fill("   ")
    desk.get_by_role("button", name="Envoyer").click()
    expect(desk.get_by_role("alert")).to_contain_text(re.compile(r"\w+"))
    expect(field).to_have_value("   ")


def test_someone_of_another_structure_cannot_be_opened(pages: OpenPages) -> None:
    desk = pages.desktop_as("conseil")
    desk.goto("/conseil/jeunes/AAAAAAAAAAAAAAAAAAAAAA")
    expect(desk.get_by_role("heading", name="Cette fiche n'est pas accessible")).to_be_visible()
