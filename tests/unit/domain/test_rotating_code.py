"""Codes that change by themselves."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.rotating_code import (
    LENGTH,
    SIGNS,
    STILL_TAKEN,
    TURNS,
    changes_in,
    code,
    verify,
)

SECRET = bytes(range(32))
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 10**11).map(lambda ms: BEGIN + timedelta(milliseconds=ms))


@given(MOMENTS)
def test_what_is_shown_is_taken_for_a_while_and_no_longer(moment: datetime) -> None:
    shown = code(SECRET, moment)

    assert len(shown) == LENGTH
    assert set(shown) <= set(SIGNS)
    assert verify(SECRET, shown, moment)
    assert verify(SECRET, f" {shown[:4].lower()}-{shown[4:]} ", moment + STILL_TAKEN * TURNS)
    assert not verify(SECRET, shown, moment + (STILL_TAKEN + 1) * TURNS)
    assert not verify(SECRET, shown, moment - TURNS)


@given(MOMENTS)
def test_another_place_has_another_code(moment: datetime) -> None:
    assert not verify(b"another secret, as long as it is", code(SECRET, moment), moment)


@given(MOMENTS)
def test_it_says_when_it_changes(moment: datetime) -> None:
    left = changes_in(moment)
    assert timedelta() < left <= TURNS
    assert code(SECRET, moment) != code(SECRET, moment + left + timedelta(milliseconds=1))


def test_nonsense_is_refused() -> None:
    moment = datetime(2026, 9, 14, tzinfo=UTC)
    for given_code in ("", "é" * 8, "AAAA", "A" * 400):
        assert not verify(SECRET, given_code, moment)
