"""Passkeys: made and proved by the device, checked here by py_webauthn; challenges are used once."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from myjobmatch.db.models import Passkey, PasskeyChallenge
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Conflict, Invalid, NotFound, Unauthenticated
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.passkeys import Asked, ChallengePurpose, PasskeyAnswer, PasskeyView, Site
from myjobmatch.domain.permissions import is_signed_in
from myjobmatch.domain.text import typed
from myjobmatch.services.attempts import count_tries, forget_tries, key_of
from myjobmatch.services.building import service
from myjobmatch.services.own_password import FRESH, FRESH_MINUTES, prove_password
from myjobmatch.services.sessions import OpenedSession, SessionService, token_hash

LIFE = timedelta(minutes=10)
MOST_KEYS = 10
MOST_CREDENTIAL_CHARS = 20_000
LONGEST_KEY_NAME = 60
TRIES_BY_CLIENT = 60
RP_NAME = "My Job Match"


@dataclass(frozen=True, slots=True)
class Proof:
    """In which session (its token) another key is asked for, the password where it must be told, and from where."""

    session: str
    current: str = ""
    client: str = ""


@dataclass(frozen=True, slots=True)
class ProvedKey:
    """A key that a device has just made and proved, for the account of that public id."""

    credential_id: str
    public_key: bytes
    sign_count: int
    name: str
    user_handle: str


class PasskeyService:
    """The ceremonies, each in transactions of its own: before signing in there is no actor."""

    def __init__(self, database: Database, sessions: SessionService) -> None:
        """Keep challenges and keys in `database`; sign in by `sessions`."""
        self._database = database
        self._sessions = sessions

    async def ask_to_join(self, site: Site, login: str) -> Asked:
        """Options for the first key of an account that is about to be made under this login."""
        handle = new_public_id()
        return await self._ask_for_key(site, ChallengePurpose.JOIN, handle, login, None, [])

    async def ask_to_add(self, site: Site, actor: Actor, proof: Proof) -> Asked:
        """Options for another key of whoever has just signed in, or tells the password: it must be more than a page left open.

        Raises:
            Unauthenticated: it is no session of theirs (`signed_out`).
            Conflict: there are `MOST_KEYS` already (`keys_many`, with `most`); so long after signing in the password
                must be told (`key_password`), or whoever has none signs in again (`key_session_old`, with `minutes`).
            Invalid, TooMany: as `prove_password`.
        """
        now = self._database.clock.now()
        async with self._database.unit(write=False) as uow:
            account = await uow.accounts.get(actor.account_id)
            held = [key.credential_id for key in await uow.passkeys.of_account(actor.account_id)]
            session = token_hash(proof.session)
            opened = await uow.accounts.session_opened(session, actor.account_id, now)
        if account is None or opened is None:
            raise Unauthenticated("signed_out")
        if len(held) >= MOST_KEYS:
            raise Conflict("keys_many", most=MOST_KEYS)
        if now - opened > FRESH:
            if account.password_hash is None:
                raise Conflict("key_session_old", minutes=FRESH_MINUTES)
            if not proof.current:
                raise Conflict("key_password")
            tries = await prove_password(self._database, account, proof.current, proof.client)
            await forget_tries(self._database, tries)
        return await self._ask_for_key(
            site, ChallengePurpose.ADD, account.public_id, account.login, account.id, held
        )

    async def ask_to_sign_in(self, site: Site) -> Asked:
        """Options for signing in with whatever key the device has for this site."""
        challenge = secrets.token_bytes(32)
        options = generate_authentication_options(
            rp_id=site.host,
            challenge=challenge,
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        token = await self._keep(challenge, ChallengePurpose.SIGN_IN, "", None)
        return Asked(token, options_to_json(options))

    async def _ask_for_key(
        self,
        site: Site,
        purpose: ChallengePurpose,
        handle: str,
        login: str,
        account_id: int | None,
        held: list[str],
    ) -> Asked:
        challenge = secrets.token_bytes(32)
        options = generate_registration_options(
            rp_id=site.host,
            rp_name=RP_NAME,
            user_name=login,
            user_id=handle.encode(),
            challenge=challenge,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in held
            ],
        )
        token = await self._keep(challenge, purpose, handle, account_id)
        return Asked(token, options_to_json(options))

    async def _keep(
        self, challenge: bytes, purpose: ChallengePurpose, handle: str, account_id: int | None
    ) -> str:
        token = secrets.token_urlsafe(32)
        async with self._database.unit() as uow:
            now = uow.clock.now()
            await uow.passkeys.forget_challenges_before(now)
            uow.passkeys.add(
                PasskeyChallenge(
                    token_hash=token_hash(token),
                    challenge=challenge,
                    purpose=purpose,
                    user_handle=handle,
                    account_id=account_id,
                    expires_at=now + LIFE,
                )
            )
        return token

    async def _taken(self, token: str, purpose: ChallengePurpose) -> PasskeyChallenge:
        async with self._database.unit() as uow:
            kept = await uow.passkeys.take_challenge(token_hash(token))
        if (
            kept is None
            or kept.purpose is not purpose
            or kept.expires_at < self._database.clock.now()
        ):
            raise Invalid("passkey_late")
        return kept

    async def prove_new(
        self, site: Site, answer: PasskeyAnswer, purpose: ChallengePurpose
    ) -> ProvedKey:
        """The key of an answer, proved against its challenge, which is used up.

        Raises:
            Invalid: the challenge is unknown, used or late (`passkey_late`), or the proof is
                wrong (`passkey_wrong`).
        """
        kept = await self._taken(answer.token, purpose)
        try:
            proved = verify_registration_response(
                credential=_sized(answer.credential),
                expected_challenge=kept.challenge,
                expected_rp_id=site.host,
                expected_origin=site.origin,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError) as error:
            raise Invalid("passkey_wrong") from error
        return ProvedKey(
            credential_id=bytes_to_base64url(proved.credential_id),
            public_key=proved.credential_public_key,
            sign_count=proved.sign_count,
            name=typed(answer.name)[:LONGEST_KEY_NAME],
            user_handle=kept.user_handle,
        )

    async def add(self, site: Site, actor: Actor, answer: PasskeyAnswer) -> None:
        """Keep another key of whoever is signed in.

        Raises:
            Invalid: as `prove_new`; or the challenge was somebody else's (`passkey_late`).
        """
        key = await self.prove_new(site, answer, ChallengePurpose.ADD)
        if key.user_handle != actor.public_id:
            raise Invalid("passkey_late")
        async with self._database.unit() as uow:
            await keep_key(uow, key, actor.account_id)
            uow.ledger.audit(actor, "passkey_added", "account", actor.account_id)

    async def sign_in(
        self, site: Site, answer: PasskeyAnswer, *, replaced: str | None, client: str
    ) -> OpenedSession:
        """Open a session for the owner of a key that signed the challenge.

        Raises:
            Invalid: the challenge is unknown, used or late (`passkey_late`).
            Unauthenticated: no such key, or not its signature (`passkey_unknown`).
            TooMany: too many failures from this address (`sign_in_too_many`).
        """
        now = self._database.clock.now()
        limits = {key_of("passkey", client): TRIES_BY_CLIENT}
        tries = await count_tries(self._database, limits, now, "sign_in_too_many")
        kept = await self._taken(answer.token, ChallengePurpose.SIGN_IN)
        try:
            credential = parse_authentication_credential_json(_sized(answer.credential))
            async with self._database.unit() as uow:
                key = await uow.passkeys.by_credential(bytes_to_base64url(credential.raw_id))
                if key is None:
                    raise Unauthenticated("passkey_unknown")
                proved = verify_authentication_response(
                    credential=credential,
                    expected_challenge=kept.challenge,
                    expected_rp_id=site.host,
                    expected_origin=site.origin,
                    credential_public_key=key.public_key,
                    credential_current_sign_count=key.sign_count,
                    require_user_verification=True,
                )
                key.sign_count, key.last_used_at = proved.new_sign_count, now
                account_id = key.account_id
        except (WebAuthnException, ValueError, KeyError, TypeError) as error:
            raise Unauthenticated("passkey_unknown") from error
        opened = await self._sessions.open_for(account_id, replaced)
        await forget_tries(self._database, tries)
        return opened


async def keep_key(uow: UnitOfWork, key: ProvedKey, account_id: int) -> None:
    """Write a proved key down.

    Raises:
        Conflict: it is kept already (`passkey_known`).
    """
    if await uow.passkeys.by_credential(key.credential_id) is not None:
        raise Conflict("passkey_known")
    uow.passkeys.add(
        Passkey(
            public_id=new_public_id(),
            account_id=account_id,
            credential_id=key.credential_id,
            public_key=key.public_key,
            sign_count=key.sign_count,
            name=key.name,
            created_at=uow.clock.now(),
        )
    )
    await uow.accounts.flush()


@service(is_signed_in, writes=False)
async def list_passkeys(actor: Actor, _command: None, uow: UnitOfWork) -> list[PasskeyView]:
    """The actor's keys, the oldest first."""
    return [
        PasskeyView(key.public_id, key.name, key.created_at, key.last_used_at)
        for key in await uow.passkeys.of_account(actor.account_id)
    ]


@service(is_signed_in)
async def remove_passkey(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """Forget a key of the actor's. Sessions that it opened stay.

    Raises:
        NotFound: no key of theirs (`passkey_gone`).
        Conflict: it is the last way in (`passkey_last`).
    """
    held = [key.public_id for key in await uow.passkeys.of_account(actor.account_id)]
    if checked_public_id(public_id) not in held:
        raise NotFound("passkey_gone")
    account = await uow.accounts.get(actor.account_id)
    if account is not None and account.password_hash is None and len(held) == 1:
        raise Conflict("passkey_last")
    await uow.passkeys.remove(actor.account_id, public_id)
    uow.ledger.audit(actor, "passkey_removed", "account", actor.account_id)


def _sized(credential: str) -> str:
    if len(credential) > MOST_CREDENTIAL_CHARS:
        raise ValueError("a credential of that size")
    return credential
