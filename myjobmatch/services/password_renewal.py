"""Another password for an account: what it ends, and the operator's way for those whom nobody here can give a code."""

from dataclasses import dataclass

from myjobmatch.db.models import Account
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import AccountStatus, Role
from myjobmatch.domain.joining import canonical_login
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.attempts import key_of
from myjobmatch.services.building import service
from myjobmatch.services.notices import ACCOUNT

CODE_GIVEN = "renewal_code_given"
"""The domain event of a code for another password: `{youth, code}`."""
RENEWED = "password_renewed"
"""The domain event of its use: `{youth, code}`."""
CHANGED = "password_changed"
"""The domain event of one's own choice, at one's own page: `{account, at}`."""


@dataclass(frozen=True, slots=True)
class StaffPassword:
    """The hash of another password for whoever signs in so."""

    login: str
    password_hash: str


async def put_password(
    uow: UnitOfWork, account: Account, password_hash: str, *, stays: str = ""
) -> None:
    """From now on this password, and no other: who was signed in is out, and earlier failures are forgotten.

    The session whose token has the hash `stays` goes on.
    """
    account.password_hash = password_hash
    await uow.accounts.revoke_sessions_of(account.id, uow.clock.now(), but=stays)
    await uow.accounts.forget_attempts(key_of("login", account.login))
    uow.changed(ACCOUNT, account.id)


@service(is_system)
async def renew_staff_password(actor: Actor, command: StaffPassword, uow: UnitOfWork) -> bool:
    """Give somebody who works here another password; false when nobody of them signs in so.

    Youths have their advisor's code, recruiters the link of a mail: this is not for them.
    """
    account = await uow.accounts.by_login(canonical_login(command.login))
    if (
        account is None
        or account.role in (Role.YOUTH, Role.RECRUITER)
        or account.status is not AccountStatus.ACTIVE
    ):
        return False
    await put_password(uow, account, command.password_hash)
    uow.ledger.audit(actor, "password_renewed", "account", account.id)
    return True
