"""Scenario 9, the employer's side: a match shows live, the first name only after a yes, then they talk."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import expect
from production import RunningServer

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import DecisionKind, OfferStatus, Side
from myjobmatch.services.candidate_decisions import DecideCandidate, decide_on_candidate
from myjobmatch.services.conversations import SendMessage, list_conversations, send_message
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.matches import (
    CONSENT_TEXT_VERSION,
    AnswerConsent,
    answer_consent,
    list_own_matches,
)
from myjobmatch.services.sessions import actor_of
from tests.e2e.phone import WARM_UP_MS
from tests.e2e.phone_server import actor_named, beside
from tests.fixtures.browsers import OpenPages


@dataclass(frozen=True)
class Pair:
    """A youth and an offer of the recruiter's company, strangers so far."""

    offer_id: str
    title: str
    alias: str
    youth: Actor
    first_name: str


async def strangers(uow: UnitOfWork) -> Pair:
    recruiter = await actor_named(uow, "recruteur")
    offers = await uow.offers.of_company(recruiter.company_id or 0)
    matched = {m.youth_id for m in await uow.matches.of_company(recruiter.company_id or 0)}
    for offer in offers:
        if offer.status is not OfferStatus.PUBLISHED:
            continue
        for youth_id in await uow.youths.searching():
            who = await uow.youths.identity(youth_id)
            known = [await uow.decisions.active(youth_id, offer.id, side) for side in Side]
            if youth_id in matched or any(known) or who is None or who.account_id is None:
                continue
            account = await uow.accounts.get(who.account_id)
            assert account is not None
            alias = (await uow.decisions.aliases(offer.id, [youth_id]))[youth_id]
            youth = actor_of(account, youth_id)
            return Pair(offer.public_id, offer.title, alias, youth, who.first_name)
    raise AssertionError("everybody knows everybody")


def test_a_match_shows_live_and_the_name_only_after_a_yes(
    pages: OpenPages, server: RunningServer
) -> None:
    pair = beside(server, strangers)
    page = pages.desktop_as("recruteur")
    page.goto("/employeur/matchs")
    rows = page.locator(".match-row")
    page.wait_for_selector(".match-row, .empty")
    before = rows.count()

    async def both_like(uow: UnitOfWork) -> None:
        await decide_on_offer(pair.youth, Decide(pair.offer_id, DecisionKind.LIKE), uow)
        command = DecideCandidate(pair.offer_id, pair.alias, DecisionKind.LIKE)
        await decide_on_candidate(await actor_named(uow, "recruteur"), command, uow)

    beside(server, both_like)
    expect(rows).to_have_count(before + 1, timeout=WARM_UP_MS)

    async def own(uow: UnitOfWork) -> str:
        views = await list_own_matches(pair.youth, None, uow)
        return next(view.id for view in views if view.offer_id == pair.offer_id)

    match = beside(server, own)
    fresh = page.locator(f"#m-{match}")
    expect(fresh).to_contain_text("En attente de sa réponse")
    expect(fresh).to_contain_text(pair.title)
    assert re.search(rf"\b{pair.first_name}\b", fresh.inner_text()) is None

    async def yes(uow: UnitOfWork) -> None:
        await answer_consent(pair.youth, AnswerConsent(match, True, CONSENT_TEXT_VERSION), uow)

    beside(server, yes)
    expect(fresh.get_by_role("heading")).to_have_text(pair.first_name, timeout=10_000)
    in_touch = page.locator('[data-column="in_touch"]')
    expect(in_touch.locator(f"#m-{match}")).to_be_visible()

    fresh.get_by_role("link", name="Écrire").click()
    page.wait_for_url("**/employeur/messages**")
    page.get_by_label("Votre message").fill("Bonjour, quand êtes-vous libre cette semaine ?")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("quand êtes-vous libre").first).to_be_visible()

    async def answer(uow: UnitOfWork) -> list[str]:
        talks = await list_conversations(pair.youth, None, uow)
        talk = next(t for t in talks if any("libre cette semaine" in m.body for m in t.messages))
        await send_message(pair.youth, SendMessage(talk.id, "Jeudi matin me va bien."), uow)
        return [message.body for message in talk.messages]

    assert beside(server, answer) == ["Bonjour, quand êtes-vous libre cette semaine ?"]
    expect(page.get_by_text("Jeudi matin me va bien.").last).to_be_visible(timeout=10_000)


def test_a_match_is_closed_in_two_clicks(pages: OpenPages, server: RunningServer) -> None:
    pair = beside(server, strangers)

    async def both_like(uow: UnitOfWork) -> None:
        await decide_on_offer(pair.youth, Decide(pair.offer_id, DecisionKind.LIKE), uow)
        command = DecideCandidate(pair.offer_id, pair.alias, DecisionKind.LIKE)
        await decide_on_candidate(await actor_named(uow, "recruteur"), command, uow)

    beside(server, both_like)
    page = pages.desktop_as("recruteur")
    page.goto("/employeur/matchs")
    row = page.locator('[data-column="waiting"] .match-row').first
    match = row.get_attribute("id", timeout=WARM_UP_MS)
    row.get_by_role("button", name="Clore").click()
    page.get_by_role("dialog").get_by_role("button", name="Clore").click()
    page.locator("summary", has_text="terminé").click()
    expect(page.locator(f"#{match}")).to_contain_text("Ce match est terminé")
