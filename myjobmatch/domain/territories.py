"""Which Mission Locale answers for a commune: the narrowest territory first, then the nearest."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from myjobmatch.domain.enums import TerritoryKind
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.place_names import arrondissement, department_of, spelled
from myjobmatch.domain.travel import Point, distance_km

FAR_KM = 80.0
"""A commune of the same name this far away is another one: there are many Saint-Denis."""

MOST_ENTRIES = 400
_DEPARTMENT = re.compile(r"(?:\d{2}|2[ab]|9[78]\d)")


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody lives, as far as it is known."""

    commune: str
    postcode: str = ""
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class Territory:
    """An entry of a structure's territory, `value` in its canonical form."""

    kind: TerritoryKind
    value: str


@dataclass(frozen=True, slots=True)
class Answering:
    """A structure with where it is and what it answers for."""

    structure_id: int
    name: str
    point: Point | None
    territory: tuple[Territory, ...]


def read_territory(text: str) -> tuple[Territory, ...]:
    """The entries of a typed list, one a line or between commas: `Évry`, `91100`, `77`, `Paris 11e`.

    Raises:
        Invalid: more than `MOST_ENTRIES` (`territory_long`, with `most`), or a line that is none
            (`territory_entry`, with `entry`).
    """
    lines = [line.strip() for line in re.split(r"[\n,;]+", text) if line.strip()]
    if len(lines) > MOST_ENTRIES:
        raise Invalid("territory_long", most=MOST_ENTRIES)
    return tuple(dict.fromkeys(_entry(line) for line in lines))


def _entry(line: str) -> Territory:
    if divided := arrondissement(line):
        return Territory(TerritoryKind.POSTCODE, divided[1])
    plain = spelled(line)
    if re.fullmatch(r"\d{5}", plain):
        return Territory(TerritoryKind.POSTCODE, plain)
    if _DEPARTMENT.fullmatch(plain):
        return Territory(TerritoryKind.DEPARTMENT, plain.upper())
    if not re.search(r"[a-z]{2}", plain) or len(plain) > 120:
        raise Invalid("territory_entry", entry=line[:60])
    return Territory(TerritoryKind.COMMUNE, plain)


_NARROW = {TerritoryKind.COMMUNE: 0, TerritoryKind.POSTCODE: 0, TerritoryKind.DEPARTMENT: 1}


def answering(home: Home, structures: Iterable[Answering]) -> int | None:
    """The structure that answers for a home; None when none does.

    A commune or a postcode goes before a department; of several the nearest, then the first by name.
    """
    found: list[tuple[int, float, str, int]] = []
    for each in structures:
        far = distance_km(home.point, each.point) if home.point and each.point else None
        ranks = [_NARROW[entry.kind] for entry in each.territory if _covers(entry, home, far)]
        if ranks:
            known = far if far is not None else FAR_KM
            found.append((min(ranks), known, each.name, each.structure_id))
    return min(found)[3] if found else None


def _covers(entry: Territory, home: Home, far: float | None) -> bool:
    if entry.kind is TerritoryKind.COMMUNE:
        return entry.value == spelled(home.commune) and (far is None or far <= FAR_KM)
    if entry.kind is TerritoryKind.POSTCODE:
        return entry.value == home.postcode
    return entry.value == department_of(home.postcode)


def told(territory: Sequence[Territory]) -> list[str]:
    """The values of a territory, as a list to be edited again: departments, postcodes, communes."""
    order = (TerritoryKind.DEPARTMENT, TerritoryKind.POSTCODE, TerritoryKind.COMMUNE)
    return [
        entry.value
        for kind in order
        for entry in sorted(
            (one for one in territory if one.kind is kind), key=lambda one: one.value
        )
    ]
