"""The ZIP of a copy: names that harm nobody, a page in which nothing runs, and little in memory however much there is."""

from __future__ import annotations

import io
import json
import re
import tempfile
import tracemalloc
import zipfile
from datetime import UTC, datetime
from functools import partial
from html import unescape
from pathlib import Path

import pytest

from myjobmatch.domain.enums import DecisionKind
from myjobmatch.domain.own_data import Ref, Who
from myjobmatch.integrations.copy_page import Block, Fact, Line, Page, Section, copy_page
from myjobmatch.integrations.copy_style import STYLE
from myjobmatch.integrations.copy_zip import (
    DATA,
    LONGEST_NAME,
    PAGE,
    Enclosed,
    safe_path,
    write_copy,
)
from myjobmatch.integrations.document_files import DocumentFolder

MIB = 1024 * 1024
AT = datetime(2026, 9, 16, 9, 0, tzinfo=UTC)
TOKENS = Path(__file__).parents[3] / "assets" / "styles" / "tokens.css"
HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'",
    "</style></title><svg/onload=alert(1)>",
    "{{7*7}} ${7*7} %s &amp; &lt;",
    "👩🏽‍🚒 تنظيف Україна",
    "a" * 20_000,
    "ligne 1\nligne 2",
)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("CV de Lina.pdf", "files/001-CV de Lina.pdf"),
        ("../../etc/passwd", "files/001-etc-passwd"),
        ("..\\..\\Windows\\win.ini", "files/001-Windows-win.ini"),
        ("/etc/passwd.pdf", "files/001-etc-passwd.pdf"),
        ("C:\\x.pdf", "files/001-C--x.pdf"),
        ("a\x00b\r\nc.pdf", "files/001-abc.pdf"),
        ("facture\u202efdp.exe.pdf", "files/001-facturefdp.exe.pdf"),
        ("CON.pdf", "files/001-_CON.pdf"),
        ("....", "files/001-file"),
        ("", "files/001-file"),
        (".htaccess", "files/001-htaccess"),
        ("photo.jpg.", "files/001-photo.jpg"),
        ("été\u0301 👍.png", "files/001-été́ 👍.png"),
        ("شهادة.pdf", "files/001-شهادة.pdf"),
        ("a/b", "files/001-a-b"),
    ],
)
def test_a_file_lies_in_its_folder_under_a_name_of_nobody(name: str, path: str) -> None:
    found = safe_path(1, name)
    assert found == path
    assert ".." not in found.split("/")
    assert not re.search(r'[\\<>:"|?*\x00-\x1f\u202a-\u202e\u2066-\u2069]', found)


def test_a_name_is_short_and_no_two_are_alike() -> None:
    long = safe_path(2, "é" * 5_000 + ".pdf")
    assert len(long.encode()) <= len("files/002-.pdf") + LONGEST_NAME
    assert long.endswith(".pdf")
    assert safe_path(1, "a.pdf") != safe_path(2, "a.pdf")


def page(*lines: Line) -> Page:
    section = Section("who", "Qui", "Texte", "1", [Block("Bloc", "1", lines)], "Rien")
    return Page(
        "fr", "ltr", "Titre", "Début", "Fait", "", "Dedans", [section], "Non", ["x"], "?", "!"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_is_more_than_text(text: str) -> None:
    line = Line(text, text, [Fact("", text), Fact(text, text), Fact("Fichier", text, href=text)])
    html = "".join(copy_page(page(line)))
    tags = {tag.lower() for tag in re.findall(r"<\s*/?\s*([a-zA-Z]+)", html)}
    assert not tags & {
        "script",
        "img",
        "iframe",
        "object",
        "embed",
        "form",
        "input",
        "base",
        "link",
    }
    assert not re.search(r"<[^>]*\son\w+\s*=", html)
    assert "default-src 'none'" in html
    assert unescape(html).count(text) >= 5
    assert 'href="javascript' not in html


def test_a_link_leads_to_a_file_of_the_copy_alone() -> None:
    path = safe_path(3, 'javascript:alert(1)"><b>.pdf')
    html = "".join(copy_page(page(Line("", "", [Fact("Fichier", path, href=path)]))))
    (href,) = [one for one in re.findall(r'href="([^"]*)"', html) if not one.startswith("#")]
    assert href == "files/003-javascript-alert%281%29---b.pdf"


def test_the_copy_holds_the_page_the_data_and_the_files(tmp_path: Path) -> None:
    folder = DocumentFolder(tmp_path)
    stored = folder.keep(b"%PDF-1.7")
    rows = [
        {"at": AT, "kind": DecisionKind.LIKE, "by": Who.ME, "offer": Ref("p1", "Caissier", "Épi")},
        {"text": HOSTILE[0], "none": None, "list": [1, "deux"]},
    ]
    into = io.BytesIO()
    enclosed = [
        Enclosed("files/001-a.pdf", partial(folder.opened, stored)),
        Enclosed("files/002-b.pdf", partial(folder.opened, "gone")),
    ]
    write_copy(
        into, AT, copy_page(page()), {"format": 1}, {"decision": rows, "match": []}, enclosed
    )
    with zipfile.ZipFile(into) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [PAGE, DATA, "files/001-a.pdf"]
        assert archive.read("files/001-a.pdf") == b"%PDF-1.7"
        data = json.loads(archive.read(DATA))
    assert data["about"] == {"format": 1}
    assert data["tables"]["match"] == []
    first, second = data["tables"]["decision"]
    assert first == {
        "at": "2026-09-16T09:00:00+00:00",
        "kind": "like",
        "by": "me",
        "offer": {"id": "p1", "title": "Caissier", "company": "Épi"},
    }
    assert second["text"] == HOSTILE[0]


def test_a_hundred_megabytes_of_files_take_no_memory(tmp_path: Path) -> None:
    folder = DocumentFolder(tmp_path)
    names = [folder.keep(b"x") for _ in range(4)]
    for name in names:
        with (tmp_path / name).open("r+b") as file:
            file.truncate(25 * MIB)
    enclosed = [
        Enclosed(safe_path(number, "photo.jpg"), partial(folder.opened, name))
        for number, name in enumerate(names, 1)
    ]
    with tempfile.TemporaryFile(dir=tmp_path) as into:
        tracemalloc.start()
        write_copy(into, AT, copy_page(page()), {}, {}, enclosed)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert into.tell() > 100 * MIB
    assert most < 8 * MIB


def test_its_colours_are_those_of_the_product() -> None:
    light, dark = re.findall(r"\{([^{}]*--paper[^{}]*)\}", STYLE)[:2]
    css = TOKENS.read_text(encoding="utf-8")
    for mine, selector in ((light, r":root"), (dark, r':root\[data-theme="dark"\]')):
        theirs = re.search(rf"^{selector} \{{(.*?)^\}}", css, re.MULTILINE | re.DOTALL)
        assert theirs is not None
        tokens = dict(re.findall(r"(--[\w-]+): (#\w+);", theirs.group(1)))
        used = dict(re.findall(r"(--[\w-]+): (#\w+);", mine))
        assert used
        assert {name: tokens.get(name) for name in used} == used
