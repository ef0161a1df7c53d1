"""Scenario 18: moments are proposed, one is taken in a tunnel and called off later; how it went, a hire, its contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from playwright.sync_api import Locator, Page, expect
from production import RunningServer

from myjobmatch.db.models import Interview
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.appointments import on_the_wall
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import DecisionKind, OfferStatus, Side
from myjobmatch.domain.outcomes import HireView, InterviewHow, InterviewStatus, Stage
from myjobmatch.services import outcome_questions
from myjobmatch.services.candidate_decisions import DecideCandidate, decide_on_candidate
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.interviews import ProposeInterview, propose_interview
from myjobmatch.services.matches import (
    CONSENT_TEXT_VERSION,
    AnswerConsent,
    answer_consent,
    list_own_matches,
)
from myjobmatch.services.outbox import carry_out_events
from myjobmatch.services.outcome_questions import mind_outcomes
from tests.e2e.answering import RECRUITER, after, server
from tests.e2e.phone import WARM_UP_MS, put_matches_off, wait_for_deck, wait_for_places
from tests.e2e.phone_server import actor_named, beside
from tests.e2e.test_accessible import faults
from tests.fixtures.browsers import OpenPages

__all__ = ["server"]

LISTENING = outcome_questions
ADDRESS = "12 place des Aunettes, 91000 Évry"


@dataclass(frozen=True)
class InTouch:
    """A youth and a company that know each other."""

    youth: Actor
    match_id: str
    offer_id: str
    title: str


def in_touch(server: RunningServer, login: str) -> InTouch:
    """The recruiter's company and the youth like each other over an offer that neither had decided on, and say so."""

    async def both(uow: UnitOfWork) -> InTouch:
        recruiter, youth = await actor_named(uow, RECRUITER), await actor_named(uow, login)
        youth_id = youth.youth_id or 0
        for offer in await uow.offers.of_company(recruiter.company_id or 0):
            sides = [await uow.decisions.active(youth_id, offer.id, side) for side in Side]
            if offer.status is not OfferStatus.PUBLISHED or any(sides):
                continue
            alias = (await uow.decisions.aliases(offer.id, [youth_id]))[youth_id]
            await decide_on_offer(youth, Decide(offer.public_id, DecisionKind.LIKE), uow)
            like = DecideCandidate(offer.public_id, alias, DecisionKind.LIKE)
            await decide_on_candidate(recruiter, like, uow)
            (match,) = [
                one
                for one in await list_own_matches(youth, None, uow)
                if one.offer_id == offer.public_id
            ]
            yes = AnswerConsent(match.id, True, CONSENT_TEXT_VERSION)
            await answer_consent(youth, yes, uow)
            await uow.session.flush()
            await carry_out_events(SYSTEM, 1000, uow)
            return InTouch(youth, match.id, offer.public_id, offer.title)
        raise AssertionError("this youth has decided on every offer")

    return beside(server, both)


def propose(server: RunningServer, match_id: str) -> str:
    """The recruiter proposes two moments at the shop; the interview's public id."""

    async def moments(uow: UnitOfWork) -> str:
        day = paris_day(uow.clock.now())
        slots = tuple(
            on_the_wall(day + timedelta(days=days), minute)
            for days, minute in ((3, 14 * 60 + 30), (4, 9 * 60))
        )
        command = ProposeInterview(
            match_id, InterviewHow.ON_SITE, ADDRESS, slots, 45, "Demandez Mme Ferry."
        )
        return (await propose_interview(await actor_named(uow, RECRUITER), command, uow)).id

    return beside(server, moments)


def kept(server: RunningServer, interview_id: str) -> Interview:
    """As the server keeps it."""

    async def look(uow: UnitOfWork) -> Interview:
        row = await uow.outcomes.interview(interview_id)
        assert row is not None
        return row

    return beside(server, look)


def stands(server: RunningServer, pair: InTouch) -> tuple[Stage, HireView | None]:
    """How far the server says that it has come, and the contract."""

    async def look(uow: UnitOfWork) -> tuple[Stage, HireView | None]:
        views = await list_own_matches(pair.youth, None, uow)
        (outcome,) = [one.outcome for one in views if one.id == pair.match_id]
        assert outcome is not None
        return outcome.stage, outcome.hire

    return beside(server, look)


def until(page: Page, server: RunningServer, interview_id: str, status: InterviewStatus) -> None:
    """Until the server has it so."""
    for _ in range(60):
        if kept(server, interview_id).status is status:
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"the interview did not become {status}")


def open_phone(pages: OpenPages, login: str) -> Page:
    """A phone on Mes offres, whose other places can be opened without a network."""
    page = pages.phone_as(login)
    put_matches_off(page)
    wait_for_deck(page)
    wait_for_places(page)
    page.get_by_role("link", name="Mes offres").click()
    return page


def asked(page: Page, words: str, title: str) -> Locator:
    """What waits for an answer on Mes offres, of an offer."""
    return page.locator(".item.asks").filter(has_text=words).filter(has_text=title)


def said(page: Page) -> Locator:
    """What was said last."""
    return page.locator("#outcome-said")


