"""Quiet hours over midnight and when the clocks change; what is urgent; how long tries go on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from myjobmatch.domain.clock import PARIS
from myjobmatch.domain.enums import Role
from myjobmatch.domain.notifications import (
    KINDS_OF_ROLE,
    LONGEST_WAIT,
    MOST_TRIES,
    PAGE_OF_ROLE,
    BrowserFamily,
    Channel,
    NotificationKind,
    QuietHours,
    chosen_at_first,
    due_at,
    family_of,
    lasts,
    next_try,
)

NIGHT = QuietHours(start=21 * 60, end=8 * 60)
START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 2 * 366 * 24 * 60).map(lambda minutes: START + timedelta(minutes=minutes))
MINUTES = st.integers(0, 1439)


def paris(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=PARIS, fold=fold)


def test_the_night_ends_in_the_morning_and_the_day_is_free() -> None:
    assert NIGHT.end_of(paris("2026-09-14T22:30")) == paris("2026-09-15T08:00")
    assert NIGHT.end_of(paris("2026-09-15T03:00")) == paris("2026-09-15T08:00")
    assert NIGHT.end_of(paris("2026-09-15T21:00")) == paris("2026-09-16T08:00")
    assert NIGHT.end_of(paris("2026-09-15T08:00")) is None
    assert NIGHT.end_of(paris("2026-09-15T20:59")) is None


def test_a_nap_does_not_go_over_midnight() -> None:
    nap = QuietHours(start=13 * 60, end=14 * 60 + 30)
    assert nap.end_of(paris("2026-09-15T13:10")) == paris("2026-09-15T14:30")
    assert nap.end_of(paris("2026-09-15T23:10")) is None


def test_they_end_by_the_clock_on_the_wall_when_it_changes() -> None:
    # summer begins on 2026-03-29 at 2:00, winter on 2026-10-25 at 3:00
    spring = NIGHT.end_of(paris("2026-03-28T22:00"))
    autumn = NIGHT.end_of(paris("2026-10-24T22:00"))
    assert spring == datetime(2026, 3, 29, 6, tzinfo=UTC)
    assert autumn == datetime(2026, 10, 25, 7, tzinfo=UTC)
    skipped = QuietHours(start=22 * 60, end=2 * 60 + 30).end_of(paris("2026-03-29T01:00"))
    assert skipped == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)  # 3:30 on the wall
    twice = QuietHours(start=22 * 60, end=2 * 60 + 30)
    assert twice.end_of(paris("2026-10-25T01:00")) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    again = twice.end_of(paris("2026-10-25T02:10", fold=1).astimezone(UTC))
    assert again == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@given(moment=MOMENTS, start=MINUTES, end=MINUTES)
@example(moment=datetime(2026, 10, 25, 0, 45, tzinfo=UTC), start=60, end=160)
@example(moment=datetime(2026, 3, 29, 0, 59, tzinfo=UTC), start=1380, end=150)
def test_quiet_hours_end_later_within_a_day_and_nothing_waits_twice(
    moment: datetime, start: int, end: int
) -> None:
    quiet = QuietHours(start, end)
    until = quiet.end_of(moment)
    if until is None:
        return
    assert moment < until <= moment + timedelta(hours=25)
    wall = until.astimezone(PARIS)
    skipped = (until - timedelta(hours=1)).astimezone(PARIS).utcoffset() != wall.utcoffset()
    assert wall.hour * 60 + wall.minute == end or skipped
    if not skipped:
        assert quiet.end_of(until) is None


@given(moment=MOMENTS, minute=MINUTES)
def test_equal_ends_and_none_at_all_keep_nothing(moment: datetime, minute: int) -> None:
    assert QuietHours(minute, minute).end_of(moment) is None
    assert QuietHours(0, 1439, on=False).end_of(moment) is None


def test_an_appointment_alone_rings_at_night() -> None:
    night = paris("2026-09-15T23:00")
    for kind in NotificationKind:
        due = due_at(kind, Channel.PUSH, night, NIGHT)
        urgent = kind is NotificationKind.APPOINTMENT
        assert due == (night if urgent else paris("2026-09-16T08:00")), kind


def test_a_message_waits_a_while_where_it_would_be_told_twice() -> None:
    noon = paris("2026-09-15T12:00")
    assert due_at(NotificationKind.MESSAGE, Channel.PUSH, noon, NIGHT) == noon
    assert due_at(NotificationKind.MESSAGE, Channel.EMAIL, noon, NIGHT) > noon
    late = paris("2026-09-15T20:50")  # its quarter of an hour ends in the night
    assert due_at(NotificationKind.MESSAGE, Channel.EMAIL, late, NIGHT) == paris("2026-09-16T08:00")


def test_tries_go_on_for_more_than_a_day_and_then_end() -> None:
    waits = [next_try(attempt) for attempt in range(1, MOST_TRIES + 1)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(minutes=1)
    assert waits[-1] == LONGEST_WAIT
    assert timedelta(days=1) < sum(waits[:-1], timedelta()) < lasts(NotificationKind.MATCH)


def test_every_role_has_its_page_and_a_funder_is_told_of_nobody() -> None:
    assert set(KINDS_OF_ROLE) == set(PAGE_OF_ROLE) == set(Role)
    assert not KINDS_OF_ROLE[Role.FUNDER]
    assert not KINDS_OF_ROLE[Role.ADMINISTRATOR]
    for kinds in KINDS_OF_ROLE.values():
        assert len(set(kinds)) == len(kinds)


def test_a_text_message_costs_so_it_comes_for_little_at_first() -> None:
    by_sms = {kind for kind in NotificationKind if chosen_at_first(kind, Channel.SMS)}
    # six months after leaving many have no other way left, and it comes once
    once = NotificationKind.FOLLOW_UP
    assert by_sms == {NotificationKind.MATCH, NotificationKind.APPOINTMENT, once}
    assert all(chosen_at_first(kind, Channel.PUSH) for kind in NotificationKind)


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "chrome"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0", "edge"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "firefox"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "safari"),
        ("curl/8", "other"),
    ],
)  # fmt: skip
def test_a_browser_is_known_by_its_family_alone(agent: str, family: str) -> None:
    assert family_of(agent) is BrowserFamily(family)
