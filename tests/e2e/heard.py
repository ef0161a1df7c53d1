"""All that a browser is sent or asks for: what a test of anonymity looks through."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from playwright.sync_api import Error, Page, Response, WebSocket

TEXTUAL = re.compile(r"text|json|javascript|xml|manifest")


@dataclass
class Heard:
    """All that a page's browser received or asked for."""

    texts: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("websocket", self._socket)
        page.on("response", self._answer)

    def look(self, page: Page) -> None:
        """Keep the page as it now is."""
        self.texts += [page.content(), page.url]

    def _socket(self, socket: WebSocket) -> None:
        self.texts.append(socket.url)
        socket.on("framereceived", self._frame)
        socket.on("framesent", self._frame)

    def _frame(self, data: str | bytes) -> None:
        self.texts.append(data if isinstance(data, str) else data.decode("utf-8", "ignore"))

    def _answer(self, response: Response) -> None:
        self.texts += [response.url, str(response.headers)]
        kind = response.headers.get("content-type", "")
        # Assets are the same for everybody: what matters is what the server tells this session.
        if TEXTUAL.search(kind) and "/assets/" not in response.url and response.status < 300:
            try:
                self.texts.append(response.text())
            except Error as gone:  # the page was left while the answer came: it was never read
                if "navigated away" not in str(gone):
                    raise

    def everything(self) -> str:
        # \u00e9 in a frame is é
        joined = "\n".join(self.texts)
        return joined + re.sub(
            r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match.group(1), 16)), joined
        )
