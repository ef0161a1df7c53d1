"""Registering alone: a few answers make an account, and a request to the Mission Locale of the commune."""

from dataclasses import dataclass

from myjobmatch.db.clash import Clash
from myjobmatch.db.models import JoinRequest
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import AgreementHow, FollowUp
from myjobmatch.domain.errors import Conflict, Invalid
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.joining import (
    JOIN_TEXT_VERSION,
    checked_birth_date,
    checked_first_name,
    checked_login,
    checked_password,
)
from myjobmatch.domain.passkeys import ChallengePurpose, Site
from myjobmatch.domain.territories import Home, answering
from myjobmatch.domain.travel import Point
from myjobmatch.services.agreements import Agree, note_agreement
from myjobmatch.services.attempts import count_tries, key_of
from myjobmatch.services.joining import Door, Person, add_account, add_youth, checked_postcode
from myjobmatch.services.notices import STRUCTURE
from myjobmatch.services.passkeys import PasskeyService, ProvedKey, keep_key
from myjobmatch.services.passwords import hash_password
from myjobmatch.services.places import Place, place_named, places_like
from myjobmatch.services.sessions import OpenedSession, SessionService

TRIES_BY_CLIENT = 40
"""Registrations from one address in a quarter of an hour: a whole class behind one router, no robot."""
SEARCHES_BY_CLIENT = 600
PLACES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Register:
    """What was answered. `place` is the label of a suggestion; `trap` is a field that nobody sees."""

    first_name: str
    birth_date: str
    place: str
    door: Door
    text_version: str
    agreed: bool
    language: str
    postcode: str = ""
    trap: str = ""


class RegistrationService:
    """Makes accounts, each in transactions of its own: before that there is no actor."""

    def __init__(
        self, database: Database, sessions: SessionService, passkeys: PasskeyService
    ) -> None:
        """Register in `database`; sign in by `sessions`, with keys proved by `passkeys`."""
        self._database = database
        self._sessions = sessions
        self._passkeys = passkeys

    async def find_communes(self, text: str, *, client: str) -> list[Place]:
        """The communes that a text may mean, at most six.

        Raises:
            TooMany: a robot's number of questions from this address (`joining_too_many`).
        """
        limits = {key_of("communes", client): SEARCHES_BY_CLIENT}
        await count_tries(self._database, limits, self._database.clock.now(), "joining_too_many")
        async with self._database.unit(write=False) as uow:
            found = await places_like(text[:120], uow, 2 * PLACES_SHOWN)
        # an offer's place may be a quarter: nobody lives in "Melun (gare)" for a territory
        return [place for place in found if "(" not in place.name][:PLACES_SHOWN]

    async def register(
        self, form: Register, site: Site, *, replaced: str | None, client: str
    ) -> OpenedSession:
        """Make an account, ask the Mission Locale that answers for the commune, and sign in.

        Raises:
            Invalid: an answer is not sound (codes of `domain.joining`, `offer_place_unknown`,
                `postcode_form`, `agreement_needed`, `consent_text_old`, codes of passkeys).
            Conflict: the login is taken (`login_taken`).
            TooMany: too many tries from this address (`joining_too_many`).
        """
        if form.trap:
            raise Invalid("malformed")
        today = paris_day(self._database.clock.now())
        name = checked_first_name(form.first_name)
        birth = checked_birth_date(form.birth_date, today)
        postcode = checked_postcode(form.postcode)
        login = checked_login(form.door.login)
        if not form.agreed:
            raise Invalid("agreement_needed")
        if form.text_version != JOIN_TEXT_VERSION:
            raise Invalid("consent_text_old")
        limits = {key_of("joining", client): TRIES_BY_CLIENT}
        await count_tries(self._database, limits, self._database.clock.now(), "joining_too_many")
        async with self._database.unit(write=False) as uow:
            place = await place_named(uow, form.place)
        password_hash, key = await proved_door(
            self._passkeys, form.door, site, told=(login, name, place.name)
        )
        door = Door(login)
        person = Person(name, birth, place, postcode, phone=login if login.startswith("+") else "")
        try:
            async with self._database.unit() as uow:
                account_id = await _write(uow, person, door, form, password_hash, key)
        except Clash as clash:
            raise Conflict("login_taken") from clash
        return await self._sessions.open_for(account_id, replaced)


async def proved_door(
    passkeys: PasskeyService, door: Door, site: Site, *, told: tuple[str, ...]
) -> tuple[str | None, ProvedKey | None]:
    """The hash of a sound password, or a proved key: one of the two.

    Raises:
        Invalid: neither is sound (`password_short`, `password_common`, `passkey_late`, `passkey_wrong`).
    """
    if door.passkey is not None:
        return None, await passkeys.prove_new(site, door.passkey, ChallengePurpose.JOIN)
    return await hash_password(checked_password(door.password, told=told)), None


async def _write(
    uow: UnitOfWork,
    person: Person,
    door: Door,
    form: Register,
    password_hash: str | None,
    key: ProvedKey | None,
) -> int:
    handle = key.user_handle if key else ""
    account = await add_account(uow, door, person.first_name, form.language, password_hash, handle)
    youth = await add_youth(uow, person, FollowUp.REQUESTED, account_id=account.id)
    if key is not None:
        await keep_key(uow, key, account.id)
    said = Agree(True, form.text_version, form.language)
    await note_agreement(uow, youth, said, AgreementHow.SELF, account.id)
    structure_id = await route(uow, person.place, person.postcode)
    uow.joining.add(
        JoinRequest(
            public_id=new_public_id(),
            youth_id=youth.id,
            structure_id=structure_id,
            created_at=uow.clock.now(),
        )
    )
    uow.ledger.event("youth_registered", {"youth": youth.id, "structure": structure_id})
    if structure_id is not None:
        uow.changed(STRUCTURE, structure_id)
    return account.id


async def route(uow: UnitOfWork, place: Place | None, postcode: str = "") -> int | None:
    """The structure that answers for a place; None when none does."""
    if place is None:
        return None
    home = Home(place.name, place.postcode or postcode, Point(place.latitude, place.longitude))
    return answering(home, await uow.joining.answering())
