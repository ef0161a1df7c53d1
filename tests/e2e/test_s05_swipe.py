"""Scenario 5: a youth swipes twenty offers by finger, by button, by keyboard; undoes one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.e2e.phone import (
    close_sheet,
    drag,
    finger,
    held_by_server,
    put_matches_off,
    title_of,
    top_card,
    wait_for_deck,
    wait_for_language,
)
from tests.fixtures.browsers import OpenPages


@dataclass
class Swiped:
    """What was decided, as the reader saw it."""

    liked: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    origins: set[str] = field(default_factory=set)


def read_card(page: Page, swiped: Swiped) -> None:
    """Each card says why it fits, what is missing, how long the way takes, and where it comes from."""
    card = top_card(page)
    expect(card.locator(".fit")).to_have_text(
        re.compile("Très proche de toi|À ta portée|Un pas de côté")
    )
    expect(card.locator(".card-way")).to_contain_text(re.compile("minute|trajet non connu"))
    assert card.locator(".card-why li").count() >= 1, title_of(page)
    origin = card.locator(".offer-card").get_attribute("data-origin") or ""
    via = card.get_by_text("Offre externe, via France Travail")
    assert via.count() == (1 if origin == "outside" else 0)
    swiped.origins.add(origin)


def test_twenty_offers_by_finger_button_and_keyboard(pages: OpenPages) -> None:
    page = pages.phone_as("moussa")
    put_matches_off(page)
    wait_for_deck(page)
    touch = finger(page)
    before = held_by_server(page)
    swiped = Swiped()
    ways = {
        "finger": (lambda: drag(page, touch, 220), lambda: drag(page, touch, -220)),
        "button": (
            lambda: page.get_by_role("button", name="J'aime").click(),
            lambda: page.get_by_role("button", name="Pas cette fois").click(),
        ),
        "keyboard": (
            lambda: page.keyboard.press("ArrowRight"),
            lambda: page.keyboard.press("ArrowLeft"),
        ),
    }
    decided = 0
    for way, times in (("finger", 7), ("button", 7), ("keyboard", 6)):
        like, pass_ = ways[way]
        for turn in range(times):
            read_card(page, swiped)
            title = title_of(page)
            liking = turn % 2 == 0
            (like if liking else pass_)()
            (swiped.liked if liking else swiped.passed).append(title)
            decided += 1
            if liking:
                close_sheet(page)
            expect(page.locator('.deck-card[data-state="leaving"]')).to_have_count(0)
            live = page.get_by_role("status").filter(has_text=title)
            expect(live).to_contain_text("Tu aimes" if liking else "pas cette fois")

    # The last one is taken back: the card is there again, and may be decided anew.
    undone = swiped.passed.pop()
    page.keyboard.press("u")
    expect(top_card(page).get_by_role("heading", level=2)).to_have_text(undone)
    expect(page.get_by_role("status").filter(has_text="est de retour")).to_contain_text(undone)
    page.get_by_role("button", name="J'aime").click()
    swiped.liked.append(undone)
    close_sheet(page)

    assert decided == 20
    assert swiped.origins == {"internal", "outside"}
    page.wait_for_function("() => !document.querySelector('.deck-card[data-state=leaving]')")
    page.goto("/mes-offres")
    for title in swiped.liked:
        expect(page.get_by_text(title).first).to_be_visible()
    known = {offer["id"] for offer in before["likes"]}
    for _ in range(20):
        held = held_by_server(page)
        likes = [offer["title"] for offer in held["likes"] if offer["id"] not in known]
        if len(likes) == len(swiped.liked):
            break
        page.wait_for_timeout(250)
    assert sorted(likes) == sorted(swiped.liked)
    shown_again = {card["id"] for card in held["deck"]["cards"]}
    assert not shown_again & {offer["id"] for offer in held["likes"]}


def test_a_short_pull_decides_nothing(pages: OpenPages) -> None:
    page = pages.phone_as("emma")
    put_matches_off(page)
    wait_for_deck(page)
    title = title_of(page)
    drag(page, finger(page), 40, steps=20)
    page.wait_for_timeout(400)

    assert title_of(page) == title
    expect(page.get_by_role("button", name="Revenir en arrière")).to_be_disabled()


def test_a_mouse_let_go_elsewhere_holds_no_card(pages: OpenPages) -> None:
    page = pages.desktop_as("emma")
    put_matches_off(page)
    wait_for_deck(page)
    page.mouse.move(5, 5)
    title, card, mouse = title_of(page), top_card(page), finger(page)
    box = card.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + 90

    def held() -> str:
        page.mouse.move(x + 20, y, steps=3)
        page.mouse.move(x + 60, y, steps=6)
        page.wait_for_timeout(100)
        found: str = card.evaluate("card => card.style.transform + card.className")
        return found

    # straight up and out of the card: no drag yet, and let go above it
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, 4, steps=8)
    page.mouse.up()
    assert held() == "deck-card"
    # let go where no page is told: the mouse comes back with nothing pressed
    for pulled in (0, 60):
        page.mouse.move(x, y)
        told = {"x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
        mouse.send("Input.dispatchMouseEvent", told | {"type": "mousePressed"})
        told["x"] += pulled
        mouse.send("Input.dispatchMouseEvent", told | {"type": "mouseMoved"})
        assert held() == "deck-card", pulled
        mouse.send("Input.dispatchMouseEvent", told | {"type": "mouseReleased"})
    assert title_of(page) == title

    # and then it is drawn as ever, also to where it leaves the window
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(-60, y, steps=8)
    page.mouse.up()
    expect(page.get_by_role("status").filter(has_text=title)).to_contain_text("pas cette fois")
    expect(page.locator('.deck-card[data-state="leaving"]')).to_have_count(0)
    page.get_by_role("button", name="Revenir en arrière").click()
    expect(card.get_by_role("heading", level=2)).to_have_text(title)


def test_the_details_tell_everything_and_keep_the_card(pages: OpenPages) -> None:
    page = pages.phone_as("emma")
    put_matches_off(page)
    wait_for_deck(page)
    title = title_of(page)
    page.keyboard.press("Enter")
    details = page.get_by_role("dialog", name=title)
    expect(details).to_be_visible()
    expect(details.get_by_role("heading", name="L'annonce")).to_be_visible()
    details.get_by_text("Comment l'affinité est calculée").click()
    expect(details.get_by_text(re.compile(r"Affinité\s:\s\d+ sur 100"))).to_be_visible()
    details.get_by_text("Comment le trajet est estimé").click()
    expect(details.get_by_text("« Environ » veut dire sans horaires")).to_be_visible()
    page.keyboard.press("Escape")
    expect(details).to_have_count(0)

    assert title_of(page) == title


def test_the_figure_comes_on_tap_only(pages: OpenPages) -> None:
    page = pages.phone_as("emma")
    put_matches_off(page)
    wait_for_deck(page)
    figure = top_card(page).get_by_text(re.compile(r"Affinité\s:\s\d+ sur 100"))
    expect(figure).to_be_hidden()
    top_card(page).locator(".fit summary").click()
    expect(figure).to_be_visible()


def test_a_screen_reader_finds_the_deck_and_only_its_top_card(pages: OpenPages) -> None:
    page = pages.phone_as("emma")
    wait_for_deck(page)
    title = title_of(page)
    deck = page.get_by_role("region", name="Offres à découvrir")

    expect(deck.get_by_role("article")).to_have_count(1)
    expect(deck.get_by_role("group", name=title)).to_be_visible()
    for name in ("Pas cette fois", "Revenir en arrière", "J'aime"):
        box = page.get_by_role("button", name=name).bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
        assert box["y"] > 844 / 2


def test_focus_moves_to_the_next_card(pages: OpenPages) -> None:
    page = pages.phone_as("lina")
    wait_for_deck(page)
    top_card(page).focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator('.deck-card[data-state="leaving"]')).to_have_count(0)
    expect(top_card(page)).to_be_focused()
    page.keyboard.press("Backspace")


def test_nothing_moves_for_those_who_asked_for_calm(pages: OpenPages) -> None:
    page = pages.phone_as("lina", reduced_motion="reduce")
    wait_for_deck(page)
    title = title_of(page)
    page.get_by_role("button", name="Pas cette fois").click()

    expect(page.locator('.deck-card[data-state="leaving"]')).to_have_count(0)
    expect(top_card(page).get_by_role("heading", level=2)).not_to_have_text(title)
    page.get_by_role("button", name="Revenir en arrière").click()


def test_a_like_on_an_outside_offer_leads_to_its_own_link(pages: OpenPages) -> None:
    page = pages.phone_as("nadia")
    put_matches_off(page)
    wait_for_deck(page)
    for _ in range(25):
        if top_card(page).locator('[data-origin="outside"]').count():
            break
        page.get_by_role("button", name="Pas cette fois").click()
        expect(page.locator('.deck-card[data-state="leaving"]')).to_have_count(0)
    title = title_of(page)
    page.get_by_role("button", name="J'aime").click()
    sheet = page.get_by_role("dialog", name="On continue chez France Travail")
    expect(sheet).to_be_visible()
    link = sheet.get_by_role("link", name="Ouvrir l'annonce")
    expect(link).to_have_attribute("rel", re.compile("noopener"))
    expect(link).to_have_attribute("href", re.compile("^https://"))
    sheet.get_by_role("button", name="Plus tard").click()
    page.get_by_role("link", name="Mes offres").click()
    expect(page.get_by_role("heading", name=title).first).to_be_visible()


def test_the_language_chosen_is_kept_with_the_account(pages: OpenPages) -> None:
    page = pages.phone_as("emma")
    put_matches_off(page)
    wait_for_deck(page)
    page.goto("/mon-espace")
    english = page.get_by_role("button", name="English")
    english.click()
    expect(page.get_by_role("link", name="Discover")).to_be_visible()
    wait_for_language(page, "en")
    page.get_by_role("button", name="Français", exact=True).click()
    expect(page.get_by_role("link", name="Découvrir")).to_be_visible()
    wait_for_language(page, "fr")
