"""The start page of a copy, made of its rows: sections, how many, and lines in the words of its reader."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from myjobmatch.domain.own_data import OwnCopy, Row
from myjobmatch.i18n.catalogue import direction
from myjobmatch.integrations.copy_page import Block, Fact, Line, Page, Section
from myjobmatch.services.copy_shapes import LABELS, LISTED, OPEN, SECTIONS, Shape
from myjobmatch.services.copy_words import Words

_UNNAMED = frozenset({"body"})
"""Columns that need no label: they are what was said."""

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


def page_of(copy: OwnCopy, locale: str, now: datetime) -> Page:
    """The page of a copy in a language."""
    words = Words(locale)
    return Page(
        language=locale.partition("-")[0],
        direction=direction(locale),
        title=words.say("title"),
        lead=words.say("lead"),
        made=words.say("made", at=now),
        files=words.say("files", n=sum("file" in row for row in _filed(copy.tables))),
        contents=words.say("contents"),
        sections=[_section(words, key, shapes, copy.tables) for key, shapes in SECTIONS],
        missing_title=words.say("missing.title"),
        missing=[
            words.say(f"missing.{name}") for name in ("secret", "others", "counts", "outside")
        ],
        ask_title=words.say("ask.title"),
        ask=_ask(words, copy),
    )


def _filed(tables: Mapping[str, Sequence[Row]]) -> list[Row]:
    return [row for name in ("youth_document", "message_attachment") for row in tables[name]]


def _ask(words: Words, copy: OwnCopy) -> str:
    if not copy.structure:
        return words.say("ask.nobody")
    if not copy.phone:
        return words.say("ask.text", structure=copy.structure)
    return words.say("ask.call", structure=copy.structure, phone=copy.phone)


def _section(
    words: Words, key: str, shapes: Sequence[Shape], tables: Mapping[str, Sequence[Row]]
) -> Section:
    blocks = [_block(words, shape, tables[shape.table]) for shape in shapes if tables[shape.table]]
    count = sum(len(tables[shape.table]) for shape in shapes)
    return Section(
        key=key,
        title=words.say(f"section.{key}"),
        text=words.say(f"about.{key}"),
        count=words.say("count", n=count),
        blocks=blocks,
        empty=words.say("empty"),
    )


def _block(words: Words, shape: Shape, rows: Sequence[Row]) -> Block:
    latest = sorted(rows, key=lambda row: _when(row.get(shape.when)), reverse=True)
    shown = latest[:LISTED]
    rest = len(rows) - len(shown)
    return Block(
        title=words.say(f"table.{shape.table}"),
        count=words.say("count", n=len(rows)),
        lines=[_line(words, shape, row) for row in shown],
        rest=words.say("rest", n=rest) if rest else "",
        unfolded=len(shown) <= OPEN,
    )


def _when(value: object) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return _LONG_AGO


def _line(words: Words, shape: Shape, row: Row) -> Line:
    told = ((name, words.told(shape.table, name, row)) for name in shape.facts)
    return Line(
        when=words.day(row.get(shape.when)),
        title=words.joined(words.told(shape.table, name, row) for name in shape.title),
        facts=[
            Fact(
                label="" if name in _UNNAMED else words.say(f"field.{LABELS.get(name, name)}"),
                value=text,
                href=text if name == "file" else "",
            )
            for name, text in told
            if text
        ],
    )
