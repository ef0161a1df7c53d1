"""Writing the service worker of the built site: which files the phone keeps, and under which name."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from myjobmatch.plugins.finish import FONTS, message_pattern

_SOURCE = Path(__file__).with_name("worker.js")
_ASSET = re.compile(r"/assets/[\w.-]+\.(?:js|css)")
_IMPORT = re.compile(r"""["'`]\./([\w.-]+\.(?:js|css))["'`]""")
# The list of all pages: kept itself, but what it names is not all wanted on a phone.
_ROUTES = re.compile(r"^manifest-")
ALWAYS = ("theme.js", "ui.js", "fonts/atkinson-next.woff2", "icons/icon.svg", "__spa-fallback.html")
REGISTRATION = """
// Written at build: phones keep the pages that they may need without a network, in the language read.
addEventListener("load", async () => {
  if (!("serviceWorker" in navigator) || !document.querySelector(".phone")) return;
  const root = document.documentElement;
  const tell = async () => {
    const ready = await navigator.serviceWorker.ready;
    ready.active?.postMessage({ language: root.dataset.language });
  };
  // The first time, what this page itself needs goes before what it may need some day.
  if (!navigator.serviceWorker.controller) await new Promise((done) => setTimeout(done, 2000));
  // The worker reads it while it is installed, before it can be told anything.
  const preferences = await caches.open("mjm-preferences");
  await preferences.put("/language", new Response(root.dataset.language));
  await navigator.serviceWorker.register("/sw.js");
  await tell();
  new MutationObserver(tell).observe(root, { attributeFilter: ["data-language"] });
});
"""


def page_file(route: str) -> str:
    """The file of a route within a language's folder: `index.html`, `mes-offres.html`."""
    return f"{route.strip('/') or 'index'}.html"


def pattern(route: str) -> str:
    """The regular expression of a route with variable parts: `/messages/[id]`."""
    parts = [r"[^/]+" if part.startswith("[") else re.escape(part) for part in route.split("/")]
    return "^" + "/".join(parts) + "$"


def _scripts_of(site: Path, routes: Iterable[str]) -> list[str]:
    """The scripts of routes with a variable part, which no page file names."""
    names: list[str] = []
    for route in routes:
        if "[" in route:
            first = route.strip("/").partition("/")[0]
            names += [path.name for path in (site / "assets").glob(f"*{first}*.js")]
    return names


def closure(site: Path, pages: Iterable[Path], scripts: Iterable[str] = ()) -> set[str]:
    """The files that these pages and scripts load, with all that they import in turn."""
    found: set[str] = set()
    todo: list[str] = list(scripts)
    for page in pages:
        todo += [name.removeprefix("/assets/") for name in _ASSET.findall(page.read_text("utf-8"))]
    while todo:
        name = todo.pop()
        path = site / "assets" / name
        if name in found or not path.is_file():
            continue
        found.add(name)
        if path.suffix == ".js" and not _ROUTES.match(name):
            todo += _IMPORT.findall(path.read_text(encoding="utf-8"))
    return {f"/assets/{name}" for name in found}


def by_language(
    files: Iterable[str], languages: Sequence[str]
) -> tuple[list[str], dict[str, list[str]]]:
    """What every phone keeps, and what only readers of a language do: its pages, messages and font."""
    own: dict[str, list[str]] = {tag: [] for tag in languages}
    common: list[str] = []
    for name in sorted(files):
        for tag, kept in own.items():
            words = re.fullmatch(f"/assets/{message_pattern(tag)}", name)
            if words or name.startswith(f"/_{tag}/") or name == f"/{FONTS.get(tag)}":
                kept.append(name)
                break
        else:
            common.append(name)
    return common, own


def write_worker(site: Path, routes: Sequence[str], languages: Sequence[str]) -> int:
    """Write `/sw.js` for the pages of `routes`, and let `ui.js` register it; answer how many files it knows.

    Routes with a variable part start from the page without content; their scripts are kept too.

    Raises:
        RuntimeError: a page or a file that must be kept was not built.
    """
    fixed = [route for route in routes if "[" not in route]
    html = [site / f"_{tag}" / page_file(route) for tag in languages for route in fixed]
    always = [*ALWAYS, *(font for tag, font in FONTS.items() if tag in languages)]
    missing = [path for path in [*html, *(site / name for name in always)] if not path.is_file()]
    if missing:
        raise RuntimeError(f"the build has no {missing[0].relative_to(site)}")
    ui = site / "ui.js"
    ui.write_text(ui.read_text(encoding="utf-8") + REGISTRATION, encoding="utf-8")
    files = (
        {f"/{path.relative_to(site).as_posix()}" for path in html}
        | {f"/{name}" for name in always}
        | closure(site, [*html, site / "__spa-fallback.html"], _scripts_of(site, routes))
    )
    common, own = by_language(files, languages)
    digest = hashlib.sha256(_SOURCE.read_bytes())
    for name in sorted(files):
        digest.update(name.encode() + (site / name[1:]).read_bytes())
    values = {
        "__VERSION__": digest.hexdigest()[:16],
        "__FILES__": json.dumps(common),
        "__BY_LANGUAGE__": json.dumps(own),
        "__PAGES__": json.dumps({route: page_file(route) for route in fixed}),
        "__DYNAMIC__": json.dumps([pattern(route) for route in routes if "[" in route]),
        "__FALLBACK__": "/__spa-fallback.html",
    }
    worker = _SOURCE.read_text(encoding="utf-8")
    for mark, value in values.items():
        worker = worker.replace(mark, value)
    (site / "sw.js").write_text(worker, encoding="utf-8")
    return len(files)
