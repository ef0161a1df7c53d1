"""ClamAV's protocol against a small server that speaks it, over TCP and a Unix socket."""

from __future__ import annotations

import asyncio
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from myjobmatch.integrations.antivirus import Clamd, ScannerDown, Verdict

# In two pieces, so that no scanner of this machine takes this very file away.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """What clamd does with INSTREAM."""
    assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
    data = b""
    while length := struct.unpack(">I", await reader.readexactly(4))[0]:
        data += await reader.readexactly(length)
    if b"too much" in data:
        told = b"INSTREAM size limit exceeded. ERROR"
    elif b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE" in data:
        told = b"stream: Win.Test.EICAR_HDB-1 FOUND"
    else:
        told = b"stream: OK"
    writer.write(told + b"\0")
    await writer.drain()
    writer.close()


async def silence(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A scanner that listens and says nothing."""
    await reader.read()
    writer.close()


@asynccontextmanager
async def listening(path: Path | None, serve: object = answer) -> AsyncIterator[str]:
    """A scanner, and the address to ask it by."""
    if path is not None:
        server = await asyncio.start_unix_server(serve, path)  # type: ignore[arg-type]
        address = f"unix:{path}"
    else:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)  # type: ignore[arg-type]
        address = f"tcp://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield address


@pytest.mark.parametrize("over", ["tcp", "unix"])
async def test_a_virus_is_found_and_what_is_clean_is_clean(tmp_path: Path, over: str) -> None:
    async with listening(tmp_path / "clamd" if over == "unix" else None) as address:
        scanner = Clamd(address)
        assert await scanner.scan(EICAR) == Verdict(True, "Win.Test.EICAR_HDB-1")
        assert await scanner.scan(b"%PDF-1.7" + bytes(300_000)) == Verdict(False)


async def test_a_scanner_that_does_not_answer_as_it_should_is_down(tmp_path: Path) -> None:
    with pytest.raises(ScannerDown):
        await Clamd(f"unix:{tmp_path / 'nobody'}").scan(b"x")
    async with listening(None) as address:
        with pytest.raises(ScannerDown, match="size limit"):
            await Clamd(address).scan(b"too much")
    async with listening(None, silence) as address:
        with pytest.raises(ScannerDown):
            await Clamd(address, patience_s=0.2).scan(b"x")
        await asyncio.sleep(0.1)  # the server hears that nobody waits any more


@pytest.mark.parametrize("address", ["", "clamav", "host:port", "ftp://x"])
def test_an_address_that_is_none_is_told_at_the_start(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        Clamd(address)
