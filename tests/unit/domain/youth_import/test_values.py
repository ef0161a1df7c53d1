"""What cells say: dates, phones, columns, names."""

from datetime import date

import pytest

from myjobmatch.domain.enums import ContractKind, Scheme
from myjobmatch.domain.imilo import SituationKind
from myjobmatch.domain.youth_import.columns import guess_columns, lacking
from myjobmatch.domain.youth_import.names import name_key, near, parted, well_written
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
from myjobmatch.domain.youth_import.words import Field, ImportKind


@pytest.mark.parametrize(
    "text",
    [
        "07/03/2005", "7/3/2005", "07-03-2005", "07.03.2005", "7 3 2005", "2005-03-07", "2005/03/07",
        "07/03/05", "7 mars 2005", "7 Mars 05", "lundi 7 mars 2005", "07032005", "38418", "38418.0",
        "2005-03-07 00:00:00", "07/03/2005 00:00", "2005-03-07T00:00:00",
    ],
)  # fmt: skip
def test_a_day_in_every_form(text: str) -> None:
    assert read_date(text) == date(2005, 3, 7)


@pytest.mark.parametrize(
    "text", ["31/02/2005", "2005-13-01", "hier", "", "7/3", "12", "7/3/205", "99999"]
)
def test_no_day(text: str) -> None:
    assert read_date(text) is None


def test_a_mail_address_is_no_longer_than_one_can_be() -> None:
    longest = f"{'a' * 64}@{'b' * 180}.{'c' * 8}"
    assert (len(longest), read_email(longest)) == (254, longest)
    assert read_email(f"{longest}c") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2005-03-06T23:00:00.000Z", date(2005, 3, 7)),
        ("2005-07-06T22:00:00Z", date(2005, 7, 7)),
        ("2005-03-07T00:00:00Z", date(2005, 3, 7)),
        ("2005-03-07T00:00:00+01:00", date(2005, 3, 7)),
        ("2005-03-06 23:00:00+00:00", date(2005, 3, 7)),
        ("2005-03-07T23:30:00", date(2005, 3, 7)),
        ("2005-03-06T23:00:00 UTC", date(2005, 3, 6)),
    ],
)
def test_a_moment_with_its_zone_is_the_day_in_paris(text: str, day: date) -> None:
    """As programs write midnight: in winter an hour before, in universal time."""
    assert read_date(text) == day


def test_two_digits_and_first_of_the_month() -> None:
    assert read_date("1er août 99") == date(1999, 8, 1)
    assert read_date("1/1/49") == date(2049, 1, 1)
    assert read_date("1/1/50") == date(1950, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "0612345678", "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "+33 6 12 34 56 78",
        "0033612345678", "+33 (0)6 12 34 56 78", "612345678", "612345678.0", "'0612345678",
        "06 12 34 56 78 / 01 23 45 67 89",
    ],
)  # fmt: skip
def test_a_phone_in_every_form(text: str) -> None:
    assert read_phone(text) == "+33612345678"


@pytest.mark.parametrize("text", ["12", "06 12", "néant", ""])
def test_no_phone(text: str) -> None:
    assert read_phone(text) is None


def test_small_values() -> None:
    assert read_email(" Lea@Exemple.invalid ") == "lea@exemple.invalid"
    assert read_email("lea@exemple") is None
    assert [read_yes(word) for word in ("Oui", "x", "NON", "RQTH", "peut-être")] == [
        True,
        True,
        False,
        True,
        None,
    ]
    assert [read_sex(word) for word in ("Mme", "M.", "F", "homme", "?")] == [
        "female",
        "male",
        "female",
        "male",
        None,
    ]
    assert [read_postcode(word) for word in ("91000", "1000", "91 000", "abc")] == [
        "91000",
        "01000",
        "91000",
        None,
    ]
    assert [read_scheme(word) for word in ("CEJ", "Contrat d'engagement jeune", "PACEA 2026", "RSA", "x")] == [
        Scheme.CEJ, Scheme.CEJ, Scheme.PACEA, Scheme.BRSA, None,
    ]  # fmt: skip
    assert read_situation("Demandeur d'emploi") is SituationKind.JOB_SEEKING
    assert read_situation("Contrat en alternance") is SituationKind.APPRENTICESHIP
    assert read_situation("CDI temps plein") is SituationKind.EMPLOYMENT
    assert read_situation("vacances") is None
    assert read_contract("CDD 6 mois") is ContractKind.CDD


