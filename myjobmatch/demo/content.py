"""The hand-written content of the demonstration, read into frozen dataclasses.

People, companies and histories are invented; communes are real. Moments are told as days before
"now" and ages as years, so that the demonstration never grows old.
"""

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from myjobmatch.demo.identifiers import invented_siret
from myjobmatch.domain.enums import (
    ContractKind,
    Licence,
    Role,
    Scheme,
    SkillOrigin,
    TravelMode,
)


@dataclass(frozen=True, slots=True)
class PlaceContent:
    """A commune, or a quarter of one. `label` is what a card shows; position in WGS84 degrees."""

    key: str
    label: str
    commune: str
    postcode: str
    insee: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class StructureContent:
    """A Mission Locale and the communes (keys) whose youths it accompanies."""

    key: str
    name: str
    place: PlaceContent
    communes: frozenset[str]


@dataclass(frozen=True, slots=True)
class StaffContent:
    """Someone who signs in and is neither a youth nor a recruiter."""

    login: str
    role: Role
    structure: str | None
    name: str
    shown: bool


@dataclass(frozen=True, slots=True)
class CompanyContent:
    """A company; without `recruiter_login`, an employment officer answers in its name."""

    key: str
    name: str
    siret: str
    place: PlaceContent
    structure: str
    sector: str
    presentation: str
    recruiter_login: str | None
    recruiter_name: str
    shown: bool


@dataclass(frozen=True, slots=True)
class DoneContent:
    """Something a youth did: their words, and how many skills of which occupation it gave them."""

    origin: SkillOrigin
    text: str
    rome: str
    skills: int


@dataclass(frozen=True, slots=True)
class YouthContent:
    """A youth. `life` tells how the app is used: active, steady, quiet, dormant, new, unfollowed."""

    login: str
    first_name: str
    last_name: str
    age: float
    place: PlaceContent
    structure: str
    advisor: str | None
    modes: tuple[TravelMode, ...]
    max_minutes: int
    home_languages: tuple[str, ...]
    wanted: tuple[str, ...]
    contracts: tuple[ContractKind, ...]
    aptitudes: tuple[str, ...]
    licences: tuple[Licence, ...]
    scheme: Scheme
    obstacles: tuple[str, ...]
    done: tuple[DoneContent, ...]
    life: str
    shown: bool


def read_toml(name: str) -> dict[str, Any]:
    """One data file of the demonstration, by its path under `demo/data`."""
    return tomllib.loads(files(__package__).joinpath("data", name).read_text(encoding="utf-8"))


def login_of(name: str) -> str:
    """A user name from a first and a last name: lower case, without accents, joined by a dot."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return ".".join(plain.lower().split())


@cache
def places() -> Mapping[str, PlaceContent]:
    """Communes and quarters by key."""
    data = read_toml("places.toml")
    found = {
        key: PlaceContent(key, name, name, postcode, insee, lat, lon)
        for key, name, postcode, insee, lat, lon in data["communes"]
    }
    for key, name, commune, lat, lon in data["quarters"]:
        town = found[commune]
        label = f"{town.commune} ({name})"
        found[key] = PlaceContent(key, label, town.commune, town.postcode, town.insee, lat, lon)
    return found


@cache
def structures() -> tuple[StructureContent, ...]:
    """The three Missions Locales."""
    return tuple(
        StructureContent(
            row["key"], row["name"], places()[row["place"]], frozenset(row["communes"])
        )
        for row in read_toml("people.toml")["structures"]
    )


@cache
def staff() -> tuple[StaffContent, ...]:
    """Advisors, managers, employment officers, the funder, the administrator."""
    return tuple(
        StaffContent(
            row["login"],
            Role(row["role"]),
            row.get("structure"),
            f"{row['first_name']} {row['last_name']}",
            row.get("shown", False),
        )
        for row in read_toml("people.toml")["staff"]
    )


@cache
def companies() -> tuple[CompanyContent, ...]:
    """The twenty-five companies."""
    found = []
    for number, row in enumerate(read_toml("companies.toml")["companies"], start=1):
        login, *names = row.get("recruiter", [None])
        found.append(
            CompanyContent(
                key=row["key"],
                name=row["name"],
                siret=invented_siret(number),
                place=places()[row["place"]],
                structure=row["structure"],
                sector=row["sector"],
                presentation=row["about"],
                recruiter_login=login,
                recruiter_name=" ".join(names),
                shown=row.get("shown", False),
            )
        )
    return tuple(found)


@cache
def youths() -> tuple[YouthContent, ...]:
    """The sixty youths, each with the Mission Locale of their commune and one of its advisors."""
    rows = [
        row
        for name in ("named", "evry", "melun", "senart", "yerres")
        for row in read_toml(f"youths/{name}.toml")["youths"]
    ]
    advisors = {
        s.key: [a.login for a in staff() if a.role is Role.ADVISOR and a.structure == s.key]
        for s in structures()
    }
    turns = dict.fromkeys(advisors, 0)
    found = []
    for row in rows:
        structure = next(s.key for s in structures() if row["at"] in s.communes)
        advisor = row.get("advisor", advisors[structure][turns[structure] % 2])
        turns[structure] += 1
        found.append(_youth(row, structure, None if row["life"] == "unfollowed" else advisor))
    return tuple(found)


def _youth(row: Mapping[str, Any], structure: str, advisor: str | None) -> YouthContent:
    first_name, last_name = row["name"].split(" ", 1)
    *modes, minutes = row["go"].split()
    return YouthContent(
        login=row.get("login") or login_of(row["name"]),
        first_name=first_name,
        last_name=last_name,
        age=row["age"],
        place=places()[row["at"]],
        structure=structure,
        advisor=advisor,
        modes=tuple(TravelMode(mode) for mode in modes),
        max_minutes=int(minutes),
        home_languages=tuple(row["home"].split()),
        wanted=tuple(row["want"].split()),
        contracts=tuple(ContractKind(kind) for kind in row["c"].split()),
        aptitudes=tuple(row["apt"].split()),
        licences=tuple(Licence(name) for name in row.get("lic", "").split()),
        scheme=Scheme(row.get("scheme", "none")),
        obstacles=tuple(row.get("obstacles", ())),
        done=tuple(
            DoneContent(SkillOrigin(origin), text, what.split(":")[0], int(what.split(":")[1]))
            for origin, text, what in row["did"]
        ),
        life=row["life"],
        shown=row.get("shown", False),
    )
