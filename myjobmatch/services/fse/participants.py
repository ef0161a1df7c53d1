"""Who takes part: entered by whoever accompanies them, one or many at once; listed, and read one by one."""

from dataclasses import dataclass
from datetime import date

from myjobmatch.db.clash import Clash
from myjobmatch.db.models import FseOperation, FseParticipation, Youth
from myjobmatch.db.repositories.participations import Candidate, Line
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, DomainError, Invalid, NotFound
from myjobmatch.domain.fse.participants import lacking
from myjobmatch.domain.fse.questionnaire import Part, questionnaire
from myjobmatch.domain.fse.told import (
    PAGE,
    DueKind,
    Narrow,
    ParticipantRow,
    ParticipantView,
)
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_accompanying, is_own_advisor
from myjobmatch.domain.text import one_line
from myjobmatch.services.building import service
from myjobmatch.services.fse.operations import own_operation
from myjobmatch.services.fse.prefilling import from_file
from myjobmatch.services.immersions import accompanied_youth
from myjobmatch.services.notices import STRUCTURE, tell_advisor

MOST_AT_ONCE = 100
LISTED = 60
LONGEST_SEARCH = 80


@dataclass(frozen=True, slots=True)
class ParticipantsQuery:
    """Participants of an operation, narrowed; `page` from 0."""

    operation_id: str
    search: str = ""
    narrow: Narrow = Narrow.ALL
    page: int = 0


@dataclass(frozen=True, slots=True)
class ParticipantsPage:
    """A page of the list, and how many there are in all."""

    rows: tuple[ParticipantRow, ...]
    total: int
    page: int


@dataclass(frozen=True, slots=True)
class FindCandidates:
    """Youths who could be entered into an operation; words narrow them."""

    operation_id: str
    search: str = ""


@dataclass(frozen=True, slots=True)
class Enrol:
    """Youths (public ids) who enter an operation on a day."""

    operation_id: str
    youth_ids: tuple[str, ...]
    entered_on: date


@dataclass(frozen=True, slots=True)
class Enrolled:
    """Who is in now: by public ids of the participations made; `known` were in it already, `left_out` may not be."""

    made: tuple[str, ...]
    known: int
    left_out: int


@service(is_accompanying, writes=False)
async def list_participants(
    actor: Actor, query: ParticipantsQuery, uow: UnitOfWork
) -> ParticipantsPage:
    """Those of an operation whom the actor looks after: a manager their structure's, an advisor their own.

    Raises:
        NotFound: no such operation of the actor's structure (`fse_operation_unknown`).
    """
    operation, _ = await own_operation(actor, query.operation_id, uow)
    today = paris_day(uow.clock.now())
    page = max(0, min(query.page, 10_000))
    found = await uow.participations.page(
        actor,
        operation.id,
        today,
        search=one_line(query.search)[:LONGEST_SEARCH],
        narrow=query.narrow,
        offset=page * PAGE,
        limit=PAGE,
    )
    rows = tuple(participant_row(one, today) for one in found)
    return ParticipantsPage(rows, found[0].total if found else 0, page)


@service(is_accompanying, writes=False)
async def find_candidates(actor: Actor, query: FindCandidates, uow: UnitOfWork) -> list[Candidate]:
    """The youths whom the actor accompanies and who are not in the operation yet.

    Raises:
        NotFound: no such operation of the actor's structure (`fse_operation_unknown`).
    """
    operation, _ = await own_operation(actor, query.operation_id, uow)
    search = one_line(query.search)[:LONGEST_SEARCH]
    return await uow.participations.candidates(actor, operation.id, search, LISTED)


@service(is_accompanying)
async def enrol(actor: Actor, command: Enrol, uow: UnitOfWork) -> Enrolled:
    """Enter youths into an operation; each is in it once, and their entry data are to be told.

    Raises:
        NotFound: no such operation of the actor's structure (`fse_operation_unknown`).
        Invalid: nobody, or too many (`fse_nobody`, `fse_many` with `most`); a day outside the operation
            (`fse_entry_outside`), or one to come (`fse_day_to_come`).
    """
    operation, _ = await own_operation(actor, command.operation_id, uow)
    today = paris_day(uow.clock.now())
    ids = tuple(dict.fromkeys(command.youth_ids))
    if not ids:
        raise Invalid("fse_nobody")
    if len(ids) > MOST_AT_ONCE:
        raise Invalid("fse_many", most=MOST_AT_ONCE)
    check_entry(operation, command.entered_on, today)
    youths, left_out = [], 0
    for public_id in ids:
        try:
            youths.append(await accompanied_youth(actor, public_id, uow))
        except DomainError:
            left_out += 1  # a colleague's, or gone meanwhile: the others go on
    inside = await uow.participations.entered(operation.id, [one.id for one in youths])
    made = [
        await _enter(actor, operation, youth, command.entered_on, uow)
        for youth in youths
        if youth.id not in inside
    ]
    if made:
        uow.changed(STRUCTURE, actor.structure_id or 0)
    return Enrolled(tuple(made), len(inside), left_out)


@service(is_accompanying)
async def read_participant(actor: Actor, public_id: str, uow: UnitOfWork) -> ParticipantView:
    """One participation with its answers and what the file suggests. Reading it is audited.

    Raises:
        NotFound: not one that the actor looks after (`fse_participant_unknown`).
    """
    row, operation, youth = await own_participation(actor, public_id, uow)
    uow.ledger.audit(actor, "fse_read", "youth", youth.id, details={"operation": operation.id})
    return await view_of(row, operation, youth, uow)


