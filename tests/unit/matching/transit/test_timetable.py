"""The compact form: what goes in comes out, and nothing else is taken for it."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from myjobmatch.matching.transit.timetable import DayTimes, Timetable, TimetableDamagedError
from tests.unit.matching.transit.feeds import timetable

TABLE = timetable([(0, 0), (5, 0)], [[(0, 450), (1, 465)], [(1, 300), (0, 1500)]], (), [(0, 1, 4)])


def test_there_and_back() -> None:
    again = Timetable.from_bytes(TABLE.to_bytes())
    assert again.latitude.tolist() == TABLE.latitude.tolist()
    assert again.transfers.tolist() == [[0, 1, 4]]
    assert len(again.saturday) == 0
    columns = [field.name for field in fields(DayTimes)]
    rows = [
        sorted(zip(*(getattr(t.weekday, c).tolist() for c in columns), strict=True))
        for t in (TABLE, again)
    ]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("raw", [b"", b"PK", TABLE.to_bytes()[:-50], b"x" * 400])
def test_other_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(TimetableDamagedError):
        Timetable.from_bytes(raw)


def test_what_does_not_hold_together_is_refused() -> None:
    stray = replace(TABLE.weekday, target=np.array([1, 9], np.int32))
    back = replace(TABLE.weekday, arrives=np.array([440, 1500], np.int16))
    short = replace(TABLE.weekday, trip=np.array([0], np.int32))
    for day in (stray, back, short):
        with pytest.raises(TimetableDamagedError):
            replace(TABLE, weekday=day).check()
