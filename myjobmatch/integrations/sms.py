"""Text messages through an HTTP gateway; without one, on the console.

The gateway's side of it, which a few lines put in front of any provider:

    POST <MYJOBMATCH_SMS_URL>
    Authorization: Bearer <MYJOBMATCH_SMS_TOKEN>
    {"to": "+33612345678", "text": "…", "from": "MyJobMatch"}

2xx: taken. 400, 404 and 422: this number or text will never do. All else, or ten seconds without an
answer: tried again later.
"""

from __future__ import annotations

import logging

import httpx

from myjobmatch.domain.delivery import TAKEN, Outcome, Result, masked

logger = logging.getLogger(__name__)

TIMEOUT = httpx.Timeout(10.0, connect=5.0)
NEVER = frozenset({400, 404, 422})


class SmsGateway:
    """Sends text messages through the gateway."""

    def __init__(self, url: str, token: str, sender: str) -> None:
        """Send to `url`, known by `token`, in the name of `sender`."""
        self._url = url
        self._token = token
        self._sender = sender
        self._client: httpx.AsyncClient | None = None

    async def send(self, number: str, text: str) -> Outcome:
        """Send one text message to a number in international form."""
        if self._client is None:  # made on the loop that uses it
            self._client = httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False)
        body = {"to": number, "text": text, "from": self._sender}
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        try:
            async with self._client.stream("POST", self._url, json=body, headers=headers) as answer:
                status = answer.status_code
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return Outcome(Result.LATER, type(error).__name__)
        if 200 <= status < 300:
            return TAKEN
        return Outcome(
            Result.REFUSED if status in NEVER else Result.LATER, f"the gateway answered {status}"
        )

    async def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            await self._client.aclose()


class ConsoleSms:
    """Where no gateway is set: the log has the masked number, and the text in the demonstration."""

    def __init__(self, *, text_too: bool) -> None:
        """Log the text as well, or the masked number alone."""
        self._text_too = text_too

    async def send(self, number: str, text: str) -> Outcome:
        """Log one text message."""
        logger.warning(
            "no SMS gateway is set; text message for %s%s",
            masked(number),
            f": {text}" if self._text_too else "",
        )
        return TAKEN

    async def close(self) -> None:
        """Nothing is open."""
