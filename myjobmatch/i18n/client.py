"""What the browser needs of the catalogues: one module of messages a language, and the hook that reads them."""

from __future__ import annotations

import json
from pathlib import Path

from myjobmatch.i18n.catalogue import DEFAULT_LOCALE, LOCALES, direction, parsed
from myjobmatch.i18n.icu import Message

MODULE = "$/utils/mjm/i18n"
FOLDER = Path("utils/mjm")
_SOURCE = Path(__file__).with_name("client.js")
# Kept on the server: mails, the command line, answers to programs.
SERVER_ONLY = ("mail.", "cli.", "demo.")


def compact(message: Message) -> object:
    """A message as the browser's module holds it: a plain text when it has no placeholder."""
    if not message:
        return ""
    if len(message) == 1 and isinstance(message[0], str):
        return message[0]
    return message


def messages_module(locale: str) -> str:
    """The JavaScript module with a language's messages."""
    table = {
        key: compact(message)
        for key, message in sorted(parsed(locale).items())
        if not key.startswith(SERVER_ONLY)
    }
    return "export default " + json.dumps(table, ensure_ascii=False, separators=(",", ":")) + ";\n"


def hook_module() -> str:
    """The JavaScript module of `useT`, with the loaders of our languages written in."""
    loaders = ",".join(f'{json.dumps(tag)}:()=>import("./messages.{tag}.js")' for tag in LOCALES)
    directions = json.dumps({tag: direction(tag) for tag in LOCALES})
    return (
        _SOURCE.read_text(encoding="utf-8")
        .replace("__LOADERS__", "{" + loaders + "}")
        .replace("__DIRECTIONS__", directions)
        .replace("__DEFAULT__", json.dumps(DEFAULT_LOCALE))
    )


def static_files() -> list[tuple[Path, str]]:
    """Every file of the client's catalogue, by path under the web folder."""
    files = [(FOLDER / f"messages.{tag}.js", messages_module(tag)) for tag in LOCALES]
    files.append((FOLDER / "i18n.js", hook_module()))
    return files
