"""Rules of coming in: names, ages, logins, passwords, and the text that is agreed to."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date

from myjobmatch.domain.eligibility import age_on
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.text import typed

JOIN_TEXT_VERSION = "join-2026-11"
"""The version of the text `public.agreement.*` in the catalogues: a new text is a new version."""

YOUNGEST, OLDEST, OF_AGE = 16, 29, 18
"""Missions Locales accompany from 16 to 25, and to 29 with a recognised disability, which is asked of nobody here."""

LONGEST_NAME = 60
SHORTEST_LOGIN, LONGEST_LOGIN = 3, 40
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 256

_USER_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*[a-z0-9]")
_PHONE_SIGNS = re.compile(r"[\s.\-()/]+")
_FRENCH = re.compile(r"(?:\+33|0033|0)0?([1-9]\d{8})")
_FOREIGN = re.compile(r"(?:\+|00)([1-9]\d{7,14})")

COMMON_PASSWORDS = frozenset({
    "12345678", "123456789", "1234567890", "87654321", "11111111", "00000000", "azertyui",
    "azerty123", "azertyuiop", "qwertyui", "qwerty123", "qwertyuiop", "password", "password1",
    "motdepasse", "motdepasse1", "bonjour1", "bonjour123", "loulou123", "soleil123",
    "doudou123", "marseille", "chouchou", "iloveyou", "jetaime1", "jetaime123", "football",
    "nicolas1", "azerty12", "abcd1234", "abcdefgh", "a1b2c3d4", "1q2w3e4r", "1qaz2wsx",
    "bonjour2026", "missionlocale", "myjobmatch", "123123123", "12341234", "1234abcd",
    "azertyuiop123", "princesse", "superman", "barcelone",
})  # fmt: skip
"""The first that anybody tries; a list of all leaked ones would be another download."""


def checked_first_name(text: object) -> str:
    """A first name as it is kept.

    Raises:
        Invalid: none is written (`first_name_empty`), or it is none (`first_name_form`).
    """
    name = " ".join(typed(text).split())
    if not name:
        raise Invalid("first_name_empty")
    if len(name) > LONGEST_NAME or not all(_of_a_name(sign) for sign in name):
        raise Invalid("first_name_form")
    return name


def checked_last_name(text: object) -> str:
    """A family name, or nothing.

    Raises:
        Invalid: it is no name (`last_name_form`).
    """
    name = " ".join(typed(text).split())
    if len(name) > LONGEST_NAME or not all(_of_a_name(sign) for sign in name):
        raise Invalid("last_name_form")
    return name


def _of_a_name(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "LM" or sign in " -'’.·"


def is_minor(birth: date | None, day: date) -> bool:
    """Whether a legal representative must sign contracts; unknown is no."""
    return birth is not None and age_on(birth, day) < OF_AGE


def checked_birth_date(text: object, today: date) -> date:
    """A birth date of somebody whom a Mission Locale may accompany.

    Raises:
        Invalid: no date (`birth_date_form`), under 16 (`too_young`) or over 29 (`too_old`).
    """
    try:
        birth = date.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        birth = None
    if birth is None or birth > today or birth.year < 1900:
        raise Invalid("birth_date_form")
    age = age_on(birth, today)
    if age < YOUNGEST:
        raise Invalid("too_young")
    if age > OLDEST:
        raise Invalid("too_old")
    return birth


def phone_number(text: str) -> str | None:
    """The E.164 form of a phone number, French where no country is told; None for anything else."""
    plain = _PHONE_SIGNS.sub("", text)
    if found := _FRENCH.fullmatch(plain):
        return f"+33{found[1]}"
    if found := _FOREIGN.fullmatch(plain):
        return f"+{found[1]}"
    return None


def canonical_login(text: str) -> str:
    """A login as it is kept: NFKC, trimmed, lower case; a phone number in its international form.

    What no database can look for is left out.
    """
    sound = text.encode("utf-8", errors="replace").decode().replace("\0", "")
    plain = unicodedata.normalize("NFKC", sound).strip().lower()
    return phone_number(plain) or plain


def checked_login(text: object) -> str:
    """A phone number or a user name that somebody chooses.

    Raises:
        Invalid: nothing (`login_empty`), or neither of the two (`login_form`, with `least`, `most`).
    """
    login = canonical_login(typed(text))
    if not login:
        raise Invalid("login_empty")
    if login.startswith("+"):
        return login
    fits = SHORTEST_LOGIN <= len(login) <= LONGEST_LOGIN and _USER_NAME.fullmatch(login)
    if not fits or not re.search(r"[a-z]", login):
        raise Invalid("login_form", least=SHORTEST_LOGIN, most=LONGEST_LOGIN)
    return login


def checked_password(text: object, *, told: Collection[str] = ()) -> str:
    """A password that is not the first one that anybody would try; `told` are login and names.

    Raises:
        Invalid: too short or long (`password_short`, with `least`; `malformed`), or easily guessed
            (`password_common`).
    """
    if not isinstance(text, str) or len(text) > LONGEST_PASSWORD:
        raise Invalid("malformed")
    if len(text) < SHORTEST_PASSWORD:
        raise Invalid("password_short", least=SHORTEST_PASSWORD)
    plain = text.casefold()
    known = {word.casefold() for word in told if word}
    if plain in COMMON_PASSWORDS or plain in known or len(set(plain)) < 4:
        raise Invalid("password_common")
    return text
