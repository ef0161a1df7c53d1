"""Activation: a code given by an advisor opens an account for a youth, once, or lets its owner choose another password."""

from dataclasses import dataclass
from datetime import datetime

from myjobmatch.db.clash import Clash
from myjobmatch.db.models import Account, Activation, Youth, YouthIdentity
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.activation_code import MOST_TRIES, SELECTOR, canonical_code
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import AgreementHow
from myjobmatch.domain.errors import Conflict, Invalid
from myjobmatch.domain.joining import JOIN_TEXT_VERSION, checked_login, checked_password, is_minor
from myjobmatch.domain.passkeys import Site
from myjobmatch.domain.permissions import may_follow
from myjobmatch.services.agreements import Agree, note_agreement
from myjobmatch.services.attempts import count_tries, forget_tries, key_of
from myjobmatch.services.joining import Door, add_account
from myjobmatch.services.notices import tell_advisor
from myjobmatch.services.passkeys import PasskeyService, keep_key
from myjobmatch.services.password_renewal import RENEWED, put_password
from myjobmatch.services.passwords import hash_password, verify_password
from myjobmatch.services.registration import proved_door
from myjobmatch.services.sessions import OpenedSession, SessionService, actor_of

TRIES_BY_CLIENT = 20
"""Wrong codes from one address in a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a code opens, shown before anything is done: whose account, and who invites.

    `renews`: they have the account already, under `login`, and choose another password.
    """

    first_name: str
    structure: str
    advisor: str
    phone: str
    minor: bool
    renews: bool = False
    login: str = ""


@dataclass(frozen=True, slots=True)
class Activate:
    """A code, how its owner will sign in, and what they agreed to."""

    code: str
    door: Door
    text_version: str
    agreed: bool
    language: str


@dataclass(frozen=True, slots=True)
class Renew:
    """A code, and the password that its owner has chosen instead of the one that they forgot."""

    code: str
    password: str


@dataclass(frozen=True, slots=True)
class _Proved:
    """A code that was found and proved; `account` is the one whose password it renews."""

    activation_id: int
    selector: str
    youth: Youth
    identity: YouthIdentity
    account: Account | None


