"""Voice messages by their content: which container a recorder made, that it holds sound alone, how long.

The length is read from the container itself, not from what the sender says: WebM (Chrome, Firefox) by the times of
its clusters and blocks, MP4 (Safari) by its header and fragments, Ogg (older Firefox) by the last page's position.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from myjobmatch.domain.conversation import (
    LONGEST_VOICE,
    MOST_VOICE_BYTES,
    VOICE_TOLERANCE,
    VoiceForm,
)
from myjobmatch.domain.errors import Invalid

_OPUS_HZ = 48_000
_LONGEST_S = (LONGEST_VOICE + VOICE_TOLERANCE).total_seconds()
_MASTERS = {0x18538067, 0x1F43B675, 0xA0, 0x1654AE6B, 0xAE, 0x1549A966, 0xE1}
_SEGMENT, _CLUSTER, _UNKNOWN = 0x18538067, 0x1F43B675, -1


@dataclass(frozen=True, slots=True)
class Voice:
    """A recording fit to be kept."""

    form: VoiceForm
    seconds: float


class _Broken(Exception):
    """The container does not hold together."""


def examined_voice(data: bytes) -> Voice:
    """A recording of at most a minute.

    Raises:
        Invalid: empty (`voice_empty`), too big (`voice_big`, with `most` MB), no recording or one with
            pictures (`voice_kind`), damaged (`voice_broken`), too long (`voice_long`, with `most` seconds).
    """
    if not data:
        raise Invalid("voice_empty")
    if len(data) > MOST_VOICE_BYTES:
        raise Invalid("voice_big", most=MOST_VOICE_BYTES // 1024 // 1024)
    try:
        voice = _read(data)
    except (_Broken, struct.error, IndexError):
        raise Invalid("voice_broken") from None
    if voice is None:
        raise Invalid("voice_kind")
    if voice.seconds > _LONGEST_S:
        raise Invalid("voice_long", most=int(LONGEST_VOICE.total_seconds()))
    if voice.seconds <= 0:
        raise Invalid("voice_empty")
    return voice


def _read(data: bytes) -> Voice | None:
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        seconds = _webm(data)
        return None if seconds is None else Voice(VoiceForm.WEBM, seconds)
    if data[4:8] == b"ftyp":
        seconds = _mp4(data)
        return None if seconds is None else Voice(VoiceForm.MP4, seconds)
    if data.startswith(b"OggS"):
        seconds = _ogg(data)
        return None if seconds is None else Voice(VoiceForm.OGG, seconds)
    return None


# --- WebM: EBML elements -----------------------------------------------------------------------


def _number(data: bytes, at: int, *, keep_marker: bool) -> tuple[int, int]:
    """A variable-length number and where it ends; `_UNKNOWN` for a size that is not told."""
    first = data[at]
    length = 1
    while length <= 8 and not first & (0x80 >> (length - 1)):
        length += 1
    if length > 8 or at + length > len(data):
        raise _Broken
    value = first if keep_marker else first & (0xFF >> length)
    for byte in data[at + 1 : at + length]:
        value = value << 8 | byte
    if not keep_marker and value == (1 << (7 * length)) - 1:
        value = _UNKNOWN
    return value, at + length


def _elements(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """(id, start, end) of each element, masters before what is in them."""
    while at < end:
        kind, at = _number(data, at, keep_marker=True)
        size, at = _number(data, at, keep_marker=False)
        # a recorder that is stopped leaves its last element open, or cut
        stop = end if size == _UNKNOWN else min(end, at + size)
        yield kind, at, stop
        at = at if kind in _MASTERS else stop


def _webm(data: bytes) -> float | None:
    """How long the sound lasts, in seconds; None for what is not sound alone."""
    scale, cluster, last, block = 1_000_000, 0, 0, 0
    tracks: list[int] = []
    codecs: list[bytes] = []
    first = True
    for kind, start, stop in _elements(data, 0, len(data)):
        # what is within a master comes by itself: a copy of each would be the file's square
        body = b"" if kind in _MASTERS else data[start:stop]
        if first:
            first = False
            if b"webm" not in body[:64]:
                return None
        elif kind == 0x2AD7B1:
            scale = int.from_bytes(body)
        elif kind == 0x83:
            tracks.append(int.from_bytes(body))
        elif kind == 0x86:
            codecs.append(body)
        elif kind == 0xE7:
            cluster = int.from_bytes(body)
        elif kind in (0xA3, 0xA1) and len(body) > 4:
            _, at = _number(body, 0, keep_marker=False)
            moment = cluster + struct.unpack(">h", body[at : at + 2])[0]
            block = max(block, moment - last)
            last = max(last, moment)
    if tracks != [2] or codecs not in ([b"A_OPUS"], [b"A_VORBIS"]):
        return None
    return (last + min(block, 120)) * scale / 1e9


# --- MP4: boxes --------------------------------------------------------------------------------

_BOXES = {b"moov", b"trak", b"mdia", b"moof", b"traf", b"mvex"}
_DEEPEST = 8
"""A recorder nests three: a track's description in its track in the film."""


