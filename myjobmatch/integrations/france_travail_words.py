"""What the words of a France Travail offer mean here: contract, hours, schedules, pay, licences.

All readings are careful: what cannot be read safely stays unknown, and the source's own words are
kept beside (`contract_text`, `pay_text`).
"""

import re
import unicodedata
from functools import lru_cache

from myjobmatch.domain.enums import ContractKind, Licence, Schedule

WEEKS_A_YEAR = 52
WEEKS_A_MONTH = WEEKS_A_YEAR / 12
FULL_TIME_HOURS = 35.0


_ACCENTS = re.compile("[\u0300-\u036f]+")
_WORD = re.compile(r"[\w+&/]+")


SHORT = 120
"""Labels and wordings come again and again; of longer texts a batch's, which is read and then written."""


def folded(text: str) -> str:
    """Lower case without accents, apostrophes and hyphens as spaces: for comparing words."""
    return _folded_again(text) if len(text) <= SHORT else _folded_lately(text)


def _folded(text: str) -> str:
    plain = text.lower()
    if not plain.isascii():
        plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain.replace("œ", "oe")))
    return " ".join(_WORD.findall(plain))


_folded_again = lru_cache(8192)(_folded)
_folded_lately = lru_cache(1024)(_folded)


_CODES = {
    "CDI": ContractKind.CDI,
    "DIN": ContractKind.CDI,
    "TTI": ContractKind.TEMPORARY,
    "CDD": ContractKind.CDD,
    "MIS": ContractKind.TEMPORARY,
    "SAI": ContractKind.SEASONAL,
    "E2": ContractKind.APPRENTICESHIP,
    "FS": ContractKind.PROFESSIONALISATION,
    "DDI": ContractKind.INSERTION,
    "CDDI": ContractKind.INSERTION,
    "I1": ContractKind.INSERTION,
    "FT": ContractKind.ASSISTED,
    "FU": ContractKind.ASSISTED,
    "PEC": ContractKind.ASSISTED,
    "PMSMP": ContractKind.IMMERSION,
    "STA": ContractKind.INTERNSHIP,
}
# The nature of a contract says more than its type: an apprenticeship is a CDD too.
_NATURES = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (
            r"\bpmsmp\b|\bimmersion professionnelle\b|mise en situation en milieu pro",
            ContractKind.IMMERSION,
        ),
        (r"\bservice civique\b", ContractKind.CIVIC_SERVICE),
        (r"\bapprentissage\b|\bapprenti\b", ContractKind.APPRENTICESHIP),
        (r"\bprofessionnalisation\b", ContractKind.PROFESSIONALISATION),
        (r"\bcddi\b|\binsertion\b", ContractKind.INSERTION),
        (
            r"\bcui\b|\bcae\b|\bcontrat aide\b|parcours emploi competences|\bpec\b",
            ContractKind.ASSISTED,
        ),
        (r"\bstage\b", ContractKind.INTERNSHIP),
    )
)
_TITLES = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"^(?:mission de )?service civique\b|\(service civique\)", ContractKind.CIVIC_SERVICE),
        (r"^(?:immersion|pmsmp)\b", ContractKind.IMMERSION),
        (r"^(?:stage|stagiaire)\b", ContractKind.INTERNSHIP),
    )
)


def contract_kind(
    code: str, nature: str, wording: str, title: str, *, work_and_study: bool
) -> ContractKind:
    """The kind of contract from typeContrat, natureContrat, typeContratLibelle, intitule, alternance."""
    said = folded(f"{nature} {wording}")
    for pattern, kind in _NATURES:
        if pattern.search(said):
            return kind
    if (by_nature := _CODES.get(nature.strip().upper())) is not None:
        return by_nature
    heading = folded(title)
    if work_and_study:
        by_title = "professionnalisation" in heading
        return ContractKind.PROFESSIONALISATION if by_title else ContractKind.APPRENTICESHIP
    for pattern, kind in _TITLES:
        if pattern.search(heading):
            return kind
    return _CODES.get(code.strip().upper(), ContractKind.OTHER)


def weekly_hours(text: str) -> float | None:
    """Hours a week from `35H Horaires normaux`, `24H30 …`, `17H30/semaine`, `86H/mois`; else None."""
    found = re.search(r"(?<![\d,.])(\d{1,3})\s*[hH](?:eures?)?\s*(\d{2})?(?!\d)", text)
    if found is None:
        return None
    hours = int(found[1]) + int(found[2] or 0) / 60
    after = folded(text[found.end() : found.end() + 20])
    if re.match(r"/? ?(?:par )?(?:jour|j\b|an\b|annuel)", after):
        return None
    if re.match(r"/? ?(?:par )?mois|mensuel", after):
        hours /= WEEKS_A_MONTH
    return round(hours, 2) if 1 <= hours <= 60 else None


_IN_ORDER = tuple(Schedule)
_SCHEDULES = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Schedule.NIGHT, r"\bnuits?\b|\b[35]x8\b|\bnocturne"),
        (Schedule.EVENING, r"\bsoirs?\b|\bsoirees?\b|\b2x8\b"),
        (Schedule.WEEKEND, r"\bsamedis?\b|\bdimanches?\b|\bweek ?ends?\b|\b5x8\b"),
        (Schedule.SHIFTS, r"\b[2345]x[78]\b|\bpostes?\b|\broulement\b|\balternes?\b|\bequipes?\b"),
        (Schedule.DAY, r"\bhoraires normaux\b|\bjournee\b"),
    )
)
_DE_NUIT = re.compile(r"\bde nuit\b")
_NO = re.compile(
    r"\b(?:pas|sans|aucun|aucune|ni|jamais|hors)(?: de| d)?(?: travail| horaires?)?(?: (?:de|le|la|les))? (?:\w+ )?$"
)
_NIGHT_IN_PROSE = re.compile(
    r"\b(?:travail|horaires?|postes?|equipes?|service|services|shift|veille)(?: \w+)? (?:de|la) nuits?\b"
    r"|\bde nuit\b|\b[35]x8\b"
)


