"""Scenario 18, the employer's side: moments proposed, an interview, a hire with its contract, a slip taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from playwright.sync_api import Locator, Page, WebSocketRoute, expect
from production import RunningServer
from sqlalchemy import select

from myjobmatch.db.models import Activity, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import PARIS, SystemClock, paris_day
from myjobmatch.domain.enums import ContractKind, DecisionKind
from myjobmatch.domain.immersions import ImmersionDone, ObjectivesMet
from myjobmatch.domain.outcomes import OutcomeView, Stage
from myjobmatch.services.candidate_decisions import DecideCandidate, decide_on_candidate
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.immersion_review import ReviewImmersion, review_immersion
from myjobmatch.services.immersion_views import immersions_with
from myjobmatch.services.immersions import (
    SaveImmersion,
    SignImmersion,
    save_immersion,
    sign_immersion,
)
from myjobmatch.services.interviews import AnswerInterview, answer_interview
from myjobmatch.services.matches import (
    CONSENT_TEXT_VERSION,
    AnswerConsent,
    answer_consent,
    list_own_matches,
)
from myjobmatch.services.outcomes import MoveOn, move_on
from myjobmatch.services.sessions import actor_of
from tests.e2e.phone import WARM_UP_MS
from tests.e2e.phone_server import actor_named, beside
from tests.e2e.test_s09_employer import Pair, strangers
from tests.fixtures.browsers import OpenPages

WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def in_touch(server: RunningServer) -> tuple[Pair, str]:
    """A youth and the recruiter's company, just in touch; the match."""
    pair = beside(server, strangers)

    async def both(uow: UnitOfWork) -> str:
        await decide_on_offer(pair.youth, Decide(pair.offer_id, DecisionKind.LIKE), uow)
        like = DecideCandidate(pair.offer_id, pair.alias, DecisionKind.LIKE)
        await decide_on_candidate(await actor_named(uow, "recruteur"), like, uow)
        views = await list_own_matches(pair.youth, None, uow)
        match = next(view.id for view in views if view.offer_id == pair.offer_id)
        await answer_consent(pair.youth, AnswerConsent(match, True, CONSENT_TEXT_VERSION), uow)
        return match

    return pair, beside(server, both)


def outcome_of(server: RunningServer, pair: Pair, match: str) -> OutcomeView:
    async def look(uow: UnitOfWork) -> OutcomeView:
        views = await list_own_matches(pair.youth, None, uow)
        found = next(view.outcome for view in views if view.id == match)
        assert found is not None
        return found

    return beside(server, look)


def card(page: Page, column: str, match: str) -> Locator:
    return page.locator(f'[data-column="{column}"] #m-{match}')


def wall(days: int, hour: int) -> str:
    day = SystemClock().now().astimezone(PARIS) + timedelta(days=days)
    return f"{day:%Y-%m-%d}T{hour:02}:00"


def test_from_a_match_to_an_interview_and_a_hire(pages: OpenPages, server: RunningServer) -> None:
    pair, match = in_touch(server)
    page = pages.desktop_as("recruteur")
    page.goto(f"/employeur/matchs?match={match}")
    row = card(page, "in_touch", match)
    expect(row).to_have_attribute("data-looked-for", "yes", timeout=WARM_UP_MS)
    row.get_by_role("button", name="Proposer un entretien").first.click()
    dialog = page.get_by_role("dialog", name="Proposer un entretien")
    expect(dialog).to_contain_text(pair.first_name)
    dialog.get_by_label("Adresse, numéro ou lien").fill("3 rue des Ateliers, Évry")
    dialog.get_by_label("Un mot").fill("Demandez Paul.")
    dialog.get_by_role("button", name="Envoyer les horaires").click()
    expect(dialog.locator("#slot-1-error")).to_contain_text("Proposez d'un à 5 horaires")
    expect(dialog.locator("#slot-1")).to_be_focused()
    expect(dialog.get_by_label("Un mot")).to_have_value("Demandez Paul.")  # nothing is lost
    dialog.get_by_label("Horaire 1").fill(wall(3, 10))
    dialog.get_by_label("Horaire 2").fill(wall(4, 14))
    dialog.get_by_role("button", name="Envoyer les horaires").click()
    expect(dialog).to_be_hidden()
    expect(row).to_contain_text("Horaires proposés")
    expect(page.get_by_role("status").filter(has_text="Horaires envoyés")).to_be_visible()

    async def takes_the_second(uow: UnitOfWork) -> datetime:
        views = await list_own_matches(pair.youth, None, uow)
        outcome = next(view.outcome for view in views if view.id == match)
        assert outcome is not None
        assert outcome.interview is not None
        chosen = outcome.interview.slots[1]
        await answer_interview(pair.youth, AnswerInterview(outcome.interview.id, chosen), uow)
        return chosen

    chosen = beside(server, takes_the_second)
    assert chosen.astimezone(PARIS).hour == 14
    row = card(page, "interview", match)
    expect(row).to_contain_text("14:00", timeout=10_000)
    expect(row).to_contain_text("3 rue des Ateliers")

    row.get_by_role("button", name="Embaucher").first.click()
    dialog = page.get_by_role("dialog", name="Vous embauchez ?")
    dialog.get_by_label("Premier jour").fill(wall(10, 9)[:10])
    dialog.get_by_role("button", name="Embaucher").click()
    expect(dialog.locator("#contract-error")).to_be_visible()
    dialog.get_by_label("Contrat").select_option("cdd")
    dialog.get_by_role("button", name="Embaucher").click()
    row = card(page, "hired", match)
    expect(row).to_contain_text("CDD")
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate(WIDE) <= 0
    page.set_viewport_size({"width": 1440, "height": 900})

    # a slip of the hand: back where it was, and the funnel forgets it
    row.get_by_role("button", name="Annuler cette étape").click()
    expect(card(page, "interview", match)).to_be_visible()
    found = outcome_of(server, pair, match)
    assert (found.stage.value, found.hire) == ("interview", None)


