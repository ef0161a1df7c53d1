"""What a youth plans and tells of their week, on the phone, with or without a network."""

from dataclasses import dataclass, field
from datetime import date

from myjobmatch.db.models import Action, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain import rotating_code
from myjobmatch.domain.actions import (
    CHANGEABLE,
    MOST_OPEN,
    ActionCategory,
    ActionOrigin,
    ActionStatus,
    StepKind,
    checked_done_day,
    checked_minutes,
    checked_planned_day,
)
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_youth
from myjobmatch.services.action_moves import (
    Wish,
    begun,
    catalogue_of,
    checked_title,
    move,
    named,
    taken_back,
)
from myjobmatch.services.building import service
from myjobmatch.services.hour_sources import recount
from myjobmatch.services.notices import tell_youth


@dataclass(frozen=True, slots=True)
class AddAction:
    """Something a youth plans (`planned`) or has done; `id` is made on the phone, `document` is their proof."""

    id: str
    wish: Wish
    day: date
    planned: bool = False
    document: str = ""


@dataclass(frozen=True, slots=True)
class DoAction:
    """Something that was planned is done."""

    id: str
    day: date
    minutes: int | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class EditAction:
    """A correction, until it is validated. What is None stays; title and category of what was typed only."""

    id: str
    day: date
    minutes: int
    title: str | None = None
    category: ActionCategory | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class SignAction:
    """The code on the screen at reception proves that one is there."""

    id: str
    code: str = field(repr=False)


@service(is_youth)
async def add_action(actor: Actor, command: AddAction, uow: UnitOfWork) -> None:
    """Plan something, or tell of something done.

    Raises:
        Invalid: what was typed (`action_title_empty`, `action_title_long`, `action_minutes`, `action_day_future`,
            `action_day_old`, `action_day_plan`), or too much is open (`action_many`, with `most`).
        NotFound: no such entry (`entry_unknown`) or document (`document_unknown`).
        Conflict: there is one of that id (`action_known`).
    """
    youth = await _self(actor, uow)
    await put_action(actor, youth, command, uow)
    await _changed(youth, actor, (command.day,), uow, declared=not command.planned)


async def put_action(actor: Actor, youth: Youth, command: AddAction, uow: UnitOfWork) -> None:
    """Put an action into a youth's week. The caller knows that it is theirs, counts the week anew and tells them.

    Raises:
        DomainError: as `add_action`.
    """
    public_id = checked_public_id(command.id)
    if await uow.actions.by_public_id(public_id) is not None:
        raise Conflict("action_known")
    if await uow.actions.count_open(youth.id) >= MOST_OPEN:
        raise Invalid("action_many", most=MOST_OPEN)
    what = named(command.wish, await catalogue_of(youth.structure_id, uow))
    now, today = uow.clock.now(), paris_day(uow.clock.now())
    done = not command.planned
    day = (checked_done_day if done else checked_planned_day)(command.day, today)
    action = Action(
        public_id=public_id,
        youth_id=youth.id,
        category=what.category,
        status=ActionStatus.DECLARED if done else ActionStatus.AGREED,
        origin=ActionOrigin.YOUTH,
        key=what.key,
        title=what.title,
        minutes=what.minutes,
        planned_on=None if done else day,
        done_on=day if done else None,
        step=what.step,
        place=what.place,
        created_by=actor.account_id,
        on_behalf=actor.by is not None,
        created_at=now,
        changed_at=now,
        declared_at=now if done else None,
    )
    await _prove(action, command.document, uow)
    uow.actions.add(action)
    await uow.actions.flush()
    begun(action, actor, uow)


@service(is_youth)
async def do_action(actor: Actor, command: DoAction, uow: UnitOfWork) -> None:
    """Tell that something planned, or something that came back, is done. Done already: nothing happens.

    Raises:
        NotFound: not one of theirs (`action_unknown`), no such document (`document_unknown`).
        Invalid: the day or the duration, as `add_action`.
        Conflict: it is cancelled (`action_transition`).
    """
    youth = await _self(actor, uow)
    action = await _own(youth, command.id, uow)
    if action.status in (ActionStatus.DECLARED, ActionStatus.VALIDATED):
        return
    day = checked_done_day(command.day, paris_day(uow.clock.now()))
    minutes = None if command.minutes is None else checked_minutes(command.minutes)
    days = (action.planned_on, action.done_on, day)
    await _prove(action, command.document, uow)
    move(action, ActionStatus.DECLARED, actor, uow, minutes=minutes, done_on=day)
    await _changed(youth, actor, days, uow, declared=True)


