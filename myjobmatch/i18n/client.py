"""What the browser needs of the catalogues: one module of messages a part and language, and what reads them.

A page imports the parts it speaks (`t`), so that a phone does not load what is said at a desk.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from myjobmatch.domain.languages import spoken
from myjobmatch.i18n.catalogue import (
    DEFAULT_LOCALE,
    LOCALES,
    area_of,
    areas_of,
    direction,
    parsed,
)
from myjobmatch.i18n.icu import Message

MODULE = "$/utils/mjm/i18n"
FOLDER = Path("utils/mjm")
_SOURCE = Path(__file__).with_name("client.js")
# Kept on the server: mails, the command line, answers to programs.
SERVER_ONLY = ("mail.", "notice.", "cli.", "demo.", "copy.")
COMMON = "common"
"""The part that every page has: what shells and vocabularies say."""
LATER = frozenset({"errors"})
"""Parts that nobody reads at first: they come once a page rests, or when something of them is to be said."""
_HOME = {"error": "errors", "enum": "enums", "consent": "youth-places"}
_AT_FIRST = frozenset(
    f"enum.{name}"
    for name in (
        "CalibratedOn",
        "ContractKind",
        "Licence",
        "PassReason",
        "ReportReason",
        "Schedule",
        "Starting",
        "TravelGap",
        "WorkingTime",
    )
)
"""Vocabularies of the deck, which are in the common part; the others are a part of their own."""
_PLACES = frozenset(
    f"youth.{name}"
    for name in (
        "answers",
        "ask_alerts",
        "first",
        "follow",
        "kept",
        "messages",
        "offers",
        "request",
        "shared",
        "small",
        "space",
    )
)
"""What a youth reads in other places than the deck, each too little for a part of its own."""
# Pages that say as much as all others of their area together.
_APART = (
    "youth.profile",
    "youth.doors",
    "search.add",
    "search.documents",
    "search.saved",
    "search.tips",
    "public.landing",
    "public.privacy",
    "public.joining",
    "public.activation",
    "public.agreement",
    "public.password",
)


def part_of(key: str) -> str:
    """The part that a key, or a beginning of keys that ends with a dot, belongs to."""
    for prefix in _APART:
        if key.startswith(f"{prefix}."):
            return prefix.replace(".", "-")
    area, _, rest = key.partition(".")
    subject = f"{area}.{rest.partition('.')[0]}"
    if subject in _AT_FIRST:
        return COMMON
    if subject == "common.messages":
        return "talk"
    return "youth-places" if subject in _PLACES else _HOME.get(area, area)


def part_module(part: str) -> str:
    """What a script imports to have a part's messages."""
    return f"$/utils/mjm/words-{part}"


def compact(message: Message) -> object:
    """A message as the browser's module holds it: a plain text when it has no placeholder."""
    if not message:
        return ""
    if len(message) == 1 and isinstance(message[0], str):
        return message[0]
    return message


@cache
def messages_by_part(locale: str) -> dict[str, dict[str, object]]:
    """A language's messages for the browser, by part and key, of the areas that it is written in."""
    parts: dict[str, dict[str, object]] = {}
    areas = areas_of(locale)
    for key, message in sorted(parsed(locale).items()):
        if not key.startswith(SERVER_ONLY) and area_of(key) in areas:
            parts.setdefault(part_of(key), {})[key] = compact(message)
    return parts


def languages_of(part: str) -> list[str]:
    """The languages that have a part: those of desks are in fewer."""
    return [tag for tag in LOCALES if part in messages_by_part(tag)]


def message_file(part: str, tag: str) -> str:
    """The name of the module of a part's messages; no dash in the tag, since a hash follows one."""
    return f"messages.{part}.{tag.replace('-', '_')}.js"


def _loaders(part: str) -> str:
    """The object of a part's loaders by language, as JavaScript."""
    each = (
        f'{json.dumps(tag)}:()=>import("./{message_file(part, tag)}")' for tag in languages_of(part)
    )
    return "{" + ",".join(each) + "}"


def hook_module() -> str:
    """The JavaScript module of `useT`, `addPart` and `addLater`; it loads the common part."""
    languages = json.dumps({tag: [direction(tag), spoken(tag)] for tag in LOCALES})
    return (
        _SOURCE.read_text(encoding="utf-8")
        .replace("__COMMON__", _loaders(COMMON))
        .replace("__LANGUAGES__", languages)
        .replace("__DEFAULT__", json.dumps(DEFAULT_LOCALE))
    )


def words_module(part: str) -> str:
    """The JavaScript module that has a part loaded before whoever imports it runs, one of `LATER` soon after."""
    add = "addLater" if part in LATER else "addPart"
    return f'import {{ {add} }} from "./i18n.js";\n\nawait {add}({_loaders(part)});\n'


def static_files() -> list[tuple[Path, str]]:
    """Every file of the client's catalogue, by path under the web folder."""
    files = [(FOLDER / "i18n.js", hook_module())]
    for tag in LOCALES:
        for part, table in messages_by_part(tag).items():
            text = json.dumps(table, ensure_ascii=False, separators=(",", ":"))
            files.append((FOLDER / message_file(part, tag), f"export default {text};\n"))
    parts = messages_by_part(DEFAULT_LOCALE).keys() - {COMMON}
    files += [(FOLDER / f"words-{part}.js", words_module(part)) for part in sorted(parts)]
    return files
