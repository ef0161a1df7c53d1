"""Words of people that are told apart by one slip of the finger: "mususlmans", "maghrebbins"."""

from functools import lru_cache

LEAST_LETTERS = 8
"""Shorter words have too many neighbours that mean something else."""

_STEMS = (
    "musulman", "musulmans", "musulmane", "musulmanes", "maghrebin", "maghrebins", "maghrebine", "maghrebines",
    "africains", "africaine", "algeriens", "marocains", "catholique", "catholiques", "chretiens", "protestants",
    "homosexuel", "homosexuels", "homosexuelle", "lesbiennes", "transgenre", "transgenres", "celibataire",
    "celibataires", "etrangers", "etrangeres", "handicape", "handicapes", "handicapee", "handicapees",
    "syndique", "syndiques", "syndicaliste", "syndicalistes", "retraites", "quinquagenaires", "senegalais",
    "roumains", "europeens", "europeenne", "enceintes", "tatouages", "pregnant", "christian", "christians",
    "foreigners", "disabled", "unmarried", "homosexual", "homosexuals", "immigrants", "pensioners",
)  # fmt: skip
_WORDS = frozenset(word for word in _STEMS if len(word) >= LEAST_LETTERS)
_REAL = frozenset(
    {
        "africain", "africains", "etranger", "etrangers", "retraites", "retraitee", "retraite", "retraiter",
        "retraitees", "handicaps", "handicap", "syndical", "syndicat", "syndicats", "roumaine", "roumaines",
        "europeen", "europeenne", "europeennes", "enceinte", "tatouage", "chretien", "chretienne", "chretiennes",
        "protestant", "protestante", "protestantes", "algerien", "algerienne", "algeriennes", "marocain", "marocaine",
        "marocaines", "africaines", "foreigner", "immigrant", "pensioner", "syndiquer", "handicaper", "portraites",
        "lesbienne", "etrangler", "syndiquee", "syndiquees", "immigrante", "disable", "enables", "quinquagenaire",
        "homosexuelles", "etrangere", "americains", "mexicains", "retraitent", "tatoueurs", "tatoueur",
    }
)  # fmt: skip


def _less(word: str) -> frozenset[str]:
    """The word, and what it is without one of its letters."""
    return frozenset({word, *(word[:i] + word[i + 1 :] for i in range(len(word)))})


_BY_PART: dict[str, set[str]] = {}
for _word in _WORDS:
    for _part in _less(_word):
        _BY_PART.setdefault(_part, set()).add(_word)


@lru_cache(maxsize=8192)
def meant(word: str) -> str:
    """The word that was meant, if one slip lies between, else the word itself.

    One letter too many, too few, another one, or two that changed places.
    """
    if not LEAST_LETTERS - 1 <= len(word) <= 17 or word in _WORDS or word in _REAL:
        return word
    near = {one for part in _less(word) for one in _BY_PART.get(part, ()) if _one_slip(word, one)}
    return min(near) if len(near) >= 1 else word


def _one_slip(said: str, word: str) -> bool:
    """Whether one letter lies between the two, or two neighbours that changed places."""
    if abs(len(said) - len(word)) == 1:
        return True
    apart = [i for i in range(len(word)) if said[i] != word[i]] if len(said) == len(word) else []
    if len(apart) == 1:
        return 0 < apart[0] < len(word) - 1
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and said[apart[0]] == word[apart[1]]
        and said[apart[1]] == word[apart[0]]
    )
