"""The one place where an offer ends: filled, expired, withdrawn by its company or its feed, paused for too long.

Whatever ends it, the same happens: the step is kept, matches in which nobody knows the other yet are closed,
applications that can no longer be sent too, it is counted, and whoever likes it is told by `ending_tellers`
(docs/decisions/0041-offers-that-end.md).
"""

from collections import defaultdict
from collections.abc import Collection, Sequence

from myjobmatch.db.models import Match, Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.enums import ApplicationStatus, MatchStatus
from myjobmatch.domain.offer_endings import (
    ENDS_TALKS,
    LOGGED_AS,
    LONGEST_PAUSE,
    STATUS_AFTER,
    WAITING,
    Ending,
)
from myjobmatch.domain.outcomes import Stage
from myjobmatch.domain.permissions import is_system
from myjobmatch.domain.workflow import OFFER
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.decisions import move_application
from myjobmatch.services.matching_pairs import move_match
from myjobmatch.services.notices import OFFER as OFFER_TOPIC
from myjobmatch.services.notices import tell_company, tell_youth
from myjobmatch.services.offer_lifecycle import add_step

AT_ONCE = 500
"""So many offers end in one transaction: others write in between."""

BY_OFFER = "offer"
"""Who closed a match, in `match_closed`: neither side, the offer's end."""

_UNSENT = frozenset({ApplicationStatus.OPENED, ApplicationStatus.NOT_SENT})


async def end_offers(
    uow: UnitOfWork,
    actor: Actor,
    offers: Sequence[Offer],
    ending: Ending,
    *,
    hired: Collection[int] = (),
) -> None:
    """End offers, all by the same cause; the matches in `hired`, and those hired before, go on.

    Raises:
        Conflict: one of them is not in a state that can end so (`offer_transition`); nothing is written then.
    """
    after = STATUS_AFTER[ending]
    for offer in offers:
        OFFER.check(offer.status, after)
    now = uow.clock.now()
    for offer in offers:
        before = offer.status
        offer.status = after
        offer.closed_at = offer.updated_at = now
        add_step(uow, actor, offer, before)
        uow.changed(OFFER_TOPIC, offer.id)
        tell_company(uow, offer)
        if offer.structure_id is not None:
            uow.ledger.activity(
                LOGGED_AS[after], actor, structure_id=offer.structure_id, offer_id=offer.id
            )
    ids = [offer.id for offer in offers]
    likers = await uow.endings.likers(ids)
    closed = await _close_matches(uow, actor, ids, ending, hired)
    asked = await _settle_applications(uow, actor, ids)
    for offer in offers:
        concerned = likers.get(offer.id, set()) | asked[offer.id]
        concerned |= {match.youth_id for match in closed[offer.id]}
        if not concerned:
            continue
        uow.ledger.event(
            "offer_ended",
            {
                "offer": offer.id,
                "ending": ending.value,
                "closed": [match.id for match in closed[offer.id]],
                "talked": [match.id for match in closed[offer.id] if match.shared_at is not None],
                "hired": sorted(hired),
            },
        )
        for youth_id in sorted(concerned):
            youth = await uow.youths.get(youth_id)
            if youth is not None:
                in_a_match = any(match.youth_id == youth_id for match in closed[offer.id])
                await tell_youth(uow, youth, advisor_too=in_a_match)


async def _close_matches(
    uow: UnitOfWork, actor: Actor, offer_ids: list[int], ending: Ending, hired: Collection[int]
) -> dict[int, list[Match]]:
    """Close what the ending closes, with its trace; the matches by offer."""
    states = WAITING | ({MatchStatus.SHARED} if ending in ENDS_TALKS else frozenset())
    found: dict[int, list[Match]] = defaultdict(list)
    for match in await uow.endings.matches(offer_ids, states, lock=True):
        if match.id in hired or match.stage is Stage.HIRED:
            continue
        await move_match(uow, actor, match, MatchStatus.CLOSED)
        conversation = await uow.conversations.of_match(match.id)
        if conversation is not None:
            conversation.closed_at = uow.clock.now()
        youth = await uow.youths.get(match.youth_id)
        uow.ledger.activity(
            ActivityKind.MATCH_CLOSED,
            actor,
            structure_id=youth.structure_id if youth else None,
            youth_id=match.youth_id,
            offer_id=match.offer_id,
        )
        uow.ledger.event("match_closed", {"match": match.id, "by": BY_OFFER})
        found[match.offer_id].append(match)
    return found


async def _settle_applications(
    uow: UnitOfWork, actor: Actor, offer_ids: list[int]
) -> dict[int, set[int]]:
    """What was never sent cannot be any more; of what may have been, the youth is asked now.

    What was sent goes on: it is between the youth and who received it.
    """
    now = uow.clock.now()
    concerned: dict[int, set[int]] = defaultdict(set)
    for application in await uow.endings.applications(offer_ids, _UNSENT):
        if application.status is ApplicationStatus.NOT_SENT:
            move_application(uow, actor, application, ApplicationStatus.WITHDRAWN)
        else:
            application.ask_after = min(application.ask_after, now)
        concerned[application.offer_id].add(application.youth_id)
    return concerned


@service(is_system)
async def expire_offers(actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """End the offers whose time is over, some at a time; answers how many."""
    due = await uow.endings.due_to_expire(uow.clock.now(), AT_ONCE)
    await end_offers(uow, actor, due, Ending.EXPIRED)
    return len(due)


@service(is_system)
async def put_away_offers(actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """End the offers that were paused for too long, some at a time; answers how many."""
    due = await uow.endings.paused_since(uow.clock.now() - LONGEST_PAUSE, AT_ONCE)
    await end_offers(uow, actor, due, Ending.RESTED)
    return len(due)


async def end_due_offers(app: Application) -> int:
    """End what is due to end; answers how many offers did."""
    ended = 0
    for verb in (expire_offers, put_away_offers):
        while some := await app.run(verb, SYSTEM, None):
            ended += some
            if some < AT_ONCE:
                break
    return ended
