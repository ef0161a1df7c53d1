"""`python scripts/untranslated.py [LANGUAGE…]`: what translators still have to write, as JSON.

One object a language: key → {"fr": …, "en": …}, and `faults`: messages that are there and wrong, key → why.
The exit status is 1 when something is missing or wrong.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import cast

from babel import Locale

from myjobmatch.domain.languages import spoken
from myjobmatch.i18n.catalogue import (
    DEFAULT_LOCALE,
    LOCALES,
    area_of,
    areas_of,
    messages,
)
from myjobmatch.i18n.icu import Message, MessageError, parse, placeholders

# The category of millions in Romance languages ("un million d'offres"): nothing here is counted so far.
_OF_MILLIONS = {"fr": {"many"}, "es": {"many"}, "pt": {"many"}}
# An exact case stands for a category that holds this one number.
_EXACT = {"zero": "=0", "one": "=1", "two": "=2"}
_ALONE = {"ar": {"zero", "one", "two"}, "en": {"one"}, "es": {"one"}}


def expected(locale: str) -> dict[str, str]:
    """The French messages that a language must have, by key."""
    areas = areas_of(locale)
    return {k: text for k, text in messages(DEFAULT_LOCALE).items() if area_of(k) in areas}


def missing(locale: str) -> dict[str, dict[str, str]]:
    """The messages that a language lacks: key → the French and the English one."""
    own, english = messages(locale), messages("en")
    return {
        key: {"fr": text, "en": english.get(key, "")}
        for key, text in expected(locale).items()
        if key not in own
    }


def _plurals(message: Message) -> Iterator[dict[str, Message]]:
    for part in message:
        if isinstance(part, str) or part[0] not in ("p", "s"):
            continue
        cases = cast("dict[str, Message]", part[2])
        if part[0] == "p":
            yield cases
        for case in cases.values():
            yield from _plurals(case)


def categories(locale: str) -> set[str]:
    """The plural categories that a language's counts fall in, by CLDR."""
    tongue = spoken(locale)
    known = {str(tag) for tag in Locale.parse(tongue).plural_form.tags} | {"other"}
    return known - _OF_MILLIONS.get(tongue, set())


def lacking(locale: str, message: Message) -> set[str]:
    """The plural categories that a message forgot."""
    alone = _ALONE.get(spoken(locale), set())
    return {
        category
        for cases in _plurals(message)
        for category in categories(locale)
        if category not in cases and not (category in alone and _EXACT[category] in cases)
    }


def _wrong(locale: str, text: str, french: str | None) -> str:
    """Why a message cannot stand; nothing when it can."""
    if french is None:
        return "French has no such key"
    try:
        message = parse(text)
    except MessageError as error:
        return str(error)
    if placeholders(message) != placeholders(parse(french)):
        return (
            f"asks for {sorted(placeholders(message))}, not {sorted(placeholders(parse(french)))}"
        )
    if forgotten := lacking(locale, message):
        return f"has no plural {sorted(forgotten)}"
    if not text.strip() and french.strip():
        return "is empty"
    return ""


def faults(locale: str) -> dict[str, str]:
    """What is wrong with a language's messages, by key."""
    french = expected(locale)
    found = {key: _wrong(locale, text, french.get(key)) for key, text in messages(locale).items()}
    return {key: why for key, why in found.items() if why}


def report(locales: list[str]) -> dict[str, dict[str, object]]:
    """What is left to do, by language; nothing for a language that is whole."""
    left: dict[str, dict[str, object]] = {}
    for locale in locales:
        todo: dict[str, object] = {**missing(locale)}
        if wrong := faults(locale):
            todo["faults"] = wrong
        if todo:
            left[locale] = todo
    return left


def main() -> None:
    """Print it."""
    left = report(sys.argv[1:] or [tag for tag in LOCALES if tag != DEFAULT_LOCALE])
    print(json.dumps(left, ensure_ascii=False, indent=2))
    raise SystemExit(1 if left else 0)


if __name__ == "__main__":
    main()
