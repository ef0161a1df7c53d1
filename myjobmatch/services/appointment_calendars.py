"""Appointments for calendars: the file a youth adds, the invitation in an e-mail, the feed that is subscribed to."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from myjobmatch.db.models import CalendarFeed
from myjobmatch.db.repositories.appointments import AppointmentRow
from myjobmatch.db.uow import Database, UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.appointments import AppointmentHow, AppointmentStatus
from myjobmatch.domain.delivery import Invitation
from myjobmatch.domain.enums import AccountStatus, Role
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.permissions import is_signed_in, is_system
from myjobmatch.i18n.translate import translate
from myjobmatch.integrations.calendars import CalendarEvent, calendar
from myjobmatch.services.application import Application
from myjobmatch.services.appointment_planning import is_advising
from myjobmatch.services.appointment_views import readable_row
from myjobmatch.services.attempts import count_tries, forget_tries, key_of
from myjobmatch.services.building import service
from myjobmatch.services.notices import ACCOUNT

WRONG_BY_CLIENT = 20
READS_BY_ADDRESS = 60
"""In a quarter of an hour: programs ask every few minutes, never so often."""
PAST, AHEAD = timedelta(days=30), timedelta(days=400)
FEED_PATH = "/calendrier/"


@dataclass(frozen=True, slots=True)
class MakeFeed:
    """An address for the actor's calendar; with the youths' first names, or without any name."""

    first_names: bool = False


@dataclass(frozen=True, slots=True)
class FeedState:
    """The address in force; what it is, is shown once, when it is made."""

    made_at: datetime
    read_at: datetime | None
    first_names: bool


@service(is_advising)
async def make_feed(actor: Actor, command: MakeFeed, uow: UnitOfWork) -> str:
    """Make an address under which the actor's calendar is read; the one before ends. Answers its path."""
    await _revoke(actor, uow)
    token = secrets.token_urlsafe(32)
    uow.appointments.add(
        CalendarFeed(
            account_id=actor.account_id,
            token_hash=_hash(token),
            first_names=command.first_names,
            created_at=uow.clock.now(),
        )
    )
    uow.ledger.audit(
        actor, "calendar_feed", "account", actor.account_id, details={"made": command.first_names}
    )
    uow.changed(ACCOUNT, actor.account_id)
    return f"{FEED_PATH}{token}.ics"


@service(is_advising)
async def revoke_feed(actor: Actor, _command: None, uow: UnitOfWork) -> None:
    """Nobody reads the actor's calendar under the address any longer."""
    await _revoke(actor, uow)
    uow.ledger.audit(actor, "calendar_feed", "account", actor.account_id, details={"made": None})
    uow.changed(ACCOUNT, actor.account_id)


@service(is_advising, writes=False)
async def feed_state(actor: Actor, _command: None, uow: UnitOfWork) -> FeedState | None:
    """The address in force, if there is one."""
    feed = await uow.appointments.live_feed(actor.account_id)
    return FeedState(feed.created_at, feed.read_at, feed.first_names) if feed else None


@service(is_system)
async def feed_of(_actor: Actor, token: str, uow: UnitOfWork) -> bytes:
    """The calendar under an address.

    Raises:
        NotFound: there is none, or no longer (`calendar_unknown`).
    """
    feed = await uow.appointments.feed_by_hash(_hash(token))
    account = await uow.accounts.get(feed.account_id) if feed else None
    if (
        feed is None
        or account is None
        or account.role is not Role.ADVISOR
        or account.status is not AccountStatus.ACTIVE
    ):
        raise NotFound("calendar_unknown")
    now = uow.clock.now()
    feed.read_at = now
    language = account.language
    rows = await uow.appointments.of_advisors((account.id,), now - PAST, now + AHEAD)
    events = [
        event_of(row, language, with_whom=row.identity.first_name if feed.first_names else "")
        for row in rows
    ]
    name = translate(language, "notice.calendar.name")
    return calendar(events, "PUBLISH", now, name=name)


async def read_feed(app: Application, token: str, client: str) -> bytes:
    """The calendar under an address, for whoever has it; whoever tries addresses out is stopped.

    Raises:
        NotFound: there is none (`calendar_unknown`).
        TooMany: too often (`calendar_too_many`, with `minutes`).
    """
    database: Database = app.database
    now = database.clock.now()
    wrong = {key_of("calendar-wrong", client): WRONG_BY_CLIENT}
    tries = await count_tries(database, wrong, now, "calendar_too_many")
    read = await app.run(feed_of, SYSTEM, token)
    await forget_tries(database, tries)
    address = {key_of("calendar", token): READS_BY_ADDRESS}
    await count_tries(database, address, now, "calendar_too_many")
    return read


@service(is_signed_in, writes=False)
async def appointment_file(actor: Actor, public_id: str, uow: UnitOfWork) -> bytes:
    """An appointment as a file, to be added to a calendar.

    Raises:
        NotFound: none that the actor may read (`appointment_unknown`).
    """
    row = await readable_row(actor, public_id, uow)
    youth = actor.role is Role.YOUTH
    event = event_of(row, actor.locale, with_whom=row.advisor if youth else row.identity.first_name)
    return calendar([event], "PUBLISH", uow.clock.now(), alarms=True)


async def invitation(
    uow: UnitOfWork, account_id: int, about: Mapping[str, int], language: str
) -> Invitation | None:
    """What goes with the e-mail that tells a youth of an appointment; nothing to an advisor, or with a reminder."""
    row = await uow.appointments.row(about["appointment"])
    if row is None or row.identity.account_id != account_id or about.get("days"):
        return None
    cancelled = row.appointment.status is AppointmentStatus.CANCELLED
    event = event_of(row, language, with_whom=row.advisor)
    method = "CANCEL" if cancelled else "REQUEST"
    return Invitation(
        method,
        translate(language, "notice.calendar.file"),
        partial(written, event, method, uow.clock.now()),
    )


def written(
    event: CalendarEvent, method: str, now: datetime, organiser: str, attendee: str
) -> bytes:
    """An invitation, or its end where `method` is CANCEL, from whom and to whom the e-mail goes."""
    return calendar(
        [event],
        "CANCEL" if method == "CANCEL" else "REQUEST",
        now,
        organiser=organiser,
        attendee=attendee,
    )


def event_of(row: AppointmentRow, language: str, *, with_whom: str) -> CalendarEvent:
    """An appointment as a calendar tells it, in a language; `with_whom` is empty where no name may stand."""
    one = row.appointment
    kind = translate(language, one.kind.label_key)
    title = (
        translate(language, "notice.calendar.title", kind=kind, who=with_whom)
        if with_whom
        else kind
    )
    on_site = one.how is AppointmentHow.ON_SITE
    how = translate(language, one.how.label_key)
    # what was written for both sides stays on our pages: calendars are synchronised to many places
    return CalendarEvent(
        uid=f"{one.uid}@my-job-match",
        sequence=one.sequence,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        changed_at=one.changed_at,
        title=title,
        text=how if not one.video_url else f"{how}\n{one.video_url}",
        place=(one.place or row.structure) if on_site else "",
        url=one.video_url,
        cancelled=one.status is AppointmentStatus.CANCELLED,
        organiser_name=row.structure,
    )


async def _revoke(actor: Actor, uow: UnitOfWork) -> None:
    feed = await uow.appointments.live_feed(actor.account_id)
    if feed is not None:
        feed.revoked_at = uow.clock.now()
        await uow.appointments.flush()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
