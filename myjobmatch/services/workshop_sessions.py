"""Sessions as a structure plans them: written, changed, held again another day, cancelled."""

import hashlib
import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from myjobmatch.db.models import Structure, Workshop, WorkshopSession, WorkshopShare
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.domain.text import one_line, some_lines
from myjobmatch.domain.workshops import (
    HELD,
    LONGEST_DESCRIPTION,
    LONGEST_PLACE,
    LONGEST_REASON,
    LONGEST_SESSION,
    LONGEST_TITLE,
    MOST_MINUTES,
    MOST_PLACES,
    SESSION,
    EnrolmentStatus,
    WorkshopDoor,
    WorkshopKind,
    WorkshopMode,
    WorkshopStatus,
    reminded_by,
)
from myjobmatch.services.building import service
from myjobmatch.services.notices import tell_accounts
from myjobmatch.services.workshop_access import Seen, own_session, tell_sharers
from myjobmatch.services.workshop_hours import recount_told
from myjobmatch.services.workshop_places import promote

MOVED = "workshop_moved"
"""The domain event of a session that takes place otherwise: `{session, at, begins}`, `begins` whether it begins at another moment."""

CANCELLED = "workshop_cancelled"
"""The domain event of a session that does not take place: `{session}`."""

_LINK = re.compile(r"https://[^\s<>\"'`\\]+", re.IGNORECASE)
LONGEST_LINK = 500
_AHEAD = timedelta(days=2 * 366)
_TOLD = (EnrolmentStatus.INVITED, *HELD)


@dataclass(frozen=True, slots=True)
class SessionContent:
    """All that is written of a session. `shared` are public ids of other structures; `link` empty: one is made."""

    title: str
    description: str
    kind: WorkshopKind
    minutes: int
    starts_at: datetime
    ends_at: datetime
    mode: WorkshopMode
    place: str
    link: str
    door: WorkshopDoor
    enrol_until: datetime
    capacity: int
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SaveSession:
    """A new session (`id` empty), or another content of one, of which `version` was read.

    `video_base` makes links of rooms.
    """

    content: SessionContent
    id: str = ""
    video_base: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class RepeatSession:
    """The same once more, beginning at another moment."""

    id: str
    starts_at: datetime
    video_base: str = ""


