"""What happens when a hand-over begins and ends: who is told, whose conversations they are, the history.

Rights do not wait for it (`services.standing` asks the day). The worker carries out what a midnight brought.
"""

from collections.abc import Sequence

from myjobmatch.db.models import PortfolioTransfer, TransferYouth, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.continuity import TransferKind
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.building import service
from myjobmatch.services.following import give_advisor
from myjobmatch.services.notices import STRUCTURE, tell_accounts, tell_youth
from myjobmatch.services.sessions import acting_today
from myjobmatch.services.standing import may_accompany


@service(is_system)
async def carry_out_transfers(actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Begin what begins today, end what ran out; answers how many hand-overs that were."""
    today = paris_day(uow.clock.now())
    rows = await uow.transfers.due(today)
    for row in rows:
        if row.begun_at is None:
            await begin(uow, actor, row)
        if row.until_day is not None and row.until_day < today and row.ended_at is None:
            await end(uow, actor, row)
        uow.changed(STRUCTURE, row.structure_id)
    return len(rows)


async def begin(uow: UnitOfWork, actor: Actor, row: PortfolioTransfer) -> None:
    """From now on the colleague answers: their conversations are there, the youths are told.

    Whoever has left since it was planned is given nobody: it is over.
    """
    now = uow.clock.now()
    if not may_accompany(await uow.accounts.get(row.to_id), row.structure_id):
        row.ended_at = now
        await uow.continuity.flush()
        return
    youths = await concerned(uow, row)
    row.begun_at = now
    if row.kind is TransferKind.PERMANENT:
        row.ended_at = now
        if row.whole:
            for youth in youths:
                uow.continuity.add(TransferYouth(transfer_id=row.id, youth_id=youth.id))
        await uow.continuity.flush()
        # who left, or got another advisor, since it was planned stays where they are
        theirs = [youth for youth in youths if youth.advisor_id == row.from_id]
        await give_advisor(uow, actor, theirs, row.to_id, reason=row.reason, transfer_id=row.id)
        await settle_conversations(uow, row.from_id)
    else:
        await uow.continuity.flush()
        await _tell(uow, actor, row, youths)
    await settle_conversations(uow, row.to_id)


async def end(uow: UnitOfWork, actor: Actor, row: PortfolioTransfer, by: int | None = None) -> None:
    """The advisor answers again; whoever stood in reads and writes no longer."""
    youths = await concerned(uow, row)
    row.ended_at, row.ended_by = uow.clock.now(), by
    await uow.continuity.flush()
    if row.begun_at is not None:
        await _tell(uow, actor, row, youths)
    await settle_conversations(uow, row.to_id)


async def undo_for_good(uow: UnitOfWork, actor: Actor, row: PortfolioTransfer) -> None:
    """Those whom a transfer for good moved go back, unless they have got another advisor since."""
    youths = await uow.transfers.youths_in([row.id])
    row.ended_by = actor.account_id
    theirs = [youth for youth in youths if youth.advisor_id == row.to_id]
    await give_advisor(uow, actor, theirs, row.from_id, reason=row.reason, transfer_id=row.id)
    for account_id in (row.from_id, row.to_id):
        await settle_conversations(uow, account_id)


async def concerned(uow: UnitOfWork, row: PortfolioTransfer) -> Sequence[Youth]:
    """The youths whom a hand-over concerns; of a whole portfolio also those its giver stood in for."""
    if not row.whole or (row.kind is TransferKind.PERMANENT and row.begun_at is not None):
        return await uow.transfers.youths_in([row.id])
    giver = await uow.accounts.get(row.from_id)
    lent = row.kind is TransferKind.TEMPORARY and giver is not None
    advisors = (await acting_today(giver, uow)).stands_for if lent and giver else frozenset()
    found: list[Youth] = []
    for account_id in (row.from_id, *sorted(advisors)):
        found += await uow.continuity.youths_of(account_id, row.structure_id)
    return found


async def settle_conversations(uow: UnitOfWork, account_id: int) -> None:
    """An advisor is in the conversations of those whom they accompany today, and in no other youth's."""
    account = await uow.accounts.get(account_id)
    if account is None:
        return
    today = await acting_today(account, uow)
    await uow.conversations.join_followed(today, uow.clock.now())
    await uow.conversations.leave_unfollowed(today)


async def _tell(
    uow: UnitOfWork, actor: Actor, row: PortfolioTransfer, youths: Sequence[Youth]
) -> None:
    tell_accounts(uow, [row.from_id, row.to_id])
    for youth in youths:
        await tell_youth(uow, youth)
        uow.ledger.activity(
            ActivityKind.ADVISOR_CHANGED,
            actor,
            structure_id=youth.structure_id,
            youth_id=youth.id,
        )
        uow.ledger.event("advisor_changed", {"youth": youth.id, "transfer": row.id})
