"""Operations: written by the manager of the structure that leads them, carried out by it and perhaps by others."""

from collections.abc import Sequence
from dataclasses import dataclass

from myjobmatch.db.models import FseOperation, FseOperationStructure
from myjobmatch.db.repositories.operations import Carrier
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, NotFound
from myjobmatch.domain.form_problems import FieldProblem, FormNotReady
from myjobmatch.domain.fse.operations import OperationContent, problems_of, rate_of
from myjobmatch.domain.fse.told import Named, OperationView, Progress
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_accompanying, is_manager
from myjobmatch.domain.text import one_line
from myjobmatch.services.building import service
from myjobmatch.services.notices import ACCOUNT, STRUCTURE


class OperationNotReady(FormNotReady):
    """Something of an operation cannot be: nothing was changed."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        """Refuse by the sentence of the form."""
        super().__init__("fse_not_ready", problems)


@dataclass(frozen=True, slots=True)
class SaveOperation:
    """An operation as it is typed; `operation_id` empty: a new one, by an id made in the browser.

    `structures` and `funders` are public ids; the manager's own structure always takes part. `version` is what was read.
    """

    content: OperationContent
    operation_id: str = ""
    new_id: str = ""
    version: int = 0
    structures: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OperationChoices:
    """Whom an operation may be shared with, and shown to."""

    structures: tuple[Named, ...]
    funders: tuple[Named, ...]


@service(is_accompanying, writes=False)
async def list_operations(actor: Actor, _command: None, uow: UnitOfWork) -> list[OperationView]:
    """The operations of the actor's structure, with how far the rows of those they look after are."""
    rows = await uow.operations.of_structure(actor.structure_id or 0)
    return await _views(actor, rows, uow)


@service(is_accompanying, writes=False)
async def read_operation(actor: Actor, operation_id: str, uow: UnitOfWork) -> OperationView:
    """One operation of the actor's structure.

    Raises:
        NotFound: there is none (`fse_operation_unknown`).
    """
    row, _ = await own_operation(actor, operation_id, uow)
    return (await _views(actor, [row], uow))[0]


@service(is_manager, writes=False)
async def operation_choices(actor: Actor, _command: None, uow: UnitOfWork) -> OperationChoices:
    """The other structures and the funders of this installation."""
    structures = await uow.accounts.structures()
    return OperationChoices(
        tuple(Named(one.public_id, one.name) for one in structures if one.id != actor.structure_id),
        tuple(
            Named(one.public_id, one.display_name or one.login)
            for one in await uow.operations.funders()
        ),
    )


@service(is_manager)
async def save_operation(actor: Actor, command: SaveOperation, uow: UnitOfWork) -> str:
    """Write an operation; answers its public id. A new one sent twice is one.

    Raises:
        OperationNotReady: something of it cannot be (`problems`, field by field).
        NotFound: no such operation that the actor's structure leads (`fse_operation_unknown`).
        Conflict: somebody changed it meanwhile (`fse_changed`).
    """
    content = _cleaned(command.content)
    problems = list(problems_of(content))
    structures, funders = await _chosen(actor, command, uow, problems)
    if problems:
        raise OperationNotReady(problems)
    now = uow.clock.now()
    public_id = checked_public_id(command.operation_id or command.new_id)
    row = await uow.operations.by_public_id(public_id, lock=True)
    made = row is None and not command.operation_id
    if row is None:
        if not made:
            raise NotFound("fse_operation_unknown")
        row = FseOperation(public_id=public_id, created_by=actor.account_id, created_at=now)
    else:
        await led_operation(actor, public_id, uow)
        if not command.operation_id:
            return public_id  # the answer was lost, and it was sent again
        if row.version != command.version:
            raise Conflict("fse_changed")
        row.version += 1
    await _write(row, content, uow)
    row.changed_at = now
    uow.operations.add(row)
    await uow.operations.flush()
    await _share(actor, row, structures, uow)
    await uow.operations.set_funders(row.id, funders.values())
    await uow.operations.flush()
    uow.ledger.audit(
        actor,
        "fse_operation_made" if made else "fse_operation_changed",
        "fse_operation",
        row.id,
        details={
            "title": row.title,
            "structures": sorted(structures),
            "funders": sorted(funders),
            "rate": row.rate,
        },
    )
    for structure_id in {actor.structure_id or 0, *structures.values()}:
        uow.changed(STRUCTURE, structure_id)
    for account_id in funders.values():
        uow.changed(ACCOUNT, account_id)
    return public_id


async def own_operation(
    actor: Actor, operation_id: str, uow: UnitOfWork
) -> tuple[FseOperation, Carrier]:
    """An operation that the actor's structure carries out, and how.

    Raises:
        NotFound: there is none (`fse_operation_unknown`).
    """
    row = await uow.operations.by_public_id(checked_public_id(operation_id))
    carriers = (await uow.operations.carriers([row.id])).get(row.id, []) if row else []
    own = next((one for one in carriers if one.structure_id == actor.structure_id), None)
    if row is None or own is None:
        raise NotFound("fse_operation_unknown")
    return row, own


