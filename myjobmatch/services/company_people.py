"""The people of a company: who they are, who is invited, who asks to be let in; and leaving."""

from dataclasses import dataclass
from datetime import datetime

from myjobmatch.db.models import Account, Company, MailLink
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.companies import MOST_PEOPLE, CompanyRole, checked_person
from myjobmatch.domain.enums import AccountStatus, Role
from myjobmatch.domain.errors import Conflict, Forbidden, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.mail_links import LinkPurpose
from myjobmatch.domain.notifications import Channel
from myjobmatch.domain.permissions import is_employer_side
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.companies import acting_company, trace
from myjobmatch.services.company_letters import Post, letter_with_link, send_letter
from myjobmatch.services.contacts import normalised_address
from myjobmatch.services.mail_links import LinkSubject, make_link
from myjobmatch.services.notices import ACCOUNT, COMPANY

OVER = "over"
"""In a link's details: it was taken back, or another one was sent in its place."""


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody of the company."""

    id: str
    name: str
    email: str
    role: CompanyRole
    since: datetime
    last_seen_at: datetime | None
    me: bool


@dataclass(frozen=True, slots=True)
class InvitationView:
    """An invitation that nobody has used yet; `over`: its time is up."""

    email: str
    person: str
    role: CompanyRole
    sent_at: datetime
    until: datetime
    over: bool


@dataclass(frozen=True, slots=True)
class RequestView:
    """Somebody who registered this company and asks to be let in."""

    id: str
    email: str
    name: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class PeopleView:
    """All of it; `decides`: whether the reader may invite, change and remove."""

    people: tuple[PersonView, ...]
    invitations: tuple[InvitationView, ...]
    requests: tuple[RequestView, ...]
    decides: bool


@dataclass(frozen=True, slots=True)
class Invite:
    """Ask somebody in; the same address again sends another link in the place of the first."""

    company_id: str
    email: str
    person: str = ""
    role: str = CompanyRole.RECRUITER.value


@dataclass(frozen=True, slots=True)
class TakeBack:
    """An invitation that is no longer meant."""

    company_id: str
    email: str


@dataclass(frozen=True, slots=True)
class ChangeRole:
    """What somebody is in the company from now on."""

    company_id: str
    account_id: str
    role: str


@dataclass(frozen=True, slots=True)
class RemovePerson:
    """Somebody (public id) who leaves the company."""

    company_id: str
    account_id: str


@dataclass(frozen=True, slots=True)
class SettleRequest:
    """A yes or a no to somebody who asks to be let in."""

    company_id: str
    request_id: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """A link that was made, for its letter."""

    email: str
    company: str
    token: str
    language: str


@service(is_employer_side, writes=False)
async def list_people(actor: Actor, company_id: str, uow: UnitOfWork) -> PeopleView:
    """The people of a company. Invitations and requests are for those who decide.

    Raises:
        NotFound: not a company of theirs (`company_unknown`).
    """
    company = await acting_company(actor, company_id, uow)
    now = uow.clock.now()
    accounts = await uow.accounts.recruiters(company.id)
    people = [
        PersonView(
            id=account.public_id,
            name=account.display_name,
            email=await _email_of(account, uow),
            role=account.company_role or CompanyRole.RECRUITER,
            since=account.created_at,
            last_seen_at=account.last_seen_at,
            me=account.id == actor.account_id,
        )
        for account in accounts
    ]
    people.sort(key=lambda one: (one.role is not CompanyRole.OWNER, one.name.casefold()))
    if not decides(actor):
        return PeopleView(tuple(people), (), (), decides=False)
    invitations = [
        InvitationView(
            link.email,
            link.details.get("person", ""),
            CompanyRole(link.details["role"]),
            link.created_at,
            link.expires_at,
            over=link.expires_at <= now,
        )
        for link in await _invitations(company, uow)
    ]
    requests = [
        RequestView(one.public_id, one.email, one.name, one.asked_at)
        for one in await uow.companies.open_requests(company.id)
    ]
    return PeopleView(tuple(people), tuple(invitations), tuple(requests), decides=True)


async def invite(app: Application, post: Post, actor: Actor, command: Invite) -> None:
    """Send somebody a link by which they join the company; again: another one in its place.

    Raises:
        DomainError: what `prepare_invitation` refuses.
        Conflict: the letter could not be sent (`link_not_sent`, `link_refused`); the invitation stands,
            and can be sent again.
    """
    made = await app.run(prepare_invitation, actor, command)
    await _send(post, made)


async def let_in(app: Application, post: Post, actor: Actor, command: SettleRequest) -> None:
    """Answer somebody who asks to be let in; a yes sends them a link.

    Raises:
        DomainError: what `settle_request` refuses.
        Conflict: the letter could not be sent (`link_not_sent`, `link_refused`); it can be sent again.
    """
    made = await app.run(settle_request, actor, command)
    if made is not None:
        await _send(post, made)


async def _send(post: Post, made: Invited) -> None:
    letter = letter_with_link(
        post, made.language, made.email, "join", token=made.token, company=made.company
    )
    await send_letter(post, letter)


@service(is_employer_side)
async def prepare_invitation(actor: Actor, command: Invite, uow: UnitOfWork) -> Invited:
    """Make the link of an invitation; one that waited for the same address is over.

    Raises:
        NotFound: not a company of theirs (`company_unknown`).
        Forbidden: a recruiter who is no owner (`not_allowed`).
        Invalid: no address (`email_form`), too long a name (`text_long`), or no such role (`malformed`).
        Conflict: they are in the company already (`person_known`), there are too many (`people_many`,
            with `most`), or the company is suspended (`company_suspended`).
        TooMany: too many links to that address today (`link_too_many`).
    """
    company = await _deciding(actor, command.company_id, uow)
    email = normalised_address(Channel.EMAIL, command.email)
    person = checked_person(command.person) if command.person.strip() else ""
    role = _role(command.role)
    colleagues = await uow.accounts.recruiters(company.id)
    known = {one.login for one in colleagues} | {await _email_of(one, uow) for one in colleagues}
    if email in known:
        raise Conflict("person_known")
    waiting = await _invitations(company, uow)
    if len(colleagues) + len({one.email for one in waiting} | {email}) > MOST_PEOPLE:
        raise Conflict("people_many", most=MOST_PEOPLE)
    return await _invited(actor, company, email, person, role, uow)


@service(is_employer_side)
async def take_invitation_back(actor: Actor, command: TakeBack, uow: UnitOfWork) -> None:
    """An invitation leads nowhere any more; nothing happens when there is none.

    Raises:
        NotFound: not a company of theirs (`company_unknown`).
        Forbidden: a recruiter who is no owner (`not_allowed`).
        Conflict: the company is suspended (`company_suspended`).
    """
    company = await _deciding(actor, command.company_id, uow)
    await _end_invitations(company, command.email, uow)
    trace(actor, company, uow, "invitation_taken_back", "company", company.id)
    uow.changed(COMPANY, company.id)


@service(is_employer_side)
async def change_role(actor: Actor, command: ChangeRole, uow: UnitOfWork) -> None:
    """Make somebody an owner, or a recruiter; a company always keeps an owner.

    Raises:
        NotFound: not a company of theirs (`company_unknown`), or nobody of it (`person_unknown`).
        Forbidden: a recruiter who is no owner (`not_allowed`).
        Conflict: the last owner (`last_owner`), or the company is suspended (`company_suspended`).
        Invalid: no such role (`malformed`).
    """
    company = await _deciding(actor, command.company_id, uow)
    role = _role(command.role)
    owners = set(await uow.accounts.owners_to_change(company.id))
    account = await _colleague(company, command.account_id, uow)
    if role is not CompanyRole.OWNER and owners == {account.id}:
        raise Conflict("last_owner")
    account.company_role = role
    uow.ledger.audit(
        actor,
        f"person_{role.value}",
        "account",
        account.id,
        in_name_of="" if actor.role is Role.RECRUITER else company.public_id,
    )
    uow.changed(COMPANY, company.id)
    uow.changed(ACCOUNT, account.id)


@service(is_employer_side)
async def remove_person(actor: Actor, command: RemovePerson, uow: UnitOfWork) -> None:
    """Somebody leaves the company: all their sessions end at once; what they did stays. An owner may leave too.

    Raises:
        NotFound: not a company of theirs (`company_unknown`), or nobody of it (`person_unknown`).
        Forbidden: a recruiter who is no owner (`not_allowed`).
        Conflict: the last owner (`last_owner`), or the company is suspended (`company_suspended`).
    """
    company = await _deciding(actor, command.company_id, uow)
    owners = set(await uow.accounts.owners_to_change(company.id))
    account = await _colleague(company, command.account_id, uow)
    if owners == {account.id}:
        raise Conflict("last_owner")
    account.status, account.company_role = AccountStatus.DISABLED, None
    await uow.accounts.revoke_sessions_of(account.id, uow.clock.now())
    uow.ledger.audit(
        actor,
        "person_removed",
        "account",
        account.id,
        in_name_of="" if actor.role is Role.RECRUITER else company.public_id,
    )
    uow.changed(COMPANY, company.id)
    uow.changed(ACCOUNT, account.id)


@service(is_employer_side)
async def settle_request(actor: Actor, command: SettleRequest, uow: UnitOfWork) -> Invited | None:
    """Answer somebody who asks to be let in; a yes makes the link of an invitation. A no is told to nobody.

    Raises:
        NotFound: not a company of theirs (`company_unknown`), or no such request that waits (`request_unknown`).
        Forbidden: a recruiter who is no owner (`not_allowed`).
        Conflict: the company is suspended (`company_suspended`).
        TooMany: too many links to that address today (`link_too_many`).
    """
    company = await _deciding(actor, command.company_id, uow)
    row = await uow.companies.request_to_settle(company.id, checked_public_id(command.request_id))
    if row is None or row.settled_at is not None:
        raise NotFound("request_unknown")
    row.settled_at, row.settled_by = uow.clock.now(), actor.account_id
    row.accepted = command.accepted
    if not command.accepted:
        trace(actor, company, uow, "request_refused", "company", company.id)
        uow.changed(COMPANY, company.id)
        return None
    return await _invited(actor, company, row.email, row.name, CompanyRole.RECRUITER, uow)


async def _invited(
    actor: Actor, company: Company, email: str, person: str, role: CompanyRole, uow: UnitOfWork
) -> Invited:
    await _end_invitations(company, email, uow)
    details = {"role": role.value, "person": person, "language": actor.locale}
    subject = LinkSubject(email, company_id=company.id, details=details)
    token = await make_link(uow, LinkPurpose.JOIN, subject)
    trace(actor, company, uow, "person_invited", "company", company.id)
    uow.changed(COMPANY, company.id)
    return Invited(email, company.name, token, actor.locale)


async def _end_invitations(company: Company, email: str, uow: UnitOfWork) -> None:
    """They are kept: they count for the links that an address gets in a day."""
    now = uow.clock.now()
    for link in await _invitations(company, uow):
        if link.email == email:
            link.expires_at = min(link.expires_at, now)
            link.details = {**link.details, OVER: "yes"}


async def _invitations(company: Company, uow: UnitOfWork) -> list[MailLink]:
    found = await uow.companies.invitations(company.id)
    return [link for link in found if OVER not in link.details]


async def _deciding(actor: Actor, company_id: str, uow: UnitOfWork) -> Company:
    """A company whose people the actor decides on."""
    company = await acting_company(actor, company_id, uow)
    if not decides(actor):
        raise Forbidden("not_allowed")
    return company


def decides(actor: Actor) -> bool:
    """An owner decides who is in their company; an officer does in its name."""
    return actor.role is Role.EMPLOYMENT_OFFICER or actor.company_role is CompanyRole.OWNER


async def _colleague(company: Company, public_id: str, uow: UnitOfWork) -> Account:
    account = await uow.accounts.by_public_id(checked_public_id(public_id))
    if (
        account is None
        or account.role is not Role.RECRUITER
        or account.company_id != company.id
        or account.status is not AccountStatus.ACTIVE
    ):
        raise NotFound("person_unknown")
    return account


async def _email_of(account: Account, uow: UnitOfWork) -> str:
    """Where somebody is reached by e-mail: their verified address, else their login if it is one."""
    contact = await uow.notifications.contact(account.id, Channel.EMAIL)
    if contact is not None and contact.address:
        return contact.address
    return account.login if "@" in account.login else ""


def _role(value: object) -> CompanyRole:
    if value not in set(CompanyRole):
        raise Invalid("malformed")
    return CompanyRole(str(value))
