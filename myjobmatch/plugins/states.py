"""What the states hold at first, in two parts: a phone does not load what only desks show.

Reflex writes the defaults of all states into one module of every page, and a hash of each, which a page sends
when it connects, so that it is told only what differs. Here the defaults of desks' states come with the pages
that name them (`bundle`), and one hash stands for all (`state/defaults.py` reads it).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence

from myjobmatch.plugins.bundle import DESK_STATES, FOLDER

CONTEXT = "utils/context.jsx"
DESK = FOLDER / "states-desk.js"
_OF_DESK = re.compile(DESK_STATES.strip("/"))
_STATES = re.compile(r"^export const initialState = (\{.*\})$", re.MULTILINE)
_HASHES = re.compile(r"^export const initialStateHashes = (\[.*\])$", re.MULTILINE)
_NO_STORAGE = 'clientStorage = {"cookies": {}, "local_storage": {}, "session_storage": {}}'
_DISPATCHERS = """\
  return {
    dispatchers,
"""
_LATER = f"""\
  // What is told of a desk's state before a page brings it is kept for then.
  const untold = {{}};
  const keep = (name) => (delta) => {{
    untold[name] = {{ ...untold[name], ...delta }};
  }};
  const addStates = (states) => {{
    mergeInitialState(states);
    for (const name in untold) {{
      if (!dispatchers[name]) continue;
      dispatchers[name](untold[name]);
      delete untold[name];
    }}
  }};
  liveStore = {{ addStates }};

  return {{
    dispatchers: new Proxy(dispatchers, {{
      get: (known, name) => known[name] ?? ({DESK_STATES}.test(name) ? keep(name) : undefined),
    }}),
"""
_ADD = """
let liveStore = null;
// Pages of desks bring what their states hold at first.
export const addStates = (states) => {
  Object.assign(initialState, states);
  liveStore?.addStates(states);
};
"""


def one_hash(hashes: Sequence[str]) -> str:
    """The hash that stands for these."""
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()[:16]


class Split:
    """The two parts of one build: `phone` changes Reflex's module, `desk` then writes ours."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._desk = "{}"

    def phone(self, context: str) -> str:
        """Reflex's module without the defaults of desks' states, and with one hash.

        Raises:
            RuntimeError: Reflex writes it another way now, or a state keeps something in the browser.
        """
        states, hashes = _STATES.search(context), _HASHES.search(context)
        if states is None or hashes is None:
            raise RuntimeError(f"{CONTEXT} has no states")
        if _NO_STORAGE not in context:
            raise RuntimeError("a state keeps vars in the browser: cookies.js does not")
        if context.count(_DISPATCHERS) != 1:
            raise RuntimeError(f"{CONTEXT} has no {_DISPATCHERS!r}, or more than one")
        values = json.loads(states[1])
        desk = {name: value for name, value in values.items() if _OF_DESK.search(name)}
        phone = {name: value for name, value in values.items() if name not in desk}
        self._desk = json.dumps(desk, ensure_ascii=False)
        told = f"export const initialState = {json.dumps(phone, ensure_ascii=False)};{_ADD}"
        one = f"export const initialStateHashes = {json.dumps([one_hash(json.loads(hashes[1]))])}"
        return (
            context.replace(states[0], told).replace(hashes[0], one).replace(_DISPATCHERS, _LATER)
        )

    def desk(self, _: str) -> str:
        """The module of desks' states; what stood there before is not read."""
        return f'import {{ addStates }} from "$/utils/context";\n\naddStates({self._desk});\n'
