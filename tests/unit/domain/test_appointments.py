"""Appointments: wall time across the changes of the clocks, what clashes, which slots there are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.appointments import (
    COLLECTIVE,
    AppointmentHow,
    AppointmentKind,
    Taken,
    checked_stretch,
    clashes,
    days_before,
    on_the_wall,
    overlap,
    reminders,
)
from myjobmatch.domain.clock import PARIS
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.slots import Closed, OpenHours, checked_hours, slots

NOW = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
INTERVIEW, INFORMATION = AppointmentKind.INTERVIEW, AppointmentKind.INFORMATION

office_minutes = st.integers(6 * 60, 20 * 60)
around_changes = st.sampled_from([SPRING, AUTUMN]).flatmap(
    lambda day: st.dates(day - timedelta(days=9), day + timedelta(days=9))
)


def hours(**traits: object) -> OpenHours:
    """Tuesdays from nine to noon, half an hour each."""
    given_ = {
        "id": "opening1",
        "kind": INTERVIEW,
        "how": AppointmentHow.ON_SITE,
        "minutes": 30,
        "places": 1,
        "weekday": 1,
        "day": None,
        "start": 9 * 60,
        "end": 12 * 60,
    }
    return OpenHours(**(given_ | traits))  # type: ignore[arg-type]


@given(around_changes, office_minutes)
def test_the_wall_shows_what_was_agreed(day: date, minute: int) -> None:
    local = on_the_wall(day, minute).astimezone(PARIS)
    assert (local.date(), local.hour * 60 + local.minute) == (day, minute)


@given(around_changes, office_minutes, st.sampled_from([1, 7]))
def test_a_reminder_comes_when_clocks_show_the_same(day: date, minute: int, days: int) -> None:
    """Though the night between may last an hour more or less."""
    before = days_before(on_the_wall(day, minute), days).astimezone(PARIS)
    assert before.date() == day - timedelta(days=days)
    assert before.hour * 60 + before.minute == minute


def test_an_hour_that_clocks_skip_is_no_moment() -> None:
    with pytest.raises(Invalid, match="moment_skipped"):
        on_the_wall(SPRING, 2 * 60 + 30)
    twice = on_the_wall(AUTUMN, 2 * 60 + 30)
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert on_the_wall(AUTUMN, 24 * 60) == on_the_wall(AUTUMN + timedelta(days=1), 0)


def test_what_is_past_is_not_reminded_of() -> None:
    assert reminders(NOW + timedelta(days=8), NOW) == (
        NOW + timedelta(days=1),
        NOW + timedelta(days=7),
    )
    assert reminders(NOW + timedelta(days=3), NOW) == (None, NOW + timedelta(days=2))
    assert reminders(NOW + timedelta(hours=3), NOW) == (None, None)


def test_a_stretch_has_a_sensible_length_and_moment() -> None:
    assert checked_stretch(NOW, 45, NOW) == NOW + timedelta(minutes=45)
    for minutes in (0, 9, 481):
        with pytest.raises(Invalid, match="appointment_length"):
            checked_stretch(NOW, minutes, NOW)
    for moment in (NOW - timedelta(days=61), NOW + timedelta(days=401), NOW.replace(tzinfo=None)):
        with pytest.raises(Invalid, match="appointment_moment"):
            checked_stretch(moment, 30, NOW)


stretches = st.builds(
    lambda start, length, kind: Taken(
        NOW + timedelta(minutes=start), NOW + timedelta(minutes=start + length), kind
    ),
    st.integers(0, 600),
    st.integers(10, 120),
    st.sampled_from(list(AppointmentKind)),
)


@given(stretches, stretches)
def test_overlapping_is_mutual_and_touching_is_not_overlapping(one: Taken, other: Taken) -> None:
    assert overlap(one, other) == overlap(other, one)
    assert overlap(one, one)
    after = Taken(one.ends_at, one.ends_at + timedelta(minutes=10), one.kind)
    assert not overlap(one, after)


@given(stretches, st.lists(stretches, max_size=6))
def test_whoever_is_free_at_each_minute_has_no_clash(wanted: Taken, taken: list[Taken]) -> None:
    """Held against the definition: a minute of the wanted stretch that another holds."""

    def minutes(one: Taken) -> set[int]:
        start = int((one.starts_at - NOW).total_seconds() // 60)
        return set(range(start, start + int((one.ends_at - one.starts_at).total_seconds() // 60)))

    busy = set().union(*(minutes(one) for one in taken)) if taken else set()
    assert clashes(wanted, taken, together=False) == bool(minutes(wanted) & busy)


@given(stretches)
def test_several_come_to_the_same_collective_meeting(meeting: Taken) -> None:
    assert clashes(meeting, [meeting], together=True) == (meeting.kind not in COLLECTIVE)
    assert clashes(meeting, [meeting], together=False)


def test_slots_are_those_of_the_hours_less_what_is_taken() -> None:
    tuesday = date(2026, 9, 15)
    taken = [Taken(on_the_wall(tuesday, 570), on_the_wall(tuesday, 600), INTERVIEW)]
    until = NOW + timedelta(days=7)
    found = slots([hours()], [], [], taken, NOW, until)
    shown = [slot.starts_at.astimezone(PARIS).strftime("%d %H:%M") for slot in found]
    assert shown == ["15 09:00", "15 10:00", "15 10:30", "15 11:00", "15 11:30"]
    closed = [Closed(tuesday, 600, 660)]
    rest = slots([hours()], closed, [], taken, NOW, until)
    assert [slot.starts_at.astimezone(PARIS).hour for slot in rest] == [9, 11, 11]
    assert slots([hours()], [], [(tuesday, tuesday)], taken, NOW, until) == []
    assert slots([hours(valid_from=date(2026, 9, 16))], [], [], taken, NOW, until) == []


def test_a_meeting_of_several_has_places_left_until_it_is_full() -> None:
    tuesday = date(2026, 9, 15)
    meeting = hours(kind=INFORMATION, minutes=60, places=2, end=10 * 60)
    held = Taken(on_the_wall(tuesday, 540), on_the_wall(tuesday, 600), INFORMATION)
    until = NOW + timedelta(days=7)
    assert [slot.left for slot in slots([meeting], [], [], [], NOW, until)] == [2]
    assert [slot.left for slot in slots([meeting], [], [], [held], NOW, until)] == [1]
    assert slots([meeting], [], [], [held, held], NOW, until) == []
    # and an interview then is no seat in it
    assert slots([hours(end=10 * 60)], [], [], [held], NOW, until) == []


@given(
    st.lists(
        st.tuples(st.integers(0, 6), office_minutes, st.sampled_from([15, 30, 60])), max_size=4
    )
)
def test_no_slot_is_outside_its_hours_or_twice(rules: list[tuple[int, int, int]]) -> None:
    openings = [
        hours(id=f"opening{n}", weekday=weekday, start=start, end=start + 120, minutes=minutes)
        for n, (weekday, start, minutes) in enumerate(rules)
    ]
    first = datetime(2026, 10, 20, tzinfo=UTC)  # over the change of the clocks
    found = slots(openings, [], [], [], first, first + timedelta(days=14))
    by_id = {one.id: one for one in openings}
    assert len({(slot.kind, slot.starts_at) for slot in found}) == len(found)
    for slot in found:
        local, opening = slot.starts_at.astimezone(PARIS), by_id[slot.opening_id]
        minute = local.hour * 60 + local.minute
        assert local.weekday() == opening.weekday
        assert opening.start <= minute
        assert minute + opening.minutes <= opening.end


@pytest.mark.parametrize(
    ("traits", "code"),
    [
        ({"minutes": 5}, "appointment_length"),
        ({"end": 9 * 60}, "opening_times"),
        ({"end": 9 * 60 + 20}, "opening_times"),
        ({"start": -1}, "opening_times"),
        ({"weekday": 7}, "opening_days"),
        ({"day": date(2026, 9, 15)}, "opening_days"),
        ({"valid_from": date(2026, 9, 2), "valid_until": date(2026, 9, 1)}, "opening_days"),
        ({"places": 2}, "opening_places"),
        ({"places": 0}, "opening_places"),
        ({"kind": INFORMATION, "places": 41}, "opening_places"),
    ],
)
def test_hours_that_make_no_sense_are_refused(traits: dict[str, object], code: str) -> None:
    with pytest.raises(Invalid, match=code):
        checked_hours(hours(**traits))
