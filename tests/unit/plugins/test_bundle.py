"""What we change in Reflex's Vite settings."""

from __future__ import annotations

import pytest
from reflex_base.compiler.templates import vite_config_template

from myjobmatch.plugins import bundle


def _settings() -> str:
    return vite_config_template(
        base="/", hmr=True, force_full_reload=False, experimental_hmr=False, sourcemap=False
    )


def test_scripts_are_grouped_and_emotion_is_left_out() -> None:
    changed = bundle.few_scripts(_settings())
    for name in ("router", "runtime", "icons"):
        assert f'"{name}"' in changed
    assert r"/^@emotion\/react$/" in changed
    assert "/env.json/" in changed, "Reflex's own group stands"


@pytest.mark.parametrize("anchor", ["groups: [", "alias: ["])
def test_settings_of_another_shape_stop_the_build(anchor: str) -> None:
    with pytest.raises(RuntimeError, match="has no"):
        bundle.few_scripts(_settings().replace(anchor, ""))
