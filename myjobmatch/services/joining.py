"""What registering, activating and inviting share: the rows of somebody new."""

from dataclasses import dataclass
from datetime import date

from myjobmatch.db.models import Account, Youth, YouthIdentity, YouthProfile, YouthRepresentative
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import FollowUp, Role, Scheme
from myjobmatch.domain.errors import Conflict, Invalid
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.joining import is_minor
from myjobmatch.domain.passkeys import PasskeyAnswer
from myjobmatch.services.following import give_advisor
from myjobmatch.services.notices import YOUTH
from myjobmatch.services.places import Place


@dataclass(frozen=True, slots=True)
class Door:
    """How somebody will sign in from now on: a login with a password or a passkey."""

    login: str
    password: str = ""
    passkey: PasskeyAnswer | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody new, checked: `place` is their commune."""

    first_name: str
    birth_date: date
    place: Place | None = None
    postcode: str = ""
    last_name: str = ""
    phone: str = ""
    scheme: Scheme = Scheme.NONE
    dossier: str | None = None


async def add_account(
    uow: UnitOfWork, door: Door, name: str, language: str, password_hash: str | None, handle: str
) -> Account:
    """The account of a youth; `handle` is its public id, which a passkey may know already.

    Raises:
        Conflict: the login is taken (`login_taken`).
    """
    if await uow.accounts.by_login(door.login) is not None:
        raise Conflict("login_taken")
    account = Account(
        public_id=handle or new_public_id(),
        login=door.login,
        password_hash=password_hash,
        role=Role.YOUTH,
        display_name=name,
        locale=language,
        created_at=uow.clock.now(),
    )
    uow.accounts.add(account)
    await uow.accounts.flush()
    return account


async def add_youth(
    uow: UnitOfWork,
    person: Person,
    follow_up: FollowUp,
    *,
    account_id: int | None = None,
    structure_id: int | None = None,
    advisor_id: int | None = None,
    by: Actor = SYSTEM,
) -> Youth:
    """A youth with who they are and an empty profile; of a minor, that a signature is to come."""
    now = uow.clock.now()
    youth = Youth(
        public_id=new_public_id(),
        structure_id=structure_id,
        follow_up=follow_up,
        scheme=person.scheme,
        dossier=person.dossier,
        visible=False,  # until they agree
        created_at=now,
    )
    uow.youths.add(youth)
    await uow.youths.flush()
    place = person.place
    uow.youths.add(
        YouthIdentity(
            youth_id=youth.id,
            account_id=account_id,
            first_name=person.first_name,
            last_name=person.last_name,
            birth_date=person.birth_date,
            phone=person.phone,
            commune=place.name if place else "",
            postcode=(place.postcode or person.postcode) if place else "",
            latitude=place.latitude if place else None,
            longitude=place.longitude if place else None,
        )
    )
    uow.youths.add(
        YouthProfile(youth_id=youth.id, contracts=[], licences=[], modes=[], refused_schedules=[])
    )
    if is_minor(person.birth_date, paris_day(now)):
        uow.joining.add(YouthRepresentative(youth_id=youth.id, told_at=now))
    await uow.youths.flush()
    if advisor_id is not None:
        await give_advisor(uow, by, [youth], advisor_id)
    uow.changed(YOUTH, youth.id)
    return youth


def checked_postcode(text: object) -> str:
    """Five digits, or nothing.

    Raises:
        Invalid: something else (`postcode_form`).
    """
    if not isinstance(text, str):
        raise Invalid("malformed")
    postcode = text.replace(" ", "")
    if postcode and not (len(postcode) == 5 and postcode.isascii() and postcode.isdigit()):
        raise Invalid("postcode_form")
    return postcode
