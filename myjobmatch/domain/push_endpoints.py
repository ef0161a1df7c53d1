"""Which addresses a push subscription may have: our server sends there, so a browser may not name any.

Known push services only, by https on the usual port. An operator adds hosts by
MYJOBMATCH_PUSH_HOSTS; an entry with a scheme (`http://127.0.0.1:9090`) is one exact origin.
"""

import re
from collections.abc import Collection
from urllib.parse import SplitResult, urlsplit

KNOWN_HOSTS = (
    "fcm.googleapis.com",
    "*.push.services.mozilla.com",
    "web.push.apple.com",
    "*.notify.windows.com",
)

LONGEST = 1000
_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/?#@!$&'()*+,;=%]+", re.ASCII)
_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def is_allowed(endpoint: str, more: Collection[str] = ()) -> bool:
    """Whether we send to this address."""
    if not 0 < len(endpoint) <= LONGEST or not _CHARACTERS.fullmatch(endpoint):
        return False
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    if parts.fragment or "#" in endpoint or "@" in parts.netloc or len(parts.path) < 2:
        return False
    if _origin(parts) in {entry.rstrip("/") for entry in more if "://" in entry}:
        return True
    host = parts.netloc
    if parts.scheme != "https" or port is not None or not _HOST.fullmatch(host):
        return False
    return any(_matches(host, entry) for entry in (*KNOWN_HOSTS, *more) if "://" not in entry)


def audience(endpoint: str) -> str:
    """The origin of an endpoint: whom a VAPID token is for (RFC 8292)."""
    return _origin(urlsplit(endpoint))


def _origin(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc}"


def _matches(host: str, entry: str) -> bool:
    if entry.startswith("*."):
        return host.endswith(entry[1:])
    return host == entry
