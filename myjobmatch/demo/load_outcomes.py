"""What became of the demonstration's matches: interviews proposed and agreed on, hires, a no; and a board to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from myjobmatch.db.models import Match, Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo.accounts import ORDER
from myjobmatch.demo.content import youths
from myjobmatch.demo.load_people import People
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import PARIS, FixedClock, paris_day
from myjobmatch.domain.enums import ContractKind, DecisionKind, MatchStatus, OfferStatus, Role, Side
from myjobmatch.domain.outcomes import HireTerms, InterviewHow, Stage, WhyNot
from myjobmatch.services.candidate_decisions import DecideCandidate, decide_on_candidate
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.interviews import (
    AnswerInterview,
    ProposeInterview,
    answer_interview,
    propose_interview,
)
from myjobmatch.services.matches import CONSENT_TEXT_VERSION, AnswerConsent, answer_consent
from myjobmatch.services.outcome_questions import begin_to_ask, mind_outcomes
from myjobmatch.services.outcomes import MoveOn, move_on
from myjobmatch.services.sessions import actor_of

RECRUITER = "recruteur"
BOARD = ("asked", "in_touch", "proposed", "agreed", "hired")
"""What the shown recruiter's board has, the latest offers first."""
STORIES = ("agreed", "hired", "in_touch", "not_hired", "proposed", "in_touch")
"""What becomes of the other companies' matches in touch, in turn."""
SINCE = timedelta(days=9)
_HOURS = ((2, 10), (3, 14), (4, 9))


@dataclass(frozen=True)
class _Teller:
    """Tells what became of matches, one after another."""

    uow: UnitOfWork
    people: People
    today: date

    async def become(self, match: Match, offer: Offer, what: str) -> None:
        """A match in touch becomes what its story says."""
        company = self._company(offer)
        if what in {"proposed", "agreed"}:
            slots = tuple(_moment(self.today, days, hour) for days, hour in _HOURS)
            view = await propose_interview(
                company,
                ProposeInterview(
                    match.public_id,
                    InterviewHow.ON_SITE,
                    "12 rue de la Gare",
                    slots,
                    note="Demandez Sandrine à l'accueil.",
                ),
                self.uow,
            )
            if what == "agreed":
                youth = self._youth(match)
                await answer_interview(youth, AnswerInterview(view.id, slots[1]), self.uow)
        elif what == "hired":
            terms = HireTerms(
                ContractKind.CDD,
                self.today + timedelta(days=8),
                self.today + timedelta(days=98),
            )
            await move_on(company, MoveOn(match.public_id, Stage.INTERVIEW), self.uow)
            await move_on(company, MoveOn(match.public_id, Stage.HIRED, terms=terms), self.uow)
        elif what == "not_hired":
            command = MoveOn(match.public_id, Stage.NOT_HIRED, WhyNot.AVAILABILITY)
            await move_on(company, command, self.uow)

    async def meet(self, offer: Offer, youth: Actor, *, shared: bool) -> Match | None:
        """Both like an offer; the youth shares their first name, or has not answered yet."""
        youth_id = youth.youth_id or 0
        aliases = await self.uow.decisions.aliases(offer.id, [youth_id])
        await decide_on_offer(youth, Decide(offer.public_id, DecisionKind.LIKE), self.uow)
        like = DecideCandidate(offer.public_id, aliases[youth_id], DecisionKind.LIKE)
        await decide_on_candidate(self._company(offer), like, self.uow)
        match = await self.uow.matches.of_pair(youth_id, offer.id)
        if match is not None and shared:
            yes = AnswerConsent(match.public_id, True, CONSENT_TEXT_VERSION)
            await answer_consent(youth, yes, self.uow)
        return match

    def _company(self, offer: Offer) -> Actor:
        """A recruiter of the company; an employment officer where it has none."""
        accounts = list(self.people.accounts.values())
        own = [one for one in accounts if one.company_id == offer.company_id]
        officers = [
            one
            for one in accounts
            if one.role is Role.EMPLOYMENT_OFFICER and one.structure_id == offer.structure_id
        ]
        return actor_of((own or officers)[0], None)

    def _youth(self, match: Match) -> Actor:
        login = next(name for name, row in self.people.youths.items() if row.id == match.youth_id)
        return actor_of(self.people.accounts[login], match.youth_id)


async def load_outcomes(uow: UnitOfWork, clock: FixedClock, people: People) -> int:
    """Tell what became of matches; answers of how many."""
    now = clock.now()
    teller = _Teller(uow, people, paris_day(now))
    clock.advance(-SINCE)
    board = await _board(teller, uow)
    clock.advance(SINCE)
    rows = await uow.matches.of_youths([row.id for row in people.youths.values()])
    others = sorted(
        (m for m in rows if m.status is MatchStatus.SHARED and m.id not in {b.id for b in board}),
        key=lambda match: match.id,
    )
    told = 0
    stories = [*zip(board, BOARD[1:], strict=False), *zip(others, STORIES, strict=False)]
    for match, what in stories:
        offer = await uow.offers.get(match.offer_id)
        if offer is not None and offer.company_id is not None:
            await begin_to_ask(uow, {"match": match.id})
            await teller.become(match, offer, what)
            told += 1
    await mind_outcomes(SYSTEM, None, uow)
    return told


async def _board(teller: _Teller, uow: UnitOfWork) -> list[Match]:
    """Matches of the shown recruiter with youths whom they did not know, on their last offers."""
    company = teller.people.accounts[RECRUITER].company_id or 0
    offers = [
        offer
        for offer in await uow.offers.of_company(company)
        if offer.status is OfferStatus.PUBLISHED
    ]
    met: list[Match] = []
    for youth, offer in await _strangers(uow, teller.people, offers[::-1]):
        asked = not met and not await _asked(uow, company)
        match = await teller.meet(offer, youth, shared=not asked)
        if match is not None and match.status is MatchStatus.SHARED:
            met.append(match)
        if len(met) == len(BOARD) - 1:
            break
    return met


async def _asked(uow: UnitOfWork, company_id: int) -> bool:
    return any(
        match.status is MatchStatus.CONSENT_ASKED
        for match in await uow.matches.of_company(company_id)
    )


async def _strangers(
    uow: UnitOfWork, people: People, offers: Sequence[Offer]
) -> list[tuple[Actor, Offer]]:
    """Youths whom nobody signs in as, the last ones first, each with an offer on which neither side has decided."""
    found = []
    active = {youth.login for youth in youths() if youth.life == "active"}
    for login, row in reversed(people.youths.items()):
        account = people.accounts.get(login)
        if (
            login not in active
            or account is None
            or login in ORDER
            or not row.visible
            or not row.active
        ):
            continue
        for offer in offers:
            known = [await uow.decisions.active(row.id, offer.id, side) for side in Side]
            if not any(known):
                found.append((actor_of(account, row.id), offer))
                break
    return found


def _moment(today: date, days: int, hour: int) -> datetime:
    """A working hour some days ahead; a weekend is put off."""
    day = today + timedelta(days=days)
    if day.weekday() > 4:
        day += timedelta(days=7 - day.weekday())
    return datetime.combine(day, time(hour), PARIS)
