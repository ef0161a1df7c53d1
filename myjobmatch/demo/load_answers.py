"""Who waits for an answer in the demonstration: what the likes and decisions of its stories have come to."""

from datetime import timedelta

from myjobmatch.db.models import AnswerWait, Decision
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.answers import (
    FIRST_REMINDER,
    SECOND_REMINDER,
    UNDO_WITHIN,
    Step,
    due_step,
)
from myjobmatch.domain.enums import DecisionKind, Side
from myjobmatch.services.answer_clock import ENDED
from myjobmatch.services.answer_rates import count_answers

LAST_REMINDED = timedelta(days=3)
"""How long ago employers who let somebody wait for long were reminded: none of them is closed on the first day."""


async def load_answers(uow: UnitOfWork) -> int:
    """Keep the waits, and count how companies answer; answers how many wait."""
    await uow.session.flush()
    waiting = 0
    for like in await uow.answers.likes_inside():
        wait = await _wait_of(like, uow)
        waiting += wait.next_at is not None
        uow.answers.add(wait)
    await uow.answers.flush()
    await count_answers(SYSTEM, None, uow)
    return waiting


async def _wait_of(like: Decision, uow: UnitOfWork) -> AnswerWait:
    now, since = uow.clock.now(), like.decided_at
    wait = AnswerWait(
        youth_id=like.youth_id, offer_id=like.offer_id, since=since, step=Step.WAITING, reason=""
    )
    theirs = await uow.decisions.active(like.youth_id, like.offer_id, Side.EMPLOYER)
    offer = await uow.offers.get(like.offer_id)
    standing = await uow.answers.standing(like.youth_id, like.offer_id)
    if theirs is not None and theirs.kind is DecisionKind.PASS:
        wait.step, wait.reason = Step.DECLINED, theirs.reason
        wait.step_at = wait.told_at = theirs.decided_at + UNDO_WITHIN
    elif theirs is not None or standing.matched or offer is None or offer.status in ENDED:
        wait.step, wait.step_at = Step.SETTLED, since
    else:
        waited = now - since
        if waited >= SECOND_REMINDER:
            wait.step = Step.REMINDED_AGAIN
        elif waited >= FIRST_REMINDER:
            wait.step = Step.REMINDED
        wait.step_at = None if wait.step is Step.WAITING else now - LAST_REMINDED
        wait.next_at = due_step(wait.step, since, wait.step_at, now).next_at
    return wait
