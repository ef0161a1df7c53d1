"""Tables of a dashboard that leave as files: whose right it is, what is hidden, and that it is noted."""

from dataclasses import dataclass

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.dashboard import NAMED, DashboardQuery, Table, TableKey, masked
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.periods import Period
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.services.building import service
from myjobmatch.services.dashboards.reading import build_dashboard


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table of a dashboard; `outside` when it is to leave the structure: cells of fewer than five are hidden."""

    query: DashboardQuery
    key: TableKey
    outside: bool = False


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """The table and the period that it tells of."""

    table: Table
    period: Period


@service(is_accompanying)
async def export_table(actor: Actor, command: ExportTable, uow: UnitOfWork) -> ExportedTable:
    """A table to be written into a file, with the rights of the dashboard itself; audited.

    Raises:
        Invalid: a list of names cannot leave the structure (`table_named`), or no such period (`period_bad`).
        NotFound: this dashboard has no such table (`table_unknown`), no such advisor (`advisor_unknown`).
        Conflict: the figures are being counted anew: the file would hold a part of them (`figures_rebuilding`).
    """
    if command.outside and command.key in NAMED:
        raise Invalid("table_named")
    if (
        await uow.figures.cursor()
    ).rebuilding:  # held: no count begins anew before the table is read
        raise Conflict("figures_rebuilding")
    dashboard = await build_dashboard(actor, command.query, uow)
    table = dashboard.table(command.key)
    if table is None:
        raise NotFound("table_unknown")
    period = dashboard.period
    uow.ledger.audit(
        actor,
        "dashboard_exported",
        "structure",
        actor.structure_id or 0,
        details={
            "table": command.key.value,
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
            "whole": dashboard.whole,
            "outside": command.outside,
            "rows": len(table.rows),
        },
    )
    return ExportedTable(masked(table) if command.outside else table, period)