def _boxes(data: bytes, at: int, end: int, depth: int = 0) -> Iterator[tuple[bytes, bytes]]:
    """(name, contents) of each box, containers opened."""
    if depth > _DEEPEST:
        raise _Broken
    while at + 8 <= end:
        size, name = struct.unpack(">I4s", data[at : at + 8])
        head = 8
        if size == 1:
            size, head = struct.unpack(">Q", data[at + 8 : at + 16])[0], 16
        elif size == 0:
            size = end - at
        if size < head or at + size > end:
            raise _Broken
        if name in _BOXES:
            yield from _boxes(data, at + head, at + size, depth + 1)
        else:
            yield name, data[at + head : at + size]
        at += size


def _mp4(data: bytes) -> float | None:
    """How long the sound lasts, in seconds; None for what is not sound alone."""
    handlers: list[bytes] = []
    scale, told, sample, end = 0, 0.0, 0, 0
    base, run_default = 0, 0
    for name, body in _boxes(data, 0, len(data)):
        if name == b"hdlr":
            handlers.append(body[8:12])
        elif name in (b"mdhd", b"mvhd"):
            long = body[0] == 1
            units, length = struct.unpack(
                ">IQ" if long else ">II", body[20:32] if long else body[12:20]
            )
            if length in (0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF):
                length = 0
            told = max(told, length / units if units else 0.0)
            if name == b"mdhd":
                scale = units
        elif name == b"trex":
            sample = struct.unpack(">I", body[12:16])[0]
        elif name == b"tfhd":
            flags = int.from_bytes(body[1:4])
            at = 8 + (8 if flags & 1 else 0) + (4 if flags & 2 else 0)
            run_default = struct.unpack(">I", body[at : at + 4])[0] if flags & 8 else sample
        elif name == b"tfdt":
            base = (
                struct.unpack(">Q", body[4:12])[0] if body[0] else struct.unpack(">I", body[4:8])[0]
            )
        elif name == b"trun":
            end = max(end, base + _run(body, run_default))
    if not handlers or any(one != b"soun" for one in handlers):
        return None
    return max(told, end / scale if scale else 0.0)


def _run(body: bytes, default: int) -> int:
    """How long a fragment's run of samples lasts, in the track's units."""
    flags, count = int.from_bytes(body[1:4]), struct.unpack(">I", body[4:8])[0]
    at = 8 + (4 if flags & 1 else 0) + (4 if flags & 4 else 0)
    step = 4 * sum(1 for bit in (0x100, 0x200, 0x400, 0x800) if flags & bit)
    if not flags & 0x100:
        return int(count * default)
    if at + count * step > len(body):
        raise _Broken
    return sum(
        struct.unpack(">I", body[at + i * step : at + i * step + 4])[0] for i in range(count)
    )


# --- Ogg: pages --------------------------------------------------------------------------------


def _ogg(data: bytes) -> float | None:
    """How long the sound lasts, in seconds; None for what is no Opus."""
    at, last, streams, skip = 0, 0, set(), 0
    while at + 27 <= len(data):
        if data[at : at + 4] != b"OggS":
            raise _Broken
        position, stream = struct.unpack("<qI", data[at + 6 : at + 18])
        lengths = data[at + 27 : at + 27 + data[at + 26]]
        start = at + 27 + data[at + 26]
        body = data[start : start + sum(lengths)]
        if stream not in streams:
            streams.add(stream)
            if not body.startswith(b"OpusHead"):
                return None
            skip = struct.unpack("<H", body[10:12])[0]
        last = max(last, position)
        at = start + sum(lengths)
    return max(0, last - skip) / _OPUS_HZ if len(streams) == 1 else None
