"""Rendering a message on the server: mails, the command line, answers of the HTTP interface."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import cast
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from myjobmatch.domain.languages import spoken
from myjobmatch.i18n.catalogue import DEFAULT_LOCALE, LOCALES, direction, parsed
from myjobmatch.i18n.icu import Message

PARIS = ZoneInfo("Europe/Paris")
# As it is written in Europe: the day before the month, 24 hours.
_REGIONAL = {"en": "en_GB", "pt": "pt_PT"}
_PATTERNS = {
    "short": "d MMM",
    "long": "d MMMM y",
    "day": "EEEE d MMMM",
    "weekday": "EEEE",
    "month": "LLLL y",
    "time": "HH:mm",
}
_IBERIAN = {"long": "d 'de' MMMM 'de' y", "day": "EEEE, d 'de' MMMM"}
_OWN_PATTERNS = {
    "ar": {"day": "EEEE، d MMMM"},
    "es": _IBERIAN,
    "pt": {"short": "d/MM", **_IBERIAN},
    "uk": {"long": "d MMMM y 'р'.", "day": "EEEE, d MMMM"},
}
_FROM_THE_RIGHT = re.compile("[\u0591-\u07ff\ufb1d-\ufdff\ufe70-\ufefc]")
_FROM_THE_LEFT = re.compile("[A-Za-z\u00c0-\u024f\u0370-\u052f]")
_FROM_FIVE_DIGITS = frozenset({"es", "pt"})
"""Languages that group thousands from ten thousand on."""


@cache
def _locale(tag: str) -> Locale:
    return Locale.parse(_REGIONAL.get(tag, spoken(tag)))


def _moment(value: object) -> date | datetime:
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    if isinstance(value, datetime):
        return value.astimezone(PARIS) if value.tzinfo else value
    if isinstance(value, date):
        return value
    raise TypeError(f"not a date: {value!r}")


def _date(value: object, style: str, locale: str) -> str:
    moment = _moment(value)
    pattern = _OWN_PATTERNS.get(locale, {}).get(style, _PATTERNS[style])
    if style == "time":
        if not isinstance(moment, datetime):
            raise TypeError(f"not a moment: {value!r}")
        return format_time(moment, pattern, tzinfo=PARIS, locale=_locale(locale))
    return format_date(moment, pattern, locale=_locale(locale))


def _number(value: object, locale: str) -> str:
    """A number in the digits that are read around here, Arabic included."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"not a number: {value!r}")
    grouped = locale not in _FROM_FIVE_DIGITS or abs(value) >= 10_000
    return format_decimal(
        value, locale=_locale(locale), group_separator=grouped, numbering_system="latn"
    )


def _apart(text: str, locale: str) -> str:
    """A name written the other way round stands by itself in its sentence (Unicode's isolates)."""
    strange = _FROM_THE_LEFT if direction(locale) == "rtl" else _FROM_THE_RIGHT
    return f"\u2068{text}\u2069" if strange.search(text) else text


def render(
    message: Message, params: Mapping[str, object], locale: str, count: object = None
) -> str:
    """A parsed message with its values put in; `count` is the number of the plural around it."""
    out: list[str] = []
    for part in message:
        if isinstance(part, str):
            out.append(part)
            continue
        kind = part[0]
        if kind == "#":
            out.append(_number(count, locale))
            continue
        value = params[str(part[1])]
        if kind == "v":
            number = isinstance(value, int | float)
            out.append(_number(value, locale) if number else _apart(str(value), locale))
        elif kind == "n":
            out.append(_number(value, locale))
        elif kind == "d":
            out.append(_date(value, str(part[2]), locale))
        else:
            cases = cast("dict[str, Message]", part[2])
            if kind == "p":
                case = cases.get(f"={value}")
                if case is None:
                    category = _locale(locale).plural_form(value)  # type: ignore[arg-type]
                    case = cases.get(category, cases["other"])
                out.append(render(case, params, locale, value))
            else:
                out.append(render(cases.get(str(value), cases["other"]), params, locale, count))
    return "".join(out)


def translate(locale: str, key: str, **params: object) -> str:
    """The string of `key` in `locale`, with its values put in; in French where the language lacks it.

    Dates are dates, aware datetimes or their ISO texts, and are told in Europe/Paris.

    Raises:
        KeyError: the catalogue has no such key, or a value is missing.
    """
    known = locale if locale in LOCALES else DEFAULT_LOCALE
    return render(parsed(known)[key], params, known)
