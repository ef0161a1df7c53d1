"""The advisor's table of youths: who is active, who drifts away, who needs something today."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from myjobmatch.db.repositories.portfolio_table import Asked, TableRow
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.portfolio import (
    NEW_DAYS,
    Attention,
    PortfolioPage,
    PortfolioRow,
    PortfolioSort,
)
from myjobmatch.domain.portfolio_filter import LONGEST_SEARCH, PortfolioFilter
from myjobmatch.domain.text import one_line, plain
from myjobmatch.domain.today import declining
from myjobmatch.services.building import service
from myjobmatch.services.silence import silent_days

PAGE_SIZE = 25
LIKES_OF_DAYS = 30
MOST_EXPORTED = 20_000


@dataclass(frozen=True, slots=True)
class PortfolioQuery:
    """What the table shows: words of a name or commune, what narrows it, order, page from 1.

    `attention` is one more reason that is asked for. `everyone` shows the whole structure; managers have no portfolio
    of their own and always see it.
    """

    search: str = ""
    attention: Attention | None = None
    sort: PortfolioSort = PortfolioSort.ATTENTION
    descending: bool = False
    page: int = 1
    everyone: bool = False
    filter: PortfolioFilter = field(default_factory=PortfolioFilter)


@service(is_accompanying, writes=False)
async def list_portfolio(actor: Actor, query: PortfolioQuery, uow: UnitOfWork) -> PortfolioPage:
    """A page of the actor's youths, those who need something first: a handful of queries for any number."""
    asked = await asked_of(actor, query, uow)
    total, counts = await uow.portfolio.table.counts(asked)
    pages = max(1, -(-total // PAGE_SIZE))
    page = max(1, min(query.page, pages))
    ids = await uow.portfolio.table.ids(
        asked,
        query.sort,
        descending=query.descending,
        limit=PAGE_SIZE,
        offset=(page - 1) * PAGE_SIZE,
    )
    rows = await uow.portfolio.table.rows(asked, ids)
    return PortfolioPage(tuple(map(shown_row, rows)), total, page, pages, counts)


async def all_rows(actor: Actor, query: PortfolioQuery, uow: UnitOfWork) -> list[PortfolioRow]:
    """All that the table finds, in its order: for a file."""
    asked = await asked_of(actor, query, uow)
    ids = await uow.portfolio.table.ids(
        asked, query.sort, descending=query.descending, limit=MOST_EXPORTED
    )
    return [shown_row(row) for row in await uow.portfolio.table.rows(asked, ids)]


async def found_ids(actor: Actor, query: PortfolioQuery, uow: UnitOfWork) -> Sequence[int]:
    """The dense ids of all that the table finds, in its order."""
    asked = await asked_of(actor, query, uow)
    return await uow.portfolio.table.ids(asked, query.sort, descending=query.descending)


async def row_of(actor: Actor, youth_id: int, uow: UnitOfWork) -> PortfolioRow | None:
    """One youth as the table shows them; the caller has checked that the actor may see them."""
    asked = await asked_of(actor, PortfolioQuery(everyone=True), uow)
    rows = await uow.portfolio.table.rows(asked, [youth_id])
    return shown_row(rows[0]) if rows else None


async def asked_of(actor: Actor, query: PortfolioQuery, uow: UnitOfWork) -> Asked:
    """The query with the moments that its words mean now."""
    now = uow.clock.now()
    kept = query.filter
    if query.attention is not None and query.attention not in kept.attention:
        kept = replace(kept, attention=(*kept.attention, query.attention))
    whole = query.everyone or actor.role is Role.MANAGER
    drifting: tuple[int, ...] = ()
    if kept.declining:
        lately = await uow.today.activity_of(actor, now, whole=whole)
        drifting = tuple(one.youth_id for one in lately if declining(one.lately, one.before))
    return Asked(
        actor=actor,
        whole=whole,
        words=tuple(plain(one_line(query.search)[:LONGEST_SEARCH]).split()),
        filter=kept,
        now=now,
        today=paris_day(now),
        silent_since=now - timedelta(days=await silent_days(actor.structure_id, uow)),
        new_since=now - timedelta(days=NEW_DAYS),
        likes_since=now - timedelta(days=LIKES_OF_DAYS),
        declining=drifting,
    )


def shown_row(row: TableRow) -> PortfolioRow:
    """A row as it is told."""
    youth, identity = row.youth, row.identity
    return PortfolioRow(
        id=youth.public_id,
        name=f"{identity.first_name} {identity.last_name}".strip(),
        commune=identity.commune,
        advisor=row.advisor,
        scheme=youth.scheme,
        follow_up=youth.follow_up,
        last_active_at=youth.last_active_at,
        likes=row.likes,
        matches=row.matches,
        applications=row.applications,
        unread=row.unread,
        attention=row.attention,
        birth_date=identity.birth_date,
        dossier=youth.dossier or "",
        has_account=identity.account_id is not None,
    )
