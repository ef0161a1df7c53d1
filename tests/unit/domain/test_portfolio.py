"""What an advisor reads of a youth: the timeline tells a row of visits in one line."""

from datetime import UTC, datetime, timedelta

from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.portfolio import TimelineEntry, in_runs
from myjobmatch.domain.portfolio_filter import USUAL_COLUMNS, PortfolioColumn, columns_from

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def entry(kind: ActivityKind, hours_ago: int, about: str = "") -> TimelineEntry:
    return TimelineEntry(NOON - timedelta(hours=hours_ago), kind, about)


def test_visits_in_a_row_are_one_line_dated_by_the_last() -> None:
    seen, liked = ActivityKind.SIGNED_IN, ActivityKind.OFFER_LIKED
    runs = in_runs(
        [
            entry(seen, 1),
            entry(seen, 2),
            entry(seen, 3),
            entry(liked, 4, "Boulanger"),
            entry(seen, 5),
        ]
    )
    assert [(r.kind, r.about, r.times) for r in runs] == [
        (seen, "", 3),
        (liked, "Boulanger", 1),
        (seen, "", 1),
    ]
    assert runs[0].at == NOON - timedelta(hours=1)


def test_what_concerns_an_offer_keeps_its_own_line() -> None:
    liked = ActivityKind.OFFER_LIKED
    entries = [entry(liked, 1, "Boulanger"), entry(liked, 2, "Boulanger")]
    assert in_runs(entries) == entries


def test_nothing_is_an_empty_timeline() -> None:
    assert in_runs([]) == []


def test_columns_that_are_none_are_left_out_whatever_they_are() -> None:
    assert columns_from(["age", {}, ["commune"], 7]) == (PortfolioColumn.AGE,)
    assert columns_from([{}]) == USUAL_COLUMNS
