"""Giving a youth another advisor: the one place where `youth.advisor_id` changes, with its history."""

from collections.abc import Collection
from datetime import timedelta

from myjobmatch.db.models import FollowUpSpan, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import AppointmentStatus, Taken, clashes
from myjobmatch.domain.continuity import FollowKind
from myjobmatch.services.notices import tell_accounts, tell_youth

COMING = timedelta(days=400)


async def give_advisor(
    uow: UnitOfWork,
    actor: Actor,
    youths: Collection[Youth],
    advisor_id: int,
    *,
    reason: str = "",
    transfer_id: int | None = None,
) -> int:
    """These youths are accompanied by an advisor from now on; answers for how many that is a change.

    The history is kept, what was handed over of them by name is over, and the former advisor reads their
    conversation no longer. The caller has checked that the advisor is one of the youths' structure.
    """
    now = uow.clock.now()
    changed = [youth for youth in youths if youth.advisor_id != advisor_id]
    if going := [youth.id for youth in changed if youth.advisor_id is not None]:
        # before anything of them is written, as all do who set and move appointments
        await uow.appointments.hold((advisor_id,), *going)
        changed = [youth for youth in changed if youth.advisor_id != advisor_id]
    if not changed:
        return 0
    ids = [youth.id for youth in changed]
    await uow.continuity.leave_transfers(ids, now)
    spans = await uow.continuity.open_spans(ids)
    written = {(span.youth_id, span.advisor_id) for span in spans if span.kind is FollowKind.MAIN}
    for youth in changed:
        if youth.advisor_id is not None and (youth.id, youth.advisor_id) not in written:
            # accompanied before the history was kept
            uow.continuity.add(
                FollowUpSpan(
                    youth_id=youth.id,
                    advisor_id=youth.advisor_id,
                    kind=FollowKind.MAIN,
                    since=min(youth.created_at, now),
                    until=now,
                )
            )
    for span in spans:
        if span.kind is FollowKind.MAIN or span.advisor_id == advisor_id:
            span.until = max(now, span.since)
    await uow.continuity.flush()  # the open ones are unique
    for youth in changed:
        former, youth.advisor_id = youth.advisor_id, advisor_id
        uow.continuity.add(
            FollowUpSpan(
                youth_id=youth.id,
                advisor_id=advisor_id,
                kind=FollowKind.MAIN,
                since=now,
                reason=reason,
                by_id=None if actor.is_system else actor.account_id,
                transfer_id=transfer_id,
            )
        )
        await tell_youth(uow, youth)
        if former is not None:
            tell_accounts(uow, [former])
            await uow.conversations.hand_on(youth.id, former, advisor_id, now)
            await _hand_appointments(uow, youth, former, advisor_id)
            uow.ledger.activity(
                ActivityKind.ADVISOR_CHANGED,
                actor,
                structure_id=youth.structure_id,
                youth_id=youth.id,
            )
            uow.ledger.event("advisor_changed", {"youth": youth.id, "transfer": transfer_id})
    await uow.continuity.flush()
    return len(changed)


async def _hand_appointments(uow: UnitOfWork, youth: Youth, from_id: int, to_id: int) -> None:
    """Coming appointments go along where the new advisor is free; the others stay for the two to settle.

    Advisor and youth are held.
    """
    now = uow.clock.now()
    for row in await uow.appointments.taken(
        now, now + COMING, advisor_id=from_id, youth_id=youth.id, lock=True
    ):
        if row.status is not AppointmentStatus.PLANNED or row.starts_at <= now:
            continue
        wanted = Taken(row.starts_at, row.ends_at, row.kind)
        busy = await uow.appointments.taken(row.starts_at, row.ends_at, advisor_id=to_id)
        taken = [Taken(one.starts_at, one.ends_at, one.kind) for one in busy]
        if not clashes(wanted, taken, together=True):
            # the same for the youth and their calendar: what waits to be told of it stays true
            row.advisor_id, row.changed_at = to_id, now
    await uow.appointments.flush()
