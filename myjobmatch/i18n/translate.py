"""Rendering a message on the server: mails, the command line, answers of the HTTP interface."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import cast
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from myjobmatch.i18n.catalogue import DEFAULT_LOCALE, LOCALES, parsed
from myjobmatch.i18n.icu import Message

PARIS = ZoneInfo("Europe/Paris")
# English as it is written in Europe: the day before the month, 24 hours.
_REGIONAL = {"en": "en_GB"}
_SKELETONS = {"short": "d MMM", "long": "d MMMM y", "day": "EEEE d MMMM"}


@cache
def _locale(tag: str) -> Locale:
    return Locale.parse(_REGIONAL.get(tag, tag.partition("-")[0]))


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
    if style == "time":
        if not isinstance(moment, datetime):
            raise TypeError(f"not a moment: {value!r}")
        return format_time(moment, "short", tzinfo=PARIS, locale=_locale(locale))
    return format_date(moment, _SKELETONS[style], locale=_locale(locale))


def _number(value: object, locale: str) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"not a number: {value!r}")
    return format_decimal(value, locale=_locale(locale))


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
            out.append(_number(value, locale) if isinstance(value, int | float) else str(value))
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
    """The string of `key` in `locale`, with its values put in.

    Dates are dates, aware datetimes or their ISO texts, and are told in Europe/Paris.

    Raises:
        KeyError: the catalogue has no such key, or a value is missing.
    """
    known = locale if locale in LOCALES else DEFAULT_LOCALE
    return render(parsed(known)[key], params, known)
