"""Scenario 12: an offer filled or expired tells its other candidates; its old link answers, and leads on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Locator, Page, expect
from production import RunningServer

from myjobmatch.db.models import ContactPoint
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.enums import DecisionKind, OfferStatus, Side
from myjobmatch.domain.notifications import Channel
from myjobmatch.services.candidate_decisions import DecideCandidate, decide_on_candidate
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.offer_endings import expire_offers
from tests.e2e.answering import server
from tests.e2e.phone import WARM_UP_MS, put_matches_off
from tests.e2e.phone_server import actor_named, beside
from tests.fixtures.browsers import OpenPages

__all__ = ["server"]
MATCHED, WAITING = "lina", "nadia"


@dataclass(frozen=True)
class Liked:
    """An offer of the recruiter's company that two youths like; the company likes the first of them too."""

    id: str
    title: str


async def liked_by_both(uow: UnitOfWork) -> Liked:
    recruiter = await actor_named(uow, "recruteur")
    youths = [await actor_named(uow, login) for login in (MATCHED, WAITING)]
    for youth in youths:
        await _reachable(uow, youth)
    matched = {
        (m.youth_id, m.offer_id) for m in await uow.matches.of_company(recruiter.company_id or 0)
    }
    for offer in await uow.offers.of_company(recruiter.company_id or 0):
        pairs = {(youth.youth_id, offer.id) for youth in youths}
        known = [
            await uow.decisions.active(youth.youth_id or 0, offer.id, side)
            for youth in youths
            for side in Side
        ]
        if offer.status is not OfferStatus.PUBLISHED or pairs & matched or any(known):
            continue
        for youth in youths:
            await decide_on_offer(youth, Decide(offer.public_id, DecisionKind.LIKE), uow)
        first = youths[0].youth_id or 0
        alias = (await uow.decisions.aliases(offer.id, [first]))[first]
        await decide_on_candidate(
            recruiter, DecideCandidate(offer.public_id, alias, DecisionKind.LIKE), uow
        )
        return Liked(offer.public_id, offer.title)
    raise AssertionError("no offer that both may like")


async def _reachable(uow: UnitOfWork, youth: Actor) -> None:
    """An address that is theirs: what they are told is noted, and shown on the server's console."""
    now = uow.clock.now()
    if (
        Channel.EMAIL
        not in (await uow.notifications.reach([youth.account_id], now))[youth.account_id].channels
    ):
        uow.notifications.add(
            ContactPoint(
                account_id=youth.account_id,
                channel=Channel.EMAIL,
                address=f"s12-{youth.account_id}@exemple.invalid",
                verified_at=now,
            )
        )
        await uow.notifications.flush()


def told(server: RunningServer, login: str, offer: Liked) -> list[str]:
    async def look(uow: UnitOfWork) -> list[str]:
        youth = await actor_named(uow, login)
        noted = await uow.notifications.of_account(youth.account_id)
        return sorted({one.text for one in noted if one.path == f"/offre/{offer.id}"})

    return beside(server, look)


def until_told(page: Page, server: RunningServer, login: str, offer: Liked, text: str) -> None:
    """The worker carries events out every few seconds."""
    for _ in range(60):
        if told(server, login, offer) == [text]:
            return
        page.wait_for_timeout(500)
    raise AssertionError(told(server, login, offer))


def row(page: Page, offer: Liked, says: str) -> None:
    page.goto("/mes-offres")
    found = page.locator(".search-row").filter(has_text=offer.title).filter(has_text=says)
    expect(found.first).to_be_attached(timeout=WARM_UP_MS)


def is_over(page: Page, offer: Liked, says: str) -> Locator:
    """The row among what is over, which is folded."""
    found = page.locator(".search-row").filter(has_text=offer.title).filter(has_text=says)
    expect(found.first).to_be_attached(timeout=WARM_UP_MS)
    if not found.first.is_visible():
        page.locator("summary", has_text="Terminées").click()
    expect(found.first).to_be_visible()
    return found.first


