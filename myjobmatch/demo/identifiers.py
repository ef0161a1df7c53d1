"""Numbers that have the right form and belong to nobody."""


def luhn_key(digits: str) -> str:
    """The digit that, appended, makes a number pass Luhn's check."""
    total = 0
    for rank, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if rank % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def invented_siret(number: int) -> str:
    """A SIRET of 14 digits, its SIREN (9) included, that passes Luhn; SIRENs in 0 are never assigned."""
    siren = f"0991{number * 7:04d}"
    siren += luhn_key(siren)
    establishment = siren + "0001"
    return establishment + luhn_key(establishment)


def invented_phone(number: int) -> str:
    """A mobile number of the range that Arcep keeps for fiction (06 39 98 00 00 to 06 39 98 99 99)."""
    digits = f"063998{number:04d}"
    return " ".join(digits[i : i + 2] for i in range(0, 10, 2))
