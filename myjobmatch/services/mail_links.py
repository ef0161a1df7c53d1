"""Links in mails that stand for a password, once: made, looked at, used.

Mail scanners and previews open links: whoever only looks uses nothing up. Pages show by GET (`look_at_link`), act by
POST (`use_link`). The three are called within a service or a door of its own; what a link allows is its purpose's affair.
"""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from myjobmatch.db.models import Account, MailLink
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Conflict, NotFound, TooMany
from myjobmatch.domain.mail_links import LIFETIME, LinkPurpose
from myjobmatch.domain.notifications import Channel
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.building import service
from myjobmatch.services.sessions import token_hash

MOST_A_DAY = 20
"""Links made for an address in a day: more is somebody who plays with another's mailbox."""
KEPT_EXPIRED = timedelta(days=90)
"""How long an old link can still say that it is too late, rather than that it is unknown."""
_LONGEST_TOKEN = 64


@dataclass(frozen=True, slots=True)
class LinkSubject:
    """Whom and what a link is about; the purpose says which of them it needs."""

    email: str
    account_id: int | None = None
    company_id: int | None = None
    offer_id: int | None = None
    youth_id: int | None = None
    details: dict[str, str] = field(default_factory=dict)


@service(is_system)
async def forget_links(_actor: Actor, _command: None, uow: UnitOfWork) -> None:
    """Forget links, and the addresses that they were sent to, once they need not say that they are too late."""
    await uow.mail_links.forget_expired(uow.clock.now() - KEPT_EXPIRED)


async def may_make_link(uow: UnitOfWork, email: str) -> bool:
    """Whether an address may still get one today."""
    since = uow.clock.now() - timedelta(days=1)
    return await uow.mail_links.sent_since(email, since) < MOST_A_DAY


async def make_link(uow: UnitOfWork, purpose: LinkPurpose, subject: LinkSubject) -> str:
    """Keep a link; answers its token, which goes into the mail and nowhere else.

    Raises:
        TooMany: the address got too many of them today (`link_too_many`).
    """
    if not await may_make_link(uow, subject.email):
        raise TooMany("link_too_many")
    now = uow.clock.now()
    token = secrets.token_urlsafe(32)
    uow.mail_links.add(
        MailLink(
            token_hash=token_hash(token),
            purpose=purpose,
            email=subject.email,
            account_id=subject.account_id,
            company_id=subject.company_id,
            offer_id=subject.offer_id,
            youth_id=subject.youth_id,
            details=dict(subject.details),
            created_at=now,
            expires_at=now + LIFETIME[purpose],
        )
    )
    return token


async def look_at_link(uow: UnitOfWork, purpose: LinkPurpose, token: str) -> MailLink:
    """The link of a token, which stays as it is.

    Raises:
        NotFound: no such link for this purpose, or its account is reached elsewhere today (`link_unknown`).
        Conflict: its time is over (`link_expired`), or it was used (`link_used`).
    """
    link = await uow.mail_links.by_hash(token_hash(token[:_LONGEST_TOKEN]))
    if link is None or link.purpose is not purpose or await _went_elsewhere(uow, link):
        raise NotFound("link_unknown")
    if link.used_at is not None:
        raise Conflict("link_used")
    if link.expires_at <= uow.clock.now():
        raise Conflict("link_expired")
    return link


async def use_link(uow: UnitOfWork, purpose: LinkPurpose, token: str) -> MailLink:
    """The same, used up in this transaction: of two who press at once, one gets it.

    Raises:
        NotFound: no such link for this purpose (`link_unknown`).
        Conflict: its time is over (`link_expired`), or it was used (`link_used`).
    """
    link = await look_at_link(uow, purpose, token)
    if not await uow.mail_links.take(link, uow.clock.now()):
        raise Conflict("link_used")
    return link


async def end_links_to(uow: UnitOfWork, account: Account, address: str) -> None:
    """An account gives an address up: its links there open nothing more. What it signs in with is never given up."""
    if address and address != account.login:
        await uow.mail_links.end(account.id, address, uow.clock.now())


async def _went_elsewhere(uow: UnitOfWork, link: MailLink) -> bool:
    """Whether a link was sent where its account is not any more: another address is verified, and signs in."""
    account = await uow.accounts.get(link.account_id) if link.account_id is not None else None
    if account is None or account.login == link.email:
        return False
    channel = Channel.EMAIL if "@" in link.email else Channel.SMS
    contact = await uow.notifications.contact(account.id, channel)
    return contact is not None and contact.address not in ("", link.email)
