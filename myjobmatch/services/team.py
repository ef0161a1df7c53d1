"""The structure's advisors: how many youths each has, who is away, who answers; what a hand-over would move."""

from dataclasses import dataclass
from datetime import date, timedelta

from myjobmatch.db.models import Account, PortfolioTransfer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import on_the_wall
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.continuity import TransferKind, TransferStatus
from myjobmatch.domain.enums import AccountStatus, Role
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.services.building import service
from myjobmatch.services.transfers import (
    HandOver,
    checked_plan,
    may_end,
    may_manage,
    portfolio_owner,
)

NEXT = timedelta(days=400)
SHOWN_DAYS = 30
"""For how long a hand-over that is over stays in the list."""


@dataclass(frozen=True, slots=True)
class TransferView:
    """A hand-over as the team sees it; `youths` is -1 for a whole portfolio."""

    id: str
    batch: str
    giver_id: str
    giver: str
    colleague: str
    kind: TransferKind
    status: TransferStatus
    from_day: date
    until_day: date | None
    youths: int
    reason: str
    by: str
    may_end: bool
    may_undo: bool


@dataclass(frozen=True, slots=True)
class Member:
    """An advisor: `youths` are their own, `stands_in` how many more they answer for today."""

    id: str
    name: str
    me: bool
    active: bool
    youths: int
    stands_in: int
    away_until: date | None
    answering: tuple[str, ...]
    may_hand_over: bool


@dataclass(frozen=True, slots=True)
class Team:
    """The page of the team."""

    today: date
    members: tuple[Member, ...]
    transfers: tuple[TransferView, ...]
    unfollowed: int


@dataclass(frozen=True, slots=True)
class Share:
    """What one colleague would get; `away_until`: they are away themselves on some of the days."""

    name: str
    youths: int
    now: int
    away_until: date | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a hand-over would move."""

    youths: int
    conversations: int
    unread: int
    appointments: int
    matches: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Choosable:
    """A youth of a portfolio, to be chosen by name."""

    id: str
    name: str


@service(is_accompanying, writes=False)
async def list_team(actor: Actor, _command: None, uow: UnitOfWork) -> Team:
    """The advisors of the actor's structure, with who answers for whom."""
    structure_id = actor.structure_id or 0
    today = paris_day(uow.clock.now())
    staff = await uow.accounts.staff(structure_id, (Role.ADVISOR, Role.MANAGER))
    people = {account.id: account for account in staff}
    counts = await uow.continuity.count_by_advisor(structure_id)
    rows = await uow.transfers.of_structure(structure_id, today - timedelta(days=SHOWN_DAYS))
    named = await uow.transfers.counts([row.id for row in rows])
    in_force = [row for row in rows if status_of(row, today) is TransferStatus.ACTIVE]
    away = await uow.continuity.away(list(people), today)
    members = []
    for account in staff:
        own = counts.get(account.id, 0)
        if account.role is not Role.ADVISOR or not (
            account.status is AccountStatus.ACTIVE or own or account.id in away
        ):
            continue
        lent = [row for row in in_force if row.from_id == account.id]
        stands_in = sum(
            counts.get(row.from_id, 0) if row.whole else named.get(row.id, 0)
            for row in in_force
            if row.to_id == account.id
        )
        days = [
            day for day in (away.get(account.id), *(r.until_day for r in lent if r.whole)) if day
        ]
        members.append(
            Member(
                id=account.public_id,
                name=account.display_name,
                me=account.id == actor.account_id,
                active=account.status is AccountStatus.ACTIVE,
                youths=own,
                stands_in=stands_in,
                away_until=max(days, default=None),
                answering=tuple(
                    dict.fromkeys(people[r.to_id].display_name for r in lent if r.to_id in people)
                ),
                may_hand_over=actor.role is Role.MANAGER or account.id == actor.account_id,
            )
        )
    return Team(
        today=today,
        members=tuple(members),
        transfers=tuple(_view(actor, row, people, named, today) for row in rows),
        unfollowed=await uow.continuity.without_advisor(structure_id),
    )


