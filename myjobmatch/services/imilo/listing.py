"""The list of what is not in i-milo yet, of what is, and of youths whose dossier is not known."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from myjobmatch.db.repositories.imilo import DossierRow, Whose
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import PARIS, paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.imilo import Entry, EntryKind
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.text import one_line, plain
from myjobmatch.services.building import service
from myjobmatch.services.imilo.registry import EntryScope, all_entries

PAGE_SIZE = 50
LONGEST_SEARCH = 80
LONGEST_TIME_DAYS = 400


class Order(StrEnum):
    """What lies together."""

    YOUTH = "youth"
    KIND = "kind"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class EntryQuery:
    """Which entries: of the last `days`, of a kind, of youths whose name or dossier is like the words.

    `everyone` means the whole structure; a manager always sees it. `with_dossier` says whether their dossier is
    known: only those can leave in a file.
    """

    days: int = 90
    kind: EntryKind | None = None
    search: str = ""
    everyone: bool = False
    with_dossier: bool = True
    order: Order = Order.YOUTH
    page: int = 1


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as the page shows it. `id` is made of the key and stays the same."""

    id: str
    youth_id: str
    name: str
    dossier: str
    kind: EntryKind
    day: date
    what: str
    hours: float | None
    by: str
    for_youth: bool
    exported_at: datetime | None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page of the list; `counts` is by kind, `hours` the sum of all found, before paging."""

    rows: tuple[EntryView, ...]
    total: int
    hours: float
    counts: dict[str, int]
    lacking: int
    """How many entries wait for the dossier of their youth to be known."""
    page: int
    pages: int
    seen: str
    """What all that was found is known by, on all pages; see `digest`."""


@dataclass(frozen=True, slots=True)
class EntryCount:
    """How many entries wait whose dossier is known, how many without, and the newest day of all."""

    known: int
    lacking: int
    newest: datetime


@dataclass(frozen=True, slots=True)
class Lacking:
    """A youth whose dossier is not known, and how many entries wait for it."""

    youth_id: str
    name: str
    waiting: int


@dataclass(frozen=True, slots=True)
class EnteredView:
    """What has been entered, when and by whom; `batch` is the act that ticked it off."""

    id: str
    youth_id: str
    name: str
    dossier: str
    kind: EntryKind
    day: date
    what: str
    hours: float | None
    entered_at: datetime
    entered_by: str
    batch: str


@dataclass(frozen=True, slots=True)
class EnteredPage:
    """A page of what has been entered, the latest first."""

    rows: tuple[EnteredView, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that is not in i-milo yet, with whom it is of."""

    entry: Entry
    youth: DossierRow

    @property
    def id(self) -> str:
        """What a page names it by: nothing of our own numbers can be read from it."""
        return entry_id(self.entry.key)


def entry_id(key: str) -> str:
    """The opaque id of an entry."""
    return hashlib.sha256(f"entry:{key}".encode()).hexdigest()[:22]


def digest(found: Iterable[Found]) -> str:
    """What a list is known by, in whatever order: another entry, or one that changed, makes another."""
    ids = "\n".join(sorted(one.id for one in found))
    return hashlib.sha256(f"entries:{ids}".encode()).hexdigest()[:22]


def whose_entries(actor: Actor, *, everyone: bool) -> Whose:
    """The youths that an actor enters for: those they accompany today, or those of the whole structure."""
    structure_id = actor.structure_id or 0
    if everyone or actor.role is Role.MANAGER:
        return Whose(structure_id)
    advisors = (actor.account_id, *sorted(actor.stands_for))
    return Whose(structure_id, advisors, tuple(sorted(actor.shares)))


async def find_entries(actor: Actor, query: EntryQuery, uow: UnitOfWork) -> list[Found]:
    """What is not in i-milo yet, of any kind, with a dossier and without, in the order asked for."""
    whose = whose_entries(actor, everyone=query.everyone)
    today = paris_day(uow.clock.now())
    days = max(1, min(query.days, LONGEST_TIME_DAYS))
    first = today - timedelta(days=days - 1)
    youths = {row.id: row for row in await uow.imilo.youths(whose)}
    entries = await all_entries(uow, EntryScope(whose, first, today))
    earliest = min((entry.day for entry in entries), default=first)
    entered = await uow.imilo.entered_keys(whose.structure_id, earliest)
    words = plain(one_line(query.search)[:LONGEST_SEARCH]).split()
    found = [
        Found(entry, youths[entry.youth_id])
        for entry in entries
        if entry.key not in entered
        and entry.youth_id in youths
        and _holds(youths[entry.youth_id], words)
    ]
    if query.order is Order.YOUTH:
        found.sort(key=lambda one: (plain(one.youth.name), one.youth.id))
    elif query.order is Order.KIND:
        found.sort(key=lambda one: list(EntryKind).index(one.entry.kind))
    return found


