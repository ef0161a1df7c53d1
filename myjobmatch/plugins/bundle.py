"""What we change in Reflex's Vite settings: few scripts instead of many small ones, and none that no page of ours runs."""

from __future__ import annotations

import re
from pathlib import Path

SETTINGS = "vite.config.js"
RUNTIME = "utils/state.js"
_GROUPS_ANCHOR = "groups: ["
_ALIAS_ANCHOR = "alias: ["
_PLUGINS_ANCHOR = "].concat([])"
_OF_DESK = r"(from) => /[\\/](?:employer|advisor)[\\/]|\[(?:employeur|conseil)\]/.test(from)"
_OF_DECK = (
    r"(from) => /\[decouvrir\]|[\\/]youth[\\/]discover\.|[\\/]utils[\\/]|root\.jsx$/.test(from)"
)
_OF_MATCHES = r"(from) => /\[mes-offres\]\._index\.|[\\/]youth[\\/]offers\./.test(from)"
_ICONS = (
    # an icon's other name is a module that imports the icon
    "(id, graph) => { const users = (of) => graph.getModuleInfo(of).importers.flatMap((from) => "
    r"/[\\/]icons[\\/]/.test(from) ? users(from) : [from]); const from = users(id); "
    rf'return !/[\\/]icons[\\/]/.test(id) || from.some({_OF_DECK}) ? "icons" '
    f': from.every({_OF_DESK}) ? "icons-desk" : from.some({_OF_MATCHES}) ? "icons-matches" : "icons-more"; }}'
)
"""What the deck does not draw, its first card need not wait for; nor one's own offers for what they do not."""
# Each request costs a phone more than these few bytes. What a group needs goes with it, unless an
# earlier group has it.
GROUPS = (
    (
        '"router"',
        r"/[\\/]node_modules[\\/]react(?:-router|-error-boundary)?[\\/]/",
    ),
    (
        '"runtime"',
        r"/[\\/]utils[\\/](?:state|context|context-registry|mjm[\\/](?:jsx|theme|i18n|ids))\.jsx?$/",
    ),
    (
        _ICONS,
        r"/[\\/]lucide-react[\\/]/",
    ),
    (
        '"phone"',
        r"/[\\/]utils[\\/]mjm[\\/](?:store|hooks|later|told|sharing_acts|install_hooks|words-youth)\.jsx?$/",
    ),
    ('"deck"', r"/[\\/]utils[\\/]mjm[\\/](?:deck|swipe_deck|listen)\.jsx?$/"),
)
"""Name and test of Rolldown's `codeSplitting.groups`, as JavaScript."""

FOLDER = Path("utils/mjm")
JSX = FOLDER / "jsx.js"
MODULES: dict[Path, str] = {
    JSX: """\
// Pages call emotion's `jsx`, which is React's own `createElement` for whoever has no `css` property,
// and ours have none: inline styles are refused (docs/decisions/0005).
export { createElement as jsx } from "react";
""",
    FOLDER / "theme.js": """\
// In the place of Reflex's themes: ours is a cookie, set before the first paint (assets/theme.js), and style alone.
export const ThemeProvider = ({ children }) => children;
""",
    FOLDER / "merge.js": """\
// What Reflex takes of `mergician`: two objects of properties become one, the second's own count more.
const plain = (value) => value?.constructor === Object;
export const mergician = (first, second) => {
  const merged = { ...first };
  for (const [name, value] of Object.entries(second))
    merged[name] = plain(value) && plain(merged[name]) ? mergician(merged[name], value) : value;
  return merged;
};
""",
    FOLDER / "cookies.js": """\
// What Reflex takes of `universal-cookie`. No state of ours keeps anything in a cookie by it (`states.py` sees to that).
export default class Cookies {
  get() {}
  set() {}
  remove() {}
}
""",
    FOLDER / "transports.js": """\
// Pages speak to the server by a websocket alone: the other ways of engine.io stay out.
import { WS as Socket } from "$/node_modules/engine.io-client/build/esm/transports/websocket.js";
// Whoever has left hears nothing more (client/leaving.js).
export class WS extends Socket {
  onPacket(packet) {
    if (!window.mjmLeft) super.onPacket(packet);
  }
}
export const transports = { websocket: WS };
export const XHR = undefined;
export const Fetch = undefined;
export const WT = undefined;
""",
}
"""Modules of ours that stand in the place of larger ones, by path under the web folder."""
_INSTEAD = (
    (r"/^@emotion\/react$/", JSX),
    (r"/^\$\/utils\/react-theme$/", FOLDER / "theme.js"),
    (r"/^mergician$/", FOLDER / "merge.js"),
    (r"/^universal-cookie$/", FOLDER / "cookies.js"),
    (
        r"/^\.\/transports\/(?:index|polling|websocket|webtransport)[\w.-]*$/",
        FOLDER / "transports.js",
    ),
)
DESK_STATES = r"/\.myjobmatch___state___(?:advisor|desk|employer)/"
"""Names of the states that only desks' pages show, as JavaScript."""
# Whatever names a desk's state brings what such states hold at first (`states.py`).
_PLUGIN = (
    '{ name: "mjm-states", enforce: "pre", transform(code, id) { '
    rf"if (/[\\/]app(?:_components)?[\\/].*\.jsx$/.test(id) && {DESK_STATES}.test(code)) "
    'return { code: `import "$/utils/mjm/states-desk";\\n${code}`, map: null }; } }'
)


