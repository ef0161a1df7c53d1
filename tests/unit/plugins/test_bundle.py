"""What we change in Reflex's Vite settings, runtime and root."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import reflex_base
from reflex_base.compiler.templates import vite_config_template

from myjobmatch.plugins import bundle


def _settings() -> str:
    return vite_config_template(
        base="/", hmr=True, force_full_reload=False, experimental_hmr=False, sourcemap=False
    )


def test_scripts_are_grouped_and_emotion_is_left_out() -> None:
    changed = bundle.few_scripts(_settings())
    for name in ("router", "runtime", "icons", "phone", "deck"):
        assert f'"{name}"' in changed
    for module in (r"@emotion\/react", "mergician", "universal-cookie"):
        assert f"/^{module}$/" in changed
    assert "states-desk" in changed
    assert "/env.json/" in changed, "Reflex's own group stands"


@pytest.mark.parametrize("anchor", ["groups: [", "alias: [", "].concat([])"])
def test_settings_of_another_shape_stop_the_build(anchor: str) -> None:
    with pytest.raises(RuntimeError, match="has no"):
        bundle.few_scripts(_settings().replace(anchor, ""))


def _reflexs_own(name: str) -> str:
    """A file of the web folder that Reflex starts from."""
    package = Path(reflex_base.__file__).parent
    return next(package.rglob(f".templates/web/{name}")).read_text(encoding="utf-8")


def test_the_runtime_names_no_eval_of_its_own() -> None:
    changed = bundle.short_names(_reflexs_own(bundle.RUNTIME))
    assert re.search(r"(?<!globalThis\.)\beval\(", changed) is None
    assert bundle.short_names(changed) == changed, "the same file may be met again"


def test_a_runtime_without_eval_stops_the_build() -> None:
    with pytest.raises(RuntimeError, match="has no eval"):
        bundle.short_names("export const a = 1;")


def test_the_root_holds_out_no_whole_modules() -> None:
    root = """\
import { Outlet } from 'react-router';
import * as React from "react";
import * as utils_state from "$/utils/state";

function ReflexProviders({children}) {
  useEffect(() => {
    // Make contexts and state objects available globally for dynamic eval'd components
    window.__reflex = {
      "react": React,
    "$/utils/state": utils_state,
    };
  }, []);

  return children;
}
"""
    changed = bundle.only_what_is_called(root)
    assert "import *" not in changed
    assert "__reflex" not in changed
    assert "return children;" in changed
    with pytest.raises(RuntimeError, match="holds out nothing"):
        bundle.only_what_is_called(changed)


def test_our_pages_speak_by_websocket_alone() -> None:
    from rxconfig import config

    assert config.transport == "websocket", "the other transports are left out of the pages"


def test_a_theme_is_chosen_once() -> None:
    document = (
        'jsx("head",{},jsx("script",{},"\\n// Only run in browser environment, not during SSR\\n'
        'localStorage.getItem(\\"theme\\")\\n"),jsx("script",{src:"/theme.js"},),)'
    )
    assert bundle.one_theme(document) == 'jsx("head",{},jsx("script",{src:"/theme.js"},),)'
    with pytest.raises(RuntimeError, match="chooses no theme"):
        bundle.one_theme("export const a = 1;")
