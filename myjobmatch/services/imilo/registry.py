"""Where entries come from: each part of the product tells its own, in a module of `services/imilo/sources/`.

    @entry_source(EntryKind.APPOINTMENT)
    async def appointments(uow: UnitOfWork, scope: EntryScope) -> list[Entry]:
        ...

A source answers every entry of the scope's youths whose day (or whose telling) lies in the scope's time, entered or
not; what has been entered is taken out afterwards by key. A key is stable for the same fact and changes when the
fact does: `appointment:12:seen`. `what` is French (`translate("fr", …)`), since i-milo is. Nothing is asked twice:
sources read what the product keeps anyway.
"""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from myjobmatch.db.repositories.imilo import Whose
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.clock import PARIS
from myjobmatch.domain.imilo import LONGEST_KEY, Entry, EntryKind


@dataclass(frozen=True, slots=True)
class EntryScope:
    """Whose entries are asked for, of which days (both included)."""

    whose: Whose
    first: date
    last: date

    @property
    def since(self) -> datetime:
        """The first moment, in Paris."""
        return datetime.combine(self.first, time.min, PARIS)

    @property
    def until(self) -> datetime:
        """The first moment after, in Paris."""
        return datetime.combine(self.last + timedelta(days=1), time.min, PARIS)


Source = Callable[[UnitOfWork, EntryScope], Awaitable[Sequence[Entry]]]

_SOURCES: dict[EntryKind, Source] = {}


def entry_source(kind: EntryKind) -> Callable[[Source], Source]:
    """Register a source; a kind has one.

    Raises:
        ValueError: another source tells this kind already.
    """

    def register(source: Source) -> Source:
        if kind in _SOURCES:
            raise ValueError(f"two sources of {kind.value}")
        _SOURCES[kind] = source
        return source

    return register


def known_sources() -> dict[EntryKind, Source]:
    """Every source, its modules imported."""
    package = importlib.import_module("myjobmatch.services.imilo.sources")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"{package.__name__}.{module.name}")
    return dict(_SOURCES)


async def all_entries(uow: UnitOfWork, scope: EntryScope) -> list[Entry]:
    """What every source tells, the latest day first.

    Raises:
        ValueError: a source made a key that is too long to be kept.
    """
    found: list[Entry] = []
    for kind, source in known_sources().items():
        for entry in await source(uow, scope):
            if entry.kind is not kind or not 0 < len(entry.key) <= LONGEST_KEY:
                raise ValueError(f"the source of {kind.value} made a bad entry: {entry.key[:40]}")
            found.append(entry)
    found.sort(key=lambda entry: (-entry.day.toordinal(), entry.youth_id, entry.key))
    return found
