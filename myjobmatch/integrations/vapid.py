"""The key by which push services know this server (VAPID, RFC 8292): made once, kept in the data folder."""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from py_vapid import Vapid02, VapidException
from py_vapid.utils import b64urlencode

FILE = "vapid.pem"
VALID_S = 12 * 60 * 60
"""How long a signature is good for; a push service takes a day at most."""


@dataclass(frozen=True, slots=True)
class VapidKey:
    """The pair of keys; `public` is what browsers subscribe with (base64url)."""

    vapid: Vapid02
    public: str

    def authorization(self, audience: str, subject: str, now_s: int) -> str:
        """The `Authorization` header for a push service, by its origin."""
        claims = {"aud": audience, "sub": subject, "exp": now_s + VALID_S}
        return str(self.vapid.sign(claims)["Authorization"])


def load_key(data_dir: Path, given: str = "") -> VapidKey:
    """The key that the operator gave, else the one in the data folder, made there at the first start.

    Several processes that start at once end up with one key: the first file that is there stays.

    Raises:
        ValueError: what was given, or the file, is no private key of P-256.
    """
    if given:
        return _key(_parsed(given, "MYJOBMATCH_VAPID_PRIVATE_KEY"))
    file = data_dir / FILE
    if not file.exists():
        _make(file)
    return _key(_parsed(file.read_text("ascii"), str(file)))


def _make(file: Path) -> None:
    fresh = Vapid02()
    fresh.generate_keys()
    # made for this user alone (0600), under a name of its own
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f"{file.name}.")
    draft = Path(name)
    with os.fdopen(handle, "wb") as out:
        out.write(fresh.private_pem())
    with contextlib.suppress(FileExistsError):
        os.link(draft, file)  # whole or not at all, and never over another's
    draft.unlink()


def _parsed(text: str, where: str) -> Vapid02:
    try:
        if "-----BEGIN" in text:
            return Vapid02.from_pem(text.strip().encode("ascii"))
        return Vapid02.from_string(text.strip())
    except (ValueError, TypeError, VapidException) as error:
        raise ValueError(f"{where} is no private key for VAPID") from error


def _key(vapid: Vapid02) -> VapidKey:
    point = vapid.public_key.public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return VapidKey(vapid, b64urlencode(point))
