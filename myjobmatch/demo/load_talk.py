"""What stands around the demonstration's conversations: templates, a group, a message for later, a shared offer."""

from __future__ import annotations

from datetime import datetime, timedelta

from myjobmatch.db.models import Account
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo.load_people import People
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.conversation import CardKind
from myjobmatch.services.broadcasts import StartBroadcast, start_broadcast
from myjobmatch.services.conversations import (
    ReadConversation,
    SendMessage,
    conversation_with_youth,
    read_conversation,
    send_message,
)
from myjobmatch.services.message_templates import SaveTemplate, save_template
from myjobmatch.services.scheduled_messages import ScheduleMessage, schedule_message
from myjobmatch.services.talk_groups import AnswerGroup, OpenGroup, answer_group, open_group

ADVISOR = "conseil"
TEMPLATES = (
    ("Relance douce", "Bonjour {prénom}, comment ça va ? Tu peux me répondre par un vocal.", False),
    (
        "Papiers pour un rendez-vous",
        "Bonjour {prénom}, pour notre rendez-vous, apporte ta carte d'identité et ton CV.",
        True,
    ),
    ("Bravo", "Bravo {prénom} ! Raconte-moi comment ça s'est passé.", True),
)


async def load_talk(uow: UnitOfWork, people: People, now: datetime) -> int:
    """Write it with the services that people use, in the name of the demonstration's advisor.

    Answers how many messages were sent at once.
    """
    advisor = _actor(people.accounts[ADVISOR])
    for title, body, shared in TEMPLATES:
        await save_template(advisor, SaveTemplate(title, body, shared=shared), uow)
    own = [
        login
        for login, youth in people.youths.items()
        if youth.advisor_id == advisor.account_id and login in people.accounts
    ]
    if not own:
        return 0
    first = await conversation_with_youth(advisor, people.youths[own[0]].public_id, uow)
    offers = await uow.offers.rows(list(await uow.offers.published_ids(now))[:1])
    for row in offers.values():
        card = SendMessage(
            first.id,
            "Celle-ci est tout près de chez toi, regarde.",
            card_kind=CardKind.OFFER,
            card_id=row.offer.public_id,
        )
        await read_conversation(advisor, ReadConversation(first.id), uow)
        await send_message(advisor, card, uow)
    later = ScheduleMessage(
        first.id, "Bonjour {prénom}, alors, cette semaine ?", now + timedelta(days=2)
    )
    await schedule_message(advisor, later, uow)
    some = tuple(people.youths[login].public_id for login in own[:6])
    text = "Bonjour {prénom}, l'atelier CV est jeudi à 14 h. Tu viens ?"
    await start_broadcast(advisor, StartBroadcast(some, text, now + timedelta(days=1)), uow)
    group = await open_group(advisor, OpenGroup("Atelier CV du jeudi", some[:4]), uow)
    for login in own[1:3]:
        youth = _actor(people.accounts[login], people.youths[login].id)
        await answer_group(youth, AnswerGroup(group, joins=True), uow)
    await send_message(advisor, SendMessage(group, "Bienvenue ! On se retrouve jeudi."), uow)
    return len(offers) + 1


def _actor(account: Account, youth_id: int | None = None) -> Actor:
    return Actor(
        account_id=account.id,
        public_id=account.public_id,
        role=account.role,
        structure_id=account.structure_id,
        youth_id=youth_id,
    )
