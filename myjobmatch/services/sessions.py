"""Signing in and out. A session's token is seen by the cookie alone: its SHA-256 is what is kept."""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from myjobmatch.db.models import Account, Session, SignInAttempt
from myjobmatch.db.repositories.accounts import AccountFacts
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import AccountStatus, ActivityKind, Role
from myjobmatch.domain.errors import TooMany, Unauthenticated
from myjobmatch.services.passwords import verify_password

TRIES_BY_LOGIN = 5
TRIES_BY_CLIENT = 60
WINDOW = timedelta(minutes=15)
TOUCH_AFTER = timedelta(minutes=5)
"""How stale `last_seen_at` may be: writing it at each event would make every read a write."""


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A session just opened: `token` goes to the cookie and nowhere else."""

    token: str
    actor: Actor
    expires_at: datetime


def normalised_login(login: str) -> str:
    """A login as it is kept: NFKC, trimmed, lower case; without what no database can look for."""
    sound = login.encode("utf-8", errors="replace").decode().replace("\0", "")
    return unicodedata.normalize("NFKC", sound).strip().lower()


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
        login = normalised_login(login)
        keys = {_key("login", login): TRIES_BY_LOGIN, _key("client", client): TRIES_BY_CLIENT}
        now = self._database.clock.now()
        tries = await self._count_tries(keys, now)
        async with self._database.unit(write=False) as uow:
            account = await uow.accounts.by_login(login)
        right = await verify_password(password, account.password_hash if account else None)
        if account is None or not right or not self._may_enter(account):
            raise Unauthenticated("sign_in_wrong")
        return await self._open(account, replaced, _key("login", login), tries, now)

    def _may_enter(self, account: Account | AccountFacts) -> bool:
        return account.status is AccountStatus.ACTIVE and (self._demo or not account.is_demo)

    async def _count_tries(self, limits: dict[str, int], now: datetime) -> list[int]:
        """Count this try as a failure until it has succeeded; answers the ids to forget it by.

        It is written before the password is looked at: counted only afterwards, a thousand tries made
        at the same moment would each see none.

        Raises:
            TooMany: there were too many before; this one is not counted, or waiting would not help.
        """
        tries = [SignInAttempt(key=key, at=now) for key in limits]
        async with self._database.unit() as uow:
            await uow.accounts.forget_attempts_before(now - 4 * WINDOW)
            for attempt in tries:
                uow.accounts.add(attempt)
            await uow.accounts.flush()
        ids = [attempt.id for attempt in tries]
        try:
            async with self._database.unit(write=False) as uow:
                await _refuse_too_many(uow, limits, now, but=ids)
        except TooMany:
            async with self._database.unit() as uow:
                await uow.accounts.forget_attempts_by_id(ids)
            raise
        return ids

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
            if replaced:
                await uow.accounts.revoke_session(token_hash(replaced), now)
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
            uow.ledger.activity(
                ActivityKind.SIGNED_IN,
                actor,
                structure_id=account.structure_id,
                youth_id=actor.youth_id,
            )
            if actor.youth_id is not None:
                await uow.youths.touch(actor.youth_id, now)
        return OpenedSession(token, actor, expires_at)

    async def resolve(self, token: str) -> Actor | None:
        """Who holds this token now; None when it is revoked, expired, unknown or disabled."""
        return await self._database.aside(partial(self._resolve, token), write=False)

    async def _resolve(self, token: str) -> Actor | None:
        now = self._database.clock.now()
        async with self._database.unit(write=False) as uow:
            row = await uow.accounts.live_session(token_hash(token), now)
        if row is None or not self._may_enter(row.account):
            return None
        if now - row.last_seen_at > TOUCH_AFTER:
            async with self._database.unit() as uow:
                await uow.accounts.touch_session(row.session_id, now)
                if row.youth_id is not None:
                    await uow.youths.touch(row.youth_id, now)
        return actor_of(row.account, row.youth_id)

    async def sign_out(self, token: str) -> None:
        """Revoke the session; nothing happens when there is none."""
        async with self._database.unit() as uow:
            await uow.accounts.revoke_session(token_hash(token), uow.clock.now())

    async def set_locale(self, actor: Actor, locale: str) -> None:
        """Keep the language chosen with the account."""
        async with self._database.unit() as uow:
            account = await uow.accounts.get(actor.account_id)
            if account is not None:
                account.locale = locale


def actor_of(account: Account | AccountFacts, youth_id: int | None) -> Actor:
    """The actor that an account makes."""
    return Actor(
        account_id=account.id,
        public_id=account.public_id,
        role=account.role,
        structure_id=account.structure_id,
        company_id=account.company_id,
        youth_id=youth_id if account.role is Role.YOUTH else None,
        locale=account.locale,
    )


def _key(kind: str, value: str) -> str:
    return f"{kind}:{hashlib.sha256(value.encode()).hexdigest()[:40]}"


async def _refuse_too_many(
    uow: UnitOfWork, limits: dict[str, int], now: datetime, *, but: list[int]
) -> None:
    for key, limit in limits.items():
        failures = await uow.accounts.attempts_since(key, now - WINDOW, but=but)
        if len(failures) >= limit:
            wait = failures[-limit] + WINDOW - now
            raise TooMany("sign_in_too_many", minutes=max(1, round(wait.total_seconds() / 60)))
