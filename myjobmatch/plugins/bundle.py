"""What we change in Reflex's Vite settings: few scripts instead of many small ones, no styling runtime."""

from __future__ import annotations

from pathlib import Path

SETTINGS = "vite.config.js"
_GROUPS_ANCHOR = "groups: ["
_ALIAS_ANCHOR = "alias: ["
_OF_DESK = r"(from) => /[\\/](?:employer|advisor)[\\/]|\[(?:employeur|conseil)\]/.test(from)"
_OF_DECK = r"(from) => /\[decouvrir\]|[\\/](?:app_components|utils)[\\/]|root\.jsx$/.test(from)"
_ICONS = (
    # an icon's other name is a module that imports the icon
    "(id, graph) => { const users = (of) => graph.getModuleInfo(of).importers.flatMap((from) => "
    r"/[\\/]icons[\\/]/.test(from) ? users(from) : [from]); const from = users(id); "
    rf'return !/[\\/]icons[\\/]/.test(id) || from.some({_OF_DECK}) ? "icons" '
    f': from.every({_OF_DESK}) ? "icons-desk" : "icons-more"; }}'
)
"""What the deck does not draw, its first card need not wait for."""
# Each request costs a phone more than these few bytes. What a group needs goes with it, unless an
# earlier group has it.
GROUPS = (
    ('"router"', r"/[\\/]node_modules[\\/]react(?:-router|-error-boundary)?[\\/]/"),
    (
        '"runtime"',
        r"/[\\/]utils[\\/](?:state|context|context-registry|react-theme|mjm[\\/](?:jsx|i18n))\.jsx?$/",
    ),
    (
        _ICONS,
        r"/[\\/]lucide-react[\\/]/",
    ),
)
"""Name and test of Rolldown's `codeSplitting.groups`, as JavaScript."""
JSX = Path("utils/mjm/jsx.js")
JSX_MODULE = """\
// Pages call emotion's `jsx`, which is React's own `createElement` for whoever has no `css` property,
// and ours have none: inline styles are refused (docs/decisions/0005).
export { createElement as jsx } from "react";
"""


def few_scripts(settings: str) -> str:
    """Vite's settings with our groups of scripts, and React's `createElement` in emotion's place.

    Raises:
        RuntimeError: Reflex writes its settings another way now.
    """
    for anchor in (_GROUPS_ANCHOR, _ALIAS_ANCHOR):
        if settings.count(anchor) != 1:
            raise RuntimeError(f"{SETTINGS} has no {anchor!r}, or more than one")
    groups = "".join(f"{{ name: {name}, test: {test} }}," for name, test in GROUPS)
    alias = (
        "{ find: /^@emotion\\/react$/, "
        f'replacement: fileURLToPath(new URL("./{JSX.as_posix()}", import.meta.url)) }},'
    )
    return settings.replace(_GROUPS_ANCHOR, _GROUPS_ANCHOR + groups).replace(
        _ALIAS_ANCHOR, _ALIAS_ANCHOR + alias
    )
