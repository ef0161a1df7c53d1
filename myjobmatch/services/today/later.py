"""Messages for later that could not be sent: said on the day's page, with the way to mend it."""

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.conversation import ScheduledStatus
from myjobmatch.domain.today import READ_EACH, TodayFound, TodayKind, TodayRow
from myjobmatch.services.scheduled_messages import is_advising, list_scheduled
from myjobmatch.services.today.registry import key_of, source

_MANY = "/conseil/messages/plusieurs"


@source(TodayKind.MESSAGE_FAILED, behind=_MANY, policy=is_advising)
async def messages_not_sent(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """Those whose moment went by without their leaving."""
    rows = [
        TodayRow(
            key=key_of(TodayKind.MESSAGE_FAILED, one.id),
            kind=TodayKind.MESSAGE_FAILED,
            at=one.due_at,
            subject=one.title,
            detail="message_failed",
            when=one.due_at.isoformat(),
            act="mend_message",
            href=_MANY,
            urgent=True,
        )
        for one in await list_scheduled(actor, None, uow)
        if one.status is ScheduledStatus.FAILED
    ]
    return TodayFound(rows[:READ_EACH], len(rows))
