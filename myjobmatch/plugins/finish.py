"""Finishing the built site: same-origin addresses, its languages, the hashes of its inline scripts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
from collections.abc import Iterable
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


def any_language(static_dir: Path) -> None:
    """Mark the page without content that dynamic routes start from: `theme.js` sets its language.

    Raises:
        RuntimeError: Reflex did not write it.
    """
    fallback = static_dir / FALLBACK
    if not fallback.exists():
        raise RuntimeError(f"the build has no {FALLBACK}")
    html = fallback.read_text(encoding="utf-8")
    fallback.write_text(html.replace("<html", "<html data-any-language", 1), encoding="utf-8")


def render_languages(static_dir: Path, directions: dict[str, str], node: str | Path) -> int:
    """Render every page once a language into `_<language>/`; answer how many files were written.

    Raises:
        RuntimeError: a page did not render; the text is Node's.
    """
    web = static_dir.parent.parent
    script = web / "mjm-render.mjs"  # beside node_modules, where its imports are looked for
    script.write_text(_RENDER.read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run(
        [str(node), script.name, str(static_dir.resolve()), json.dumps(directions)],
        cwd=web,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the pages did not render: {done.stderr[-2000:]}")
    return int(json.loads(done.stdout)["written_count"])


def paint_first(static_dir: Path, languages: Iterable[str]) -> None:
    """Let the pages' scripts come after what is painted, and their messages along with them.

    The HTML has the page's whole content: style and font come first, scripts are wanted a moment later.
    A page's messages are named in its HTML, or they would be asked for only once its scripts run.

    Raises:
        RuntimeError: a page names no scripts, or its scripts no messages.
    """
    for tag in languages:
        for path in sorted((static_dir / f"_{tag}").rglob("*.html")):
            html = path.read_text(encoding="utf-8")
            scripts = _PRELOAD.findall(html)
            words = sorted(set().union(*(_messages(static_dir, name, tag) for name in scripts)))
            if not words:
                raise RuntimeError(f"{path.name} preloads no scripts, or they have no messages")
            html = _PRELOAD.sub('<link rel="modulepreload" fetchpriority="low" ', html)
            links = (
                f'<link rel="modulepreload" fetchpriority="low" href="/assets/{name}"/>'
                for name in words
            )
            path.write_text(html.replace("</head>", "".join(links) + "</head>", 1), "utf-8")


def _messages(static_dir: Path, script: str, tag: str) -> set[str]:
    """The files of messages in a language that a script loads."""
    text = (static_dir / "assets" / script).read_text(encoding="utf-8")
    return set(re.findall(rf"\./(messages\.[a-z-]+\.{tag}-[\w-]+\.js)", text))


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