async def led_operation(actor: Actor, operation_id: str, uow: UnitOfWork) -> FseOperation:
    """An operation that the actor's structure leads.

    Raises:
        NotFound: there is none (`fse_operation_unknown`).
    """
    row, own = await own_operation(actor, operation_id, uow)
    if not own.leads:
        raise NotFound("fse_operation_unknown")
    return row


def content_of(row: FseOperation) -> OperationContent:
    """An operation as it is written."""
    return OperationContent(
        title=row.title,
        number=row.number,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        cost_cents=row.cost_cents,
        grant_cents=row.grant_cents,
        rate=row.rate,
        questionnaire=row.questionnaire,
    )


def _cleaned(content: OperationContent) -> OperationContent:
    return OperationContent(
        title=one_line(content.title),
        number=one_line(content.number),
        starts_on=content.starts_on,
        ends_on=content.ends_on,
        cost_cents=content.cost_cents,
        grant_cents=content.grant_cents,
        rate=content.rate,
    )


async def _chosen(
    actor: Actor, command: SaveOperation, uow: UnitOfWork, problems: list[FieldProblem]
) -> tuple[dict[str, int], dict[str, int]]:
    """The structures and funders named, by public id; those that are not there are problems."""
    structures = {one.public_id: one.id for one in await uow.accounts.structures()}
    funders = {one.public_id: one.id for one in await uow.operations.funders()}
    for field, named, known in (
        ("structures", command.structures, structures),
        ("funders", command.funders, funders),
    ):
        if any(one not in known for one in named):
            problems.append(FieldProblem(field, "fse_choice_gone"))
    return (
        {
            one: structures[one]
            for one in command.structures
            if one in structures and structures[one] != actor.structure_id
        },
        {one: funders[one] for one in command.funders if one in funders},
    )


async def _write(row: FseOperation, content: OperationContent, uow: UnitOfWork) -> None:
    assert content.starts_on is not None
    assert content.ends_on is not None
    assert content.cost_cents is not None
    assert content.grant_cents is not None
    row.title, row.number = content.title, content.number
    if row.id is not None:
        first, last = await uow.participations.span(row.id)
        outside = [
            FieldProblem(field, "fse_period_holds", {"at": day.isoformat()})
            for field, day, out in (
                ("starts_on", first, first is not None and first < content.starts_on),
                ("ends_on", last, last is not None and last > content.ends_on),
            )
            if out and day is not None
        ]
        if outside:
            raise OperationNotReady(outside)
    else:
        row.questionnaire = content.questionnaire
    row.starts_on, row.ends_on = content.starts_on, content.ends_on
    row.cost_cents, row.grant_cents = content.cost_cents, content.grant_cents
    row.rate = content.rate or rate_of(content.cost_cents, content.grant_cents)


async def _share(
    actor: Actor, row: FseOperation, structures: dict[str, int], uow: UnitOfWork
) -> None:
    """The structures named take part, besides the actor's own; one that has participants stays."""
    standing = {
        one.structure_id: one.public_id
        for one in (await uow.operations.carriers([row.id])).get(row.id, [])
    }
    wanted = {actor.structure_id or 0, *structures.values()}
    gone = set(standing) - wanted
    if gone & await uow.participations.structures_in(row.id):
        raise OperationNotReady([FieldProblem("structures", "fse_structure_holds")])
    await uow.operations.leave_structures(row.id, gone)
    for structure_id in sorted(wanted - set(standing)):
        uow.operations.add(
            FseOperationStructure(
                operation_id=row.id,
                structure_id=structure_id,
                leads=structure_id == actor.structure_id,
            )
        )
    for structure_id in gone:
        uow.changed(STRUCTURE, structure_id)


async def _views(
    actor: Actor, rows: Sequence[FseOperation], uow: UnitOfWork
) -> list[OperationView]:
    ids = [row.id for row in rows]
    carriers = await uow.operations.carriers(ids)
    progress = await uow.participations.progress(actor, ids, paris_day(uow.clock.now()))
    funders = await uow.operations.funders_of(ids)
    views = []
    for row in rows:
        among = carriers.get(row.id, [])
        leads = any(one.leads and one.structure_id == actor.structure_id for one in among)
        manages = actor.role is Role.MANAGER
        views.append(
            OperationView(
                id=row.public_id,
                version=row.version,
                content=content_of(row),
                rate=row.rate,
                leads=leads,
                may_edit=leads and manages,
                structures=tuple(one.name for one in among),
                progress=progress.get(row.id, Progress()),
                structure_ids=tuple(one.public_id for one in among),
                funder_ids=tuple(funders.get(row.id, [])) if manages else (),
            )
        )
    return views
