"""Birth dates of the candidates, for the rules of law alone: kept outside the engine, which never sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from myjobmatch.domain.eligibility import last_birth_allowed
from myjobmatch.matching.arrays import Ints32, Ints64

PAGE = 1 << 16


@dataclass(frozen=True, slots=True)
class BirthDays:
    """Birth dates by youth, as ordinals, 0 where none is known. Never changes: `updated` makes another.

    In pages of ids, so that a change copies one page.
    """

    _pages: tuple[Ints32, ...] = ()

    def updated(
        self, youth_ids: Sequence[int] | Ints64, births: Sequence[date | None]
    ) -> "BirthDays":
        """The same with these youths' dates; None forgets one."""
        ids = np.asarray(youth_ids, np.int64)
        days = np.array([birth.toordinal() if birth else 0 for birth in births], np.int32)
        pages = list(self._pages)
        for number in np.unique(ids // PAGE).tolist():
            while len(pages) <= number:
                pages.append(np.zeros(PAGE, np.int32))
            inside = np.flatnonzero(ids // PAGE == number)
            fresh = pages[number].copy()
            fresh[ids[inside] % PAGE] = days[inside]
            pages[number] = fresh
        return BirthDays(tuple(pages))

    def barred(self, day: date, *, night_work: bool, hazardous_work: bool) -> Ints64:
        """Whom a rule of `domain.eligibility` bars from this work on that day, ascending."""
        allowed = last_birth_allowed(day, night_work=night_work, hazardous_work=hazardous_work)
        last = np.int32(allowed.toordinal())
        found = [
            np.flatnonzero(page > last) + number * PAGE for number, page in enumerate(self._pages)
        ]
        return np.concatenate([np.empty(0, np.int64), *found])
