"""A message that leaves, is corrected or withdrawn at the moment of another such act: it is one or the other.

On PostgreSQL alone: SQLite has one writer at a time.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from myjobmatch.db.models import Message, ScheduledMessage
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.conversation import ScheduledStatus
from myjobmatch.domain.errors import Conflict
from myjobmatch.services.broadcasts import StartBroadcast, cancel_broadcast, start_broadcast
from myjobmatch.services.conversations import SendMessage, list_conversations, send_message
from myjobmatch.services.message_changes import EditMessage, delete_message, edit_message
from myjobmatch.services.scheduled_messages import (
    ScheduleMessage,
    cancel_scheduled,
    schedule_message,
    send_scheduled,
)
from tests.integration.services.at_once import halt_before_commit, meanwhile
from tests.integration.services.team_rows import TeamRows, make_team


@pytest.fixture
async def database(postgres_url: str, clock: FixedClock) -> AsyncIterator[Database]:
    opened = Database(postgres_url, clock)
    yield opened
    await opened.close()


@pytest.fixture
async def team(database: Database) -> TeamRows:
    return await make_team(database)


async def kept(database: Database) -> list[ScheduledMessage]:
    """What was written for later, in its order."""
    async with database.unit(write=False) as uow:
        rows = await uow.session.scalars(select(ScheduledMessage).order_by(ScheduledMessage.id))
        return list(rows)


async def test_what_left_of_one_to_many_is_not_called_off(
    database: Database, team: TeamRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = (team.lina_id, team.moussa_id)
    many = await team.app.run(start_broadcast, team.aminata, StartBroadcast(ids, "Demain"))
    first, _ = await kept(database)
    stop = halt_before_commit(monkeypatch)
    left, off = await meanwhile(
        database,
        stop,
        team.app.run(send_scheduled, SYSTEM, first.id),
        team.app.run(cancel_broadcast, team.aminata, many),
    )
    assert (left, off) == (True, 1)
    assert [row.status for row in await kept(database)] == [
        ScheduledStatus.SENT,
        ScheduledStatus.CANCELLED,
    ]


@pytest.mark.parametrize("change", [True, False])
async def test_what_is_leaving_is_neither_changed_nor_called_off(
    database: Database,
    team: TeamRows,
    clock: FixedClock,
    monkeypatch: pytest.MonkeyPatch,
    *,
    change: bool,
) -> None:
    (talk,) = await team.app.run(list_conversations, team.lina, None)
    at = clock.now() + timedelta(hours=1)
    id_ = await team.app.run(schedule_message, team.aminata, ScheduleMessage(talk.id, "Un", at))
    (row,) = await kept(database)
    clock.advance(timedelta(hours=2))
    later = ScheduleMessage(talk.id, "Deux", clock.now() + timedelta(days=1), id=id_)
    stop = halt_before_commit(monkeypatch)
    left, refused = await meanwhile(
        database,
        stop,
        team.app.run(send_scheduled, SYSTEM, row.id),
        team.app.run(schedule_message, team.aminata, later)
        if change
        else team.app.run(cancel_scheduled, team.aminata, id_),
    )
    assert left is True
    assert isinstance(refused, Conflict), refused
    assert refused.code == "scheduled_gone"
    (row,) = await kept(database)
    assert (row.status, row.body) == (ScheduledStatus.SENT, "Un")


async def test_what_was_put_off_meanwhile_does_not_leave_yet(
    database: Database, team: TeamRows, clock: FixedClock
) -> None:
    (talk,) = await team.app.run(list_conversations, team.lina, None)
    at = clock.now() + timedelta(hours=1)
    await team.app.run(schedule_message, team.aminata, ScheduleMessage(talk.id, "Un", at))
    (row,) = await kept(database)  # the worker saw that it was due; by now it is not
    assert await team.app.run(send_scheduled, SYSTEM, row.id) is False
    (row,) = await kept(database)
    assert row.status is ScheduledStatus.WAITING


async def test_what_is_being_withdrawn_is_not_written_anew(
    database: Database, team: TeamRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    (talk,) = await team.app.run(list_conversations, team.lina, None)
    sent = await team.app.run(send_message, team.lina, SendMessage(talk.id, "Mon secret"))
    stop = halt_before_commit(monkeypatch)
    _, refused = await meanwhile(
        database,
        stop,
        team.app.run(delete_message, team.lina, sent.id),
        team.app.run(edit_message, team.lina, EditMessage(sent.id, "Mon secret, encore")),
    )
    assert isinstance(refused, Conflict), refused
    assert refused.code == "message_gone"
    async with database.unit(write=False) as uow:
        (row,) = (await uow.session.scalars(select(Message))).all()
    assert (row.body, row.folded, row.edited_at) == ("", "", None)
