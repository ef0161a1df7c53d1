"""SIRET numbers: 14 digits that pass their check."""

import pytest

from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.siret import checked_siret


@pytest.mark.parametrize(
    "number",
    [
        "73282932000074",
        "732 829 320 00074",
        "732 829 320 000 74",
        "35600000000048",  # La Poste's seat, which passes Luhn
        "35600000049837",  # one of its establishments, whose digits add up to 45
    ],
)
def test_a_sound_number_is_taken_however_it_is_spaced(number: str) -> None:
    assert checked_siret(number) == "".join(c for c in number if c.isdigit())


@pytest.mark.parametrize("number", ["", "732829320", "7328293200007A", "732829320000745", None, 7])
def test_another_length_is_refused(number: object) -> None:
    with pytest.raises(Invalid, match="siret_length"):
        checked_siret(number)


@pytest.mark.parametrize(
    "number", ["73282932000075", "35600000049838", "00000000000000", "73282932100073"]
)
def test_a_wrong_check_is_refused(number: str) -> None:
    with pytest.raises(Invalid, match="siret_wrong"):
        checked_siret(number)
