"""The offers of the demonstration: terms and hooks read from the data, descriptions composed.

An offer's `key` is `who/ROME/rank` for a company's, `who@place/ROME/rank` for one seen outside; it
names the offer in conversations and never changes as long as the data files keep their order.
"""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files
from typing import Any

from myjobmatch.demo.content import (
    CompanyContent,
    PlaceContent,
    companies,
    places,
    read_toml,
)
from myjobmatch.demo.talks import named_offers
from myjobmatch.demo.writing import describe
from myjobmatch.domain.enums import (
    ContractKind,
    ExperienceDemand,
    Licence,
    OfferOrigin,
    OfferStatus,
    Schedule,
)

SMIC_HOURLY = Decimal("12.02")
"""Gross hourly minimum wage in euros from 1 January 2026."""

WEEKS_A_MONTH = Decimal(52) / Decimal(12)

_CLOSED_SHARE = 0.45
_CLOSED = {
    OfferStatus.FILLED: 4,
    OfferStatus.PAUSED: 3,
    OfferStatus.EXPIRED: 4,
    OfferStatus.DRAFT: 2,
    OfferStatus.SUBMITTED: 3,
    OfferStatus.WITHDRAWN: 3,
}


@dataclass(frozen=True, slots=True)
class OccupationNeeds:
    """What an occupation calls for in the catalogue: codes of skills (essential, optional), aptitudes."""

    essential: Sequence[str]
    optional: Sequence[str]
    aptitudes: Sequence[str]


@dataclass(frozen=True, slots=True)
class OfferContent:
    """An offer; days are counted from "now", backwards for `published_days_ago`."""

    key: str
    origin: OfferOrigin
    company: str | None
    company_name: str
    rome: str
    title: str
    description: str
    contract: ContractKind
    contract_text: str
    weekly_hours: float
    schedules: tuple[Schedule, ...]
    pay_text: str
    pay_hourly_min: float | None
    experience: ExperienceDemand
    licences: tuple[Licence, ...]
    place: PlaceContent
    latitude: float
    longitude: float
    starts_in_days: int | None
    positions: int
    night_work: bool
    hazardous_work: bool
    status: OfferStatus
    published_days_ago: int
    skills: tuple[tuple[str, bool], ...]
    aptitudes: tuple[str, ...]
    source_id: str
    url: str


@dataclass(frozen=True, slots=True)
class Terms:
    """The second column of an offer's row, e.g. "cdi 35 day weekend lic:b posts:2 w:12.8"."""

    kind: ContractKind
    hours: int
    schedules: tuple[Schedule, ...]
    options: Mapping[str, str]
    hazardous: bool

    @classmethod
    def parse(cls, text: str) -> "Terms":
        """Read the terms; the first word is the contract, the second the weekly hours.

        Raises:
            ValueError: a word is none of the known ones.
        """
        kind, hours, *rest = text.split()
        options = dict(word.split(":") for word in rest if ":" in word)
        plain = [word for word in rest if ":" not in word and word != "haz"]
        schedules = tuple(dict.fromkeys(Schedule(word) for word in plain))
        return cls(ContractKind(kind), int(hours), schedules, options, "haz" in rest)


def compose_offers(needs: Mapping[str, OccupationNeeds], seed: int) -> tuple[OfferContent, ...]:
    """All offers, the same for the same seed; `needs` maps a ROME code to what it calls for."""
    employers = {company.key: company for company in companies()}
    ranks: Counter[tuple[str, str]] = Counter()
    offers: list[OfferContent] = []
    for occupation in _occupations():
        for who, terms, hook in occupation["offers"]:
            ranks[who, occupation["rome"]] += 1
            rank = ranks[who, occupation["rome"]]
            key = f"{who.removeprefix('~')}/{occupation['rome']}/{rank}"
            rng = random.Random(f"{seed}/{key}")  # noqa: S311  (a composer, not a secret)
            offers.append(
                _compose(
                    key,
                    occupation,
                    Terms.parse(terms),
                    hook,
                    employers.get(who),
                    needs,
                    rng,
                    len(offers),
                )
            )
    return tuple(offers)


def _occupations() -> list[dict[str, Any]]:
    folder = files(__package__).joinpath("data", "offers")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return [row for name in names for row in read_toml(f"offers/{name}")["occupations"]]


