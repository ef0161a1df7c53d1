"""A message that is withdrawn takes its own notice along, and no other message's, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.services.conversations import (
    ReadConversation,
    SendMessage,
    conversation_with_youth,
    read_conversation,
    send_message,
)
from myjobmatch.services.message_changes import delete_message
from tests.integration.services.told_town import EMAIL, Town, address, phone, town

__all__ = ["town"]

NIGHT = timedelta(hours=12)  # the town's clock shows eleven in the morning


async def written(town: Town, *texts: str) -> tuple[str, list[str]]:
    """The advisor writes, with a round of the worker after each; answers the conversation and the messages."""
    talk = await town.app.run(conversation_with_youth, town.advisor, town.youth_public_id)
    ids = []
    for text in texts:
        sent = await town.app.run(send_message, town.advisor, SendMessage(talk.id, text))
        await town.round()
        ids.append(sent.id)
    return talk.id, ids


async def withdrawn(town: Town, by: Actor, *ids: str) -> None:
    """Messages are taken away."""
    for id_ in ids:
        await town.app.run(delete_message, by, id_)


@pytest.mark.parametrize(
    ("gone", "told"), [((), 1), ((1,), 1), ((0,), 1), ((0, 1), 0), ((1, 2), 1), ((0, 1, 2), 0)]
)
async def test_what_waits_for_the_morning_tells_of_what_is_left(
    database: Database, town: Town, clock: FixedClock, gone: tuple[int, ...], told: int
) -> None:
    await phone(database, town.youth)
    clock.advance(NIGHT)
    texts = ("À demain 9 h", "Pardon", "Oups")[: 3 if 2 in gone else 2]
    _, ids = await written(town, *texts)
    await withdrawn(town, town.advisor, *(ids[number] for number in gone))
    assert town.post.titles == []
    clock.advance(NIGHT)
    await town.round()
    assert len(town.post.titles) == told


async def test_an_email_is_sent_for_the_message_that_is_left_unless_it_was_read(
    database: Database, town: Town, clock: FixedClock
) -> None:
    await address(database, town.youth, EMAIL, "zelie@exemple.fr")
    talk, ids = await written(town, "À demain 9 h", "Pardon")
    await withdrawn(town, town.advisor, ids[1])
    clock.advance(timedelta(minutes=20))
    await town.round()
    assert len(town.post.letters) == 1
    clock.advance(timedelta(days=1))
    _, more = await written(town, "Trois", "Quatre")
    await town.app.run(read_conversation, town.youth, ReadConversation(talk, more[0]))
    await withdrawn(town, town.advisor, more[1])
    clock.advance(timedelta(minutes=20))
    await town.round()
    assert len(town.post.letters) == 1


async def test_what_was_told_once_is_not_told_again_for_another_that_is_withdrawn(
    database: Database, town: Town, clock: FixedClock
) -> None:
    await address(database, town.youth, EMAIL, "zelie@exemple.fr")
    await written(town, "À demain 9 h")
    clock.advance(timedelta(minutes=20))
    await town.round()
    assert len(town.post.letters) == 1
    _, ids = await written(town, "Pardon")
    await withdrawn(town, town.advisor, ids[0])
    clock.advance(timedelta(days=1))
    await town.round()
    assert len(town.post.letters) == 1
