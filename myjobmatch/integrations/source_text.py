"""Text from outside made safe to store and pleasant to read: bytes, control characters, HTML."""

import html
import re
from functools import lru_cache

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TAG = re.compile(
    r"</?(?:p|br|div|span|li|ul|ol|b|strong|i|em|u|h[1-6]|a|table|tr|td|th|font|img|script|style)\b[^<>]*>",
    re.IGNORECASE,
)
_MARKUP = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9]*+)(?:(?:[^<>"']|"[^"<]*+"|'[^'<]*+')*+>|[^<>]*+>)|<[!?/][^<>]*+>"""
)
_HUGE = re.compile(r"&#(?:[0-9]{12,}|[xX][0-9a-fA-F]{12,});?")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,6});")
_EMPTY_LINES = re.compile(r"\n{3,}")
_BLOCKS = frozenset(
    {"p", "br", "div", "li", "ul", "ol", "tr", "table", *(f"h{n}" for n in range(1, 7))}
)
_SILENT = frozenset({"script", "style"})
_SMALL_WORDS = frozenset(
    (
        "a",
        "à",
        "au",
        "aux",
        "d",
        "de",
        "des",
        "du",
        "en",
        "et",
        "l",
        "la",
        "le",
        "les",
        "sous",
        "sur",
    )
)


def decoded(raw: bytes) -> tuple[str, bool]:
    """The text of UTF-8 bytes, and whether they were sound.

    Broken ones are read as Windows-1252 (what old exports are written in), unless more of their
    accents are sound UTF-8 than not: then only the broken ones are lost.
    """
    try:
        return raw.decode("utf-8"), True
    except UnicodeDecodeError:
        patched = raw.decode("utf-8", errors="replace")
    sound = sum(ord(letter) > 127 and letter != "\ufffd" for letter in patched)
    if sound > patched.count("\ufffd"):
        return patched, False
    return raw.decode("cp1252", errors="replace"), False


def storable(value: object) -> str:
    """A string that any database takes: no NUL, no lone surrogate; empty for what is no text."""
    if not isinstance(value, str):
        return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
    if value.isprintable():  # no control character, no half of a surrogate pair: most are so
        return value
    return _CONTROL.sub(" ", value.encode("utf-8", errors="replace").decode("utf-8"))


def one_line(value: object, longest: int = 0) -> str:
    """Storable, without tags, spaces collapsed; cut at a word within `longest` characters if given."""
    short = isinstance(value, str) and len(value) <= _COMES_AGAIN
    text = _one_short_line(value) if short else _unwrapped(value)
    if longest and len(text) > longest:
        text = text[: longest - 1].rsplit(" ", 1)[0][: longest - 1] + "…"
    return text


def _unescaped(text: str) -> str:
    """Entities as the signs that they name; a number that no sign can have is a sign that was lost."""
    return html.unescape(_HUGE.sub("\ufffd", text)) if "&" in text else text


def _unwrapped(value: object) -> str:
    text = storable(value)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return " ".join(_unescaped(text).split())


_COMES_AGAIN = 60
"""Up to so many letters a text is likely a label or a wording that other rows have too."""
_one_short_line = lru_cache(16384)(_unwrapped)


def _of_markup(text: str) -> str:
    """What HTML says, in lines. Time grows with the text: a tag ends before the next one begins, or is none."""
    parts, silent, at = [], "", 0
    text = _uncommented(text)
    for found in _MARKUP.finditer(text):
        if not silent:
            parts.append(_unescaped(text[at : found.start()]))
        at = found.end()
        closing, tag = found[1], (found[2] or "").lower()
        if silent:
            silent = "" if closing and tag == silent else silent
        elif tag in _SILENT:
            silent = "" if closing else tag
        elif tag in _BLOCKS and not (closing and tag == "br"):
            parts.append("\n- " if tag == "li" and not closing else "\n")
    if not silent:
        parts.append(_unescaped(text[at:]))
    return "".join(parts)


def _uncommented(text: str) -> str:
    """A text without its comments; one that does not end is none."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[at:start])
        at = end + 3
    return "".join([*kept, text[at:]])


def plain_text(value: object) -> str:
    """Storable text in lines: HTML becomes its text, runs of blanks and of empty lines shrink."""
    text = storable(value)
    if "<" in text and _TAG.search(text):
        text = storable(_of_markup(text))
    elif "&" in text and _ENTITY.search(text):
        text = storable(_unescaped(text))
    plain = "\n".join([" ".join(line.split()) for line in text.splitlines()])
    return (_EMPTY_LINES.sub("\n\n", plain) if "\n\n\n" in plain else plain).strip()


def http_link(value: object, longest: int = 500) -> str:
    """The address if it is http or https and short enough to keep whole, else empty."""
    link = storable(value).strip()
    if len(link) > longest or not re.fullmatch(r"https?://[^\s<>\"'`\\]+", link, re.IGNORECASE):
        return ""
    return link


def place_name(text: str) -> str:
    """A place in shouting capitals said normally: `AIX LES BAINS` becomes `Aix les Bains`."""
    if text != text.upper():
        return text
    words = re.split(r"([\s'’-]+)", text.lower())
    return "".join(
        word if index and word in _SMALL_WORDS else word[:1].upper() + word[1:]
        for index, word in enumerate(words)
    )