@dataclass(frozen=True, slots=True)
class CancelSession:
    """It does not take place, with the reason that the youths will read."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Partner:
    """A structure with which sessions may be shared."""

    id: str
    name: str


@service(is_accompanying, writes=False)
async def list_partners(actor: Actor, _command: None, uow: UnitOfWork) -> tuple[Partner, ...]:
    """The other structures of the installation, by name."""
    return tuple(
        Partner(one.public_id, one.name)
        for one in await uow.accounts.structures()
        if one.id != actor.structure_id
    )


@service(is_accompanying)
async def save_session(actor: Actor, command: SaveSession, uow: UnitOfWork) -> str:
    """Write a session; answers its public id. Who has a place or waits is told when it moves.

    Raises:
        NotFound: no session of the actor's structure (`workshop_unknown`), no such structure
            (`structure_unknown`).
        Conflict: it is over or cancelled (`workshop_over`), somebody else changed it since `version`
            (`workshop_changed`), fewer places than are taken (`workshop_capacity_taken`, with `taken`), or a
            structure is left out whose youths have a place (`workshop_share_held`).
        Invalid: something in it (`workshop_title`, `workshop_text_long`, `workshop_minutes`, `workshop_moment`,
            `workshop_end`, `workshop_until`, `workshop_capacity`, `workshop_place`, `workshop_link`).
    """
    content = _checked(command.content, command.video_base, uow.clock.now())
    partners = await _partners(actor, content.shared, uow)
    if not command.id:
        return await _add(actor, content, partners, uow)
    seen = await own_session(actor, command.id, uow)
    session = seen.session
    if session.status is not WorkshopStatus.UPCOMING:
        raise Conflict("workshop_over")
    wanted = _digest(content, {session.structure_id, *(one.id for one in partners)})
    if version_of(seen) not in (command.version, wanted):
        raise Conflict("workshop_changed")
    if content.capacity < session.taken:
        raise Conflict("workshop_capacity_taken", taken=session.taken)
    await _share(seen, partners, uow)
    await _rewrite(actor, seen.workshop, session, content, uow)
    began = session.starts_at
    moved, begins = _differs(session, content), began != content.starts_at
    if begins:
        for row, _attendance, _structure in await uow.workshops.decided(session.id):
            row.reminded = reminded_by(content.starts_at, uow.clock.now())
    _apply(session, content)
    await recount_told(uow, session, began)
    await promote(actor, session, uow)
    if moved:
        at = uow.clock.now().isoformat()
        uow.ledger.event(MOVED, {"session": session.id, "at": at, "begins": begins})
    await _tell_all(session, uow)
    tell_sharers(uow, seen.shares)
    uow.ledger.audit(actor, "workshop_changed", "workshop_session", session.id)
    return session.public_id


def version_of(seen: Seen) -> str:
    """What changes with each change of what is written of a session; who comes and goes changes nothing of it."""
    return _digest(_content_of(seen), {share.structure_id for share in seen.shares})


@service(is_accompanying)
async def repeat_session(actor: Actor, command: RepeatSession, uow: UnitOfWork) -> str:
    """Plan the same workshop once more: same length, place, capacity, sharing; nobody is in it. Answers its id.

    Raises:
        NotFound: no session of the actor's structure (`workshop_unknown`).
        Invalid: no sensible moment (`workshop_moment`).
    """
    seen = await own_session(actor, command.id, uow)
    old, work = seen.session, seen.workshop
    now = uow.clock.now()
    if command.starts_at.tzinfo is None or not now < command.starts_at <= now + _AHEAD:
        raise Invalid("workshop_moment")
    structures = {one.id: one for one in await uow.accounts.structures()}
    shift = command.starts_at - old.starts_at
    content = replace(
        _content_of(seen),
        starts_at=command.starts_at,
        ends_at=old.ends_at + shift,
        link="" if command.video_base and old.link.startswith(command.video_base) else old.link,
        enrol_until=old.enrol_until + shift,
    )
    partners = [
        structures[s.structure_id] for s in seen.shares if s.structure_id != old.structure_id
    ]
    checked = _checked(content, command.video_base, uow.clock.now())
    return await _add(actor, checked, partners, uow, work)


@service(is_accompanying)
async def cancel_session(actor: Actor, command: CancelSession, uow: UnitOfWork) -> None:
    """It does not take place: everybody invited, with a place or in the line is told, with the reason.

    Raises:
        NotFound: no session of the actor's structure (`workshop_unknown`).
        Conflict: it is over (`workshop_transition`, with `before`, `after`).
        Invalid: no reason (`reason_missing`), or a long one (`note_long`, with `most`).
    """
    reason = one_line(command.reason)
    if not reason:
        raise Invalid("reason_missing")
    if len(reason) > LONGEST_REASON:
        raise Invalid("note_long", most=LONGEST_REASON)
    seen = await own_session(actor, command.id, uow)
    session = seen.session
    session.status = SESSION.check(session.status, WorkshopStatus.CANCELLED)
    session.cancelled_at, session.reason = uow.clock.now(), reason
    await recount_told(uow, session)
    uow.ledger.event(CANCELLED, {"session": session.id})
    await _tell_all(session, uow)
    tell_sharers(uow, seen.shares)
    uow.ledger.audit(actor, "workshop_cancelled", "workshop_session", session.id)


def _content_of(seen: Seen) -> SessionContent:
    work, session = seen.workshop, seen.session
    return SessionContent(
        title=work.title,
        description=work.description,
        kind=work.kind,
        minutes=work.minutes,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        mode=session.mode,
        place=session.place,
        link=session.link,
        door=session.door,
        enrol_until=session.enrol_until,
        capacity=session.capacity,
    )


def _digest(content: SessionContent, shared: set[int]) -> str:
    written = {name: getattr(content, name) for name in SessionContent.__dataclass_fields__}
    for name in ("starts_at", "ends_at", "enrol_until"):
        written[name] = written[name].timestamp()
    written["shared"] = sorted(shared)
    return hashlib.sha256(repr(sorted(written.items())).encode()).hexdigest()


def _checked(content: SessionContent, video_base: str, now: datetime) -> SessionContent:
    title = one_line(content.title)
    description, place = some_lines(content.description), one_line(content.place)
    link = content.link.strip()
    if not title or len(title) > LONGEST_TITLE:
        raise Invalid("workshop_title", most=LONGEST_TITLE)
    if len(description) > LONGEST_DESCRIPTION or len(place) > LONGEST_PLACE:
        raise Invalid("workshop_text_long", most=LONGEST_DESCRIPTION)
    if not 0 <= content.minutes <= MOST_MINUTES:
        raise Invalid("workshop_minutes", most=MOST_MINUTES // 60)
    aware = all(m.tzinfo for m in (content.starts_at, content.ends_at, content.enrol_until))
    if not aware or not now < content.starts_at <= now + _AHEAD:
        raise Invalid("workshop_moment")
    if not content.starts_at < content.ends_at <= content.starts_at + LONGEST_SESSION:
        raise Invalid("workshop_end", most=int(LONGEST_SESSION.total_seconds() // 3600))
    if content.enrol_until > content.starts_at:
        raise Invalid("workshop_until")
    if not 1 <= content.capacity <= MOST_PLACES:
        raise Invalid("workshop_capacity", most=MOST_PLACES)
    if content.mode is WorkshopMode.ON_SITE and not place:
        raise Invalid("workshop_place")
    if content.mode is WorkshopMode.VIDEO:
        link = link or _room(video_base)
        if not _LINK.fullmatch(link) or len(link) > LONGEST_LINK:
            raise Invalid("workshop_link")
    else:
        link = ""
    return SessionContent(
        title=title,
        description=description,
        kind=content.kind,
        minutes=content.minutes,
        starts_at=content.starts_at,
        ends_at=content.ends_at,
        mode=content.mode,
        place=place,
        link=link,
        door=content.door,
        enrol_until=content.enrol_until,
        capacity=content.capacity,
        shared=content.shared,
    )


def _room(video_base: str) -> str:
    """A room that nobody can guess; nothing in its name says what it is for."""
    return f"{video_base.rstrip('/')}/mjm-{secrets.token_urlsafe(12)}" if video_base else ""


async def _partners(actor: Actor, public_ids: tuple[str, ...], uow: UnitOfWork) -> list[Structure]:
    wanted = {checked_public_id(value) for value in public_ids}
    found = [one for one in await uow.accounts.structures() if one.public_id in wanted]
    if len(found) != len(wanted):
        raise NotFound("structure_unknown")
    return [one for one in found if one.id != actor.structure_id]


async def _add(
    actor: Actor,
    content: SessionContent,
    partners: list[Structure],
    uow: UnitOfWork,
    workshop: Workshop | None = None,
) -> str:
    now = uow.clock.now()
    work = workshop or _workshop(actor, content, uow)
    await uow.workshops.flush()
    session = WorkshopSession(
        public_id=new_public_id(),
        workshop_id=work.id,
        structure_id=actor.structure_id or 0,
        secret=secrets.token_hex(32),
        created_at=now,
        created_by=actor.account_id,
    )
    _apply(session, content)
    uow.workshops.add(session)
    await uow.workshops.flush()
    shares = tuple(
        WorkshopShare(session_id=session.id, structure_id=id_)
        for id_ in (actor.structure_id or 0, *(one.id for one in partners))
    )
    for share in shares:
        uow.workshops.add(share)
    tell_sharers(uow, shares)
    uow.ledger.audit(actor, "workshop_planned", "workshop_session", session.id)
    return session.public_id


def _workshop(actor: Actor, content: SessionContent, uow: UnitOfWork) -> Workshop:
    work = Workshop(
        public_id=new_public_id(),
        structure_id=actor.structure_id or 0,
        title=content.title,
        description=content.description,
        kind=content.kind,
        minutes=content.minutes,
        created_at=uow.clock.now(),
        created_by=actor.account_id,
    )
    uow.workshops.add(work)
    return work


async def _rewrite(
    actor: Actor, work: Workshop, session: WorkshopSession, content: SessionContent, uow: UnitOfWork
) -> None:
    """The workshop's own words; other sessions of it keep theirs."""
    new = (content.title, content.description, content.kind, content.minutes)
    if new == (work.title, work.description, work.kind, work.minutes):
        return
    if await uow.workshops.count_sessions(work.id) > 1:
        other = _workshop(actor, content, uow)
        await uow.workshops.flush()
        session.workshop_id = other.id
        return
    work.title, work.description, work.kind, work.minutes = new