def schedules(wording: str, title: str, description: str) -> tuple[Schedule, ...]:
    """When the work is done, in the order of `Schedule`: from the wording of the hours and the title.

    Of the description only night work is taken, and only where it is not denied: it decides whether
    a minor may be shown the offer.
    """
    found = set(_of_wording(folded(wording)))
    if _DE_NUIT.search(folded(title)) or _at_night(folded(description)):
        found.add(Schedule.NIGHT)
    return tuple(kind for kind in _IN_ORDER if kind in found)


@lru_cache(8192)
def _of_wording(said: str) -> frozenset[Schedule]:
    """What the folded wording of the hours says; wordings come again and again."""
    return frozenset(kind for kind, pattern in _SCHEDULES if _affirmed(pattern, said))


def _at_night(prose: str) -> bool:
    """Whether a folded text says night work; most have none of the words that one would look for."""
    return ("nuit" in prose or "x8" in prose) and _affirmed(_NIGHT_IN_PROSE, prose)


def _affirmed(pattern: re.Pattern[str], text: str) -> bool:
    return any(
        not _NO.search(text[max(0, m.start() - 40) : m.start()]) for m in pattern.finditer(text)
    )


_AMOUNT = r"(\d[\d  .]*(?:[.,]\d{1,2})?)"
_PAY = re.compile(
    rf"\b(horaire|mensuel|annuel)\s+de\s+{_AMOUNT}\s*(?:euros?|€)(?:\s+(?:à|a)\s+{_AMOUNT}\s*(?:euros?|€))?"
    r"(?:\s+sur\s+(\d{1,2})(?:[.,]\d+)?\s+mois)?",
    re.IGNORECASE,
)


def hourly_minimum(text: str, hours: float | None, *, full_time: bool) -> float | None:
    """The least gross pay an hour, in euros, from `Mensuel de 1833,00 Euros à … sur 12 mois`.

    A month's or a year's pay is divided by the contract's own hours (52 weeks a year); by 35 where
    only `full_time` is known; it is unknown for part time without hours. Figures outside 4 to 150
    euros an hour are slips of the keyboard (a month's pay said to be an hour's) and stay unknown.
    """
    found = _PAY.search(text)
    if found is None:
        return None
    amount = _euros(found[2])
    week = hours or (FULL_TIME_HOURS if full_time else None)
    period = found[1].lower()
    if amount is None:
        return None
    if period != "horaire":
        if week is None:
            return None
        months = int(found[4] or 12)
        paid = months if 12 <= months <= 16 else 12
        amount = (amount * paid if period == "mensuel" else amount) / (WEEKS_A_YEAR * week)
    return round(amount, 2) if 4 <= amount <= 150 else None


def _euros(text: str) -> float | None:
    digits = re.sub(r"\s", "", text)
    if re.search(r"[.,]\d{1,2}$", digits):
        whole, cents = re.split(r"[.,](?=\d{1,2}$)", digits)
    else:
        whole, cents = digits, "0"
    whole = re.sub(r"[.,]", "", whole)
    return float(f"{whole}.{cents}") if whole.isdigit() else None


_LICENCES = {
    "AM": Licence.AM, "BSR": Licence.AM, "A1": Licence.A1, "A2": Licence.A2, "A": Licence.A,
    "B": Licence.B, "B1": Licence.B, "B96": Licence.BE, "BE": Licence.BE, "EB": Licence.BE,
    "C": Licence.C, "C1": Licence.C, "CE": Licence.CE, "C1E": Licence.CE, "EC": Licence.CE,
    "D": Licence.D, "D1": Licence.D, "DE": Licence.D, "ED": Licence.D,
}  # fmt: skip


def licence(wording: str) -> Licence | None:
    """The driving licence of `B - Véhicule léger`; None for `Aucun permis`, CACES and the like."""
    code = re.sub(r"^permis\s+", "", wording.strip(), flags=re.IGNORECASE)
    head = re.split(r"[\s\-–:(]", code.strip(), maxsplit=1)[0]
    return _LICENCES.get(head.upper().replace("+", ""))


_LANGUAGES = {
    "allemand": "de", "anglais": "en", "arabe": "ar", "bulgare": "bg", "chinois": "zh",
    "mandarin": "zh", "coreen": "ko", "croate": "hr", "danois": "da", "espagnol": "es",
    "finnois": "fi", "francais": "fr", "grec": "el", "hebreu": "he", "hongrois": "hu",
    "italien": "it", "japonais": "ja", "langue des signes": "lsf", "lsf": "lsf",
    "neerlandais": "nl", "norvegien": "no", "persan": "fa", "polonais": "pl", "portugais": "pt",
    "roumain": "ro", "russe": "ru", "serbe": "sr", "slovaque": "sk", "slovene": "sl",
    "suedois": "sv", "tcheque": "cs", "turc": "tr", "ukrainien": "uk", "vietnamien": "vi",
}  # fmt: skip


def language_code(wording: str) -> str:
    """The code (ISO 639-1 where there is one) of a language named in French; empty when unknown."""
    said = folded(wording)
    if said in _LANGUAGES:
        return _LANGUAGES[said]
    return next((code for name, code in _LANGUAGES.items() if said.startswith(f"{name} ")), "")
