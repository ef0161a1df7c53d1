"""One file of named arrays: a header in JSON, the arrays raw behind it, a checksum over all.

No pickle, so a file from elsewhere can do no harm; written beside and renamed, so a reader never
sees half of one; two writers at once leave the whole file of one of them.
"""

import json
import os
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np
from numpy.typing import NDArray

from myjobmatch.matching.errors import IndexDamaged, IndexStale

MAGIC = b"MJMINDEX"
FORMAT = 1
LENGTH_BYTES = 8
DIGEST_BYTES = 32
LARGEST_HEADER = 1 << 20


def write(path: Path, header: dict[str, str | int], arrays: dict[str, NDArray[Any]]) -> None:
    """Write header and arrays to `path` in one step.

    Raises:
        OSError: disk full or folder not writable; the former file stays, the new one is gone.
    """
    shapes = [[name, a.dtype.str, list(a.shape)] for name, a in arrays.items()]
    head = json.dumps({"format": FORMAT, "header": header, "arrays": shapes}).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    digest = blake2b(digest_size=DIGEST_BYTES)
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        temporary = Path(file.name)
        try:
            for part in (MAGIC, len(head).to_bytes(LENGTH_BYTES, "little"), head):
                digest.update(part)
                file.write(part)
            for array in arrays.values():
                raw = np.ascontiguousarray(array).reshape(-1).view(np.uint8).data
                digest.update(raw)
                file.write(raw)
            file.write(digest.digest())
            file.flush()
            os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def read(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Header and arrays of a file that `write` made.

    Raises:
        IndexDamaged: not there, not ours, cut short, or its checksum does not hold.
        IndexStale: written by another format of ours.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        msg = f"the index file cannot be read: {error.strerror}"
        raise IndexDamaged(msg) from error
    begin = len(MAGIC) + LENGTH_BYTES
    body = memoryview(content)[: max(0, len(content) - DIGEST_BYTES)]
    if not content.startswith(MAGIC) or len(body) < begin:
        msg = "this is no index file"
        raise IndexDamaged(msg)
    if blake2b(body, digest_size=DIGEST_BYTES).digest() != content[len(body) :]:
        msg = "the index file's checksum does not hold"
        raise IndexDamaged(msg)
    length = int.from_bytes(body[len(MAGIC) : begin], "little")
    if length > LARGEST_HEADER:
        msg = "the index file's header is too long"
        raise IndexDamaged(msg)
    head = json.loads(bytes(body[begin : begin + length]))
    if head.get("format") != FORMAT:
        msg = "the index file has another format"
        raise IndexStale(msg)
    arrays: dict[str, NDArray[Any]] = {}
    at = begin + length
    for name, kind, shape in head["arrays"]:
        count = int(np.prod(shape, dtype=np.int64))
        flat = np.frombuffer(body, np.dtype(kind), count, at)
        arrays[name] = flat.reshape(shape)
        at += flat.nbytes
    return head["header"], arrays
