"""Handing a portfolio over, for a time or for good; taking it back; undoing it within the day."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from myjobmatch.db.models import Account, PortfolioTransfer, TransferYouth, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.continuity import LONGEST_REASON, Loan, TransferKind, answering, split
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.text import some_lines
from myjobmatch.services.building import service
from myjobmatch.services.notices import STRUCTURE
from myjobmatch.services.standing import may_accompany
from myjobmatch.services.transfer_carrying import begin, end, undo_for_good

LATEST = timedelta(days=800)
MOST_COLLEAGUES = 20
MOST_YOUTHS = 5000


@dataclass(frozen=True, slots=True)
class HandOver:
    """Whose portfolio (empty: the actor's own) goes to whom; between several it is shared evenly.

    Ids are public, days are ISO. `until_day` is the last day, and empty for good. Without `youth_ids` the
    whole portfolio goes, and with one colleague those who join it meanwhile go as well.
    """

    to_ids: tuple[str, ...]
    kind: TransferKind
    from_day: str
    until_day: str = ""
    from_id: str = ""
    youth_ids: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """A hand-over that has been checked: what goes to whom."""

    giver: Account
    kind: TransferKind
    from_day: date
    until_day: date | None
    whole: bool
    reason: str
    parts: tuple[tuple[Account, tuple[Youth, ...]], ...]


@service(is_accompanying)
async def hand_over(actor: Actor, command: HandOver, uow: UnitOfWork) -> str:
    """Hand a portfolio over; answers the batch's public id, by which it is undone.

    Raises:
        NotFound: not a portfolio the actor may hand over, or no such colleague of the structure
            (`advisor_unknown`); a youth who is not of that portfolio (`youth_unknown`).
        Invalid: no sensible days (`transfer_days`), nobody to hand over to (`transfer_nobody`), nothing to
            hand over (`transfer_empty`), too long a reason (`reason_long`, with `most`).
        Conflict: handed over on some of these days already (`transfer_overlaps`), or it would come back to
            the giver (`transfer_circle`, with `name`).
    """
    plan = await checked_plan(actor, command, uow)
    await uow.continuity.lock(plan.giver.id, *(colleague.id for colleague, _ in plan.parts))
    await _refuse_overlap(plan, uow)
    batch, now = new_public_id(), uow.clock.now()
    for colleague, youths in plan.parts:
        row = PortfolioTransfer(
            public_id=new_public_id(),
            batch=batch,
            structure_id=plan.giver.structure_id or 0,
            from_id=plan.giver.id,
            to_id=colleague.id,
            kind=plan.kind,
            whole=plan.whole,
            from_day=plan.from_day,
            until_day=plan.until_day,
            reason=plan.reason,
            by_id=actor.account_id,
            created_at=now,
        )
        uow.continuity.add(row)
        await uow.continuity.flush()
        if not plan.whole:
            for youth in youths:
                uow.continuity.add(TransferYouth(transfer_id=row.id, youth_id=youth.id))
            await uow.continuity.flush()
        uow.ledger.audit(
            actor,
            "portfolio_handed_over",
            "account",
            plan.giver.id,
            in_name_of="" if plan.giver.id == actor.account_id else plan.giver.display_name,
            details={
                "to": colleague.id,
                "kind": plan.kind.value,
                "from_day": plan.from_day.isoformat(),
                "until_day": plan.until_day.isoformat() if plan.until_day else "",
                "youths": "all" if plan.whole else len(youths),
                "transfer": row.id,
            },
        )
        if plan.from_day <= paris_day(now):
            await begin(uow, actor, row)
    uow.changed(STRUCTURE, plan.giver.structure_id or 0)
    return batch


@service(is_accompanying)
async def take_back(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """End a hand-over for a time before its last day, or before it begins; again is once.

    Whoever stands in may give it back too.

    Raises:
        NotFound: no such hand-over that the actor may end (`transfer_unknown`).
        Conflict: it was for good and is done (`transfer_done`).
    """
    row = await uow.transfers.by_public_id(checked_public_id(public_id))
    if row is None or not may_end(actor, row):
        raise NotFound("transfer_unknown")
    if row.kind is TransferKind.PERMANENT and row.begun_at is not None:
        raise Conflict("transfer_done")
    if row.ended_at is None:
        await end(uow, actor, row, by=actor.account_id)
        await _audit(uow, actor, row, "portfolio_taken_back")


@service(is_accompanying)
async def undo_hand_over(actor: Actor, batch: str, uow: UnitOfWork) -> None:
    """Undo what was handed over today, all of a batch; youths who have got another advisor since stay theirs.

    Raises:
        NotFound: no such hand-over that the actor may undo (`transfer_unknown`).
        Conflict: it was decided on another day (`transfer_too_late`).
    """
    rows = await uow.transfers.batch(checked_public_id(batch))
    if not rows or not all(may_manage(actor, row) for row in rows):
        raise NotFound("transfer_unknown")
    today = paris_day(uow.clock.now())
    if any(paris_day(row.begun_at or row.created_at) != today for row in rows):
        raise Conflict("transfer_too_late")
    for row in rows:
        if row.ended_by is not None:
            continue
        if row.kind is TransferKind.PERMANENT and row.begun_at is not None:
            await undo_for_good(uow, actor, row)
        elif row.ended_at is None:
            await end(uow, actor, row, by=actor.account_id)
        await _audit(uow, actor, row, "hand_over_undone")


def may_manage(actor: Actor, row: PortfolioTransfer) -> bool:
    """The giver, for their own; the manager of the structure, for all."""
    if actor.structure_id != row.structure_id:
        return False
    return actor.role is Role.MANAGER or actor.account_id == row.from_id


def may_end(actor: Actor, row: PortfolioTransfer) -> bool:
    """As `may_manage`; whoever stands in may give it back."""
    standing_in = actor.structure_id == row.structure_id and actor.account_id == row.to_id
    return may_manage(actor, row) or standing_in


async def checked_plan(actor: Actor, command: HandOver, uow: UnitOfWork) -> Planned:
    """What a hand-over comes to, when it is one.

    Raises:
        DomainError: as `hand_over`, overlaps apart.
    """
    giver = await portfolio_owner(actor, command.from_id, uow)
    from_day, until_day = _days(command, paris_day(uow.clock.now()))
    colleagues = [await _colleague(actor, one, uow) for one in dict.fromkeys(command.to_ids)]
    if not 1 <= len(colleagues) <= MOST_COLLEAGUES or giver.id in {c.id for c in colleagues}:
        raise Invalid("transfer_nobody")
    reason = some_lines(command.reason)
    if len(reason) > LONGEST_REASON:
        raise Invalid("reason_long", most=LONGEST_REASON)
    youths = await _youths(giver, command.youth_ids, uow)
    whole = not command.youth_ids and len(colleagues) == 1
    if not youths and not (whole and command.kind is TransferKind.TEMPORARY):
        raise Invalid("transfer_empty")
    counts = await uow.continuity.count_by_advisor(giver.structure_id or 0)
    shares = split([y.id for y in youths], {c.id: counts.get(c.id, 0) for c in colleagues})
    by_id = {y.id: y for y in youths}
    parts = tuple(
        (c, tuple(by_id[one] for one in shares[c.id])) for c in colleagues if whole or shares[c.id]
    )
    return Planned(giver, command.kind, from_day, until_day, whole, reason, parts)


def _days(command: HandOver, today: date) -> tuple[date, date | None]:
    try:
        from_day = date.fromisoformat(command.from_day) if command.from_day else today
        until_day = date.fromisoformat(command.until_day) if command.until_day else None
    except (TypeError, ValueError):
        raise Invalid("transfer_days") from None
    permanent = command.kind is TransferKind.PERMANENT
    if permanent != (until_day is None) or not today <= from_day <= today + LATEST:
        raise Invalid("transfer_days")
    if until_day is not None and not from_day <= until_day <= today + LATEST:
        raise Invalid("transfer_days")
    return from_day, until_day


async def portfolio_owner(actor: Actor, public_id: str, uow: UnitOfWork) -> Account:
    """Whose portfolio it is: an advisor's own, whosever of the structure for its manager.

    Raises:
        NotFound: not one that the actor may hand over (`advisor_unknown`).
    """
    if not public_id or public_id == actor.public_id:
        account = await uow.accounts.get(actor.account_id)
    else:
        account = await uow.accounts.by_public_id(checked_public_id(public_id))
    if (
        account is None
        or account.role is not Role.ADVISOR
        or account.structure_id is None
        or account.structure_id != actor.structure_id
        or not (actor.role is Role.MANAGER or account.id == actor.account_id)
    ):
        raise NotFound("advisor_unknown")
    return account


async def _colleague(actor: Actor, public_id: str, uow: UnitOfWork) -> Account:
    account = await uow.accounts.by_public_id(checked_public_id(public_id))
    if account is None or not may_accompany(account, actor.structure_id):
        raise NotFound("advisor_unknown")
    return account


async def _youths(giver: Account, public_ids: Sequence[str], uow: UnitOfWork) -> list[Youth]:
    """The giver's active youths, or those chosen among them."""
    own = await uow.continuity.youths_of(giver.id, giver.structure_id or 0)
    if not public_ids:
        return list(own)
    if len(public_ids) > MOST_YOUTHS:
        raise NotFound("youth_unknown")
    known = {youth.public_id: youth for youth in own}
    chosen = [known.get(checked_public_id(one)) for one in dict.fromkeys(public_ids)]
    found = [youth for youth in chosen if youth is not None]
    if len(found) != len(chosen):
        raise NotFound("youth_unknown")
    return found


async def _refuse_overlap(plan: Planned, uow: UnitOfWork) -> None:
    if plan.kind is TransferKind.PERMANENT:
        return
    until = plan.until_day or date.max
    others = await uow.transfers.overlapping(plan.giver.structure_id or 0, plan.from_day, until)
    chosen = {youth.id for _, youths in plan.parts for youth in youths}
    loans = [Loan(row.from_id, row.to_id, row.until_day, youth) for row, youth in others]
    for loan in loans:
        if loan.from_id != plan.giver.id:
            continue
        same = loan.youth_id is None if plan.whole else loan.youth_id in chosen
        if same:
            raise Conflict("transfer_overlaps")
    for colleague, _ in plan.parts:
        new = [Loan(plan.giver.id, colleague.id, plan.until_day)]
        wholes = [replace(loan, until=None) for loan in loans if loan.youth_id is None]
        if answering(plan.giver.id, 0, [*new, *wholes]).account_id == plan.giver.id:
            raise Conflict("transfer_circle", name=colleague.display_name)


async def _audit(uow: UnitOfWork, actor: Actor, row: PortfolioTransfer, action: str) -> None:
    giver = await uow.accounts.get(row.from_id)
    own = giver is None or giver.id == actor.account_id
    uow.ledger.audit(
        actor,
        action,
        "account",
        row.from_id,
        in_name_of="" if own or giver is None else giver.display_name,
        details={"transfer": row.id, "to": row.to_id},
    )
    uow.changed(STRUCTURE, row.structure_id)
