"""A youth's likes and passes: a mutual like makes a match, a like on an outside offer an application."""

from dataclasses import dataclass
from datetime import timedelta

from myjobmatch.db.models import (
    Application,
    ApplicationTransition,
    Decision,
    Match,
    Offer,
    Youth,
)
from myjobmatch.db.repositories.decisions import CardAtHand
from myjobmatch.db.repositories.offers import is_open
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import DecisionResult
from myjobmatch.domain.enums import (
    ApplicationStatus,
    DecisionKind,
    OfferOrigin,
    OfferStatus,
    PassReason,
    ProposalStatus,
    Side,
)
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_youth
from myjobmatch.domain.workflow import APPLICATION
from myjobmatch.services.building import service
from myjobmatch.services.matching_pairs import is_barred, make_match
from myjobmatch.services.notices import ACCOUNT, tell_advisor, tell_company, tell_youth

ASK_AFTER = timedelta(days=3)
"""How long after an application to an outside offer the youth is asked how it went (DOMAIN.md)."""

NEVER_SHOWN = frozenset({OfferStatus.DRAFT, OfferStatus.SUBMITTED, OfferStatus.REFUSED})
"""What only the company and those who approve may know of."""

PASS_REASONS = frozenset({"", *(reason.value for reason in PassReason)})


@dataclass(frozen=True, slots=True)
class Decide:
    """Like or pass an offer, by its public id; a pass may say why (`PASS_REASONS`)."""

    offer_id: str
    kind: DecisionKind
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the decision on an offer."""

    offer_id: str


@service(is_youth)
async def decide_on_offer(actor: Actor, command: Decide, uow: UnitOfWork) -> DecisionResult:
    """Decide on a card. The same decision again changes nothing and answers the same.

    Raises:
        Invalid: an unknown reason (`bad_reason`).
        NotFound: no such offer (`offer_unknown`).
        Conflict: the offer closed meanwhile, or a rule of law bars it to them (`offer_closed`), or a
            match stands (`match_exists`).
    """
    if command.reason not in PASS_REASONS:
        raise Invalid("bad_reason")
    # of two likes at the same moment the second sees the first, and makes the match
    card = await uow.decisions.card_at_hand(
        actor.youth_id or 0, checked_public_id(command.offer_id), command.kind
    )
    if card is None or card.offer.status in NEVER_SHOWN:
        raise NotFound("offer_unknown")
    youth, offer, before = card.youth, card.offer, card.own
    if before is not None and before.kind is command.kind:
        return await _result(uow, youth, offer, command.kind.value)
    liked = command.kind is DecisionKind.LIKE
    if not is_open(offer, uow.clock.now()) or (liked and await is_barred(uow, youth, offer)):
        raise Conflict("offer_closed", title=offer.title)
    if before is not None:
        await _take_back(uow, actor, youth, offer, before)
    await uow.decisions.record(
        youth.id,
        offer.id,
        Side.YOUTH,
        command.kind,
        reason=command.reason,
        account_id=actor.account_id,
        at=uow.clock.now(),
    )
    uow.ledger.activity(
        ActivityKind.OFFER_LIKED if liked else ActivityKind.OFFER_PASSED,
        actor,
        structure_id=youth.structure_id,
        youth_id=youth.id,
        offer_id=offer.id,
    )
    await uow.told.drop_kept(youth.id, offer.id)
    if card.proposal is not None:
        card.proposal.status = ProposalStatus.LIKED if liked else ProposalStatus.PASSED
    match = application = None
    if liked and offer.origin is OfferOrigin.OUTSIDE:
        application = await _open_application(uow, actor, youth, offer)
    elif liked and await _liked_back(uow, card):
        match = await make_match(uow, actor, youth, offer)
    elif liked:
        uow.ledger.event("offer_liked", {"youth": youth.id, "offer": offer.id})
    if liked:
        tell_company(uow, offer)
    uow.youths.note_active(youth, uow.clock.now())
    uow.changed(ACCOUNT, actor.account_id)
    tell_advisor(uow, youth)
    return _told(offer, command.kind.value, match, application)


@service(is_youth)
async def undo_decision(actor: Actor, command: Undo, uow: UnitOfWork) -> DecisionResult:
    """Take a like or a pass back: the card may come again. Undoing twice is undoing once.

    Raises:
        NotFound: no such offer (`offer_unknown`).
        Conflict: a match stands (`match_exists`), or the application has gone on (`application_sent`).
    """
    youth, offer = await _pair(actor, command.offer_id, uow)
    decision = await uow.decisions.active(youth.id, offer.id, Side.YOUTH)
    if decision is not None:
        await _take_back(uow, actor, youth, offer, decision)
        uow.ledger.activity(
            ActivityKind.DECISION_UNDONE,
            actor,
            structure_id=youth.structure_id,
            youth_id=youth.id,
            offer_id=offer.id,
        )
        await uow.told.lift_said_on(youth.id, offer.id, uow.clock.now())
        await tell_youth(uow, youth)
        tell_company(uow, offer)
    return DecisionResult(offer_id=offer.public_id, kind="", status="undone")


async def _pair(actor: Actor, public_id: str, uow: UnitOfWork) -> tuple[Youth, Offer]:
    youth = await uow.youths.get(actor.youth_id or 0)
    # locked, as on the employer's side: it may be making a match of it
    offer = await uow.offers.to_decide_on(checked_public_id(public_id))
    if youth is None or offer is None or offer.status in NEVER_SHOWN:
        raise NotFound("offer_unknown")
    return youth, offer


async def _liked_back(uow: UnitOfWork, card: CardAtHand) -> bool:
    """The employer's like stands, and the youth has not blocked the company since."""
    if card.theirs is None or card.theirs.kind is not DecisionKind.LIKE:
        return False
    return not await uow.sharing.is_blocked(card.youth.id, card.offer.company_id or 0)


