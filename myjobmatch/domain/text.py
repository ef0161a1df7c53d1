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
