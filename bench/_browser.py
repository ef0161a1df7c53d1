"""A Chromium of our own for a measurement: new profile, debugging port, cookies set from outside."""

import asyncio
import contextlib
import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from typing import Any

import _places  # noqa: F401  (puts scripts/ on the path)
import aiohttp
from private_server import free_port
from production import stop_process

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--disable-dev-shm-usage",
    "--password-store=basic",
    "--lang=fr-FR",
    "--accept-lang=fr-FR",  # as most who come: another language than the account's reads the deck anew
)
START_TIMEOUT_S = 60
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "fr-FR",
}
"""A context of playwright that is a phone."""


def find() -> str:
    """The path of Chromium: `CHROME_PATH`, or Debian's.

    Raises:
        RuntimeError: there is none.
    """
    found = (
        os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    if not found:
        raise RuntimeError("no Chromium: install Debian's chromium, or set CHROME_PATH")
    return found


@contextlib.contextmanager
def chromium(cookies: Sequence[dict[str, Any]] = ()) -> Iterator[int]:
    """A headless Chromium that holds `cookies` (name, value, url); gives its debugging port."""
    port = free_port()
    with tempfile.TemporaryDirectory(
        prefix="bench-chromium-", ignore_cleanup_errors=True
    ) as profile:
        process = subprocess.Popen(
            [
                find(),
                *FLAGS,
                f"--user-data-dir={profile}",
                f"--remote-debugging-port={port}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            address = _address(port, process)
            if cookies:
                asyncio.run(_set_cookies(address, list(cookies)))
            yield port
        finally:
            stop_process(process)


def _address(port: int, process: subprocess.Popen[bytes]) -> str:
    """Where the browser as a whole is spoken to, once it listens."""
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{port}/json/version", timeout=5
            ) as answer:
                return str(json.load(answer)["webSocketDebuggerUrl"])
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("Chromium did not start")


async def _set_cookies(address: str, cookies: list[dict[str, Any]]) -> None:
    async with aiohttp.ClientSession() as client, client.ws_connect(address) as socket:
        await socket.send_json(
            {"id": 1, "method": "Storage.setCookies", "params": {"cookies": cookies}}
        )
        answer = await socket.receive_json()
        if "error" in answer:
            raise RuntimeError(f"Chromium refused the cookies: {answer['error']}")
