"""200 youths whose every word would be noticed, and one whole session of a recruiter: nothing of them leaks.

What identifies them is written so that it cannot be met by chance (`zqlast007x`). All that the recruiter's browser
is sent or asks for is kept, every answer of the HTTP interface that they ask for, and the server's log with the
mails that it prints. None of it holds anything of anybody before a yes; after the yes of one, the first name of that
one alone; after it is taken back, nothing again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from production import RunningServer

from myjobmatch.db.models import ContactPoint, YouthExperience
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.candidate_questions import QuestionAnswer
from myjobmatch.domain.enums import DecisionKind, OfferStatus
from myjobmatch.domain.notifications import Channel
from myjobmatch.services.candidate_decisions import DecideCandidate, decide_on_candidate
from myjobmatch.services.candidate_questions import AnswerQuestion, answer_question
from myjobmatch.services.conversations import SendMessage, send_message
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.matches import (
    CONSENT_TEXT_VERSION,
    AnswerConsent,
    answer_consent,
    list_own_matches,
)
from myjobmatch.services.notification_choices import KeepQuiet, keep_quiet
from myjobmatch.services.sharing import Withdraw, withdraw_sharing
from tests import factories
from tests.e2e.heard import Heard
from tests.e2e.phone import WARM_UP_MS, wait_for_deck
from tests.e2e.phone_server import actor_named, beside
from tests.fixtures.browsers import OpenPages
from tests.fixtures.servers import served

COUNT = 200
THE_ONE = 7
MARK = re.compile(r"zq[a-z]+\d{3}x", re.IGNORECASE)
PHONE = re.compile(r"07\s?99\s?0\d\s?\d\d\s?\d\d|\+3379990\d{4}|079990\d{4}")
PAGES = (
    "/employeur/offres",
    "/employeur/offres/nouvelle",
    "/employeur/candidats",
    "/employeur/reponses",
    "/employeur/matchs",
    "/employeur/messages",
    "/employeur/entreprise",
    "/employeur/etablissements",
    "/employeur/equipe",
    "/employeur/entreprises",
    "/employeur/alertes",
    "/signalements",
    "/conseil",
    "/conseil/portefeuille",
    "/conseil/entreprises",
)
INTERFACE = (
    "/api/v1/session",
    "/api/v1/sync?want=30",
    "/api/v1/hints",
    "/api/v1/portfolio",
    "/api/v1/dashboard/steps.csv",
    "/api/v1/cv",
    "/api/v1/imports/example",
    "/api/v1/health",
)


@dataclass(frozen=True)
class Youth:
    """Somebody, and the alias that they have for the offer shown first."""

    number: int
    actor: Actor
    alias: str
    offer_id: str
    first_name: str


@pytest.fixture(scope="module")
def crowd_server(
    demonstration: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    """A server of its own, with the 200."""
    with served(demonstration, tmp_path_factory.mktemp("crowd") / "data") as running:
        yield running


@pytest.fixture
def crowd_pages(browser: Browser, crowd_server: RunningServer) -> Iterator[OpenPages]:
    """Pages on that server."""
    opened = OpenPages(browser, crowd_server.url)
    yield opened
    opened.close(None)
    assert not opened.complaints


def word(kind: str, number: int) -> str:
    """What identifies one of them, as nobody else writes."""
    return f"zq{kind}{number:03d}x"


async def crowd(uow: UnitOfWork) -> dict[int, Youth]:
    """Put them in the recruiter's town, with the skills that their first offer asks for."""
    recruiter = await actor_named(uow, "recruteur")
    company = await uow.companies.get(recruiter.company_id or 0)
    assert company is not None
    where = await uow.accounts.structure(company.structure_id)
    assert where is not None
    offers = [
        one
        for one in await uow.offers.of_company(company.id)
        if one.status is OfferStatus.PUBLISHED and one.latitude is not None
    ]
    profile = await uow.offers.profile_of(offers[0], company)
    skills = [skill.skill_id for skill in profile.skills]
    made = {}
    for number in range(COUNT):
        actor = await factories.youth(
            uow,
            where,
            skills=tuple(skills[: 1 + number % len(skills)]),
            identity={
                "first_name": word("first", number).capitalize(),
                "last_name": word("last", number).upper(),
                "birth_date": date(2004 + number % 4, 1 + number % 12, 1 + number % 28),
                "phone": f"+3379990{number:04d}",
                "email": f"{word('mail', number)}@exemple.invalid",
                "address": f"{number} rue {word('street', number)}",
                "commune": word("town", number),
                "postcode": "91000",
                "latitude": offers[0].latitude + 0.0004 * (number % 20),
                "longitude": offers[0].longitude,
                "nationality": word("nation", number),
            },
            profile={"contracts": [], "modes": ["walk", "transit"], "max_minutes": 120},
        )
        account = await uow.accounts.get(actor.account_id)
        assert account is not None
        account.login = f"{word('login', number)}@exemple.invalid"
        account.display_name = word("display", number)
        uow.youths.add(
            YouthExperience(
                youth_id=actor.youth_id,
                text=f"Élève au lycée {word('school', number)}, {word('typed', number)}",
                created_at=uow.clock.now(),
            )
        )
        alias = (await uow.decisions.aliases(offers[0].id, [actor.youth_id or 0]))[
            actor.youth_id or 0
        ]
        first = word("first", number).capitalize()
        made[number] = Youth(number, actor, alias, offers[0].public_id, first)
    await keep_quiet(recruiter, KeepQuiet(on=False, start=0, end=0), uow)
    uow.notifications.add(
        ContactPoint(
            account_id=recruiter.account_id,
            channel=Channel.EMAIL,
            address="recruteuse@exemple.invalid",
            verified_at=uow.clock.now(),
        )
    )
    return made


