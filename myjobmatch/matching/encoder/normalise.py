"""Text to comparable words: lower case, Latin, Greek and Arabic without marks, no punctuation.

Cyrillic keeps its letters: in Ukrainian й and ї are letters, not accented ones.
"""

from __future__ import annotations

import re
import unicodedata

# "(h/f)", "H/F/X", "m/w/d", "m/v": job titles carry them, they say nothing of the job.
_GENDER_MARK = re.compile(
    r"\(?(?<!\w)(?:[hfmwvxdn](?:\s?[/:]\s?[hfmwvxdn]){1,2}|h-f|f-h)(?!\w)\)?", re.IGNORECASE
)
# "technicien(ne)", "Verkäufer(in)", "étudiant·e·s", "Lehrer*innen": one word, not two.
_ENDING = (
    "ee?s?|s|x|ne|nes|te|tes|se|ses|le|les|re|ve|fe|ere|eres|iere|ieres|euse|euses|trice|trices"
    "|rice|rices|ice|esse|esses|in|innen|a|as|os|ora|oras|ra|ras"
)
_GENDER_ENDING = re.compile(rf"(?<=\w)(?:\((?:{_ENDING})\)|(?:[·•‧∙*](?:{_ENDING})(?!\w))+)")
_WORD = re.compile(r"[^\W_]+(?:\+\+|#)?")
_LETTERS_WITHOUT_DECOMPOSITION = {
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th",
    "ё": "е", "ґ": "г", "ى": "ي", "ة": "ه", "ـ": "",
}  # fmt: skip
_MIDDLE_DOTS = frozenset("·•‧∙")
_STRIPPED_SCRIPTS = ("LATIN", "GREEK", "ARABIC")


def _translation() -> dict[int, str]:
    """Code point to replacement, for every letter whose marks we drop."""
    table = {ord(letter): plain for letter, plain in _LETTERS_WITHOUT_DECOMPOSITION.items()}
    for code in range(0x00C0, 0x2000):
        char = chr(code)
        if not unicodedata.name(char, "").startswith(_STRIPPED_SCRIPTS):
            continue
        plain = "".join(
            c for c in unicodedata.normalize("NFD", char) if not unicodedata.combining(c)
        )
        if plain != char and plain:
            table[code] = plain
    marks = (*range(0x0300, 0x0370), *range(0x064B, 0x0660), 0x0670)
    table.update(dict.fromkeys(marks, ""))
    return table


_TABLE = _translation()


def words_of(text: str) -> list[str]:
    """The words of a text in order, ready for the vocabulary and the n-gram hash.

    Marks of gender in job titles ("h/f", "m/w/d") are dropped unless nothing else is left, and the
    other gender's ending, where it hangs on the word ("technicien(ne)").
    """
    folded = unicodedata.normalize("NFKC", text).lower().translate(_TABLE)
    dotted = not folded.isascii() and not _MIDDLE_DOTS.isdisjoint(folded)
    if dotted or "(" in folded or "*" in folded:
        folded = _GENDER_ENDING.sub("", folded)
    if "/" in folded or "h-f" in folded or "f-h" in folded:
        return _WORD.findall(_GENDER_MARK.sub(" ", folded)) or _WORD.findall(folded)
    return _WORD.findall(folded)