@service(is_youth)
async def edit_action(actor: Actor, command: EditAction, uow: UnitOfWork) -> None:
    """Correct what is not validated yet; what came back is told again by it.

    Raises:
        NotFound: not one of theirs (`action_unknown`), no such document (`document_unknown`).
        Invalid: what was typed, as `add_action`.
        Conflict: it is validated, or cancelled (`action_closed`).
    """
    youth = await _self(actor, uow)
    action = await _own(youth, command.id, uow)
    if action.status not in CHANGEABLE:
        raise Conflict("action_closed")
    today = paris_day(uow.clock.now())
    days = [action.planned_on, action.done_on, command.day]
    minutes = checked_minutes(command.minutes)
    if action.title and action.origin is ActionOrigin.YOUTH:
        if command.title is not None:
            action.title = checked_title(command.title)
        action.category = command.category or action.category
    if command.document is not None:
        action.document_id = None
        await _prove(action, command.document, uow)
    if action.status is ActionStatus.AGREED:
        action.planned_on = checked_planned_day(command.day, today)
        move(action, ActionStatus.AGREED, actor, uow, minutes=minutes)
    else:
        day = checked_done_day(command.day, today)
        move(action, ActionStatus.DECLARED, actor, uow, minutes=minutes, done_on=day)
    await _changed(youth, actor, days, uow)


@service(is_youth)
async def take_back_action(
    actor: Actor, public_id: str, uow: UnitOfWork, *, to_plan: bool = False
) -> None:
    """Take back what one told, or one's own plan. What was agreed with the advisor is planned again.

    `to_plan`: it was not done after all; what was planned, or had come back, is so again, whoever planned it.

    Raises:
        NotFound: not one of theirs (`action_unknown`).
        Conflict: it is validated (`action_closed`), or agreed with the advisor and not told (`action_agreed`).
    """
    youth = await _self(actor, uow)
    action = await _own(youth, public_id, uow)
    if action.status is ActionStatus.CANCELLED:
        return
    if action.status not in CHANGEABLE:
        raise Conflict("action_closed")
    days = (action.planned_on, action.done_on)
    told = await uow.actions.last_telling(action.id) if to_plan else None
    if to_plan and action.status is ActionStatus.AGREED:
        return
    if told is not None:
        taken_back(told, action, actor, uow)
    elif action.origin is ActionOrigin.YOUTH:
        move(action, ActionStatus.CANCELLED, actor, uow)
    elif action.status is ActionStatus.AGREED:
        raise Conflict("action_agreed")
    else:
        move(action, ActionStatus.AGREED, actor, uow)
    await _changed(youth, actor, days, uow)


@service(is_youth)
async def restore_action(actor: Actor, public_id: str, uow: UnitOfWork) -> None:
    """Put back what one took away oneself.

    Raises:
        NotFound: not one of theirs, or it was not they who took it away (`action_unknown`).
    """
    youth = await _self(actor, uow)
    action = await _own(youth, public_id, uow)
    if action.status is not ActionStatus.CANCELLED:
        return
    step = await uow.actions.last_step(action.id)
    if step is None or step.before is None or step.account_id != actor.account_id:
        raise NotFound("action_unknown")
    taken_back(step, action, actor, uow)
    await _changed(youth, actor, (action.planned_on, action.done_on), uow)


@service(is_youth)
async def sign_action(actor: Actor, command: SignAction, uow: UnitOfWork) -> None:
    """Sign on site: what was to be done there is told, with the proof that one was there today.

    Raises:
        NotFound: not one of theirs (`action_unknown`).
        Invalid: nothing to sign on site (`action_no_sign`), or the code is not the one shown now
            (`action_code`).
        Conflict: it is cancelled (`action_transition`).
    """
    youth = await _self(actor, uow)
    action = await _own(youth, command.id, uow)
    if action.step is not StepKind.SIGN:
        raise Invalid("action_no_sign")
    if action.status is ActionStatus.VALIDATED or action.signed_at is not None:
        return
    now = uow.clock.now()
    secret = await uow.actions.reception(youth.structure_id) if youth.structure_id else None
    if secret is None or not rotating_code.verify(secret.secret, command.code, now):
        raise Invalid("action_code")
    today = paris_day(now)
    days = (action.planned_on, action.done_on, today)
    move(action, ActionStatus.DECLARED, actor, uow, done_on=today)
    action.signed_at = now
    await _changed(youth, actor, days, uow, declared=True)


async def _self(actor: Actor, uow: UnitOfWork) -> Youth:
    youth = await uow.youths.get(actor.youth_id or 0)
    if youth is None:
        raise NotFound("youth_unknown")
    return youth


async def _own(youth: Youth, public_id: str, uow: UnitOfWork) -> Action:
    action = await uow.actions.of_youth(youth.id, checked_public_id(public_id))
    if action is None:
        raise NotFound("action_unknown")
    return action


async def _prove(action: Action, document: str, uow: UnitOfWork) -> None:
    """A proof is there to be read by the advisor: it is shared with them by being given."""
    if not document:
        return
    row = await uow.my_search.document(checked_public_id(document))
    if row is None or row.deleted_at is not None or row.youth_id != action.youth_id:
        raise NotFound("document_unknown")
    row.shared_at = row.shared_at or uow.clock.now()
    action.document_id = row.id


async def _changed(
    youth: Youth,
    actor: Actor,
    days: tuple[date | None, ...] | list[date | None],
    uow: UnitOfWork,
    *,
    declared: bool = False,
) -> None:
    await uow.actions.flush()
    await recount(uow, (youth.id,), days)
    if declared:
        uow.ledger.activity(
            ActivityKind.ACTION_DECLARED,
            actor,
            structure_id=youth.structure_id,
            youth_id=youth.id,
        )
    await tell_youth(uow, youth)
