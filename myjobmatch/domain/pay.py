"""The least an hour may pay: the gross SMIC by the day it came into force, as data.

A new decree is a new line. Apprentices and professionalisation contracts have a share of it
(`domain.wage_grids`); interns, immersions and civic service are not paid by it.
"""

from dataclasses import dataclass
from datetime import date

from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.wage_grids import APPRENTICES, PROFESSIONALISATION, share_of


@dataclass(frozen=True, slots=True)
class MinimumWage:
    """Gross euros an hour from a day on, and the text that says so."""

    since: date
    hourly: float
    source: str


SMIC: tuple[MinimumWage, ...] = (
    MinimumWage(date(2024, 1, 1), 11.65, "Décret n° 2023-1216 du 20 décembre 2023"),
    MinimumWage(date(2024, 11, 1), 11.88, "Décret n° 2024-951 du 23 octobre 2024"),
    MinimumWage(date(2026, 1, 1), 12.02, "Décret n° 2025-1228 du 17 décembre 2025"),
)
"""Oldest first. Mayotte, which has its own, is not served."""

UNPAID = frozenset({ContractKind.IMMERSION, ContractKind.TRAINING})
"""Whoever comes by these is paid nothing by the host: a PMSMP by law, a training by its nature."""

OTHER_GRIDS = UNPAID | {ContractKind.INTERNSHIP, ContractKind.CIVIC_SERVICE}
_GRIDS = {
    ContractKind.APPRENTICESHIP: APPRENTICES,
    ContractKind.PROFESSIONALISATION: PROFESSIONALISATION,
}


def minimum_wage(day: date) -> MinimumWage:
    """The SMIC in force on a day (the oldest known one before that)."""
    return max((wage for wage in SMIC if wage.since <= day), key=lambda w: w.since, default=SMIC[0])


def least_hourly(
    contract: ContractKind, day: date, *, age: int | None = None, year: int = 1
) -> float | None:
    """The least gross euros an hour that a contract may offer on a day; None where no grid rules.

    For work and study, of the age and the year of the contract; without an age, of any.
    """
    if contract in OTHER_GRIDS:
        return None
    hourly = minimum_wage(day).hourly
    grid = _GRIDS.get(contract)
    return hourly if grid is None else round(hourly * share_of(grid, day, age, year), 2)
