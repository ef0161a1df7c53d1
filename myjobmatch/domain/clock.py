"""Time, injected: the only place of the product that reads the machine's clock."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


class Clock(Protocol):
    """Answers the present moment as an aware datetime in UTC."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The machine's present moment, aware, in UTC."""
        return datetime.now(UTC)


class FixedClock:
    """A clock that stands still until it is told to move: for tests and replays."""

    def __init__(self, moment: datetime) -> None:
        """Stand at `moment`.

        Raises:
            ValueError: `moment` is naive.
        """
        if moment.tzinfo is None:
            msg = "a clock needs an aware moment"
            raise ValueError(msg)
        self._moment = moment.astimezone(UTC)

    def now(self) -> datetime:
        """The moment it stands at."""
        return self._moment

    def advance(self, delta: timedelta) -> None:
        """Move forward (or back, for a negative delta)."""
        self._moment += delta


def paris_day(moment: datetime) -> date:
    """The calendar day of a moment where the users live."""
    return moment.astimezone(PARIS).date()


def paris_midnight(moment: datetime) -> datetime:
    """When the day of a moment began where the users live, in UTC."""
    return start_of_day(paris_day(moment))


def start_of_day(day: date) -> datetime:
    """When a day begins where the users live, in UTC."""
    return datetime.combine(day, time(), PARIS).astimezone(UTC)


def next_paris_midnight(moment: datetime) -> datetime:
    """When the next day begins where the users live, in UTC."""
    return start_of_day(paris_day(moment) + timedelta(days=1))
