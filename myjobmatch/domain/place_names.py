"""Names of communes as people type them: accents, hyphens, `st` for `saint`, arrondissements, postcodes."""

import re
import unicodedata
from functools import cache

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
_SHORT = {"saint": "st", "sainte": "ste"}

ARRONDISSEMENTS = {"paris": ("750", 20), "lyon": ("6900", 9), "marseille": ("130", 16)}
"""The three communes that are divided: where their postcodes begin, and how many they have."""

_DIVIDED = re.compile(
    r"^(paris|lyon|marseille) (\d{1,2}) ?(?:e|er|eme|me|nd|nde|ere|ieme)?(?: arr\w*)?$"
)
POSTCODE = re.compile(r"\b\d{5}\b")


@cache
def spelled(name: str) -> str:
    """A name without accents, hyphens and capitals; Saint and Sainte are short."""
    lower = name.lower().translate(_LIGATURES)
    apart = unicodedata.normalize("NFD", lower)
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    words = _NOT_LETTERS.sub(" ", plain).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def arrondissement(text: str) -> tuple[str, str] | None:
    """(commune as spelled, postcode) of "Paris 11e", "Lyon 3" or "13013"; None for everything else."""
    plain = spelled(text)
    if found := _DIVIDED.match(plain):
        commune, number = found[1], int(found[2])
        return (commune, _postcode(commune, number)) if _has(commune, number) else None
    if re.fullmatch(r"\d{5}", plain):
        if plain == "75116":
            return "paris", plain
        for commune, (_, most) in ARRONDISSEMENTS.items():
            for number in range(1, most + 1):
                if _postcode(commune, number) == plain:
                    return commune, plain
    return None


def _has(commune: str, number: int) -> bool:
    return 1 <= number <= ARRONDISSEMENTS[commune][1]


def _postcode(commune: str, number: int) -> str:
    start, _ = ARRONDISSEMENTS[commune]
    return f"{start}{number:0{5 - len(start)}d}"


def typed_prefixes(text: str) -> list[str]:
    """What a name may begin with, from what was typed so far: an unfinished "sain" is `st` or `ste` too."""
    plain = spelled(text)
    before, _, last = plain.rpartition(" ")
    found = [plain]
    if len(last) >= 2 and ("saint".startswith(last) or "sainte".startswith(last)):
        found += [f"{before} st ".lstrip(), f"{before} ste ".lstrip()]
    elif last == "st":
        found.append(f"{before} ste ".lstrip())
    return found


def department_of(postcode: str) -> str:
    """The department of a postcode: `91`, `2A`, `974`; empty when there is no postcode."""
    if not re.fullmatch(r"\d{5}", postcode):
        return ""
    if postcode.startswith(("97", "98")):
        return postcode[:3]
    if postcode.startswith("20"):
        return "2A" if postcode < "20200" else "2B"
    return postcode[:2]
