"""What an immersion tells elsewhere: the stage of its match or application, the youth's situation."""

from datetime import date

from myjobmatch.db.models import Immersion, Youth, YouthSituation
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import ApplicationStatus, MatchStatus, Role
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.imilo import SituationKind, SituationSource
from myjobmatch.domain.immersions import SIGNED_ONCE
from myjobmatch.domain.outcomes import Stage, Teller
from myjobmatch.domain.workflow import APPLICATION, OUTCOME
from myjobmatch.services.applications import take_step_back
from myjobmatch.services.outcomes import APPLICATION_AT, Party, reach, reach_application, take_back

NOTE_AT_MOST = 200

ADVISORS = frozenset({Role.ADVISOR, Role.MANAGER})
"""Who notes signatures, and writes reviews: a step by anybody else was told."""


async def reach_stage(
    actor: Actor, row: Immersion, youth: Youth, stage: Stage, uow: UnitOfWork
) -> bool:
    """The match, or the application, of an immersion comes to a stage, where it still can; answers whether it did.

    What has ended meanwhile stays ended: an agreement is signed all the same.
    """
    if row.match_id is not None:
        match = await uow.matches.get(row.match_id)
        found = await uow.outcomes.match(match.public_id) if match else None
        if found is None or found[0].status is not MatchStatus.SHARED:
            return False
        if not OUTCOME.allows(found[0].stage, stage):
            return False
        return await reach(uow, actor, Party(*found, Teller.ADVISOR), stage)
    if row.application_id is not None and row.offer_id is not None:
        sent = await uow.applications.of_pair(youth.id, row.offer_id)
        if sent is None or sent.id != row.application_id:
            return False
        after = APPLICATION_AT[stage]
        sent_first = ApplicationStatus.SENT
        if not APPLICATION.allows(sent.status, after) and not (
            APPLICATION.allows(sent.status, sent_first) and APPLICATION.allows(sent_first, after)
        ):
            return False
        return await reach_application(uow, actor, youth, sent, stage)
    return False


async def _leave_stage(actor: Actor, row: Immersion, uow: UnitOfWork) -> None:
    """A signed agreement was called off: its match is where it was before, unless another one of it stands."""
    known = await uow.matches.get(row.match_id) if row.match_id is not None else None
    found = await uow.outcomes.match(known.public_id) if known is not None else None
    if found is None or found[0].stage is not Stage.IMMERSION:
        return
    match = found[0]
    others = [one.immersion for one in await uow.immersions.of_youth(row.youth_id)]
    if any(
        one.id != row.id and one.match_id == match.id and one.status in SIGNED_ONCE
        for one in others
    ):
        return
    steps = (await uow.outcomes.steps([match.id]))[match.id]
    last = next((step for step in reversed(steps) if step.after is Stage.IMMERSION), None)
    if last is not None:
        await take_back(uow, actor, Party(*found, Teller.ADVISOR), last)


async def _leave_status(actor: Actor, row: Immersion, youth: Youth, uow: UnitOfWork) -> None:
    """The same of its application. An immersion that was told before any signature, or by the youth, stays."""
    if row.application_id is None or row.offer_id is None:
        return
    sent = await uow.applications.of_pair(youth.id, row.offer_id)
    if (
        sent is None
        or sent.id != row.application_id
        or sent.status is not ApplicationStatus.IMMERSION
    ):
        return
    agreements = [
        one.immersion
        for one in await uow.immersions.of_youth(youth.id)
        if one.immersion.application_id == sent.id
    ]
    if any(one.id != row.id and one.status in SIGNED_ONCE for one in agreements):
        return
    last = await uow.applications.last_step(sent.id)
    agreed = [one.agreed_at for one in agreements if one.agreed_at is not None]
    if last is None or last[1] not in ADVISORS or not agreed or last[0].at < min(agreed):
        return
    await take_step_back(uow, actor, youth, sent, last[0])


async def tell_situation_of(actor: Actor, row: Immersion, youth: Youth, uow: UnitOfWork) -> None:
    """The youth is in immersion from its first day on: nobody types it a second time.

    What an advisor, or i-milo, told of the same day stays as it was told.
    """
    since = row.starts_on or date.min
    if await uow.imilo.situation(youth.id, SituationKind.IMMERSION, since) is not None:
        return
    uow.imilo.add(
        YouthSituation(
            public_id=new_public_id(),
            youth_id=youth.id,
            kind=SituationKind.IMMERSION,
            since=since,
            until=row.ends_on,
            note=f"{row.title} · {row.host_name}"[:NOTE_AT_MOST],
            source=SituationSource.IMMERSION,
            told_by=actor.account_id,
            told_at=uow.clock.now(),
        )
    )
    await uow.imilo.flush()


async def untell(actor: Actor, row: Immersion, youth: Youth, uow: UnitOfWork) -> None:
    """Called off: neither the situation nor the stage of its match or application."""
    await _leave_stage(actor, row, uow)
    await _leave_status(actor, row, youth, uow)
    await untell_situation(row, uow)


async def untell_situation(row: Immersion, uow: UnitOfWork) -> None:
    """It did not take place after all."""
    if row.starts_on is None:
        return
    told = await uow.imilo.situation(row.youth_id, SituationKind.IMMERSION, row.starts_on)
    if told is not None and told.source is SituationSource.IMMERSION:
        await uow.imilo.delete_situations([told.id])
