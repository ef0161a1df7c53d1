"""Signing in and out. A session's token is seen by the cookie alone: its SHA-256 is what is kept."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from myjobmatch.db.models import Account, Session
from myjobmatch.db.repositories.accounts import AccountFacts
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import AccountStatus, Role
from myjobmatch.domain.errors import Unauthenticated
from myjobmatch.domain.joining import canonical_login
from myjobmatch.domain.languages import Language
from myjobmatch.services.attempts import count_tries, key_of
from myjobmatch.services.passwords import verify_password
from myjobmatch.services.standing import standing_today

TRIES_BY_LOGIN = 5
TRIES_BY_CLIENT = 60
TOUCH_AFTER = timedelta(minutes=5)
"""How stale `last_seen_at` may be: writing it at each event would make every read a write."""


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A session just opened: `token` goes to the cookie and nowhere else."""

    token: str
    actor: Actor
    expires_at: datetime
    language: Language | None = None
    """The one that the account chose."""
    same_account: bool = False
    """Whether the session that this browser had before was this account's too."""


def token_hash(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class SessionService:
    """Opens, resolves and closes sessions, each in transactions of its own.

    Not a `@service`: there is no actor before one is signed in, and a failed try must be remembered
    although it raises.
    """

    def __init__(
        self, database: Database, lifetime: timedelta = timedelta(days=30), *, demo: bool = False
    ) -> None:
        """Keep sessions in `database` for `lifetime`.

        Accounts of the demonstration, whose password everybody knows, are nobody unless `demo`.
        """
        self._database = database
        self._lifetime = lifetime
        self._demo = demo

    async def sign_in(
        self, login: str, password: str, *, replaced: str | None, client: str
    ) -> OpenedSession:
        """Open a session and revoke the one it replaces.

        Raises:
            Unauthenticated: no such account, or not this password (`sign_in_wrong`); the two are
                told alike and take as long.
            TooMany: too many failures for this login or from this address (`sign_in_too_many`).
        """
        login = canonical_login(login)
        keys = {key_of("login", login): TRIES_BY_LOGIN, key_of("client", client): TRIES_BY_CLIENT}
        now = self._database.clock.now()
        tries = await count_tries(self._database, keys, now, "sign_in_too_many")
        async with self._database.unit(write=False) as uow:
            account = await uow.accounts.by_login(login)
        right = await verify_password(password, account.password_hash if account else None)
        if account is None or not right or not self.lets_in(account):
            raise Unauthenticated("sign_in_wrong")
        return await self._open(account, replaced, key_of("login", login), tries, now)

    def lets_in(self, account: Account | AccountFacts) -> bool:
        """Whether whoever proves that an account is theirs may act by it here."""
        return may_enter(account, demo=self._demo)

    async def open_for(self, account_id: int, replaced: str | None) -> OpenedSession:
        """Open a session for whoever has just proved, otherwise than by a password, that it is theirs.

        Raises:
            Unauthenticated: the account may not sign in (`sign_in_wrong`).
        """
        async with self._database.unit(write=False) as uow:
            account = await uow.accounts.get(account_id)
        if account is None or not self.lets_in(account):
            raise Unauthenticated("sign_in_wrong")
        key = key_of("login", account.login)
        return await self._open(account, replaced, key, [], self._database.clock.now())

    async def _open(
        self,
        account: Account,
        replaced: str | None,
        login_key: str,
        tries: list[int],
        now: datetime,
    ) -> OpenedSession:
        token = secrets.token_urlsafe(32)
        expires_at = now + self._lifetime
        async with self._database.unit() as uow:
            former: int | None = None
            if replaced:
                former = await uow.accounts.holder_of_session(token_hash(replaced))
                await uow.accounts.revoke_session(token_hash(replaced), now)
                await uow.notifications.forget_devices_of_session(token_hash(replaced))
            await uow.accounts.forget_attempts(login_key)
            await uow.accounts.forget_attempts_by_id(tries)
            uow.accounts.add(
                Session(
                    token_hash=token_hash(token),
                    account_id=account.id,
                    created_at=now,
                    last_seen_at=now,
                    expires_at=expires_at,
                )
            )
            actor = actor_of(account, await uow.accounts.youth_id_of(account.id))
            youth = await uow.youths.get(actor.youth_id) if actor.youth_id is not None else None
            uow.ledger.activity(
                ActivityKind.SIGNED_IN,
                actor,
                # a youth's account is of no structure, whoever follows them
                structure_id=youth.structure_id if youth else account.structure_id,
                youth_id=actor.youth_id,
            )
            if actor.youth_id is not None:
                await uow.youths.touch(actor.youth_id, now)
        return OpenedSession(
            token, actor, expires_at, account.locale, same_account=former == account.id
        )

    async def resolve(self, token: str) -> Actor | None:
        """Who holds this token now; None when it is revoked, expired, unknown or disabled."""
        return await self._database.aside(partial(self._resolve, token), write=False)

    async def _resolve(self, token: str) -> Actor | None:
        now = self._database.clock.now()
        async with self._database.unit(write=False) as uow:
            row = await uow.accounts.live_session(token_hash(token), now)
            if row is None or not self.lets_in(row.account):
                return None
            actor = await standing_today(actor_of(row.account, row.youth_id), uow)
        if now - row.last_seen_at > TOUCH_AFTER:
            async with self._database.unit() as uow:
                await uow.accounts.touch_session(row.session_id, now)
                if row.youth_id is not None:
                    await uow.youths.touch(row.youth_id, now)
        return actor

    async def sign_out(self, token: str) -> None:
        """Revoke the session, and ring its device no more; nothing happens when there is none."""
        async with self._database.unit() as uow:
            await uow.accounts.revoke_session(token_hash(token), uow.clock.now())
            await uow.notifications.forget_devices_of_session(token_hash(token))

    async def set_locale(self, actor: Actor, locale: Language) -> None:
        """Keep the language chosen with the account."""
        async with self._database.unit() as uow:
            account = await uow.accounts.get(actor.account_id)
            if account is not None:
                account.locale = locale


def may_enter(account: Account | AccountFacts, *, demo: bool) -> bool:
    """Whether whoever proves that an account is theirs may act by it; an invented one's only in the demonstration."""
    return account.status is AccountStatus.ACTIVE and (demo or not account.is_demo)


def actor_of(account: Account | AccountFacts, youth_id: int | None) -> Actor:
    """The actor that an account makes."""
    return Actor(
        account_id=account.id,
        public_id=account.public_id,
        role=account.role,
        structure_id=account.structure_id,
        company_id=account.company_id,
        youth_id=youth_id if account.role is Role.YOUTH else None,
        locale=account.locale or Language.FRENCH,
        company_role=account.company_role if account.role is Role.RECRUITER else None,
    )


async def acting_today(account: Account, uow: UnitOfWork) -> Actor:
    """The actor that an account makes, with those for whom they answer today."""
    youth_id = await uow.accounts.youth_id_of(account.id) if account.role is Role.YOUTH else None
    return await standing_today(actor_of(account, youth_id), uow)
