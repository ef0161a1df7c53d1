"""Indicators as tables: a row each, a column for all and one a class; few people are hidden where they leave."""

from dataclasses import dataclass
from enum import StrEnum

from myjobmatch.domain.dashboard import Cell, CellKind
from myjobmatch.domain.fse.indicators import INDICATORS, TOTAL, Figures
from myjobmatch.domain.fse.masking import hidden_keys


class By(StrEnum):
    """What indicators are told by."""

    SEX = "sex"
    QPV = "qpv"
    AGE = "age"
    ISCED = "isced"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """The indicators by something: `heads` are its classes, after the total."""

    by: By
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def tables_of(figures: Figures, *, outside: bool) -> tuple[IndicatorTable, ...]:
    """Every breakdown. `outside`: what rests on few people is hidden."""
    hidden = hidden_keys(figures) if outside else frozenset()

    def cell(code: str, by: str, of: str) -> Cell:
        if (code, by, of) in hidden:
            return Cell(CellKind.FEW)
        number = figures.count(code, by, of)
        return Cell(CellKind.COUNT, number, basis=number)

    return tuple(
        IndicatorTable(
            by,
            figures.classes(by),
            tuple(
                (
                    code,
                    (
                        cell(code, *TOTAL),
                        *(cell(code, by.value, of) for of in figures.classes(by)),
                    ),
                )
                for code in INDICATORS
            ),
        )
        for by in By
    )
