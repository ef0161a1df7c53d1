"""How an action changes: its life as data, each change kept, so that what was done can be taken back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from myjobmatch.db.models import Action, ActionStep, YouthDocument
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.action_catalogue import SHARED
from myjobmatch.domain.actions import (
    ACTION,
    DEFAULT_MINUTES,
    LONGEST_TITLE,
    ActionCategory,
    ActionStatus,
    ActionView,
    CatalogueEntry,
    ReturnReason,
    StepKind,
    checked_minutes,
)
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.text import one_line


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be done: an entry of the catalogue, or words and a category. `minutes`: None as usual."""

    entry: str = ""
    title: str = ""
    category: ActionCategory | None = None
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A wish that was understood."""

    key: str
    title: str
    category: ActionCategory
    minutes: int
    step: StepKind
    place: str


async def catalogue_of(structure_id: int | None, uow: UnitOfWork) -> list[CatalogueEntry]:
    """What a structure's catalogue holds, hidden entries included: the shared ones as it has them, then its own."""
    rows = await uow.actions.entries(structure_id) if structure_id is not None else []
    changed = {row.shared_key: row for row in rows if row.shared_key is not None}
    entries = []
    for key, shared in SHARED.items():
        row = changed.get(key)
        if row is None:
            entries.append(shared)
            continue
        entries.append(
            CatalogueEntry(
                id=key,
                key=key,
                category=shared.category,
                minutes=row.minutes,
                step=row.step,
                place=row.place,
                hidden=row.hidden,
            )
        )
    own = [
        CatalogueEntry(
            id=row.public_id,
            title=row.title,
            category=row.category,
            minutes=row.minutes,
            step=row.step,
            place=row.place,
            hidden=row.hidden,
        )
        for row in rows
        if row.shared_key is None
    ]
    return entries + own


def named(wish: Wish, catalogue: Iterable[CatalogueEntry]) -> Named:
    """What a wish means.

    Raises:
        NotFound: no such entry (`entry_unknown`).
        Invalid: no words (`action_title_empty`), too many (`action_title_long`, with `most`), no such
            duration (`action_minutes`).
    """
    if wish.entry:
        entry = next((one for one in catalogue if one.id == checked_public_id(wish.entry)), None)
        if entry is None:
            raise NotFound("entry_unknown")
        minutes = checked_minutes(entry.minutes if wish.minutes is None else wish.minutes)
        return Named(entry.key, entry.title, entry.category, minutes, entry.step, entry.place)
    category = wish.category
    title = checked_title(wish.title)
    if category is None:
        raise Invalid("malformed")
    usual = DEFAULT_MINUTES[category]
    minutes = checked_minutes(usual if wish.minutes is None else wish.minutes)
    return Named("", title, category, minutes, StepKind.NONE, "")


def checked_title(text: str) -> str:
    """The words of an action.

    Raises:
        Invalid: none (`action_title_empty`), or too many (`action_title_long`, with `most`).
    """
    title = one_line(text)
    if not title:
        raise Invalid("action_title_empty")
    if len(title) > LONGEST_TITLE:
        raise Invalid("action_title_long", most=LONGEST_TITLE)
    return title


def move(
    action: Action,
    after: ActionStatus,
    actor: Actor,
    uow: UnitOfWork,
    *,
    batch_id: int | None = None,
    minutes: int | None = None,
    done_on: date | None = None,
    reason: ReturnReason | None = None,
    words: str = "",
) -> None:
    """Change an action and keep what it was. The same state again changes hours or day alone.

    Raises:
        Conflict: that state may not follow (`action_transition`).
    """
    if after is not action.status:
        ACTION.check(action.status, after)
    now = uow.clock.now()
    lasting = action.minutes if minutes is None else minutes
    uow.actions.add(_step(action, after, lasting, actor, batch_id, uow))
    action.status, action.minutes = after, lasting
    action.done_on = done_on or action.done_on
    action.reason, action.reason_words = reason, words
    action.changed_at = now
    if after is ActionStatus.DECLARED:
        action.declared_at = now
    validated = after is ActionStatus.VALIDATED
    action.validated_at = now if validated else None
    action.validated_by = actor.account_id if validated else None


def begun(action: Action, actor: Actor, uow: UnitOfWork, batch_id: int | None = None) -> None:
    """Keep the first step of an action that has its id already."""
    uow.actions.add(
        ActionStep(
            action_id=action.id,
            batch_id=batch_id,
            account_id=_account(actor),
            before=None,
            after=action.status,
            minutes_before=action.minutes,
            minutes_after=action.minutes,
            at=uow.clock.now(),
        )
    )


def taken_back(step: ActionStep, action: Action, actor: Actor, uow: UnitOfWork) -> None:
    """Put an action back to what it was before a step; one that began with it is cancelled."""
    before = step.before or ActionStatus.CANCELLED
    uow.actions.add(_step(action, before, step.minutes_before, actor, None, uow))
    action.status, action.minutes = before, step.minutes_before
    if step.before is not None:
        action.done_on = step.done_before
    action.reason, action.reason_words = step.reason_before, step.words_before
    action.validated_at = action.validated_by = None
    action.changed_at = uow.clock.now()


def view_of(action: Action, proof: YouthDocument | None) -> ActionView:
    """An action as it is shown."""
    return ActionView(
        id=action.public_id,
        category=action.category,
        status=action.status,
        origin=action.origin,
        key=action.key,
        title=action.title,
        minutes=action.minutes,
        planned_on=action.planned_on,
        done_on=action.done_on,
        step=action.step,
        place=action.place,
        signed=action.signed_at is not None,
        on_behalf=action.on_behalf,
        reason=action.reason.value if action.reason else "",
        reason_words=action.reason_words,
        document_id=proof.public_id if proof else "",
        document_name=proof.name if proof else "",
    )


def _step(
    action: Action,
    after: ActionStatus,
    minutes: int,
    actor: Actor,
    batch_id: int | None,
    uow: UnitOfWork,
) -> ActionStep:
    return ActionStep(
        action_id=action.id,
        batch_id=batch_id,
        account_id=_account(actor),
        before=action.status,
        after=after,
        minutes_before=action.minutes,
        minutes_after=minutes,
        done_before=action.done_on,
        reason_before=action.reason,
        words_before=action.reason_words,
        at=uow.clock.now(),
    )


def _account(actor: Actor) -> int | None:
    return None if actor.is_system else actor.account_id
