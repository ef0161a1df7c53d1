"""Presence: signed on the phone by the code on the room's screen, or told by an advisor's hand; and closing.

A code holds for less than a minute by the server's clock, and signs for who has a place alone. It is not kept to be
sent later: without a network one scans again, or the advisor signs (docs/decisions/0031).
"""

from dataclasses import dataclass
from datetime import datetime

from myjobmatch.db.models import WorkshopAttendance, WorkshopSession
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.attendance_code import canonical, code_of, step_at, step_ends, step_of
from myjobmatch.domain.errors import Conflict, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_accompanying, is_youth, may_follow, require
from myjobmatch.domain.workshops import (
    CODE_CLOSES,
    CODE_OPENS,
    CORRECTED_FOR,
    MOST_INVITED,
    PARTNER_WAITS,
    SESSION,
    AttendanceHow,
    EnrolmentStatus,
    WorkshopPresence,
    WorkshopStatus,
    takes_codes,
)
from myjobmatch.services.application import Application
from myjobmatch.services.attempts import count_tries, forget_tries, key_of
from myjobmatch.services.building import service
from myjobmatch.services.notices import ACCOUNT, tell_youth
from myjobmatch.services.workshop_access import own_session, seen_session, tell_sharers
from myjobmatch.services.workshop_hours import recount_hours

TRIES = 10
"""Wrong codes that an account may send in a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A presence that stands: `again` when it had been signed before."""

    title: str
    at: datetime
    again: bool


@dataclass(frozen=True, slots=True)
class ScreenCode:
    """What the room's screen shows: the code and how long it stays, counts, never a name."""

    title: str
    code: str
    stays_ms: int
    signed: int
    expected: int
    open: bool
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class TellPresence:
    """What an advisor says of their structure's youths (enrolments' public ids); None takes it back."""

    session_id: str
    enrolment_ids: tuple[str, ...]
    presence: WorkshopPresence | None


async def sign_by_code(app: Application, actor: Actor, text: object) -> Signed:
    """Sign one's presence by the code on the screen; tries that fail are counted.

    Raises:
        Forbidden: not a youth (`not_allowed`).
        Invalid: it cannot be a code (`attendance_code_form`).
        Conflict: it does not hold any longer (`attendance_code_expired`), or what `sign_presence` says.
        TooMany: too many wrong ones (`attendance_too_many`, with `minutes`).
    """
    if not is_youth(actor):
        return await app.run(sign_presence, actor, "")
    code = canonical(text)
    limits = {key_of("attendance", str(actor.account_id)): TRIES}
    tries = await count_tries(app.database, limits, app.clock.now(), "attendance_too_many")
    signed = await app.run(sign_presence, actor, code)
    await forget_tries(app.database, tries)
    return signed


@service(is_youth)
async def sign_presence(actor: Actor, code: str, uow: UnitOfWork) -> Signed:
    """Sign one's presence in the session whose screen shows the code now. Again is once.

    Raises:
        Conflict: the code does not hold (`attendance_code_expired`), no session of theirs goes on
            (`attendance_no_session`), or they wait in its line (`attendance_waiting`).
    """
    now = uow.clock.now()
    found = await uow.workshops.going_on(actor.youth_id or 0, now + CODE_OPENS, now - CODE_CLOSES)
    if not found:
        raise Conflict("attendance_no_session")
    signed_before: Signed | None = None
    for going, enrolment, title in found:
        if enrolment.status is not EnrolmentStatus.ENROLLED:
            continue
        # two taps at once, or two phones: the second waits here and finds what the first wrote
        session = await uow.workshops.session(going.id, lock=True) or going
        known = await uow.workshops.attendance(enrolment.id)
        if known is not None and known.presence is WorkshopPresence.PRESENT:
            signed_before = Signed(title, known.at, again=True)
        elif step_of(session.secret, code, now) is not None:
            return await _sign(actor, session, enrolment.id, known, title, uow)
    if signed_before is not None:
        return signed_before
    if all(row.status is EnrolmentStatus.WAITING for _, row, _ in found):
        raise Conflict("attendance_waiting")
    raise Conflict("attendance_code_expired")


@service(is_accompanying, writes=False)
async def screen_code(actor: Actor, public_id: str, uow: UnitOfWork) -> ScreenCode:
    """What the room's screen shows now.

    Raises:
        NotFound: no session of the actor's structure (`workshop_unknown`).
    """
    seen = await seen_session(actor, public_id, uow)
    session, now = seen.session, uow.clock.now()
    open_now = takes_codes(session.status, session.starts_at, session.ends_at, now)
    counted = await uow.workshop_people.counted(session.id)
    step = step_at(now)
    return ScreenCode(
        title=seen.workshop.title,
        code=code_of(session.secret, step) if open_now else "",
        stays_ms=max(0, round((step_ends(step) - now.timestamp()) * 1000)),
        signed=sum(one.present for one in counted),
        expected=session.taken,
        open=open_now,
        opens_at=session.starts_at - CODE_OPENS,
        closes_at=session.ends_at + CODE_CLOSES,
    )


