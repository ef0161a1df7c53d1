"""SIRET numbers: 14 digits, of which the first 9 are the company's SIREN.

Both pass Luhn's check, with one exception: La Poste's establishments (SIREN 356 000 000), too many
for it, whose digits add up to a multiple of 5 instead.
"""

import re

from myjobmatch.domain.errors import Invalid

LA_POSTE = "356000000"

_SEPARATORS = re.compile(r"[\s.\u00a0\u202f-]+")


def luhn(digits: str) -> bool:
    """Whether a number of decimal digits passes Luhn's check."""
    total = 0
    for rank, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + rank % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def checked_siret(text: object) -> str:
    """The 14 digits of a SIRET, however it was spaced.

    Raises:
        Invalid: not 14 digits (`siret_length`), or its check fails (`siret_wrong`).
    """
    digits = _SEPARATORS.sub("", text) if isinstance(text, str) else ""
    if not re.fullmatch(r"[0-9]{14}", digits):
        raise Invalid("siret_length")
    siren = digits[:9]
    sound = luhn(siren) and luhn(digits)
    if siren == LA_POSTE and sum(int(digit) for digit in digits) % 5 == 0:
        sound = True
    if not sound or set(digits) == {"0"}:
        raise Invalid("siret_wrong")
    return digits