def few_scripts(settings: str) -> str:
    """Vite's settings with our groups of scripts, and small modules in the place of large ones.

    Raises:
        RuntimeError: Reflex writes its settings another way now.
    """
    for anchor in (_GROUPS_ANCHOR, _ALIAS_ANCHOR, _PLUGINS_ANCHOR):
        if settings.count(anchor) != 1:
            raise RuntimeError(f"{SETTINGS} has no {anchor!r}, or more than one")
    groups = "".join(f"{{ name: {name}, test: {test} }}," for name, test in GROUPS)
    alias = "".join(
        f"{{ find: {find}, replacement: "
        f'fileURLToPath(new URL("./{path.as_posix()}", import.meta.url)) }},'
        for find, path in _INSTEAD
    )
    return (
        settings.replace(_GROUPS_ANCHOR, _GROUPS_ANCHOR + groups)
        .replace(_ALIAS_ANCHOR, _ALIAS_ANCHOR + alias)
        .replace(_PLUGINS_ANCHOR, f"].concat([{_PLUGIN}])")
    )


_EVAL = re.compile(r"(?<![.\w])eval\(")


def short_names(runtime: str) -> str:
    """Reflex's runtime without `eval` of its own names: these can be shortened then.

    Our policy refuses `eval` in any form (docs/decisions/0005).

    Raises:
        RuntimeError: it has none, so this is not needed any more.
    """
    changed = _EVAL.sub("globalThis.eval(", runtime)
    if "globalThis.eval(" not in changed:
        raise RuntimeError(f"{RUNTIME} has no eval")
    return changed


ROOT = "app/root.jsx"
_WHOLE = re.compile(r"^import \* as \w+ from [^\n]+\n", re.MULTILINE)
_TOLD = re.compile(r"  useEffect\(\(\) => \{\n    // Make contexts .*?\n  \}, \[\]\);\n", re.DOTALL)


def only_what_is_called(root: str) -> str:
    """Reflex's root without the whole modules that it holds out to components made by `eval`: we have none.

    Raises:
        RuntimeError: Reflex writes it another way now.
    """
    if len(_TOLD.findall(root)) != 1:
        raise RuntimeError(f"{ROOT} holds out nothing")
    return _WHOLE.sub("", _TOLD.sub("", root))


DOCUMENT = "app/_document.js"
_THEME = re.compile(
    r"""jsx\("script",\{\},"\\n// Only run in browser environment(?:[^"\\]|\\.)*"\),"""
)


def one_theme(document: str) -> str:
    """Reflex's document without its own choice of a theme, which asks the storage before the first paint.

    Raises:
        RuntimeError: Reflex writes it another way now.
    """
    if len(_THEME.findall(document)) != 1:
        raise RuntimeError(f"{DOCUMENT} chooses no theme")
    return _THEME.sub("", document)
