"""The start page of a copy of everything: one HTML file that needs nothing else, no script, every text escaped.

It is opened from a folder on whatever phone or computer: its styles are in it, it is light or dark as the device is,
and it prints.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from myjobmatch.integrations.copy_style import STYLE


@dataclass(frozen=True, slots=True)
class Fact:
    """A value beside a line, with its label; `href` is a file of the copy."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: when, what, and more of it."""

    when: str
    title: str
    facts: Sequence[Fact] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one kind, unfolded unless they are many; `rest` says that there are more than these."""

    title: str
    count: str
    lines: Sequence[Line]
    rest: str = ""
    unfolded: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page; without blocks, `empty` says so."""

    key: str
    title: str
    text: str
    count: str
    blocks: Sequence[Block]
    empty: str


@dataclass(frozen=True, slots=True)
class Page:
    """The page: whose language, what it is, its sections, and what is not in it."""

    language: str
    direction: str
    title: str
    lead: str
    made: str
    files: str
    contents: str
    sections: Sequence[Section]
    missing_title: str
    missing: Sequence[str]
    ask_title: str
    ask: str


def copy_page(page: Page) -> Iterator[str]:
    """The page, a piece at a time: it may be long."""
    yield (
        f'<!doctype html>\n<html lang="{escape(page.language)}" dir="{escape(page.direction)}">\n<head>\n'
        '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n'
        # whatever stands in a text, nothing is loaded and nothing runs
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(page.title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n"
        '<svg class="sign" viewBox="3 3 26 26" aria-hidden="true"><path class="one" d="M4 8a4 4 0 0 1 4-4h7v7.44a5.2 5.2 0 1 0'
        ' 0 9.12V28H8a4 4 0 0 1-4-4Z"/><path class="two" d="M17.2 4H24a4 4 0 0 1 4 4v16a4 4 0 0 1-4 4h-6.8v-9.4h-1.9a3.8 3.8 0'
        ' 1 1 0-5.2h1.9Z"/></svg>\n'
        f"<h1>{escape(page.title)}</h1>\n{_paragraphs(page.lead)}\n"
        f'<p class="made">{escape(page.made)}</p>\n{_paragraphs(page.files)}\n</header>\n'
        f'<nav aria-label="{escape(page.contents)}">\n<h2>{escape(page.contents)}</h2>\n<ol>\n'
    )
    for section in page.sections:
        yield (
            f'<li><a href="#{escape(section.key)}">{escape(section.title)}</a>'
            f' <span class="count">{escape(section.count)}</span></li>\n'
        )
    yield "</ol>\n</nav>\n<main>\n"
    for section in page.sections:
        yield from _section(section)
    yield f'<section id="missing">\n<h2>{escape(page.missing_title)}</h2>\n<ul class="said">\n'
    for reason in page.missing:
        yield f"<li>{escape(reason)}</li>\n"
    yield (
        f"</ul>\n<h3>{escape(page.ask_title)}</h3>\n{_paragraphs(page.ask)}\n</section>\n"
        "</main>\n</body>\n</html>\n"
    )


def _section(section: Section) -> Iterator[str]:
    yield (
        f'<section id="{escape(section.key)}">\n<h2>{escape(section.title)}'
        f' <span class="count">{escape(section.count)}</span></h2>\n{_paragraphs(section.text)}\n'
    )
    if not section.blocks:
        yield f'<p class="empty">{escape(section.empty)}</p>\n'
    for block in section.blocks:
        yield (
            f"<details{' open' if block.unfolded else ''}>\n<summary><h3>{escape(block.title)}</h3>"
            f' <span class="count">{escape(block.count)}</span></summary>\n<ul>\n'
        )
        for line in block.lines:
            yield _line(line)
        yield "</ul>\n"
        if block.rest:
            yield f'<p class="rest">{escape(block.rest)}</p>\n'
        yield "</details>\n"
    yield "</section>\n"


def _line(line: Line) -> str:
    parts = ["<li>"]
    if line.when:
        parts.append(f'<span class="when">{escape(line.when)}</span>')
    if line.title:
        parts.append(f"<strong><bdi>{escape(line.title)}</bdi></strong>")
    words = [fact for fact in line.facts if not fact.label and not fact.href]
    labelled = [fact for fact in line.facts if fact.label or fact.href]
    parts += [f'<p class="words"><bdi>{escape(fact.value)}</bdi></p>' for fact in words]
    if labelled:
        parts.append("<dl>" + "".join(_fact(fact) for fact in labelled) + "</dl>")
    return "".join(parts) + "</li>\n"


def _fact(fact: Fact) -> str:
    value = escape(fact.value)
    if fact.href:
        value = f'<a href="{escape(quote(fact.href))}">{value}</a>'
    return f"<div><dt>{escape(fact.label)}</dt><dd><bdi>{value}</bdi></dd></div>"


def _paragraphs(text: str) -> str:
    return "\n".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part.strip())
