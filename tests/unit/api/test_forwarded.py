"""Whose address and scheme are believed: the nearest proxy's last word, and only where it is trusted."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers
from starlette.requests import Request

from myjobmatch.api.forwarded import by_https
from myjobmatch.api.sessions import client_of
from myjobmatch.container import Container
from myjobmatch.settings import Settings


def _request(address: str, *forwarded: str) -> Request:
    lines = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    return Request({"type": "http", "client": (address, 1), "headers": lines})


@pytest.mark.parametrize(
    ("forwarded", "told"),
    [
        ((), "10.0.0.9"),
        (("203.0.113.7",), "203.0.113.7"),
        (("6.6.6.6, 203.0.113.7",), "203.0.113.7"),
        (("6.6.6.6", "203.0.113.7"), "203.0.113.7"),
        (("2001:db8:1:2:3::4",), "2001:db8:1:2::/64"),
        (("2001:db8:1:2:ffff::9",), "2001:db8:1:2::/64"),
        (("::ffff:203.0.113.7",), "203.0.113.7"),
        (("not an address",), "not an address"),
    ],
)
def test_the_nearest_proxy_has_the_last_word(
    container: Container, forwarded: tuple[str, ...], told: str
) -> None:
    """A client may send a line of its own: some proxies add to it, others write theirs after it."""
    container.settings = Settings(trusted_proxy=True)
    assert client_of(_request("10.0.0.9", *forwarded)) == told


def test_nobody_is_believed_without_a_trusted_proxy(container: Container) -> None:
    assert client_of(_request("10.0.0.9", "6.6.6.6")) == "10.0.0.9"


def test_the_scheme_is_the_nearest_proxys_too() -> None:
    lines = Headers(raw=[(b"x-forwarded-proto", b"https"), (b"x-forwarded-proto", b"http")])
    assert not by_https(Settings(trusted_proxy=True), lines, "http")
    assert not by_https(Settings(), lines, "http")
    assert by_https(Settings(), lines, "https")
    assert by_https(Settings(public_url="https://emploi.example"), lines, "http")
