"""Scenario 6 as far as a page stays open or is opened again: what was done is kept and sent once."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect
from production import RunningServer

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.enums import OfferStatus
from tests.e2e.phone import (
    close_sheet,
    held_by_server,
    put_matches_off,
    title_of,
    wait_for_deck,
    wait_for_places,
)
from tests.e2e.phone_server import beside
from tests.fixtures.browsers import OpenPages


def decide(page: Page, name: str) -> str:
    """Decide by a button; answers the title."""
    title = title_of(page)
    page.get_by_role("button", name=name).click()
    if name == "J'aime":
        close_sheet(page)
    expect(page.locator('.deck-card[data-state="leaving"]')).to_have_count(0)
    return title


def liked(page: Page) -> list[str]:
    """What the server holds as liked."""
    return [offer["title"] for offer in held_by_server(page)["likes"]]


def test_in_a_tunnel_the_deck_goes_on_and_everything_leaves_after_it(pages: OpenPages) -> None:
    page = pages.phone_as("nadia")
    put_matches_off(page)
    wait_for_deck(page)
    before = liked(page)
    wait_for_places(page)
    page.context.set_offline(True)
    titles = [decide(page, "J'aime"), decide(page, "J'aime")]
    decide(page, "Pas cette fois")
    page.get_by_role("button", name="Revenir en arrière").click()
    expect(page.get_by_text("2 actions attendent le réseau")).to_be_visible()
    page.get_by_role("link", name="Messages").click()
    page.locator(".talk").first.click()
    page.get_by_label("Écrire un message").fill("Je suis dans le train.")
    page.get_by_role("button", name="Envoyer").click()
    message = page.get_by_role("listitem").filter(has_text="Je suis dans le train.")
    expect(message).to_contain_text("En attente du réseau")
    expect(page.get_by_text("3 actions attendent le réseau")).to_be_visible()

    page.context.set_offline(False)
    expect(page.get_by_text("attendent le réseau")).to_have_count(0, timeout=15_000)
    expect(message).to_contain_text(re.compile(r"\d\d:\d\d"))
    held = held_by_server(page)
    sent = [m["body"] for c in held["conversations"] for m in c["messages"] if m["mine"]]
    assert sorted(liked(page)) == sorted([*before, *titles])
    assert sent.count("Je suis dans le train.") == 1


def test_what_waited_when_the_app_was_closed_leaves_when_it_opens(pages: OpenPages) -> None:
    page = pages.phone_as("nadia")
    put_matches_off(page)
    wait_for_deck(page)
    before = liked(page)
    page.context.set_offline(True)
    title = decide(page, "J'aime")
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto("/mes-offres")
    expect(again.get_by_role("heading", name=title).first).to_be_visible()
    for _ in range(40):
        if liked(again).count(title) > before.count(title):
            break
        again.wait_for_timeout(250)

    assert liked(again).count(title) == before.count(title) + 1


def test_an_answer_under_way_does_not_bring_the_network_back(pages: OpenPages) -> None:
    page = pages.phone_as("nadia")
    wait_for_deck(page)
    page.goto("/mon-espace/profil#travel")
    search_hint = page.get_by_text("Sans réseau, on ne peut pas chercher")
    expect(page.get_by_role("button", name="À vélo")).to_be_visible()
    expect(search_hint).to_have_count(0)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/v1/sync?*", hold)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    for _ in range(40):
        if held:
            break
        page.wait_for_timeout(100)
    answer = page.request.get("/api/v1/sync?want=0")
    page.context.set_offline(True)
    expect(search_hint).to_be_visible()
    held[0].fulfill(response=answer)
    page.wait_for_timeout(500)
    expect(search_hint).to_be_visible()


def test_cards_being_prepared_are_asked_for_again_even_when_an_answer_is_lost(
    pages: OpenPages,
) -> None:
    """The server has just started, and is started once more while the phone waits."""
    page = pages.phone()
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            response = route.fetch()
            told = {name: part for name, part in response.json().items() if name != "deck"}
            route.fulfill(response=response, json=told | {"preparing": True})
        elif len(asked) == 2:
            route.fulfill(status=503)
        else:
            route.continue_()

    page.route("**/api/v1/sync?*", answer)
    pages.signed_in(page, "nadia")
    wait_for_deck(page)
    assert len(asked) >= 3


def test_an_offer_filled_meanwhile_is_told_by_its_name(
    pages: OpenPages, server: RunningServer
) -> None:
    page = pages.phone_as("nadia")
    put_matches_off(page)
    wait_for_deck(page)
    page.context.set_offline(True)
    deck = page.locator(".deck-card .card-title").first.inner_text()
    title = decide(page, "J'aime")
    assert deck == title

    async def fill(uow: UnitOfWork) -> None:
        from sqlalchemy import select

        from myjobmatch.db.models import Offer

        for offer in await uow.session.scalars(
            select(Offer).where(Offer.title == title, Offer.status == OfferStatus.PUBLISHED)
        ):
            offer.status = OfferStatus.FILLED
            uow.changed("offer", offer.id)

    beside(server, fill)
    page.context.set_offline(False)
    told = page.get_by_role("alert").filter(has_text=title)
    expect(told).to_be_visible(timeout=15_000)
    told.get_by_role("button", name="Fermer").click()
    expect(told).to_have_count(0)


def test_the_next_person_on_this_phone_finds_nothing(pages: OpenPages) -> None:
    page = pages.phone_as("nadia")
    put_matches_off(page)
    wait_for_deck(page)
    pages.signed_in(page, "emma")
    wait_for_deck(page)
    page.wait_for_load_state("networkidle")
    kept = page.evaluate(
        """async () => new Promise((done, fail) => {
            const open = indexedDB.open("mjm-phone");
            open.onerror = () => fail(open.error);
            open.onsuccess = () => {
                const got = open.result.transaction("kept").objectStore("kept").get("base");
                got.onsuccess = () => done(got.result?.me.first_name ?? "");
            };
        })"""
    )

    assert kept == held_by_server(page)["me"]["first_name"] == "Emma"
