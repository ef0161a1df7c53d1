"""Structures, accounts, sessions, sign-in attempts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from myjobmatch.db.base import table_of
from myjobmatch.db.models import (
    Account,
    ContactPoint,
    Session,
    SignInAttempt,
    Structure,
    YouthIdentity,
)
from myjobmatch.domain.companies import CompanyRole
from myjobmatch.domain.enums import AccountStatus, Role
from myjobmatch.domain.languages import Language
from myjobmatch.domain.notifications import Channel

DAILY_TRIES = "day:"
"""What keys of tries begin with that are counted over a day."""


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """What a request needs to know of an account."""

    id: int
    public_id: str
    role: Role
    status: AccountStatus
    is_demo: bool
    structure_id: int | None
    company_id: int | None
    locale: Language | None
    company_role: CompanyRole | None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A live session with its account and, for a youth, their id."""

    session_id: int
    last_seen_at: datetime
    account: AccountFacts
    youth_id: int | None


# Of tables rather than classes, and made once: this is read at every request.
_SESSIONS, _ACCOUNTS, _IDENTITIES = map(table_of, (Session, Account, YouthIdentity))
_LIVE_SESSION = (
    select(
        _SESSIONS.c.id,
        _SESSIONS.c.last_seen_at,
        _IDENTITIES.c.youth_id,
        *(_ACCOUNTS.c[fact.name] for fact in fields(AccountFacts)),
    )
    .select_from(_SESSIONS)
    .join(_ACCOUNTS, _ACCOUNTS.c.id == _SESSIONS.c.account_id)
    .outerjoin(_IDENTITIES, _IDENTITIES.c.account_id == _ACCOUNTS.c.id)
    .where(
        _SESSIONS.c.token_hash == bindparam("token"),
        _SESSIONS.c.revoked_at.is_(None),
        _SESSIONS.c.expires_at > bindparam("now"),
    )
)


