"""Styles that only some pages need: a sheet each, which those pages bring along (`components.sheets`).

What every page is drawn with is one sheet of the whole app (`myjobmatch.py`): a phone waits for it before its first
card, so what stands on other pages alone has no place there.
"""

from __future__ import annotations

from pathlib import Path

TARGET = Path("utils/mjm")
STYLES = Path(__file__).parents[2] / "assets" / "styles"

SHEETS: dict[str, tuple[str, ...]] = {
    "imports": ("imports",),
    "sharing": ("sharing",),
    "talk": ("talk",),
    "dashboard": ("dashboard",),
    "fse": ("dashboard", "fse"),
    "sixmonths": ("sixmonths",),
    "desk": (
        "employer",
        "candidates",
        "advisor",
        "file",
        "portfolio",
        "team",
        "today",
        "workshops",
        "weeks",
        "answers",
    ),
    "answering": ("employer", "candidates", "answers"),
    "company": ("company",),
    "week": ("week",),
    "workshop": ("workshop",),
    "agenda": ("agenda",),
    "appointments": ("appointment",),
    "outcome": ("outcome",),
    "mine": ("mine",),
}
"""Files of `assets/styles/` by sheet, in their order."""


def module(sheet: str) -> str:
    """The script module of a sheet's component, without its suffix."""
    return f"sheet-{sheet}"


def static_files() -> list[tuple[Path, str]]:
    """Every sheet, and the module of its `Sheet`, by path under the web folder.

    React hoists the link into the head, once, and shows the page when the sheet is there.
    """
    files: list[tuple[Path, str]] = []
    for sheet, names in SHEETS.items():
        styles = [(STYLES / f"{name}.css").read_text(encoding="utf-8") for name in names]
        files.append((TARGET / f"{module(sheet)}.css", "\n".join(styles)))
        script = (
            'import { createElement } from "react";\n'
            f'import href from "./{module(sheet)}.css?url";\n\n'
            "export const Sheet = () =>\n"
            '  createElement("link", { rel: "stylesheet", href, precedence: "pages" });\n'
        )
        files.append((TARGET / f"{module(sheet)}.js", script))
    return files
