"""Indicators as pages show them: tables, and the bars of the chart, hidden figures left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from myjobmatch.domain.dashboard import Cell, CellKind
from myjobmatch.domain.fse.indicators import OUTPUTS
from myjobmatch.domain.fse.operations import OperationContent
from myjobmatch.domain.fse.tables import By, IndicatorTable

_SERIES = ("now", "outside", "elsewhere")
"""Of women, men, non-binary people: the colours and patterns of dashboards."""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure; `few`: it is hidden."""

    few: bool
    n: int


@dataclass(frozen=True, slots=True)
class Head:
    """A column: the end of its words' key, or a year."""

    key: str
    year: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with its figures, the total first."""

    code: str
    cells: list[Number]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """The indicators by something."""

    by: str
    heads: list[Head]
    rows: list[IndicatorRow]


@dataclass(frozen=True, slots=True)
class Bar:
    """A piece of a line, in hundredths of its width."""

    x: float
    width: float
    series: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the chart: an indicator, its bars, its total."""

    code: str
    bars: list[Bar]
    total: Number


def tables_shown(tables: Sequence[IndicatorTable]) -> list[FigureTable]:
    """The tables as the page draws them."""
    return [
        FigureTable(
            table.by.value,
            [
                Head("" if table.by is By.YEAR else f"{table.by.value}.{one}", one)
                for one in table.heads
            ],
            [IndicatorRow(code, [_number(cell) for cell in cells]) for code, cells in table.rows],
        )
        for table in tables
    ]


def lines_of(tables: Sequence[IndicatorTable]) -> list[Line]:
    """The output indicators by sex as bars beside one another; where a part is hidden, the total alone is drawn."""
    by_sex = next((one for one in tables if one.by is By.SEX), None)
    if by_sex is None:
        return []
    rows = [(code, cells) for code, cells in by_sex.rows if code in OUTPUTS]
    most = max((cells[0].number for _, cells in rows), default=0)
    return [
        Line(code, _bars(cells, most), _number(cells[0]))
        for code, cells in rows
        if most and (cells[0].number or cells[0].kind is CellKind.FEW)
    ]


def _bars(cells: Sequence[Cell], most: float) -> list[Bar]:
    total, parts = cells[0], cells[1:]
    if total.kind is CellKind.FEW:
        return []
    if any(one.kind is CellKind.FEW for one in parts):
        return [Bar(0, 100 * total.number / most, "whole")]
    bars, at = [], 0.0
    for one, series in zip(parts, _SERIES, strict=True):
        width = 100 * one.number / most
        if width:
            bars.append(Bar(round(at, 2), round(width, 2), series))
        at += width
    return bars


def _number(cell: Cell) -> Number:
    return Number(cell.kind is CellKind.FEW, int(cell.number))


@dataclass(frozen=True, slots=True)
class OperationHead:
    """The head of an operation's page."""

    title: str = ""
    number: str = ""
    starts_on: str = ""
    ends_on: str = ""
    cost: float = 0
    grant: float = 0
    rate: float = 0
    structures: str = ""


NO_HEAD = OperationHead()


def head_of(content: OperationContent, rate: int, structures: Sequence[str]) -> OperationHead:
    """An operation's head: money in euros, the rate in hundredths."""
    return OperationHead(
        title=content.title,
        number=content.number,
        starts_on=content.starts_on.isoformat() if content.starts_on else "",
        ends_on=content.ends_on.isoformat() if content.ends_on else "",
        cost=(content.cost_cents or 0) / 100,
        grant=(content.grant_cents or 0) / 100,
        rate=rate / 100,
        structures=", ".join(structures),
    )
