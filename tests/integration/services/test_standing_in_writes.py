"""What leaves by itself for a colleague who stands in: to many, later, from the portfolio, on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.continuity import TransferKind
from myjobmatch.domain.conversation import ScheduledStatus
from myjobmatch.services.broadcasts import StartBroadcast, list_broadcasts, start_broadcast
from myjobmatch.services.conversations import list_conversations, list_inbox
from myjobmatch.services.portfolio_bulk import Chosen, WriteToMany, write_to_many
from myjobmatch.services.scheduled_messages import (
    ScheduleMessage,
    list_scheduled,
    schedule_message,
    send_due,
)
from myjobmatch.services.transfers import HandOver, hand_over
from tests.integration.services.team_rows import TeamRows, make_team

MONDAY, FRIDAY = date(2026, 9, 14), date(2026, 9, 18)


@pytest.fixture
async def team(database: Database) -> TeamRows:
    """Nadia stands in for Aminata from Monday to Friday."""
    made = await make_team(database)
    week = HandOver(
        (made.nadia.public_id,), TransferKind.TEMPORARY, MONDAY.isoformat(), FRIDAY.isoformat()
    )
    await made.app.run(hand_over, made.aminata, week)
    return made


async def bodies(team: TeamRows) -> list[str]:
    """What Lina reads."""
    (talk,) = await team.app.run(list_conversations, team.lina, None)
    return [message.body for message in talk.messages]


async def test_who_stands_in_writes_to_many(team: TeamRows) -> None:
    nadia = await team.today(team.nadia)
    ids = (team.lina_id, team.moussa_id)
    await team.app.run(start_broadcast, nadia, StartBroadcast(ids, "Bonjour {prénom}"))
    assert await send_due(team.app) == 2
    (told,) = await team.app.run(list_broadcasts, nadia, None)
    assert (told.wanted, told.sent, told.failed) == (2, 2, ())
    many = WriteToMany(Chosen((team.lina_id,)), "Depuis le portefeuille")
    await team.app.run(write_to_many, nadia, many)
    await send_due(team.app)
    assert await bodies(team) == ["Bonjour Zélie", "Depuis le portefeuille"]


async def test_who_stands_in_writes_for_later_as_long_as_they_do(
    team: TeamRows, clock: FixedClock
) -> None:
    nadia = await team.today(team.nadia)
    (talk,) = await team.app.run(list_conversations, team.lina, None)
    await team.app.run(list_inbox, nadia, None)  # she joins it
    for text, days in (("Mercredi", 2), ("Lundi", 7)):
        later = ScheduleMessage(talk.id, text, clock.now() + timedelta(days=days))
        await team.app.run(schedule_message, nadia, later)
    clock.advance(timedelta(days=2))
    await send_due(team.app)
    assert await bodies(team) == ["Mercredi"]
    clock.advance(timedelta(days=5))
    await send_due(team.app)
    assert await bodies(team) == ["Mercredi"], "Aminata is back"
    told = await team.app.run(list_scheduled, await team.today(team.nadia), None)
    assert [(one.body, one.status, one.error) for one in told] == [
        ("Lundi", ScheduledStatus.FAILED, "conversation_unknown")
    ]
