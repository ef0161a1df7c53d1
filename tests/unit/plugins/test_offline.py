"""The service worker's list: what a youth's pages need, all of it and not the desks'."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from myjobmatch.plugins.offline import ALWAYS, closure, page_file, pattern, write_worker


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site in small: a youth's page, a desk's page, and what they import."""
    for name in ALWAYS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assets = tmp_path / "assets"
    assets.mkdir()
    (assets / "deck-1.js").write_text('import{a}from"./shared-1.js";import("./late-1.js")')
    (assets / "shared-1.js").write_text("import './deck-1.js'")
    (assets / "late-1.js").write_text("")
    (assets / "desk-1.js").write_text("")
    (assets / "manifest-1.js").write_text('["./desk-1.js"]')
    (assets / "main-1.css").write_text("")
    for tag in ("fr", "en"):
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
    }


def test_the_worker_keeps_each_language_and_has_no_mark_left(site: Path) -> None:
    count = write_worker(site, ["/decouvrir"], ["fr", "en"])
    files = _list(site, "FILES")
    assert isinstance(files, list)
    assert len(files) == count
    assert {"/_fr/decouvrir.html", "/_en/decouvrir.html", "/theme.js"} <= set(files)
    assert _list(site, "PAGES") == {"/decouvrir": "decouvrir.html"}
    assert not re.findall(r"__[A-Z]+__", (site / "sw.js").read_text())
    assert "serviceWorker" in (site / "ui.js").read_text()


def test_another_content_is_another_version(site: Path) -> None:
    def version() -> str:
        (site / "ui.js").write_text("x")
        write_worker(site, ["/decouvrir"], ["fr", "en"])
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
