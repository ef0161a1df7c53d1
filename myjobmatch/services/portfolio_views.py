"""What somebody keeps of their table: filters by name, columns; and what a filter may be made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from myjobmatch.db.models import PortfolioColumns, PortfolioView
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.portfolio import PortfolioSort
from myjobmatch.domain.portfolio_filter import (
    LONGEST_SEARCH,
    LONGEST_VIEW_NAME,
    PortfolioColumn,
    PortfolioFilter,
    columns_from,
    filter_from_json,
    filter_to_json,
)
from myjobmatch.domain.text import one_line
from myjobmatch.services.building import service

MOST_VIEWS = 30


@dataclass(frozen=True, slots=True)
class KeptView:
    """A filter with its order, by its name; `id` is empty until it is saved."""

    name: str
    filter: PortfolioFilter
    search: str = ""
    sort: PortfolioSort = PortfolioSort.ATTENTION
    descending: bool = False
    everyone: bool = False
    id: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """The views and columns of an account, and whom and where a filter may name: (id, name) and names."""

    views: tuple[KeptView, ...]
    columns: tuple[PortfolioColumn, ...]
    advisors: tuple[tuple[str, str], ...]
    communes: tuple[str, ...]


@service(is_accompanying, writes=False)
async def kept_of_table(actor: Actor, _command: None, uow: UnitOfWork) -> Kept:
    """What the actor keeps of their table, and what their filters may be made of."""
    columns = await uow.portfolio.views.columns(actor.account_id)
    staff = await uow.accounts.staff(actor.structure_id or 0, (Role.ADVISOR,))
    return Kept(
        views=tuple(_view(row) for row in await uow.portfolio.views.of(actor.account_id)),
        columns=columns_from(columns.columns if columns else ()),
        advisors=tuple((one.public_id, one.display_name) for one in staff),
        communes=tuple(await uow.portfolio.table.communes(actor, whole=True)),
    )


@service(is_accompanying)
async def save_view(actor: Actor, command: KeptView, uow: UnitOfWork) -> KeptView:
    """Keep a filter by a name; one of that name is replaced.

    Raises:
        Invalid: no name (`view_name`, with `most`), too long a one, or too many are kept (`view_many`, with `most`).
    """
    name = one_line(command.name)
    if not name or len(name) > LONGEST_VIEW_NAME:
        raise Invalid("view_name", most=LONGEST_VIEW_NAME)
    row = await uow.portfolio.views.named(actor.account_id, name)
    if row is None:
        if len(await uow.portfolio.views.of(actor.account_id)) >= MOST_VIEWS:
            raise Invalid("view_many", most=MOST_VIEWS)
        row = PortfolioView(public_id=new_public_id(), account_id=actor.account_id, name=name)
        uow.portfolio.views.add(row)
    row.kept = {
        "filter": filter_to_json(command.filter),
        "search": one_line(command.search)[:LONGEST_SEARCH],
        "sort": command.sort.value,
        "descending": command.descending,
        "everyone": command.everyone,
    }
    row.saved_at = uow.clock.now()
    return _view(row)


@service(is_accompanying)
async def delete_view(actor: Actor, public_id: str, uow: UnitOfWork) -> KeptView:
    """Forget a view; answers it, so that it can be saved again.

    Raises:
        NotFound: not one of the actor's (`view_unknown`).
    """
    row = await uow.portfolio.views.view(actor.account_id, checked_public_id(public_id))
    if row is None:
        raise NotFound("view_unknown")
    view = _view(row)
    await uow.portfolio.views.remove(row)
    return view


@service(is_accompanying)
async def choose_columns(
    actor: Actor, columns: tuple[str, ...], uow: UnitOfWork
) -> tuple[PortfolioColumn, ...]:
    """Show these columns from now on; none means the usual ones."""
    chosen = columns_from(columns)
    row = await uow.portfolio.views.columns(actor.account_id)
    if row is None:
        row = PortfolioColumns(account_id=actor.account_id)
        uow.portfolio.views.add(row)
    row.columns = [one.value for one in chosen]
    return chosen


def _view(row: PortfolioView) -> KeptView:
    kept: Mapping[str, Any] = row.kept
    known = {one.value: one for one in PortfolioSort}
    return KeptView(
        name=row.name,
        filter=filter_from_json(kept.get("filter", {})),
        search=str(kept.get("search", "")),
        sort=known.get(str(kept.get("sort")), PortfolioSort.ATTENTION),
        descending=kept.get("descending") is True,
        everyone=kept.get("everyone") is True,
        id=row.public_id,
    )
