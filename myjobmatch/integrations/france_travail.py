"""France Travail's "Offres d'emploi v2": JSON elements into `FeedOffer`, field by field.

Contact fields are never read. An offer is left out only when it has no id or no title; every other
gap is told and the offer kept.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, datetime
from pathlib import Path
from typing import Any

import orjson

from myjobmatch.domain.clock import PARIS
from myjobmatch.domain.enums import ContractKind, ExperienceDemand, Licence, Schedule
from myjobmatch.integrations import france_travail_words as words
from myjobmatch.integrations.json_stream import Element, OnBytes, elements
from myjobmatch.integrations.problems import OnProblem, Problem
from myjobmatch.integrations.source_text import decoded, http_link, one_line, place_name, plain_text

SOURCE = "france_travail"
PAGE = "https://candidat.francetravail.fr/offres/recherche/detail/"
LONGEST_DESCRIPTION = 20_000
"""Three times what an employer may write here: every phone whose deck has the offer holds it."""
_FIRST_YEAR = 1970
"""What is dated before is no date but the nought of a program: some write the year one for none."""
_LICENCES = tuple(Licence)
_EXPERIENCE = {
    "D": ExperienceDemand.BEGINNER,
    "S": ExperienceDemand.WISHED,
    "E": ExperienceDemand.REQUIRED,
}


@dataclass(frozen=True, slots=True)
class SkillAsked:
    """A skill as the feed names it: `code` is ROME's OGR code, empty when the recruiter typed it."""

    code: str
    label: str
    essential: bool


@dataclass(frozen=True, slots=True)
class FeedOffer:
    """An offer of a feed in our words. `line` is where it stands; `problems` are the gaps told of it."""

    line: int
    source_id: str
    url: str
    title: str
    description: str = ""
    company_name: str = ""
    occupation_code: str = ""
    contract: ContractKind = ContractKind.OTHER
    contract_text: str = ""
    weekly_hours: float | None = None
    schedules: tuple[Schedule, ...] = ()
    pay_text: str = ""
    pay_hourly_min: float | None = None
    experience: ExperienceDemand = ExperienceDemand.BEGINNER
    licences_required: tuple[Licence, ...] = ()
    licences_wished: tuple[Licence, ...] = ()
    languages_asked: tuple[str, ...] = ()
    place: str = ""
    commune_code: str = ""
    postcode: str = ""
    latitude: float | None = None
    longitude: float | None = None
    positions: int = 1
    night_work: bool = False
    skills: tuple[SkillAsked, ...] = ()
    qualities: tuple[str, ...] = ()
    published_at: datetime | None = None


def read_offers(
    path: Path, on_problem: OnProblem, on_bytes: OnBytes = lambda _read: None
) -> Iterator[FeedOffer]:
    """The offers of a file, in constant memory; what cannot be read is told and left out.

    Raises:
        UnreadableSource: the file as a whole is none of the forms known.
        OSError: it cannot be opened or read.
    """
    for element in elements(path, on_bytes):
        tell = _Teller(path.name, element.line, on_problem)
        if (record := _record(element, tell)) is not None and (
            offer := read_offer(record, element.line, tell)
        ) is not None:
            yield offer


@dataclass(frozen=True, slots=True)
class Told:
    """What a row of a feed says: an offer; or that an id is withdrawn; or nothing that can be read.

    `source_id` is the row's id where it could be read: a row without title still says that the offer stands.
    """

    offer: FeedOffer | None = None
    source_id: str = ""
    withdrawn: bool = False


def read_told(
    path: Path, on_problem: OnProblem, on_bytes: OnBytes = lambda _read: None
) -> Iterator[Told]:
    """What each row of a file says, in constant memory; a withdrawn offer is `{"id": "…", "retiree": true}`.

    Raises:
        UnreadableSource: the file as a whole is none of the forms known, or is a gzip file that ends too early.
        OSError: it cannot be opened or read.
    """
    for element in elements(path, on_bytes):
        tell = _Teller(path.name, element.line, on_problem)
        record = _record(element, tell)
        yield Told() if record is None else told_by(record, element.line, tell)


