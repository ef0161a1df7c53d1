"""What an advisor does with actions, many at once: agree, validate, return, and take it back.

Each is one batch with an id made in the browser: a second click on the same button is the same batch.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from myjobmatch.db.models import Action, ActionBatch, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actions import (
    LONGEST_PLACE,
    LONGEST_WORDS,
    MOST_AT_ONCE,
    ActionOrigin,
    ActionStatus,
    BatchDone,
    ReturnReason,
    checked_done_day,
    checked_minutes,
    checked_planned_day,
)
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_accompanying, may_settle_week, require
from myjobmatch.domain.text import one_line
from myjobmatch.services.action_moves import (
    Named,
    Wish,
    begun,
    catalogue_of,
    move,
    named,
    taken_back,
)
from myjobmatch.services.building import service
from myjobmatch.services.hour_sources import recount
from myjobmatch.services.notices import tell_youth

UNDONE_WITHIN = timedelta(hours=24)
AGREED, VALIDATED, RETURNED = "actions_agreed", "actions_validated", "actions_returned"
"""The domain events: `{youth, batch, count}`: one a youth, however many actions."""


@dataclass(frozen=True, slots=True)
class AgreeActions:
    """The same actions for several youths (public ids), planned for a day or for none.

    `done` says that they were done that day already, told face to face or by phone: they are recorded in the youths'
    name and validated at once.
    """

    batch: str
    youths: tuple[str, ...]
    wishes: tuple[Wish, ...]
    day: date | None = None
    done: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class ValidateActions:
    """Hold actions (public ids) to be true; `minutes` corrects the hours of some."""

    batch: str
    actions: tuple[str, ...]
    minutes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnActions:
    """Send actions (public ids) back, with a reason that the youths read."""

    batch: str
    actions: tuple[str, ...]
    reason: ReturnReason
    words: str = ""


@service(is_accompanying)
async def agree_actions(actor: Actor, command: AgreeActions, uow: UnitOfWork) -> BatchDone:
    """Agree several actions with several youths at once.

    Raises:
        NotFound: a youth whose week the actor does not settle (`youth_unknown`), no such entry (`entry_unknown`).
        Invalid: nobody or nothing chosen (`action_none_chosen`), too many (`action_too_many`, with `most`), or what
            was typed (as `actions.add_action`).
    """
    known = await _known(actor, command.batch, uow)
    if known is not None:
        return await _told(known, uow)
    if not command.youths or not command.wishes:
        raise Invalid("action_none_chosen")
    chosen = sorted({checked_public_id(one) for one in command.youths})
    if len(chosen) * len(command.wishes) > MOST_AT_ONCE:
        raise Invalid("action_too_many", most=MOST_AT_ONCE)
    today = paris_day(uow.clock.now())
    day = command.day
    if command.done:
        day = checked_done_day(day or today, today)
    elif day is not None:
        checked_planned_day(day, today)
    youths = await uow.actions.youths(chosen)
    require(len(youths) == len(chosen), "youth_unknown")
    for youth in youths:
        _may(actor, youth)
    batch = await _new_batch(actor, command.batch, uow)
    for youth in youths:
        catalogue = await catalogue_of(youth.structure_id, uow)
        made = [
            _agreed(named(wish, catalogue), youth, day, command, actor, uow)
            for wish in command.wishes
        ]
        for action in made:
            uow.actions.add(action)
        await uow.actions.flush()
        for action in made:
            begun(action, actor, uow, batch.id)
        if command.done:
            _in_name_of(actor, youth, len(made), uow)
    await uow.actions.flush()
    kind = ActivityKind.ACTION_VALIDATED if command.done else ActivityKind.ACTION_AGREED
    await _tell(batch, VALIDATED if command.done else AGREED, kind, actor, uow)
    await recount(uow, [youth.id for youth in youths], (day,))
    return BatchDone(command.batch, len(youths) * len(command.wishes), len(youths), batch.at)


@service(is_accompanying)
async def validate_actions(actor: Actor, command: ValidateActions, uow: UnitOfWork) -> BatchDone:
    """Validate actions at once, with their hours corrected where that is said. Those validated already stay.

    Raises:
        NotFound: an action of a youth whose week the actor does not settle (`action_unknown`).
        Invalid: none chosen (`action_none_chosen`), too many (`action_too_many`), no such duration
            (`action_minutes`).
        Conflict: one was taken back meanwhile (`action_transition`).
    """
    known = await _known(actor, command.batch, uow)
    if known is not None:
        return await _told(known, uow)
    rows = await _chosen(actor, command.actions, uow)
    corrected = {checked_public_id(id_): checked_minutes(m) for id_, m in command.minutes}
    batch = await _new_batch(actor, command.batch, uow)
    today = paris_day(uow.clock.now())
    touched = []
    for action, _youth in rows:
        if action.status is ActionStatus.VALIDATED:
            continue
        touched += [action.planned_on, action.done_on]
        move(
            action,
            ActionStatus.VALIDATED,
            actor,
            uow,
            batch_id=batch.id,
            minutes=corrected.get(action.public_id),
            # one that was only planned is done at the latest today
            done_on=action.done_on or min(action.planned_on or today, today),
        )
        touched.append(action.done_on)
    return await _settled(
        batch, VALIDATED, ActivityKind.ACTION_VALIDATED, rows, touched, actor, uow
    )


@service(is_accompanying)
async def return_actions(actor: Actor, command: ReturnActions, uow: UnitOfWork) -> BatchDone:
    """Send what was told back to the youths, with a reason; the hours are planned again.

    Raises:
        NotFound: an action of a youth whose week the actor does not settle (`action_unknown`).
        Invalid: none chosen (`action_none_chosen`), too many (`action_too_many`), no words where the reason is
            another one (`action_reason`), or too many words (`note_long`, with `most`).
        Conflict: one is not waiting any longer (`action_transition`).
    """
    known = await _known(actor, command.batch, uow)
    if known is not None:
        return await _told(known, uow)
    words = one_line(command.words)
    if command.reason is ReturnReason.OTHER and not words:
        raise Invalid("action_reason")
    if len(words) > LONGEST_WORDS:
        raise Invalid("note_long", most=LONGEST_WORDS)
    rows = await _chosen(actor, command.actions, uow)
    batch = await _new_batch(actor, command.batch, uow)
    touched = []
    for action, _youth in rows:
        touched += [action.planned_on, action.done_on]
        move(
            action,
            ActionStatus.RETURNED,
            actor,
            uow,
            batch_id=batch.id,
            reason=command.reason,
            words=words,
        )
    return await _settled(batch, RETURNED, ActivityKind.ACTION_RETURNED, rows, touched, actor, uow)


@service(is_accompanying)
async def undo_batch(actor: Actor, public_id: str, uow: UnitOfWork) -> BatchDone:
    """Take back what one did at once. What has changed since stays as it is now. Again is once.

    Raises:
        NotFound: nothing of the actor's (`batch_unknown`).
        Conflict: it is more than a day old (`batch_old`).
    """
    batch = await uow.actions.batch(checked_public_id(public_id))
    if batch is None or batch.account_id != actor.account_id:
        raise NotFound("batch_unknown")
    steps = await uow.actions.steps_of(batch.id)
    if batch.undone_at is not None:
        return BatchDone(batch.public_id, len(steps), len({youth.id for _, _, youth in steps}))
    now = uow.clock.now()
    if now - batch.at > UNDONE_WITHIN:
        raise Conflict("batch_old")
    latest = await uow.actions.last_steps([action.id for _, action, _ in steps])
    touched: list[date | None] = []
    youths: dict[int, Youth] = {}
    done = 0
    for step, action, youth in steps:
        if latest.get(action.id) != step.id:
            continue
        _may(actor, youth)
        touched += [action.planned_on, action.done_on]
        if step.after is ActionStatus.VALIDATED:
            uow.ledger.activity(
                ActivityKind.ACTION_VALIDATED,
                actor,
                structure_id=youth.structure_id,
                youth_id=youth.id,
                takes_back=batch.at,
            )
        taken_back(step, action, actor, uow)
        touched.append(action.done_on)
        youths[youth.id] = youth
        done += 1
    batch.undone_at = now
    await uow.actions.flush()
    await recount(uow, list(youths), touched)
    for youth in youths.values():
        await tell_youth(uow, youth)
    return BatchDone(batch.public_id, done, len(youths))


async def _known(actor: Actor, public_id: str, uow: UnitOfWork) -> ActionBatch | None:
    batch = await uow.actions.batch(checked_public_id(public_id))
    if batch is not None and batch.account_id != actor.account_id:
        raise NotFound("batch_unknown")
    return batch


async def _told(batch: ActionBatch, uow: UnitOfWork) -> BatchDone:
    steps = await uow.actions.steps_of(batch.id)
    youths = {youth.id for _, _, youth in steps}
    return BatchDone(batch.public_id, len(steps), len(youths), batch.at)


async def _new_batch(actor: Actor, public_id: str, uow: UnitOfWork) -> ActionBatch:
    batch = ActionBatch(
        public_id=checked_public_id(public_id), account_id=actor.account_id, at=uow.clock.now()
    )
    uow.actions.add(batch)
    await uow.actions.flush()
    return batch


async def _chosen(
    actor: Actor, public_ids: Sequence[str], uow: UnitOfWork
) -> Sequence[tuple[Action, Youth]]:
    wanted = {checked_public_id(one) for one in public_ids}
    if not wanted:
        raise Invalid("action_none_chosen")
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid("action_too_many", most=MOST_AT_ONCE)
    rows = await uow.actions.named(wanted)
    require(len(rows) == len(wanted), "action_unknown")
    for _action, youth in rows:
        _may(actor, youth, "action_unknown")
    return rows


def _may(actor: Actor, youth: Youth, code: str = "youth_unknown") -> None:
    allowed = may_settle_week(
        actor, structure_id=youth.structure_id, advisor_id=youth.advisor_id, youth_id=youth.id
    )
    require(allowed, code)


def _agreed(
    what: Named,
    youth: Youth,
    day: date | None,
    command: AgreeActions,
    actor: Actor,
    uow: UnitOfWork,
) -> Action:
    now = uow.clock.now()
    return Action(
        public_id=new_public_id(),
        youth_id=youth.id,
        category=what.category,
        status=ActionStatus.VALIDATED if command.done else ActionStatus.AGREED,
        origin=ActionOrigin.ADVISOR,
        key=what.key,
        title=what.title,
        minutes=what.minutes,
        planned_on=None if command.done else day,
        done_on=day if command.done else None,
        step=what.step,
        place=one_line(command.place)[:LONGEST_PLACE] or what.place,
        created_by=actor.account_id,
        on_behalf=command.done,
        created_at=now,
        changed_at=now,
        declared_at=now if command.done else None,
        validated_at=now if command.done else None,
        validated_by=actor.account_id if command.done else None,
    )


def _in_name_of(actor: Actor, youth: Youth, count: int, uow: UnitOfWork) -> None:
    uow.ledger.audit(
        actor,
        "actions_recorded",
        "youth",
        youth.id,
        in_name_of=f"youth:{youth.public_id}",
        details={"count": count},
    )


async def _settled(
    batch: ActionBatch,
    topic: str,
    kind: ActivityKind,
    rows: Sequence[tuple[Action, Youth]],
    touched: Iterable[date | None],
    actor: Actor,
    uow: UnitOfWork,
) -> BatchDone:
    await uow.actions.flush()
    youths = {youth.id for _, youth in rows}
    await recount(uow, list(youths), touched)
    return await _tell(batch, topic, kind, actor, uow)


async def _tell(
    batch: ActionBatch, topic: str, kind: ActivityKind, actor: Actor, uow: UnitOfWork
) -> BatchDone:
    """One word a youth, whatever the number of actions."""
    counts: dict[int, int] = defaultdict(int)
    youths: dict[int, Youth] = {}
    for _step, _action, youth in await uow.actions.steps_of(batch.id):
        counts[youth.id] += 1
        youths[youth.id] = youth
    for youth_id, count in counts.items():
        youth = youths[youth_id]
        for _ in range(count):
            uow.ledger.activity(kind, actor, structure_id=youth.structure_id, youth_id=youth_id)
        uow.ledger.event(topic, {"youth": youth_id, "batch": batch.id, "count": count})
        await tell_youth(uow, youth)
    return BatchDone(batch.public_id, sum(counts.values()), len(youths), batch.at)