def test_a_dialog_opens_once_it_is_about_whom_it_was_asked_for(
    pages: OpenPages, server: RunningServer
) -> None:
    """On a slow line: before, its form would be another one's, and lose what is typed when this one's comes."""
    pair, match = in_touch(server)
    page = pages.desktop()
    late: list[Callable[[], None]] = []
    slow = False

    def line(ours: WebSocketRoute) -> None:
        def told(words: str | bytes) -> None:
            if slow:
                late.append(lambda: ours.send(words))
            else:
                ours.send(words)

        ours.connect_to_server().on_message(told)

    page.route_web_socket("**/_event/**", line)
    pages.signed_in(page, "recruteur")
    page.goto("/employeur/matchs")
    row = card(page, "in_touch", match)
    row.locator("summary", has_text="Autres suites").click(timeout=WARM_UP_MS)
    dialog = page.get_by_role("dialog", name="Proposer une immersion (PMSMP)")
    asks = row.get_by_role("button", name="Proposer une immersion")
    slow = True
    asks.click()
    page.wait_for_timeout(600)
    expect(dialog).to_be_hidden()
    expect(asks).to_have_attribute("data-asking", "")
    slow = False
    for send in late:
        send()
    expect(dialog).to_contain_text(pair.first_name)
    expect(asks).not_to_have_attribute("data-asking", "")
    dialog.get_by_label("Premier jour").fill(wall(5, 9)[:10])
    page.wait_for_timeout(600)
    expect(dialog.get_by_label("Premier jour")).to_have_value(wall(5, 9)[:10])


def test_a_kind_no_goes_to_what_is_over_and_may_be_thought_over(
    pages: OpenPages, server: RunningServer
) -> None:
    pair, match = in_touch(server)
    page = pages.desktop_as("recruteur")
    page.goto("/employeur/matchs")
    row = card(page, "in_touch", match)
    row.locator("summary", has_text="Autres suites").click(timeout=WARM_UP_MS)
    row.get_by_role("button", name="Ne pas donner suite").click()
    dialog = page.get_by_role("dialog", name="Ne pas donner suite ?")
    dialog.get_by_label("Il fallait d'autres compétences").check()
    dialog.get_by_role("button", name="Ne pas donner suite").click()
    page.locator("summary", has_text="terminé").click()
    over = page.locator(f".board-over #m-{match}")
    expect(over).to_contain_text("Sans suite")
    assert outcome_of(server, pair, match).stage.value == "not_hired"
    over.get_by_role("button", name="Annuler cette étape").click()
    expect(card(page, "in_touch", match)).to_be_visible()
    assert outcome_of(server, pair, match).stage.value == "in_touch"


