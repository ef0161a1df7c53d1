"""What a pasted offer says, field by field: read carefully, for a person to check.

Only the words are read here; places, occupations and skills are looked up by `services.offer_reading`.
"""

import re
from dataclasses import dataclass
from datetime import date

from myjobmatch.domain.enums import ContractKind, ExperienceDemand, Licence
from myjobmatch.domain.remote import Remote
from myjobmatch.domain.stated_pay import stated_pay

LONGEST = 20_000
_LONGEST_TITLE = 120

_LABEL = r"(?:^|\n)[ \t•*-]*(?:{0})[ \t]*:[ \t]*([^\n]{{2,160}})"
_TITLE_IS = (
    r"(?:l['’]|le )?(?:"
    r"(?:intitulé|titre|libellé|nom) (?:du |de )(?:poste|métier)|(?:intitulé|titre) de l['’](?:offre|annonce|emploi)"
    r"|intitulé|titre|(?:fiche de )?poste(?: (?:à pourvoir|proposé|recherché|concerné))?|métier|emploi"
    r"|offre(?: d['’]emploi)?|annonce)[ \t*]*:[ \t*]*"
)
# so few signs before a label: of a line of dots each would be read to its end from each
_LABELLED_TITLE = re.compile(
    rf"(?:^|[\n.,;!?])[^\w\n]{{0,40}}(?:\d{{1,2}}[.)°][ \t]*)?{_TITLE_IS}\n?[ \t*]*([^\n]{{2,160}})",
    re.IGNORECASE,
)
_ITS_LABEL = re.compile(rf"^\W*(?:\d{{1,2}}[.)°]\s*)?{_TITLE_IS}", re.IGNORECASE)
_SENTENCE = re.compile(
    r"^(?:vous|tu|nous|il|elle|à pourvoir|au sein|dans le cadre)\b", re.IGNORECASE
)
_OPENING = re.compile(
    r"^(?:offre d['’]emploi|annonce|poste(?: à pourvoir)?|intitulé(?: du poste)?|titre|nous (?:re)?cherchons|nous recrutons|(?:re)?cherch\w+|recrut\w+|on recrute|embauche)"
    r"\s*:?\s*(?:un\(e\)|une?|des|notre|nos|\d+)?\s*",
    re.IGNORECASE,
)
_SAID_TITLE = re.compile(
    r"\b(?:recherch\w+|recrut\w+|cherch\w+|embauch\w+)\s+(?:un\(e\)|une?|des|notre|nos|\d+)\s+([^\n.,;:!]{3,80})",
    re.IGNORECASE,
)
_KINDS = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"\bpmsmp\b|\bimmersion professionnelle\b", ContractKind.IMMERSION),
        (r"\bservice civique\b", ContractKind.CIVIC_SERVICE),
        (r"\bcontrat d['’]apprentissage\b|\bapprentissage\b|\bapprenti(?:e|\(e\))?\b", ContractKind.APPRENTICESHIP),
        (r"\bprofessionnalisation\b", ContractKind.PROFESSIONALISATION),
        (r"\balternance\b", ContractKind.APPRENTICESHIP),
        (r"\bcddi\b|\bchantier d['’]insertion\b", ContractKind.INSERTION),
        (r"\bcui\b|\bparcours emploi compétences\b", ContractKind.ASSISTED),
        (r"\bintérim\b|\bintérimaire\b|\bmission d['’]intérim\b", ContractKind.TEMPORARY),
        (r"\bsaisonni(?:er|ère)\b", ContractKind.SEASONAL),
        (r"\bcdi\b|\bdurée indéterminée\b", ContractKind.CDI),
        (r"\bcdd\b|\bdurée déterminée\b", ContractKind.CDD),
        (r"\b(?:entrée en|action de|organisme de) formation\b|\bformation (?:certifiante|qualifiante)\b", ContractKind.TRAINING),
        (r"\bstage (?:de|conventionné)\b|\bstagiaire\b", ContractKind.INTERNSHIP),
    )
)  # fmt: skip
_LICENCE = re.compile(r"\bpermis\s+(?:de conduire\s+)?(AM|A1|A2|A|BE|B|CE|C|D)\b", re.IGNORECASE)
_NOT_ASKED = re.compile(
    r"(?:pas (?:de|besoin)|sans|aucun|non)\s+(?:\w+\s+){0,2}$|souhaité|apprécié|serait un plus",
    re.IGNORECASE,
)
_MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
_DAY = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})[/.](?P<m>\d{{1,2}})[/.](?P<y>20\d\d)|(?P<day>\d{{1,2}}|1er)\s+(?P<month>{'|'.join(_MONTHS)})(?:\s+(?P<year>20\d\d))?)\b",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"\b(?:début|dès le|à partir du|à compter du|prise de poste|date de début|commence|démarrage|disponible|pour le|embauche le|starts?)\b[^\n.]{0,40}$",
    re.IGNORECASE,
)
_POSITIONS = re.compile(
    r"\b(\d{1,2}|deux|trois|quatre|cinq|six)\s+(?:postes?|personnes|places)\b|\bnombre de postes?\s*:\s*(\d{1,2})",
    re.IGNORECASE,
)
_NUMBERS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}
_FULL_TIME = re.compile(r"\btemps (?:plein|complet)\b", re.IGNORECASE)
_TOWN = re.compile(
    r"\b(?:à|sur|basée? à|situ\w+ à|secteur de|commune de)\s+((?:[A-ZÉÈÎÔ][\w'’-]+|[Ll]e|[Ll]a|[Ll]es|sur|sous|de|en|lès)(?:[ -](?:[A-ZÉÈÎÔ][\w'’-]+|le|la|les|sur|sous|de|en|lès))*)(?:\s*\((\d{2}(?:\d{3})?)\))?"
)
_POSTCODE = re.compile(r"\b(\d{5})\s+([A-ZÉÈÎÔ][\w'’ -]{2,40})")


