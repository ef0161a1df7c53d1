"""Where our server may be sent to: known push services, and nothing that only looks like one."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.push_endpoints import KNOWN_HOSTS, audience, is_allowed


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/dpH5:APA91b-_x",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
        "https://web.push.apple.com/QGuH",
        "https://wns2-par02p.notify.windows.com/w/?token=BQ%3d%3d",
    ],
)
def test_the_known_services_are_taken(endpoint: str) -> None:
    assert is_allowed(endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com/",
        "http://fcm.googleapis.com/x",
        "ftp://fcm.googleapis.com/x",
        "//fcm.googleapis.com/x",
        "https://fcm.googleapis.com:443/x",
        "https://fcm.googleapis.com:8080/x",
        "https://fcm.googleapis.com:/x",
        "https://fcm.googleapis.com:x/x",
        "https://fcm.googleapis.com./x",
        "https://FCM.googleapis.com/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com@127.0.0.1/x",
        "https://fcm.googleapis.com%40127.0.0.1/x",
        "https://fcm.googleapis.com\\@127.0.0.1/x",
        "https://fcm.googleapis.com\t.evil.example/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evilfcm.googleapis.com/x",
        "https://evil.example/fcm.googleapis.com/x",
        "https://evil.example/?https://fcm.googleapis.com/x",
        "https://push.services.mozilla.com/x",
        "https://.push.services.mozilla.com/x",
        "https://-a.push.services.mozilla.com/x",
        "https://a..push.services.mozilla.com/x",
        "https://xn--fcm-googleapis-com.example/x",
        "https://fcm.googleapis.сom/x",
        "https://fcm。googleapis.com/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://[::ffff:127.0.0.1]/x",
        "https://2130706433/x",
        "https://0x7f.1/x",
        "https://localhost/x",
        "https://169.254.169.254/latest/meta-data",
        "https://fcm.googleapis.com/x#@evil.example",
        "https://fcm.googleapis.com/x y",
        "https://fcm.googleapis.com/x\r\nHost: evil.example",
        "https://[fcm.googleapis.com/x",
        "https://fcm.googleapis.com/" + "x" * 1000,
    ],
)
def test_nothing_else_is(endpoint: str) -> None:
    assert not is_allowed(endpoint)


def test_an_operator_adds_hosts_or_whole_origins() -> None:
    more = ("push.example.org", "*.ring.example.net", "http://127.0.0.1:9090")
    assert is_allowed("https://push.example.org/x", more)
    assert is_allowed("https://a.ring.example.net/x", more)
    assert is_allowed("http://127.0.0.1:9090/x", more)
    assert not is_allowed("http://push.example.org/x", more)
    assert not is_allowed("https://push.example.org:8443/x", more)
    assert not is_allowed("http://127.0.0.1:9091/x", more)
    assert not is_allowed("http://127.0.0.1:9090@evil.example/x", more)
    assert not is_allowed("https://127.0.0.1:9090/x", more)


@given(st.text(max_size=80), st.text(max_size=40))
def test_what_is_taken_leads_to_a_known_host(before: str, after: str) -> None:
    for host in KNOWN_HOSTS:
        endpoint = f"https://{before}{host.removeprefix('*')}{after}/x"
        if is_allowed(endpoint):
            reached = urlsplit(endpoint).hostname or ""
            assert any(
                reached == known or (known.startswith("*.") and reached.endswith(known[1:]))
                for known in KNOWN_HOSTS
            )


def test_a_signature_is_for_the_origin() -> None:
    assert audience("https://fcm.googleapis.com/fcm/send/x?y") == "https://fcm.googleapis.com"
