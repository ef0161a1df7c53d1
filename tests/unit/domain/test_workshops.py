"""The code on the screen, the moments of a session, and its life."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.activation_code import SIGNS
from myjobmatch.domain.attendance_code import (
    LENGTH,
    STEP,
    STEPS_HELD,
    canonical,
    code_of,
    grouped,
    step_at,
    step_ends,
    step_of,
)
from myjobmatch.domain.errors import Conflict, Invalid
from myjobmatch.domain.workshops import (
    SESSION,
    WorkshopStatus,
    is_reminded,
    standing,
    takes_codes,
)

START = datetime(2026, 9, 24, 12, 0, tzinfo=UTC)
END = START + timedelta(hours=2)
MOMENTS = st.datetimes(  # hypothesis puts the zone in
    datetime(2026, 1, 1),  # noqa: DTZ001
    datetime(2030, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
SECRETS = st.text("0123456789abcdef", min_size=64, max_size=64)


@given(secret=SECRETS, moment=MOMENTS, later=st.integers(-60, 120))
def test_a_code_holds_while_it_is_shown_and_while_the_next_one_is(
    secret: str, moment: datetime, later: int
) -> None:
    code = code_of(secret, step_at(moment))
    then = moment + timedelta(seconds=later)
    steps = step_at(then) - step_at(moment)
    held = step_of(secret, code, then)
    assert (held is not None) == (0 <= steps < STEPS_HELD) or code in {
        code_of(secret, step_at(then) - back) for back in range(STEPS_HELD)
    }
    if later >= STEPS_HELD * STEP.total_seconds():
        assert steps >= STEPS_HELD
    assert step_ends(step_at(moment)) > moment.timestamp()


@given(secret=SECRETS, moment=MOMENTS)
def test_a_code_can_be_read_aloud_typed_and_scanned(secret: str, moment: datetime) -> None:
    code = code_of(secret, step_at(moment))
    assert len(code) == LENGTH
    assert set(code) <= set(SIGNS)
    for typed in (code, code.lower(), grouped(code), f" {code[:2]} {code[2:]} "):
        assert canonical(typed) == code


def test_look_alikes_are_meant_and_anything_else_is_no_code() -> None:
    assert canonical("b5s8uz") == "8558V2"
    for wrong in ("", "12345", "K7M4QXX", "K7M4Q!", None, "x" * 99):
        with pytest.raises(Invalid, match="attendance_code_form"):
            canonical(wrong)


def test_another_session_has_another_code() -> None:
    step = step_at(START)
    assert code_of("a" * 64, step) != code_of("b" * 64, step)
    assert step_of("a" * 64, code_of("b" * 64, step), START) is None


def test_a_session_takes_codes_from_half_an_hour_before_to_half_an_hour_after() -> None:
    half = timedelta(minutes=30)
    for moment, open_then in (
        (START - half - STEP, False),
        (START - half, True),
        (END + half, True),
        (END + half + STEP, False),
    ):
        assert takes_codes(WorkshopStatus.UPCOMING, START, END, moment) is open_then
    assert not takes_codes(WorkshopStatus.CANCELLED, START, END, START)


def test_what_has_ended_is_to_be_closed_and_what_is_closed_stays_so() -> None:
    assert standing(WorkshopStatus.UPCOMING, END, END) is WorkshopStatus.TO_CLOSE
    assert standing(WorkshopStatus.UPCOMING, END, START) is WorkshopStatus.UPCOMING
    assert standing(WorkshopStatus.CLOSED, END, END) is WorkshopStatus.CLOSED
    for before, after in (
        (WorkshopStatus.UPCOMING, WorkshopStatus.CLOSED),
        (WorkshopStatus.TO_CLOSE, WorkshopStatus.CANCELLED),
        (WorkshopStatus.CLOSED, WorkshopStatus.TO_CLOSE),
        (WorkshopStatus.CANCELLED, WorkshopStatus.UPCOMING),
    ):
        with pytest.raises(Conflict, match="workshop_transition"):
            SESSION.check(before, after)


def test_who_came_in_after_a_reminders_moment_is_not_reminded() -> None:
    assert is_reminded("week", START, START - timedelta(days=8))
    assert not is_reminded("week", START, START - timedelta(days=3))
    assert is_reminded("day", START, START - timedelta(days=3))
    assert not is_reminded("day", START, START - timedelta(hours=3))
