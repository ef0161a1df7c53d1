"""A youth and a company that know each other: both like an offer, and the youth says yes."""

from dataclasses import dataclass, replace

from myjobmatch.db.models import Company, Offer
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import MatchView
from myjobmatch.domain.enums import DecisionKind, Role
from myjobmatch.services.application import Application
from myjobmatch.services.candidate_decisions import DecideCandidate, decide_on_candidate
from myjobmatch.services.conversations import SendMessage, send_message
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.matches import (
    CONSENT_TEXT_VERSION,
    AnswerConsent,
    answer_consent,
    list_own_matches,
)
from myjobmatch.services.matching_runtime import MatchingRuntime
from tests import factories

NAME = "Zyxwanda"
WORDS = "Je suis libre jeudi, Zyxwanda."


@dataclass
class Pair:
    """A youth who shared their first name with a company for one offer, and wrote."""

    company: Company
    offer: Offer
    second: Offer
    recruiter: Actor
    officer: Actor
    youth: Actor
    app: Application
    match_id: str
    thread: str


async def pair_in_touch(database: Database) -> Pair:
    """They know each other, and the youth wrote."""
    async with database.unit() as uow:
        where = await factories.structure(uow)
        company = await factories.company(uow, where)
        made = Pair(
            company=company,
            offer=await factories.offer(uow, company),
            second=await factories.offer(uow, company),
            recruiter=await factories.recruiter(uow, company),
            officer=await factories.staff(uow, Role.EMPLOYMENT_OFFICER, where),
            youth=await factories.youth(uow, where, identity={"first_name": NAME}),
            app=Application(database, database.clock, MatchingRuntime(database, None)),
            match_id="",
            thread="",
        )
    view = await shared(made, made.offer)
    made = replace(made, match_id=view.id, thread=view.conversation_id or "")
    await made.app.run(send_message, made.youth, SendMessage(made.thread, WORDS))
    return made


async def asked(pair: Pair, offer: Offer) -> MatchView:
    """Both like an offer: the youth is asked."""
    async with pair.app.database.unit() as uow:
        alias = (await uow.decisions.aliases(offer.id, [pair.youth.youth_id or 0]))[
            pair.youth.youth_id or 0
        ]
    await pair.app.run(decide_on_offer, pair.youth, Decide(offer.public_id, DecisionKind.LIKE))
    like = DecideCandidate(offer.public_id, alias, DecisionKind.LIKE)
    await pair.app.run(decide_on_candidate, pair.recruiter, like)
    views = await pair.app.run(list_own_matches, pair.youth, None)
    return next(view for view in views if view.offer_id == offer.public_id)


async def shared(pair: Pair, offer: Offer) -> MatchView:
    """Both like, and the youth says yes."""
    question = await asked(pair, offer)
    yes = AnswerConsent(question.id, True, CONSENT_TEXT_VERSION)
    return await pair.app.run(answer_consent, pair.youth, yes)
