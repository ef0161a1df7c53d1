"""What the nearest proxy says of a request, where it is to be believed (`MYJOBMATCH_TRUSTED_PROXY`)."""

from __future__ import annotations

from starlette.datastructures import Headers

from myjobmatch.settings import Settings


def last_forwarded(headers: Headers, name: str) -> str:
    """The last value of a header: the nearest proxy's. What stands before it was sent by anyone.

    Some proxies add to the line that is there, others write a line of their own after it.
    """
    return ",".join(headers.getlist(name)).rpartition(",")[2].strip()


def by_https(settings: Settings, headers: Headers, scheme: str) -> bool:
    """Whether the browser reached us by https."""
    if settings.https:
        return True
    if settings.trusted_proxy:
        return last_forwarded(headers, "x-forwarded-proto").lower() == "https"
    return scheme in ("https", "wss")
