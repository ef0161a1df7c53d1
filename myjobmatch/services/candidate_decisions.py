"""An employer's likes and passes on anonymous candidates; a mutual like makes a match.

The like may come first: then nothing is told to anyone, and nothing is revealed.
"""

from dataclasses import dataclass

from myjobmatch.db.clash import Clash
from myjobmatch.db.models import Company, Decision, Offer, Youth
from myjobmatch.db.repositories.offers import is_open
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import DecisionKind, Role, Side
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_employer_side
from myjobmatch.services.answer_reasons import PASS_REASONS
from myjobmatch.services.building import service
from myjobmatch.services.companies import trace
from myjobmatch.services.decks import company_offer
from myjobmatch.services.matching_pairs import is_barred, make_match
from myjobmatch.services.notices import tell_company


@dataclass(frozen=True, slots=True)
class DecideCandidate:
    """Like or pass a candidate of an offer, by the alias that they have for it."""

    offer_id: str
    alias: str
    kind: DecisionKind
    reason: str = ""


@dataclass(frozen=True, slots=True)
class UndoCandidate:
    """Take back the decision on a candidate."""

    offer_id: str
    alias: str


@dataclass(frozen=True, slots=True)
class CandidateDecision:
    """What a decision led to; `match_id` is given once both sides like."""

    alias: str
    kind: str
    match_id: str | None = None


@service(is_employer_side)
async def decide_on_candidate(
    actor: Actor, command: DecideCandidate, uow: UnitOfWork
) -> CandidateDecision:
    """Decide on a candidate. The same decision again changes nothing, but may say why.

    Raises:
        Invalid: an unknown reason (`bad_reason`).
        NotFound: not an offer of theirs (`offer_unknown`), no such candidate (`candidate_unknown`).
        Conflict: the offer is not shown now (`offer_not_shown`), a match stands (`match_exists`), or
            a colleague decided at the same moment (`candidate_decided`).
    """
    if command.reason and command.reason not in PASS_REASONS:
        raise Invalid("bad_reason")
    offer, company, youth = await _pair(actor, command.offer_id, command.alias, uow)
    before = await uow.decisions.active(youth.id, offer.id, Side.EMPLOYER)
    if before is not None and before.kind is command.kind:
        if command.reason and command.kind is DecisionKind.PASS:
            before.reason = command.reason
            uow.ledger.event("candidate_decided", {"youth": youth.id, "offer": offer.id})
        return await _result(command.alias, youth, offer, command.kind.value, uow)
    if not is_open(offer, uow.clock.now()):
        raise Conflict("offer_not_shown", title=offer.title)
    await _check_shown(youth, offer, company, uow)
    if before is not None:
        await _take_back(uow, youth, offer, before)
    liked = command.kind is DecisionKind.LIKE
    try:
        await uow.decisions.add(
            Decision(
                youth_id=youth.id,
                offer_id=offer.id,
                side=Side.EMPLOYER,
                kind=command.kind,
                reason="" if liked else command.reason,
                account_id=actor.account_id,
                on_behalf=actor.role is not Role.RECRUITER,
                decided_at=uow.clock.now(),
            )
        )
    except Clash as error:
        raise Conflict("candidate_decided") from error
    kind = ActivityKind.CANDIDATE_LIKED if liked else ActivityKind.CANDIDATE_PASSED
    uow.ledger.activity(
        kind, actor, structure_id=youth.structure_id, youth_id=youth.id, offer_id=offer.id
    )
    trace(actor, company, uow, kind.value, "youth", youth.id)
    uow.ledger.event("candidate_decided", {"youth": youth.id, "offer": offer.id})
    if liked and await _youth_likes(uow, youth, offer):
        await make_match(uow, actor, youth, offer)
    tell_company(uow, offer)
    return await _result(command.alias, youth, offer, command.kind.value, uow)


@service(is_employer_side)
async def undo_candidate(
    actor: Actor, command: UndoCandidate, uow: UnitOfWork
) -> CandidateDecision:
    """Take a like or a pass back: the candidate may come again. Undoing twice is undoing once.

    Raises:
        NotFound: not an offer of theirs (`offer_unknown`), no such candidate (`candidate_unknown`).
        Conflict: a match stands (`match_exists`).
    """
    offer, company, youth = await _pair(actor, command.offer_id, command.alias, uow)
    decision = await uow.decisions.active(youth.id, offer.id, Side.EMPLOYER)
    if decision is not None:
        await _take_back(uow, youth, offer, decision)
        uow.ledger.activity(
            ActivityKind.DECISION_UNDONE,
            actor,
            structure_id=youth.structure_id,
            youth_id=youth.id,
            offer_id=offer.id,
        )
        uow.ledger.event("candidate_decided", {"youth": youth.id, "offer": offer.id})
        trace(actor, company, uow, "candidate_undone", "youth", youth.id)
        tell_company(uow, offer)
    return CandidateDecision(alias=command.alias, kind="")


async def pair_shown(
    actor: Actor, offer_id: str, alias: str, uow: UnitOfWork
) -> tuple[Offer, Company, Youth]:
    """An offer of the actor's, its company, and a candidate who may be shown to them today.

    Raises:
        NotFound: not an offer of theirs (`offer_unknown`), no such candidate (`candidate_unknown`).
    """
    offer, company, youth = await _pair(actor, offer_id, alias, uow)
    await _check_shown(youth, offer, company, uow)
    return offer, company, youth


async def _check_shown(youth: Youth, offer: Offer, company: Company, uow: UnitOfWork) -> None:
    """Shown once, no longer: an alias is no right."""
    if (
        not (youth.active and youth.visible)
        or await is_barred(uow, youth, offer)
        or await uow.sharing.is_blocked(youth.id, company.id)
    ):
        raise NotFound("candidate_unknown")


async def _pair(
    actor: Actor, offer_id: str, alias: str, uow: UnitOfWork
) -> tuple[Offer, Company, Youth]:
    await company_offer(actor, offer_id, uow)
    # locked, so that two colleagues, or an employer who fills the offer meanwhile, come one by one
    offer = await uow.offers.to_decide_on(checked_public_id(offer_id))
    company = await uow.companies.get(offer.company_id) if offer and offer.company_id else None
    if offer is None or company is None:
        raise NotFound("offer_unknown")
    youth_id = await uow.decisions.youth_of_alias(offer.id, checked_public_id(alias))
    youth = await uow.youths.get(youth_id) if youth_id is not None else None
    if youth is None:
        raise NotFound("candidate_unknown")
    return offer, company, youth


async def _take_back(uow: UnitOfWork, youth: Youth, offer: Offer, decision: Decision) -> None:
    if await uow.matches.of_pair(youth.id, offer.id) is not None:
        raise Conflict("match_exists", title=offer.title)
    await uow.decisions.undo(decision, uow.clock.now())


async def _youth_likes(uow: UnitOfWork, youth: Youth, offer: Offer) -> bool:
    theirs = await uow.decisions.active(youth.id, offer.id, Side.YOUTH)
    return theirs is not None and theirs.kind is DecisionKind.LIKE


async def _result(
    alias: str, youth: Youth, offer: Offer, kind: str, uow: UnitOfWork
) -> CandidateDecision:
    match = await uow.matches.of_pair(youth.id, offer.id)
    return CandidateDecision(alias=alias, kind=kind, match_id=match.public_id if match else None)
