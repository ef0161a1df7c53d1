"""Finishing the built site: addresses, hashes, styles, the page without content."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import unescape
from pathlib import Path

import pytest

from myjobmatch.plugins import finish

WRITTEN = {
    "fr": finish.Written("ltr", "fr", desks=True),
    "ar": finish.Written("rtl", "ar", desks=False),
}
EVENT = '{"EVENT":"ws://same-origin.invalid/_event","PING":`http://same-origin.invalid/ping`}'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site in small."""
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "env-1.js").write_text(f"export default {EVENT};")
    (tmp_path / finish.FALLBACK).write_text('<!DOCTYPE html><html lang="fr"><head></head></html>')
    (tmp_path / "index.html").write_text(
        '<html lang="fr"><script src="/a.js"></script><script>alert(1)</script>'
        '<script type="module" async="">import "/b.js";</script></html>'
    )
    return tmp_path


def test_the_backends_address_becomes_the_pages_own(site: Path) -> None:
    assert finish.same_origin(site) == 2
    script = (site / "assets" / "env-1.js").read_text()
    assert 'location.origin.replace(/^http/,"ws")+"/_event"' in script
    assert '(location.origin+"/ping")' in script
    assert "same-origin.invalid" not in script


def test_a_build_without_the_events_address_is_refused(site: Path) -> None:
    (site / "assets" / "env-1.js").write_text("export default {};")
    with pytest.raises(RuntimeError, match="not found"):
        finish.same_origin(site)


def test_an_address_that_cannot_be_rewritten_is_refused(site: Path) -> None:
    (site / "assets" / "env-1.js").write_text("// ws://same-origin.invalid/_event")
    with pytest.raises(RuntimeError, match=r"left in env-1\.js"):
        finish.same_origin(site)


def test_inline_scripts_are_hashed_by_page(site: Path) -> None:
    def source(body: str) -> str:
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        return f"'sha256-{digest}'"

    hashes = finish.script_hashes(site)
    assert hashes["index.html"] == sorted([source("alert(1)"), source('import "/b.js";')])
    assert hashes[finish.FALLBACK] == []


@pytest.mark.parametrize(
    "html",
    [
        '<div css="[object Object]">',
        '<div style="color:red">',
        "<style>a{}</style>",
        '<p class="a" style="">',
    ],
)
def test_an_inline_style_is_refused_by_name(site: Path, html: str) -> None:
    finish.no_inline_styles(site)
    (site / "index.html").write_text(f"<html>{html}</html>")
    with pytest.raises(RuntimeError, match=r"index\.html has an inline style"):
        finish.no_inline_styles(site)


def test_the_page_without_content_is_marked(site: Path) -> None:
    finish.any_language(site, WRITTEN, ["/conseil", "/espace"])
    html = (site / finish.FALLBACK).read_text()
    told = re.search(r'<html data-any-language="([^"]*)" data-desks="([^"]*)" lang', html)
    assert told
    assert json.loads(unescape(told[1])) == {"fr": ["ltr", "fr", 1], "ar": ["rtl", "ar", 0]}
    assert told[2] == "/conseil /espace"
    (site / finish.FALLBACK).unlink()
    with pytest.raises(RuntimeError, match="has no"):
        finish.any_language(site, WRITTEN)


def test_pages_that_do_not_render_stop_the_build(site: Path) -> None:
    static = site / "web" / "build" / "client"
    static.mkdir(parents=True)
    with pytest.raises(RuntimeError, match="did not render"):
        finish.render_languages(static, WRITTEN, [], "false")


def _page(site: Path, tag: str, scripts: str) -> Path:
    (site / "assets" / "app-1.js").write_text(
        'import("./messages.common.fr-Ab_1.js");import("./messages.common.en-Ab-2.js");'
        'import("./messages.common.fr_falc-Ab-3.js")'
    )
    (site / "assets" / "deck-1.js").write_text('import("./messages.youth-profile.fr-3.js")')
    page = site / f"_{tag}" / "mon-espace" / "profil.html"
    page.parent.mkdir(parents=True)
    links = "".join(f'<link rel="modulepreload" href="/assets/{one}"/>' for one in scripts.split())
    page.write_text(f"<html><head>{links}</head></html>")
    return page


def test_scripts_wait_for_the_paint_and_bring_their_messages(site: Path) -> None:
    page = _page(site, "fr", "app-1.js deck-1.js")
    finish.paint_first(site, ["fr"])
    html = page.read_text()
    names = ("app-1", "deck-1", "messages.common.fr-Ab_1", "messages.youth-profile.fr-3")
    assert html.count("<link") == len(names)
    for name in names:
        assert f'<link rel="modulepreload" fetchpriority="low" href="/assets/{name}.js"/>' in html


def test_easy_french_is_no_french_by_its_files_name(site: Path) -> None:
    page = _page(site, "fr-falc", "app-1.js")
    finish.paint_first(site, ["fr-falc"])
    assert re.findall(r"messages\.[\w.-]+", page.read_text()) == ["messages.common.fr_falc-Ab-3.js"]


def test_a_page_without_messages_stops_the_build(site: Path) -> None:
    _page(site, "de", "app-1.js")
    with pytest.raises(RuntimeError, match=r"profil\.html"):
        finish.paint_first(site, ["de"])


def test_a_pages_own_sheet_follows_the_apps(tmp_path: Path) -> None:
    own = '<link rel="stylesheet" href="/assets/sheet-desk-1.css" data-precedence="pages"/>'
    preload = '<link as="style" href="/assets/__reflex_global_styles-2.css" rel="preload"/>'
    app = '<link href="/assets/__reflex_global_styles-2.css" rel="stylesheet" type="text/css"/>'
    page = tmp_path / "conseil.html"
    page.write_text(f"<head>{own}{preload}{app}</head>", "utf-8")
    finish.sheets_last(tmp_path)
    mark = '<link rel="stylesheet" href="/assets/__reflex_global_styles-2.css" media="not all" data-precedence="pages"/>'
    assert page.read_text("utf-8") == f"<head>{preload}{app}{mark}{own}</head>"


def test_the_list_of_pages_says_what_is_read_and_no_more(tmp_path: Path) -> None:
    route = {"id": "routes/a", "parentId": "root", "hasLoader": False, "hasDefaultExport": True}
    listed = {
        "entry": {"module": "/assets/entry.js", "imports": ["/assets/router.js"], "css": []},
        "routes": {"routes/a": {**route, "module": "/assets/a.js", "imports": ["/assets/b.js"]}},
    }
    (tmp_path / "assets").mkdir()
    file = tmp_path / "assets" / "manifest-1.js"
    file.write_text(f"window.__reactRouterManifest={json.dumps(listed)};")
    finish.short_list(tmp_path)
    told = file.read_text().removeprefix("window.__reactRouterManifest=").removesuffix(";")
    assert json.loads(told) == {
        "entry": listed["entry"],
        "routes": {
            "routes/a": {
                "id": "routes/a",
                "parentId": "root",
                "hasDefaultExport": True,
                "module": "/assets/a.js",
                "imports": [],
            }
        },
    }
    file.unlink()
    with pytest.raises(RuntimeError, match="no list"):
        finish.short_list(tmp_path)
