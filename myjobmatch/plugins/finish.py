"""Finishing the built site: same-origin addresses, its languages, the hashes of its inline scripts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

HASHES_FILE = "mjm-site.json"
FALLBACK = "__spa-fallback.html"
_RENDER = Path(__file__).with_name("render.mjs")
_HOST = "same-origin.invalid"
SENTINELS = {
    "PING": f"http://{_HOST}/ping",
    "EVENT": f"ws://{_HOST}/_event",
    "UPLOAD": f"http://{_HOST}/_upload",
    "HEALTH": f"http://{_HOST}/_health",
}
_WEBSOCKET = re.compile(r'(["\'`])ws://' + re.escape(_HOST) + r'([^"\'`]*)\1')
_HTTP = re.compile(r'(["\'`])http://' + re.escape(_HOST) + r'([^"\'`]*)\1')
_OWN_SHEET = re.compile(r'<link [^>]*data-precedence="pages"[^>]*>')
_APP_SHEET = re.compile(
    r'<link (?=[^>]*rel="stylesheet")[^>]*href="(?P<href>[^"]*__reflex_global_styles[^"]*)"[^>]*>'
)
_STYLE = re.compile(r"<style[^>]*>.*?</style>|<[a-z]+ [^>]*\b(?:style|css)=\"[^\"]*\"", re.DOTALL)
_PRELOAD = re.compile(r'<link rel="modulepreload" (?=href="/assets/([\w.-]+)"/>)')
_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)


def same_origin(static_dir: Path) -> int:
    """Turn the build's placeholder addresses into the origin of the page; answer how many there were.

    Reflex bakes the backend's address in at build. Ours is always the page's own, so one build
    serves any port, host name and scheme.

    Raises:
        RuntimeError: the event address was not found, or a placeholder is left.
    """
    count = 0
    events = 0
    for path in sorted(static_dir.rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        if _HOST not in text:
            continue
        text, sockets = _WEBSOCKET.subn(r'(location.origin.replace(/^http/,"ws")+"\2")', text)
        text, plain = _HTTP.subn(r'(location.origin+"\2")', text)
        if _HOST in text:
            raise RuntimeError(f"a placeholder address is left in {path.name}")
        path.write_text(text, encoding="utf-8")
        events += sockets
        count += sockets + plain
    if not events:
        raise RuntimeError("the event address was not found in the built scripts")
    return count


_LIST = "window.__reactRouterManifest="


def short_list(static_dir: Path) -> None:
    """Leave out of the list of all pages, which every page loads, what nobody reads there.

    A page's HTML names the scripts that it needs; the list is for the way to another page, and that script
    imports its own. What is false, or as React Router takes it when it is not said, is not said.

    Raises:
        RuntimeError: the build has no such list, or more than one.
    """
    files = list((static_dir / "assets").glob("manifest-*.js"))
    if len(files) != 1:
        raise RuntimeError("the build has no list of pages, or more than one")
    text = files[0].read_text(encoding="utf-8")
    listed = json.loads(text.removeprefix(_LIST).rstrip().removesuffix(";"))
    for route in listed["routes"].values():
        route["imports"] = []
        for name in [name for name, value in route.items() if value is False]:
            del route[name]
    files[0].write_text(f"{_LIST}{json.dumps(listed, separators=(',', ':'))};", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Written:
    """How a language is written, and whether desks speak it."""

    direction: str
    tongue: str
    desks: bool


def any_language(
    static_dir: Path, languages: Mapping[str, Written], desks: Iterable[str] = ()
) -> None:
    """Mark the page without content that dynamic routes start from: `theme.js` sets its language.

    It is told there which languages there are, and which addresses are in few of them.

    Raises:
        RuntimeError: Reflex did not write it.
    """
    fallback = static_dir / FALLBACK
    if not fallback.exists():
        raise RuntimeError(f"the build has no {FALLBACK}")
    html = fallback.read_text(encoding="utf-8")
    known = {tag: [one.direction, one.tongue, int(one.desks)] for tag, one in languages.items()}
    told = (
        f'<html data-any-language="{escape(json.dumps(known))}" '
        f'data-desks="{escape(" ".join(desks))}"'
    )
    fallback.write_text(html.replace("<html", told, 1), encoding="utf-8")


def render_languages(
    static_dir: Path, languages: Mapping[str, Written], desks: Iterable[str], node: str | Path
) -> int:
    """Render every page once a language into `_<language>/`; answer how many files were written.

    Pages whose address begins as one of `desks` are rendered in the languages that desks speak.

    Raises:
        RuntimeError: a page did not render; the text is Node's.
    """
    web = static_dir.parent.parent
    script = web / "mjm-render.mjs"  # beside node_modules, where its imports are looked for
    script.write_text(_RENDER.read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(
        [
            str(node),
            script.name,
            str(static_dir.resolve()),
            json.dumps({tag: asdict(one) for tag, one in languages.items()}),
            json.dumps(list(desks)),
        ],
        cwd=web,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the pages did not render: {done.stderr[-2000:]}")
    return int(json.loads(done.stdout)["written_count"])


_VIEWPORT = "width=device-width, initial-scale=1"
"""As Reflex writes it; an installed app also draws beside a notch, and our styles keep clear of it."""

FONTS = {"ar": "fonts/noto-arabic.woff2", "uk": "fonts/noto-cyrillic.woff2"}
"""Letters that the first font lacks, by the language that needs them."""


def paint_first(static_dir: Path, languages: Iterable[str], later: Iterable[str] = ()) -> None:
    """Let the pages' scripts come after what is painted, and their messages along with them.

    The HTML has the page's whole content: style and font come first, scripts are wanted a moment later.
    A page's messages are named in its HTML, or they would be asked for only once its scripts run; parts that
    come `later` are not.

    Raises:
        RuntimeError: a page names no scripts, or its scripts no messages.
    """
    for tag in languages:
        for path in sorted((static_dir / f"_{tag}").rglob("*.html")):
            html = path.read_text(encoding="utf-8")
            scripts = _PRELOAD.findall(html)
            words = sorted(
                set().union(*(_messages(static_dir, name, tag, later) for name in scripts))
            )
            if not words:
                raise RuntimeError(f"{path.name} preloads no scripts, or they have no messages")
            html = _PRELOAD.sub('<link rel="modulepreload" fetchpriority="low" ', html)
            html = html.replace(_VIEWPORT, f"{_VIEWPORT}, viewport-fit=cover", 1)
            links = (
                f'<link rel="modulepreload" fetchpriority="low" href="/assets/{name}"/>'
                for name in words
            )
            head = "".join(links)
            if tag in FONTS:
                head += f'<link rel="preload" href="/{FONTS[tag]}" as="font" type="font/woff2" crossorigin/>'
            path.write_text(html.replace("</head>", f"{head}</head>", 1), "utf-8")


def sheets_last(static_dir: Path) -> None:
    """A page's own sheet comes after the sheet of the whole app, in the HTML and when React adds one.

    React hoists sheets to the head's beginning, or behind the last of the same precedence. The app's own cannot
    bear that mark (it is React Router's, which would not know it again): the same sheet, for no medium, does.
    """
    for path in static_dir.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        own = "".join(_OWN_SHEET.findall(html))
        html = _OWN_SHEET.sub("", html)
        app = _APP_SHEET.search(html)
        if app is not None:
            mark = f'<link rel="stylesheet" href="{app["href"]}" media="not all" data-precedence="pages"/>'
            path.write_text(html.replace(app[0], f"{app[0]}{mark}{own}", 1), encoding="utf-8")


def _messages(static_dir: Path, script: str, tag: str, later: Iterable[str]) -> set[str]:
    """The files of messages in a language that a script has loaded before it runs."""
    text = (static_dir / "assets" / script).read_text(encoding="utf-8")
    found = set(re.findall(rf"\./({message_pattern(tag)})", text))
    return {name for name in found if not name.startswith(tuple(f"messages.{e}." for e in later))}


def message_pattern(tag: str, part: str = "[a-z-]+") -> str:
    """The pattern of the built name of a language's messages; see `i18n.client.message_file`."""
    return rf"messages\.{part}\.{tag.replace('-', '_')}-[\w-]+\.js"


def no_inline_styles(static_dir: Path) -> None:
    """Refuse a page with inline styles: the Content-Security-Policy would block them.

    Raises:
        RuntimeError: a page has some; the text names it and the style.
    """
    for path in static_dir.rglob("*.html"):
        found = _STYLE.search(path.read_text(encoding="utf-8"))
        if found:
            raise RuntimeError(
                f"{path.relative_to(static_dir)} has an inline style: {found[0][:200]} "
                "(an attribute that Reflex does not know? give it in custom_attrs)"
            )


def script_hashes(static_dir: Path) -> dict[str, list[str]]:
    """The CSP sources (`'sha256-…'`) of the inline scripts of every HTML file, by its path."""
    pages: dict[str, list[str]] = {}
    for path in sorted(static_dir.rglob("*.html")):
        hashes: set[str] = set()
        for match in _SCRIPT.finditer(path.read_text(encoding="utf-8")):
            if " src=" in match["attributes"]:
                continue
            digest = hashlib.sha256(match["body"].encode()).digest()
            hashes.add(f"'sha256-{base64.b64encode(digest).decode()}'")
        pages[path.relative_to(static_dir).as_posix()] = sorted(hashes)
    return pages