async def _share(seen: Seen, partners: list[Structure], uow: UnitOfWork) -> None:
    wanted = {seen.session.structure_id, *(one.id for one in partners)}
    held = {share.structure_id for share in seen.shares}
    gone = held - wanted
    if gone & await uow.workshops.held_by(seen.session.id):
        raise Conflict("workshop_share_held")
    for share in seen.shares:
        if share.structure_id in gone:
            await uow.workshops.remove(share)
    added = [WorkshopShare(session_id=seen.session.id, structure_id=id_) for id_ in wanted - held]
    for share in added:
        uow.workshops.add(share)
    tell_sharers(uow, tuple(added))


def _differs(session: WorkshopSession, content: SessionContent) -> bool:
    now = (session.starts_at, session.ends_at, session.mode, session.place, session.link)
    return now != (content.starts_at, content.ends_at, content.mode, content.place, content.link)


def _apply(session: WorkshopSession, content: SessionContent) -> None:
    session.starts_at, session.ends_at = content.starts_at, content.ends_at
    session.mode, session.place, session.link = content.mode, content.place, content.link
    session.door, session.enrol_until = content.door, content.enrol_until
    session.capacity = content.capacity


async def _tell_all(session: WorkshopSession, uow: UnitOfWork) -> None:
    accounts = await uow.workshop_people.accounts(session.id, _TOLD)
    tell_accounts(uow, accounts.values())
