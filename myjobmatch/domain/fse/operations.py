"""An operation that the FSE+ pays for: its period, its cost, the grant, and the rate that ties the two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from myjobmatch.domain.form_problems import FieldProblem
from myjobmatch.domain.fse.questionnaire import LATEST

LONGEST_TITLE = 200
LONGEST_NUMBER = 40
LONGEST_YEARS = 7
MOST_CENTS = 100_000_000_000
"""A thousand million euros: more is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class OperationContent:
    """What is written of an operation. Money in cents, the rate in hundredths of a percent (5000 is half).

    `rate` None: it is reckoned from the two amounts.
    """

    title: str
    number: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    cost_cents: int | None = None
    grant_cents: int | None = None
    rate: int | None = None
    questionnaire: str = LATEST


def rate_of(cost_cents: int, grant_cents: int) -> int:
    """The rate of co-financing, in hundredths of a percent, rounded as amounts of money are."""
    exact = Decimal(grant_cents) * 10_000 / Decimal(cost_cents)
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def problems_of(content: OperationContent) -> Sequence[FieldProblem]:
    """What of an operation cannot be, in the order of the form."""
    found: list[FieldProblem] = []
    if not content.title:
        found.append(FieldProblem("title", "fse_needed"))
    elif len(content.title) > LONGEST_TITLE:
        found.append(FieldProblem("title", "fse_too_long", {"most": LONGEST_TITLE}))
    if len(content.number) > LONGEST_NUMBER:
        found.append(FieldProblem("number", "fse_too_long", {"most": LONGEST_NUMBER}))
    found += _period(content.starts_on, content.ends_on)
    found += _money(content)
    return found


def _period(starts_on: date | None, ends_on: date | None) -> list[FieldProblem]:
    found = [
        FieldProblem(name, "fse_needed")
        for name, day in (("starts_on", starts_on), ("ends_on", ends_on))
        if day is None
    ]
    if starts_on is not None and ends_on is not None:
        if ends_on < starts_on:
            found.append(FieldProblem("ends_on", "fse_period_order"))
        elif ends_on.year - starts_on.year > LONGEST_YEARS:
            found.append(FieldProblem("ends_on", "fse_period_long", {"most": LONGEST_YEARS}))
    return found


def _money(content: OperationContent) -> list[FieldProblem]:
    cost, grant, rate = content.cost_cents, content.grant_cents, content.rate
    found = []
    if cost is None:
        found.append(FieldProblem("cost", "fse_needed"))
    elif not 0 < cost <= MOST_CENTS:
        found.append(FieldProblem("cost", "fse_amount"))
    if grant is None:
        found.append(FieldProblem("grant", "fse_needed"))
    elif not 0 < grant <= MOST_CENTS:
        found.append(FieldProblem("grant", "fse_amount"))
    if found or cost is None or grant is None:
        return found
    if grant > cost:
        return [FieldProblem("grant", "fse_grant_over")]
    reckoned = rate_of(cost, grant)
    if rate is not None and abs(rate - reckoned) > 1:
        return [FieldProblem("rate", "fse_rate_other", {"rate": reckoned / 100})]
    return []
