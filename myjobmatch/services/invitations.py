"""The advisor's side of activation: registering who sits beside them, giving codes, taking them back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import Activation, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activation_code import MOST_TRIES, SELECTOR, grouped, new_code
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import (
    AccountStatus,
    AgreementHow,
    FollowUp,
    RepresentativeStatus,
    Role,
)
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.joining import (
    JOIN_TEXT_VERSION,
    checked_birth_date,
    checked_first_name,
    checked_last_name,
    phone_number,
)
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.text import typed
from myjobmatch.services.accompaniment import followed_youth
from myjobmatch.services.agreements import Agree, note_agreement
from myjobmatch.services.building import service
from myjobmatch.services.joining import Person, add_youth, checked_postcode
from myjobmatch.services.notices import tell_advisor
from myjobmatch.services.password_renewal import CODE_GIVEN
from myjobmatch.services.passwords import hashed
from myjobmatch.services.places import place_named

CODE_LIFE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Invite:
    """Somebody whom an advisor registers, and whether they agreed to the text read out to them."""

    first_name: str
    last_name: str
    birth_date: str
    place: str
    phone: str = ""
    postcode: str = ""
    agreed_beside: bool = False
    text_version: str = JOIN_TEXT_VERSION


@dataclass(frozen=True, slots=True)
class GivenCode:
    """A code just made: seen this once, by who prints it."""

    youth_id: str
    first_name: str
    code: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class DoorState:
    """Where a youth's way in stands: an account, and `none`, `waiting`, `used`, `expired`, `dead`, `revoked` of the last
    code, which with an account is one for another password."""

    youth_id: str
    first_name: str
    name: str
    has_account: bool
    code: str
    expires_at: datetime | None
    minor: bool
    representative: RepresentativeStatus | None
    agreed: bool
    agreed_how: AgreementHow | None


@service(is_accompanying)
async def invite_youth(actor: Actor, command: Invite, uow: UnitOfWork) -> GivenCode:
    """Register a youth and make their code. The advisor who does it accompanies them.

    Raises:
        Invalid: an answer is not sound (`first_name_*`, `last_name_form`, `birth_date_form`, `too_young`,
            `too_old`, `phone_form`, `postcode_form`, `offer_place_unknown`, `consent_text_old`).
    """
    person = Person(
        first_name=checked_first_name(command.first_name),
        last_name=checked_last_name(command.last_name),
        birth_date=checked_birth_date(command.birth_date, paris_day(uow.clock.now())),
        place=await place_named(uow, command.place) if typed(command.place) else None,
        postcode=checked_postcode(command.postcode),
        phone=_phone(command.phone),
    )
    advisor_id = actor.account_id if actor.role is Role.ADVISOR else None
    youth = await add_youth(
        uow,
        person,
        FollowUp.FOLLOWED,
        structure_id=actor.structure_id,
        advisor_id=advisor_id,
        by=actor,
    )
    if command.agreed_beside:
        said = Agree(True, command.text_version, actor.locale)
        await note_agreement(uow, youth, said, AgreementHow.BESIDE_ADVISOR, actor.account_id)
    uow.ledger.audit(
        actor,
        "youth_registered",
        "youth",
        youth.id,
        in_name_of=f"youth:{youth.public_id}",
        details={"beside": True, "agreed": command.agreed_beside},
    )
    uow.ledger.event("youth_invited", {"youth": youth.id})
    return await _new_code(actor, youth, person.first_name, uow)


@service(is_accompanying)
async def give_code(actor: Actor, youth_public_id: str, uow: UnitOfWork) -> GivenCode:
    """Make a code for a youth who cannot sign in: yet, or any more. The one before opens nothing any longer.

    Of whoever has an account it changes nothing before they choose another password by it; they are told of it.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
        Conflict: their account is closed (`account_disabled`).
    """
    youth = await followed_youth(actor, youth_public_id, uow)
    identity = await uow.youths.identity(youth.id)
    if identity is None:
        raise NotFound("youth_unknown")
    account = await uow.accounts.get(identity.account_id) if identity.account_id else None
    if account is not None and account.status is not AccountStatus.ACTIVE:
        raise Conflict("account_disabled")
    renews = account is not None
    uow.ledger.audit(actor, "code_given", "youth", youth.id, details={"renews": renews})
    given = await _new_code(actor, youth, identity.first_name, uow)
    made = await uow.joining.last_activation(youth.id)
    if renews and made is not None:
        uow.ledger.event(CODE_GIVEN, {"youth": youth.id, "code": made.id})
    return given


@service(is_accompanying)
async def revoke_code(actor: Actor, youth_public_id: str, uow: UnitOfWork) -> None:
    """Take a youth's code back. Again is once.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
    """
    youth = await followed_youth(actor, youth_public_id, uow)
    await uow.joining.revoke_activations(youth.id, uow.clock.now())
    uow.ledger.audit(actor, "code_revoked", "youth", youth.id)
    tell_advisor(uow, youth)


@service(is_accompanying, writes=False)
async def door_state(actor: Actor, youth_public_id: str, uow: UnitOfWork) -> DoorState:
    """Where a youth's way in stands.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
    """
    youth = await followed_youth(actor, youth_public_id, uow)
    identity = await uow.youths.identity(youth.id)
    last = await uow.joining.last_activation(youth.id)
    representative = await uow.joining.representative(youth.id)
    agreement = await uow.joining.last_agreement(youth.id)
    return DoorState(
        youth_id=youth.public_id,
        first_name=identity.first_name if identity else "",
        name=f"{identity.first_name} {identity.last_name}".strip() if identity else "",
        has_account=identity is not None and identity.account_id is not None,
        code=_state_of(last, uow.clock.now()),
        expires_at=last.expires_at if last else None,
        minor=representative is not None,
        representative=representative.status if representative else None,
        agreed=agreement is not None and agreement.given,
        agreed_how=agreement.how if agreement else None,
    )


async def _new_code(actor: Actor, youth: Youth, first_name: str, uow: UnitOfWork) -> GivenCode:
    now = uow.clock.now()
    await uow.joining.revoke_activations(youth.id, now)
    code = new_code()
    while await uow.joining.activation_by_selector(code[:SELECTOR]) is not None:
        code = new_code()
    uow.joining.add(
        Activation(
            youth_id=youth.id,
            selector=code[:SELECTOR],
            code_hash=await off_loop(hashed, code),
            created_by=actor.account_id,
            created_at=now,
            expires_at=now + CODE_LIFE,
        )
    )
    await uow.joining.flush()
    tell_advisor(uow, youth)
    return GivenCode(youth.public_id, first_name, grouped(code), now + CODE_LIFE)


def _state_of(row: Activation | None, now: datetime) -> str:
    if row is None:
        return "none"
    if row.used_at is not None:
        return "used"
    if row.revoked_at is not None:
        return "revoked"
    if row.tries >= MOST_TRIES:
        return "dead"
    return "expired" if row.expires_at <= now else "waiting"


def _phone(text: str) -> str:
    plain = typed(text)
    if not plain:
        return ""
    number = phone_number(plain)
    if number is None:
        raise Invalid("phone_form")
    return number
