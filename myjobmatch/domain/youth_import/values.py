"""What a cell says: dates in every form that people and spreadsheets write, phones, yes and no, schemes."""

import re
from datetime import date, datetime, timedelta

from myjobmatch.domain.clock import PARIS
from myjobmatch.domain.enums import ContractKind, Scheme
from myjobmatch.domain.imilo import SituationKind
from myjobmatch.domain.joining import phone_number
from myjobmatch.domain.place_names import spelled

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january", "fevrier fevr fev feb february", "mars mar march",
            "avril avr apr april", "mai may", "juin jun june", "juillet juil jul july",
            "aout aug august", "septembre sept sep september", "octobre oct october",
            "novembre nov november", "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_NUMBERS = re.compile(
    r"(\d{1,4})[\s/.\-](\d{1,2})[\s/.\-](\d{1,4})(?:[ T]\d{1,2}:\d{2}(:\d{2})?.*)?"
)
_WITH_ZONE = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})"
)
_WORDS = re.compile(r"(?:\w+ )?(\d{1,2})(?:er)? ([a-z]+) (\d{2}|\d{4})")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4})")
_EXCEL_BEGINS = date(1899, 12, 30)
_EXCEL_FIRST, _EXCEL_LAST = 7_305, 54_788
"""Serial numbers from 1 January 1920 to the end of 2049: smaller ones are something else."""
_YOUNGEST_OF_TWO_DIGITS = 49
"""`07` is 2007, `99` is 1999, and nobody imported here was born before 1950."""

_MAIL = re.compile(r"[^@\s<>\"(),:;\\]{1,64}@[^@\s<>\"(),:;\\]{1,180}\.[A-Za-z]{2,24}")
_LONGEST_MAIL = 254
_YES = frozenset(
    [
        "oui",
        "o",
        "yes",
        "y",
        "vrai",
        "true",
        "1",
        "x",
        "rqth",
        "reconnu",
        "en",
        "cours",
        "valide",
        "boe",
    ]
)
_NO = frozenset(["non", "n", "no", "faux", "false", "0", "sans", "aucun", "aucune"])
_SEX = {
    "f": "female", "femme": "female", "feminin": "female", "mme": "female", "madame": "female",
    "mlle": "female", "female": "female", "woman": "female", "fille": "female", "ms": "female",
    "m": "male", "h": "male", "homme": "male", "masculin": "male", "mr": "male",
    "monsieur": "male", "male": "male", "man": "male", "garcon": "male",
}  # fmt: skip
_SCHEMES = (
    ("cej", Scheme.CEJ), ("contrat d engagement jeune", Scheme.CEJ), ("pacea", Scheme.PACEA),
    ("brsa", Scheme.BRSA), ("rsa", Scheme.BRSA), ("aij", Scheme.AIJ),
    ("parcours contractualise", Scheme.PACEA), ("accompagnement intensif", Scheme.AIJ),
)  # fmt: skip
_SITUATIONS = (
    ("pmsmp", SituationKind.IMMERSION), ("immersion", SituationKind.IMMERSION),
    ("alternance", SituationKind.APPRENTICESHIP), ("apprenti", SituationKind.APPRENTICESHIP),
    ("professionnalisation", SituationKind.APPRENTICESHIP), ("volontariat", SituationKind.VOLUNTEERING),
    ("service civique", SituationKind.VOLUNTEERING), ("benevol", SituationKind.VOLUNTEERING),
    ("demandeur d emploi", SituationKind.JOB_SEEKING), ("recherche d emploi", SituationKind.JOB_SEEKING),
    ("chomage", SituationKind.JOB_SEEKING), ("non professionnelle", SituationKind.INACTIVE),
    ("inactif", SituationKind.INACTIVE), ("sans activite", SituationKind.INACTIVE),
    ("scolar", SituationKind.SCHOOLING), ("etudiant", SituationKind.SCHOOLING),
    ("lycee", SituationKind.SCHOOLING), ("formation", SituationKind.TRAINING),
    ("stagiaire", SituationKind.TRAINING), ("emploi", SituationKind.EMPLOYMENT),
    ("cdi", SituationKind.EMPLOYMENT), ("cdd", SituationKind.EMPLOYMENT),
    ("interim", SituationKind.EMPLOYMENT), ("salarie", SituationKind.EMPLOYMENT),
)  # fmt: skip
_CONTRACTS = (
    ("cdi", ContractKind.CDI), ("cdd", ContractKind.CDD), ("interim", ContractKind.TEMPORARY),
    ("mission", ContractKind.TEMPORARY), ("saison", ContractKind.SEASONAL),
    ("apprenti", ContractKind.APPRENTICESHIP), ("professionnalisation", ContractKind.PROFESSIONALISATION),
    ("stage", ContractKind.INTERNSHIP), ("pmsmp", ContractKind.IMMERSION),
    ("service civique", ContractKind.CIVIC_SERVICE), ("pec", ContractKind.ASSISTED),
    ("aide", ContractKind.ASSISTED), ("insertion", ContractKind.INSERTION),
)  # fmt: skip


