"""Interviews: a company proposes moments to somebody it is in touch with, who takes one, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from myjobmatch.db.models import Interview, InterviewSlot, Match, Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.outcomes import (
    ASK_AFTER_MEETING,
    MINUTES,
    NOTE_AT_MOST,
    InterviewHow,
    InterviewStatus,
    InterviewView,
    Stage,
    Teller,
    checked_place,
    checked_slots,
)
from myjobmatch.domain.permissions import is_employer_side, is_signed_in, is_youth
from myjobmatch.domain.text import one_line, some_lines
from myjobmatch.domain.workflow import OUTCOME
from myjobmatch.i18n.translate import translate
from myjobmatch.integrations.calendars import CalendarEvent, calendar
from myjobmatch.services.building import service
from myjobmatch.services.companies import trace
from myjobmatch.services.matching_pairs import tell_both
from myjobmatch.services.outcomes import Party, has_a_say, party, reach

PROPOSED, ANSWERED, CANCELLED, REMIND = (
    "interview_proposed",
    "interview_answered",
    "interview_cancelled",
    "interview_remind",
)
"""Events: `{interview, match, sequence, by}`, `by` who did it; of moments proposed instead of an interview agreed on
also `replaces`, that interview's id."""

REMIND_BEFORE = timedelta(days=1)
_OPEN = (InterviewStatus.PROPOSED, InterviewStatus.ACCEPTED)


@dataclass(frozen=True, slots=True)
class ProposeInterview:
    """Moments for an interview with the youth of a match (public id), `minutes` long."""

    match_id: str
    how: InterviewHow
    place: str
    slots: tuple[datetime, ...]
    minutes: int = 30
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnswerInterview:
    """The moment that suits, of those proposed; none: none of them does."""

    interview_id: str
    starts_at: datetime | None


@service(is_employer_side)
async def propose_interview(
    actor: Actor, command: ProposeInterview, uow: UnitOfWork
) -> InterviewView:
    """Propose moments. What was proposed or agreed on before is called off by it: each is told of one thing only.

    Raises:
        NotFound, Conflict: as `party`; or it has come to an end (`outcome_transition`).
        Invalid: moments, a place, a length or a note that cannot be (as `checked_slots` and `checked_place`;
            `malformed`, `note_long`).
    """
    found = await party(actor, command.match_id, uow)
    if found.match.stage is Stage.HIRED:
        OUTCOME.check(found.match.stage, Stage.INTERVIEW)
    now = uow.clock.now()
    slots = checked_slots(command.slots, now)
    place, note = checked_place(command.how, one_line(command.place)), some_lines(command.note)
    if command.minutes not in MINUTES:
        raise Invalid("malformed")
    if len(note) > NOTE_AT_MOST:
        raise Invalid("note_long", most=NOTE_AT_MOST)
    before = await uow.outcomes.open_interview(found.match.id)
    replaces = {"replaces": before.id} if before is not None and call_off(before, now) else {}
    row = Interview(
        public_id=new_public_id(),
        uid=f"interview-{new_public_id()}",
        match_id=found.match.id,
        how=command.how,
        place=place,
        note=note,
        minutes=command.minutes,
        status=InterviewStatus.PROPOSED,
        sequence=1,
        proposed_by=actor.account_id,
        proposed_at=now,
    )
    uow.outcomes.add(row)
    await uow.outcomes.flush()
    for slot in slots:
        uow.outcomes.add(InterviewSlot(interview_id=row.id, starts_at=slot))
    await _changed(uow, actor, row, found, PROPOSED, **replaces)
    return (await interview_views([row], uow))[0]


@service(is_youth)
async def answer_interview(
    actor: Actor, command: AnswerInterview, uow: UnitOfWork
) -> InterviewView:
    """Take one of the moments, or none. The same answer again changes nothing.

    Raises:
        NotFound: not an interview proposed to them (`interview_unknown`).
        Conflict: it was called off or answered otherwise (`interview_over`), or the moment has passed (`interview_gone`).
    """
    row, found = await _seen(actor, command.interview_id, uow)
    now = uow.clock.now()
    if row.status is InterviewStatus.ACCEPTED and row.starts_at == command.starts_at:
        return (await interview_views([row], uow))[0]
    if row.status is not InterviewStatus.PROPOSED:
        raise Conflict("interview_over")
    row.answered_at = now
    row.sequence += 1
    if command.starts_at is None:
        row.status = InterviewStatus.NONE_SUITS
    else:
        slots = (await uow.outcomes.slots([row.id]))[row.id]
        if command.starts_at not in slots or command.starts_at <= now:
            raise Conflict("interview_gone")
        row.status, row.starts_at = InterviewStatus.ACCEPTED, command.starts_at
        remind_at = command.starts_at - REMIND_BEFORE
        row.remind_at = remind_at if remind_at > now else None
        if OUTCOME.allows(found.match.stage, Stage.INTERVIEW):
            await reach(uow, actor, found, Stage.INTERVIEW)
        await _ask_later(uow, found.match, command.starts_at)
    await _changed(uow, actor, row, found, ANSWERED)
    return (await interview_views([row], uow))[0]