def test_a_moment_is_taken_in_a_tunnel_and_called_off_later(
    pages: OpenPages, server: RunningServer
) -> None:
    pair = in_touch(server, "lina")
    page = open_phone(pages, "lina")
    interview_id = propose(server, pair.match_id)
    question = asked(page, "te propose un entretien", pair.title)
    expect(question).to_be_visible(timeout=WARM_UP_MS)
    expect(question).to_contain_text(ADDRESS)
    expect(question).to_contain_text("Demandez Mme Ferry.")
    moments = question.get_by_role("button", name="Choisir")
    expect(moments).to_have_count(2)
    assert faults(page) == []

    # A slip of the thumb in a tunnel is nobody's business: the moments are there again.
    page.context.set_offline(True)
    moments.first.click()
    expect(question).to_have_count(0)
    expect(said(page)).to_contain_text("à 14:30")
    expect(said(page)).to_be_focused()
    said(page).get_by_role("button", name="Annuler").click()
    expect(said(page)).to_contain_text("rien n'a changé")
    moments.last.click()
    expect(said(page)).to_contain_text("à 09:00")
    row = page.locator(".search-row", has_text=pair.title).filter(has_text="Entretien prévu")
    expect(row).to_contain_text("à 09:00")
    assert kept(server, interview_id).status is InterviewStatus.PROPOSED

    page.context.set_offline(False)
    until(page, server, interview_id, InterviewStatus.ACCEPTED)
    row.get_by_role("link", name=pair.title).click()
    box = page.locator(".outcome-box")
    expect(box).to_contain_text("Ton entretien")
    expect(box.get_by_role("link", name="Ajouter à mon agenda")).to_be_visible(timeout=20_000)
    answer = page.context.request.get(f"/api/v1/interviews/{interview_id}.ics")
    assert answer.status == 200
    expect(page.locator(".search-story")).to_contain_text("dit par toi")
    assert stands(server, pair)[0] is Stage.INTERVIEW

    # It stands among the next appointments, and is called off on its file.
    page.goto("/mon-espace/rendez-vous")
    appointment = page.locator(".appointment-card").filter(has_text=ADDRESS)
    expect(appointment).to_contain_text("Avec l'entreprise", timeout=WARM_UP_MS)
    expect(appointment).to_contain_text("de 09:00 à 09:45")
    page.goto(f"/mes-offres/suivi#o-{pair.offer_id}")
    page.get_by_role("button", name="Je ne peux pas venir").click(timeout=WARM_UP_MS)
    page.get_by_role("dialog").get_by_role("button", name="Je préviens").click()
    until(page, server, interview_id, InterviewStatus.CANCELLED)
    expect(said(page)).to_contain_text("On prévient")
    expect(page.locator(".search-head")).to_contain_text("Entretien annulé")


def test_the_one_question_leads_to_a_hire_and_its_contract(
    pages: OpenPages, server: RunningServer
) -> None:
    pair = in_touch(server, "emma")

    async def mind(uow: UnitOfWork) -> None:
        await mind_outcomes(SYSTEM, None, uow)

    beside(server, mind, at=after(server, days=15))
    page = open_phone(pages, "emma")
    question = asked(page, "Où en es-tu avec", pair.title)
    expect(question).to_be_visible(timeout=WARM_UP_MS)
    question.get_by_role("button", name="Je suis pris / prise").click()
    sheet = page.get_by_role("dialog", name="Ton contrat")
    expect(sheet).to_be_visible()
    assert faults(page) == []
    sheet.get_by_role("button", name="Garder").click()
    expect(sheet.get_by_role("alert")).to_contain_text("Choisis un contrat")
    sheet.get_by_label("Quel contrat ?").select_option("cdd")
    today = paris_day(after(server))
    first, last = today + timedelta(days=5), today + timedelta(days=95)
    sheet.get_by_label("Premier jour").fill(first.isoformat())
    sheet.get_by_label("Dernier jour").fill(last.isoformat())
    sheet.get_by_role("button", name="Garder").click()
    expect(sheet).to_have_count(0)
    expect(question).to_have_count(0)

    # A hire tells its contract.
    row = page.locator(".search-row", has_text=pair.title)
    expect(row).to_contain_text("C'est oui !")
    row.get_by_role("link", name=pair.title).click()
    expect(page.get_by_text("CDD, du")).to_be_visible()
    for _ in range(60):
        stage, hire = stands(server, pair)
        if hire is not None:
            break
        page.wait_for_timeout(250)
    assert stage is Stage.HIRED
    assert hire is not None
    assert (hire.contract.value, hire.starts_on, hire.ends_on) == ("cdd", first, last)

    # It was a slip: taken back within the day, then told otherwise, with a reason.
    page.get_by_role("button", name="Annuler ce que j'ai dit").click()
    page.get_by_role("button", name="Ça ne se fera pas").click()
    page.get_by_role("button", name="J'ai changé d'avis").click()
    expect(page.locator(".search-head")).to_contain_text("Pas cette fois")
    expect(page.get_by_text("c'est ton droit")).to_be_visible()
    for _ in range(60):
        if stands(server, pair) == (Stage.NOT_HIRED, None):
            break
        page.wait_for_timeout(250)
    assert stands(server, pair) == (Stage.NOT_HIRED, None)
