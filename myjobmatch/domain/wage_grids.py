"""The least that work-and-study contracts pay, as shares of the SMIC, by the day the grid came into force.

A new decree is a new line. The SMIC itself is in `domain.pay`.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class AgeBand:
    """From an age on: the share of the SMIC in the first, second and third year of the contract."""

    since_age: int
    shares: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid by age band and year of contract, and the text that says so."""

    since: date
    bands: tuple[AgeBand, ...]
    source: str


APPRENTICES: tuple[Grid, ...] = (
    Grid(
        date(2019, 1, 1),
        (
            AgeBand(0, (0.27, 0.39, 0.55)),
            AgeBand(18, (0.43, 0.51, 0.67)),
            AgeBand(21, (0.53, 0.61, 0.78)),
            AgeBand(26, (1.0, 1.0, 1.0)),
        ),
        "Code du travail, article D6222-26 (décret n° 2018-1347 du 28 décembre 2018)",
    ),
)
PROFESSIONALISATION: tuple[Grid, ...] = (
    Grid(
        date(2008, 5, 1),
        (
            AgeBand(0, (0.55, 0.55, 0.55)),
            AgeBand(21, (0.70, 0.70, 0.70)),
            AgeBand(26, (1.0, 1.0, 1.0)),
        ),
        "Code du travail, articles D6325-15 et D6325-18",
    ),
)
"""Without a diploma of the level of the bac; with one it is ten points more."""


def share_of(grids: tuple[Grid, ...], day: date, age: int | None = None, year: int = 1) -> float:
    """The share of the SMIC on a day for an age and a year of the contract.

    Without an age: the least that any age may be paid, for an offer names none.
    """
    grid = max((one for one in grids if one.since <= day), key=lambda g: g.since, default=grids[0])
    column = min(max(year, 1), 3) - 1
    if age is None:
        return min(band.shares[column] for band in grid.bands)
    band = max((one for one in grid.bands if one.since_age <= age), key=lambda b: b.since_age)
    return band.shares[column]
