"""Who answers for whom on a day: portfolios handed over for a time, youths followed by two.

A loan leaves the youth's own advisor who they are: somebody else answers until its last day. Loans chain: whoever
stands in for an advisor and goes away in turn hands over what they answer for as well.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from myjobmatch.domain.enums import LabelledEnum

LONGEST_REASON = 300
"""Characters of why a portfolio is handed over."""


class TransferKind(LabelledEnum):
    """For a time, or for good."""

    TEMPORARY = "temporary"
    PERMANENT = "permanent"


class TransferStatus(LabelledEnum):
    """Where a transfer stands."""

    PLANNED = "planned"
    ACTIVE = "active"
    ENDED = "ended"
    UNDONE = "undone"


class FollowKind(LabelledEnum):
    """As what somebody accompanies a youth."""

    MAIN = "main"
    REPLACING = "replacing"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class Loan:
    """What is handed over on a day: a whole portfolio, or one youth of it (`youth_id`)."""

    from_id: int
    to_id: int
    until: date | None = None
    youth_id: int | None = None


@dataclass(frozen=True, slots=True)
class Answering:
    """The account that answers, and until which day; `until` is None where it is the advisor themselves."""

    account_id: int
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """For whom somebody answers besides their own youths: advisors' portfolios whole, and single youths."""

    advisors: frozenset[int] = frozenset()
    youths: frozenset[int] = frozenset()


def standing_of(account_id: int, loans: Collection[Loan]) -> Standing:
    """For whom an account answers under some loans, through chains of them."""
    advisors = {account_id}
    while True:
        more = {
            loan.from_id for loan in loans if loan.youth_id is None and loan.to_id in advisors
        } - advisors
        if not more:
            break
        advisors |= more
    youths = {
        loan.youth_id for loan in loans if loan.youth_id is not None and loan.to_id in advisors
    }
    return Standing(frozenset(advisors - {account_id}), frozenset(youths))


def answering(advisor_id: int, youth_id: int, loans: Collection[Loan]) -> Answering:
    """Who answers a youth of an advisor under some loans; a circle of them comes back to the advisor.

    A youth handed over by name goes before the whole portfolio.
    """
    account, until, seen = advisor_id, None, {advisor_id}
    while True:
        loan = _next(account, youth_id, loans)
        if loan is None:
            return Answering(account, until)
        if loan.to_id in seen:
            return Answering(advisor_id)
        seen.add(loan.to_id)
        account = loan.to_id
        until = min((day for day in (until, loan.until) if day is not None), default=None)


def _next(account: int, youth_id: int, loans: Iterable[Loan]) -> Loan | None:
    whole = None
    for loan in loans:
        if loan.from_id != account:
            continue
        if loan.youth_id == youth_id:
            return loan
        if loan.youth_id is None:
            whole = loan
    return whole


def split(youth_ids: Collection[int], loads: dict[int, int]) -> dict[int, list[int]]:
    """Share youths between accounts so that those who follow fewest today get most; in their order.

    Raises:
        ValueError: nobody to share them between.
    """
    if not loads:
        raise ValueError("nobody to share between")
    shares: dict[int, list[int]] = {account: [] for account in loads}
    for youth_id in youth_ids:
        lightest = min(loads, key=lambda a: (loads[a] + len(shares[a]), a))
        shares[lightest].append(youth_id)
    return shares
