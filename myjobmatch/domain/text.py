"""What people type, as it is kept."""

import unicodedata

from myjobmatch.domain.errors import Invalid


def typed(value: object) -> str:
    """Text as it is kept: NFC, no control characters but line feeds and tabs, trimmed.

    Raises:
        Invalid: it is no text (`malformed`).
    """
    if not isinstance(value, str):
        raise Invalid("malformed")
    text = unicodedata.normalize("NFC", value.replace("\r\n", "\n"))
    return "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs")
    ).strip()


# Marks that turn the direction of all that follows, isolates included; those of one letter stay.
_TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])


def one_line(value: object) -> str:
    """Typed text of one line: spaces are single, and nothing in it turns what stands after it.

    Raises:
        Invalid: it is no text (`malformed`).
    """
    return " ".join(typed(value).translate(_TURNING).split())


def some_lines(value: object) -> str:
    """Typed text of several lines, with nothing in it that turns what stands after it.

    Raises:
        Invalid: it is no text (`malformed`).
    """
    return typed(value).translate(_TURNING).strip()


def plain(text: str) -> str:
    """Lower case without accents, for finding and sorting names as they are typed."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