class ActivationService:
    """Looks at codes and uses them, each in transactions of its own: before that there is no actor."""

    def __init__(
        self, database: Database, sessions: SessionService, passkeys: PasskeyService
    ) -> None:
        """Look in `database`; sign in by `sessions`, with keys proved by `passkeys`."""
        self._database = database
        self._sessions = sessions
        self._passkeys = passkeys

    async def look(self, code: str, *, client: str) -> Invitation:
        """Whom a code is for. Nothing is used up: a scanner of links may have been here before.

        Raises:
            Invalid: it is no code, or not this one (`code_form`, `code_wrong`).
            Conflict: it was used (`code_used`), its time is over (`code_expired`), it was taken back
                or replaced (`code_revoked`), or it died of wrong tries (`code_dead`); for another
                password: the account is closed (`account_disabled`), or everybody signs in by it (`demo_password`).
            TooMany: too many wrong codes from this address (`joining_too_many`).
        """
        proved = await self._prove(code, client)
        async with self._database.unit(write=False) as uow:
            youth, identity, account = proved.youth, proved.identity, proved.account
            structure = (
                await uow.accounts.structure(youth.structure_id) if youth.structure_id else None
            )
            advisor = await uow.accounts.get(youth.advisor_id) if youth.advisor_id else None
            return Invitation(
                first_name=identity.first_name,
                structure=structure.name if structure else "",
                advisor=advisor.display_name if advisor else "",
                phone=identity.phone if account is None else "",
                minor=account is None and is_minor(identity.birth_date, paris_day(uow.clock.now())),
                renews=account is not None,
                login=account.login if account else "",
            )

    async def activate(
        self, form: Activate, site: Site, *, replaced: str | None, client: str
    ) -> OpenedSession:
        """Use a code up: make the account, note the agreement, sign in.

        Raises:
            Invalid, Conflict, TooMany: as `look`, and as registering for the rest.
        """
        login = checked_login(form.door.login)
        if not form.agreed:
            raise Invalid("agreement_needed")
        if form.text_version != JOIN_TEXT_VERSION:
            raise Invalid("consent_text_old")
        proved = await self._prove(form.code, client)
        password_hash, key = await proved_door(
            self._passkeys, form.door, site, told=(login, proved.identity.first_name)
        )
        try:
            async with self._database.unit() as uow:
                now = uow.clock.now()
                row = await uow.joining.activation_by_selector(proved.selector)
                _refuse_dead(row, now)
                youth = await uow.youths.get(proved.youth.id)
                identity = await uow.youths.identity(proved.youth.id)
                if row is None or youth is None or identity is None:
                    raise Conflict("code_revoked")
                if identity.account_id is not None:
                    raise Conflict("code_used")
                account = await add_account(
                    uow,
                    Door(login),
                    identity.first_name,
                    form.language,
                    password_hash,
                    key.user_handle if key else "",
                )
                identity.account_id = account.id
                if key is not None:
                    await keep_key(uow, key, account.id)
                row.used_at = now
                said = Agree(True, form.text_version, form.language)
                await note_agreement(uow, youth, said, AgreementHow.SELF, account.id)
                uow.ledger.event("youth_activated", {"youth": youth.id})
                tell_advisor(uow, youth)
                account_id = account.id
        except Clash as clash:
            raise Conflict("login_taken") from clash
        return await self._sessions.open_for(account_id, replaced)

    async def renew(self, form: Renew, *, replaced: str | None, client: str) -> OpenedSession:
        """Use a code up: another password from now on, every session ended, and a new one opened.

        Raises:
            Invalid, Conflict, TooMany: as `look`; the password is not sound (`password_short`,
                `password_common`), or the code is for somebody without an account (`malformed`).
        """
        proved = await self._prove(form.code, client)
        if proved.account is None:
            raise Invalid("malformed")
        told = (proved.account.login, proved.identity.first_name)
        password_hash = await hash_password(checked_password(form.password, told=told))
        async with self._database.unit() as uow:
            row = await uow.joining.activation_by_selector(proved.selector)
            _refuse_dead(row, uow.clock.now())
            youth = await uow.youths.get(proved.youth.id)
            account = await uow.accounts.get(proved.account.id)
            if row is None or youth is None or account is None:
                raise Conflict("code_revoked")
            await self._refuse_renewal(uow, row, youth, account)
            row.used_at = uow.clock.now()
            await put_password(uow, account, password_hash)
            given_by = await uow.accounts.get(row.created_by)
            uow.ledger.audit(
                actor_of(account, youth.id),
                "password_renewed",
                "account",
                account.id,
                details={"code_by": given_by.public_id if given_by else ""},
            )
            uow.ledger.event(RENEWED, {"youth": youth.id, "code": row.id})
            tell_advisor(uow, youth)
        return await self._sessions.open_for(account.id, replaced)

    async def _refuse_renewal(
        self, uow: UnitOfWork, row: Activation, youth: Youth, account: Account
    ) -> None:
        """Rights are those of today: the account's, and of whoever gave the code."""
        if row.created_at < account.created_at:
            raise Conflict("code_used")  # it was for making the account
        giver = await uow.accounts.get(row.created_by)
        if (
            giver is None
            or not self._sessions.lets_in(giver)
            or not may_follow(actor_of(giver, None), structure_id=youth.structure_id)
        ):
            raise Conflict("code_revoked")
        if not self._sessions.lets_in(account):
            raise Conflict("account_disabled")
        if account.is_demo:
            raise Conflict("demo_password")

    async def _prove(self, text: str, client: str) -> _Proved:
        code = canonical_code(text)
        now = self._database.clock.now()
        limits = {key_of("activation", client): TRIES_BY_CLIENT}
        tries = await count_tries(self._database, limits, now, "joining_too_many")
        async with self._database.unit() as uow:
            # counted before it is proved, so that many guesses at once are not many chances
            row = await uow.joining.activation_by_selector(code[:SELECTOR])
            live = row is not None and row.used_at is None and row.revoked_at is None
            counted = live and row is not None and row.tries < MOST_TRIES
            if row is not None and counted:
                row.tries += 1
        # an unknown beginning takes as long as a wrong end
        right = await verify_password(code, row.code_hash if row is not None else None)
        if row is None or not right:
            raise Invalid("code_wrong")
        await forget_tries(self._database, tries)
        async with self._database.unit() as uow:
            kept = await uow.joining.activation_by_selector(code[:SELECTOR])
            if kept is not None and counted:
                kept.tries = max(0, kept.tries - 1)
            youth = await uow.youths.get(row.youth_id)
            identity = await uow.youths.identity(row.youth_id)
        if not counted and live:
            raise Conflict("code_dead")
        _refuse_dead(kept, now)
        if youth is None or identity is None:
            raise Conflict("code_revoked")
        account = None
        if identity.account_id is not None:
            async with self._database.unit(write=False) as uow:
                account = await uow.accounts.get(identity.account_id)
                if account is None:
                    raise Conflict("code_revoked")
                await self._refuse_renewal(uow, row, youth, account)
        return _Proved(row.id, row.selector, youth, identity, account)


def _refuse_dead(row: Activation | None, now: datetime) -> None:
    if row is None or row.revoked_at is not None:
        raise Conflict("code_revoked")
    if row.used_at is not None:
        raise Conflict("code_used")
    if row.expires_at <= now:
        raise Conflict("code_expired")