@service(is_accompanying, writes=False)
async def preview_hand_over(actor: Actor, command: HandOver, uow: UnitOfWork) -> Preview:
    """What a hand-over would move, without moving anything.

    Raises:
        DomainError: as `hand_over`.
    """
    plan = await checked_plan(actor, command, uow)
    ids = [youth.id for _, youths in plan.parts for youth in youths]
    start = max(on_the_wall(plan.from_day, 0), uow.clock.now())
    after = plan.until_day + timedelta(days=1) if plan.until_day else plan.from_day + NEXT
    moved = await uow.transfers.moved(ids, plan.giver.id, start, on_the_wall(after, 0))
    counts = await uow.continuity.count_by_advisor(plan.giver.structure_id or 0)
    colleagues = [colleague.id for colleague, _ in plan.parts]
    until = plan.until_day or plan.from_day
    away = await uow.continuity.away(colleagues, plan.from_day, until)
    return Preview(
        youths=len(ids),
        conversations=moved.conversations,
        unread=moved.unread,
        appointments=moved.appointments,
        matches=moved.matches,
        shares=tuple(
            Share(
                colleague.display_name,
                len(youths),
                counts.get(colleague.id, 0),
                away.get(colleague.id),
            )
            for colleague, youths in plan.parts
        ),
    )


@service(is_accompanying, writes=False)
async def choosable_youths(actor: Actor, advisor_id: str, uow: UnitOfWork) -> list[Choosable]:
    """The youths of a portfolio that the actor may hand over, by name.

    Raises:
        NotFound: not a portfolio the actor may hand over (`advisor_unknown`).
    """
    giver = await portfolio_owner(actor, advisor_id, uow)
    youths = await uow.continuity.youths_of(giver.id, giver.structure_id or 0)
    names = await uow.transfers.names([youth.id for youth in youths])
    found = [Choosable(youth.public_id, names.get(youth.id, "")) for youth in youths]
    return sorted(found, key=lambda one: one.name.casefold())


def status_of(row: PortfolioTransfer, today: date) -> TransferStatus:
    """Where a hand-over stands on a day, whether or not the worker has carried it out."""
    if row.ended_by is not None and (
        row.kind is TransferKind.PERMANENT or paris_day(row.created_at) == _day_of_end(row)
    ):
        return TransferStatus.UNDONE
    if row.ended_at is not None or (row.until_day is not None and row.until_day < today):
        return TransferStatus.ENDED
    return TransferStatus.ACTIVE if row.from_day <= today else TransferStatus.PLANNED


def _day_of_end(row: PortfolioTransfer) -> date | None:
    return paris_day(row.ended_at) if row.ended_at else None


def _view(
    actor: Actor,
    row: PortfolioTransfer,
    people: dict[int, Account],
    named: dict[int, int],
    today: date,
) -> TransferView:
    def name(account_id: int) -> str:
        return people[account_id].display_name if account_id in people else ""

    status = status_of(row, today)
    running = status in (TransferStatus.ACTIVE, TransferStatus.PLANNED) and row.ended_at is None
    fresh = paris_day(row.begun_at or row.created_at) == today and row.ended_by is None
    undoable = running or (row.kind is TransferKind.PERMANENT and row.begun_at is not None)
    return TransferView(
        id=row.public_id,
        batch=row.batch,
        giver_id=people[row.from_id].public_id if row.from_id in people else "",
        giver=name(row.from_id),
        colleague=name(row.to_id),
        kind=row.kind,
        status=status,
        from_day=row.from_day,
        until_day=row.until_day,
        youths=-1 if row.whole else named.get(row.id, 0),
        reason=row.reason,
        by=name(row.by_id),
        may_end=running and may_end(actor, row),
        may_undo=fresh and undoable and may_manage(actor, row),
    )
