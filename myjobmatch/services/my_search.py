"""Applications made elsewhere and notes: a youth's own, added by hand, and read by nobody else."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from myjobmatch.db.models import SearchNote, TrackedApplication, TrackedStep
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import ApplicationStatus
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.figures import REACHED
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.my_search import (
    LONGEST_COMPANY,
    LONGEST_NOTE,
    LONGEST_PLACE,
    LONGEST_TITLE,
    LONGEST_URL,
    MOST_STEPS,
    MOST_TRACKED,
    TRACKED_STATES,
    NoteView,
    StepView,
    TrackedView,
    last_steps,
)
from myjobmatch.domain.permissions import is_youth
from myjobmatch.domain.text import one_line, some_lines
from myjobmatch.integrations.source_text import http_link
from myjobmatch.services.building import service
from myjobmatch.services.decisions import NEVER_SHOWN
from myjobmatch.services.notices import ACCOUNT

OLDEST = timedelta(days=3 * 366)
LATEST = timedelta(days=366)
"""How far from today the day of an application may be."""

MISTAKEN_WITHIN = timedelta(minutes=10)
"""A step that another one follows so soon was a slip of the thumb: it does not stay in the history."""


@dataclass(frozen=True, slots=True)
class SaveTracked:
    """An application made elsewhere, whole; `id` is made on the phone."""

    id: str
    title: str
    company: str = ""
    place: str = ""
    url: str = ""
    status: ApplicationStatus = ApplicationStatus.SENT
    day: date | None = None


@dataclass(frozen=True, slots=True)
class MoveTracked:
    """What became of it."""

    id: str
    status: ApplicationStatus


@dataclass(frozen=True, slots=True)
class WriteNote:
    """The note on a file, whole; nothing written takes it away. `key`: `domain.my_search.NoteView`."""

    key: str
    text: str


@service(is_youth)
async def add_tracked(actor: Actor, command: SaveTracked, uow: UnitOfWork) -> TrackedView:
    """Keep an application made elsewhere.

    Raises:
        Invalid: what was typed (`tracked_title_empty`, `search_text_long` with `most`, `link_bad`,
            `tracked_day`, `malformed`), or too many already (`too_many_kept`, with `most`).
        Conflict: there is one of that id (`tracked_known`).
    """
    youth_id = actor.youth_id or 0
    public_id = checked_public_id(command.id)
    if await uow.my_search.tracked_of(youth_id, public_id) is not None:
        raise Conflict("tracked_known")
    if await uow.my_search.count_tracked(youth_id) >= MOST_TRACKED:
        raise Invalid("too_many_kept", most=MOST_TRACKED)
    now = uow.clock.now()
    row = TrackedApplication(
        public_id=public_id, youth_id=youth_id, status=_state(command.status), added_at=now
    )
    _fill(row, command, uow)
    uow.my_search.add(row)
    await uow.my_search.flush()
    uow.my_search.add(TrackedStep(tracked_id=row.id, status=row.status, at=now))
    await _count_reached(actor, row.status, uow)
    uow.changed(ACCOUNT, actor.account_id)
    return _view(row, (StepView(row.status.value, now),))


@service(is_youth)
async def edit_tracked(actor: Actor, command: SaveTracked, uow: UnitOfWork) -> None:
    """Correct what was typed, its state included.

    Raises:
        Invalid: as `add_tracked`.
        NotFound: not one of theirs, or taken away (`tracked_unknown`).
    """
    row = await own_tracked(actor, command.id, uow)
    _fill(row, command, uow)
    await _move(actor, row, command.status, uow)
    uow.changed(ACCOUNT, actor.account_id)


@service(is_youth)
async def move_tracked(actor: Actor, command: MoveTracked, uow: UnitOfWork) -> None:
    """Say what became of it. Any state may follow any other: who typed it knows best.

    Raises:
        Invalid: not a state of such an application (`malformed`).
        NotFound: not one of theirs, or taken away (`tracked_unknown`).
    """
    row = await own_tracked(actor, command.id, uow)
    await _move(actor, row, command.status, uow)
    row.changed_at = uow.clock.now()
    uow.changed(ACCOUNT, actor.account_id)


@service(is_youth)
async def delete_tracked(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """Take an application away, with its notes and reminders; within a day it can be put back.

    Raises:
        NotFound: not one of theirs (`tracked_unknown`).
    """
    row = await uow.my_search.tracked_of(actor.youth_id or 0, checked_public_id(public_id))
    if row is None:
        raise NotFound("tracked_unknown")
    if row.deleted_at is None:
        row.deleted_at = uow.clock.now()
    uow.changed(ACCOUNT, actor.account_id)


@service(is_youth)
async def restore_tracked(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """Put back what was taken away.

    Raises:
        NotFound: it is gone for good, or was not theirs (`tracked_unknown`).
    """
    row = await uow.my_search.tracked_of(actor.youth_id or 0, checked_public_id(public_id))
    if row is None:
        raise NotFound("tracked_unknown")
    row.deleted_at = None
    uow.changed(ACCOUNT, actor.account_id)


@service(is_youth)
async def write_note(actor: Actor, command: WriteNote, uow: UnitOfWork) -> NoteView:
    """Keep the note on a file as it is now.

    Raises:
        Invalid: too long (`search_text_long`, with `most`).
        NotFound: no such file (`file_unknown`).
    """
    youth_id = actor.youth_id or 0
    text = some_lines(command.text)
    if len(text) > LONGEST_NOTE:
        raise Invalid("search_text_long", most=LONGEST_NOTE)
    offer_id, tracked_id = await subject(actor, command.key, uow)
    row = await uow.my_search.note_on(youth_id, offer_id, tracked_id)
    now = uow.clock.now()
    if not text:
        if row is not None:
            await uow.my_search.remove(row)
    elif row is None:
        uow.my_search.add(
            SearchNote(
                youth_id=youth_id,
                offer_id=offer_id,
                tracked_id=tracked_id,
                text=text,
                changed_at=now,
            )
        )
    else:
        row.text, row.changed_at = text, now
    uow.changed(ACCOUNT, actor.account_id)
    return NoteView(command.key, text)


async def own_tracked(actor: Actor, public_id: str, uow: UnitOfWork) -> TrackedApplication:
    """An application made elsewhere of the actor's, not taken away.

    Raises:
        NotFound: there is none (`tracked_unknown`).
    """
    row = await uow.my_search.tracked_of(actor.youth_id or 0, checked_public_id(public_id))
    if row is None or row.deleted_at is not None:
        raise NotFound("tracked_unknown")
    return row


async def subject(actor: Actor, key: str, uow: UnitOfWork) -> tuple[int | None, int | None]:
    """The offer or the application made elsewhere that a key names; neither for an empty key.

    Raises:
        NotFound: there is none that the actor may know of (`file_unknown`).
    """
    if not key:
        return None, None
    kind, public_id = key[:2], checked_public_id(key[2:])
    if kind == "t-":
        row = await uow.my_search.tracked_of(actor.youth_id or 0, public_id)
        if row is not None:
            return None, row.id
    elif kind == "o-":
        offer = await uow.offers.by_public_id(public_id)
        if offer is not None and offer.status not in NEVER_SHOWN:
            return offer.id, None
    raise NotFound("file_unknown")


async def tracked_views(youth_id: int, uow: UnitOfWork) -> tuple[TrackedView, ...]:
    """A youth's applications made elsewhere, the latest first; the caller has checked the right."""
    steps = await uow.my_search.steps(youth_id)
    return tuple(
        _view(row, last_steps(steps.get(row.id, [])))
        for row in await uow.my_search.tracked(youth_id)
    )


