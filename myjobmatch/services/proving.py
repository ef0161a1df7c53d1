"""That it is oneself who asks for what cannot be taken back: more than a phone left open proves."""

from dataclasses import dataclass

from myjobmatch.db.models import Account
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Conflict, Unauthenticated
from myjobmatch.domain.permissions import is_signed_in
from myjobmatch.services.application import Application
from myjobmatch.services.attempts import forget_tries
from myjobmatch.services.building import service
from myjobmatch.services.own_password import FRESH, FRESH_MINUTES, prove_password
from myjobmatch.services.sessions import token_hash


@dataclass(frozen=True, slots=True)
class Proof:
    """The password (empty where there is none), the token of the session, and the address that it comes from."""

    password: str
    session: str
    client: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What must be told: a password, or nothing, as long as one has signed in lately; `old`: that is too long ago."""

    asked: bool
    old: bool


@service(is_signed_in, writes=False)
async def proof_wanted(actor: Actor, session: str, uow: UnitOfWork) -> Standing:
    """What proves that it is oneself, in the session of that token.

    Raises:
        Unauthenticated: it is no session of theirs (`signed_out`).
    """
    return (await _standing(actor, session, uow))[1]


async def prove(app: Application, actor: Actor, proof: Proof) -> None:
    """Go on if it is oneself; wrong passwords count as failures to sign in do.

    Raises:
        Unauthenticated: the actor has no such session any more (`signed_out`).
        Invalid: it is another password (`password_wrong`).
        Conflict: there is none to tell, and it is too long since they signed in (`session_old`, with `minutes`).
        TooMany: too many failures for this login or from this address (`sign_in_too_many`).
    """
    async with app.database.unit(write=False) as uow:
        account, standing = await _standing(actor, proof.session, uow)
    if not standing.asked:
        if standing.old:
            raise Conflict("session_old", minutes=FRESH_MINUTES)
        return
    tries = await prove_password(app.database, account, proof.password, proof.client)
    await forget_tries(app.database, tries)


async def _standing(actor: Actor, session: str, uow: UnitOfWork) -> tuple[Account, Standing]:
    account = await uow.accounts.get(actor.account_id)
    now = uow.clock.now()
    opened = await uow.accounts.session_opened(token_hash(session), actor.account_id, now)
    if account is None or opened is None:
        raise Unauthenticated("signed_out")
    asked = account.password_hash is not None
    return account, Standing(asked, not asked and now - opened > FRESH)
