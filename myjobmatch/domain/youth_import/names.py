"""Names as people and programs write them: capitals, order, accents, hyphens; and when two are nearly one."""

import re
import unicodedata
from functools import lru_cache

_TITLES = frozenset(["m", "mr", "mme", "mlle", "madame", "monsieur", "mademoiselle"])
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_APART = re.compile(r"[^\w]+|_")
_LONG_ENOUGH_FOR_TWO = 14


@lru_cache(maxsize=60_000)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name without accents, capitals, hyphens and apostrophes, in order."""
    lower = name.casefold().translate(_LIGATURES)
    apart = unicodedata.normalize("NFKD", lower)
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return tuple(word for word in _APART.split(plain) if word)


def name_key(first: str, last: str) -> str:
    """The same for the same name in any order, case, with or without accents and hyphens."""
    return " ".join(sorted(tokens(f"{first} {last}")))


def near(one: str, other: str) -> bool:
    """Whether two name keys are one with a slip of the pen, or one has more given names than the other."""
    if one == other:
        return True
    mine, theirs = set(one.split()), set(other.split())
    if len(mine & theirs) >= 2 and (mine <= theirs or theirs <= mine):
        return True
    joined, other_joined = "".join(one.split()), "".join(other.split())
    if sorted(joined) == sorted(other_joined):
        return True  # parted otherwise: El Amrani, Elamrani
    most = 2 if min(len(joined), len(other_joined)) >= _LONG_ENOUGH_FOR_TWO else 1
    if abs(len(joined) - len(other_joined)) > most:
        return False
    return distance(one, other, most) <= most


def distance(one: str, other: str, most: int) -> int:
    """How many signs must change, be added or go (Levenshtein), as far as `most`; more is `most + 1`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before = list(range(len(other) + 1))
    for row, sign in enumerate(one, start=1):
        now = [row]
        for column, against in enumerate(other, start=1):
            now.append(
                min(before[column] + 1, now[column - 1] + 1, before[column - 1] + (sign != against))
            )
        if min(now) > most:
            return most + 1
        before = now
    return before[-1]


def parted(text: str, *, first_first: bool) -> tuple[str, str]:
    """(first name, last name) of one cell: what is in capitals, or before a comma, is the last name."""
    if "," in text:
        last, _, first = text.partition(",")
        return first.strip(), last.strip()
    words = [word for word in text.split() if spoken(word) not in _TITLES]
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    if capitals and len(capitals) < len(words):
        rest = [word for word in words if word not in capitals]
        return " ".join(rest), " ".join(capitals)
    if len(words) < 2:
        return "", " ".join(words)
    if first_first:
        return words[0], " ".join(words[1:])
    return words[-1], " ".join(words[:-1])


def spoken(word: str) -> str:
    """A word without its point and its capitals."""
    return "".join(tokens(word))


def well_written(name: str) -> str:
    """A name all in capitals, or in none, with one capital a word; any other as it stands."""
    if not (name.isupper() or name.islower()) or len(name) < 2:
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word[0][0].upper() + word[0][1:].lower(), name.lower())