def read_date(text: str) -> date | None:
    """A day as people write it: `7/3/2005`, `2005-03-07`, `07.03.05`, `7 mars 2005`, `07032005`, Excel's 38418."""
    told = text.strip()
    if _WITH_ZONE.fullmatch(told) and (day := _day_in_paris(told)) is not None:
        return day
    if found := _NUMBERS.fullmatch(told):
        first, month, last = found[1], int(found[2]), found[3]
        if len(first) == 4:
            return _day(int(first), month, int(last))
        if len(first) > 2 or len(last) == 3 or len(last) == 1:
            return None
        return _day(_year(last), month, int(first))
    plain = spelled(told)
    if (found := _WORDS.fullmatch(plain)) and found[2] in _MONTHS:
        return _day(_year(found[3]), _MONTHS[found[2]], int(found[1]))
    if found := _RUN.fullmatch(told):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    serial = told.removesuffix(".0").removesuffix(",0")
    if re.fullmatch(r"\d{4,5}", serial) and _EXCEL_FIRST <= int(serial) <= _EXCEL_LAST:
        return _EXCEL_BEGINS + timedelta(days=int(serial))
    return None


def _day_in_paris(moment: str) -> date | None:
    """The day of a moment that says its zone: programs write a midnight of here as the evening before."""
    try:
        return datetime.fromisoformat(moment).astimezone(PARIS).date()
    except (ValueError, OverflowError):
        return None


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year <= _YOUNGEST_OF_TWO_DIGITS else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_phone(text: str) -> str | None:
    """A phone number in its international form; Excel's lost zero (`612345678`) is put back."""
    told = text.strip().lstrip("'")
    told = re.split(r"\s*(?:/|;| ou | et )\s*(?=[+0(])", told)[0]
    told = told.removesuffix(".0")
    digits = re.sub(r"\D", "", told)
    if re.fullmatch(r"[1-9]\d{8}", digits) and not told.startswith("+"):
        digits = f"0{digits}"
        return phone_number(digits)
    return phone_number(re.sub(r"[^\d+]", "", told.replace("(0)", "")))


def read_email(text: str) -> str | None:
    """A mail address, in lower case."""
    told = text.strip().removeprefix("mailto:")
    return told.lower() if len(told) <= _LONGEST_MAIL and _MAIL.fullmatch(told) else None


def read_yes(text: str) -> bool | None:
    """Yes, no, or neither of the two."""
    plain = spelled(text)
    if plain in _YES:
        return True
    return False if plain in _NO or plain.startswith("non ") else None


def read_sex(text: str) -> str | None:
    """`female` or `male`, as a title or a letter tells it."""
    return _SEX.get(spelled(text))


def read_postcode(text: str) -> str | None:
    """Five digits; a department's zero that a spreadsheet took is put back."""
    told = re.sub(r"\D", "", text.removesuffix(".0"))
    return told.zfill(5) if len(told) in (4, 5) else None


def read_scheme(text: str) -> Scheme | None:
    """The scheme that a text names."""
    plain = f" {spelled(text)} "
    return next((scheme for word, scheme in _SCHEMES if f" {word} " in plain), None)


def read_situation(text: str) -> SituationKind | None:
    """The kind of situation that a text names, in i-milo's words or like them."""
    plain = spelled(text)
    return next((kind for word, kind in _SITUATIONS if word in plain), None)


def read_contract(text: str) -> ContractKind | None:
    """The kind of contract that a text names."""
    plain = spelled(text)
    return next((kind for word, kind in _CONTRACTS if word in plain), None)