def _view(row: TrackedApplication, steps: tuple[StepView, ...]) -> TrackedView:
    return TrackedView(
        id=row.public_id,
        title=row.title,
        company=row.company,
        place=row.place,
        url=row.url,
        status=row.status,
        day=row.day,
        added_at=row.added_at,
        changed_at=row.changed_at,
        steps=steps,
    )


async def _count_reached(
    actor: Actor,
    status: ApplicationStatus,
    uow: UnitOfWork,
    takes_back: datetime | None = None,
) -> None:
    """An interview or a hire counts for the structure, without a name: what was found elsewhere is the youth's own.

    `takes_back`: it was a slip, told then, and counts no more.
    """
    youth = await uow.youths.get(actor.youth_id or 0) if status in REACHED else None
    if youth is not None:
        uow.ledger.activity(
            REACHED[status],
            actor,
            structure_id=youth.structure_id,
            advisor_id=youth.advisor_id,
            takes_back=takes_back,
        )


async def _move(
    actor: Actor, row: TrackedApplication, after: ApplicationStatus, uow: UnitOfWork
) -> None:
    if row.status is _state(after):
        return
    now = uow.clock.now()
    last = await uow.my_search.last_step(row.id)
    slip = last if last is not None and now - last.at < MISTAKEN_WITHIN else None
    if after in REACHED or (slip is not None and slip.status in REACHED):
        steps = (await uow.my_search.steps(row.youth_id)).get(row.id, [])
        reached = {step.status for step in (steps[:-1] if slip is not None else steps)}
        if slip is not None and slip.status.value not in reached:
            await _count_reached(actor, slip.status, uow, takes_back=slip.at)
        if after.value not in reached:
            await _count_reached(actor, after, uow)
    row.status = after
    if slip is not None:
        slip.status, slip.at = after, now
    elif await uow.my_search.count_steps(row.id) < MOST_STEPS:
        uow.my_search.add(TrackedStep(tracked_id=row.id, status=after, at=now))
    elif last is not None:
        last.status, last.at = after, now


def _state(status: ApplicationStatus) -> ApplicationStatus:
    if status not in TRACKED_STATES:
        raise Invalid("malformed")
    return status


def _fill(row: TrackedApplication, command: SaveTracked, uow: UnitOfWork) -> None:
    row.title = _short(command.title, LONGEST_TITLE)
    if not row.title:
        raise Invalid("tracked_title_empty")
    row.company = _short(command.company, LONGEST_COMPANY)
    row.place = _short(command.place, LONGEST_PLACE)
    row.url = _link(command.url)
    today = paris_day(uow.clock.now())
    if command.day is not None and not today - OLDEST <= command.day <= today + LATEST:
        raise Invalid("tracked_day")
    row.day = command.day
    row.changed_at = uow.clock.now()


def _short(value: str, most: int) -> str:
    text = one_line(value)
    if len(text) > most:
        raise Invalid("search_text_long", most=most)
    return text


def _link(value: str) -> str:
    link = one_line(value)
    if not link:
        return ""
    kept = http_link(link, LONGEST_URL)
    if not kept:
        raise Invalid("link_bad")
    return kept