@service(is_accompanying, writes=False)
async def list_entries(actor: Actor, query: EntryQuery, uow: UnitOfWork) -> EntryPage:
    """A page of what is not in i-milo yet."""
    everything = await find_entries(actor, query, uow)
    whole = [one for one in everything if bool(one.youth.dossier) == query.with_dossier]
    found = [one for one in whole if query.kind in (None, one.entry.kind)]
    page, pages = _paged(len(found), query.page)
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    told = await uow.imilo.told(actor.structure_id or 0, [one.entry.key for one in shown])
    return EntryPage(
        rows=tuple(
            _view(one, told[one.entry.key].exported_at if one.entry.key in told else None)
            for one in shown
        ),
        total=len(found),
        hours=sum(one.entry.hours or 0.0 for one in found),
        counts=dict(Counter(one.entry.kind.value for one in whole)),
        lacking=sum(1 for one in everything if not one.youth.dossier),
        page=page,
        pages=pages,
        seen=digest(found),
    )


@service(is_accompanying, writes=False)
async def count_entries(actor: Actor, query: EntryQuery, uow: UnitOfWork) -> EntryCount:
    """How much is not in i-milo yet."""
    found = await find_entries(actor, query, uow)
    known = sum(1 for one in found if one.youth.dossier)
    newest = max((one.entry.day for one in found), default=paris_day(uow.clock.now()))
    at = datetime.combine(newest, time.min, PARIS)
    return EntryCount(known, len(found) - known, at)


@service(is_accompanying, writes=False)
async def list_lacking(actor: Actor, query: EntryQuery, uow: UnitOfWork) -> list[Lacking]:
    """The youths without a dossier for whom something waits, those with the most first."""
    waiting: Counter[DossierRow] = Counter(
        one.youth for one in await find_entries(actor, query, uow) if not one.youth.dossier
    )
    return [
        Lacking(youth.public_id, youth.name, count)
        for youth, count in sorted(
            waiting.items(), key=lambda item: (-item[1], plain(item[0].name))
        )
    ]


@service(is_accompanying, writes=False)
async def list_entered(actor: Actor, query: EntryQuery, uow: UnitOfWork) -> EnteredPage:
    """What has been entered, the latest first."""
    whose = whose_entries(actor, everyone=query.everyone)
    total = await uow.imilo.count_entered(whose)
    page, pages = _paged(total, query.page)
    rows = await uow.imilo.entered(whose, PAGE_SIZE, (page - 1) * PAGE_SIZE)
    youths = {row.id: row for row in await uow.imilo.youths(whose)} if rows else {}
    return EnteredPage(
        rows=tuple(
            EnteredView(
                id=entry_id(row.key),
                youth_id=youths[row.youth_id].public_id,
                name=youths[row.youth_id].name,
                dossier=youths[row.youth_id].dossier,
                kind=row.kind,
                day=row.day,
                what=row.what,
                hours=row.hours,
                entered_at=row.entered_at,
                entered_by=by,
                batch=row.batch,
            )
            for row, by in rows
            if row.entered_at is not None and row.youth_id in youths
        ),
        total=total,
        page=page,
        pages=pages,
    )


def chosen(found: Iterable[Found], ids: Iterable[str]) -> list[Found]:
    """Those of the found that were named; whoever names others gets nothing for them."""
    wanted = set(ids)
    return [one for one in found if one.id in wanted]


def _view(one: Found, exported_at: datetime | None) -> EntryView:
    entry, youth = one.entry, one.youth
    return EntryView(
        id=one.id,
        youth_id=youth.public_id,
        name=youth.name,
        dossier=youth.dossier,
        kind=entry.kind,
        day=entry.day,
        what=entry.what,
        hours=entry.hours,
        by=entry.by,
        for_youth=entry.for_youth,
        exported_at=exported_at,
    )


def _holds(youth: DossierRow, words: list[str]) -> bool:
    where = plain(f"{youth.name} {youth.dossier}")
    return all(word in where for word in words)


def _paged(total: int, page: int) -> tuple[int, int]:
    pages = max(1, -(-total // PAGE_SIZE))
    return max(1, min(page, pages)), pages
