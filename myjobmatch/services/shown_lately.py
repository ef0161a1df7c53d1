"""The views of the last week in this process: read once, then followed by the change sequence."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from myjobmatch.db.aside import off_loop
from myjobmatch.db.repositories.exposure import CountedViews
from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Side
from myjobmatch.matching.exposure import DAYS, NO_VIEWS, Views, WeekOfViews
from myjobmatch.services.notices import SHOWN


class ShownLately:
    """How often each offer was shown to youths, and each youth to employers, in the last week."""

    def __init__(self, database: Database) -> None:
        """Nothing is known before the first `refresh`."""
        self._database = database
        self._weeks: dict[Side, WeekOfViews] = {}
        self._marks: dict[Side, int] = {}
        self._views: dict[Side, Views] = {}
        self._read_to = -1

    def of(self, side: Side) -> Views:
        """Views of what that side is shown, as of the last refresh: a youth offers, an employer youths."""
        return self._views.get(side, NO_VIEWS)

    async def refresh(self, sequence: int) -> None:
        """Load on the first call; then take in what was counted since the last, up to a change at least."""
        today = paris_day(self._database.clock.now())
        if not self._weeks:
            await self._load(today - timedelta(DAYS - 1))
        if sequence != self._read_to:
            news = await self._database.aside(self._counted, write=False)
            for change, each in news:
                if change > self._marks[each.side]:
                    self._weeks[each.side].add(paris_day(each.at), np.array(each.ids, np.int64))
            if news:
                self._marks = {side: max(mark, news[-1][0]) for side, mark in self._marks.items()}
            self._read_to = sequence
        self._views = {side: week.views(today) for side, week in self._weeks.items()}

    async def _load(self, first: date) -> None:
        weeks = {side: WeekOfViews() for side in Side}
        for side, week in weeks.items():
            async with self._database.unit(write=False) as uow:
                self._marks[side], rows = await uow.exposures.since(side, first)
            await off_loop(_fill, week, rows)
        self._weeks = weeks

    async def _counted(self) -> Sequence[tuple[int, CountedViews]]:
        async with self._database.unit(write=False) as uow:
            return await uow.exposures.counted_since(SHOWN, min(self._marks.values()))


def _fill(week: WeekOfViews, rows: Sequence[tuple[int, date, int]]) -> None:
    days: dict[date, list[tuple[int, int]]] = {}
    for number, day, views in rows:
        days.setdefault(day, []).append((number, views))
    for day, found in days.items():
        ids, views = np.array(found, np.int64).T
        week.add(day, ids, views)
