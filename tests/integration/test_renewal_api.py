"""Where another password by a code leads to, over HTTP: past the keys that go on opening the account, if there are any."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from myjobmatch.api.app import api
from myjobmatch.api.security import Security
from myjobmatch.container import Container, install
from myjobmatch.db.models import Passkey
from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.ids import new_public_id
from myjobmatch.services.invitations import give_code
from myjobmatch.settings import Settings
from tests.integration.services.joining_house import House, activate, house, invited

__all__ = ["house"]

ANOTHER = "un autre chat dort"


@pytest.fixture
async def client(house: House, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    none: Any = None
    install(
        Container(
            Settings(), house.app.clock, house.sessions, none, house.app, none, doors=house.doors
        )
    )
    app = Security(api(), Settings(data_dir=tmp_path), tmp_path / "no-site.json")
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as opened:
        yield opened
    install(None)


@pytest.mark.parametrize(("keys", "home"), [(0, "/decouvrir"), (1, "/mon-espace/securite")])
async def test_whoever_has_keys_is_brought_to_them(
    house: House,
    database: Database,
    clock: FixedClock,
    client: httpx.AsyncClient,
    keys: int,
    home: str,
) -> None:
    given = await invited(house)
    actor = await activate(house, given.code)
    clock.advance(timedelta(days=1))
    async with database.unit() as uow:
        for number in range(keys):
            uow.passkeys.add(
                Passkey(
                    public_id=new_public_id(),
                    account_id=actor.account_id,
                    credential_id=f"key-{number}",
                    public_key=b"",
                    sign_count=0,
                    name="Téléphone",
                    created_at=uow.clock.now(),
                )
            )
    renewing = await house.app.run(give_code, house.advisor, given.youth_id)
    body = {"code": renewing.code, "password": ANOTHER}
    answer = await client.post("/api/v1/renewals", json=body)
    assert (answer.status_code, answer.json()["home"]) == (200, home)
    assert "mjm_session=" in answer.headers["set-cookie"]