def told_by(record: Mapping[str, Any], line: int, tell: "_Teller") -> Told:
    """What one element says."""
    source_id = one_line(record.get("id"), 121)
    if record.get("retiree") is True and source_id:
        return Told(source_id=source_id, withdrawn=True)
    return Told(read_offer(record, line, tell), source_id if len(source_id) <= 120 else "")


def teller(file: str, line: int, on_problem: OnProblem) -> "_Teller":
    """Who tells the problems of a row that was not read from a file."""
    return _Teller(file, line, on_problem)


class _Teller:
    """Tells problems of one row."""

    def __init__(self, file: str, line: int, on_problem: OnProblem) -> None:
        self._file, self._line, self._on_problem = file, line, on_problem
        self.ref = ""

    def gap(self, code: str) -> None:
        self._on_problem(Problem(self._file, self._line, self.ref, code))

    def skip(self, code: str) -> None:
        self._on_problem(Problem(self._file, self._line, self.ref, code, skipped=True))


def _record(element: Element, tell: _Teller) -> Mapping[str, Any] | None:
    if element.code:
        tell.skip(element.code)
        return None
    text, sound = decoded(element.raw.removeprefix(b"\xef\xbb\xbf"))
    try:
        record = _parsed(text.strip().removesuffix(","))
    except (ValueError, RecursionError):
        tell.skip("bad_json" if sound else "encoding_lost")
        return None
    if not isinstance(record, dict):
        tell.skip("not_an_offer")
        return None
    if not sound:
        tell.ref = one_line(record.get("id"), 120)
        tell.gap("encoding")
    return record


def _parsed(text: str) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        if "\\ud" not in text.lower():
            raise
        return json.loads(text)  # takes halves of surrogate pairs, which `storable` then mends


def read_offer(record: Mapping[str, Any], line: int, tell: _Teller) -> FeedOffer | None:
    """One element in our words; None (and told) without id or title."""
    tell.ref = source_id = one_line(record.get("id"), 121)
    if not source_id or len(source_id) > 120:
        tell.skip("no_id")
        return None
    if not (title := one_line(record.get("intitule"), 300)):
        tell.skip("no_title")
        return None
    description = plain_text(record.get("description"))
    if len(description) > LONGEST_DESCRIPTION:
        description = f"{description[: LONGEST_DESCRIPTION - 1].rsplit(None, 1)[0]}…"
        tell.gap("long_description")
    company = one_line(_object(record, "entreprise").get("nom"), 200)
    occupation = one_line(record.get("romeCode")).upper()[:80]
    for present, gap in (
        (description, "no_description"), (company, "no_company"), (occupation, "no_occupation")
    ):  # fmt: skip
        if not present:
            tell.gap(gap)
    hours_text = " ".join(
        one_line(part)
        for part in (
            record.get("dureeTravailLibelle"),
            record.get("complementExercice"),
            *_texts(_object(record, "contexteTravail").get("horaires")),
        )
        if part
    )
    hours = words.weekly_hours(hours_text)
    when = words.schedules(hours_text, title, description)
    pay_text = _pay_text(_object(record, "salaire"))
    full_time = words.folded(one_line(record.get("dureeTravailLibelleConverti"))) == "temps plein"
    wording = one_line(record.get("typeContratLibelle"), 200)
    required, wished = _licences(record)
    latitude, longitude, place, commune, postcode = _place(record, tell)
    skills = _skills(record)
    if not skills:
        tell.gap("no_skills")
    return FeedOffer(
        line=line,
        source_id=source_id,
        url=_link(record, source_id, tell),
        title=title,
        description=description,
        company_name=company,
        occupation_code=occupation,
        contract=words.contract_kind(
            one_line(record.get("typeContrat")),
            one_line(record.get("natureContrat")),
            wording,
            title,
            work_and_study=record.get("alternance") is True,
        ),
        contract_text=wording,
        weekly_hours=hours,
        schedules=when,
        pay_text=pay_text,
        pay_hourly_min=words.hourly_minimum(pay_text, hours, full_time=full_time),
        experience=_EXPERIENCE.get(
            one_line(record.get("experienceExige")).upper(), ExperienceDemand.BEGINNER
        ),
        licences_required=required,
        licences_wished=wished,
        languages_asked=tuple(
            dict.fromkeys(
                code
                for item in _objects(record, "langues")
                if (code := words.language_code(one_line(item.get("libelle"))))
            )
        ),
        place=place,
        commune_code=commune,
        postcode=postcode,
        latitude=latitude,
        longitude=longitude,
        positions=_positions(record.get("nombrePostes")),
        night_work=Schedule.NIGHT in when,
        skills=skills,
        qualities=tuple(
            dict.fromkeys(
                label
                for item in _objects(record, "qualitesProfessionnelles")
                if (label := one_line(item.get("libelle"), 300))
            )
        ),
        published_at=_moment(record.get("dateCreation"), tell),
    )


