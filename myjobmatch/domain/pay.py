"""The least an hour may pay: the gross SMIC by the day it came into force, as data.

A new decree is a new line. Apprentices, professionalisation contracts, interns, immersions and civic
service follow grids of their own and are not held to it here.
"""

from dataclasses import dataclass
from datetime import date

from myjobmatch.domain.enums import ContractKind


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

OTHER_GRIDS = frozenset(
    {
        ContractKind.APPRENTICESHIP,
        ContractKind.PROFESSIONALISATION,
        ContractKind.INTERNSHIP,
        ContractKind.IMMERSION,
        ContractKind.CIVIC_SERVICE,
    }
)


def minimum_wage(day: date) -> MinimumWage:
    """The SMIC in force on a day (the oldest known one before that)."""
    return max((wage for wage in SMIC if wage.since <= day), key=lambda w: w.since, default=SMIC[0])


def least_hourly(contract: ContractKind, day: date) -> float | None:
    """The least gross euros an hour that a contract may offer on a day; None where another grid rules."""
    return None if contract in OTHER_GRIDS else minimum_wage(day).hourly