@service(is_accompanying, writes=False)
async def participations_of(
    actor: Actor, youth_public_id: str, uow: UnitOfWork
) -> list[tuple[ParticipantRow, str, str]]:
    """A youth's participations in the actor's structure, each with its operation's title and public id.

    Raises:
        NotFound: not a youth whom the actor accompanies (`youth_unknown`).
    """
    youth = await accompanied_youth(actor, youth_public_id, uow)
    today = paris_day(uow.clock.now())
    return [
        (
            participant_row(
                Line(row, youth.public_id, "", operation.ends_on, operation.title, "", 1), today
            ),
            operation.title,
            operation.public_id,
        )
        for row, operation in await uow.participations.of_youth(youth.id)
        if row.structure_id == actor.structure_id
    ]


async def own_participation(
    actor: Actor, public_id: str, uow: UnitOfWork, *, lock: bool = False
) -> tuple[FseParticipation, FseOperation, Youth]:
    """A participation that the actor looks after: of their structure; an advisor's, of whom they accompany today.

    Raises:
        NotFound: there is none (`fse_participant_unknown`).
    """
    row = await uow.participations.by_public_id(checked_public_id(public_id), lock=lock)
    youth = await uow.youths.get(row.youth_id) if row is not None and row.youth_id else None
    operation = await uow.operations.get(row.operation_id) if row is not None else None
    allowed = (
        row is not None
        and youth is not None
        and row.structure_id == actor.structure_id
        and (
            actor.role is Role.MANAGER
            or (
                youth.structure_id == actor.structure_id
                and is_own_advisor(actor, advisor_id=youth.advisor_id, youth_id=youth.id)
            )
        )
    )
    if not allowed or row is None or operation is None or youth is None:
        raise NotFound("fse_participant_unknown")
    return row, operation, youth


async def view_of(
    row: FseParticipation, operation: FseOperation, youth: Youth, uow: UnitOfWork
) -> ParticipantView:
    """A participation as its forms begin."""
    form = questionnaire(operation.questionnaire)
    parts = (await uow.participations.answers([row.id])).get(row.id, {})
    answers = {code: value for one in parts.values() for code, value in one.answers.items()}
    identity = await uow.youths.identity(youth.id)
    today = paris_day(uow.clock.now())
    suggested = await from_file(row, operation, today, uow)
    return ParticipantView(
        id=row.public_id,
        version=row.version,
        operation_id=operation.public_id,
        operation=operation.title,
        questionnaire=operation.questionnaire,
        youth_id=youth.public_id,
        name=f"{identity.first_name} {identity.last_name}".strip() if identity else "",
        entered_on=row.entered_on,
        left_on=row.left_on,
        exit_due_on=row.exit_due_on,
        six_on=row.six_on,
        answers=answers,
        suggested={
            code: value
            for code, value in suggested.answers.items()
            if code not in answers and form.question(code) is not None
        },
        lacking={part: lacking(form, answers, part) for part in Part},
        told={part: (one.told_by, one.told_at) for part, one in parts.items()},
        asked_at=row.asked_at,
        six_open=row.six_on is not None and row.six_on <= today,
        brief=row.left_on == row.entered_on,
        corrections=len(await uow.participations.corrections(row.id)),
        suggested_left_on=suggested.left_on,
    )


def check_entry(operation: FseOperation, day: date, today: date) -> None:
    """Whether somebody may enter on a day.

    Raises:
        Invalid: outside the operation (`fse_entry_outside`), or to come (`fse_day_to_come`).
    """
    if day > today:
        raise Invalid("fse_day_to_come")
    if not operation.starts_on <= day <= operation.ends_on:
        raise Invalid("fse_entry_outside")


def participant_row(one: Line, today: date) -> ParticipantRow:
    """A line of the list: what is due of them, and until when."""
    row = one.row
    brief = row.left_on == row.entered_on
    due, due_on, lacks = None, None, row.entry_lacks
    if row.left_on is None:
        if one.ends_on < today:
            due, due_on = DueKind.OVER, one.ends_on
    else:
        lacks += row.exit_lacks
        if row.exit_lacks:
            due, due_on = DueKind.EXIT, row.exit_due_on
        if row.six_on is not None and row.six_on <= today:
            lacks += row.six_lacks
            if row.six_lacks and due is None:
                due, due_on = DueKind.SIX_MONTHS, row.six_due_on
    if due is None and row.entry_lacks:
        due = DueKind.ENTRY
    nothing = brief or not one.youth_id
    return ParticipantRow(
        id=row.public_id,
        youth_id=one.youth_id,
        name=one.name,
        entered_on=row.entered_on,
        left_on=row.left_on,
        lacks=0 if brief else lacks,
        due=None if nothing else due,
        due_on=None if nothing else due_on,
        late=not nothing and due_on is not None and due_on < today,
        brief=brief,
    )


async def _enter(
    actor: Actor, operation: FseOperation, youth: Youth, day: date, uow: UnitOfWork
) -> str:
    now = uow.clock.now()
    form = questionnaire(operation.questionnaire)
    row = FseParticipation(
        public_id=new_public_id(),
        operation_id=operation.id,
        structure_id=actor.structure_id or 0,
        youth_id=youth.id,
        entered_on=day,
        entry_lacks=len(lacking(form, {}, Part.ENTRY)),
        exit_lacks=len(lacking(form, {}, Part.EXIT)),
        six_lacks=len(lacking(form, {}, Part.SIX_MONTHS)),
        created_by=actor.account_id,
        created_at=now,
        changed_at=now,
    )
    try:
        async with uow.savepoint():
            uow.participations.add(row)
            await uow.participations.flush()
    except Clash as error:
        raise Conflict("fse_changed") from error
    uow.ledger.audit(
        actor,
        "fse_entered",
        "youth",
        youth.id,
        in_name_of=f"youth:{youth.public_id}",
        details={"operation": operation.id, "entered_on": day.isoformat()},
    )
    tell_advisor(uow, youth)
    return row.public_id
