"""The clock of answers: employers are reminded, a no is told kindly, silence comes to an end.

The worker looks at each wait when it falls due and does what stands then (`domain.answers`), so that an undo, a late
answer or a filled offer needs no word of its own here.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from myjobmatch.db.models import AnswerWait, Offer, Youth
from myjobmatch.db.repositories.answers import Standing
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.answers import UNDO_WITHIN, Step, due_step, first_look
from myjobmatch.domain.enums import DecisionKind, OfferStatus
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.building import service
from myjobmatch.services.notices import tell_company, tell_youth
from myjobmatch.services.offer_lifecycle import CLOSED, move_offer
from myjobmatch.services.outbox import listens

AT_ONCE = 200
ENDED = CLOSED | {OfferStatus.REFUSED}
"""States of an offer for which nobody waits any more."""
LOOK_AGAIN = timedelta(days=1)
"""How long a wait rests whose employer may not answer now."""


@listens("offer_liked")
async def begin_to_wait(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """Somebody likes an employer's offer: from now on they wait. Liking once more begins anew."""
    youth_id, offer_id = int(payload["youth"]), int(payload["offer"])
    decision = await uow.decisions.liked_at(youth_id, offer_id)
    if decision is None:
        return
    wait = await uow.answers.wait_of(youth_id, offer_id)
    if wait is None:
        wait = AnswerWait(youth_id=youth_id, offer_id=offer_id)
        uow.answers.add(wait)
    wait.since, wait.step, wait.step_at = decision, Step.WAITING, None
    wait.reason, wait.told_at = "", None
    wait.next_at = first_look(decision)
    await uow.answers.flush()


@listens("candidate_decided")
async def look_soon(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """The employer decided, or took it back: looked at once it can no longer be a slip of the hand."""
    wait = await uow.answers.wait_of(int(payload["youth"]), int(payload["offer"]))
    if wait is not None:
        wait.next_at = uow.clock.now() + UNDO_WITHIN
        await uow.answers.flush()


@service(is_system)
async def mind_answers(_actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Do what has fallen due; answers how many waits were looked at."""
    now = uow.clock.now()
    waits = await uow.answers.due(now, AT_ONCE)
    for wait in waits:
        standing = await uow.answers.standing(wait.youth_id, wait.offer_id)
        await _look(wait, standing, now, uow)
        await uow.answers.flush()
    return len(waits)


async def _look(wait: AnswerWait, standing: Standing, now: datetime, uow: UnitOfWork) -> None:
    wait.next_at = None
    youth = await uow.youths.get(wait.youth_id)
    offer = await uow.offers.get(wait.offer_id)
    if (
        youth is None
        or offer is None
        or not standing.likes
        or standing.matched
        or offer.status in ENDED
        or await uow.sharing.is_blocked(youth.id, offer.company_id or 0)
    ):
        _reach(wait, Step.SETTLED, now)
        wait.told_at = None
    elif offer.withheld:
        wait.next_at = now + LOOK_AGAIN
    elif standing.employer is DecisionKind.PASS:
        await _decline(wait, standing.reason, youth, offer, now, uow)
    elif standing.employer is DecisionKind.LIKE:
        _reach(wait, Step.SETTLED, now)
    else:
        await _remind(wait, youth, offer, now, uow)


def _reach(wait: AnswerWait, step: Step, now: datetime) -> None:
    wait.step, wait.step_at = step, now


async def _decline(
    wait: AnswerWait, reason: str, youth: Youth, offer: Offer, now: datetime, uow: UnitOfWork
) -> None:
    """A no: said once; a reason that came later is kept with it."""
    known = wait.step is Step.DECLINED
    wait.reason = reason
    if known:
        return
    _reach(wait, Step.DECLINED, now)
    wait.told_at = now
    uow.ledger.event("declined", {"youth": youth.id, "offer": offer.id})
    await tell_youth(uow, youth)


async def _remind(
    wait: AnswerWait, youth: Youth, offer: Offer, now: datetime, uow: UnitOfWork
) -> None:
    due = due_step(wait.step, wait.since, wait.step_at, now)
    wait.next_at = due.next_at
    if due.act is None:
        return
    _reach(wait, due.step, now)
    if due.act is not Step.SILENT:
        uow.ledger.event("answer_reminder", {"offer": offer.id, "step": due.act.value})
        return
    wait.told_at = now
    uow.ledger.activity(
        ActivityKind.ANSWER_MISSED,
        SYSTEM,
        structure_id=youth.structure_id,
        youth_id=youth.id,
        offer_id=offer.id,
    )
    uow.ledger.event("answer_silent", {"youth": youth.id, "offer": offer.id})
    await tell_youth(uow, youth)
    await _pause(offer, uow)


async def _pause(offer: Offer, uow: UnitOfWork) -> None:
    """An offer that nobody answers for leaves the decks, until its employer publishes it again."""
    company = await uow.companies.get(offer.company_id) if offer.company_id else None
    if company is None or offer.status is not OfferStatus.PUBLISHED:
        return
    await move_offer(uow, SYSTEM, offer, company, OfferStatus.PAUSED)
    uow.ledger.event("offer_silent", {"offer": offer.id})
    tell_company(uow, offer)
