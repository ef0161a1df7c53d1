"""What of an operation leaves as a file: indicators, rows one by one for a control, rows that lack something; audited."""

from dataclasses import dataclass

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.fse.participants import Participation, counts, incomplete
from myjobmatch.domain.fse.questionnaire import Part, Questionnaire, questionnaire
from myjobmatch.domain.permissions import is_manager
from myjobmatch.domain.text import one_line
from myjobmatch.services.building import service
from myjobmatch.services.fse.figures import OperationFigures, figures_inside, figures_outside
from myjobmatch.services.fse.operations import own_operation

LEAST_REASON, LONGEST_REASON = 5, 200


@dataclass(frozen=True, slots=True)
class ExportIndicators:
    """The indicators of an operation; `outside` when they are to leave the structure: few people are hidden."""

    operation_id: str
    outside: bool = False


@dataclass(frozen=True, slots=True)
class ExportRows:
    """The participants of an operation, one by one and with names; why they are needed is kept."""

    operation_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class ExportedRow:
    """A row with whose it is, whether it counts, and what lacks by part."""

    row: Participation
    name: str
    counts: bool
    lacking: dict[Part, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ExportedRows:
    """Rows to be written into a file, with the questionnaire that they answer."""

    form: Questionnaire
    rows: tuple[ExportedRow, ...]


@service(lambda actor: actor.role in (Role.MANAGER, Role.FUNDER))
async def export_indicators(
    actor: Actor, command: ExportIndicators, uow: UnitOfWork
) -> OperationFigures:
    """The indicators, with the rights and the masks of the page; audited.

    Raises:
        NotFound: no such operation of theirs (`fse_operation_unknown`).
    """
    if actor.role is Role.FUNDER:
        found = await figures_outside(actor, command.operation_id, uow)
    else:
        found = await figures_inside(actor, command.operation_id, uow, outside=command.outside)
    row = await uow.operations.by_public_id(found.id)
    uow.ledger.audit(
        actor,
        "fse_indicators_exported",
        "fse_operation",
        row.id if row else 0,
        details={"outside": found.outside, "stood_on": found.stood_on.isoformat()},
    )
    return found


@service(is_manager)
async def export_participants(actor: Actor, command: ExportRows, uow: UnitOfWork) -> ExportedRows:
    """All rows of the manager's structure with names and answers, for the managing authority's control; audited.

    Raises:
        NotFound: no such operation of theirs (`fse_operation_unknown`).
        Invalid: no reason is given (`fse_reason_needed`, with `least`), or a long one (`fse_too_long`, with `most`).
    """
    reason = one_line(command.reason)
    if len(reason) < LEAST_REASON:
        raise Invalid("fse_reason_needed", least=LEAST_REASON)
    if len(reason) > LONGEST_REASON:
        raise Invalid("fse_too_long", most=LONGEST_REASON)
    found, operation_id = await _rows(actor, command.operation_id, uow)
    uow.ledger.audit(
        actor,
        "fse_participants_exported",
        "fse_operation",
        operation_id,
        details={"reason": reason, "rows": len(found.rows)},
    )
    return found


@service(is_manager)
async def export_incomplete(actor: Actor, operation_id: str, uow: UnitOfWork) -> ExportedRows:
    """The rows of the manager's structure that lack something due, with what lacks; audited.

    Raises:
        NotFound: no such operation of theirs (`fse_operation_unknown`).
    """
    found, dense_id = await _rows(actor, operation_id, uow)
    rows = tuple(one for one in found.rows if one.lacking)
    uow.ledger.audit(
        actor, "fse_incomplete_exported", "fse_operation", dense_id, details={"rows": len(rows)}
    )
    return ExportedRows(found.form, rows)


async def _rows(actor: Actor, operation_id: str, uow: UnitOfWork) -> tuple[ExportedRows, int]:
    operation, _ = await own_operation(actor, operation_id, uow)
    form = questionnaire(operation.questionnaire)
    today = paris_day(uow.clock.now())
    found = await uow.participations.rows(operation.id, actor.structure_id)
    rows = tuple(
        ExportedRow(
            one,
            name,
            counts(one),
            {part: tuple(codes) for part, codes in incomplete(form, one, today).items()},
        )
        for one, name in found
    )
    return ExportedRows(form, rows), operation.id
