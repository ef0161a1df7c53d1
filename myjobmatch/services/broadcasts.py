"""One text to several youths: each gets it in their own conversation, and answers privately."""

from dataclasses import dataclass
from datetime import datetime

from myjobmatch.db.models import Broadcast, ScheduledMessage, Youth
from myjobmatch.db.repositories.later import Heard
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.conversation import (
    MOST_IN_BROADCAST,
    CardKind,
    ScheduledStatus,
)
from myjobmatch.domain.errors import Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_own_advisor
from myjobmatch.services.building import service
from myjobmatch.services.conversations import advisor_conversation, cleaned
from myjobmatch.services.notices import ACCOUNT
from myjobmatch.services.scheduled_messages import is_advising, moment
from myjobmatch.services.shared_cards import card_to_share

SHOWN = 10
_NOBODY = Heard(0, 0, 0)


@dataclass(frozen=True, slots=True)
class StartBroadcast:
    """A text (`{prénom}` stands for each one's first name) to youths (public ids), now or at a moment."""

    youth_ids: tuple[str, ...]
    body: str
    due_at: datetime | None = None
    card_kind: CardKind | None = None
    card_id: str = ""


@dataclass(frozen=True, slots=True)
class BroadcastView:
    """How far a broadcast is. `failed` names those who did not get it, each with a code."""

    id: str
    body: str
    at: datetime
    due_at: datetime | None
    wanted: int
    waiting: int
    sent: int
    read: int
    answered: int
    failed: tuple[tuple[str, str], ...]


@service(is_advising)
async def start_broadcast(actor: Actor, command: StartBroadcast, uow: UnitOfWork) -> str:
    """Have a text sent to each of several youths of one's own; answers the broadcast's id.

    Raises:
        NotFound: one of them is not theirs (`youth_unknown`), or the card is not (`card_unknown`).
        Invalid: nobody (`broadcast_nobody`), too many (`broadcast_many`, with `most`), nothing written
            (`message_empty`), too much (`message_long`), no moment to come (`scheduled_moment`).
    """
    youths = await own_youths(actor, command.youth_ids, MOST_IN_BROADCAST, uow)
    body = cleaned(command.body, may_be_empty=command.card_kind is not None)
    now = uow.clock.now()
    due_at = now if command.due_at is None else moment(command.due_at, now)
    if command.card_kind is not None:
        await card_to_share(actor, command.card_kind, command.card_id, uow)
    card_id = command.card_id if command.card_kind is not None else None
    broadcast = Broadcast(
        public_id=new_public_id(),
        account_id=actor.account_id,
        body=body,
        card_kind=command.card_kind,
        card_id=card_id,
        wanted=len(youths),
        at=now,
    )
    uow.talk.later.add(broadcast)
    await uow.talk.later.flush()
    for youth in youths:
        conversation = await advisor_conversation(uow, youth.id)
        if conversation is None:
            raise NotFound("youth_unknown")
        uow.talk.later.add(
            ScheduledMessage(
                public_id=new_public_id(),
                account_id=actor.account_id,
                conversation_id=conversation.id,
                body=body,
                card_kind=command.card_kind,
                card_id=card_id,
                due_at=due_at,
                status=ScheduledStatus.WAITING,
                broadcast_id=broadcast.id,
                created_at=now,
            )
        )
    uow.changed(ACCOUNT, actor.account_id)
    return broadcast.public_id


@service(is_advising)
async def cancel_broadcast(actor: Actor, public_id: str, uow: UnitOfWork) -> int:
    """What has not left yet does not; answers how many.

    Raises:
        NotFound: none of theirs (`broadcast_unknown`).
    """
    broadcast = await uow.talk.later.broadcast(checked_public_id(public_id))
    if broadcast is None or broadcast.account_id != actor.account_id:
        raise NotFound("broadcast_unknown")
    parts = (await uow.talk.later.parts([broadcast.id], lock=True)).get(broadcast.id, [])
    waiting = [part for part, _ in parts if part.status is ScheduledStatus.WAITING]
    for part in waiting:
        part.status, part.settled_at = ScheduledStatus.CANCELLED, uow.clock.now()
    uow.changed(ACCOUNT, actor.account_id)
    return len(waiting)


@service(is_advising, writes=False)
async def list_broadcasts(actor: Actor, _command: None, uow: UnitOfWork) -> list[BroadcastView]:
    """The actor's last broadcasts, with what became of them."""
    rows = await uow.talk.later.broadcasts(actor.account_id, SHOWN)
    ids = [row.id for row in rows]
    parts = await uow.talk.later.parts(ids)
    heard = await uow.talk.later.heard(ids)
    lost = {
        youth_id
        for group in parts.values()
        for part, youth_id in group
        if part.status is ScheduledStatus.FAILED
    }
    people = await uow.youths.identities(lost) if lost else {}
    views = []
    for row in rows:
        group = parts.get(row.id, [])
        waiting = [part for part, _ in group if part.status is ScheduledStatus.WAITING]
        told = heard.get(row.id, _NOBODY)
        views.append(
            BroadcastView(
                id=row.public_id,
                body=row.body,
                at=row.at,
                due_at=min((part.due_at for part in waiting), default=None),
                wanted=row.wanted,
                waiting=len(waiting),
                sent=told.sent,
                read=told.read,
                answered=told.answered,
                failed=tuple(
                    (f"{p.first_name} {p.last_name}".strip(), part.error)
                    for part, youth_id in group
                    if part.status is ScheduledStatus.FAILED and (p := people.get(youth_id))
                ),
            )
        )
    return views


async def own_youths(
    actor: Actor, public_ids: tuple[str, ...], most: int, uow: UnitOfWork
) -> list[Youth]:
    """Youths of the actor's own, each once.

    Raises:
        NotFound: one of them is not theirs (`youth_unknown`).
        Invalid: nobody (`broadcast_nobody`), or too many (`broadcast_many`, with `most`).
    """
    ids = list(dict.fromkeys(public_ids))
    if not ids:
        raise Invalid("broadcast_nobody")
    if len(ids) > most:
        raise Invalid("broadcast_many", most=most)
    youths = []
    for public_id in ids:
        youth = await uow.youths.by_public_id(checked_public_id(public_id))
        if youth is None or not is_own_advisor(
            actor, advisor_id=youth.advisor_id, youth_id=youth.id
        ):
            raise NotFound("youth_unknown")
        youths.append(youth)
    return youths