def _object(record: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def _objects(record: Mapping[str, Any], name: str) -> Sequence[Mapping[str, Any]]:
    value = record.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _pay_text(pay: Mapping[str, Any]) -> str:
    said = one_line(pay.get("libelle")) or one_line(pay.get("commentaire"))
    extras = [one_line(pay.get(f"complement{n}")) for n in (1, 2)]
    kept = [extra for extra in extras if extra and extra != "Autre"]
    return one_line(" · ".join([said, *kept] if said else kept), 300)


def _licences(record: Mapping[str, Any]) -> tuple[tuple[Licence, ...], tuple[Licence, ...]]:
    if not record.get("permis"):
        return (), ()
    required: set[Licence] = set()
    wished: set[Licence] = set()
    for item in _objects(record, "permis"):
        if (found := words.licence(one_line(item.get("libelle")))) is not None:
            (required if item.get("exigence") == "E" else wished).add(found)
    return (
        tuple(kind for kind in _LICENCES if kind in required),
        tuple(kind for kind in _LICENCES if kind in wished - required),
    )


def _skills(record: Mapping[str, Any]) -> tuple[SkillAsked, ...]:
    asked: dict[tuple[str, str], SkillAsked] = {}
    for item in _objects(record, "competences"):
        code, label = one_line(item.get("code"), 80), one_line(item.get("libelle"), 500)
        if code or label:
            key = (code, "" if code else words.folded(label))
            essential = item.get("exigence") == "E" or (key in asked and asked[key].essential)
            asked[key] = SkillAsked(code, label, essential)
    return tuple(asked.values())


def _place(
    record: Mapping[str, Any], tell: _Teller
) -> tuple[float | None, float | None, str, str, str]:
    place = _object(record, "lieuTravail")
    latitude, longitude = _degrees(place.get("latitude"), 90), _degrees(place.get("longitude"), 180)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        latitude = longitude = None
    wording = one_line(place.get("libelle"), 200)
    commune = one_line(place.get("commune"))
    department, dash, name = wording.partition(" - ")
    if dash and len(department) <= 3:
        wording = place_name(name) if commune or latitude is not None else f"{name} ({department})"
    if not wording:
        tell.gap("no_place")
    elif latitude is None:
        tell.gap("no_position")
    postcode = one_line(place.get("codePostal"))
    return (
        latitude,
        longitude,
        wording,
        commune if len(commune) <= 5 else "",
        postcode if len(postcode) <= 10 else "",
    )


def _degrees(value: object, most: int) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        degrees = float(value)
    except (ValueError, OverflowError):
        return None
    return degrees if -most <= degrees <= most else None


def _positions(value: object) -> int:
    return min(value, 9999) if isinstance(value, int) and value >= 1 else 1


def _link(record: Mapping[str, Any], source_id: str, tell: _Teller) -> str:
    given = _object(record, "origineOffre").get("urlOrigine")
    if link := http_link(given):
        return link
    if given:
        tell.gap("bad_link")
    return http_link(PAGE + source_id)


def _moment(value: object, tell: _Teller) -> datetime | None:
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        moment = None
    if moment is None or not _FIRST_YEAR <= moment.year < MAXYEAR:
        tell.gap("bad_date")
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=PARIS)
