"""One file of named arrays: a header in JSON, the arrays raw behind it, a checksum over all.

No pickle, so a file from elsewhere can do no harm; written beside and renamed, so a reader never
sees half of one; two writers at once leave the whole file of one of them. The arrays are mapped into
memory, not read; the checksum is one over the checksums of pieces, which are computed side by side.
"""

import json
import mmap
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.errors import IndexDamaged, IndexStale

MAGIC = b"MJMINDEX"
FORMAT = 2
LENGTH_BYTES = 8
DIGEST_BYTES = 32
LARGEST_HEADER = 1 << 20
PIECE = 1 << 22
ALIGNED = 64


@dataclass(frozen=True, slots=True)
class Streamed:
    """An array too large to be copied for its writing: `parts` follow each other along axis 0."""

    dtype: np.dtype[Any]
    shape: tuple[int, ...]
    parts: Iterable[NDArray[Any]]


Stored = NDArray[Any] | Streamed


def write(path: Path, header: Mapping[str, str | int], arrays: Mapping[str, Stored]) -> None:
    """Write header and arrays to `path` in one step.

    Raises:
        OSError: disk full or folder not writable; the former file stays, the new one is gone.
    """
    shapes = [[name, a.dtype.str, list(a.shape)] for name, a in arrays.items()]
    head = json.dumps({"format": FORMAT, "header": dict(header), "arrays": shapes}).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            sink = _Sink(file)
            sink.add(MAGIC + len(head).to_bytes(LENGTH_BYTES, "little") + head)
            for array in arrays.values():
                sink.align()
                for part in array.parts if isinstance(array, Streamed) else (array,):
                    sink.add(np.ascontiguousarray(part).reshape(-1).view(np.uint8).data)
            file.write(sink.digest())
            file.flush()
            os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def set_aside(array: NDArray[Any], folder: Path) -> tuple[NDArray[Any], mmap.mmap]:
    """The same array read from an unnamed file in `folder`, and that file mapped.

    The system may drop from memory what was read of it; the file goes with the last who holds it.

    Raises:
        OSError: disk full or folder not writable.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=folder) as file:
        file.write(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data)
        file.flush()
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return np.frombuffer(mapped, array.dtype).reshape(array.shape), mapped


class _Sink:
    """Writes bytes to a file and keeps the checksums of its pieces."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._size = 0
        self._piece = blake2b(digest_size=DIGEST_BYTES)
        self._whole = blake2b(digest_size=DIGEST_BYTES)

    def add(self, raw: bytes | memoryview) -> None:
        self._file.write(raw)
        rest = memoryview(raw)
        while rest:
            room = PIECE - self._size % PIECE
            self._piece.update(rest[:room])
            self._size += min(room, len(rest))
            rest = rest[room:]
            if self._size % PIECE == 0:
                self._close_piece()

    def align(self) -> None:
        self.add(bytes(-self._size % ALIGNED))

    def digest(self) -> bytes:
        if self._size % PIECE:
            self._close_piece()
        return self._whole.digest()

    def _close_piece(self) -> None:
        self._whole.update(self._piece.digest())
        self._piece = blake2b(digest_size=DIGEST_BYTES)


def read(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Header and arrays of a file that `write` made; the arrays are read-only views of the file.

    Raises:
        IndexDamaged: not there, not ours, cut short, or its checksum does not hold.
        IndexStale: written by another format of ours.
    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size - DIGEST_BYTES
            if size < len(MAGIC) + LENGTH_BYTES:
                msg = "this is no index file"
                raise IndexDamaged(msg)
            told = os.pread(file.fileno(), DIGEST_BYTES, size)
            if os.pread(file.fileno(), len(MAGIC), 0) != MAGIC:
                msg = "this is no index file"
                raise IndexDamaged(msg)
            if _digest(file.fileno(), size) != told:
                msg = "the index file's checksum does not hold"
                raise IndexDamaged(msg)
            body = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))[:size]
    except OSError as error:
        msg = f"the index file cannot be read: {error.strerror}"
        raise IndexDamaged(msg) from error
    begin = len(MAGIC) + LENGTH_BYTES
    length = int.from_bytes(body[len(MAGIC) : begin], "little")
    if length > LARGEST_HEADER:
        msg = "the index file's header is too long"
        raise IndexDamaged(msg)
    head = json.loads(bytes(body[begin : begin + length]))
    if head.get("format") != FORMAT:
        msg = "the index file has another format"
        raise IndexStale(msg)
    return head["header"], dict(_arrays(body, head["arrays"], begin + length))


def _arrays(
    body: memoryview, shapes: list[tuple[str, str, list[int]]], at: int
) -> Iterator[tuple[str, NDArray[Any]]]:
    for name, kind, shape in shapes:
        at += -at % ALIGNED
        count = int(np.prod(shape, dtype=np.int64))
        flat = np.frombuffer(body, np.dtype(kind), count, at)
        yield name, flat.reshape(shape)
        at += flat.nbytes


def _digest(descriptor: int, size: int) -> bytes:
    """The checksum of the first `size` bytes, its pieces side by side; hashing leaves the GIL."""

    def piece(at: int) -> bytes:
        raw = os.pread(descriptor, min(PIECE, size - at), at)
        return blake2b(raw, digest_size=DIGEST_BYTES).digest()

    whole = blake2b(digest_size=DIGEST_BYTES)
    with ThreadPoolExecutor(max_workers=min(8, os.cpu_count() or 1)) as threads:
        for digest in threads.map(piece, range(0, size, PIECE)):
            whole.update(digest)
    return whole.digest()
