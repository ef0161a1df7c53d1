"""How a portfolio is narrowed, sorted and shown: filters that combine and can be kept, and the columns chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from myjobmatch.domain.enums import FollowUp, Scheme
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.portfolio import Attention
from myjobmatch.domain.text import one_line

LONGEST_SEARCH = 80
MOST_CHOSEN = 60
LONGEST_VIEW_NAME = 60


class LastSign(StrEnum):
    """When a youth gave their last sign."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"
    LONGER = "longer"
    NEVER = "never"


LAST_SIGN_DAYS: Mapping[LastSign, tuple[int, int | None]] = {
    LastSign.WEEK: (0, 7),
    LastSign.FORTNIGHT: (7, 14),
    LastSign.MONTH: (14, 30),
    LastSign.LONGER: (30, None),
}
"""From how many days ago, to how many."""


class AgeBand(StrEnum):
    """How old a youth is."""

    MINOR = "minor"
    TO_20 = "to_20"
    TO_25 = "to_25"
    OLDER = "older"


AGES: Mapping[AgeBand, tuple[int, int]] = {
    AgeBand.MINOR: (0, 17),
    AgeBand.TO_20: (18, 20),
    AgeBand.TO_25: (21, 25),
    AgeBand.OLDER: (26, 120),
}
"""From which age to which, both included."""


class LikesBand(StrEnum):
    """How many offers a youth liked in the last 30 days."""

    NONE = "none"
    FEW = "few"
    MANY = "many"


LIKES: Mapping[LikesBand, tuple[int, int | None]] = {
    LikesBand.NONE: (0, 0),
    LikesBand.FEW: (1, 5),
    LikesBand.MANY: (6, None),
}


class PortfolioColumn(StrEnum):
    """What may stand beside a youth's name, in the order that it is offered."""

    ATTENTION = "attention"
    LAST_ACTIVE = "last_active"
    LIKES = "likes"
    MATCHES = "matches"
    APPLICATIONS = "applications"
    UNREAD = "unread"
    SCHEME = "scheme"
    AGE = "age"
    COMMUNE = "commune"
    FOLLOW_UP = "follow_up"
    ADVISOR = "advisor"
    DOSSIER = "dossier"
    ACCOUNT = "account"


USUAL_COLUMNS = (
    PortfolioColumn.ATTENTION,
    PortfolioColumn.LAST_ACTIVE,
    PortfolioColumn.LIKES,
    PortfolioColumn.MATCHES,
    PortfolioColumn.APPLICATIONS,
    PortfolioColumn.SCHEME,
)


@dataclass(frozen=True, slots=True)
class PortfolioFilter:
    """What a youth must be to stand in the table: of each list one of its values, of several lists each.

    `advisors` are public ids, `communes` names as they are written. `unread` and `account` are a yes or a no that is
    asked for, or None. `declining` keeps those whose activity declines (`domain.today.declining`).
    """

    attention: tuple[Attention, ...] = ()
    schemes: tuple[Scheme, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    ages: tuple[AgeBand, ...] = ()
    last_signs: tuple[LastSign, ...] = ()
    likes: tuple[LikesBand, ...] = ()
    advisors: tuple[str, ...] = ()
    communes: tuple[str, ...] = ()
    unread: bool | None = None
    account: bool | None = None
    declining: bool = False

    @property
    def counted(self) -> int:
        """How many of its parts narrow."""
        return len(filter_to_json(self))


_WORDS: Mapping[str, type[StrEnum]] = {
    "attention": Attention,
    "schemes": Scheme,
    "follow_ups": FollowUp,
    "ages": AgeBand,
    "last_signs": LastSign,
    "likes": LikesBand,
}
_TEXTS = ("advisors", "communes")
_MAYBE = ("unread", "account")


def filter_to_json(kept: PortfolioFilter) -> dict[str, Any]:
    """A filter as it is kept: only what narrows."""
    told: dict[str, Any] = {}
    for each in fields(kept):
        value = getattr(kept, each.name)
        if value is not None and value != () and (value or each.name in _MAYBE):
            told[each.name] = list(value) if isinstance(value, tuple) else value
    return told


def filter_from_json(told: Mapping[str, Any]) -> PortfolioFilter:
    """A filter as somebody sent it, or as it was kept; words that are no longer known narrow nothing.

    Raises:
        Invalid: it is no filter (`filter_wrong`).
    """
    given: dict[str, Any] = {}
    for name, kind in _WORDS.items():
        known = {one.value: one for one in kind}
        given[name] = tuple(known[word] for word in _list(told, name) if word in known)
    for name in _TEXTS:
        given[name] = tuple(one_line(word)[:120] for word in _list(told, name))
    for name in _MAYBE:
        value = told.get(name)
        if value is not None and not isinstance(value, bool):
            raise Invalid("filter_wrong")
        given[name] = value
    given["declining"] = told.get("declining") is True
    return PortfolioFilter(**given)


def columns_from(told: object) -> tuple[PortfolioColumn, ...]:
    """The columns chosen, in the order of the enumeration; the usual ones where none is known."""
    words = [one for one in told if isinstance(one, str)] if isinstance(told, (list, tuple)) else []
    return tuple(one for one in PortfolioColumn if one.value in words) or USUAL_COLUMNS


def born_between(band: AgeBand, today: date) -> tuple[date, date]:
    """The first and last birth dates of an age band today, both included."""
    youngest, oldest = AGES[band]
    last = _years_before(today, youngest)
    first = _years_before(today, oldest + 1)
    return date.fromordinal(first.toordinal() + 1), last


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - years, day=28)


def _list(told: Mapping[str, Any], name: str) -> list[str]:
    value = told.get(name, [])
    if not isinstance(value, (list, tuple)) or len(value) > MOST_CHOSEN:
        raise Invalid("filter_wrong")
    if not all(isinstance(word, str) for word in value):
        raise Invalid("filter_wrong")
    return list(value)
