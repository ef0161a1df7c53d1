"""The whole candidates' deck by the keyboard alone: offer, cards, reasons, comparison, question, help."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect
from production import RunningServer

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.candidate_questions import QuestionAnswer
from myjobmatch.domain.enums import Side
from myjobmatch.services.candidate_questions import AnswerQuestion, answer_question
from myjobmatch.services.sessions import actor_of
from tests.e2e.phone import top_card, wait_for_deck
from tests.e2e.phone_server import actor_named, beside
from tests.fixtures.browsers import OpenPages


def count_is(page: Page, count: int) -> None:
    expect(page.locator(".candidates-for")).to_contain_text(f"{count} personne", timeout=15_000)


def left(page: Page) -> int:
    said = page.locator(".candidates-for").get_by_text("à découvrir").inner_text()
    return int(re.sub(r"\D", "", said) or "0")


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def test_all_of_it_without_a_mouse(pages: OpenPages, server: RunningServer) -> None:
    page = pages.desktop_as("recruteur")
    page.goto("/employeur/candidats")
    wait_for_deck(page)
    press = page.keyboard.press

    # another offer, and the first again
    press("o")
    expect(focused(page)).to_have_attribute("id", "offer-shown")
    first = focused(page).input_value()
    press("ArrowDown")
    expect(page.locator("#offer-shown")).not_to_have_value(first)
    press("ArrowUp")
    expect(page.locator("#offer-shown")).to_have_value(first)
    press("Escape")
    wait_for_deck(page)
    page.wait_for_function("() => document.activeElement === document.body")
    count = left(page)

    # a pass with its reason, in one key; it is kept
    press("3")
    count_is(page, count - 1)
    expect(page.locator("p[role=status]")).to_contain_text("Passé : Disponibilité")
    assert "availability" in beside(server, latest_reasons)
    press("u")
    count_is(page, count)

    # two set aside, side by side, and one of them passed there
    press("c")
    expect(page.get_by_text("1 carte mise de côté")).to_be_visible()
    press("c")
    expect(page.get_by_text("2 cartes mises de côté")).to_be_visible()
    press("v")
    table = page.get_by_role("table", name="Côte à côte")
    expect(table.get_by_role("columnheader")).to_have_count(2)
    expect(table.get_by_role("rowheader", name="Trajet")).to_be_visible()
    passing = table.get_by_role("button", name="Pas cette fois").first
    for _ in range(30):
        if passing.evaluate("(one) => one === document.activeElement"):
            break
        press("Tab")
    press("Enter")
    expect(table.get_by_role("columnheader")).to_have_count(1)
    press("Escape")
    count_is(page, count - 1)
    press("u")
    count_is(page, count)

    # a question of the list, chosen and sent by keys
    press("q")
    sheet = page.get_by_role("dialog", name="Une question, sans nom")
    expect(sheet.get_by_role("radio").first).to_be_visible()
    radio = sheet.get_by_role("radio", name="Une immersion")
    for _ in range(12):
        if sheet.get_by_role("radio").first.evaluate("(one) => one === document.activeElement"):
            break
        press("Tab")
    press("Space")
    for _ in range(8):
        if radio.is_checked():
            break
        press("ArrowDown")
    expect(radio).to_be_checked()
    press("Enter")
    expect(sheet.get_by_text("C'est demandé.")).to_be_visible()
    press("Escape")
    expect(sheet).to_have_count(0)
    expect(top_card(page)).to_contain_text("Une immersion")
    expect(top_card(page)).to_contain_text("en attente")
    beside(server, answer_the_latest)
    expect(top_card(page)).not_to_contain_text("en attente", timeout=15_000)
    expect(top_card(page)).to_contain_text("Peut-être")

    # why this order, and the keys
    press("p")
    expect(page.get_by_role("dialog", name="Pourquoi cet ordre ?")).to_contain_text("équité")
    press("Escape")
    press("?")
    keys = page.get_by_role("dialog", name="Touches du clavier")
    expect(keys).to_contain_text("1 – 6")
    press("Escape")
    expect(keys).to_have_count(0)


def test_three_side_by_side_and_no_fourth(pages: OpenPages) -> None:
    page = pages.desktop_as("recruteur")
    page.goto("/employeur/candidats")
    wait_for_deck(page)
    page.keyboard.press("c")
    expect(page.get_by_text("Mettez-en une deuxième")).to_be_visible()
    expect(page.get_by_role("button", name="Comparer", exact=True)).to_be_disabled()
    for said in ("2 cartes mises de côté", "3 cartes mises de côté"):
        page.keyboard.press("c")
        expect(page.get_by_text(said)).to_be_visible()
    page.keyboard.press("c")
    expect(page.get_by_text("Trois cartes au plus")).to_be_visible()
    page.get_by_role("button", name="Comparer", exact=True).click()
    table = page.get_by_role("table", name="Côte à côte")
    expect(table.get_by_role("columnheader")).to_have_count(3)
    table.get_by_role("button", name="Remettre sur la pile").first.click()
    expect(table.get_by_role("columnheader")).to_have_count(2)
    table.get_by_role("button", name="Ça m'intéresse").first.click()
    expect(table.get_by_role("columnheader")).to_have_count(1)
    page.get_by_role("button", name="Retour aux cartes").click()
    expect(page.get_by_text("1 carte mise de côté")).to_be_visible()


async def latest_reasons(uow: UnitOfWork) -> list[str]:
    """The reasons of the recruiter's last passes, the latest first."""
    recruiter = await actor_named(uow, "recruteur")
    found = []
    for offer in await uow.offers.of_company(recruiter.company_id or 0):
        for youth_id in await uow.decisions.decided_youths(offer.id):
            decision = await uow.decisions.active(youth_id, offer.id, Side.EMPLOYER)
            if decision is not None and decision.account_id == recruiter.account_id:
                found.append((decision.decided_at, decision.reason))
    return [reason for _, reason in sorted(found, reverse=True)][:3]


async def answer_the_latest(uow: UnitOfWork) -> None:
    """Whoever was asked last answers "maybe"."""
    recruiter = await actor_named(uow, "recruteur")
    for offer in await uow.offers.of_company(recruiter.company_id or 0):
        ids = await uow.youths.searching()
        for question in await uow.sharing.questions_of(offer.id, ids):
            if question.answer is not None:
                continue
            who = await uow.youths.identity(question.youth_id)
            account = await uow.accounts.get(who.account_id or 0) if who else None
            assert account is not None
            youth = actor_of(account, question.youth_id)
            command = AnswerQuestion(question.public_id, QuestionAnswer.MAYBE)
            await answer_question(youth, command, uow)