def told_of(text: str) -> set[str]:
    """All that identifies anybody in a text."""
    return {found.lower() for found in MARK.findall(text)} | set(PHONE.findall(text))


def look_everywhere(page: Page, heard: Heard, offer_id: str, *, deep: bool = False) -> None:
    """Every page of the employer's, and what is closed to them; in the deck, cards, sheets, comparison."""
    for path in (*PAGES, f"/employeur/offres/{offer_id}", f"/employeur/reponses?offre={offer_id}"):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        heard.look(page)
        if path == "/employeur/candidats":
            wait_for_deck(page)
            through_the_deck(page, heard, 8 if deep else 2)
    for path in INTERFACE:
        answer = page.request.get(path)
        heard.texts += [answer.url, str(answer.headers), answer.text()]


def through_the_deck(page: Page, heard: Heard, cards: int) -> None:
    for said in ("1 carte mise de côté", "2 cartes mises de côté"):
        page.keyboard.press("c")
        expect(page.get_by_text(said)).to_be_visible()
    page.keyboard.press("v")
    expect(page.get_by_role("table", name="Côte à côte")).to_be_visible()
    heard.look(page)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Tout remettre").click()
    page.keyboard.press("p")
    heard.look(page)
    page.keyboard.press("Escape")
    for number in range(cards):
        before = page.locator(".candidates-for").inner_text()
        page.keyboard.press(str(1 + number % 6))
        expect(page.locator(".candidates-for")).not_to_have_text(before, timeout=15_000)
        heard.look(page)


