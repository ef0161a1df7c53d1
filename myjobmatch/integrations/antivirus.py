"""The search for viruses: ClamAV's daemon, asked by its INSTREAM command over TCP or a Unix socket."""

import asyncio
import re
import struct
from dataclasses import dataclass
from typing import Protocol

PIECE = 64 * 1024
PATIENCE_S = 20.0


class ScannerDown(Exception):
    """The scanner does not answer, or not as it should: nothing is known of the file."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner says; `name` is the virus's."""

    infected: bool
    name: str = ""


class Antivirus(Protocol):
    """Whatever searches files for viruses."""

    async def scan(self, data: bytes) -> Verdict:
        """Look into a file.

        Raises:
            ScannerDown: it could not be looked into.
        """
        ...


class Clamd:
    """A clamd at `host:port`, `tcp://host:port`, or `unix:/path` (`/path` alone as well)."""

    def __init__(self, address: str, patience_s: float = PATIENCE_S) -> None:
        """Know where it listens.

        Raises:
            ValueError: no such form of address.
        """
        self._path = self._host = ""
        self._port = 0
        self._patience_s = patience_s
        plain = address.removeprefix("unix://").removeprefix("unix:").removeprefix("tcp://")
        if plain.startswith("/"):
            self._path = plain
            return
        found = re.fullmatch(r"\[?([\w.:-]+?)\]?:(\d{1,5})", plain)
        if found is None:
            raise ValueError(f"no address of a scanner: {address}")
        self._host, self._port = found[1], int(found[2])

    async def scan(self, data: bytes) -> Verdict:
        """Look into a file.

        Raises:
            ScannerDown: no connection, no answer in time, or none that is understood.
        """
        try:
            async with asyncio.timeout(self._patience_s):
                answer = await self._ask(data)
        except (
            OSError,
            TimeoutError,
            asyncio.IncompleteReadError,
            asyncio.LimitOverrunError,
        ) as error:
            raise ScannerDown(str(error)) from error
        if answer.endswith("FOUND"):
            return Verdict(infected=True, name=answer.removeprefix("stream:")[:-5].strip())
        if answer.endswith("OK"):
            return Verdict(infected=False)
        raise ScannerDown(answer)

    async def _ask(self, data: bytes) -> str:
        reader, writer = await (
            asyncio.open_unix_connection(self._path)
            if self._path
            else asyncio.open_connection(self._host, self._port)
        )
        try:
            writer.write(b"zINSTREAM\0")
            for at in range(0, len(data), PIECE):
                piece = data[at : at + PIECE]
                writer.write(struct.pack(">I", len(piece)) + piece)
                await writer.drain()
            writer.write(struct.pack(">I", 0))
            await writer.drain()
            told = await reader.readuntil(b"\0")
        finally:
            writer.close()
        return told.rstrip(b"\0\n").decode("utf-8", "replace")
