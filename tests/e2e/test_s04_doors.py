"""Scenario 4: what one thing more would open, as the server counts it; a tap adds it to the profile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.phone import WARM_UP_MS, held_by_server, put_matches_off, wait_for_deck
from tests.e2e.test_accessible import faults
from tests.fixtures.browsers import OpenPages

SMALL: dict[str, Any] = {"width": 360, "height": 740}
TITLE = "Ce qui t'ouvrirait des portes"
KNOW = "Je sais déjà le faire"


@pytest.fixture
def lina(pages: OpenPages) -> Iterator[Page]:
    """Lina's phone at her space; what the test adds to her skills is taken out at its end."""
    page = pages.phone_as("lina", viewport=SMALL)
    put_matches_off(page)
    wait_for_deck(page)
    before = skills(page)
    page.goto("/mon-espace")
    expect(hints(page).first).to_be_visible(timeout=WARM_UP_MS)
    yield page
    page.context.set_offline(False)
    page.goto("/mon-espace/profil#skills")
    for skill_id, label in skills(page).items():
        if skill_id not in before:
            page.get_by_role("button", name=f"Retirer : {label}").click()
    wait_until(page, lambda: skills(page) == before)


def wait_until(page: Page, true: Any) -> None:
    for _ in range(120):
        if true():
            return
        page.wait_for_timeout(250)
    raise AssertionError


def skills(page: Page) -> dict[int, str]:
    """What the server knows that she can do."""
    return {one["id"]: one["label"] for one in held_by_server(page)["profile"]["skills"]}


def told(page: Page) -> list[dict[str, Any]]:
    """What the server counts."""
    answer = page.request.get("/api/v1/hints?language=fr")
    assert answer.ok, answer.text()
    found: list[dict[str, Any]] = answer.json()["hints"]
    return found


def hints(page: Page) -> Locator:
    return page.locator(".space-door")


def test_one_thing_more_and_what_it_would_open(lina: Page) -> None:
    page = lina
    found = told(page)
    skill = next(hint for hint in found if hint["kind"] == "skill")
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(hints(page)).to_have_count(len(found))
    card = hints(page).filter(has=page.get_by_role("heading", name=skill["label"]))
    expect(card).to_contain_text(f"{skill['count']} offres de plus pourraient")
    card.get_by_text("Voir ces offres").click()
    for offer in skill["offers"]:
        expect(card.get_by_text(offer["title"]).first).to_be_visible()
    assert faults(page) == []

    card.get_by_role("button", name=KNOW).click()

    expect(card).to_have_count(0)
    wait_until(page, lambda: skill["skill_id"] in skills(page))
    after = told(page)
    assert skill["skill_id"] not in [hint["skill_id"] for hint in after]
    expect(hints(page)).to_have_count(len(after))
    for hint, shown in zip(after, hints(page).all(), strict=True):
        expect(shown).to_contain_text(f"{hint['count']} offres de plus")


def test_hints_are_read_and_taken_without_a_network(lina: Page) -> None:
    page = lina
    skill = next(hint for hint in told(page) if hint["kind"] == "skill")
    wait_until(page, lambda: page.evaluate("navigator.serviceWorker.controller !== null"))
    page.context.set_offline(True)
    page.reload()
    card = hints(page).filter(has=page.get_by_role("heading", name=skill["label"]))
    expect(card).to_be_visible()

    card.get_by_role("button", name=KNOW).click()
    expect(card).to_have_count(0)
    page.context.set_offline(False)

    wait_until(page, lambda: skill["skill_id"] in skills(page))
