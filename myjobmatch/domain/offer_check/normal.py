"""A text made comparable, letter by letter, each with the place it had in what was typed.

Lower case, no accents, no invisible signs, one space for many, look-alike letters of other alphabets as
Latin ones; then, for words only, spaced letters joined, figures within a word read as letters, doubled
signs of inclusive writing taken away (`jeune·s`, `motivé(e)`, `serveur.euse`).
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from myjobmatch.domain.offer_check.near import meant

_OTHER_SIGNS = {
    "’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'", "′": "'",
    "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-",
    "·": "·", "•": "\n", "∙": "·", "‧": "·", "⋅": "·", "・": "·",
    "œ": "oe", "æ": "ae", "ß": "ss", "…": ".",
    "«": '"', "»": '"', "“": '"', "”": '"',
    # letters of other alphabets that look like ours
    "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i", "ј": "j", "ѕ": "s",
    "һ": "h", "м": "m", "т": "t", "к": "k", "в": "b", "н": "h",
    "α": "a", "ε": "e", "ο": "o", "ρ": "p", "ν": "v", "ι": "i", "υ": "u", "κ": "k", "τ": "t",
}  # fmt: skip
_LEET = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "€": "e"}
_MIXED = re.compile(
    r"(?<![\w@$€.])[a-z]+(?:[013457@$€*]{1,2}[a-z]+)+[01345@$]?(?![\w@$€])(?!\.[a-z])"
)
_SPACED = re.compile(r"(?<![\w'.-])[a-z](?:([ .\-_*|/])[a-z])(?:\1[a-z]){2,}(?![\w'])")
_CUTS = re.compile(r"[.*_|·~^-]")
_CUT = re.compile(r"(?<![\w.])[a-z]{1,8}(?:[.*_|·~^-][a-z]{1,8}){1,8}(?![\w])")
_OFTEN_CUT = frozenset(
    one + plural
    for one in [
        "jeune",
        "femme",
        "homme",
        "fille",
        "garcon",
        "noir",
        "arabe",
        "musulman",
        "senior",
        "enceinte",
        "gitan",
        "handicape",
        "africain",
        "juif",
        "voile",
        "blanc",
        "roumain",
        "celibataire",
        "syndique",
        "women",
        "woman",
        "men",
        "man",
        "male",
        "female",
        "young",
        "muslim",
        "black",
        "white",
        "gay",
    ]
    for plural in ("", "s")
)
_BLANK = " \t\n"
_LONG_WORD = re.compile(r"(?<!\w)[a-z]{7,17}(?!\w)")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_FEMININE = (
    r"e|es|se|ses|euse|euses|ice|ices|rice|rices|trice|trices|sse|sses|ne|nes|le|les|lle|lles|te|tes|ere"
    r"|eres|iere|ieres|ve|ves|fe|esse|esses|ie|ande|ante|ee"
)
_INCLUSIVE = re.compile(
    rf"(?<=[a-z])(?:·(?:{_FEMININE}|s)(?:·s|s)?(?![a-z])"
    rf"|\((?:{_FEMININE}|s|ne)\)(?:s(?![a-z]))?"
    r"|[.\-](?:e[.\-]s|e|es|euse|euses|rice|rices|trice|trices|ne|nes|se|s)(?![a-z'.])"
    r"|/(?:e|es|euse|euses|se|ses|rice|rices|trice|trices|ne|nes|ere|iere)(?:/s)?(?![a-z]))"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A comparable text; `at[i]` is where its letter `i` begins in the original, `ends[i]` where it ends."""

    text: str
    at: list[int]
    ends: list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a piece of it, not empty, stood in what was typed."""
        return self.at[start], self.ends[end - 1]


@lru_cache(maxsize=4096)
def _letter(sign: str) -> str:
    """One sign as it is compared: nothing, one letter, or the two of a ligature."""
    low = sign.lower()
    if low in _OTHER_SIGNS:
        return _OTHER_SIGNS[low]
    if sign in "\r\n\u2028\u2029\v\f":
        return "\n"
    category = unicodedata.category(sign)
    if category == "Zs" or sign == "\t":
        return " "
    if category in {"Mn", "Cf", "Me", "Cc"}:
        return ""
    base = "".join(
        one for one in unicodedata.normalize("NFKD", low) if unicodedata.category(one) != "Mn"
    )
    return _OTHER_SIGNS.get(base, base) if len(base) <= 4 else sign


def signs(text: str) -> Plain:
    """Every sign kept: what addresses and numbers are looked for in."""
    out: list[str] = []
    at: list[int] = []
    ends: list[int] = []
    for place, sign in enumerate(text):
        for one in _letter(sign):
            if one == " " and (not out or out[-1] in _BLANK):
                if out and out[-1] == " ":
                    out[-1] = "\t"
                continue
            out.append(one)
            at.append(place)
            ends.append(place + 1)
    _join_lines(out, text, at)
    _drop_abbreviations(out, text, at, ends)
    return Plain("".join(out), at, ends)


def words(plain: Plain) -> Plain:
    """What is said, whatever the spelling: what rules on wording read."""
    text = plain.text
    edits: list[tuple[int, int, str]] = []
    for match in _SPACED.finditer(text):
        start, end = match.span()
        letters = text[start:end:2]
        if match.group(1) == " " and letters[-1] in "ay":
            # "n o i r s à la porte": the last letter is a word
            end, letters = end - 2, letters[:-1]
        edits.append((start, end, letters))
    for match in _MIXED.finditer(text):
        said = match.group()
        if len(said) >= 4 and "*" not in said:
            edits.append((*match.span(), "".join(_LEET.get(one, one) for one in said)))
    edits += [
        (m.start(), m.end(), said)
        for m in _CUT.finditer(text)
        if (said := _CUTS.sub("", m.group())) in _OFTEN_CUT
    ]
    plain = _edited(plain, edits)
    plain = Plain(plain.text.replace("\t", " "), plain.at, plain.ends)
    plain = _edited(
        plain, [(m.start(), m.end(), m.group(1)) for m in _DRAWN_OUT.finditer(plain.text)]
    )
    plain = _edited(
        plain, [(m.start(), m.end(), _number(m)) for m in _INCLUSIVE.finditer(plain.text)]
    )
    slips = ((m, meant(m.group())) for m in _LONG_WORD.finditer(plain.text))
    return _edited(plain, [(m.start(), m.end(), word) for m, word in slips if word != m.group()])


def folded(text: str) -> str:
    """A text as the rules read it."""
    return words(signs(text)).text


def _number(match: re.Match[str]) -> str:
    """A plural stays one; the feminine that stands beside the masculine goes."""
    said = match.group().rstrip(")")
    return "s" if said.endswith("s") and not said.endswith("ss") else ""


def _join_lines(out: list[str], text: str, at: list[int]) -> None:
    """A line broken within a sentence goes on: its next letter is a small one."""
    for place in range(1, len(out) - 1):
        if out[place] == "\n":
            after = text[at[place + 1]]
            if after.islower() and out[place - 1] not in ".!?;:\n":
                out[place] = " "


def _drop_abbreviations(out: list[str], text: str, at: list[int], ends: list[int]) -> None:
    """A full stop after four letters or fewer, with a small letter next, ends a word and no sentence."""
    kept = [
        place
        for place, sign in enumerate(out)
        if not (sign == "." and _shortened(out, place) and text[at[place + 2]].islower())
    ]
    if len(kept) < len(out):
        out[:] = [out[place] for place in kept]
        at[:] = [at[place] for place in kept]
        ends[:] = [ends[place] for place in kept]


def _shortened(out: list[str], place: int) -> bool:
    """Whether a short word stands before a full stop, and a space and a letter after it."""
    if place + 2 >= len(out) or out[place + 1] != " " or not out[place + 2].isalpha():
        return False
    start = place
    while start > 0 and place - start <= 5 and out[start - 1].isalpha():
        start -= 1
    return 2 <= place - start <= 5


def _edited(plain: Plain, edits: list[tuple[int, int, str]]) -> Plain:
    """The text with some pieces written otherwise; each new letter knows where its piece stood."""
    if not edits:
        return plain
    out: list[str] = []
    at: list[int] = []
    ends: list[int] = []
    done = 0
    for start, end, said in sorted(edits):
        if start < done:
            continue
        out.append(plain.text[done:start])
        at.extend(plain.at[done:start])
        ends.extend(plain.ends[done:start])
        out.append(said)
        same = len(said) == end - start
        step = 1 if same else 2 if len(said) * 2 - 1 == end - start else 0
        for nth in range(len(said)):
            first = start + nth * step if step else start
            at.append(plain.at[first])
            ends.append(plain.ends[first] if step else plain.ends[end - 1])
        if not said and ends:
            ends[-1] = plain.ends[end - 1]
        done = end
    out.append(plain.text[done:])
    at.extend(plain.at[done:])
    ends.extend(plain.ends[done:])
    return Plain("".join(out), at, ends)
