"""The look, held by figures: contrast of every pair that is used, colours by tokens only."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from myjobmatch.client.sheets import SHEETS

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "assets" / "styles"
TOKENS = (STYLES / "tokens.css").read_text(encoding="utf-8")

GROUNDS = ("paper", "surface", "sunken")
# (ink, ground, least contrast): 4.5 for text, 3 for shapes that mean something.
TEXT: list[tuple[str, str]] = [
    *[(ink, ground) for ink in ("ink", "ink-soft") for ground in GROUNDS],
    *[(ink, ground) for ink in ("act-text", "yes-text", "bad") for ground in GROUNDS],
    ("warn-text", "paper"),
    ("warn-text", "surface"),
    ("no-text", "surface"),
    ("no-text", "paper"),
    ("on-act", "act"),
    ("on-yes", "yes"),
    ("on-no", "no"),
    ("on-warn", "warn"),
    ("on-bad", "bad"),
    ("yes-text", "yes-soft"),
    ("warn-text", "warn-soft"),
    ("no-text", "no-soft"),
    ("bad", "bad-soft"),
    ("ink", "bad-soft"),
    ("ink", "yes-soft"),
    ("ink", "warn-soft"),
    ("ink", "no-soft"),
    ("paper", "ink"),
]
SHAPES: list[tuple[str, str]] = [
    *[("line-strong", ground) for ground in GROUNDS],
    *[("focus", ground) for ground in GROUNDS],
]
PAIRS = [(*pair, 4.5) for pair in TEXT] + [(*pair, 3.0) for pair in SHAPES]


def _theme(selector: str) -> dict[str, str]:
    block = TOKENS[TOKENS.index(selector) :]
    block = block[: block.index("}")]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})\s*;", block))


THEMES = {"light": _theme(":root {"), "dark": _theme(':root[data-theme="dark"]')}


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21, WCAG 2.2."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_is_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_contrast(theme: str, ink: str, ground: str, least: float) -> None:
    colours = THEMES[theme]
    assert contrast(colours[ink], colours[ground]) >= least


def test_both_themes_have_the_same_colours() -> None:
    assert set(THEMES["light"]) == set(THEMES["dark"])


def test_colours_are_named_in_the_tokens_only() -> None:
    """Drawings may have a colour of their own: bread is bread in the dark too."""
    named = {
        f"{path.name}: {found}"
        for path in STYLES.glob("*.css")
        if path.name != "tokens.css"
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith(".d-")
        for found in re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\w)|\brgba?\(|\bhsla?\(", line)
    }
    assert named == set()


def test_every_colour_token_that_is_used_exists() -> None:
    defined = set(re.findall(r"--([\w-]+):", TOKENS))
    # The gesture moves the card by a property that its script sets.
    for script in (ROOT / "myjobmatch" / "client").glob("*.js*"):
        defined |= set(re.findall(r"[\"'`]--([\w-]+)", script.read_text(encoding="utf-8")))
    for path in STYLES.glob("*.css"):
        text = path.read_text(encoding="utf-8")
        local = set(re.findall(r"--([\w-]+):", text))
        used = set(re.findall(r"var\(--([\w-]+)", text))
        assert used - defined - local == set(), path.name


def test_text_on_a_coloured_ground_is_a_tested_pair() -> None:
    """A rule that sets both a ground and an ink uses a pair of the list above."""
    known = {(ink, ground) for ink, ground, _ in PAIRS}
    unknown: set[str] = set()
    for path in STYLES.glob("*.css"):
        for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", path.read_text(encoding="utf-8")):
            ground = re.search(r"background(?:-color)?:\s*var\(--([\w-]+)\)", body)
            ink = re.search(r"(?<![\w-])color:\s*var\(--([\w-]+)\)", body)
            if ground and ink and (ink[1], ground[1]) not in known:
                unknown.add(f"{path.name} {selector.strip()}: {ink[1]} on {ground[1]}")
    assert unknown == set()


SPACES = ("public", "youth", "employer", "advisor")


def _owners() -> dict[str, set[str]]:
    """The spaces whose sheets style a class by itself, by class."""
    owners: dict[str, set[str]] = {}
    for space in SPACES:
        text = re.sub(
            r"/\*.*?\*/", "", (STYLES / f"{space}.css").read_text("utf-8"), flags=re.DOTALL
        )
        for selectors in re.findall(r"([^{}@]+)\{", text):
            for selector in selectors.split(","):
                classes = set(re.findall(r"\.([a-zA-Z][\w-]*)", selector))
                if len(classes) == 1:  # with a second class it is one space's own case
                    owners.setdefault(classes.pop(), set()).add(space)
    return owners


def test_each_space_styles_its_own_classes() -> None:
    """All sheets are loaded together: a class named in two spaces would change both."""
    shared = {name: sorted(spaces) for name, spaces in _owners().items() if len(spaces) > 1}
    assert shared == {}


@pytest.mark.parametrize("space", SPACES)
def test_no_page_takes_the_class_of_another_space_by_chance(space: str) -> None:
    owners = _owners()
    # The deck is one component of two spaces; its styles lie with the phone's.
    shared = "".join((STYLES / f"{name}.css").read_text("utf-8") for name in ("parts", "shells"))
    strangers = {
        f"{path.name}: {name}"
        for path in (ROOT / "myjobmatch" / "pages" / space).glob("*.py")
        for written in re.findall(r'class_name=f?"([^"]*)"', path.read_text(encoding="utf-8"))
        for name in written.split()
        if name in owners
        and space not in owners[name]
        and f".{name}" not in shared
        and not name.startswith("deck-")
    }
    assert strangers == set()


def test_every_file_of_styles_is_the_apps_or_a_sheets() -> None:
    app = set(re.findall(r'"styles/(\w+)\.css"', (ROOT / "myjobmatch/myjobmatch.py").read_text()))
    sheets = {name for names in SHEETS.values() for name in names}
    assert app.isdisjoint(sheets)
    assert app | sheets == {path.stem for path in STYLES.glob("*.css")}
