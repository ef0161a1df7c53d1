"""The hire that the review of an immersion tells, and how it is told no more.

It is the hire of the match, or of the application, that the agreement came from. With a host found elsewhere there is
neither: the funnel counts it, and the review alone keeps its contract.
"""

from datetime import datetime

from myjobmatch.db.models import Immersion, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import ApplicationStatus
from myjobmatch.domain.form_problems import FieldProblem
from myjobmatch.domain.outcomes import HireTerms, Stage, Teller
from myjobmatch.services.applications import take_step_back
from myjobmatch.services.immersion_stages import ADVISORS, reach_stage
from myjobmatch.services.immersions import ImmersionNotReady
from myjobmatch.services.outcomes import Party, keep_hire, take_back


async def tell_hire_of(
    actor: Actor,
    row: Immersion,
    youth: Youth,
    terms: HireTerms,
    uow: UnitOfWork,
    *,
    again: bool = False,
) -> None:
    """A contract came of an immersion; `again`: of a hire that was told already, other terms."""
    await reach_stage(actor, row, youth, Stage.HIRED, uow)
    if row.offer_id is not None:
        await keep_hire(uow, actor, youth, row.offer_id, terms, Teller.ADVISOR)
    elif not again:
        uow.ledger.activity(
            ActivityKind.HIRED, actor, structure_id=youth.structure_id, youth_id=youth.id
        )


async def untell_hire_of(
    actor: Actor, row: Immersion, youth: Youth, reviewed_at: datetime, uow: UnitOfWork
) -> None:
    """No contract came of it after all. What was taken back meanwhile, or stands by another review, is left as it is.

    Raises:
        ImmersionNotReady: somebody else told the hire (`immersion_hire_elsewhere`, of the field `hired`).
    """
    if row.offer_id is None:
        told_at = await uow.ledger.hired_elsewhere_at(youth.id, reviewed_at)
        if told_at is not None:
            uow.ledger.activity(
                ActivityKind.HIRED,
                actor,
                structure_id=youth.structure_id,
                youth_id=youth.id,
                takes_back=told_at,
            )
        return
    if await _stands_by_another(row, uow):
        return
    pair = (youth.id, row.offer_id)
    hire = (await uow.outcomes.hires([pair])).get(pair)
    if hire is not None and hire.teller is not Teller.ADVISOR:
        raise _told_elsewhere()
    await _match_back(actor, row, uow)
    await _application_back(actor, row, youth, uow)
    await uow.outcomes.drop_hire(*pair)


async def _stands_by_another(row: Immersion, uow: UnitOfWork) -> bool:
    others = [
        one.immersion.id
        for one in await uow.immersions.of_youth(row.youth_id)
        if one.immersion.offer_id == row.offer_id and one.immersion.id != row.id
    ]
    return any(review.hired for review, _ in (await uow.immersions.reviews(others)).values())


async def _match_back(actor: Actor, row: Immersion, uow: UnitOfWork) -> None:
    match = await uow.matches.get(row.match_id) if row.match_id is not None else None
    found = await uow.outcomes.match(match.public_id) if match else None
    if found is None or found[0].stage is not Stage.HIRED:
        return
    last = (await uow.outcomes.steps([found[0].id]))[found[0].id][-1]
    if last.teller is not Teller.ADVISOR:
        raise _told_elsewhere()
    await take_back(uow, actor, Party(*found, Teller.ADVISOR), last)


async def _application_back(actor: Actor, row: Immersion, youth: Youth, uow: UnitOfWork) -> None:
    if row.application_id is None or row.offer_id is None:
        return
    sent = await uow.applications.of_pair(youth.id, row.offer_id)
    if sent is None or sent.id != row.application_id or sent.status is not ApplicationStatus.HIRED:
        return
    told = await uow.applications.last_step(sent.id)
    if told is None or told[1] not in ADVISORS:
        raise _told_elsewhere()
    await take_step_back(uow, actor, youth, sent, told[0])


def _told_elsewhere() -> ImmersionNotReady:
    return ImmersionNotReady([FieldProblem("hired", "immersion_hire_elsewhere")])
