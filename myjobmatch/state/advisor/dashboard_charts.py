"""Where the shapes of a chart stand: plain figures in the units of its drawing, made of a table's columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from myjobmatch.domain.dashboard import Cell, CellKind, Table

WIDTH, HEIGHT = 640, 240
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 12, 28
GAP = 0.28
MOST_TICKS = 7
STEPS = 4
_PLOT_WIDTH, _PLOT_HEIGHT = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
_VALUES = frozenset({CellKind.COUNT, CellKind.SHARE, CellKind.DAYS, CellKind.HOURS})


@dataclass(frozen=True, slots=True)
class Shape:
    """A bar, or a mark: its place, and which series it is of (the end of a class name)."""

    x: float
    y: float
    width: float
    height: float
    series: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A word beside an axis: a number, or a day as ISO text."""

    at: float
    number: float = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn. `line` and `line_before` are paths; `most` is the highest value, for those who hear it told."""

    shapes: list[Shape]
    across: list[Tick]
    up: list[Tick]
    line: str = ""
    line_before: str = ""
    most: float = 0
    empty: bool = True


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of a chart that lies: a name, shapes in hundredths of the width, and what is told at its end."""

    text: str
    kind: str
    shapes: list[Shape]
    number: float
    before: float
    has_before: bool


NO_CHART = Chart([], [], [])


def nice_top(most: float) -> float:
    """A round number at or above that four steps divide into whole ones: 4, 8, 12, 20, 40, 80, 120, 200…"""
    size = 10.0 ** max(0, floor(log10(max(most, 1)) - 0.5))
    while True:
        for by in (4, 8, 12, 20):
            if size * by >= most:
                return size * by
        size *= 10


def columns(
    table: Table,
    stacked: Sequence[tuple[str, Sequence[int]]],
    before: int | None = None,
    *,
    least_top: float = 0,
) -> Chart:
    """Upright bars; `stacked` names series, from the ground up, by the columns they add. Marks show `before`."""
    heights = [
        [(name, sum(_number(row[at]) for at in places)) for name, places in stacked]
        for row in table.rows
    ]
    tops = [sum(value for _, value in bar) for bar in heights]
    marks = [] if before is None else [_number(row[before]) for row in table.rows]
    most = max([*tops, *marks], default=0)
    if not table.rows or not most:
        return NO_CHART
    top = nice_top(max(most, least_top))
    slot = _PLOT_WIDTH / len(table.rows)
    wide = slot * (1 - GAP)
    shapes = []
    for place, bar in enumerate(heights):
        x, ground = LEFT + place * slot + slot * GAP / 2, 0.0
        for name, value in bar:
            if value:
                high = value / top * _PLOT_HEIGHT
                y = TOP + _PLOT_HEIGHT - ground - high
                shapes.append(Shape(_round(x), _round(y), _round(wide), _round(high), name))
                ground += high
        if before is not None and marks[place]:
            y = TOP + _PLOT_HEIGHT * (1 - marks[place] / top)
            shapes.append(Shape(_round(x - 1), _round(y - 1.5), _round(wide + 2), 3, "before"))
    return Chart(shapes, _across(table, slot), _up(top), most=max(tops), empty=False)


def curve(table: Table, value: int, before: int) -> Chart:
    """A line of shares from 0 to 100 %, with a dot at each; dashed, the one before."""
    slot = _PLOT_WIDTH / max(1, len(table.rows))

    def points(column: int) -> list[tuple[float, float]]:
        return [
            (
                _round(LEFT + slot * (place + 0.5)),
                _round(TOP + _PLOT_HEIGHT * (1 - row[column].number)),
            )
            for place, row in enumerate(table.rows)
            if row[column].kind is CellKind.SHARE
        ]

    now = points(value)
    if not now:
        return NO_CHART
    shapes = [Shape(x, y, 8, 8, "now") for x, y in now]
    across = [
        Tick(_round(LEFT + slot * (place + 0.5)), row[0].number)
        for place, row in enumerate(table.rows)
    ]
    up = [
        Tick(_round(TOP + _PLOT_HEIGHT * (1 - at / STEPS)), 100 * at / STEPS)
        for at in range(STEPS + 1)
    ]
    return Chart(shapes, across, up, _path(now), _path(points(before)), empty=False)


def strips(
    table: Table,
    name: int,
    value: int,
    parts: Sequence[tuple[str, int]],
    before: int,
    most_rows: int = 12,
) -> list[Strip]:
    """Lying bars, one a row that has a value; a mark shows what it was before."""
    rows = [row for row in table.rows if row[value].kind in _VALUES][:most_rows]
    top = max((max(_number(row[value]), _number(row[before])) for row in rows), default=0)
    lines = []
    for row in rows:
        shapes, x = [], 0.0
        for series, at in parts:
            wide = _number(row[at]) / top * 100 if top else 0
            if wide:
                shapes.append(Shape(_round(x), 0, _round(max(wide, 0.6)), 12, series))
                x += wide
        has_before = row[before].kind in _VALUES
        if has_before and top and row[before].number:
            at_before = min(_number(row[before]) / top * 100, 99.2)
            shapes.append(Shape(_round(at_before), 0, 0.8, 12, "before"))
        lines.append(
            Strip(
                row[name].text,
                row[name].kind.value,
                shapes,
                _round(_number(row[value])),
                _round(_number(row[before])),
                has_before,
            )
        )
    return lines


def level(chart: Chart, value: float) -> float:
    """How high a value stands in a chart of columns."""
    top = chart.up[-1].number if chart.up else 1
    return _round(TOP + _PLOT_HEIGHT * (1 - min(value, top) / top))


def _across(table: Table, slot: float) -> list[Tick]:
    every = ceil(len(table.rows) / MOST_TICKS)
    return [
        Tick(_round(LEFT + slot * (place + 0.5)), text=row[0].text)
        for place, row in enumerate(table.rows)
        if place % every == 0
    ]


def _up(top: float) -> list[Tick]:
    return [
        Tick(_round(TOP + _PLOT_HEIGHT * (1 - at / STEPS)), top * at / STEPS)
        for at in range(STEPS + 1)
    ]


def _path(points: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{'L' if at else 'M'}{x} {y}" for at, (x, y) in enumerate(points))


def _number(cell: Cell) -> float:
    return cell.number if cell.kind in _VALUES else 0


def _round(value: float) -> float:
    return round(value, 1)
