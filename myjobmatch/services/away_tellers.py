"""What the worker does about who answers: it tells the youth, and answers by itself for whoever is away."""

from collections.abc import Mapping
from typing import Any

from myjobmatch.db.models import AwayAnswer, Message
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import ConversationKind
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.i18n.translate import translate
from myjobmatch.services.away import away_of
from myjobmatch.services.notices import tell_accounts
from myjobmatch.services.outbox import listens
from myjobmatch.services.standing import who_answers
from myjobmatch.services.telling import tells

MESSAGES = "/messages"


@tells("advisor_changed", NotificationKind.MESSAGE)
async def _advisor_changed(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Somebody else answers the youth, or their advisor again. Who it is stands in the app, not on a locked screen."""
    youth = await uow.youths.get(payload["youth"])
    identity = await uow.youths.identity(payload["youth"])
    answers = await who_answers(uow, youth) if youth is not None else None
    if identity is None or identity.account_id is None or answers is None:
        return []
    today = paris_day(uow.clock.now()).isoformat()
    who = "-".join(str(one) for one in answers.accounts)
    return [
        Telling(
            NotificationKind.MESSAGE,
            (identity.account_id,),
            # undone within the day and done again: told once
            cause=f"answering:{payload['youth']}:{today}:{who}",
            matter=f"answering:{payload['youth']}",
            text="advisor_changed",
            path=MESSAGES,
        )
    ]


@listens("message_sent")
async def answer_by_itself(uow: UnitOfWork, payload: Mapping[str, Any]) -> None:
    """Say once a day to a youth who writes that their advisor is away, when nobody answers instead."""
    conversation = await uow.conversations.get(payload["conversation"])
    message = await uow.conversations.message(payload["message"])
    if (
        conversation is None
        or message is None
        or conversation.kind is not ConversationKind.ADVISOR
        or conversation.closed_at is not None
    ):
        return
    youth = await uow.youths.get(conversation.youth_id or 0)
    identity = await uow.youths.identity(conversation.youth_id or 0)
    if youth is None or identity is None or message.author_id != identity.account_id:
        return
    now = uow.clock.now()
    today = paris_day(now)
    away = next((one for one in await away_of(youth, uow) if one.from_day <= today), None)
    answers = await who_answers(uow, youth)
    if away is None or away.name or answers is None or answers.accounts != (youth.advisor_id,):
        return
    if await uow.continuity.answered_by_itself(conversation.id, today):
        return
    account = await uow.accounts.get(identity.account_id)
    structure = await uow.accounts.structure(youth.structure_id or 0)
    body = translate(
        account.language if account else "fr",
        "notice.away.answer" if structure and structure.phone else "notice.away.answer_no_phone",
        until=away.until_day.isoformat(),
        phone=structure.phone if structure else "",
    )
    uow.continuity.add(AwayAnswer(conversation_id=conversation.id, day=today))
    uow.conversations.add(
        Message(
            public_id=new_public_id(),
            conversation_id=conversation.id,
            author_id=answers.first.account_id,
            body=f"{body}\n\n{away.words}".strip(),
            sent_at=now,
        )
    )
    await uow.conversations.flush()
    conversation.last_message_at = now
    tell_accounts(uow, (await uow.conversations.members([conversation.id]))[conversation.id])
