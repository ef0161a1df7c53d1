"""One's own password: another in the place of a known one, or a first for whoever has come in otherwise until now."""

from dataclasses import dataclass
from datetime import timedelta

from myjobmatch.db.models import Account
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Conflict, Invalid, Unauthenticated
from myjobmatch.domain.joining import checked_password
from myjobmatch.domain.permissions import is_signed_in
from myjobmatch.services.application import Application
from myjobmatch.services.attempts import count_tries, forget_tries, key_of
from myjobmatch.services.building import service
from myjobmatch.services.password_renewal import CHANGED, put_password
from myjobmatch.services.passwords import hash_password, verify_password
from myjobmatch.services.sessions import TRIES_BY_CLIENT, TRIES_BY_LOGIN, token_hash

FRESH = timedelta(minutes=15)
"""How long after signing in one may choose a password without telling another: it must be more than a page left open."""

FRESH_MINUTES = int(FRESH.total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class OwnPassword:
    """What the form asks for: whether there is a password, whether it must be told, and why none can be chosen now.

    `refused`: `password_session_old`, `demo_password`, or empty.
    """

    has: bool
    asked: bool
    refused: str


@dataclass(frozen=True, slots=True)
class ChangePassword:
    """The password of now (empty where it need not be told), another, and the token of the session that stays."""

    current: str
    password: str
    session: str


@dataclass(frozen=True, slots=True)
class NewPassword:
    """The hash of another password, the one that it takes the place of, and the token of the session that stays."""

    password_hash: str
    former: str | None
    session: str


@service(is_signed_in, writes=False)
async def own_password(actor: Actor, session: str, uow: UnitOfWork) -> OwnPassword:
    """What the actor may do about their password in the session of that token.

    Raises:
        Unauthenticated: it is no session of theirs (`signed_out`).
    """
    return await _standing(uow, await _own(uow, actor), session)


@service(is_signed_in)
async def put_own_password(actor: Actor, command: NewPassword, uow: UnitOfWork) -> None:
    """From now on this password; the actor's other sessions end, and they are told. `change_password` has asked first.

    Raises:
        Unauthenticated: it is no session of theirs (`signed_out`).
        Conflict: the demonstration's passwords stay (`demo_password`).
        Invalid: the former one is not theirs any more (`password_wrong`).
    """
    account = await uow.accounts.to_change(actor.account_id)
    if account is None:
        raise Unauthenticated("signed_out")
    if account.is_demo:
        raise Conflict("demo_password")
    if account.password_hash != command.former:
        raise Invalid("password_wrong")
    await put_password(uow, account, command.password_hash, stays=token_hash(command.session))
    action = "password_changed" if command.former else "password_chosen"
    uow.ledger.audit(actor, action, "account", account.id)
    uow.ledger.event(CHANGED, {"account": account.id, "at": uow.clock.now().isoformat()})


async def change_password(
    app: Application, actor: Actor, form: ChangePassword, *, client: str
) -> None:
    """Choose another password; wrong ones of now count as failures to sign in do.

    Raises:
        Unauthenticated: the actor has no such session any more (`signed_out`).
        Invalid: the new one is not sound (`password_short`, `password_common`), or the one of now is another
            (`password_wrong`).
        Conflict: none can be chosen without telling one, so long after signing in (`password_session_old`); or the
            demonstration's passwords stay (`demo_password`).
        TooMany: too many failures for this login or from this address (`sign_in_too_many`).
    """
    async with app.database.unit(write=False) as uow:
        account = await _own(uow, actor)
        standing = await _standing(uow, account, form.session)
    if standing.refused:
        raise Conflict(standing.refused, minutes=FRESH_MINUTES)
    password = checked_password(form.password, told=(account.login, account.display_name))
    tries: list[int] = []
    if standing.asked:
        tries = await prove_password(app.database, account, form.current, client)
    kept = await hash_password(password)
    await app.run(put_own_password, actor, NewPassword(kept, account.password_hash, form.session))
    await forget_tries(app.database, tries)


async def prove_password(
    database: Database, account: Account, current: str, client: str
) -> list[int]:
    """Go on if this is the account's password; answers the tries to forget once what it was told for is done.

    Raises:
        Invalid: it is another (`password_wrong`).
        TooMany: too many failures for this login or from this address (`sign_in_too_many`).
    """
    limits = {
        key_of("login", account.login): TRIES_BY_LOGIN,
        key_of("client", client): TRIES_BY_CLIENT,
    }
    tries = await count_tries(database, limits, database.clock.now(), "sign_in_too_many")
    if not await verify_password(current, account.password_hash):
        raise Invalid("password_wrong")
    return tries


async def _own(uow: UnitOfWork, actor: Actor) -> Account:
    account = await uow.accounts.get(actor.account_id)
    if account is None:
        raise Unauthenticated("signed_out")
    return account


async def _standing(uow: UnitOfWork, account: Account, session: str) -> OwnPassword:
    """A link of a mail proves as much as a password: to whom it was sent is who signs in so."""
    now = uow.clock.now()
    opened = await uow.accounts.session_opened(token_hash(session), account.id, now)
    if opened is None:
        raise Unauthenticated("signed_out")
    has = account.password_hash is not None
    fresh = now - opened <= FRESH
    by_mail = fresh and await uow.mail_links.let_in(account.login, now - FRESH, opened)
    asked = has and not by_mail
    refused = "demo_password" if account.is_demo else ""
    if not refused and not asked and not fresh:
        refused = "password_session_old"
    return OwnPassword(has, asked, refused)
