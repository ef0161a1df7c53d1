"""Scenario 14: an advisor on leave hands the portfolio over until a date; the youth always knows who answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from playwright.sync_api import expect
from production import RunningServer
from sqlalchemy import select

from myjobmatch.db.models import PortfolioTransfer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.clock import SystemClock, paris_day
from tests.e2e.phone import WARM_UP_MS, put_matches_off
from tests.e2e.phone_server import actor_named, beside
from tests.fixtures.browsers import OpenPages

LIVE_MS = 20_000
AMINATA, YANN, YOUTH = "conseil", "yann.belkacem", "lina"


def the_last_day_passes(server: RunningServer) -> None:
    """The hand-over of today lies a week back: what a clock that is moved on would see."""

    async def back(uow: UnitOfWork) -> None:
        aminata = await actor_named(uow, AMINATA)
        # the demonstration has one that is still to come
        rows = await uow.session.scalars(
            select(PortfolioTransfer).where(
                PortfolioTransfer.from_id == aminata.account_id,
                PortfolioTransfer.begun_at.is_not(None),
                PortfolioTransfer.ended_at.is_(None),
            )
        )
        row = rows.one()
        assert row.until_day is not None
        row.from_day -= timedelta(days=7)
        row.until_day -= timedelta(days=7)

    beside(server, back)


def test_away_until_a_date_and_back_again(pages: OpenPages, server: RunningServer) -> None:
    until = (paris_day(SystemClock().now()) + timedelta(days=4)).isoformat()
    desk = pages.signed_in(pages.desktop(), AMINATA)
    desk.goto(f"{pages.base_url}/conseil/equipe")
    desk.get_by_role("button", name="Transmettre le portefeuille de Aminata").click()
    form = desk.locator("#hand-over")
    form.get_by_role("button", name="Yann").click()
    form.locator("#until_day").fill(until)
    expect(form.get_by_text("Ce qui suit")).to_be_visible()

    phone = pages.phone_as(YOUTH)
    put_matches_off(phone)
    phone.goto(f"{pages.base_url}/messages")
    phone.get_by_role("link", name="Aminata").first.click()
    note = phone.get_by_role("note")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Aminata")
    expect(note).to_have_count(0)

    form.get_by_role("button", name="Transmettre", exact=True).click()
    expect(desk.get_by_text("C'est transmis.")).to_be_visible()
    expect(note).to_contain_text("Yann Belkacem te répond", timeout=LIVE_MS)

    phone.get_by_role("textbox").fill("Bonjour, mon rendez-vous tient toujours ?")
    phone.get_by_role("button", name="Envoyer").click()
    colleague = pages.signed_in(pages.desktop(), YANN)
    colleague.goto(f"{pages.base_url}/conseil/messages")
    entry: Any = colleague.get_by_role("button").filter(has_text="Lina")
    entry.first.click(timeout=LIVE_MS)
    expect(colleague.get_by_text("mon rendez-vous tient toujours").last).to_be_visible()
    colleague.locator("textarea[name=body]").fill("Oui, à demain. Yann, pour Aminata.")
    colleague.get_by_role("button", name="Envoyer").click()
    expect(phone.get_by_text("Oui, à demain. Yann, pour Aminata.")).to_be_visible(timeout=LIVE_MS)

    # off line the phone still says who answers, once its worker keeps the page
    for _ in range(WARM_UP_MS // 250):
        if phone.evaluate("navigator.serviceWorker.controller !== null"):
            break
        phone.wait_for_timeout(250)
    phone.context.set_offline(True)
    phone.reload()
    expect(note).to_contain_text("Yann Belkacem te répond", timeout=LIVE_MS)
    phone.context.set_offline(False)

    the_last_day_passes(server)
    expect(note).to_have_count(0, timeout=LIVE_MS)
    colleague.reload()
    expect(colleague.get_by_role("heading", level=1)).to_be_visible()
    expect(entry).to_have_count(0, timeout=LIVE_MS)
    desk.goto(f"{pages.base_url}/conseil/messages")
    desk.get_by_role("button").filter(has_text="Lina").first.click()
    expect(desk.get_by_text("Oui, à demain. Yann, pour Aminata.").last).to_be_visible()
