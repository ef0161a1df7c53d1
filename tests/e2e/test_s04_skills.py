"""Scenario 4: on a phone, a profile built from what one did, in any language; the offers follow."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.phone import held_by_server, put_matches_off, wait_for_deck, wait_for_language
from tests.fixtures.browsers import OpenPages

SMALL: dict[str, Any] = {"width": 360, "height": 740}
ANSWER_MS = 20_000
"""The first suggestion waits for the matching engine."""


@pytest.fixture
def fresh(pages: OpenPages) -> Iterator[Page]:
    """Nadia's phone; her profile says nothing yet, and is as before when the test ends."""
    page = pages.phone_as("nadia", viewport=SMALL)
    put_matches_off(page)
    wait_for_deck(page)
    before = held_by_server(page)["profile"]
    empty(page)
    page.goto("/mon-espace")
    expect(page.get_by_text("Sept petites questions")).to_be_visible(timeout=ANSWER_MS)
    yield page
    page.context.set_offline(False)
    restore(page, before)


def send(page: Page, *commands: tuple[str, dict[str, Any]]) -> None:
    """Commands as a phone sends them."""
    rows = [
        {"id": str(uuid.uuid4()), "kind": kind, "payload": payload} for kind, payload in commands
    ]
    answer = page.request.post(
        "/api/v1/commands",
        data={"account": held_by_server(page)["account"], "commands": rows},
        headers={"Origin": page.url.partition("/mon-espace")[0].partition("/decouvrir")[0]},
    )
    assert answer.ok, answer.text()
    assert {one["status"] for one in answer.json()["results"]} == {"done"}, answer.text()


LISTS = ("contracts", "modes", "licences", "refused_schedules")


def empty(page: Page) -> None:
    """Forget all that the profile says."""
    did = held_by_server(page)["profile"]["experiences"]
    lists: dict[str, Any] = {name: [] for name in (*LISTS, "skills", "aptitudes", "occupations")}
    forget = {"clear_max_minutes": True, "clear_available_from": True}
    send(
        page,
        ("profile", lists | forget),
        *[("delete_experience", {"experience_id": one["id"]}) for one in did],
    )


def restore(page: Page, before: dict[str, Any]) -> None:
    """Say again what the profile said."""
    empty(page)
    kept: dict[str, Any] = {name: before[name] for name in LISTS}
    kept |= {name: [one["id"] for one in before[name]] for name in ("aptitudes", "occupations")}
    kept["skills"] = [{"id": one["id"], "origin": one["origin"]} for one in before["skills"]]
    kept |= {
        name: before[name]
        for name in ("experience", "max_minutes", "available_from")
        if before[name]
    }
    did = [
        ("add_experience", {"text": e["text"], "origin": e["origin"]})
        for e in before["experiences"]
    ]
    send(page, ("profile", kept), *did)


def chip(page: Page, label: str) -> Locator:
    """A suggestion."""
    return page.get_by_role("button", name=label, exact=True)


def go_on(page: Page) -> None:
    page.get_by_role("link", name="Continuer").click()


def find(page: Page, field: str, text: str) -> None:
    page.get_by_label(field).fill(text)


def titles_of_deck(page: Page) -> list[str]:
    return [card["title"] for card in held_by_server(page)["deck"]["cards"]]


