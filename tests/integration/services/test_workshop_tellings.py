"""When workshops are told of: each word at once, none with a date that no longer holds, on both databases."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest

from myjobmatch.db.models import NotificationChoice
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.notifications import Channel, NotificationKind
from myjobmatch.services.deliveries import deliver_once
from myjobmatch.services.outbox import work_once
from myjobmatch.services.workshop_invitations import ForYouths, enrol_for, invite_youths
from myjobmatch.services.workshop_places import enrol, withdraw
from myjobmatch.services.workshop_sessions import (
    CancelSession,
    SaveSession,
    SessionContent,
    cancel_session,
    save_session,
)
from myjobmatch.services.workshop_tellers import mind_workshops
from tests.integration.services.told_town import EMAIL, Post, address, move_to
from tests.integration.services.workshop_town import WorkshopTown, workshop_town

TOMORROW = "Ton atelier est demain"
PROMOTED, MOVED, OFF, INVITED = (
    "Une place s'est libérée\u00a0: elle est à toi",
    "Ton atelier change",
    "Ton atelier est annulé",
    "On t'invite à un atelier",
)


@dataclass
class House:
    """The town, a session in ten days as it is written, and what is sent."""

    town: WorkshopTown
    clock: FixedClock
    content: SessionContent
    session: str = ""
    post: Post = field(default_factory=Post)

    async def plan(self, **changes: Any) -> None:
        """Write the session, or write it anew."""
        self.content = replace(self.content, **changes)
        version = await self.town.version(self.session) if self.session else ""
        command = SaveSession(self.content, self.session, version=version)
        self.session = await self.town.app.run(save_session, self.town.advisor, command)

    async def begin(self, later: timedelta) -> None:
        """It begins so much later."""
        now = self.content
        moments = (now.starts_at + later, now.ends_at + later, now.enrol_until + later)
        await self.plan(starts_at=moments[0], ends_at=moments[1], enrol_until=moments[2])

    async def round(self) -> None:
        """One round of the worker."""
        await mind_workshops(self.town.app)
        await work_once(self.town.app)
        await deliver_once(self.town.app, self.post.senders)

    def heard(self, youth: Actor) -> list[str]:
        """The subjects of what a youth was sent."""
        return [one.subject for one in self.post.letters if one.to == _mail(youth)]


def _mail(youth: Actor) -> str:
    return f"{youth.account_id}@exemple.fr"


@pytest.fixture
async def house(database: Database, clock: FixedClock) -> House:
    town = await workshop_town(database)
    for youth in town.youths:
        await address(database, youth, EMAIL, _mail(youth))
    return House(town, clock, town.content())


async def test_who_gets_a_place_in_a_session_that_moves_hears_both_and_its_end(
    house: House,
) -> None:
    first, second = house.town.youths[:2]
    await house.plan(capacity=1)
    for youth in (first, second):
        await house.town.app.run(enrol, youth, house.session)
    await house.plan(capacity=2, place="Salle rouge")
    await house.round()
    assert house.heard(first) == [MOVED]
    assert house.heard(second) == [PROMOTED, MOVED]
    house.clock.advance(timedelta(minutes=30))
    await house.plan(place="Salle verte")
    await house.round()
    assert house.heard(first) == [MOVED, MOVED], "the room that they know is not the one"
    command = CancelSession(house.session, "Salle fermée.")
    await house.town.app.run(cancel_session, house.town.advisor, command)
    await house.round()
    assert house.heard(first) == [MOVED, MOVED, OFF]
    assert house.heard(second) == [PROMOTED, MOVED, MOVED, OFF]


async def test_a_session_that_moves_by_hours_is_reminded_of_the_day_before(
    house: House, database: Database
) -> None:
    youth = house.town.youths[0]
    await address(database, youth, Channel.SMS, "+33612345678")
    async with database.unit() as uow:
        uow.notifications.add(
            NotificationChoice(
                account_id=youth.account_id,
                kind=NotificationKind.WORKSHOP,
                channel=Channel.SMS,
                wanted=True,
            )
        )
    await house.plan()
    await house.town.app.run(enrol, youth, house.session)
    house.clock.advance(timedelta(days=9))
    await house.round()
    await house.begin(timedelta(hours=4))  # from 11 to 15 o'clock
    await house.round()
    house.clock.advance(timedelta(hours=4))
    await house.round()
    titles = [text.partition(" – ")[0] for _, text in house.post.texts]
    assert titles == [TOMORROW, MOVED, TOMORROW], "and of no week that is over"


async def test_what_waits_with_another_date_is_not_sent(house: House) -> None:
    youth, invited, waiting = house.town.youths
    night = timedelta(hours=12)  # it begins at 23 o'clock, and the night is quiet
    await house.plan(
        capacity=1, starts_at=house.content.starts_at + night, ends_at=house.content.ends_at + night
    )
    for one in (youth, waiting):
        await house.town.app.run(enrol, one, house.session)
    await house.round()
    house.clock.advance(timedelta(days=3) + night)  # in a week
    await house.round()
    one = ForYouths(house.session, (house.town.public(invited),))
    await house.town.app.run(invite_youths, house.town.advisor, one)
    await house.round()
    await house.plan(capacity=2)  # a place for who waits, then another day
    await house.round()
    await house.begin(timedelta(days=7))
    await house.round()
    assert house.post.letters == []
    move_to(house.clock, 8)
    await house.round()
    assert house.heard(youth) == [MOVED]
    assert house.heard(waiting) == [PROMOTED, MOVED]
    assert house.heard(invited) == [INVITED]
    (letter,) = [one for one in house.post.letters if one.to == _mail(invited)]
    assert "1 octobre" in letter.text, "ten days after the 14th, and a week"


async def test_in_the_morning_each_hears_where_they_stand_now(house: House) -> None:
    first, invited, waiting = house.town.youths
    public = house.town.public
    move_to(house.clock, 22)
    await house.plan(capacity=1)
    await house.town.app.run(enrol, first, house.session)
    one = ForYouths(house.session, (public(invited),))
    await house.town.app.run(invite_youths, house.town.advisor, one)
    for youth in (waiting, invited):
        one = ForYouths(house.session, (public(youth),))
        await house.town.app.run(enrol_for, house.town.advisor, one)
    await house.round()
    await house.town.app.run(withdraw, first, house.session)
    await house.round()
    move_to(house.clock, 8)
    await house.round()
    assert house.heard(waiting) == [PROMOTED]
    assert house.heard(invited) == ["Tu attends une place à un atelier"]


async def test_who_is_invited_hears_of_another_day_and_not_of_another_room(house: House) -> None:
    invited = house.town.youths[0]
    await house.plan()
    one = ForYouths(house.session, (house.town.public(invited),))
    await house.town.app.run(invite_youths, house.town.advisor, one)
    await house.round()
    await house.plan(place="Salle rouge")
    await house.round()
    assert house.heard(invited) == [INVITED]
    await house.begin(timedelta(days=1))
    await house.round()
    assert house.heard(invited) == [INVITED, INVITED]
