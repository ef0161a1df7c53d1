"""The service worker's list: what a youth's pages need, all of it and not the desks'."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from myjobmatch.plugins.finish import FONTS
from myjobmatch.plugins.offline import (
    ALWAYS,
    by_language,
    closure,
    page_file,
    pattern,
    write_worker,
)

LANGUAGES = ["fr", "en", "fr-falc"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site in small: a youth's page, a desk's page, and what they import."""
    for name in ALWAYS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assets = tmp_path / "assets"
    assets.mkdir()
    words = "".join(
        f'import("./messages.common.{tag}-a_1-.js");' for tag in ("fr", "en", "fr_falc")
    )
    (assets / "deck-1.js").write_text('import{a}from"./shared-1.js";import("./late-1.js");' + words)
    for tag in ("fr", "en", "fr_falc"):
        (assets / f"messages.common.{tag}-a_1-.js").write_text("")
    (assets / "shared-1.js").write_text("import './deck-1.js'")
    (assets / "late-1.js").write_text("")
    (assets / "desk-1.js").write_text("")
    (assets / "manifest-1.js").write_text('["./desk-1.js"]')
    (assets / "main-1.css").write_text("")
    for tag in LANGUAGES:
        folder = tmp_path / f"_{tag}"
        folder.mkdir()
        (folder / "decouvrir.html").write_text(
            f'<link href="/assets/main-1.css">import "/assets/manifest-1.js" "/assets/deck-1.js" {tag}'
        )
    return tmp_path


def _list(site: Path, name: str) -> object:
    worker = (site / "sw.js").read_text()
    found = re.search(rf"^const {name} = (.*?);", worker, re.MULTILINE)
    assert found
    return json.loads(found[1])


def test_everything_a_page_imports_is_kept_and_nothing_of_the_desks(site: Path) -> None:
    kept = closure(site, [site / "_fr" / "decouvrir.html"])
    assert kept == {
        f"/assets/{name}"
        for name in ("deck-1.js", "shared-1.js", "late-1.js", "manifest-1.js", "main-1.css")
    } | {f"/assets/messages.common.{tag}-a_1-.js" for tag in ("fr", "en", "fr_falc")}


def test_a_phone_keeps_the_language_that_is_read(site: Path) -> None:
    count = write_worker(site, ["/decouvrir"], LANGUAGES)
    files, own = _list(site, "FILES"), _list(site, "BY_LANGUAGE")
    assert isinstance(files, list)
    assert isinstance(own, dict)
    assert len(files) + sum(map(len, own.values())) == count
    assert {"/theme.js", "/assets/deck-1.js"} <= set(files)
    assert not any("messages" in name or name.startswith("/_f") for name in files)
    assert own == {
        "fr": ["/_fr/decouvrir.html", "/assets/messages.common.fr-a_1-.js"],
        "en": ["/_en/decouvrir.html", "/assets/messages.common.en-a_1-.js"],
        "fr-falc": ["/_fr-falc/decouvrir.html", "/assets/messages.common.fr_falc-a_1-.js"],
    }
    assert _list(site, "PAGES") == {"/decouvrir": "decouvrir.html"}
    assert not re.findall(r"__[A-Z_]+__", (site / "sw.js").read_text())
    assert "serviceWorker" in (site / "ui.js").read_text()


def test_letters_that_the_first_font_lacks_are_kept_by_who_reads_them() -> None:
    files = ["/fonts/atkinson-next.woff2", *(f"/{font}" for font in FONTS.values())]
    common, own = by_language(files, ["fr", "ar", "uk"])
    assert common == ["/fonts/atkinson-next.woff2"]
    assert own == {"fr": [], "ar": [f"/{FONTS['ar']}"], "uk": [f"/{FONTS['uk']}"]}


def test_another_content_is_another_version(site: Path) -> None:
    def version() -> str:
        (site / "ui.js").write_text("x")
        write_worker(site, ["/decouvrir"], LANGUAGES)
        found = re.search(r'CACHE = "(mjm-\w+)"', (site / "sw.js").read_text())
        assert found
        return found[1]

    first = version()
    assert version() == first
    (site / "_fr" / "decouvrir.html").write_text("changed")
    assert version() != first


def test_a_page_that_was_not_built_stops_the_build(site: Path) -> None:
    with pytest.raises(RuntimeError, match=r"_fr/mes-offres\.html"):
        write_worker(site, ["/mes-offres"], ["fr"])


def test_routes_and_their_files() -> None:
    assert page_file("/") == "index.html"
    assert page_file("/employeur/offres") == "employeur/offres.html"
    assert re.match(pattern("/messages/[id]"), "/messages/a-b")
    assert not re.match(pattern("/messages/[id]"), "/messages/a/b")
