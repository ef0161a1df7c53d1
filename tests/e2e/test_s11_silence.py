"""Scenario 11: a silent employer is reminded at 7 and 14 days, then the wait ends, the youth is told, the offer pauses."""

from __future__ import annotations

from playwright.sync_api import expect
from production import RunningServer

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.mail_links import LinkPurpose
from myjobmatch.services.mail_links import LinkSubject, make_link
from tests.e2e.answering import (
    RECRUITER,
    after,
    like_a_strangers_offer,
    server,
    told_when,
)
from tests.e2e.phone import WARM_UP_MS, put_matches_off
from tests.e2e.phone_server import actor_named, beside
from tests.fixtures.browsers import OpenPages

__all__ = ["server"]


def test_a_mail_is_answered_in_two_taps_without_a_password(
    pages: OpenPages, server: RunningServer
) -> None:
    liked = like_a_strangers_offer(server, "lina")

    async def link(uow: UnitOfWork) -> str:
        recruiter = await actor_named(uow, RECRUITER)
        offer = await uow.offers.by_public_id(liked.offer_id)
        assert offer is not None
        subject = LinkSubject("patronne@exemple.fr", recruiter.account_id, offer_id=offer.id)
        return await make_link(uow, LinkPurpose.ANSWER, subject)

    token = beside(server, link)
    page = pages.phone(viewport={"width": 360, "height": 740})
    page.goto(f"/employeur/repondre?jeton={token}")
    expect(page.get_by_role("heading", name=liked.title)).to_be_visible(timeout=WARM_UP_MS)
    people = page.locator(".answer-one")
    before = people.count()
    assert before >= 1
    page.reload()
    expect(people).to_have_count(before, timeout=WARM_UP_MS)
    people.last.get_by_role("button", name="Ce profil m'intéresse").click()
    expect(page.get_by_text("C'est un match")).to_be_visible(timeout=WARM_UP_MS)
    if before > 1:
        expect(people).to_have_count(before - 1)
    else:
        expect(page.get_by_role("heading", name="Tout le monde a sa réponse")).to_be_visible()
    assert page.request.get("/api/v1/session").status == 401, "the link opens no session"

    page.goto("/employeur/repondre?jeton=" + "x" * 43)
    expect(page.get_by_text("Ce lien n'ouvre plus rien")).to_be_visible(timeout=WARM_UP_MS)


def test_silence_is_reminded_twice_then_ends_kindly(
    pages: OpenPages, server: RunningServer
) -> None:
    liked = like_a_strangers_offer(server, "lina")
    desk = pages.desktop_as(RECRUITER)
    desk.goto("/employeur/reponses")
    section = desk.locator(".answer-group", has_text=liked.title)
    expect(section).to_be_visible(timeout=WARM_UP_MS)
    first = after(server, days=7, hours=1)
    assert told_when(server, first, liked)["recruiter"] == ["answer_reminder"]
    assert told_when(server, first, liked) == {"recruiter": [], "youth": []}
    second = after(server, days=14, hours=2)
    assert told_when(server, second, liked)["recruiter"] == ["answer_reminder_again"]
    told = told_when(server, after(server, days=21, hours=3), liked)
    assert told == {"recruiter": ["offer_silent"], "youth": ["unanswered"]}

    phone = pages.phone_as("lina")
    phone.goto("/mes-offres")
    put_matches_off(phone)
    over = phone.locator(".search-row", has_text=liked.title)
    expect(over).to_contain_text("Pas de réponse", timeout=WARM_UP_MS)
    expect(over).to_contain_text("Ce n'est pas de ta faute")

    desk.goto("/employeur/offres")
    row = desk.locator("main li, main tr", has_text=liked.title).first
    expect(row).to_contain_text("En pause", timeout=WARM_UP_MS)
