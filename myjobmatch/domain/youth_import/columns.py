"""Which column is what: French and English heads, guessed with how sure one is, corrected by whoever imports."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from myjobmatch.domain.place_names import spelled
from myjobmatch.domain.youth_import.values import read_date, read_phone
from myjobmatch.domain.youth_import.words import Field, ImportKind

F = Field

SYNONYMS: dict[Field, tuple[str, ...]] = {
    F.LAST_NAME: (
        "nom", "nom de famille", "nom usuel", "nom d usage", "nom de naissance", "nom jeune",
        "nom du jeune", "nom beneficiaire", "patronyme", "last name", "surname", "family name",
    ),
    F.FIRST_NAME: (
        "prenom", "prenoms", "prenom jeune", "prenom du jeune", "prenom usuel", "prenom beneficiaire",
        "first name", "given name", "firstname",
    ),
    F.FULL_NAME: (
        "nom prenom", "nom et prenom", "prenom nom", "prenom et nom", "nom complet", "jeune",
        "identite", "beneficiaire", "full name", "name",
    ),
    F.BIRTH_DATE: (
        "date de naissance", "date naissance", "ne le", "nee le", "ne e le", "naissance", "ddn",
        "dn", "date naiss", "date de naiss", "birth date", "date of birth", "birthdate", "dob",
    ),
    F.PHONE: (
        "telephone", "tel", "telephone portable", "tel portable", "portable", "mobile", "tel mobile",
        "telephone mobile", "numero de telephone", "n de telephone", "tel 1", "telephone 1", "gsm",
        "phone", "phone number", "mobile phone",
    ),
    F.EMAIL: (
        "mail", "e mail", "email", "courriel", "adresse mail", "adresse e mail", "adresse email",
        "adresse electronique", "mel", "email address",
    ),
    F.ADDRESS: ("adresse", "adresse postale", "rue", "voie", "adresse 1", "address", "street"),
    F.POSTCODE: ("code postal", "cp", "codepostal", "postal code", "postcode", "zip", "zip code"),
    F.COMMUNE: (
        "commune", "ville", "commune de residence", "ville de residence", "localite",
        "lieu de residence", "city", "town",
    ),
    F.SCHEME: (
        "dispositif", "programme", "type d accompagnement", "accompagnement", "parcours",
        "type de contrat d accompagnement", "scheme",
    ),
    F.DOSSIER: (
        "n dossier", "no dossier", "num dossier", "numero dossier", "numero de dossier",
        "n de dossier", "dossier", "n dossier i milo", "n i milo", "numero i milo", "id i milo",
        "identifiant i milo", "dossier i milo", "i milo", "imilo", "id dossier", "n imilo",
        "dossier id", "identifiant",
    ),
    F.SEX: ("sexe", "genre", "civilite", "h f", "f h", "sex", "gender", "title"),
    F.NATIONALITY: ("nationalite", "pays de nationalite", "nationality"),
    F.DISABILITY: (
        "rqth", "th", "handicap", "travailleur handicape", "reconnaissance handicap", "boe",
        "disability",
    ),
    F.ADVISOR: (
        "conseiller", "conseillere", "conseiller referent", "referent", "referente", "conseiller nom",
        "nom du conseiller", "nom conseiller", "conseiller principal", "portefeuille", "advisor",
    ),
    F.SITUATION: (
        "situation", "type de situation", "situation actuelle", "categorie de situation",
        "categorie", "situation professionnelle", "status",
    ),
    F.CONTRACT: ("contrat", "type de contrat", "nature du contrat", "contract"),
    F.SINCE: (
        "date de debut", "date debut", "debut", "depuis", "depuis le", "date d entree", "debut le",
        "date situation", "date de situation", "start date", "since",
    ),
    F.UNTIL: ("date de fin", "date fin", "fin", "fin le", "jusqu au", "date de sortie", "end date"),
}  # fmt: skip

PEOPLE = (
    F.LAST_NAME, F.FIRST_NAME, F.FULL_NAME, F.BIRTH_DATE, F.PHONE, F.EMAIL, F.ADDRESS, F.POSTCODE,
    F.COMMUNE, F.SCHEME, F.DOSSIER, F.SEX, F.NATIONALITY, F.DISABILITY, F.ADVISOR,
)  # fmt: skip
FIELDS: dict[ImportKind, tuple[Field, ...]] = {
    ImportKind.YOUTHS: PEOPLE,
    ImportKind.DOSSIERS: (F.DOSSIER, F.LAST_NAME, F.FIRST_NAME, F.FULL_NAME, F.BIRTH_DATE, F.PHONE),
    ImportKind.SITUATIONS: (
        F.DOSSIER, F.LAST_NAME, F.FIRST_NAME, F.FULL_NAME, F.BIRTH_DATE, F.SITUATION, F.CONTRACT,
        F.SINCE, F.UNTIL,
    ),
}  # fmt: skip
"""What a file of each kind may hold."""

SURE, LIKELY, PERHAPS = 100, 75, 50
_SAMPLE = 40
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_NUMBERED = re.compile(r" \d+$")


@dataclass(frozen=True, slots=True)
class Guess:
    """A column taken for a field, and how sure that is: 100 the head says it, 75 nearly, 50 by what is in it."""

    field: Field
    column: int
    confidence: int


def guess_columns(
    kind: ImportKind, heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[Guess]:
    """The likeliest column of each field; a column is one field at most, a field one column."""
    candidates = [
        Guess(field, column, confidence)
        for column, head in enumerate(heads)
        for field in FIELDS[kind]
        if (confidence := _of_head(field, spelled(head)))
    ]
    candidates += _by_content(kind, heads, rows)
    candidates.sort(key=lambda guess: (-guess.confidence, guess.column))
    taken: dict[Field, Guess] = {}
    columns: set[int] = set()
    for guess in candidates:
        if guess.field not in taken and guess.column not in columns:
            taken[guess.field] = guess
            columns.add(guess.column)
    if F.LAST_NAME in taken and F.FIRST_NAME in taken:
        taken.pop(F.FULL_NAME, None)
    elif F.FULL_NAME not in taken and F.LAST_NAME in taken and F.FIRST_NAME not in taken:
        only = taken.pop(F.LAST_NAME)
        taken[F.FULL_NAME] = Guess(F.FULL_NAME, only.column, min(only.confidence, LIKELY))
    return sorted(taken.values(), key=lambda guess: guess.column)


def _of_head(field: Field, plain: str) -> int:
    if plain in SYNONYMS[field]:
        return SURE
    if _NUMBERED.sub("", plain) in SYNONYMS[field]:
        return LIKELY
    words = plain.split()
    for synonym in SYNONYMS[field]:
        told = synonym.split()
        if len(synonym) > 3 and all(word in words for word in told) and len(words) <= len(told) + 3:
            return LIKELY - 3 * (len(words) - len(told))
    return 0


def _by_content(
    kind: ImportKind, heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[Guess]:
    """Columns whose heads say nothing but whose cells do: mails, phones, dates, postcodes."""
    found = []
    for column in range(len(heads)):
        cells = [row[column] for row in rows[:_SAMPLE] if column < len(row) and row[column]]
        if len(cells) < 2:
            continue
        for field, holds in (
            (F.EMAIL, lambda cell: bool(_MAIL.fullmatch(cell))),
            (F.PHONE, lambda cell: bool(read_phone(cell)) and len(cell) >= 9),
            (F.BIRTH_DATE, lambda cell: (day := read_date(cell)) is not None and day.year < 2015),
            (F.POSTCODE, lambda cell: bool(re.fullmatch(r"\d{5}", cell))),
        ):
            if field in FIELDS[kind] and sum(map(holds, cells)) >= 0.8 * len(cells):
                found.append(Guess(field, column, PERHAPS))
                break
    return found


def lacking(kind: ImportKind, mapping: Mapping[Field, int]) -> tuple[Field, ...]:
    """The fields without which nothing can be imported, of those that no column stands for."""
    named = F.FULL_NAME in mapping or {F.LAST_NAME, F.FIRST_NAME} <= mapping.keys()
    name = () if named else (F.LAST_NAME, F.FIRST_NAME)
    if kind is ImportKind.YOUTHS:
        return tuple(field for field in name if field not in mapping)
    missing: tuple[Field, ...] = ()
    if kind is ImportKind.DOSSIERS:
        known = F.DOSSIER in mapping
        return (*(() if known else (F.DOSSIER,)), *(f for f in name if f not in mapping))
    if F.DOSSIER not in mapping:
        missing += tuple(field for field in name if field not in mapping)
    return missing + tuple(f for f in (F.SITUATION, F.SINCE) if f not in mapping)
