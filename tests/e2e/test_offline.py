"""A phone in a train: what was opened opens again, and says that there is no network."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from myjobmatch.pages.registry import offline_routes
from tests.e2e.phone import read_in
from tests.fixtures.browsers import OpenPages

READY = "navigator.serviceWorker.controller !== null"
NOTED = "caches.match('/language').then((kept) => kept?.text())"


@pytest.fixture
def ready_phone(pages: OpenPages) -> Page:
    """A youth's phone whose worker has taken over."""
    page = pages.phone_as("lina")
    for _ in range(120):  # Playwright's own waiting needs `eval`, which the policy refuses
        if page.evaluate(READY):
            return page
        page.wait_for_timeout(500)
    pytest.fail("the service worker did not take over")


def test_the_youths_pages_open_without_a_network(ready_phone: Page) -> None:
    routes = [route for route in offline_routes() if "[" not in route]
    assert "/decouvrir" in routes
    ready_phone.goto("/mon-espace")  # shown once the phone's store is filled
    expect(ready_phone.get_by_role("heading", level=1)).to_contain_text("Lina", timeout=60_000)
    ready_phone.context.set_offline(True)
    for route in routes:
        ready_phone.goto(route)
        expect(ready_phone.get_by_text("Pas de réseau")).to_be_visible()
        expect(ready_phone.get_by_role("navigation", name="Navigation principale")).to_be_visible()
    for route in ("/decouvrir", "/mes-offres", "/messages", "/mon-espace"):
        ready_phone.goto(route)
        expect(ready_phone.get_by_role("heading", level=1)).to_be_visible()


def test_the_pages_kept_are_in_the_language_that_was_read(ready_phone: Page) -> None:
    kept = "Promise.all(['/_en/mes-offres.html', '/_fr/mes-offres.html'].map((one) => caches.match(one)))"
    kept += ".then((all) => all.map(Boolean))"
    assert ready_phone.evaluate(kept) == [False, True]
    read_in(ready_phone, "English", "en")
    for _ in range(40):  # until the worker has noted it
        if ready_phone.evaluate(NOTED) == "en":
            break
        ready_phone.wait_for_timeout(250)
    assert ready_phone.evaluate(kept) == [True, True]
    ready_phone.context.set_offline(True)
    ready_phone.goto("/mes-offres")
    expect(ready_phone.locator("html")).to_have_attribute("lang", "en")
    expect(ready_phone.get_by_text("No network")).to_be_visible()
    ready_phone.context.set_offline(False)
    read_in(ready_phone, "Français", "fr")


def test_the_network_coming_back_is_seen_at_once(ready_phone: Page) -> None:
    ready_phone.context.set_offline(True)
    expect(ready_phone.get_by_text("Pas de réseau")).to_be_visible()
    ready_phone.context.set_offline(False)
    expect(ready_phone.get_by_text("Pas de réseau")).to_be_hidden()


def test_signing_out_leaves_nothing_on_the_phone(ready_phone: Page) -> None:
    ready_phone.evaluate(
        "fetch('/api/v1/session', {method: 'DELETE'}).then(() => location.assign('/vie-privee'))"
    )
    ready_phone.wait_for_url("**/vie-privee")
    assert ready_phone.evaluate("caches.keys()") == []
    assert ready_phone.evaluate("indexedDB.databases()") == []
    # Reflex notes its colour mode anew on every page; it says nothing of anyone.
    assert set(ready_phone.evaluate("Object.keys(localStorage)")) <= {"theme"}
    assert (
        ready_phone.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)")
        == 0
    )