def test_columns_are_guessed_by_their_heads() -> None:
    heads = (
        "Nom de naissance",
        "Prénom usuel",
        "Né(e) le",
        "Tél. portable",
        "Courriel",
        "CP",
        "Ville",
        "DOSSIER I-MILO",
        "Remarque",
    )
    found = {
        guess.field: (guess.column, guess.confidence)
        for guess in guess_columns(ImportKind.YOUTHS, heads, [])
    }
    assert found[Field.LAST_NAME] == (0, 100)
    assert found[Field.BIRTH_DATE] == (2, 100)
    assert found[Field.PHONE] == (3, 100)
    assert {field: place for field, (place, _) in found.items()} == {
        Field.LAST_NAME: 0, Field.FIRST_NAME: 1, Field.BIRTH_DATE: 2, Field.PHONE: 3, Field.EMAIL: 4,
        Field.POSTCODE: 5, Field.COMMUNE: 6, Field.DOSSIER: 7,
    }  # fmt: skip


def test_columns_are_guessed_by_what_is_in_them() -> None:
    rows = [
        ("Martin Léa", "07/03/2005", "0612345678", "a@b.fr"),
        ("Durand Ali", "1/1/2004", "0712345678", "c@d.fr"),
    ]
    found = {
        guess.field: guess
        for guess in guess_columns(ImportKind.YOUTHS, ("Jeune", "A", "B", "C"), rows)
    }
    assert (found[Field.FULL_NAME].column, found[Field.FULL_NAME].confidence) == (0, 100)
    assert [found[field].column for field in (Field.BIRTH_DATE, Field.PHONE, Field.EMAIL)] == [
        1,
        2,
        3,
    ]
    assert found[Field.PHONE].confidence == 50


def test_what_a_file_must_say() -> None:
    assert lacking(ImportKind.YOUTHS, {Field.FULL_NAME: 0}) == ()
    assert lacking(ImportKind.YOUTHS, {Field.LAST_NAME: 0}) == (Field.FIRST_NAME,)
    assert lacking(ImportKind.DOSSIERS, {Field.FULL_NAME: 0}) == (Field.DOSSIER,)
    situations = {Field.DOSSIER: 0, Field.SITUATION: 1}
    assert lacking(ImportKind.SITUATIONS, situations) == (Field.SINCE,)


def test_names() -> None:
    assert name_key("Jean-Pierre", "DUPONT") == name_key("Dupont", "Jean Pierre")
    assert name_key("Zoë", "D’Angelo") == name_key("ZOE", "d'angelo")
    assert near(name_key("Lea", "Martin"), name_key("Lea", "Martn"))
    assert near(name_key("Sara", "El Amrani"), name_key("Sara", "Elamrani"))
    assert near(name_key("Marie Claire", "Petit"), name_key("Marie", "Petit"))
    assert not near(name_key("Lina", "Martin"), name_key("Hugo", "Martin"))
    assert parted("DUPONT Jean-Pierre", first_first=False) == ("Jean-Pierre", "DUPONT")
    assert parted("Dupont, Jean", first_first=True) == ("Jean", "Dupont")
    assert parted("Mme Léa Martin", first_first=True) == ("Léa", "Martin")
    assert parted("El Amrani Sara", first_first=False) == ("Sara", "El Amrani")
    assert well_written("JEAN-PIERRE D'ANGELO") == "Jean-Pierre D'Angelo"
    assert well_written("McDonald") == "McDonald"
