"""The catalogues: `i18n/<language>/<area>.json`, flat keys, merged; a key's first word is its area."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from myjobmatch.i18n.icu import Message, parse

_INNER_SPACE = re.compile(r" (?=[:;!?»])|(?<=«) ")

FOLDER = Path(__file__).parent
DEFAULT_LOCALE = "fr"
LOCALES: tuple[str, ...] = ("fr", "en")
RIGHT_TO_LEFT = frozenset({"ar"})


class CatalogueError(ValueError):
    """Two files define one key, or a file is no flat object of strings."""


@cache
def messages(locale: str) -> dict[str, str]:
    """All messages of a language by key, as written.

    Raises:
        CatalogueError: a key is defined twice, or a value is no string.
    """
    merged: dict[str, str] = {}
    for path in sorted((FOLDER / locale).glob("*.json")):
        entries = json.loads(path.read_text(encoding="utf-8"))
        for key, text in entries.items():
            if not isinstance(text, str):
                raise CatalogueError(f"{path.name}: {key} is no string")
            if key in merged:
                raise CatalogueError(f"{path.name}: {key} is defined twice")
            merged[key] = _french_spaces(text) if locale.startswith("fr") else text
    return merged


def _french_spaces(text: str) -> str:
    """French puts a space before `: ; ! ?` and within « »; a line must not break there."""
    return _INNER_SPACE.sub("\u00a0", text)


@cache
def parsed(locale: str) -> dict[str, Message]:
    """All messages of a language by key, parsed."""
    return {key: parse(text) for key, text in messages(locale).items()}


def direction(locale: str) -> str:
    """`rtl` for languages written from the right, else `ltr`."""
    return "rtl" if locale in RIGHT_TO_LEFT else "ltr"


def negotiate(
    cookie: str | None, accept_language: str | None, default: str = DEFAULT_LOCALE
) -> str:
    """The language to answer in: the cookie's if it is ours, else the first of ours the browser asks for."""
    if cookie in LOCALES:
        return str(cookie)
    wanted: list[tuple[float, str]] = []
    for item in (accept_language or "").split(","):
        tag, _, quality = item.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        wanted.append((weight, tag.lower().split("-")[0]))
    for _, language in sorted(wanted, key=lambda pair: -pair[0]):
        if language in LOCALES:
            return language
    return default