@service(has_a_say)
async def cancel_interview(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """Call an interview off, from either side. Again is once.

    Raises:
        NotFound: not an interview of theirs (`interview_unknown`).
        Conflict: it has taken place, or nobody agreed to it (`interview_over`).
    """
    row, found = await _seen(actor, public_id, uow)
    now = uow.clock.now()
    if row.status is InterviewStatus.CANCELLED:
        return
    if row.status not in _OPEN or _met(row, now):
        raise Conflict("interview_over")
    call_off(row, now)
    await _changed(uow, actor, row, found, CANCELLED)


def call_off(row: Interview, now: datetime) -> bool:
    """An open interview will not take place, and what was proposed no longer stands; answers whether it had been agreed on.

    One that has taken place stays as it is: it was no less an interview.
    """
    if _met(row, now):
        return False
    agreed = row.status is InterviewStatus.ACCEPTED
    row.status, row.remind_at = InterviewStatus.CANCELLED, None
    row.sequence += 1
    return agreed


def _met(row: Interview, now: datetime) -> bool:
    return row.starts_at is not None and row.starts_at <= now


@service(is_signed_in, writes=False)
async def interview_file(actor: Actor, public_id: str, uow: UnitOfWork) -> bytes:
    """An interview that was agreed on as a file for a calendar. Nobody's name is in it.

    Raises:
        NotFound: none of theirs (`interview_unknown`).
    """
    if not has_a_say(actor):
        raise NotFound("interview_unknown")
    row, found = await _seen(actor, public_id, uow)
    if row.status is not InterviewStatus.ACCEPTED:
        raise NotFound("interview_unknown")
    rows = await uow.offers.rows([found.offer.id])
    event = event_of(row, rows[found.offer.id].company_name, found.offer, actor.locale)
    return calendar([event], "PUBLISH", uow.clock.now(), alarms=True)


def event_of(row: Interview, company: str, offer: Offer, language: str) -> CalendarEvent:
    """An interview that was agreed on as a calendar tells it."""
    starts_at = row.starts_at or row.proposed_at
    video = row.how is InterviewHow.VIDEO
    return CalendarEvent(
        uid=f"{row.uid}@my-job-match",
        sequence=row.sequence,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=row.minutes),
        changed_at=row.answered_at or row.proposed_at,
        title=translate(language, "notice.interview.title", company=company),
        text=f"{offer.title}\n{row.place}" if row.how is not InterviewHow.ON_SITE else offer.title,
        place=row.place if row.how is InterviewHow.ON_SITE else "",
        url=row.place if video else "",
        cancelled=row.status is InterviewStatus.CANCELLED,
        organiser_name=company,
    )


async def interview_views(rows: Sequence[Interview], uow: UnitOfWork) -> list[InterviewView]:
    """Interviews as they are shown, in order; moments that have passed are left out."""
    slots = await uow.outcomes.slots([row.id for row in rows])
    now = uow.clock.now()
    return [
        InterviewView(
            id=row.public_id,
            status=row.status,
            how=row.how,
            place=row.place,
            note=row.note,
            minutes=row.minutes,
            starts_at=row.starts_at,
            slots=tuple(slot for slot in slots[row.id] if slot > now),
        )
        for row in rows
    ]


async def _seen(actor: Actor, public_id: str, uow: UnitOfWork) -> tuple[Interview, Party]:
    wanted = checked_public_id(public_id)
    match_id = await uow.outcomes.match_of_interview(wanted)
    if match_id is None:
        raise NotFound("interview_unknown")
    try:
        found = await party(actor, match_id, uow)
    except NotFound:
        raise NotFound("interview_unknown") from None
    # read once its match is locked: whoever answered or called it off meanwhile has been waited for
    row = await uow.outcomes.interview(wanted, lock=uow.write)
    if row is None:
        raise NotFound("interview_unknown")
    return row, found


async def _changed(
    uow: UnitOfWork, actor: Actor, row: Interview, found: Party, topic: str, **more: int
) -> None:
    await uow.outcomes.flush()
    payload = {
        "interview": row.id,
        "match": found.match.id,
        "sequence": row.sequence,
        "by": found.teller.value,
    } | more
    uow.ledger.event(topic, payload)
    await tell_both(uow, found.youth, found.offer)
    if found.teller is Teller.EMPLOYER:
        company = await uow.companies.get(found.offer.company_id or 0)
        if company is not None:
            trace(actor, company, uow, topic, "interview", row.id)


async def _ask_later(uow: UnitOfWork, match: Match, starts_at: datetime) -> None:
    """Both sides are asked how it went once they have met, unless they were asked before."""
    for question in (await uow.outcomes.questions([match.id]))[match.id]:
        if question.asked_at is None and question.answered_at is None:
            question.due_at = starts_at + ASK_AFTER_MEETING
