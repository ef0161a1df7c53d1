"""The figures of an operation: unmasked for the manager of a structure, of its own rows; masked for funders, of all."""

from dataclasses import dataclass
from datetime import date, timedelta

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.fse.indicators import Figures, as_it_stood, figures_of
from myjobmatch.domain.fse.operations import OperationContent
from myjobmatch.domain.fse.participants import Participation
from myjobmatch.domain.fse.questionnaire import questionnaire
from myjobmatch.domain.fse.tables import IndicatorTable, tables_of
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_funder, is_manager
from myjobmatch.services.building import service
from myjobmatch.services.fse.operations import content_of, own_operation


@dataclass(frozen=True, slots=True)
class OperationFigures:
    """Indicators of an operation in tables. `stood_on`: the last day that they tell of.

    `outside`: what rests on few people is hidden; then no count beside the tables is told either.
    """

    id: str
    content: OperationContent
    rate: int
    tables: tuple[IndicatorTable, ...]
    stood_on: date
    outside: bool
    figures: Figures | None = None
    structures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FundedOperation:
    """An operation in a funder's list."""

    id: str
    content: OperationContent
    rate: int
    structures: tuple[str, ...]


@service(is_manager, writes=False)
async def operation_figures(actor: Actor, operation_id: str, uow: UnitOfWork) -> OperationFigures:
    """The indicators of an operation, of the rows of the manager's structure.

    Raises:
        NotFound: no such operation of theirs (`fse_operation_unknown`).
    """
    return await figures_inside(actor, operation_id, uow)


@service(is_funder, writes=False)
async def list_funded(actor: Actor, _command: None, uow: UnitOfWork) -> list[FundedOperation]:
    """The operations that a funder may look at."""
    rows = await uow.operations.funded_by(actor.account_id)
    carriers = await uow.operations.carriers([row.id for row in rows])
    return [
        FundedOperation(
            row.public_id,
            content_of(row),
            row.rate,
            tuple(one.name for one in carriers.get(row.id, [])),
        )
        for row in rows
    ]


@service(is_funder, writes=False)
async def funded_figures(actor: Actor, operation_id: str, uow: UnitOfWork) -> OperationFigures:
    """The indicators of an operation for its funder: of all structures, as they stood at the end of last month, masked.

    Raises:
        NotFound: not an operation that the funder may look at (`fse_operation_unknown`).
    """
    return await figures_outside(actor, operation_id, uow)


async def figures_inside(
    actor: Actor, operation_id: str, uow: UnitOfWork, *, outside: bool = False
) -> OperationFigures:
    """The same for other services, masked where it is to leave the structure; the caller has checked the policy."""
    row, _ = await own_operation(actor, operation_id, uow)
    today = paris_day(uow.clock.now())
    found = await uow.participations.rows(row.id, actor.structure_id)
    figures = figures_of(questionnaire(row.questionnaire), _rows(found), today)
    return OperationFigures(
        row.public_id,
        content_of(row),
        row.rate,
        tables_of(figures, outside=outside),
        today,
        outside=outside,
        figures=None if outside else figures,
    )


async def figures_outside(actor: Actor, operation_id: str, uow: UnitOfWork) -> OperationFigures:
    """The same for other services; the caller has checked the policy."""
    row = await uow.operations.by_public_id(checked_public_id(operation_id))
    if row is None or not await uow.operations.is_funded_by(row.id, actor.account_id):
        raise NotFound("fse_operation_unknown")
    stood_on = paris_day(uow.clock.now()).replace(day=1) - timedelta(days=1)
    found = as_it_stood(_rows(await uow.participations.rows(row.id)), stood_on)
    figures = figures_of(questionnaire(row.questionnaire), found, stood_on)
    carriers = await uow.operations.carriers([row.id])
    return OperationFigures(
        row.public_id,
        content_of(row),
        row.rate,
        tables_of(figures, outside=True),
        stood_on,
        outside=True,
        structures=tuple(one.name for one in carriers.get(row.id, [])),
    )


def _rows(found: list[tuple[Participation, str]]) -> list[Participation]:
    return [one for one, _ in found]
