"""The HTTP interface with a youth who is signed in: what a browser on their phone would send."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from myjobmatch.api.app import api
from myjobmatch.api.security import Security
from myjobmatch.container import Container, install
from myjobmatch.settings import Settings
from tests.integration.services.joining_house import PASSWORD, House, activate, invited

SITE = "http://testserver"
LOGIN = "ines91"


@pytest.fixture(autouse=True)
def container(house: House) -> Iterator[None]:
    """The process's container, with the services of the house."""
    none: Any = None
    install(Container(Settings(), house.app.clock, house.sessions, none, house.app))
    yield
    install(None)


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """A browser without a cookie."""
    app = Security(api(), Settings(data_dir=tmp_path), tmp_path / "no-site.json")
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=SITE) as opened:
        yield opened


@pytest.fixture
async def cookie(house: House) -> str:
    """A youth's session, as a browser sends it."""
    given = await invited(house)
    await activate(house, given.code, LOGIN)
    return await session(house)


async def session(house: House, password: str = PASSWORD) -> str:
    """Another session of theirs."""
    opened = await house.sessions.sign_in(LOGIN, password, replaced=None, client="192.0.2.7")
    return f"mjm_session={opened.token}"
