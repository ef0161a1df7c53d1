"""Who is told of a group: its advisor of what youths write, youths of an invitation as long as it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from myjobmatch.db.models import Youth
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.services.conversations import SendMessage, send_message
from myjobmatch.services.talk_groups import (
    AnswerGroup,
    InviteToGroup,
    OpenGroup,
    answer_group,
    close_group,
    invite_to_group,
    open_group,
)
from tests import factories
from tests.integration.services.told_town import EMAIL, Town, address, move_to, phone, town

__all__ = ["town"]

ASKED, WRITTEN = "Un groupe t'attend", "Nouveau message"


@pytest.fixture
async def friend(town: Town, database: Database) -> Actor:
    """Another youth of the same advisor's."""
    async with database.unit() as uow:
        where = await uow.accounts.structure(town.advisor.structure_id or 0)
        assert where is not None
        return await factories.youth(uow, where, advisor=town.advisor)


async def opened(town: Town, friend: Actor) -> str:
    """A group of both youths; answers its public id."""
    async with town.app.database.unit(write=False) as uow:
        ids = {row.id: row.public_id for row in await uow.session.scalars(select(Youth))}
    asked = tuple(ids[one.youth_id or 0] for one in (town.youth, friend))
    return await town.app.run(open_group, town.advisor, OpenGroup("Atelier CV", asked))


async def test_an_advisor_and_the_others_hear_of_what_a_youth_writes(
    town: Town, friend: Actor, database: Database
) -> None:
    group = await opened(town, friend)
    for youth in (town.youth, friend):
        await town.app.run(answer_group, youth, AnswerGroup(group, joins=True))
    await town.round()
    rings = {await phone(database, one): one for one in (town.advisor, town.youth, friend)}
    await town.app.run(send_message, town.youth, SendMessage(group, "Je viens avec Paul"))
    await town.round()
    heard = {rings[device].account_id: told for device, told in town.post.rung}
    assert set(heard) == {town.advisor.account_id, friend.account_id}
    told = heard[town.advisor.account_id]
    assert (told["title"], told["url"]) == (WRITTEN, "/conseil/messages")
    assert "Paul" not in told["body"]


async def test_an_invitation_that_no_longer_stands_is_not_sent(
    town: Town, friend: Actor, database: Database, clock: FixedClock
) -> None:
    for one in (town.youth, friend):
        await address(database, one, EMAIL, f"{one.account_id}@exemple.fr")
    group = await opened(town, friend)
    await town.round()
    await town.app.run(answer_group, friend, AnswerGroup(group, joins=False))
    clock.advance(timedelta(minutes=16))
    await town.round()
    assert [(one.to, one.subject) for one in town.post.letters] == [
        (f"{town.youth.account_id}@exemple.fr", ASKED)
    ]
    again = await opened(town, friend)
    await town.round()
    await town.app.run(close_group, town.advisor, again)
    clock.advance(timedelta(hours=1))
    await town.round()
    assert len(town.post.letters) == 1


async def test_who_declined_before_it_was_sent_is_told_when_they_are_asked_again(
    town: Town, friend: Actor, database: Database, clock: FixedClock
) -> None:
    await phone(database, town.youth)
    move_to(clock, 22)
    group = await opened(town, friend)
    await town.round()
    await town.app.run(answer_group, town.youth, AnswerGroup(group, joins=False))
    move_to(clock, 8)
    await town.round()
    assert town.post.titles == []
    again = InviteToGroup(group, (town.youth_public_id,))
    await town.app.run(invite_to_group, town.advisor, again)
    await town.round()
    assert town.post.titles == [ASKED]