@dataclass(frozen=True, slots=True)
class ReadOffer:
    """What was read; empty or None where the text does not say."""

    title: str = ""
    contract: ContractKind | None = None
    weekly_hours: float | None = None
    pay_text: str = ""
    pay_hourly_min: float | None = None
    places: tuple[str, ...] = ()
    """Names that may be the place, the likeliest first."""
    starts_on: date | None = None
    licences: tuple[Licence, ...] = ()
    remote: Remote = Remote.NONE
    positions: int = 1
    experience: ExperienceDemand | None = None


def read_words(text: str, today: date) -> ReadOffer:
    """The fields of a pasted offer. `today` decides the year of a day told without one."""
    text = text[:LONGEST].replace("\r\n", "\n").replace("\u00a0", " ").replace("\u202f", " ")
    title = _title(text)
    contract = next((kind for pattern, kind in _KINDS if pattern.search(text)), None)
    hours = _hours(text)
    pay = (
        next(iter(stated_pay(text, hours)), None)
        if contract is not ContractKind.IMMERSION
        else None
    )
    positions = _POSITIONS.search(text)
    number = (positions[1] or positions[2]).lower() if positions else "1"
    return ReadOffer(
        title=title,
        contract=contract,
        weekly_hours=hours,
        pay_text=pay.words if pay else "",
        pay_hourly_min=pay.hourly if pay else None,
        places=tuple(_places(text)),
        starts_on=_start(text, today),
        licences=_licences(text),
        remote=_remote(text),
        positions=_NUMBERS.get(number) or min(max(int(number), 1), 99),
        experience=_experience(text),
    )


def _labelled(text: str, names: str) -> str:
    found = re.search(_LABEL.format(names), text, re.IGNORECASE)
    return found[1].strip() if found else ""


def _title(text: str) -> str:
    labelled = [found[1] for found in _LABELLED_TITLE.finditer(text)]
    first = next((line.strip(" \t•*#-") for line in text.split("\n") if line.strip()), "")
    alone = len(first) <= _LONGEST_TITLE and not re.search(r"[.!?]\s", first)
    said = _SAID_TITLE.search(first) or (None if alone else _SAID_TITLE.search(text))
    tries = [*labelled, said[1] if said else "", first if alone else ""]
    return next(filter(None, map(_named, tries)), "")


