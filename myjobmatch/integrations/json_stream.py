"""The elements of a JSON file, one by one, in constant memory: lines, an array, or `resultats`.

The splitter looks only at quotes, braces and brackets, on bytes: an element that is no JSON or no
UTF-8 is still delimited, so that the ones after it are read.
"""

import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import orjson

from myjobmatch.integrations.problems import UnreadableSource

CHUNK = 1 << 20
LONGEST_ELEMENT = 8 << 20
_TOKEN = re.compile(rb'"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*(?:"|\\?)|[{}\[\]\n]|[^\s,:"{}\[\]]+')
_WITHIN = re.compile(rb'(?:"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"|[^"{}\[\]\n]++)++')
"""A run of whole strings and of what lies between them: inside an element nothing of it is looked at."""
_OFFER_BEGIN = re.compile(rb'\{\s*"id"\s*:')
_LOOK_AHEAD = 64
_DEEPEST_INDENT = 200
_NAMED_ARRAY = re.compile(rb'"(?:resultats|results|offres)"')
_BRACE = ord("{")
_BETWEEN = b" \t\r\n,"
_LONGEST_LINE = 1 << 16
"""An element that is alone on a line of at most so many bytes is asked for as such before it is looked through."""

OnBytes = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Element:
    """The bytes of one element and the line it begins on; `code` names why it cannot be one."""

    line: int
    raw: bytes
    code: str = ""


def elements(path: Path, on_bytes: OnBytes = lambda _read: None) -> Iterator[Element]:
    """The elements of a JSON, JSON-lines or gzipped file; `on_bytes` hears how many bytes were read.

    Raises:
        UnreadableSource: it is empty, in UTF-16, or no JSON of the three forms.
        OSError: it cannot be opened or read.
    """
    with path.open("rb") as plain:
        zipped = plain.read(2) == b"\x1f\x8b"
        plain.seek(0)
        # GzipFile reads like a file; it only does not say so to the type checker
        stream = cast(BinaryIO, gzip.GzipFile(fileobj=plain)) if zipped else plain
        try:
            head = stream.read(CHUNK)
            form = _form(head, path.name)
            chunks = _chunks(head.removeprefix(b"\xef\xbb\xbf"), stream, plain, on_bytes)
            yield from (_lines if form == "lines" else _items)(chunks)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise UnreadableSource("truncated_gzip", path.name) from error


def _chunks(head: bytes, stream: BinaryIO, plain: BinaryIO, on_bytes: OnBytes) -> Iterator[bytes]:
    chunk = head
    while chunk:
        on_bytes(plain.tell())
        yield chunk
        chunk = stream.read(CHUNK)


