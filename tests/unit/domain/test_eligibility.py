"""The rules of law asked of many at once are the rules asked of one."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from myjobmatch.domain.eligibility import barring_rules, last_birth_allowed

days = st.dates(date(2020, 1, 1), date(2036, 12, 31))


@given(
    days, st.booleans(), st.booleans(), st.integers(-3, 3), st.sampled_from([15, 16, 17, 18, 19])
)
@example(date(2028, 2, 29), True, False, 0, 18)
@example(date(2026, 3, 1), True, False, 0, 18)
@example(date(2026, 2, 28), False, False, 1, 16)
def test_who_is_born_later_than_the_last_allowed_is_barred_and_nobody_else(
    day: date, night: bool, hazard: bool, off: int, years: int
) -> None:
    last = last_birth_allowed(day, night_work=night, hazardous_work=hazard)
    around = date(day.year - years, day.month, min(day.day, 28)) + timedelta(days=off)
    for birth in (last, last + timedelta(days=1), around, around + timedelta(days=1)):
        barred = barring_rules(birth, day, night_work=night, hazardous_work=hazard)
        assert bool(barred) == (birth > last)