def test_a_profile_is_built_by_taps_and_the_offers_follow(fresh: Page) -> None:
    page = fresh
    page.goto("/decouvrir")
    wait_for_deck(page)
    before = titles_of_deck(page)

    page.goto("/mon-espace")
    page.get_by_role("link", name="Répondre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Qu'est-ce que tu as déjà fait ?")
    page.get_by_text("S'occuper de proches").click()
    page.get_by_label("Raconte en quelques mots").fill("je gardais mes petits frères")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_text("je gardais mes petits frères")).to_be_visible()
    heard = page.locator(".heard")
    heard.get_by_role("button", name="Garder des enfants").click(timeout=ANSWER_MS)
    expect(heard.get_by_role("button", name="Garder des enfants")).to_have_attribute(
        "aria-pressed", "true"
    )

    go_on(page)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    find(page, "Je sais", "تنظيف الأرضيات")
    chip(page, "Balayer et laver des sols").click(timeout=ANSWER_MS)
    find(page, "Je sais", "fix bikes")
    chip(page, "Réparer des vélos").click(timeout=ANSWER_MS)
    find(page, "Je sais", "netoyer")
    expect(page.locator(".found .chip-choice").first).to_contain_text("ettoyer", timeout=ANSWER_MS)
    mine = page.locator(".picked")
    expect(mine.get_by_role("listitem")).to_have_count(3)
    page.get_by_role("button", name="Retirer : Garder des enfants").click()
    expect(mine.get_by_role("listitem")).to_have_count(2)
    page.get_by_role("button", name="Remettre").click()
    expect(mine.get_by_role("listitem")).to_have_count(3)
    also = page.locator("section").filter(has_text="Tu sais peut-être aussi").locator("button")
    expect(also.first).to_be_visible(timeout=ANSWER_MS)
    idea = also.first.inner_text()
    also.first.click()
    expect(mine.get_by_role("listitem").filter(has_text=idea)).to_be_visible()
    page.get_by_role("button", name=f"Retirer : {idea}").click()

    go_on(page)
    page.get_by_role("button", name="Sens du contact").click()
    expect(page.get_by_text("1 sur 5 au plus")).to_be_visible()
    go_on(page)
    find(page, "Cherche un métier", "nounou")
    chip(page, "Garde d'enfants").click(timeout=ANSWER_MS)
    expect(page.get_by_role("heading", name="Tout près de ces métiers")).to_be_visible()
    go_on(page)
    page.get_by_role("button", name="CDI").click()
    go_on(page)
    page.get_by_role("button", name="En transports").click()
    page.locator("#minutes").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator(".minutes-said")).to_contain_text("45 minutes")
    find(page, "Changer de commune", "melu")
    page.get_by_role("button", name="Melun").first.click(timeout=ANSWER_MS)
    expect(page.get_by_text("Melun", exact=True)).to_be_visible()
    go_on(page)
    page.get_by_role("button", name="Tout de suite").click()
    page.get_by_role("link", name="C'est fini").click()

    expect(page.get_by_text("Ton profil est complet. Bravo !")).to_be_visible()
    expect(page.locator(".space-lines a").filter(has_text="Mes compétences")).to_contain_text("3")
    page.get_by_role("button", name="Voir ma carte").click()
    card = page.get_by_role("dialog", name="Comment une entreprise te voit")
    expect(card.get_by_text("Profil anonyme")).to_be_visible()
    words = card.locator(".own-card").inner_text()
    assert "Nadia" not in words
    assert "Melun" not in words
    assert "petits frères" not in words

    for _ in range(40):  # until the last answer has arrived
        told = held_by_server(page)
        profile = told["profile"]
        if profile["completeness"] == 1:
            break
        page.wait_for_timeout(250)
    assert {s["label"]: s["origin"] for s in profile["skills"]} == {
        "Garder des enfants": "caring",
        "Balayer et laver des sols": "other",
        "Réparer des vélos": "other",
    }
    assert (profile["max_minutes"], profile["modes"], profile["contracts"]) == (
        45,
        ["transit"],
        ["cdi"],
    )
    assert profile["commune"] == "Melun"
    assert profile["completeness"] == 1
    after = titles_of_deck(page)
    assert after[:5] != before[:5]
    assert {card["contract"] for card in told["deck"]["cards"]} <= {"cdi"}

    page.goto("/decouvrir")
    wait_for_deck(page)
    expect(page.locator('.deck-card[data-state="top"] h2')).to_have_text(
        after[0], timeout=ANSWER_MS
    )
    page.goto("/mon-espace/profil#skills")
    page.reload()
    expect(page.locator(".picked").get_by_role("listitem")).to_have_count(3)


SPEAKS = """
window.SpeechRecognition = window.webkitSpeechRecognition = class {
  start() {
    window.spokenIn = this.lang;
    if (window.micBlocked) setTimeout(() => (this.onerror({ error: "not-allowed" }), this.onend()));
    else setTimeout(() => this.onresult({ results: [[{ transcript: "أنا أصلح الدراجات" }]] }));
  }
  stop() { setTimeout(() => this.onend()); }
  abort() {}
};
"""
"""What a phone hears, since the machine that tests has no microphone: the interface of Web Speech."""


def test_what_is_said_is_written_and_understood(fresh: Page) -> None:
    page = fresh
    page.add_init_script(SPEAKS)
    page.goto("/mon-espace/profil#skills")
    page.get_by_label("Langue que tu parles").select_option("ar-MA")
    page.get_by_role("button", name="Dicter").click()
    expect(page.get_by_text("Parle, on t'écoute.")).to_be_visible()
    expect(page.get_by_label("Je sais")).to_have_value("أنا أصلح الدراجات")
    expect(chip(page, "Réparer des vélos")).to_be_visible(timeout=ANSWER_MS)
    page.get_by_role("button", name="J'ai fini").click()
    expect(page.get_by_role("button", name="Dicter")).to_be_visible()
    assert page.evaluate("window.spokenIn") == "ar-MA"

    page.evaluate("window.micBlocked = true")
    page.get_by_role("button", name="Dicter").click()
    expect(page.get_by_text("Le micro est bloqué.")).to_be_visible()
    expect(page.get_by_label("Je sais")).to_have_value("أنا أصلح الدراجات")


def test_without_network_answers_are_kept_and_sent_later(fresh: Page) -> None:
    page = fresh
    page.goto("/mon-espace/profil#contracts")
    expect(page.get_by_role("button", name="CDI")).to_be_visible()
    page.context.set_offline(True)
    page.get_by_role("button", name="CDI").click()
    page.get_by_role("button", name="Apprentissage").click()
    expect(page.get_by_role("button", name="CDI")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name="Trajet").click()
    page.get_by_role("button", name="À vélo").click()
    expect(page.get_by_role("button", name="À vélo")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("Sans réseau, on ne peut pas chercher")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Sans réseau, on ne peut pas chercher")).to_be_hidden(timeout=ANSWER_MS)
    page.wait_for_function(
        "async () => (await (await fetch('/api/v1/sync?want=0')).json()).profile.modes.length === 1"
    )
    profile = held_by_server(page)["profile"]
    assert sorted(profile["contracts"]) == ["apprenticeship", "cdi"]
    assert profile["modes"] == ["bike"]


def test_the_language_chosen_is_that_of_the_words(fresh: Page) -> None:
    page = fresh
    page.goto("/mon-espace")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("Seven small questions")).to_be_visible()
    page.goto("/mon-espace/profil#aptitudes")
    expect(page.get_by_role("button", name="Team spirit")).to_be_visible(timeout=ANSWER_MS)
    page.goto("/mon-espace")
    page.get_by_role("button", name="Français", exact=True).click()
    expect(page.get_by_text("Sept petites questions")).to_be_visible()
    wait_for_language(page, "fr")