def leads_on(page: Page, offer: Liked, says: str) -> None:
    """The old link says what happened, names the offer, and shows others that are open."""
    expect(page.get_by_role("heading", level=1)).to_have_text(says, timeout=WARM_UP_MS)
    expect(page.get_by_text(offer.title).first).to_be_visible()
    alike = page.locator(".shared-alike")
    expect(alike.first).to_be_visible()
    other = alike.first.get_by_role("link")
    title = other.inner_text()
    other.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert offer.id not in page.url


def test_a_filled_offer_tells_who_waits_and_its_link_leads_on(
    pages: OpenPages, server: RunningServer
) -> None:
    offer = beside(server, liked_by_both)
    phones = {login: pages.phone_as(login) for login in (MATCHED, WAITING)}
    for phone in phones.values():
        put_matches_off(phone)
    row(phones[WAITING], offer, "Tu aimes")

    desk = pages.desktop_as("recruteur")
    desk.goto("/employeur/offres")
    line = desk.get_by_role("listitem").filter(
        has=desk.get_by_role("link", name=offer.title, exact=True)
    )
    line.first.get_by_role("button", name="Poste pourvu").click(timeout=WARM_UP_MS)
    sheet = desk.get_by_role("dialog", name="Le poste est pourvu ?")
    expect(sheet).to_contain_text(offer.title)
    sheet.get_by_role("button", name="Oui, pourvu").click()
    expect(desk.get_by_text("Poste pourvu, bravo.")).to_be_visible()

    # without a reload: the phone hears it
    closed = is_over(phones[WAITING], offer, "Offre fermée")
    for login in (MATCHED, WAITING):
        until_told(desk, server, login, offer, "offer_filled")
    row(phones[MATCHED], offer, "Terminé")

    waiting = phones[WAITING]
    closed.get_by_role("link", name="Voir des offres qui y ressemblent").click()
    leads_on(waiting, offer, "Cette offre est pourvue")
    stranger = pages.phone()
    stranger.goto(f"/offre/{offer.id}")
    leads_on(stranger, offer, "Cette offre est pourvue")


def test_an_offer_whose_time_is_over_is_told_the_same_way(
    pages: OpenPages, server: RunningServer
) -> None:
    offer = beside(server, liked_by_both)
    end = datetime.now(UTC) + timedelta(hours=1)

    async def ends_soon(uow: UnitOfWork) -> None:
        found = await uow.offers.by_public_id(offer.id)
        assert found is not None
        found.expires_at = end

    beside(server, ends_soon)
    phones = {login: pages.phone_as(login) for login in (MATCHED, WAITING)}
    for phone in phones.values():
        put_matches_off(phone)
    row(phones[WAITING], offer, "Tu aimes")

    async def expire(uow: UnitOfWork) -> int:
        return await expire_offers(SYSTEM, None, uow)

    assert beside(server, expire, at=end + timedelta(minutes=1)) >= 1
    is_over(phones[WAITING], offer, "Offre fermée")
    for login in (MATCHED, WAITING):
        until_told(phones[login], server, login, offer, "offer_expired")
    row(phones[MATCHED], offer, "Terminé")
    stranger = pages.phone()
    stranger.goto(f"/offre/{offer.id}")
    leads_on(stranger, offer, "Cette offre est arrivée à son terme")


def test_a_withdrawn_and_a_paused_offer_are_told_apart(
    pages: OpenPages, server: RunningServer
) -> None:
    async def any_other(uow: UnitOfWork) -> list[str]:
        recruiter = await actor_named(uow, "recruteur")
        found = [
            one
            for one in await uow.offers.of_company(recruiter.company_id or 0)
            if one.status is OfferStatus.PUBLISHED
        ][:2]
        for one, status in zip(found, (OfferStatus.WITHDRAWN, OfferStatus.PAUSED), strict=True):
            one.status = status
            one.updated_at = uow.clock.now()  # paused just now: a long pause ends it
            uow.changed("offer", one.id)
        return [one.public_id for one in found]

    withdrawn, paused = beside(server, any_other)
    page = pages.phone()
    for id_, says in (
        (withdrawn, "Cette offre a été retirée"),
        (paused, "Cette offre est en pause"),
    ):
        page.goto(f"/offre/{id_}")
        expect(page.get_by_role("heading", level=1)).to_have_text(says, timeout=WARM_UP_MS)
