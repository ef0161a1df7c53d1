"""An address for notifications: given, shown to be theirs by a code, and only then used."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from myjobmatch.db.models import ContactPoint
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import PARIS, paris_day
from myjobmatch.domain.delivery import Result
from myjobmatch.domain.errors import Conflict, DomainError, Invalid, TooMany
from myjobmatch.domain.notifications import Channel
from myjobmatch.services.application import Application
from myjobmatch.services.attempts import count_tries, daily_key_of, forget_tries
from myjobmatch.services.building import service
from myjobmatch.services.mail_links import end_links_to
from myjobmatch.services.notice_texts import code_letter, code_sms
from myjobmatch.services.notices import ACCOUNT
from myjobmatch.services.notification_settings import own_setting
from myjobmatch.services.push_devices import is_told
from myjobmatch.services.senders import Senders

CODE_LASTS = timedelta(minutes=15)
MOST_TRIES = 5
CODES_A_DAY = 6
"""To one address, and by one account: nobody's telephone is made to ring all day."""

_EMAIL = re.compile(r"[^\s@<>\"(),:;\[\]\\\x00-\x20\x7f]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}")
_PHONE = re.compile(r"\+[1-9][0-9]{7,14}")
_FRENCH_MOBILE = re.compile(r"0([67][0-9]{8})")


@dataclass(frozen=True, slots=True)
class GiveAddress:
    """An e-mail address or a phone number, as typed."""

    channel: str
    address: str


@dataclass(frozen=True, slots=True)
class EnterCode:
    """The code that came."""

    channel: str
    code: str


@dataclass(frozen=True, slots=True)
class ForgetAddress:
    """Use no address on a channel any more."""

    channel: str


def normalised_address(channel: Channel, typed: str) -> str:
    """The address as it is kept: e-mails in lower case, numbers in international form (+33…).

    Raises:
        Invalid: it is none (`email_form`, `phone_form`).
    """
    if channel is Channel.EMAIL:
        address = typed.strip().lower()
        if len(address) > 254 or not _EMAIL.fullmatch(address):
            raise Invalid("email_form")
        return address
    number = re.sub(r"[\s.\-()/]", "", typed.strip())
    number = re.sub(r"^00", "+", number)
    french = _FRENCH_MOBILE.fullmatch(number)
    if french:
        return f"+33{french[1]}"
    number = re.sub(r"^\+330", "+33", number)
    if not _PHONE.fullmatch(number):
        raise Invalid("phone_form")
    return number


def _channel(name: str) -> Channel:
    if name not in (Channel.EMAIL.value, Channel.SMS.value):
        raise Invalid("malformed")
    return Channel(name)


@service(is_told)
async def prepare_code(actor: Actor, command: GiveAddress, uow: UnitOfWork) -> tuple[str, str]:
    """Keep the address as one to be verified; answers it and its code, which is kept as a hash alone.

    An address that was verified before is used on until the new one is.

    Raises:
        Invalid: no address (`email_form`, `phone_form`).
        TooMany: the account asked for too many codes today (`codes_today`).
    """
    channel = _channel(command.channel)
    address = normalised_address(channel, command.address)
    now, today = uow.clock.now(), paris_day(uow.clock.now())
    contact = await uow.notifications.contact(actor.account_id, channel, lock=True)
    if contact is None:
        contact = ContactPoint(account_id=actor.account_id, channel=channel, sent_count=0)
        uow.notifications.add(contact)
    sent = contact.sent_count if contact.sent_on == today else 0
    if sent >= CODES_A_DAY:
        raise TooMany("codes_today")
    code = f"{secrets.randbelow(1_000_000):06d}"
    contact.pending, contact.code_hash = address, _hash(actor, address, code)
    contact.code_at, contact.tries = now, 0
    contact.sent_on, contact.sent_count = today, sent + 1
    await own_setting(uow, actor.account_id)
    uow.changed(ACCOUNT, actor.account_id)
    return address, code


async def send_code(app: Application, senders: Senders, actor: Actor, command: GiveAddress) -> None:
    """Send the code to the address that was given.

    Raises:
        Invalid, TooMany: as `prepare_code`; `malformed` when nothing is sent by this channel here, `codes_today` also
            when too many went to that address, whoever asked for them and whatever they gave since.
        Conflict: it could not be sent now (`code_not_sent`), or ever to that address (`code_refused`).
    """
    channel = _channel(command.channel)
    if channel not in senders.channels:
        raise Invalid("malformed")
    address, now = normalised_address(channel, command.address), app.clock.now()
    limits = {daily_key_of("code", address): CODES_A_DAY}
    midnight = datetime.combine(paris_day(now), time(), PARIS)
    tries = await count_tries(app.database, limits, now, "codes_today", since=midnight)
    try:
        address, code = await app.run(prepare_code, actor, command)
    except DomainError:
        await forget_tries(app.database, tries)
        raise
    if channel is Channel.EMAIL:
        outcome = await senders.mail.send(code_letter(actor.locale, address, code))
    else:
        outcome = await senders.sms.send(address, code_sms(actor.locale, code))
    if outcome.result is not Result.TAKEN:
        later = outcome.result is Result.LATER
        raise Conflict("code_not_sent") if later else Conflict("code_refused")


@service(is_told)
async def enter_code(actor: Actor, command: EnterCode, uow: UnitOfWork) -> bool:
    """Whether the code is right; then the address is used from now on. A wrong one is a try less.

    Raises:
        Conflict: no code waits, or it is too old (`code_old`).
        TooMany: too many wrong ones (`code_tries`): another must be asked for.
    """
    contact = await uow.notifications.contact(
        actor.account_id, _channel(command.channel), lock=True
    )
    now = uow.clock.now()
    if contact is None or not contact.pending or contact.code_at is None:
        raise Conflict("code_old")
    if now - contact.code_at > CODE_LASTS:
        raise Conflict("code_old")
    if contact.tries >= MOST_TRIES:
        raise TooMany("code_tries")
    typed = re.sub(r"\s", "", command.code)
    if not hmac.compare_digest(contact.code_hash, _hash(actor, contact.pending, typed)):
        contact.tries += 1  # kept: what is wrong is an answer here, not an exception
        return False
    if contact.address != contact.pending:
        await _give_up(actor, contact, uow)
    contact.address, contact.verified_at = contact.pending, now
    contact.pending = contact.code_hash = ""
    contact.code_at = None
    uow.changed(ACCOUNT, actor.account_id)
    return True


@service(is_told)
async def forget_address(actor: Actor, command: ForgetAddress, uow: UnitOfWork) -> None:
    """Use the channel's address no more; what it counted of codes stays for the day."""
    contact = await uow.notifications.contact(actor.account_id, _channel(command.channel))
    if contact is not None:
        await _give_up(actor, contact, uow)
        contact.address = contact.pending = contact.code_hash = ""
        contact.verified_at = contact.code_at = None
        uow.changed(ACCOUNT, actor.account_id)


async def _give_up(actor: Actor, contact: ContactPoint, uow: UnitOfWork) -> None:
    """Links in mails that went there open nothing more: the mailbox may be another's tomorrow."""
    account = await uow.accounts.get(actor.account_id)
    if account is not None and contact.channel is Channel.EMAIL:
        await end_links_to(uow, account, contact.address)


def _hash(actor: Actor, address: str, code: str) -> str:
    return hashlib.sha256(f"{actor.public_id}\n{address}\n{code}".encode()).hexdigest()
