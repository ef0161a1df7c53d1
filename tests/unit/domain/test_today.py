"""The rules of the day: what a mark hides, when what is put off comes back, who declines."""

from datetime import UTC, date, datetime, timedelta

import pytest

from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.today import (
    Mark,
    MarkKind,
    PutOff,
    TodayFound,
    TodayGroup,
    TodayKind,
    TodayRow,
    declining,
    grouped,
    hides,
    until,
    waiting,
)

NOW = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)  # a Thursday


def row(key: str = "message:a", at: datetime = NOW) -> TodayRow:
    return TodayRow(
        key=key, kind=TodayKind.MESSAGE, at=at, subject="Lina", detail="unread", act="answer"
    )


def test_what_is_done_comes_back_with_a_newer_cause_only() -> None:
    done = Mark(MarkKind.DONE, NOW)
    assert hides(done, row(), NOW)
    assert hides(done, row(), NOW + timedelta(days=300))
    assert not hides(done, row(at=NOW + timedelta(seconds=1)), NOW)


def test_what_is_put_off_comes_back_when_it_is_time() -> None:
    back = NOW + timedelta(days=1)
    later = Mark(MarkKind.LATER, NOW, back)
    assert hides(later, row(at=NOW + timedelta(minutes=1)), NOW)
    assert not hides(later, row(), back)


@pytest.mark.parametrize(
    ("choice", "day", "expected"),
    [
        (PutOff.TOMORROW, None, datetime(2026, 3, 5, 23, tzinfo=UTC)),
        (PutOff.NEXT_WEEK, None, datetime(2026, 3, 8, 23, tzinfo=UTC)),
        # the clocks have gone forward in Paris by then
        (PutOff.DAY, date(2026, 4, 2), datetime(2026, 4, 1, 22, tzinfo=UTC)),
    ],
)
def test_a_row_comes_back_on_a_morning_in_paris(
    choice: PutOff, day: date | None, expected: datetime
) -> None:
    assert until(choice, day, NOW) == expected


@pytest.mark.parametrize("day", [None, date(2026, 3, 5), date(2026, 3, 1), date(2026, 7, 1)])
def test_a_day_that_is_none_is_refused(day: date | None) -> None:
    with pytest.raises(Invalid, match="today_day"):
        until(PutOff.DAY, day, NOW)


def test_the_count_tells_what_is_not_hidden() -> None:
    found = TodayFound([row("message:a"), row("message:b")], 40)
    rows, total = waiting(found, {"message:a": Mark(MarkKind.DONE, NOW)}, NOW)
    assert ([r.key for r in rows], total) == (["message:b"], 39)


def test_kinds_come_in_the_order_of_the_day_and_empty_ones_do_not() -> None:
    groups = [
        TodayGroup(TodayKind.SILENT, (), 2, "/"),
        TodayGroup(TodayKind.CONSENT, (), 0, "/"),
        TodayGroup(TodayKind.MESSAGE, (), 1, "/"),
    ]
    assert [g.kind for g in grouped(groups)] == [TodayKind.MESSAGE, TodayKind.SILENT]


@pytest.mark.parametrize(
    ("lately", "before", "declines"),
    [
        (0, 5, False),  # was never really active
        (0, 6, True),
        (1, 6, True),
        (2, 6, False),
        (10, 60, True),
        (11, 60, False),
        (30, 30, False),
    ],
)
def test_who_did_much_and_does_little_declines(lately: int, before: int, declines: bool) -> None:
    assert (declining(lately, before) is not None) == declines
