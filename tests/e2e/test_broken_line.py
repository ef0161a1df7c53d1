"""The line of a desk breaks in the middle of a form, unnoticed by the server: what is typed stays, and is saved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect
from production import RunningServer

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.clock import SystemClock, paris_day
from myjobmatch.services.fse.participants import Enrol, FindCandidates, enrol, find_candidates
from tests.e2e.phone import WARM_UP_MS
from tests.e2e.phone_server import actor_named, beside
from tests.e2e.test_s07_publish import TEXT, fill_facts
from tests.e2e.test_s19_funder import opened
from tests.fixtures.browsers import OpenPages
from tests.fixtures.servers import served


@pytest.fixture(scope="module")
def server(
    demonstration: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    """A server of their own: who is entered here is missing elsewhere."""
    with served(demonstration, tmp_path_factory.mktemp("broken") / "data") as running:
        yield running


@dataclass
class Line:
    """A page's websocket, which the page loses while the server goes on believing in it."""

    sockets: list[WebSocketRoute] = field(default_factory=list)
    told: int = 0
    """Messages of the server on the newest socket."""

    def lay(self, page: Page) -> None:
        """All websockets of this page from now on."""
        page.route_web_socket("**/_event/**", self._connect)

    def _connect(self, ours: WebSocketRoute) -> None:
        server = ours.connect_to_server()
        self.sockets.append(ours)
        self.told = 0

        def heard(words: str | bytes) -> None:
            self.told += 1
            ours.send(words)

        server.on_message(heard)
        ours.on_message(server.send)
        ours.on_close(lambda code, reason: None)  # the server is told nothing

    def breaks(self, page: Page) -> None:
        """The page loses its socket, and finds another."""
        before = len(self.sockets)
        self.sockets[-1].close()
        for _ in range(100):
            if len(self.sockets) > before and self.told > 3:
                break
            page.wait_for_timeout(100)
        assert len(self.sockets) > before
        page.wait_for_timeout(1_000)


def test_an_offer_half_written_goes_on(pages: OpenPages) -> None:
    page, line = pages.desktop(), Line()
    line.lay(page)
    pages.signed_in(page, "recruteur")
    page.goto("/employeur/offres/nouvelle")
    page.get_by_label("Titre").fill("Vendeur / Vendeuse au marché couvert")
    page.get_by_role("button", name=re.compile("Vendeur")).first.click(timeout=WARM_UP_MS)
    page.get_by_label("Description").fill(TEXT)
    page.get_by_role("button", name="Encaisser un client").click(timeout=WARM_UP_MS)
    fill_facts(page)
    token = page.evaluate("sessionStorage.getItem('token')")
    line.breaks(page)
    assert page.evaluate("sessionStorage.getItem('token')") == token
    expect(page.get_by_label("Titre")).to_have_value("Vendeur / Vendeuse au marché couvert")
    expect(page.get_by_label("Description")).to_have_value(TEXT)
    expect(page.get_by_label("Contrat", exact=True)).to_have_value("cdi")
    expect(page.get_by_label("Heures par semaine")).to_have_value("35")
    chip = page.get_by_role("listitem").filter(has_text="Encaisser un client")
    expect(chip).to_be_visible()
    line.breaks(page)
    page.get_by_role("button", name="Publier").click()
    page.wait_for_url("**/employeur/offres")
    row = page.get_by_role("listitem").filter(has_text="Vendeur / Vendeuse au marché couvert")
    expect(row.first).to_contain_text("Publiée")
    row.first.get_by_role("button", name="Mettre en pause").click()
    expect(row.first).to_contain_text("En pause")


def test_answers_of_a_questionnaire_go_on_and_the_page_still_hears(
    pages: OpenPages, server: RunningServer
) -> None:
    page, line = pages.desktop(), Line()
    line.lay(page)
    pages.signed_in(page, "conseil")
    opened(page)
    page.get_by_role("link", name="Inscrire des jeunes").click()
    people = page.locator(".fse-people label")
    expect(people.nth(1)).to_be_visible(timeout=WARM_UP_MS)
    name = "Lina Bensaïd"
    page.get_by_label("Chercher parmi les jeunes").fill(name)
    expect(people).to_have_count(1)
    people.first.click()
    expect(page.get_by_text("1 personne choisie")).to_be_visible()
    line.breaks(page)
    expect(page.get_by_text("1 personne choisie")).to_be_visible()
    search = page.get_by_label("Chercher parmi les jeunes")
    expect(search).to_have_value(name)

    # the new socket hears what others change meanwhile, and the choice still stands
    search.fill("")
    expect(people.nth(1)).to_be_visible()
    others = people.count()
    operation = page.url.rpartition("/operations/")[2].partition("/")[0]

    async def enter_another(uow: UnitOfWork) -> None:
        advisor = await actor_named(uow, "conseil")
        found = await find_candidates(advisor, FindCandidates(operation, ""), uow)
        somebody = next(one for one in found if one.name != name)
        today = paris_day(SystemClock().now())
        await enrol(advisor, Enrol(operation, (somebody.youth_id,), today), uow)

    beside(server, enter_another)
    expect(people).to_have_count(others - 1, timeout=15_000)
    expect(page.get_by_text("1 personne choisie")).to_be_visible()
    # another page of the same link is not kept: it opens as ever
    page.get_by_role("link", name="Messages").first.click()
    page.wait_for_url("**/conseil/messages")
    line.breaks(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=WARM_UP_MS)
