"""Passkeys, with an authenticator of our own: ceremonies, challenges used once, counters, and who owns a key."""

import base64
import hashlib
import json
import struct
from dataclasses import dataclass, field, replace
from datetime import timedelta

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, Invalid, NotFound, TooMany, Unauthenticated
from myjobmatch.domain.joining import JOIN_TEXT_VERSION
from myjobmatch.domain.passkeys import Asked, PasskeyAnswer, Site
from myjobmatch.services.application import Application
from myjobmatch.services.attempts import WINDOW
from myjobmatch.services.doors import Doors, doors_of
from myjobmatch.services.joining import Door
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.own_password import FRESH
from myjobmatch.services.passkeys import LIFE, Proof, list_passkeys, remove_passkey
from myjobmatch.services.passwords import hash_password
from myjobmatch.services.registration import Register
from myjobmatch.services.sessions import TRIES_BY_LOGIN, SessionService
from tests import factories

PASSWORD = "un grand chat dort"
SITE = Site("jobs.example.org", "https://jobs.example.org")


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass
class Device:
    """A phone with a secure element: one key, a counter, and a user who is always there."""

    site: Site = SITE
    count: int = 0
    handle: str = ""
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    id: bytes = b"a key of this device"

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {
            "type": kind,
            "challenge": challenge,
            "origin": self.site.origin,
            "crossOrigin": False,
        }
        return json.dumps(said).encode()

    def _data(self, flags: int) -> bytes:
        host = hashlib.sha256(self.site.host.encode()).digest()
        return host + bytes([flags]) + struct.pack(">I", self.count)

    def create(self, asked: Asked) -> PasskeyAnswer:
        """Make the key, as `navigator.credentials.create` does."""
        options = json.loads(asked.options)
        self.handle = options["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        cose = {
            1: 2,
            3: -7,
            -1: 1,
            -2: numbers.x.to_bytes(32, "big"),
            -3: numbers.y.to_bytes(32, "big"),
        }
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor2.dumps(cose)
        attestation = {"fmt": "none", "attStmt": {}, "authData": self._data(0x45) + attested}
        return self._answer(
            asked,
            clientDataJSON=text(self._client("webauthn.create", options["challenge"])),
            attestationObject=text(cbor2.dumps(attestation)),
        )

    def sign(self, asked: Asked) -> PasskeyAnswer:
        """Prove the key, as `navigator.credentials.get` does."""
        self.count += 1
        client = self._client("webauthn.get", json.loads(asked.options)["challenge"])
        data = self._data(0x05)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            asked,
            clientDataJSON=text(client),
            authenticatorData=text(data),
            signature=text(signature),
            userHandle=self.handle,
        )

    def _answer(self, asked: Asked, **response: str) -> PasskeyAnswer:
        said = {
            "id": text(self.id),
            "rawId": text(self.id),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": response,
        }
        return PasskeyAnswer(asked.token, json.dumps(said), "Téléphone")


@dataclass
class House:
    app: Application
    doors: Doors
    sessions: SessionService


@pytest.fixture
async def house(database: Database) -> House:
    sessions = SessionService(database)
    app = Application(database, database.clock, MatchingRuntime(database, None))
    return House(app, doors_of(database, sessions), sessions)


async def registered(house: House, device: Device, login: str = "ines91") -> Actor:
    """Somebody who registered with a key and no password."""
    asked = await house.doors.passkeys.ask_to_join(SITE, login)
    form = Register(
        "Inès",
        "2005-03-02",
        "Melun",
        Door(login, passkey=device.create(asked)),
        JOIN_TEXT_VERSION,
        True,
        "fr",
    )
    opened = await house.doors.registration.register(form, SITE, replaced=None, client="x")
    return opened.actor


async def sign_in(house: House, device: Device, asked: Asked | None = None) -> Actor:
    asked = asked or await house.doors.passkeys.ask_to_sign_in(SITE)
    answer = device.sign(asked)
    opened = await house.doors.passkeys.sign_in(SITE, answer, replaced=None, client="x")
    return opened.actor


async def test_who_registers_with_a_key_signs_in_with_it_alone(house: House) -> None:
    device = Device()
    actor = await registered(house, device)
    assert await sign_in(house, device) == actor
    for password in ("", "mon chat dort bien"):
        with pytest.raises(Unauthenticated):
            await house.sessions.sign_in("ines91", password, replaced=None, client="x")


async def test_a_challenge_is_used_once_in_time_and_for_its_own_purpose(
    house: House, clock: FixedClock
) -> None:
    device = Device()
    await registered(house, device)
    asked = await house.doors.passkeys.ask_to_sign_in(SITE)
    assert await sign_in(house, device, asked)
    with pytest.raises(Invalid, match="passkey_late"):
        await sign_in(house, device, asked)
    late = await house.doors.passkeys.ask_to_sign_in(SITE)
    clock.advance(LIFE * 2)
    with pytest.raises(Invalid, match="passkey_late"):
        await sign_in(house, device, late)
    other = await house.doors.passkeys.ask_to_join(SITE, "x")
    with pytest.raises(Invalid, match="passkey_late"):
        await sign_in(house, device, other)


