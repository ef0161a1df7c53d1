"""What counts as read was before its reader: what leaves by itself reads nothing, and nobody reads ahead. On both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.continuity import TransferKind
from myjobmatch.services.broadcasts import StartBroadcast, start_broadcast
from myjobmatch.services.conversations import (
    OpenThread,
    ReadConversation,
    SendMessage,
    list_conversations,
    list_inbox,
    open_thread,
    read_conversation,
    send_message,
)
from myjobmatch.services.message_changes import delete_message
from myjobmatch.services.message_drafts import KeepDraft, keep_draft
from myjobmatch.services.scheduled_messages import ScheduleMessage, schedule_message, send_due
from myjobmatch.services.team import preview_hand_over
from myjobmatch.services.today.followed import unread_messages
from myjobmatch.services.transfers import HandOver
from tests.integration.services.team_rows import TeamRows, make_team


@pytest.fixture
async def team(database: Database) -> TeamRows:
    """Aminata accompanies Lina and Moussa."""
    return await make_team(database)


async def talk_of(team: TeamRows) -> str:
    """Lina's conversation with her advisor."""
    (talk,) = await team.app.run(list_conversations, team.lina, None)
    return talk.id


async def unread_of(team: TeamRows) -> tuple[list[int], int]:
    """What Aminata has not read: in her list of conversations, and on the page of the day."""
    talks = await team.app.run(list_inbox, team.aminata, None)
    async with team.app.database.unit(write=False) as uow:
        today = await unread_messages(team.aminata, uow)
    return [one.unread for one in talks if one.unread], sum(row.count for row in today.rows)


async def test_what_leaves_by_itself_reads_nothing_and_keeps_what_was_begun(
    team: TeamRows, clock: FixedClock
) -> None:
    talk = await talk_of(team)
    at = clock.now() + timedelta(hours=1)
    await team.app.run(schedule_message, team.aminata, ScheduleMessage(talk, "À jeudi", at))
    await team.app.run(send_message, team.lina, SendMessage(talk, "Je dors dehors ce soir"))
    await team.app.run(keep_draft, team.aminata, KeepDraft(talk, "Bonjour Lina, je"))
    clock.advance(timedelta(hours=2))
    assert await send_due(team.app) == 1
    assert await unread_of(team) == ([1], 1)
    await team.app.run(start_broadcast, team.aminata, StartBroadcast((team.lina_id,), "À tous"))
    assert await send_due(team.app) == 1
    assert await unread_of(team) == ([1], 1)
    (told,) = await team.app.run(list_conversations, team.lina, None)
    assert [m.body for m in told.messages] == ["Je dors dehors ce soir", "À jeudi", "À tous"]
    assert told.messages[0].seen_at is None, "nobody has seen it"
    thread = await team.app.run(open_thread, team.aminata, OpenThread(talk))
    assert thread.draft == "Bonjour Lina, je"


async def test_what_came_after_the_phone_showed_the_last_message_is_not_read(
    team: TeamRows,
) -> None:
    talk = await talk_of(team)
    sent = [
        await team.app.run(send_message, team.aminata, SendMessage(talk, text))
        for text in ("Vu", "Venu pendant le tunnel")
    ]
    await team.app.run(read_conversation, team.lina, ReadConversation(talk, sent[0].id))
    (told,) = await team.app.run(list_conversations, team.lina, None)
    assert told.unread == 1
    (seen,) = await team.app.run(list_conversations, team.aminata, None)
    assert [m.seen_at is not None for m in seen.messages] == [True, False]
    elsewhere = await team.app.run(list_conversations, team.moussa, None)
    other = await team.app.run(send_message, team.moussa, SendMessage(elsewhere[0].id, "Ailleurs"))
    await team.app.run(read_conversation, team.lina, ReadConversation(talk, other.id))
    assert (await team.app.run(list_conversations, team.lina, None))[0].unread == 1
    await team.app.run(send_message, team.lina, SendMessage(talk, "Écrit dans le tunnel"))
    assert (await team.app.run(list_conversations, team.lina, None))[0].unread == 1
    await team.app.run(read_conversation, team.lina, ReadConversation(talk, sent[1].id))
    assert (await team.app.run(list_conversations, team.lina, None))[0].unread == 0


async def test_what_was_withdrawn_is_not_counted_among_what_a_hand_over_brings(
    team: TeamRows,
) -> None:
    talk = await talk_of(team)
    first = await team.app.run(send_message, team.lina, SendMessage(talk, "Pardon"))
    await team.app.run(send_message, team.lina, SendMessage(talk, "Bonjour"))
    await team.app.run(delete_message, team.lina, first.id)
    for_good = HandOver((team.nadia.public_id,), TransferKind.PERMANENT, "")
    preview = await team.app.run(preview_hand_over, team.aminata, for_good)
    assert (preview.conversations, preview.unread) == (1, 1)
