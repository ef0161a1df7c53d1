"""Days on which an advisor is away: nothing can be booked then, and a colleague may answer meanwhile."""

from dataclasses import dataclass
from datetime import date, timedelta

from myjobmatch.db.models import Account, AdvisorAbsence
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import AbsenceReason, AppointmentStatus, on_the_wall
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.continuity import TransferKind
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.services.away import tell_of_absence
from myjobmatch.services.building import service
from myjobmatch.services.notices import ACCOUNT, STRUCTURE
from myjobmatch.services.transfers import HandOver, hand_over, take_back

LONGEST_ABSENCE = 400
LATEST = timedelta(days=800)


@dataclass(frozen=True, slots=True)
class SetAbsence:
    """Days away, both included, and who answers meanwhile (public id), if anybody.

    `advisor_id` (public id) is said by a manager; an advisor's own is their own.
    """

    from_day: date
    to_day: date
    reason: AbsenceReason = AbsenceReason.LEAVE
    replacing_id: str = ""
    advisor_id: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """An absence; `appointments` counts the planned ones that still stand in it."""

    id: str
    advisor_id: str
    advisor: str
    from_day: date
    to_day: date
    reason: AbsenceReason
    replacing: str
    appointments: int


@dataclass(frozen=True, slots=True)
class AbsenceList:
    """Absences that are not over, and the colleagues who may answer."""

    absences: tuple[AbsenceView, ...]
    colleagues: tuple[tuple[str, str], ...]


@service(is_accompanying, writes=False)
async def list_absences(actor: Actor, _command: None, uow: UnitOfWork) -> AbsenceList:
    """An advisor's own absences; for a manager, those of the whole structure."""
    staff = await uow.accounts.staff(actor.structure_id or 0, (Role.ADVISOR,))
    names = {one.id: one for one in staff}
    ids = list(names) if actor.role is Role.MANAGER else [actor.account_id]
    views = []
    for row in await uow.appointments.absences(ids, paris_day(uow.clock.now())):
        absence = row.absence
        planned = await uow.appointments.taken(
            max(on_the_wall(absence.from_day, 0), uow.clock.now()),
            on_the_wall(absence.to_day + timedelta(days=1), 0),
            advisor_id=absence.advisor_id,
        )
        advisor = names.get(absence.advisor_id)
        views.append(
            AbsenceView(
                absence.public_id,
                advisor.public_id if advisor else "",
                advisor.display_name if advisor else "",
                absence.from_day,
                absence.to_day,
                absence.reason,
                row.replacing.display_name if row.replacing else "",
                sum(one.status is AppointmentStatus.PLANNED for one in planned),
            )
        )
    return AbsenceList(
        tuple(views),
        tuple((one.public_id, one.display_name) for one in staff if one.id != actor.account_id),
    )


@service(is_accompanying)
async def set_absence(actor: Actor, command: SetAbsence, uow: UnitOfWork) -> str:
    """An advisor is away; answers the absence's public id. Appointments that stand in it stay, and are counted.

    With a colleague who answers, the whole portfolio is handed to them for these days.

    Raises:
        Invalid: no sensible days (`absence_days`), or themselves as who answers (`absence_by_another`).
        NotFound: no such advisor of the actor's structure (`advisor_unknown`).
        Conflict: they are away on one of the days already (`absence_known`), or their portfolio is handed over
            on some (as `transfers.hand_over`).
    """
    advisor_id = await _whose(actor, command.advisor_id, uow)
    today = paris_day(uow.clock.now())
    if (
        not command.from_day <= command.to_day <= today + LATEST
        or (command.to_day - command.from_day).days >= LONGEST_ABSENCE
        or command.to_day < today
    ):
        raise Invalid("absence_days")
    replacing = await _colleague(actor, command.replacing_id, uow) if command.replacing_id else None
    if replacing is not None and replacing.id == advisor_id:
        raise Invalid("absence_by_another")
    if await uow.appointments.absences((advisor_id,), command.from_day, command.to_day):
        raise Conflict("absence_known")
    row = AdvisorAbsence(
        public_id=new_public_id(),
        advisor_id=advisor_id,
        from_day=command.from_day,
        to_day=command.to_day,
        reason=command.reason,
        replacing_id=replacing.id if replacing else None,
        created_by=actor.account_id,
        created_at=uow.clock.now(),
    )
    uow.appointments.add(row)
    await uow.appointments.flush()
    advisor = await uow.accounts.get(advisor_id)
    if replacing is not None and advisor is not None:
        await hand_over(
            actor,
            HandOver(
                to_ids=(replacing.public_id,),
                kind=TransferKind.TEMPORARY,
                from_day=max(command.from_day, today).isoformat(),
                until_day=command.to_day.isoformat(),
                from_id=advisor.public_id,
            ),
            uow,
        )
    else:
        await tell_of_absence(uow, advisor_id, actor.structure_id or 0)
    _tell(actor, row, uow)
    return row.public_id


@service(is_accompanying)
async def delete_absence(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """The advisor is there after all.

    Raises:
        NotFound: no absence of theirs or, for a manager, of their structure (`absence_unknown`).
    """
    row = await uow.appointments.absence(checked_public_id(public_id))
    advisor = await uow.accounts.get(row.advisor_id) if row else None
    if row is None or advisor is None or not _may_change(actor, advisor):
        raise NotFound("absence_unknown")
    await uow.appointments.remove(row)
    transfer = await uow.transfers.of_absence(row)
    if transfer is not None:
        await take_back(actor, transfer.public_id, uow)
    await tell_of_absence(uow, row.advisor_id, actor.structure_id or 0)
    _tell(actor, row, uow)


def _tell(actor: Actor, row: AdvisorAbsence, uow: UnitOfWork) -> None:
    uow.changed(ACCOUNT, row.advisor_id)
    if row.replacing_id is not None:
        uow.changed(ACCOUNT, row.replacing_id)
    uow.changed(STRUCTURE, actor.structure_id or 0)


def _may_change(actor: Actor, advisor: Account) -> bool:
    if actor.role is Role.MANAGER:
        return advisor.structure_id == actor.structure_id
    return advisor.id == actor.account_id


async def _whose(actor: Actor, public_id: str, uow: UnitOfWork) -> int:
    if actor.role is not Role.MANAGER:
        return actor.account_id
    return (await _colleague(actor, public_id, uow)).id


async def _colleague(actor: Actor, public_id: str, uow: UnitOfWork) -> Account:
    account = await uow.accounts.by_public_id(checked_public_id(public_id))
    if (
        account is None
        or account.role is not Role.ADVISOR
        or account.structure_id != actor.structure_id
    ):
        raise NotFound("advisor_unknown")
    return account