@service(is_accompanying)
async def tell_presence(actor: Actor, command: TellPresence, uow: UnitOfWork) -> int:
    """Say by hand who was there, who was not, who is excused; answers of how many. It is kept who said it.

    Raises:
        NotFound: no session (`workshop_unknown`) or nobody with a place there (`participant_unknown`) of the
            actor's structure.
        Conflict: it has not begun (`workshop_not_begun`), is cancelled (`workshop_over`), or it is too late
            (`workshop_closed`): a closed one is only completed, within a month.
    """
    seen = await seen_session(actor, command.session_id, uow, lock=True)
    session, now = seen.session, uow.clock.now()
    if session.status is WorkshopStatus.CANCELLED:
        raise Conflict("workshop_over")
    if now < session.starts_at - CODE_OPENS:
        raise Conflict("workshop_not_begun")
    if now > session.ends_at + CORRECTED_FOR:
        raise Conflict("workshop_closed")
    wanted = {checked_public_id(value) for value in command.enrolment_ids[:MOST_INVITED]}
    rows = await uow.workshops.enrolments(session.id, wanted)
    require(bool(rows) and len(rows) == len(wanted), "participant_unknown")
    closed = session.status is WorkshopStatus.CLOSED
    for row, youth in rows:
        require(may_follow(actor, structure_id=youth.structure_id), "participant_unknown")
        require(row.status is EnrolmentStatus.ENROLLED, "participant_unknown")
        known = await uow.workshops.attendance(row.id)
        if closed and known is not None:
            raise Conflict("workshop_closed")
        if command.presence is None:
            if known is not None:
                await uow.workshops.remove(known)
        elif known is None or known.presence is not command.presence:
            if known is None:
                known = WorkshopAttendance(enrolment_id=row.id)
                uow.workshops.add(known)
            known.presence, known.how = command.presence, AttendanceHow.HAND
            known.at, known.account_id = now, actor.account_id
            await uow.workshops.flush()
            if closed:
                _log(known.presence, actor, youth.structure_id, youth.id, uow)
        uow.ledger.audit(
            actor,
            "workshop_presence_told",
            "youth",
            youth.id,
            in_name_of=f"youth:{youth.public_id}",
            details={
                "session": session.public_id,
                "presence": command.presence.value if command.presence else "",
            },
        )
        await tell_youth(uow, youth)
    await _settle(session, uow)
    await recount_hours(uow, session, [youth.id for _, youth in rows])
    tell_sharers(uow, seen.shares)
    return len(rows)


@service(is_accompanying)
async def close_session(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """Close a session whose presence is known: from now on it counts. A partner is waited for a week.

    Raises:
        NotFound: no session of the actor's own structure (`workshop_unknown`).
        Conflict: presence is missing (`workshop_unsigned`, with `count`), or it is not over
            (`workshop_transition`, with `before`, `after`).
    """
    seen = await own_session(actor, public_id, uow)
    session, now = seen.session, uow.clock.now()
    await _settle(session, uow)
    people = await uow.workshops.decided(session.id)
    missing = [structure for _, attendance, structure in people if attendance is None]
    after = SESSION.check(session.status, WorkshopStatus.CLOSED)
    late = now >= session.ends_at + PARTNER_WAITS
    own_missing = any(may_follow(actor, structure_id=structure) for structure in missing)
    if missing and (own_missing or not late):
        raise Conflict("workshop_unsigned", count=len(missing))
    session.status = after
    session.closed_at, session.closed_by = now, actor.account_id
    for row, attendance, structure in people:
        if attendance is not None:
            _log(attendance.presence, actor, structure, row.youth_id, uow)
        youth = await uow.youths.get(row.youth_id)
        if youth is not None:
            await tell_youth(uow, youth)
    await recount_hours(uow, session, [row.youth_id for row, _, _ in people])
    uow.ledger.audit(actor, "workshop_closed", "workshop_session", session.id)
    tell_sharers(uow, seen.shares)


async def _sign(
    actor: Actor,
    session: WorkshopSession,
    enrolment_id: int,
    known: WorkshopAttendance | None,
    title: str,
    uow: UnitOfWork,
) -> Signed:
    now = uow.clock.now()
    if known is None:
        known = WorkshopAttendance(enrolment_id=enrolment_id)
        uow.workshops.add(known)
    known.presence, known.how = WorkshopPresence.PRESENT, AttendanceHow.CODE
    known.at, known.account_id = now, actor.account_id
    await uow.workshops.flush()
    await _settle(session, uow)
    await recount_hours(uow, session, [actor.youth_id or 0])
    uow.changed(ACCOUNT, actor.account_id)
    tell_sharers(uow, tuple(await uow.workshops.shares(session.id)))
    return Signed(title, now, again=False)


async def _settle(session: WorkshopSession, uow: UnitOfWork) -> None:
    """Signed once everybody's presence is known, to be closed again when one is taken back."""
    if session.status not in (WorkshopStatus.TO_CLOSE, WorkshopStatus.SIGNED):
        return
    people = await uow.workshops.decided(session.id)
    known = all(attendance is not None for _, attendance, _ in people)
    wanted = WorkshopStatus.SIGNED if known else WorkshopStatus.TO_CLOSE
    if wanted is not session.status:
        session.status = SESSION.check(session.status, wanted)


async def settle_ended(session_id: int, uow: UnitOfWork) -> None:
    """Write down that a session has ended, for the worker."""
    session = await uow.workshops.session(session_id, lock=True)
    if session is None or session.status is not WorkshopStatus.UPCOMING:
        raise NotFound("workshop_unknown")
    session.status = SESSION.check(session.status, WorkshopStatus.TO_CLOSE)
    await _settle(session, uow)
    tell_sharers(uow, tuple(await uow.workshops.shares(session.id)))


def _log(
    presence: WorkshopPresence,
    actor: Actor,
    structure_id: int | None,
    youth_id: int,
    uow: UnitOfWork,
) -> None:
    kinds = {
        WorkshopPresence.PRESENT: ActivityKind.WORKSHOP_ATTENDED,
        WorkshopPresence.ABSENT: ActivityKind.WORKSHOP_MISSED,
    }
    if presence in kinds:
        uow.ledger.activity(kinds[presence], actor, structure_id=structure_id, youth_id=youth_id)
