"""Which figures of an operation are hidden where they leave the structure: few people, and what would give them away.

All tables of an operation are looked at together, since they have their totals in common: a figure of fewer than five
is hidden, then others until no hidden figure follows from those shown, neither from one sum nor from several.
"""

from collections.abc import Mapping, Sequence

from myjobmatch.domain.dashboard import LEAST_PEOPLE
from myjobmatch.domain.fse.indicators import BREAKDOWNS, INDICATORS, TOTAL, Figures, Key

_MIDDLE = "30_54"
"""Not an indicator, and yet the rest of three that are: whoever reads them all can reckon it."""
_PARTED = (
    ("EECO02", "EECO04", "EECO05"),
    ("EECO06", "EECO07", "EECO08", _MIDDLE),
    ("EECO09", "EECO10", "EECO11"),
)
"""Indicators that part all participants."""
_PRIME = (1 << 61) - 1

Sum = tuple[Key, tuple[Key, ...]]
"""A figure, and those that it is the sum of."""


def hidden_keys(figures: Figures) -> frozenset[Key]:
    """The figures that are not told outside."""
    numbers = _numbers(figures)
    sums = _sums(figures)
    hidden = {key for key, number in numbers.items() if 0 < number < LEAST_PEOPLE}
    while True:
        _one_by_one(numbers, sums, hidden)
        given_away = _determined(sums, hidden)
        if not given_away or not _hide_beside(given_away, numbers, sums, hidden):
            return frozenset(hidden)


def _numbers(figures: Figures) -> dict[Key, int]:
    places = [TOTAL] + [(by, of) for by in (*BREAKDOWNS, "year") for of in figures.classes(by)]
    numbers = {
        (code, by, of): figures.count(code, by, of) for code in INDICATORS for by, of in places
    }
    for by, of in places:
        young = sum(numbers[code, by, of] for code in ("EECO06", "EECO07", "EECO08"))
        numbers[_MIDDLE, by, of] = numbers["EECO01", by, of] - young
    return numbers


def _sums(figures: Figures) -> list[Sum]:
    """Everything that adds up: the classes to their total, and parts of all participants to all."""
    found: list[Sum] = []
    codes = (*INDICATORS, _MIDDLE)
    for code in codes:
        for by in (*BREAKDOWNS, "year"):
            parts = tuple((code, by, of) for of in figures.classes(by))
            found.append(((code, *TOTAL), parts))
    places = [TOTAL] + [(by, of) for by in (*BREAKDOWNS, "year") for of in figures.classes(by)]
    for by, of in places:
        found += [
            (("EECO01", by, of), tuple((code, by, of) for code in parted)) for parted in _PARTED
        ]
    return found


def _one_by_one(numbers: Mapping[Key, int], sums: Sequence[Sum], hidden: set[Key]) -> None:
    """Beside a single hidden figure of a sum another is hidden: the smallest other part, else the sum itself."""
    changed = True
    while changed:
        changed = False
        for whole, parts in sums:
            if sum(key in hidden for key in (whole, *parts)) != 1:
                continue
            others = [key for key in parts if key not in hidden and numbers[key]]
            if others:
                hidden.add(min(others, key=lambda key: (numbers[key], key)))
            elif whole not in hidden and numbers[whole]:
                hidden.add(whole)
            else:
                continue
            changed = True


def _hide_beside(
    given_away: set[Key], numbers: Mapping[Key, int], sums: Sequence[Sum], hidden: set[Key]
) -> bool:
    """Hide one more, the smallest that stands in a sum with what follows from the others; false: none is left."""
    beside = [
        key
        for whole, parts in sums
        if given_away & {whole, *parts}
        for key in (whole, *parts)
        if key not in hidden and numbers[key]
    ]
    if not beside:
        return False
    hidden.add(min(beside, key=lambda key: (numbers[key], key)))
    return True


def _determined(sums: Sequence[Sum], hidden: set[Key]) -> set[Key]:
    """The hidden figures that follow from those shown, by all sums together (elimination, modulo a large prime)."""
    rows: dict[Key, dict[Key, int]] = {}
    for whole, parts in sums:
        row = {key: 1 for key in parts if key in hidden}
        if whole in hidden:
            row[whole] = _PRIME - 1
        _eliminate(row, rows)
    return {next(iter(row)) for row in rows.values() if len(row) == 1}


def _eliminate(row: dict[Key, int], rows: dict[Key, dict[Key, int]]) -> None:
    """Put a row into a reduced form: each first figure stands in its own row alone."""
    for key in [key for key in row if key in rows]:
        _subtract(row, rows[key], row[key])
    if not row:
        return
    first = next(iter(row))
    inverse = pow(row[first], -1, _PRIME)
    reduced = {key: factor * inverse % _PRIME for key, factor in row.items()}
    for other in rows.values():
        if first in other:
            _subtract(other, reduced, other[first])
    rows[first] = reduced


def _subtract(row: dict[Key, int], other: Mapping[Key, int], times: int) -> None:
    for key, factor in other.items():
        left = (row.get(key, 0) - times * factor) % _PRIME
        if left:
            row[key] = left
        else:
            row.pop(key, None)
