"""The table as a file: what is shown, in its columns and order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.eligibility import age_on
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.portfolio import PortfolioRow
from myjobmatch.domain.portfolio_filter import PortfolioColumn, filter_to_json
from myjobmatch.services.building import service
from myjobmatch.services.portfolio import PortfolioQuery, all_rows

ExportCell = str | int | date | datetime | None


@dataclass(frozen=True, slots=True)
class ExportPortfolio:
    """What the table was asked, and the columns that are shown."""

    query: PortfolioQuery
    columns: tuple[PortfolioColumn, ...]


@dataclass(frozen=True, slots=True)
class ExportedTable:
    """The columns, and each youth's name with what stands in them: enumerations by their catalogue keys."""

    columns: tuple[PortfolioColumn, ...]
    rows: tuple[tuple[str, tuple[ExportCell | tuple[str, ...], ...]], ...]


@service(is_accompanying)
async def export_portfolio(
    actor: Actor, command: ExportPortfolio, uow: UnitOfWork
) -> ExportedTable:
    """All that the table finds, for a file; that it left is audited."""
    today = paris_day(uow.clock.now())
    rows = await all_rows(actor, command.query, uow)
    uow.ledger.audit(
        actor,
        "portfolio_exported",
        "structure",
        actor.structure_id or 0,
        details={
            "youths": len(rows),
            "columns": [column.value for column in command.columns],
            "filter": filter_to_json(command.query.filter),
        },
    )
    return ExportedTable(
        command.columns,
        tuple(
            (row.name, tuple(_cell(row, column, today) for column in command.columns))
            for row in rows
        ),
    )


def _cell(row: PortfolioRow, column: PortfolioColumn, today: date) -> ExportCell | tuple[str, ...]:
    labels: dict[PortfolioColumn, Sequence[str]] = {
        PortfolioColumn.ATTENTION: [reason.label_key for reason in row.attention],
        PortfolioColumn.SCHEME: [row.scheme.label_key],
        PortfolioColumn.FOLLOW_UP: [row.follow_up.label_key],
        PortfolioColumn.ACCOUNT: ["portfolio.yes" if row.has_account else "portfolio.no"],
    }
    if column in labels:
        return tuple(labels[column])
    if column is PortfolioColumn.AGE:
        return age_on(row.birth_date, today) if row.birth_date else None
    plain: dict[PortfolioColumn, ExportCell] = {
        PortfolioColumn.LAST_ACTIVE: row.last_active_at,
        PortfolioColumn.LIKES: row.likes,
        PortfolioColumn.MATCHES: row.matches,
        PortfolioColumn.APPLICATIONS: row.applications,
        PortfolioColumn.UNREAD: row.unread,
        PortfolioColumn.COMMUNE: row.commune,
        PortfolioColumn.ADVISOR: row.advisor,
        PortfolioColumn.DOSSIER: row.dossier,
    }
    return plain[column]
