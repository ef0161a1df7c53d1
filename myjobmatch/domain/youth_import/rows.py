"""A row of a table to a person, with what is to be said of it: errors keep it out, warnings do not."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TypeVar

from myjobmatch.domain.eligibility import age_on
from myjobmatch.domain.enums import ContractKind, Scheme
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.imilo import SituationKind, checked_dossier
from myjobmatch.domain.joining import OLDEST, YOUNGEST, checked_first_name, checked_last_name
from myjobmatch.domain.place_names import spelled
from myjobmatch.domain.youth_import.names import name_key, parted, well_written
from myjobmatch.domain.youth_import.reading import Line
from myjobmatch.domain.youth_import.values import (
    read_contract,
    read_date,
    read_email,
    read_phone,
    read_postcode,
    read_scheme,
    read_sex,
    read_situation,
    read_yes,
)
from myjobmatch.domain.youth_import.words import Field, ImportKind, Severity

T = TypeVar("T")

OLDEST_WITHOUT_RQTH = 25
_LONGEST: dict[Field, int] = {Field.ADDRESS: 300, Field.COMMUNE: 120, Field.NATIONALITY: 60}
_LONGEST_TOLD = 60
_EARLIEST_YEAR = 1940


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to be said of a row: `imports.remark.<code>`, of a column where there is one."""

    severity: Severity
    code: str
    field: Field | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who a row speaks of; what it does not say is empty or None."""

    first_name: str = ""
    last_name: str = ""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    commune: str = ""
    latitude: float | None = None
    longitude: float | None = None
    scheme: Scheme | None = None
    dossier: str = ""
    sex: str = ""
    nationality: str = ""
    disability: bool | None = None
    advisor_id: int | None = None
    situation: SituationKind | None = None
    contract: ContractKind | None = None
    since: date | None = None
    until: date | None = None

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def content_key(self) -> str:
        """A digest of who this is, the same for the same row in any file, order and encoding.

        Where there is a name alone, what else the row says belongs to it: another may bear that name.
        """
        told: tuple[str, ...] = (
            name_key(self.first_name, self.last_name),
            self.birth_date.isoformat() if self.birth_date else "",
            self.phone,
            self.dossier,
        )
        if not any(told[1:]):
            told += tuple(
                part for part in (self.email, self.address, self.postcode, self.commune) if part
            )
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def as_json(self) -> dict[str, object]:
        """What it says, as it can be stored."""
        told: dict[str, object] = {}
        for each in fields(self):
            value = getattr(self, each.name)
            if value not in ("", None):
                told[each.name] = value.isoformat() if isinstance(value, date) else value
        return told

    @classmethod
    def of_json(cls, told: Mapping[str, object]) -> "Person":
        """The person that `as_json` told of."""
        read: dict[str, object] = dict(told)
        for name in ("birth_date", "since", "until"):
            if name in read:
                read[name] = date.fromisoformat(str(read[name]))
        for name, kind in (
            ("scheme", Scheme),
            ("situation", SituationKind),
            ("contract", ContractKind),
        ):
            if name in read:
                read[name] = kind(str(read[name]))
        return cls(**read)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Checked:
    """A person and what is to be said of their row."""

    person: Person
    remarks: tuple[Remark, ...]

    @property
    def sound(self) -> bool:
        """Whether the row can be taken."""
        return all(remark.severity is not Severity.ERROR for remark in self.remarks)


class RowReader:
    """Reads rows of one file: its columns, its kind, the day, and who accompanies here (by name key)."""

    def __init__(
        self,
        kind: ImportKind,
        mapping: Mapping[Field, int],
        today: date,
        advisors: Mapping[str, int],
        heads: Sequence[str] = (),
    ) -> None:
        """Read by this mapping."""
        self._kind, self._mapping, self._today, self._advisors = kind, mapping, today, advisors
        column = mapping.get(Field.FULL_NAME)
        head = spelled(heads[column]) if column is not None and column < len(heads) else ""
        self._first_first = head.startswith("prenom")

    def read(self, line: Line) -> Checked:
        """The person of a row."""
        if line.problem:
            return Checked(Person(), (Remark(Severity.ERROR, line.problem),))
        reading = _Reading(self._mapping, line.cells)
        first, last = self._names(reading)
        disability = reading.told(Field.DISABILITY, read_yes, "disability_unknown")
        birth = self._birth(reading, disability)
        person = Person(
            first_name=first,
            last_name=last,
            birth_date=birth,
            phone=reading.told(Field.PHONE, read_phone, "phone_form") or "",
            email=reading.told(Field.EMAIL, read_email, "email_form") or "",
            address=reading.text(Field.ADDRESS),
            postcode=reading.told(Field.POSTCODE, read_postcode, "postcode_form") or "",
            commune=reading.text(Field.COMMUNE),
            scheme=reading.told(Field.SCHEME, read_scheme, "scheme_unknown"),
            dossier=self._dossier(reading),
            sex=reading.told(Field.SEX, read_sex, "sex_unknown") or "",
            nationality=reading.text(Field.NATIONALITY),
            disability=disability,
            advisor_id=reading.told(Field.ADVISOR, self._advisor, "advisor_unknown"),
        )
        if self._kind is ImportKind.SITUATIONS:
            person = self._situation(reading, person)
        return Checked(person, tuple(reading.remarks))

    def _names(self, reading: "_Reading") -> tuple[str, str]:
        if Field.FULL_NAME in self._mapping and Field.LAST_NAME not in self._mapping:
            first, last = parted(reading.cell(Field.FULL_NAME), first_first=self._first_first)
            first_field = last_field = Field.FULL_NAME
        else:
            first, last = reading.cell(Field.FIRST_NAME), reading.cell(Field.LAST_NAME)
            first_field, last_field = Field.FIRST_NAME, Field.LAST_NAME
        by_dossier = self._kind is ImportKind.SITUATIONS and bool(reading.cell(Field.DOSSIER))
        for name, field, code in (
            (first, first_field, "first_name_missing"),
            (last, last_field, "last_name_missing"),
        ):
            if not name and not by_dossier:
                reading.error(code, field)
        try:
            first = checked_first_name(well_written(first)) if first else ""
        except Invalid:
            reading.error("name_form", first_field, first)
        try:
            last = checked_last_name(well_written(last))
        except Invalid:
            reading.error("name_form", last_field, last)
        return first, last

    def _birth(self, reading: "_Reading", disability: bool | None) -> date | None:
        text = reading.cell(Field.BIRTH_DATE)
        if not text:
            if self._kind is ImportKind.YOUTHS:
                reading.warn("birth_missing", Field.BIRTH_DATE)
            return None
        birth = read_date(text)
        if birth is None:
            reading.error("birth_form", Field.BIRTH_DATE, text)
        elif birth > self._today:
            reading.error("birth_future", Field.BIRTH_DATE, text)
        elif birth.year < _EARLIEST_YEAR:
            reading.error("birth_long_ago", Field.BIRTH_DATE, text)
        elif self._kind is ImportKind.YOUTHS:
            age = age_on(birth, self._today)
            if age < YOUNGEST:
                reading.warn("age_young", Field.BIRTH_DATE, str(age))
            elif age > OLDEST or (age > OLDEST_WITHOUT_RQTH and not disability):
                reading.warn("age_old", Field.BIRTH_DATE, str(age))
        return birth

    def _dossier(self, reading: "_Reading") -> str:
        text = reading.cell(Field.DOSSIER)
        if not text:
            if self._kind is ImportKind.DOSSIERS:
                reading.error("dossier_missing", Field.DOSSIER)
            return ""
        try:
            return checked_dossier(re.sub(r"\.0$", "", text))
        except Invalid:
            if self._kind is ImportKind.YOUTHS:
                reading.warn("dossier_form", Field.DOSSIER, text)
            else:
                reading.error("dossier_form", Field.DOSSIER, text)
            return ""

    def _advisor(self, text: str) -> int | None:
        return self._advisors.get(name_key(text, ""))

    def _situation(self, reading: "_Reading", person: Person) -> Person:
        text = reading.cell(Field.SITUATION)
        situation = read_situation(text)
        if situation is None:
            reading.error("situation_form", Field.SITUATION, text)
        since = read_date(reading.cell(Field.SINCE))
        if since is None:
            reading.error("since_form", Field.SINCE, reading.cell(Field.SINCE))
        until = reading.told(Field.UNTIL, read_date, "until_form")
        if since is not None and until is not None and until < since:
            reading.error("until_before", Field.UNTIL, reading.cell(Field.UNTIL))
        hired = situation in (SituationKind.EMPLOYMENT, SituationKind.APPRENTICESHIP)
        contract = read_contract(reading.cell(Field.CONTRACT) or text) if hired else None
        return replace(person, situation=situation, contract=contract, since=since, until=until)


class _Reading:
    """One row while it is read."""

    def __init__(self, mapping: Mapping[Field, int], cells: Sequence[str]) -> None:
        self._mapping, self._cells = mapping, cells
        self.remarks: list[Remark] = []

    def cell(self, field: Field) -> str:
        column = self._mapping.get(field)
        return self._cells[column] if column is not None and column < len(self._cells) else ""

    def text(self, field: Field) -> str:
        text, most = self.cell(field), _LONGEST[field]
        if len(text) > most:
            self.warn("text_cut", field, text)
        return text[:most]

    def told(self, field: Field, read: Callable[[str], T | None], code: str) -> T | None:
        text = self.cell(field)
        value = read(text) if text else None
        if text and value is None:
            self.warn(code, field, text)
        return value

    def error(self, code: str, field: Field, value: str = "") -> None:
        self.remarks.append(Remark(Severity.ERROR, code, field, value[:_LONGEST_TOLD]))

    def warn(self, code: str, field: Field, value: str = "") -> None:
        self.remarks.append(Remark(Severity.WARNING, code, field, value[:_LONGEST_TOLD]))
