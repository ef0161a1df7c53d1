"""The steps of a match since both know each other, told by either side or by the advisor; a hire with its contract.

An interview and a hire are logged as steps of the pair, wherever they came from: the funnel counts each once.
"""

from dataclasses import dataclass

from myjobmatch.db.models import Application, Hire, Match, MatchStep, Offer, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import ApplicationStatus, MatchStatus
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.outcomes import (
    ENDS,
    LOGGED,
    TELL_AFTER,
    UNDO_STEP_WITHIN,
    HireTerms,
    Stage,
    Teller,
    WhyNot,
    checked_terms,
)
from myjobmatch.domain.permissions import (
    is_accompanying,
    is_employer_side,
    is_youth,
    may_act_for_company,
    may_follow,
)
from myjobmatch.domain.workflow import APPLICATION, OUTCOME
from myjobmatch.services.applications import take_step
from myjobmatch.services.building import service
from myjobmatch.services.companies import require_standing, trace
from myjobmatch.services.matching_pairs import tell_both

APPLICATION_AT = {
    Stage.INTERVIEW: ApplicationStatus.INTERVIEW,
    Stage.IMMERSION: ApplicationStatus.IMMERSION,
    Stage.HIRED: ApplicationStatus.HIRED,
    Stage.NOT_HIRED: ApplicationStatus.REFUSED,
}
"""How an application to an outside offer says the same."""


@dataclass(frozen=True, slots=True)
class MoveOn:
    """A match (public id) has come to a stage; `why` of one that came to nothing, `terms` of a hire."""

    match_id: str
    stage: Stage
    why: WhyNot | None = None
    terms: HireTerms | None = None


@dataclass(frozen=True, slots=True)
class TellHire:
    """The contract of a youth's application (public id) to an outside offer."""

    application_id: str
    terms: HireTerms


@dataclass(frozen=True, slots=True)
class Party:
    """A match in which the actor has a say, and as whom."""

    match: Match
    offer: Offer
    youth: Youth
    teller: Teller


def has_a_say(actor: Actor) -> bool:
    """The youth, the employer's side, and those who accompany: each on their own matches."""
    return is_youth(actor) or is_employer_side(actor) or is_accompanying(actor)


async def party(actor: Actor, match_id: str, uow: UnitOfWork) -> Party:
    """A match in touch, and as whom the actor speaks.

    Raises:
        NotFound: not a match of theirs (`match_unknown`).
        Conflict: the two do not know each other, or no longer (`outcome_not_in_touch`), or the company is
            suspended (`company_suspended`).
    """
    found = await uow.outcomes.match(checked_public_id(match_id))
    if found is None:
        raise NotFound("match_unknown")
    match, offer, youth = found
    if is_youth(actor):
        teller = Teller.YOUTH
        allowed = match.youth_id == actor.youth_id
    elif is_employer_side(actor):
        teller = Teller.EMPLOYER
        company = await uow.companies.get(offer.company_id) if offer.company_id else None
        allowed = company is not None and may_act_for_company(
            actor, company_id=company.id, structure_id=company.structure_id
        )
        if allowed and company is not None and uow.write:
            require_standing(company)
    else:
        teller = Teller.ADVISOR
        allowed = may_follow(actor, structure_id=youth.structure_id)
    if not allowed:
        raise NotFound("match_unknown")
    if match.status is not MatchStatus.SHARED:
        raise Conflict("outcome_not_in_touch")
    return Party(match, offer, youth, teller)


@service(has_a_say)
async def move_on(actor: Actor, command: MoveOn, uow: UnitOfWork) -> None:
    """Tell how far a match has come. The same again changes nothing; of a hire its contract may be told later.

    Raises:
        NotFound, Conflict: as `party`; or not a step that can follow (`outcome_transition`).
        Invalid: an immersion is told by its agreement alone (`outcome_by_agreement`); a reason or a contract where
            none belongs (`malformed`); terms that cannot be (as `checked_terms`).
    """
    found = await party(actor, command.match_id, uow)
    if command.stage in {Stage.IMMERSION, Stage.IN_TOUCH}:
        raise Invalid("outcome_by_agreement")
    hired = command.stage is Stage.HIRED
    if (command.terms is not None and not hired) or (
        command.why is not None and command.stage is not Stage.NOT_HIRED
    ):
        raise Invalid("malformed")
    if command.terms is not None:
        checked_terms(command.terms, paris_day(uow.clock.now()))
    await reach(uow, actor, found, command.stage, why=command.why)
    if command.terms is not None:
        await keep_hire(uow, actor, found.youth, found.offer.id, command.terms, found.teller)
    await uow.outcomes.flush()
    if found.teller is Teller.EMPLOYER:
        company = await uow.companies.get(found.offer.company_id or 0)
        if company is not None:
            trace(actor, company, uow, "match_moved", "match", found.match.id)


