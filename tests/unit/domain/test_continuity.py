"""Who answers for whom: chains, circles, and that both sides of the question always agree."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.continuity import (
    Answering,
    Loan,
    Standing,
    answering,
    split,
    standing_of,
)

AMINATA, NADIA, KARIM = 1, 2, 3
LINA, MOUSSA = 10, 11
TWELFTH, FIFTH = date(2026, 12, 12), date(2026, 12, 5)


def test_without_a_loan_it_is_the_advisor() -> None:
    assert answering(AMINATA, LINA, []) == Answering(AMINATA)
    assert standing_of(AMINATA, []) == Standing()


def test_a_whole_portfolio_and_a_chain_of_them_until_the_nearest_day() -> None:
    loans = [Loan(AMINATA, NADIA, TWELFTH), Loan(NADIA, KARIM, FIFTH)]
    assert answering(AMINATA, LINA, loans[:1]) == Answering(NADIA, TWELFTH)
    assert answering(AMINATA, LINA, loans) == Answering(KARIM, FIFTH)
    assert standing_of(KARIM, loans).advisors == {NADIA, AMINATA}
    assert standing_of(NADIA, loans).advisors == {AMINATA}


def test_a_youth_handed_over_by_name_goes_before_the_whole() -> None:
    loans = [Loan(AMINATA, NADIA, TWELFTH), Loan(AMINATA, KARIM, TWELFTH, LINA)]
    assert answering(AMINATA, LINA, loans).account_id == KARIM
    assert answering(AMINATA, MOUSSA, loans).account_id == NADIA
    assert standing_of(KARIM, loans) == Standing(frozenset(), frozenset({LINA}))


def test_a_circle_comes_back_to_the_advisor() -> None:
    loans = [Loan(AMINATA, NADIA, TWELFTH), Loan(NADIA, AMINATA, FIFTH)]
    assert answering(AMINATA, LINA, loans) == Answering(AMINATA)


ACCOUNTS, YOUTHS = st.integers(1, 5), st.integers(10, 14)
LOANS = st.lists(
    st.builds(Loan, ACCOUNTS, ACCOUNTS, st.none() | st.dates(), st.none() | YOUTHS).filter(
        lambda loan: loan.from_id != loan.to_id
    ),
    max_size=8,
)


@given(ACCOUNTS, YOUTHS, LOANS)
def test_whoever_answers_may_read(advisor: int, youth: int, loans: list[Loan]) -> None:
    found = answering(advisor, youth, loans).account_id
    standing = standing_of(found, loans)
    assert found == advisor or advisor in standing.advisors or youth in standing.youths


@given(
    st.lists(st.integers(1, 200), unique=True, max_size=60),
    st.dictionaries(ACCOUNTS, st.integers(0, 150), min_size=1),
)
def test_a_split_loses_nobody_and_leaves_nobody_with_more_than_needed(
    youths: list[int], loads: dict[int, int]
) -> None:
    shares = split(youths, loads)
    assert sorted(y for share in shares.values() for y in share) == sorted(youths)
    totals = {a: loads[a] + len(shares[a]) for a in loads}
    given_to = [a for a in loads if shares[a]]
    assert all(totals[a] <= min(totals.values()) + 1 for a in given_to)
