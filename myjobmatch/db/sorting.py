"""Names in the order that people look for them: without accents and capitals, the same on either database.

A database's own order is that of its installation: with accents after Z, or by the rules of some language, which pass
over spaces and hyphens.
"""

from typing import Any

from sqlalchemy import ColumnElement, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from myjobmatch.domain.text import plain

_LETTERS = (*range(0x41, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00))
"""Latin with all that Europe and Vietnam set on it, Greek, Cyrillic."""
_MARKS = "".join(map(chr, range(0x300, 0x370)))

_FOLDED = {
    letter: folded
    for letter in map(chr, _LETTERS)
    if letter != (folded := plain(letter)) and len(folded) == 1
}
_TABLE = str.maketrans("".join(_FOLDED), "".join(_FOLDED.values()), _MARKS)

FOLDING = "mjm_folded"
"""What SQLite calls `fold`: each of its connections is told of it (`db.engine`)."""


def fold(text: str | None) -> str | None:
    """A text as it sorts, letter by letter: what PostgreSQL's `translate` makes of it."""
    return text.translate(_TABLE) if text is not None else None


class InOrder(FunctionElement[str]):
    """A text that is plain already, by its signs alone."""

    type = String()
    inherit_cache = True


class Folded(FunctionElement[str]):
    """A text as it sorts, made while it is sorted: for names that no plain one is kept of."""

    type = String()
    inherit_cache = True


def by_signs(column: ColumnElement[str] | Any) -> InOrder:
    """What to sort a plain column by."""
    return InOrder(column)


def by_name(column: ColumnElement[str] | Any) -> Folded:
    """What to sort names by, as they are written."""
    return Folded(column)


@compiles(InOrder)
def _in_order(element: InOrder, compiler: SQLCompiler, **options: Any) -> str:
    return compiler.process(element.clauses, **options)


@compiles(InOrder, "postgresql")
def _in_order_of_signs(element: InOrder, compiler: SQLCompiler, **options: Any) -> str:
    return f'({compiler.process(element.clauses, **options)} COLLATE "C")'


@compiles(Folded)
def _folded(element: Folded, compiler: SQLCompiler, **options: Any) -> str:
    return f"{FOLDING}({compiler.process(element.clauses, **options)})"


@compiles(Folded, "postgresql")
def _folded_by_letters(element: Folded, compiler: SQLCompiler, **options: Any) -> str:
    text = compiler.process(element.clauses, **options)
    before, after = "".join([*_FOLDED, _MARKS]), "".join(_FOLDED.values())
    return f"(translate({text}, '{before}', '{after}') COLLATE \"C\")"