def _compose(
    key: str,
    occupation: Mapping[str, Any],
    terms: Terms,
    hook: str,
    company: CompanyContent | None,
    needs: Mapping[str, OccupationNeeds],
    rng: random.Random,
    number: int,
) -> OfferContent:
    name, _, place_key = key.split("/", maxsplit=1)[0].partition("@")
    place = company.place if company else places()[place_key]
    drift = 0.0 if company else 0.004
    wage = Decimal(terms.options.get("w", str(occupation["wage"])))
    months = int(terms.options["m"]) if "m" in terms.options else None
    experience = {
        "wished": ExperienceDemand.WISHED,
        "required": ExperienceDemand.REQUIRED,
        None: ExperienceDemand.BEGINNER,
    }[terms.options.get("x")]
    licences = tuple(Licence(code) for code in terms.options.get("lic", "").split(",") if code)
    pay_text, pay_minimum = _pay(terms.kind, terms.hours, months, wage, rng)
    skills, aptitudes = _asked(needs[occupation["rome"]], rng)
    return OfferContent(
        key=key,
        origin=OfferOrigin.INTERNAL if company else OfferOrigin.OUTSIDE,
        company=company.key if company else None,
        company_name=company.name if company else name,
        rome=occupation["rome"],
        title=_title(occupation["titles"][int(terms.options.get("title", 0))], terms.kind),
        description=describe(
            hook=hook,
            tasks=occupation["tasks"],
            days=occupation["day"],
            asks=occupation["asks"],
            perks=occupation["perks"],
            kind=terms.kind,
            schedules=frozenset(terms.schedules),
            required=experience is ExperienceDemand.REQUIRED,
            licence=bool(licences),
            rng=rng,
        ),
        contract=terms.kind,
        contract_text=f"{months} mois" if months else "",
        weekly_hours=float(terms.hours),
        schedules=terms.schedules,
        pay_text=pay_text,
        pay_hourly_min=pay_minimum,
        experience=experience,
        licences=licences,
        place=place,
        latitude=round(place.latitude + rng.uniform(-drift, drift), 4),
        longitude=round(place.longitude + rng.uniform(-drift, drift), 4),
        starts_in_days=rng.choice((None, None, 3, 7, 14, 21, 30, 45, 60)),
        positions=int(terms.options.get("posts", 1)),
        night_work=Schedule.NIGHT in terms.schedules,
        hazardous_work=terms.hazardous,
        status=_status(company, key, rng),
        published_days_ago=64 if key in named_offers() else rng.randint(2, 58),
        skills=skills,
        aptitudes=aptitudes,
        source_id="" if company else f"DEMO{number:04d}",
        url="" if company else f"https://exemple.invalid/offres/DEMO{number:04d}",
    )


def _status(company: CompanyContent | None, key: str, rng: random.Random) -> OfferStatus:
    if (
        company is None
        or key.endswith("/1")
        or key in named_offers()
        or rng.random() > _CLOSED_SHARE
    ):
        return OfferStatus.PUBLISHED
    return rng.choices(tuple(_CLOSED), weights=tuple(_CLOSED.values()))[0]


def _asked(
    needs: OccupationNeeds, rng: random.Random
) -> tuple[tuple[tuple[str, bool], ...], tuple[str, ...]]:
    essential = rng.sample(needs.essential, min(len(needs.essential), rng.choice((3, 3, 4))))
    optional = rng.sample(needs.optional, min(len(needs.optional), rng.choice((0, 1, 2))))
    aptitudes = rng.sample(needs.aptitudes, min(len(needs.aptitudes), 2))
    asked = [(code, True) for code in essential] + [(code, False) for code in optional]
    return tuple(asked), tuple(aptitudes)


def _title(base: str, kind: ContractKind) -> str:
    if base.startswith("Apprenti"):
        return base
    return {
        ContractKind.APPRENTICESHIP: f"{base} en apprentissage",
        ContractKind.PROFESSIONALISATION: f"{base} en alternance",
        ContractKind.IMMERSION: f"Immersion : {base}",
        ContractKind.INTERNSHIP: f"Stage : {base}",
        ContractKind.CIVIC_SERVICE: f"Service civique : {base}",
    }.get(kind, base)


def _pay(
    kind: ContractKind, hours: int, months: int | None, wage: Decimal, rng: random.Random
) -> tuple[str, float | None]:
    match kind:
        case ContractKind.APPRENTICESHIP:
            return "Selon la grille légale de l'apprentissage", None
        case ContractKind.PROFESSIONALISATION:
            return "Selon la grille légale du contrat de professionnalisation", None
        case ContractKind.IMMERSION:
            return "Immersion non rémunérée, sous convention", None
        case ContractKind.INTERNSHIP:
            paid = months is not None and months > 2
            return ("Gratification légale de stage" if paid else "Stage non gratifié"), None
        case ContractKind.CIVIC_SERVICE:
            return "Indemnité légale de service civique", None
        case ContractKind.INSERTION:
            wage = SMIC_HOURLY
        case _:
            pass
    monthly = (wage * hours * WEEKS_A_MONTH).quantize(Decimal(1), ROUND_HALF_UP)
    hourly_text = f"{wage:.2f}".replace(".", ",") + " € brut de l'heure"
    monthly_text = f"{monthly:,}".replace(",", " ") + " € brut par mois"
    text = rng.choice(
        (
            hourly_text,
            f"{monthly_text} pour {hours} h par semaine",
            f"{hourly_text}, soit {monthly_text}",
        )
    )
    return text, float(wage)
