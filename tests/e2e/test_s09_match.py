"""Scenario 9, the youth's side: a match is celebrated, asked about, and only a yes opens a talk."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, expect
from production import RunningServer

from myjobmatch.db.models import Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import DecisionKind, Role
from myjobmatch.services.candidate_decisions import DecideCandidate, decide_on_candidate
from myjobmatch.services.conversations import SendMessage, list_conversations, send_message
from myjobmatch.services.matches import list_company_matches
from myjobmatch.services.sessions import actor_of
from tests.e2e.phone import (
    CELEBRATED_AFTER_MS,
    WARM_UP_MS,
    celebration,
    held_by_server,
    leave_matches_alone,
    put_matches_off,
    title_of,
    top_card,
    wait_for_deck,
)
from tests.e2e.phone_server import actor_named, beside
from tests.fixtures.browsers import OpenPages


async def recruiter_of(uow: UnitOfWork, offer: Offer) -> Actor:
    """Who may act for the company of an offer: its recruiter, else the Mission Locale's officer."""
    recruiters = await uow.accounts.recruiters(offer.company_id or 0)
    company = await uow.companies.get(offer.company_id or 0)
    assert company is not None
    officers = await uow.accounts.staff(company.structure_id, [Role.EMPLOYMENT_OFFICER])
    return actor_of([*recruiters, *officers][0], None)


def company_likes(server: RunningServer, login: str, offer_id: str) -> None:
    """The company likes this youth for its offer, by the alias they have for it."""

    async def like(uow: UnitOfWork) -> None:
        offer = await uow.offers.by_public_id(offer_id)
        youth = await actor_named(uow, login)
        assert offer is not None
        assert youth.youth_id is not None
        alias = (await uow.decisions.aliases(offer.id, [youth.youth_id]))[youth.youth_id]
        command = DecideCandidate(offer_id, alias, DecisionKind.LIKE)
        await decide_on_candidate(await recruiter_of(uow, offer), command, uow)

    beside(server, like)


def seen_by_company(server: RunningServer, offer_id: str) -> list[str]:
    """The first names that the company sees for the matches on an offer; "" for an anonymous one."""

    async def look(uow: UnitOfWork) -> list[str]:
        offer = await uow.offers.by_public_id(offer_id)
        assert offer is not None
        matches = await list_company_matches(
            await recruiter_of(uow, offer), offer.company_id or 0, uow
        )
        return [match.person for match in matches if match.offer_id == offer_id]

    return beside(server, look)


def company_writes(server: RunningServer, offer_id: str, body: str) -> None:
    async def write(uow: UnitOfWork) -> None:
        offer = await uow.offers.by_public_id(offer_id)
        assert offer is not None
        recruiter = await recruiter_of(uow, offer)
        talks = await list_conversations(recruiter, None, uow)
        talk = next(one for one in talks if one.subtitle == offer.title and not one.messages)
        await send_message(recruiter, SendMessage(talk.id, body), uow)

    beside(server, write)


def like_an_inside_offer(page: Page) -> dict[str, Any]:
    """Like the first card of an employer here, and wait until the server knows.

    Other tests may have made a match: it is put off, and none that comes afterwards.
    """
    put_matches_off(page)
    wait_for_deck(page)
    page.wait_for_timeout(CELEBRATED_AFTER_MS)
    for _ in range(20):
        if top_card(page).locator('[data-origin="internal"]').count():
            break
        page.get_by_role("button", name="Pas cette fois").click()
        expect(page.locator('.deck-card[data-state="leaving"]')).to_have_count(0)
    title = title_of(page)
    company = top_card(page).locator(".card-company").inner_text()
    page.get_by_role("button", name="J'aime").click()
    leave_matches_alone(page)
    for _ in range(40):
        for offer in held_by_server(page)["likes"]:
            if offer["title"] == title and offer["company"] == company:
                found: dict[str, Any] = offer
                return found
        page.wait_for_timeout(250)
    raise AssertionError(f"the like on {title} did not reach the server")


def test_a_match_is_told_live_and_a_yes_opens_the_talk(
    pages: OpenPages, server: RunningServer
) -> None:
    page = pages.phone_as("lina")
    offer = like_an_inside_offer(page)
    name = held_by_server(page)["me"]["first_name"]
    before = seen_by_company(server, offer["id"]).count(name)
    company_likes(server, "lina", offer["id"])

    told = celebration(page)
    expect(told).to_be_visible(timeout=WARM_UP_MS)
    expect(told).to_contain_text(offer["company"])
    assert seen_by_company(server, offer["id"]).count(name) == before

    told.get_by_role("link", name="Voir la suite").click()
    page.wait_for_url("**/mes-offres")
    expect(told).to_have_count(0)
    question = page.get_by_role("listitem").filter(
        has_text=f"{offer['company']} aimerait savoir qui tu es"
    )
    expect(question).to_contain_text("Les deux réponses sont bonnes")
    yes = question.get_by_role("button", name="Oui, partager")
    no = question.get_by_role("button", name="Non, pas cette fois")
    assert yes.evaluate("e => e.className") == no.evaluate("e => e.className")
    yes.click()
    match = page.get_by_role("listitem").filter(has_text=offer["title"])
    known = match.filter(has_text=f"{offer['company']} connaît ton prénom")
    known.get_by_role("link", name="Écrire").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(offer["company"])
    for _ in range(20):
        if seen_by_company(server, offer["id"]).count(name) > before:
            break
        page.wait_for_timeout(250)
    assert seen_by_company(server, offer["id"]).count(name) == before + 1

    company_writes(server, offer["id"], "Bonjour, venez nous voir jeudi !")
    expect(page.get_by_text("Bonjour, venez nous voir jeudi !")).to_be_visible(timeout=10_000)
    page.get_by_label("Écrire un message").fill("Merci, à jeudi.")
    page.get_by_role("button", name="Envoyer").click()
    sent = page.get_by_role("listitem").filter(has_text="Merci, à jeudi.")
    expect(sent).to_contain_text(re.compile(r"\d\d:\d\d"))
    expect(page.get_by_label("Écrire un message")).to_have_value("")

    # a company may talk about several offers: each talk says about which
    page.goto("/messages")
    talk = page.get_by_role("link", name=offer["company"]).filter(has_text="Merci, à jeudi.")
    expect(talk).to_contain_text(offer["title"])


def test_a_no_keeps_the_name_and_blames_nobody(pages: OpenPages, server: RunningServer) -> None:
    page = pages.phone_as("emma")
    offer = like_an_inside_offer(page)
    name = held_by_server(page)["me"]["first_name"]
    before = seen_by_company(server, offer["id"]).count(name)
    company_likes(server, "emma", offer["id"])
    told = celebration(page)
    told.get_by_role("button", name="Plus tard").click(timeout=WARM_UP_MS)
    expect(told).to_have_count(0)
    page.get_by_role("link", name="Mes offres").click()
    question = page.get_by_role("listitem").filter(
        has_text=f"{offer['company']} aimerait savoir qui tu es"
    )
    question.get_by_role("button", name="Non, pas cette fois").click()
    page.locator("summary").filter(has_text="Terminées").click()
    expect(page.get_by_text("Tu as préféré ne pas partager ton prénom.").first).to_be_visible()
    for _ in range(20):
        status = [
            m["status"] for m in held_by_server(page)["matches"] if m["offer_id"] == offer["id"]
        ]
        if status == ["declined"]:
            break
        page.wait_for_timeout(250)

    assert status == ["declined"]
    assert seen_by_company(server, offer["id"]).count(name) == before