async def test_another_site_another_key_and_a_cloned_one_are_refused(house: House) -> None:
    device = Device()
    await registered(house, device)
    assert await sign_in(house, device)
    elsewhere = replace(device, site=Site("jobs.example.org", "https://evil.example"))
    with pytest.raises(Unauthenticated, match="passkey_unknown"):
        await sign_in(house, elsewhere)
    with pytest.raises(Unauthenticated, match="passkey_unknown"):
        await sign_in(house, Device(handle=device.handle, count=5))
    device.count = 5
    assert await sign_in(house, device)
    with pytest.raises(Unauthenticated, match="passkey_unknown"):
        await sign_in(house, replace(device, count=3))  # a copy counts less than the original
    with pytest.raises(Unauthenticated, match="passkey_unknown"):
        await sign_in(house, Device(id=b"nobody's"))


async def asked_to_add(house: House, actor: Actor) -> Asked:
    """The options for another key, right after signing in."""
    opened = await house.sessions.open_for(actor.account_id, None)
    return await house.doors.passkeys.ask_to_add(SITE, actor, Proof(opened.token))


async def test_another_key_takes_a_fresh_session_or_the_password(
    house: House, database: Database, clock: FixedClock
) -> None:
    actor = await registered(house, Device())
    asking = house.doors.passkeys.ask_to_add
    opened = await house.sessions.open_for(actor.account_id, None)
    clock.advance(FRESH)
    assert await asking(SITE, actor, Proof(opened.token))
    clock.advance(timedelta(seconds=1))
    for typed in ("", PASSWORD):  # who has no password signs in again
        with pytest.raises(Conflict, match="key_session_old") as told:
            await asking(SITE, actor, Proof(opened.token, typed))
        assert told.value.params == {"minutes": 15}

    async with database.unit() as uow:
        account = await uow.accounts.get(actor.account_id)
        assert account is not None
        account.password_hash = await hash_password(PASSWORD)
    with pytest.raises(Conflict, match="key_password"):
        await asking(SITE, actor, Proof(opened.token))
    for _ in range(TRIES_BY_LOGIN):
        with pytest.raises(Invalid, match="password_wrong"):
            await asking(SITE, actor, Proof(opened.token, "guessed", "192.0.2.8"))
    with pytest.raises(TooMany, match="sign_in_too_many"):
        await asking(SITE, actor, Proof(opened.token, PASSWORD, "192.0.2.8"))
    clock.advance(WINDOW)
    second = Device(id=b"another device")
    asked = await asking(SITE, actor, Proof(opened.token, PASSWORD, "192.0.2.8"))
    await house.doors.passkeys.add(SITE, actor, second.create(asked))
    assert await sign_in(house, second) == actor

    for token in (
        "",
        "nobody's",
        (await house.sessions.open_for(await other(database), None)).token,
    ):
        with pytest.raises(Unauthenticated, match="signed_out"):
            await asking(SITE, actor, Proof(token, PASSWORD))


async def other(database: Database) -> int:
    """Somebody else's account."""
    async with database.unit() as uow:
        return (await factories.staff(uow, Role.ADVISOR, await factories.structure(uow))).account_id


async def test_keys_are_listed_added_and_removed_by_their_owner_and_the_last_one_stays(
    house: House, database: Database
) -> None:
    first, second = Device(), Device(id=b"another device")
    actor = await registered(house, first)
    (kept,) = await house.app.run(list_passkeys, actor, None)
    assert kept.name == "Téléphone"
    with pytest.raises(Conflict, match="passkey_last"):
        await house.app.run(remove_passkey, actor, kept.id)
    async with database.unit() as uow:
        where = await factories.structure(uow)
        stranger = await factories.staff(uow, Role.ADVISOR, where)
    asked = await asked_to_add(house, actor)
    with pytest.raises(Invalid, match="passkey_late"):
        await house.doors.passkeys.add(SITE, stranger, second.create(asked))
    asked = await asked_to_add(house, actor)
    await house.doors.passkeys.add(SITE, actor, second.create(asked))
    assert await sign_in(house, second) == actor
    with pytest.raises(NotFound, match="passkey_gone"):
        await house.app.run(remove_passkey, stranger, kept.id)
    await house.app.run(remove_passkey, actor, kept.id)
    with pytest.raises(Unauthenticated, match="passkey_unknown"):
        await sign_in(house, first)
    assert await sign_in(house, second) == actor


@pytest.mark.parametrize("broken", ["", "{}", "not json", "[1]", '{"id": 1}'])
async def test_what_is_no_credential_is_refused(house: House, broken: str) -> None:
    asked = await house.doors.passkeys.ask_to_sign_in(SITE)
    with pytest.raises(Unauthenticated, match="passkey_unknown"):
        await house.doors.passkeys.sign_in(
            SITE, PasskeyAnswer(asked.token, broken), replaced=None, client="x"
        )