def _named(said: str) -> str:
    """What is offered, of the words that tell it; empty where they tell what one does."""
    said = _OPENING.sub("", _ITS_LABEL.sub("", said))
    said = re.split(r"[.!?](?:\s|$)", said, maxsplit=1)[0].strip(" \t:-–*#")
    if _SENTENCE.match(said):
        return ""
    return (said[:1].upper() + said[1:])[:_LONGEST_TITLE]


def _hours(text: str) -> float | None:
    found = re.search(
        r"(?<![\d,.:])(\d{1,2})(?:[.,](\d{1,2}))?\s*(?:h|heures?)\s?(\d{2})?\s*(?:/|par|hebdo\w*|la|de travail par)?\s*(?:semaine|sem\b|hebdo\w*)",
        text,
        re.IGNORECASE,
    )
    if found:
        hours = int(found[1]) + float(f"0.{found[2]}" if found[2] else 0) + int(found[3] or 0) / 60
        return round(hours, 2) if 1 <= hours <= 60 else None
    short = re.search(
        r"\b(?:temps|contrat|cdi|cdd)\b[^\n.]{0,30}?\b(\d{2})\s?h\b", text, re.IGNORECASE
    )
    if short and 1 <= int(short[1]) <= 48:
        return float(short[1])
    return 35.0 if _FULL_TIME.search(text) else None


def _places(text: str) -> list[str]:
    found: list[str] = []
    said = _labelled(text, "lieu(?: de travail)?|ville|localisation|adresse|commune|où")
    if said:
        code = _POSTCODE.search(said)
        found += [f"{code[2].strip()} ({code[1]})", code[2].strip()] if code else []
        found += [said, re.split(r"[,(–]| - ", said)[0].strip()]
    if code := _POSTCODE.search(text):
        found.append(code[2].strip())
    for match in list(_TOWN.finditer(text))[:12]:
        name = match[1].strip()
        found += [f"{name} ({match[2]})", name] if match[2] else [name]
    return list(dict.fromkeys(name for name in found if len(name) >= 2))[:12]


def _start(text: str, today: date) -> date | None:
    for match in _DAY.finditer(text):
        if not _STARTS.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        try:
            if match["d"]:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            day = 1 if match["day"].lower() == "1er" else int(match["day"])
            month = _MONTHS.index(match["month"].lower()) + 1
            if match["year"]:
                return date(int(match["year"]), month, day)
            this_year = date(today.year, month, day)
            return this_year if this_year >= today else date(today.year + 1, month, day)
        except ValueError:
            continue
    return None


def _licences(text: str) -> tuple[Licence, ...]:
    found: list[Licence] = []
    for match in _LICENCE.finditer(text):
        around = text[max(0, match.start() - 25) : match.start()]
        if _NOT_ASKED.search(around) or _NOT_ASKED.search(text[match.end() : match.end() + 20]):
            continue
        found.append(Licence[match[1].upper()])
    return tuple(dict.fromkeys(found))


def _remote(text: str) -> Remote:
    found = re.search(r"télétravail|à distance|full remote|\bremote\b", text, re.IGNORECASE)
    if found is None or re.search(
        r"(?:pas|sans|aucun|non)\W+(?:\w+\W+){0,2}$", text[: found.start()][-25:], re.IGNORECASE
    ):
        return Remote.NONE
    if re.match(r"\s*:?\s*(?:non|aucun|pas)\b", text[found.end() :], re.IGNORECASE):
        return Remote.NONE
    around = text[max(0, found.start() - 40) : found.end() + 40]
    whole = re.search(r"100\s?%|full remote|entièrement|total|complet", around, re.IGNORECASE)
    return Remote.FULLY if whole else Remote.PARTLY


def _experience(text: str) -> ExperienceDemand | None:
    if re.search(
        r"débutants?(?:·?e?·?s?|\(e\)s?)? (?:accept|bienvenu)|sans expérience|aucune expérience",
        text,
        re.IGNORECASE,
    ):
        return ExperienceDemand.BEGINNER
    if re.search(
        r"expérience[^\n.]{0,40}(?:exigée|indispensable|obligatoire|minimum)", text, re.IGNORECASE
    ):
        return ExperienceDemand.REQUIRED
    if re.search(r"expérience[^\n.]{0,40}(?:souhaitée|appréciée|un plus)", text, re.IGNORECASE):
        return ExperienceDemand.WISHED
    return None