def test_nothing_of_anybody_leaks(crowd_pages: OpenPages, crowd_server: RunningServer) -> None:
    youths = beside(crowd_server, crowd)
    one = youths[THE_ONE]
    page = crowd_pages.desktop_as("recruteur")
    heard = Heard()
    heard.listen(page)

    look_everywhere(page, heard, one.offer_id, deep=True)
    ask_and_answer(page, crowd_server)
    heard.look(page)

    before = heard.everything()
    assert before.count('"matched"') > 20  # the cards came, by the dozen
    assert "recrut" in before
    assert told_of(before) == set()

    # who does it all in a company's name sees no more of them
    officer = crowd_pages.desktop_as("entreprises")
    officers = Heard()
    officers.listen(officer)
    look_everywhere(officer, officers, one.offer_id)
    assert officers.everything().count('"matched"') > 20
    assert told_of(officers.everything()) == set()
    officers.texts.clear()

    # both like, the youth says yes and writes
    match = beside(crowd_server, lambda uow: meet(uow, one))
    heard.texts.clear()
    page.goto("/employeur/matchs")
    row = page.locator(".match-row", has_text=one.first_name)
    expect(row).to_be_visible(timeout=WARM_UP_MS)
    look_everywhere(page, heard, one.offer_id)
    page.goto(f"/employeur/messages?c={match}")
    expect(page.get_by_role("heading", name=one.first_name)).to_be_visible()
    expect(page.get_by_text("Je suis libre jeudi").first).to_be_visible()
    heard.look(page)
    assert told_of(heard.everything()) == {one.first_name.lower()}

    # taken back: what is open goes at once, and nothing of it comes again
    beside(crowd_server, lambda uow: withdraw(uow, one))
    expect(page.get_by_text(one.first_name)).to_have_count(0, timeout=15_000)
    expect(page.get_by_text("Je suis libre jeudi")).to_have_count(0)
    heard.texts.clear()
    officers.texts.clear()  # the officer's page was open while the name was shared
    look_everywhere(page, heard, one.offer_id)
    page.goto(f"/employeur/messages?c={match}")
    page.wait_for_load_state("networkidle")
    heard.look(page)
    page.goto("/employeur/matchs")
    page.locator("summary", has_text="terminé").click()
    expect(page.get_by_role("heading", name="Cette personne s'est retirée").first).to_be_visible()
    heard.look(page)
    look_everywhere(officer, officers, one.offer_id)
    assert told_of(officers.everything()) == set()
    after = heard.everything()
    assert told_of(after) == set()
    assert "Je suis libre jeudi" not in after

    # the log, and the mails that the demonstration prints into it
    log = mails_of(page, crowd_server)
    assert told_of(log) == set()


def ask_and_answer(page: Page, server: RunningServer) -> None:
    """A closed question, and its answer by the card."""
    page.goto("/employeur/candidats")
    wait_for_deck(page)
    page.keyboard.press("q")
    sheet = page.get_by_role("dialog", name="Une question, sans nom")
    sheet.get_by_role("radio", name="Une immersion").check()
    sheet.get_by_role("button", name="Demander").click()
    expect(sheet.get_by_text("C'est demandé.")).to_be_visible()
    page.keyboard.press("Escape")

    async def answer(uow: UnitOfWork) -> None:
        recruiter = await actor_named(uow, "recruteur")
        for offer in await uow.offers.of_company(recruiter.company_id or 0):
            ids = await uow.youths.searching()
            for question in await uow.sharing.questions_of(offer.id, ids):
                who = await uow.youths.identity(question.youth_id)
                account = await uow.accounts.get(who.account_id or 0) if who else None
                assert account is not None
                youth = factories.actor_of(account, question.youth_id)
                command = AnswerQuestion(question.public_id, QuestionAnswer.YES)
                await answer_question(youth, command, uow)

    beside(server, answer)
    expect(page.locator(".candidate-card").first).to_contain_text("Vos questions")


async def meet(uow: UnitOfWork, one: Youth) -> str:
    """Both like, a yes, a word; answers the conversation's id."""
    recruiter = await actor_named(uow, "recruteur")
    await decide_on_offer(one.actor, Decide(one.offer_id, DecisionKind.LIKE), uow)
    known = await uow.decisions.youth_of_alias(
        (await uow.offers.ids_of([one.offer_id])).pop(), one.alias
    )
    assert known == one.actor.youth_id
    like = DecideCandidate(one.offer_id, one.alias, DecisionKind.LIKE)
    await decide_on_candidate(recruiter, like, uow)
    (question,) = await list_own_matches(one.actor, None, uow)
    yes = AnswerConsent(question.id, True, CONSENT_TEXT_VERSION)
    view = await answer_consent(one.actor, yes, uow)
    assert view.conversation_id is not None
    await send_message(one.actor, SendMessage(view.conversation_id, "Je suis libre jeudi."), uow)
    return view.conversation_id


async def withdraw(uow: UnitOfWork, one: Youth) -> None:
    """The youth takes their yes back."""
    recruiter = await actor_named(uow, "recruteur")
    company = await uow.companies.get(recruiter.company_id or 0)
    assert company is not None
    await withdraw_sharing(one.actor, Withdraw(company.public_id), uow)


def mails_of(page: Page, server: RunningServer) -> str:
    """The server's log once the mail on the withdrawal stands in it."""
    for _ in range(120):
        log = server.log.read_text(encoding="utf-8", errors="replace")
        if "s'est retirée" in log:
            return log
        page.wait_for_timeout(250)
    pytest.fail("the company was not told by mail: " + log[-1500:])
