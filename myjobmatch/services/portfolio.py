"""The advisor's table of youths: who is active, who drifts away, who needs something today."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from myjobmatch.db.repositories.portfolio import Counts, Followed
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import Role
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.portfolio import (
    NEW_DAYS,
    SILENT_DAYS,
    Attention,
    PortfolioPage,
    PortfolioRow,
    PortfolioSort,
)
from myjobmatch.services.building import service

PAGE_SIZE = 25
LIKES_OF_DAYS = 30


@dataclass(frozen=True, slots=True)
class PortfolioQuery:
    """What the table shows: words of a name or commune, a reason for attention, order, page from 1.

    `everyone` shows the whole structure; managers have no portfolio of their own and always see it.
    """

    search: str = ""
    attention: Attention | None = None
    sort: PortfolioSort = PortfolioSort.ATTENTION
    descending: bool = False
    page: int = 1
    everyone: bool = False


@service(is_accompanying, writes=False)
async def list_portfolio(actor: Actor, query: PortfolioQuery, uow: UnitOfWork) -> PortfolioPage:
    """A page of the actor's youths, those who need something first."""
    whole = query.everyone or actor.role is Role.MANAGER
    rows = await portfolio_rows(actor, uow, whole=whole)
    found = [row for row in rows if _holds(row, query.search)]
    counts = Counter(reason.value for row in found for reason in row.attention)
    if query.attention is not None:
        found = [row for row in found if query.attention in row.attention]
    found.sort(key=_ORDERS[query.sort], reverse=query.descending)
    pages = max(1, -(-len(found) // PAGE_SIZE))
    page = max(1, min(query.page, pages))
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return PortfolioPage(tuple(shown), len(found), page, pages, dict(counts))


async def portfolio_rows(actor: Actor, uow: UnitOfWork, *, whole: bool) -> list[PortfolioRow]:
    """All rows of a structure, or of those whom an advisor accompanies today, in nine queries."""
    structure_id = actor.structure_id or 0
    now = uow.clock.now()
    youths = await uow.portfolio.youths(structure_id, None if whole else actor)
    counts = await uow.portfolio.counts(
        structure_id, actor.account_id, now - timedelta(days=LIKES_OF_DAYS), now
    )
    return [_row(each, counts, now) for each in youths]


def _row(each: Followed, counts: Counts, now: datetime) -> PortfolioRow:
    youth, identity = each.youth, each.identity
    return PortfolioRow(
        id=youth.public_id,
        name=f"{identity.first_name} {identity.last_name}".strip(),
        commune=identity.commune,
        advisor=each.advisor,
        scheme=youth.scheme,
        follow_up=youth.follow_up,
        last_active_at=youth.last_active_at,
        likes=counts.likes.get(youth.id, 0),
        matches=counts.open_matches.get(youth.id, 0),
        applications=counts.applications.get(youth.id, 0),
        unread=counts.unread.get(youth.id, 0),
        attention=tuple(_attention(each, counts, now)),
    )


def _attention(each: Followed, counts: Counts, now: datetime) -> Sequence[Attention]:
    youth = each.youth
    reasons = []
    recent = now - youth.created_at < timedelta(days=NEW_DAYS)
    if counts.consent_waiting.get(youth.id):
        reasons.append(Attention.CONSENT_WAITING)
    if youth.last_active_at is None:
        if not recent:
            reasons.append(Attention.NEVER_CAME)
    elif now - youth.last_active_at >= timedelta(days=SILENT_DAYS):
        reasons.append(Attention.SILENT)
    if counts.answers_due.get(youth.id):
        reasons.append(Attention.ANSWER_DUE)
    if not counts.skills.get(youth.id) and not recent:
        reasons.append(Attention.EMPTY_PROFILE)
    elif not counts.likes.get(youth.id) and not recent:
        reasons.append(Attention.NO_LIKES)
    return reasons


def plain(text: str) -> str:
    """Lower case without accents, for finding names as they are typed."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _holds(row: PortfolioRow, search: str) -> bool:
    where = plain(f"{row.name} {row.commune}")
    return all(word in where for word in plain(search).split())


_URGENCY = {reason: place for place, reason in enumerate(Attention)}
_ORDERS: dict[PortfolioSort, Callable[[PortfolioRow], Any]] = {
    PortfolioSort.ATTENTION: lambda row: (
        min((_URGENCY[reason] for reason in row.attention), default=len(_URGENCY)),
        -row.unread,
        plain(row.name),
    ),
    PortfolioSort.NAME: lambda row: plain(row.name),
    PortfolioSort.LAST_ACTIVE: lambda row: (
        row.last_active_at.timestamp() if row.last_active_at else 0.0,
        plain(row.name),
    ),
    PortfolioSort.LIKES: lambda row: (row.likes, plain(row.name)),
    PortfolioSort.MATCHES: lambda row: (row.matches, plain(row.name)),
}
