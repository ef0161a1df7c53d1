"""Activation codes: short enough to be read aloud, without signs that look or sound alike.

Nine signs, in three groups of three. The first four find the row, all nine are proved against its hash.
"""

import re
import secrets

from myjobmatch.domain.errors import Invalid

SIGNS = "23456789ACDEFGHJKMNPQRTVWXY"
"""Neither 0 nor O, neither 1 nor I nor L; B, S, U and Z are left to 8, 5, V and 2."""

LENGTH, SELECTOR = 9, 4
MOST_TRIES = 5
"""A code dies with its fifth wrong try."""

_MEANT = str.maketrans({"B": "8", "S": "5", "U": "V", "Z": "2"})
_BETWEEN = re.compile(r"[\s.\-_–—·]+")


def new_code() -> str:
    """A fresh code: 27^9 of them, of which an attacker who knows the first four has 27^5 left."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def canonical_code(text: object) -> str:
    """A code as it was made, from what was typed: any case, spaces and hyphens, look-alikes.

    Raises:
        Invalid: it cannot be a code (`code_form`).
    """
    if not isinstance(text, str) or len(text) > 40:
        raise Invalid("code_form")
    code = _BETWEEN.sub("", text).upper().translate(_MEANT)
    if len(code) != LENGTH or any(sign not in SIGNS for sign in code):
        raise Invalid("code_form")
    return code


def grouped(code: str) -> str:
    """A code as it is printed: `K7M-4QX-T9P`."""
    return "-".join(code[start : start + 3] for start in range(0, len(code), 3))
