"""The sources of the advisor's first page: each part of the product tells what of its own needs somebody now.

A source is a coroutine `(actor, uow) -> TodayFound` under `@source(kind, …)` in a module of this package; the page
finds it by itself. It asks a bounded number of queries, says nothing of youths whom the actor may not see (lists by
`db.repositories.accompanied`), and gives each row its one button.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.permissions import Policy, is_accompanying
from myjobmatch.domain.today import TodayFound, TodayKind

Rows = Callable[[Actor, UnitOfWork], Awaitable[TodayFound]]
Settle = Callable[[Actor, str, UnitOfWork], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Source:
    """What answers for a kind: `behind` is the address of its list, `settle` carries out a row's button.

    `settle(actor, ref, uow)` is given what follows `kind:` in the row's key. It is called by anybody who may see the
    page, with any ref: it authorises as every service does, best by calling one.
    """

    kind: TodayKind
    behind: str
    policy: Policy
    rows: Rows
    settle: Settle | None


SOURCES: list[Source] = []


def source(
    kind: TodayKind,
    *,
    behind: str,
    policy: Policy = is_accompanying,
    settle: Settle | None = None,
) -> Callable[[Rows], Rows]:
    """Declare who answers for a kind; a kind may have several sources."""

    def declare(rows: Rows) -> Rows:
        SOURCES.append(Source(kind, behind, policy, rows, settle))
        return rows

    return declare


def key_of(kind: TodayKind, ref: str) -> str:
    """The key of a row: its kind and what it is about, the same for ever."""
    return f"{kind.value}:{ref}"