def _form(head: bytes, name: str) -> str:
    """`lines` or `items`, by the beginning of the file."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableSource("utf16", name)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise UnreadableSource("empty", name)
    if start.startswith(b"["):
        return "items"
    first, newline, rest = start.partition(b"\n")
    if not start.startswith(b"{"):
        # a broken first line is no reason to refuse the rest
        if rest.lstrip().startswith(b"{"):
            return "lines"
        raise UnreadableSource("not_json", name)
    wrapped = re.match(rb'\{\s*"(?:resultats|results|offres|filtresPossibles)"\s*:', start)
    if wrapped or not newline:
        return "items" if wrapped else "lines"
    return "lines" if first.rstrip().endswith(b"}") or rest.startswith(b"{") else "items"


def _lines(chunks: Iterator[bytes]) -> Iterator[Element]:
    line, rest, dropping = 1, b"", False
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        for raw in whole:
            if dropping:
                dropping = False
            elif raw.strip():
                yield Element(line, raw.strip(), "too_long" if len(raw) > LONGEST_ELEMENT else "")
            line += 1
        if len(rest) > LONGEST_ELEMENT:
            if not dropping:
                yield Element(line, b"", "too_long")
            dropping, rest = True, b""
    if rest.strip() and not dropping:
        yield Element(line, rest.strip())


@dataclass(slots=True)
class _Splitter:
    """Where we are in the nesting. `base` is the depth of the array whose elements are wanted."""

    buffer: bytes = b""
    scanned: int = 0
    line: int = 1
    line_begin: int = 0
    depth: int = 0
    base: int = -1
    named: bool = False
    found: bool = False
    begin: int = -1
    begin_line: int = 0
    line_end: int = -1

    def feed(self, chunk: bytes, *, last: bool) -> Iterator[Element]:
        """The elements that end within what was given so far."""
        self.buffer += chunk
        position = self.scanned
        while True:
            if self.begin >= 0 and (run := _WITHIN.match(self.buffer, position)) is not None:
                position = run.end()
            if (token := _TOKEN.search(self.buffer, position)) is None:
                break
            if not last and token.end() + _LOOK_AHEAD > len(self.buffer):
                break  # it may go on in the next chunk
            if self.depth == self.base > 0 and (alone := self._alone(token.start())) is not None:
                position = token.start() + len(alone)
                yield Element(self.line, alone)
                continue
            position = token.end()
            if (element := self._take(token.group(), token.start(), position)) is not None:
                yield element
        if token is None:
            position = len(self.buffer)
        keep = self.begin if self.begin >= 0 else position
        self.buffer = self.buffer[keep:]
        self.scanned = position - keep
        self.line_begin -= keep
        self.line_end = -1
        self.begin = min(self.begin, 0)

    def _alone(self, start: int) -> bytes | None:
        """The element that begins at `start`, where it is sound JSON and the rest of its line: most exports are so."""
        if self.buffer[start] != _BRACE:
            return None
        if self.line_end <= start:
            found = self.buffer.find(b"\n", start)
            self.line_end = len(self.buffer) if found < 0 else found
        if self.line_end == len(self.buffer) or self.line_end - start > _LONGEST_LINE:
            return None
        raw = self.buffer[start : self.line_end].rstrip(_BETWEEN)
        try:
            orjson.loads(raw)
        except orjson.JSONDecodeError:
            return None
        return raw

    def _take(self, token: bytes, start: int, end: int) -> Element | None:
        sign = token[:1]
        if sign == b"\n":
            self.line += 1
            self.line_begin = end
        elif sign in b"{[":
            return self._open(sign, start)
        elif sign in b"}]":
            return self._close(end)
        elif self.depth == 1 and self.base < 0:
            self.named = bool(_NAMED_ARRAY.match(token))
        elif self.depth == self.base and self.begin < 0:
            return Element(self.line, b"", "not_an_offer")
        return None

    def _open(self, sign: bytes, start: int) -> Element | None:
        broken = None
        if (
            self.base == -1
            and sign == b"["
            and (self.depth == 0 or (self.depth == 1 and self.named))
        ):
            self.base, self.found = self.depth + 1, True
        elif self.begin >= 0 and self._begins_an_offer(start):
            broken = Element(self.begin_line, b"", "truncated")
            self.depth = self.base
            self.begin, self.begin_line = start, self.line
        elif self.depth == self.base and self.begin < 0:
            self.begin, self.begin_line = start, self.line
        self.depth += 1
        return broken

    def _close(self, end: int) -> Element | None:
        self.depth -= 1
        if self.begin >= 0 and self.depth == self.base:
            raw, self.begin = self.buffer[self.begin : end], -1
            return Element(self.begin_line, raw)
        if self.depth < self.base:
            self.base = -2  # the array is over: nothing after it is an element
        return None

    def _begins_an_offer(self, start: int) -> bool:
        """Whether a brace inside an element is in truth the next one: alone on a line, then `id`."""
        if start - self.line_begin > _DEEPEST_INDENT or not _OFFER_BEGIN.match(self.buffer, start):
            return False
        return not self.buffer[max(0, self.line_begin) : start].strip(_BETWEEN)


def _items(chunks: Iterator[bytes]) -> Iterator[Element]:
    at = _Splitter()
    for chunk in chunks:
        yield from at.feed(chunk, last=False)
        if len(at.buffer) > LONGEST_ELEMENT:
            yield Element(at.begin_line or at.line, b"", "lost_track")
            return
    yield from at.feed(b"", last=True)
    if at.begin >= 0:
        yield Element(at.begin_line, b"", "lost_track")
    elif not at.found:
        yield Element(1, b"", "no_offers")
    elif at.base > 0:
        yield Element(at.line, b"", "cut_off")
