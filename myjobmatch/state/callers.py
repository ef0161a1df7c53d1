"""What an event tells of its caller before anybody is signed in: counted by whom, read in which language."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from myjobmatch.domain.clients import subscriber
from myjobmatch.domain.errors import Conflict
from myjobmatch.domain.notifications import Channel
from myjobmatch.i18n.catalogue import DEFAULT_LOCALE, LOCALES
from myjobmatch.services.company_letters import Post
from myjobmatch.state.base import LANGUAGE_COOKIE, AppState


def caller_of(state: AppState) -> str:
    """The caller's address, for limits on tries; the nearest proxy's word where it is to be believed."""
    address = str(state.router.session.client_ip)
    if state._container().settings.trusted_proxy:
        forwarded = _header(state, "x-forwarded-for").rpartition(",")[2].strip()
        address = forwarded or address
    return subscriber(address)


def language_of(state: AppState) -> str:
    """The language that the page is read in."""
    chosen = state._cookie(LANGUAGE_COOKIE)
    return chosen if chosen in LOCALES else DEFAULT_LOCALE


def post_of(state: AppState) -> Post:
    """Where letters go out, and the address that their links begin with.

    A link that stands for a password never begins with what a stranger wrote into a request: without a public
    address only hosts that are listed, or the demonstration's, are believed.

    Raises:
        Conflict: no mail goes out here, or nobody said under which address this is seen (`company_door_closed`).
    """
    container = state._container()
    senders, settings = container.senders, container.settings
    if senders is None or Channel.EMAIL not in senders.channels:
        raise Conflict("company_door_closed")
    base = settings.public_url
    if not base:
        origin = _header(state, "origin")
        listed = urlsplit(origin).hostname in settings.allowed_hosts
        base = origin if settings.demo or listed else ""
    if not base:
        raise Conflict("company_door_closed")
    return Post(senders.mail, base)


def _header(state: AppState, name: str) -> str:
    headers: dict[str, Any] = state.router_data.get("headers") or {}
    return str(headers.get(name, ""))