class Accounts:
    """Queries on who can sign in."""

    def __init__(self, session: AsyncSession) -> None:
        """Work inside a transaction."""
        self._s = session

    def add(self, row: Account | Session | SignInAttempt | Structure) -> None:
        """Insert a row at the next flush."""
        self._s.add(row)

    async def flush(self) -> None:
        """Send what waits, so that ids are known."""
        await self._s.flush()

    async def get(self, account_id: int) -> Account | None:
        """The account with that id."""
        return await self._s.get(Account, account_id)

    async def to_change(self, account_id: int) -> Account | None:
        """The account with that id as it stands now, locked until the transaction ends where rows can be."""
        return await self._s.scalar(
            select(Account)
            .where(Account.id == account_id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )

    async def by_login(self, login: str) -> Account | None:
        """The account with that normalised login."""
        return await self._s.scalar(select(Account).where(Account.login == login))

    async def by_public_id(self, public_id: str) -> Account | None:
        """The account with that public id."""
        return await self._s.scalar(select(Account).where(Account.public_id == public_id))

    async def youth_id_of(self, account_id: int) -> int | None:
        """The youth whose account this is."""
        return await self._s.scalar(
            select(YouthIdentity.youth_id).where(YouthIdentity.account_id == account_id)
        )

    async def names(self, account_ids: Collection[int]) -> dict[int, tuple[str, int | None]]:
        """The display name of each account, and its youth's id where it is a youth's."""
        if not account_ids:
            return {}
        rows = await self._s.execute(
            select(Account.id, Account.display_name, YouthIdentity.youth_id)
            .outerjoin(YouthIdentity, YouthIdentity.account_id == Account.id)
            .where(Account.id.in_(list(account_ids)))
        )
        return {row[0]: (row[1], row[2]) for row in rows}

    async def live_session(self, token_hash: str, now: datetime) -> SessionRow | None:
        """The session with that hash if it is neither revoked nor expired."""
        row = (await self._s.execute(_LIVE_SESSION, {"token": token_hash, "now": now})).first()
        return SessionRow(row[0], row[1], AccountFacts(*row[3:]), row[2]) if row else None

    async def holder_of_session(self, token_hash: str) -> int | None:
        """Whose account the session with that hash is or was, also after its end."""
        return await self._s.scalar(
            select(Session.account_id).where(Session.token_hash == token_hash)
        )

    async def revoke_session(self, token_hash: str, now: datetime) -> None:
        """End the session with that hash, if there is one."""
        await self._s.execute(
            update(Session)
            .where(Session.token_hash == token_hash, Session.revoked_at.is_(None))
            .values(revoked_at=now)
        )

    async def touch_session(self, session_id: int, now: datetime) -> None:
        """Note that a session was used."""
        await self._s.execute(
            update(Session).where(Session.id == session_id).values(last_seen_at=now)
        )

    async def attempts_since(
        self, key: str, since: datetime, *, but: Collection[int] = ()
    ) -> Sequence[datetime]:
        """The moments of failed sign-ins under a key, some (by id) left out, oldest first."""
        rows = await self._s.scalars(
            select(SignInAttempt.at)
            .where(
                SignInAttempt.key == key,
                SignInAttempt.at > since,
                SignInAttempt.id.not_in(list(but)),
            )
            .order_by(SignInAttempt.at)
        )
        return rows.all()

    async def forget_attempts(self, key: str) -> None:
        """Forget the failures under a key."""
        await self._s.execute(delete(SignInAttempt).where(SignInAttempt.key == key))

    async def forget_attempts_by_id(self, ids: Collection[int]) -> None:
        """Forget single tries."""
        await self._s.execute(delete(SignInAttempt).where(SignInAttempt.id.in_(list(ids))))

    async def forget_attempts_before(self, moment: datetime) -> None:
        """Forget old failures of everybody; what is counted by the day, a day and a bit later."""
        await self._s.execute(
            delete(SignInAttempt).where(
                SignInAttempt.at < moment,
                or_(
                    SignInAttempt.key.not_like(f"{DAILY_TRIES}%"),
                    SignInAttempt.at < moment - timedelta(days=1, hours=1),
                ),
            )
        )

    async def structure(self, structure_id: int) -> Structure | None:
        """The structure with that id."""
        return await self._s.get(Structure, structure_id)

    async def structures(self) -> Sequence[Structure]:
        """All structures by name."""
        return (await self._s.scalars(select(Structure).order_by(Structure.name))).all()

    async def staff(self, structure_id: int, roles: Sequence[Role]) -> Sequence[Account]:
        """The accounts of a structure with one of the roles, by display name."""
        rows = await self._s.scalars(
            select(Account)
            .where(Account.structure_id == structure_id, Account.role.in_(roles))
            .order_by(Account.display_name, Account.id)
        )
        return rows.all()

    async def revoke_sessions_of(self, account_id: int, now: datetime, *, but: str = "") -> None:
        """End all sessions of an account, but the one with that hash."""
        await self._s.execute(
            update(Session)
            .where(
                Session.account_id == account_id,
                Session.revoked_at.is_(None),
                Session.token_hash != but,
            )
            .values(revoked_at=now)
        )

    async def session_opened(
        self, token_hash: str, account_id: int, now: datetime
    ) -> datetime | None:
        """When the session with that hash was opened, if it is a live one of that account."""
        return await self._s.scalar(
            select(Session.created_at).where(
                Session.token_hash == token_hash,
                Session.account_id == account_id,
                Session.revoked_at.is_(None),
                Session.expires_at > now,
            )
        )

    async def recruiters(self, company_id: int) -> Sequence[Account]:
        """The recruiters of a company who may sign in."""
        rows = await self._s.scalars(
            select(Account)
            .where(
                Account.company_id == company_id,
                Account.role == Role.RECRUITER,
                Account.status == AccountStatus.ACTIVE,
            )
            .order_by(Account.id)
        )
        return rows.all()

    async def recruiter_at(self, email: str) -> Account | None:
        """The recruiter whose verified address this is, whatever they sign in with."""
        return await self._s.scalar(
            select(Account)
            .join(ContactPoint, ContactPoint.account_id == Account.id)
            .where(
                ContactPoint.channel == Channel.EMAIL,
                ContactPoint.address == email,
                Account.role == Role.RECRUITER,
                Account.status == AccountStatus.ACTIVE,
            )
            .order_by(Account.id)
            .limit(1)
        )

    async def owners_to_change(self, company_id: int) -> Sequence[int]:
        """The ids of a company's owners, their rows locked until the transaction ends where rows can be."""
        rows = await self._s.scalars(
            select(Account.id)
            .where(
                Account.company_id == company_id,
                Account.role == Role.RECRUITER,
                Account.status == AccountStatus.ACTIVE,
                Account.company_role == CompanyRole.OWNER,
            )
            .order_by(Account.id)
            .with_for_update()
        )
        return rows.all()

    async def demo_accounts(self) -> Sequence[Account]:
        """The accounts that the demonstration prints, by role."""
        rows = await self._s.scalars(
            select(Account).where(Account.is_demo).order_by(Account.role, Account.id)
        )
        return rows.all()

    async def count(self) -> int:
        """How many accounts there are."""
        return await self._s.scalar(select(func.count()).select_from(Account)) or 0