@service(has_a_say)
async def undo_step(actor: Actor, match_id: str, uow: UnitOfWork) -> None:
    """Take the last step of a match back: a slip of the hand, by whoever took it, within a day.

    Raises:
        NotFound, Conflict: as `party`; or there is no such step, or it is too late (`outcome_no_undo`).
    """
    found = await party(actor, match_id, uow)
    match = found.match
    steps = (await uow.outcomes.steps([match.id]))[match.id]
    last = steps[-1] if steps else None
    now = uow.clock.now()
    if last is None or last.account_id != actor.account_id or now > last.at + UNDO_STEP_WITHIN:
        raise Conflict("outcome_no_undo")
    await take_back(uow, actor, found, last)


@service(is_youth)
async def tell_hire(actor: Actor, command: TellHire, uow: UnitOfWork) -> None:
    """The youth was hired by the company of an outside offer: with which contract, and from when.

    Raises:
        NotFound: not an application of theirs (`application_unknown`).
        Conflict: not a step that can follow (`application_transition`).
        Invalid: terms that cannot be (as `checked_terms`).
    """
    application = await uow.applications.by_public_id(checked_public_id(command.application_id))
    youth = await uow.youths.get(actor.youth_id or 0)
    if application is None or youth is None or application.youth_id != youth.id:
        raise NotFound("application_unknown")
    checked_terms(command.terms, paris_day(uow.clock.now()))
    await reach_application(uow, actor, youth, application, Stage.HIRED)
    await keep_hire(uow, actor, youth, application.offer_id, command.terms, Teller.YOUTH)
    await uow.outcomes.flush()


async def reach(
    uow: UnitOfWork, actor: Actor, found: Party, stage: Stage, *, why: WhyNot | None = None
) -> bool:
    """A match comes to a stage: kept, counted, told; answers whether that was a step.

    Raises:
        Conflict: not a step that can follow (`outcome_transition`).
    """
    match, now = found.match, uow.clock.now()
    if match.stage is stage:
        return False
    before = match.stage
    match.stage = OUTCOME.check(before, stage)
    match.stage_at = now
    uow.outcomes.add(
        MatchStep(
            match_id=match.id,
            before=before,
            after=stage,
            teller=found.teller,
            why=why,
            account_id=None if actor.is_system else actor.account_id,
            at=now,
            tell_at=now + TELL_AFTER if stage in ENDS else None,
        )
    )
    for kind in (ActivityKind.OUTCOME_TOLD, LOGGED.get(stage)):
        if kind is not None:
            uow.ledger.activity(
                kind,
                actor,
                structure_id=found.youth.structure_id,
                youth_id=found.youth.id,
                offer_id=found.offer.id,
            )
    await uow.outcomes.flush()
    await tell_both(uow, found.youth, found.offer)
    return True


async def take_back(uow: UnitOfWork, actor: Actor, found: Party, step: MatchStep) -> None:
    """A step of a match was none: its stage is the one before, it counts no more, and a hire has no contract."""
    match, now = found.match, uow.clock.now()
    step.undone_at, step.tell_at = now, None
    match.stage, match.stage_at = step.before, now
    if (logged := LOGGED.get(step.after)) is not None:
        uow.ledger.activity(
            logged,
            actor,
            structure_id=found.youth.structure_id,
            youth_id=found.youth.id,
            offer_id=found.offer.id,
            takes_back=step.at,
        )
    if step.after is Stage.HIRED:
        await uow.outcomes.drop_hire(found.youth.id, found.offer.id)
    await uow.outcomes.flush()
    await tell_both(uow, found.youth, found.offer)


async def reach_application(
    uow: UnitOfWork, actor: Actor, youth: Youth, application: Application, stage: Stage
) -> bool:
    """An application to an outside offer comes to a stage; answers whether that was a step.

    One that was opened and never said to be sent was sent, if it came that far.

    Raises:
        Conflict: not a step that can follow (`application_transition`).
    """
    after = APPLICATION_AT[stage]
    if application.status is after:
        return False
    if not APPLICATION.allows(application.status, after) and APPLICATION.allows(
        application.status, ApplicationStatus.SENT
    ):
        await take_step(uow, actor, youth, application, ApplicationStatus.SENT)
    await take_step(uow, actor, youth, application, after)
    return True


async def keep_hire(
    uow: UnitOfWork,
    actor: Actor,
    youth: Youth,
    offer_id: int,
    terms: HireTerms,
    teller: Teller,
) -> Hire:
    """The contract of a hire, once for a youth and an offer: told again, the last word counts."""
    pair = (youth.id, offer_id)
    row = (await uow.outcomes.hires([pair])).get(pair)
    if row is None:
        row = Hire(youth_id=youth.id, offer_id=offer_id)
        uow.outcomes.add(row)
    row.contract, row.starts_on, row.ends_on = terms.contract, terms.starts_on, terms.ends_on
    row.teller, row.account_id = teller, None if actor.is_system else actor.account_id
    row.at = uow.clock.now()
    await uow.outcomes.flush()
    return row