def test_a_match_becomes_an_immersion_its_review_and_a_hire_that_counts_once(
    pages: OpenPages, server: RunningServer
) -> None:
    """The employer proposes it on the board; what the advisor does at the desk is done beside."""
    pair, match = in_touch(server)
    page = pages.desktop_as("recruteur")
    page.goto("/employeur/matchs")
    row = card(page, "in_touch", match)
    row.locator("summary", has_text="Autres suites").click(timeout=WARM_UP_MS)
    row.get_by_role("button", name="Proposer une immersion").click()
    dialog = page.get_by_role("dialog", name="Proposer une immersion (PMSMP)")
    dialog.get_by_label("Premier jour").fill(wall(0, 9)[:10])
    dialog.get_by_label("Dernier jour").fill(wall(45, 9)[:10])
    dialog.get_by_label("Tuteur", exact=True).fill("Paul Lescot")
    dialog.get_by_label("Fonction du tuteur").fill("Chef d'atelier")
    dialog.get_by_label("Tâches").fill("Découvrir la vente et la mise en rayon, avec Paul.")
    dialog.get_by_label("Jours et horaires").fill("Du lundi au vendredi, 9 h – 12 h et 13 h – 17 h")
    dialog.get_by_role("button", name="Proposer", exact=True).click()
    expect(dialog.locator("#ends_on-error")).to_contain_text("Un mois de date à date au plus")
    expect(dialog.get_by_label("Fonction du tuteur")).to_have_value("Chef d'atelier")
    dialog.get_by_label("Dernier jour").fill(wall(12, 9)[:10])
    dialog.get_by_role("button", name="Proposer", exact=True).click()
    expect(dialog).to_be_hidden()
    expect(row).to_contain_text("la Mission Locale prépare la convention")

    async def signed_by_all(uow: UnitOfWork) -> str:
        youth = await uow.youths.get(pair.youth.youth_id or 0)
        assert youth is not None
        advisor = await advisor_of(uow, youth)
        (view,) = [
            one
            for one in await immersions_with(advisor, youth.public_id, uow)
            if one.match_id == match
        ]
        content = replace(
            view.content,
            host_address=view.content.host_address or "3 rue des Ateliers, 91000 Évry",
            host_signer=view.content.host_signer or "Paul Lescot",
            objectives="Savoir si le métier plaît.",
            representative="Une mère" if view.minor else "",
            minor_work=True,
        )
        kept = SaveImmersion(youth.public_id, content, immersion_id=view.id, ready=True)
        await save_immersion(advisor, kept, uow)
        (view,) = [
            one for one in await immersions_with(advisor, youth.public_id, uow) if one.id == view.id
        ]
        for signer in view.to_sign:
            today = paris_day(uow.clock.now())
            await sign_immersion(advisor, SignImmersion(view.id, signer, today), uow)
        return view.id

    immersion = beside(server, signed_by_all)
    row = card(page, "immersion", match)
    expect(row).to_contain_text("convention signée", timeout=10_000)

    async def reviewed(uow: UnitOfWork) -> None:
        youth = await uow.youths.get(pair.youth.youth_id or 0)
        assert youth is not None
        command = ReviewImmersion(
            immersion,
            ImmersionDone.COMPLETED,
            ObjectivesMet.YES,
            hired=True,
            contract=ContractKind.CDI,
            contract_starts_on=paris_day(uow.clock.now()) + timedelta(days=20),
        )
        await review_immersion(await advisor_of(uow, youth), command, uow)

    beside(server, reviewed)
    row = card(page, "hired", match)
    expect(row).to_contain_text("CDI", timeout=10_000)

    async def twice(uow: UnitOfWork) -> int:
        """The recruiter tells the hire as well: the funnel counts it once."""
        recruiter = await actor_named(uow, "recruteur")
        await move_on(recruiter, MoveOn(match, Stage.HIRED), uow)
        await uow.ledger.write_activities()
        rows = await uow.session.scalars(
            select(Activity).where(
                Activity.kind == ActivityKind.HIRED, Activity.youth_id == pair.youth.youth_id
            )
        )
        return len(rows.all())

    assert beside(server, twice) == 1


def test_an_advisor_tells_a_hire_on_the_youths_file(
    pages: OpenPages, server: RunningServer
) -> None:
    pair, _ = in_touch(server)

    async def file_and_advisor(uow: UnitOfWork) -> tuple[str, str]:
        youth = await uow.youths.get(pair.youth.youth_id or 0)
        assert youth is not None
        account = await uow.accounts.get(youth.advisor_id or 0)
        assert account is not None
        return youth.public_id, account.login

    youth_id, login = beside(server, file_and_advisor)
    desk = pages.desktop_as(login)
    desk.goto(f"/conseil/jeunes/{youth_id}")
    row = desk.locator(".fact-match", has_text=pair.title).filter(has=desk.locator("summary")).first
    row.locator("summary", has_text="Dire la suite").click(timeout=WARM_UP_MS)
    row.get_by_role("button", name="Embauche", exact=True).click()
    row.get_by_label("Premier jour").fill(wall(4, 9)[:10])
    row.get_by_role("button", name="Enregistrer l'embauche").click()
    expect(row.locator("#contract-error")).to_contain_text("contrat de travail")
    row.get_by_label("Contrat").select_option("cdi")
    row.get_by_role("button", name="Enregistrer l'embauche").click()
    hired = desk.locator(".fact-match", has_text="CDI").first
    expect(hired).to_contain_text("dit par la Mission Locale")
    hired.get_by_role("button", name="Annuler cette étape").click()
    expect(desk.locator(".fact-match", has_text="CDI")).to_have_count(0)


async def advisor_of(uow: UnitOfWork, youth: Youth) -> Actor:
    account = await uow.accounts.get(youth.advisor_id or 0)
    assert account is not None
    return actor_of(account, None)
