"""Birth dates side by side: the same people are barred as by the rule asked one by one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.eligibility import barring_rules
from myjobmatch.services.birth_days import PAGE, BirthDays

TODAY = date(2026, 9, 14)
births = st.none() | st.dates(TODAY - timedelta(days=20 * 366), TODAY - timedelta(days=14 * 365))
people = st.dictionaries(st.integers(0, 3 * PAGE), births, max_size=30)


@given(people, people, st.booleans(), st.booleans())
def test_barred_are_those_whom_a_rule_bars_today(
    first: dict[int, date | None], then: dict[int, date | None], night: bool, hazard: bool
) -> None:
    before = BirthDays().updated(list(first), list(first.values()))
    after = before.updated(list(then), list(then.values()))
    for kept, known in ((before, first), (after, first | then)):
        expected = [
            i
            for i, birth in sorted(known.items())
            if barring_rules(birth, TODAY, night_work=night, hazardous_work=hazard)
        ]
        found = kept.barred(TODAY, night_work=night, hazardous_work=hazard)
        assert found.tolist() == expected


def test_nobody() -> None:
    assert BirthDays().barred(TODAY, night_work=True, hazardous_work=True).tolist() == []
