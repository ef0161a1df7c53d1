"""What the pages of imports show: small frozen things made of what services answer."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.services.youth_import.viewing import RowView


@dataclass(frozen=True, slots=True)
class Line:
    """An import in the list of those made."""

    id: str
    kind: str
    status: str
    file_name: str
    by: str
    rows: int
    created: int
    updated: int
    refused: int
    at: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file and what it was taken for."""

    place: int
    head: str
    field: str
    confidence: int
    sample: str


@dataclass(frozen=True, slots=True)
class Tab:
    """What rows are, and how many."""

    key: str
    count: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A cell by its field."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Said:
    """A remark: its code, how it weighs, its value for the sentence."""

    code: str
    severity: str
    params: dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as the page shows it."""

    number: int
    line: int
    name: str
    facts: list[Fact]
    said: list[Said]
    why: str
    match_name: str
    match_id: str
    match_row: int
    choice: str
    youth_id: str


def shown(one: RowView) -> Row:
    """A row as the page takes it."""
    return Row(
        number=one.number,
        line=one.line,
        name=one.name,
        facts=[
            Fact(field, value)
            for field, value in one.told.items()
            if field not in ("first_name", "last_name", "full_name") or not one.name
        ],
        said=[Said(r.code, r.severity.value, {"value": r.value}) for r in one.remarks],
        why=one.why if one.match_name or one.match_row or one.outcome == "kept" else "",
        match_name=one.match_name,
        match_id=one.match_id,
        match_row=one.match_row,
        choice=one.choice.value if one.choice else "",
        youth_id=one.youth_id,
    )