async def _take_back(
    uow: UnitOfWork, actor: Actor, youth: Youth, offer: Offer, decision: Decision
) -> None:
    if await uow.matches.of_pair(youth.id, offer.id) is not None:
        raise Conflict("match_exists", title=offer.title)
    application = await uow.applications.of_pair(youth.id, offer.id)
    if application is not None and application.status is not ApplicationStatus.WITHDRAWN:
        if not APPLICATION.allows(application.status, ApplicationStatus.WITHDRAWN) or (
            application.status is not ApplicationStatus.OPENED
        ):
            raise Conflict("application_sent", title=offer.title)
        move_application(uow, actor, application, ApplicationStatus.WITHDRAWN)
    await uow.decisions.undo(decision, uow.clock.now())


async def _open_application(
    uow: UnitOfWork, actor: Actor, youth: Youth, offer: Offer
) -> Application:
    now = uow.clock.now()
    application = await uow.applications.of_pair(youth.id, offer.id)
    if application is not None:
        application.opened_at, application.ask_after = now, now + ASK_AFTER
        move_application(uow, actor, application, ApplicationStatus.OPENED)
    else:
        application = Application(
            public_id=new_public_id(),
            youth_id=youth.id,
            offer_id=offer.id,
            status=ApplicationStatus.OPENED,
            opened_at=now,
            ask_after=now + ASK_AFTER,
        )
        uow.applications.add(application)
        await uow.applications.flush()
        uow.applications.add(
            ApplicationTransition(
                application_id=application.id,
                before=None,
                after=ApplicationStatus.OPENED,
                account_id=actor.account_id,
                at=now,
            )
        )
    uow.ledger.activity(
        ActivityKind.APPLICATION_OPENED,
        actor,
        structure_id=youth.structure_id,
        youth_id=youth.id,
        offer_id=offer.id,
    )
    uow.ledger.event("application_opened", {"application": application.id, "youth": youth.id})
    return application


def move_application(
    uow: UnitOfWork, actor: Actor, application: Application, after: ApplicationStatus
) -> None:
    """Take an application one step further, and keep the trace.

    Raises:
        Conflict: the step is not one of the workflow's (`application_transition`).
    """
    before = application.status
    application.status = APPLICATION.check(before, after)
    uow.applications.add(
        ApplicationTransition(
            application_id=application.id,
            before=before,
            after=after,
            account_id=None if actor.is_system else actor.account_id,
            at=uow.clock.now(),
        )
    )


async def _result(uow: UnitOfWork, youth: Youth, offer: Offer, kind: str) -> DecisionResult:
    match = await uow.matches.of_pair(youth.id, offer.id)
    return _told(offer, kind, match, await uow.applications.of_pair(youth.id, offer.id))


def _told(
    offer: Offer, kind: str, match: Match | None, application: Application | None
) -> DecisionResult:
    opened = application is not None and application.status is not ApplicationStatus.WITHDRAWN
    return DecisionResult(
        offer_id=offer.public_id,
        kind=kind,
        status="decided",
        match_id=match.public_id if match else None,
        application_id=application.public_id if application and opened else None,
    )
