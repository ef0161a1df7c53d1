"""Web Push: encrypted for the device (RFC 8291), signed with VAPID, sent to its browser's push service."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection

import httpx
from pywebpush import WebPusher, WebPushException

from myjobmatch.domain.clock import Clock
from myjobmatch.domain.delivery import TAKEN, Device, Outcome, PushMessage, Result
from myjobmatch.domain.push_endpoints import audience, is_allowed
from myjobmatch.integrations.vapid import VapidKey

logger = logging.getLogger(__name__)

TIMEOUT = httpx.Timeout(10.0, connect=5.0)
GONE = frozenset({404, 410})
NEVER = frozenset({400, 401, 403, 413})


class WebPush:
    """Sends to devices. An address that is not a known push service's is never asked."""

    def __init__(
        self, key: VapidKey, subject: str, clock: Clock, more_hosts: Collection[str] = ()
    ) -> None:
        """Sign as `subject` (a `mailto:` or `https:` address that push services may write to)."""
        self._key = key
        self._subject = subject
        self._clock = clock
        self._more_hosts = tuple(more_hosts)
        self._client: httpx.AsyncClient | None = None

    async def send(self, device: Device, message: PushMessage) -> Outcome:
        """Send one message to one device."""
        if not is_allowed(device.endpoint, self._more_hosts):
            return Outcome(Result.GONE, "not a push service that is allowed")
        try:
            body = await asyncio.to_thread(_encrypted, device, message.payload)
        except (WebPushException, ValueError, TypeError, IndexError) as error:
            return Outcome(Result.GONE, f"its keys are none: {type(error).__name__}")
        headers = {
            "Authorization": self._key.authorization(
                audience(device.endpoint), self._subject, int(self._clock.now().timestamp())
            ),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(message.ttl_s),
            "Urgency": "high" if message.urgent else "normal",
            "Topic": message.topic,
        }
        try:
            # Only the status is read: nothing that the other side says is kept, and none of its redirections taken.
            async with self._http().stream(
                "POST", device.endpoint, content=body, headers=headers
            ) as answer:
                status, wait = answer.status_code, answer.headers.get("retry-after", "")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Outcome(Result.LATER, type(error).__name__)
        return _outcome(status, wait)

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.aclose()

    def _http(self) -> httpx.AsyncClient:
        if self._client is None:  # made on the loop that uses it
            self._client = httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False)
        return self._client


def _encrypted(device: Device, payload: bytes) -> bytes:
    keys = {"p256dh": device.p256dh, "auth": device.auth}
    pusher = WebPusher({"endpoint": device.endpoint, "keys": keys})
    return bytes(pusher.encode(payload, "aes128gcm")["body"])


def _outcome(status: int, wait: str) -> Outcome:
    if 200 <= status < 300:
        return TAKEN
    reason = f"the push service answered {status}"
    if status in GONE:
        return Outcome(Result.GONE, reason)
    if status in NEVER:
        logger.warning("%s: the message or our key is not accepted", reason)
        return Outcome(Result.REFUSED, reason)
    return Outcome(Result.LATER, reason, int(wait) if wait.isdecimal() and len(wait) < 7 else None)
