"""The catalogues: `i18n/<language>/<area>.json`, flat keys; a key's first word is its area.

A language has the areas of who reads in it (`areas_of`): desks work in French or English, youths and
visitors in any. What a language lacks is told in French.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

from myjobmatch.domain.fse.questionnaire import Part, questionnaires
from myjobmatch.domain.languages import Language, spoken
from myjobmatch.i18n.icu import Message, parse

_INNER_SPACE = re.compile(r" (?=[:;!?»])|(?<=«) ")

_SENTENCE_END = re.compile(r"(?<=[.!?…]) (?=[A-ZÀ-ÖØ-Þ{«0-9])")

FOLDER = Path(__file__).parent
DEFAULT_LOCALE = Language.FRENCH.value
LOCALES: tuple[str, ...] = tuple(language.value for language in Language)
DESK_LOCALES: tuple[str, ...] = (Language.FRENCH.value, Language.ENGLISH.value)
"""Languages of employers, advisors and whoever works at a desk; another one is answered in French."""
DESKS = ("/employeur", "/conseil", "/administration", "/signalements", "/espace", "/financeur")
"""How the addresses of desks begin."""
AREAS = (
    "alerts",
    "appointment",
    "common",
    "copy",
    "cv",
    "enums",
    "errors",
    "mine",
    "notice",
    "outcome",
    "public",
    "search",
    "sharing",
    "sixmonths",
    "talk",
    "week",
    "workshop",
    "youth",
)
DESK_AREAS = (
    "advisor",
    "agenda",
    "answers",
    "candidates",
    "cli",
    "company",
    "dashboard",
    "employer",
    "file",
    "fse",
    "imilo",
    "immersions",
    "imports",
    "team",
    "portfolio",
    "today",
    "talkdesk",
    "weeks",
    "workshops",
)
NAMES: dict[str, str] = {
    "fr": "Français",
    "fr-falc": "Français facile",
    "en": "English",
    "ar": "العربية",
    "es": "Español",
    "pt": "Português",
    "uk": "Українська",
}
"""A language is named in itself, whatever the page's language; in the order that they are shown."""
RIGHT_TO_LEFT = frozenset({"ar"})


class CatalogueError(ValueError):
    """Two files define one key, or a file is no flat object of strings."""


def areas_of(locale: str) -> tuple[str, ...]:
    """The areas that a language is written in."""
    return (*AREAS, *DESK_AREAS) if locale in DESK_LOCALES else AREAS


def area_of(key: str) -> str:
    """The area (a file's name) that a key lies in."""
    first = key.partition(".")[0]
    return {"enum": "enums", "error": "errors", "consent": "youth"}.get(first, first)


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
            merged[key] = _as_read(text, locale)
    return merged | {key: _as_read(text, locale) for key, text in _questionnaires(locale).items()}


def _questionnaires(locale: str) -> dict[str, str]:
    """The labels of the questionnaires, which are data: all of them at desks, those asked of youths in any language."""
    found: dict[str, str] = {}
    for version, form in questionnaires().items():
        for question in form.questions:
            areas = ["fse"] if locale in DESK_LOCALES else []
            areas += ["sixmonths"] if question.part is Part.SIX_MONTHS else []
            for area in areas:
                key = f"{area}.q.{version}.{question.code}"
                found[key] = question.labels[locale]
                found |= {f"{key}.{one.value}": one.labels[locale] for one in question.choices}
    return found


def _as_read(text: str, locale: str) -> str:
    told = _french_spaces(text) if spoken(locale) == "fr" else text
    return _one_idea_a_line(told) if locale == Language.EASY_FRENCH else told


def _french_spaces(text: str) -> str:
    """French puts a space before `: ; ! ?` and within « »; a line must not break there."""
    return _INNER_SPACE.sub("\u00a0", text)


def _one_idea_a_line(text: str) -> str:
    """Easy French begins each sentence on a line of its own; the styles of its pages keep the breaks."""
    return _SENTENCE_END.sub(" \n", text)


@cache
def parsed(locale: str) -> dict[str, Message]:
    """All messages by key, parsed: the language's own, and the French ones of what it lacks."""
    own = {key: parse(text) for key, text in messages(locale).items()}
    return own if locale == DEFAULT_LOCALE else parsed(DEFAULT_LOCALE) | own


def at_desk(path: str) -> bool:
    """Whether an address is one of those who work at a desk."""
    return any(path == desk or path.startswith(f"{desk}/") for desk in DESKS)


def desk_locale(locale: str) -> str:
    """The language that a desk is read in by whoever chose `locale`."""
    return locale if locale in DESK_LOCALES else DEFAULT_LOCALE


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
        wanted.append((weight, tag.strip().lower()))
    for _, tag in sorted(wanted, key=lambda pair: -pair[0]):
        for known in (tag, spoken(tag)):
            if known in LOCALES:
                return known
    return default
