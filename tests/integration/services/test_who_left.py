"""An advisor whose account is closed, or who is in another structure by now, is given nobody. On both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from myjobmatch.db.models import Account, JoinRequest
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import FixedClock, paris_day
from myjobmatch.domain.continuity import TransferKind, TransferStatus
from myjobmatch.domain.conversation import ScheduledStatus
from myjobmatch.domain.enums import AccountStatus, FollowUp
from myjobmatch.domain.errors import NotFound
from myjobmatch.domain.ids import new_public_id
from myjobmatch.services.away import away_of
from myjobmatch.services.conversations import (
    OpenThread,
    SendMessage,
    conversation_with_youth,
    list_conversations,
    list_inbox,
    open_thread,
    send_message,
)
from myjobmatch.services.join_requests import Accept, accept_request, list_requests
from myjobmatch.services.portfolio_bulk import AssignMany, Chosen, assign_many
from myjobmatch.services.scheduled_messages import (
    ScheduleMessage,
    list_scheduled,
    schedule_message,
    send_due,
)
from myjobmatch.services.standing import who_answers
from myjobmatch.services.team import list_team
from myjobmatch.services.transfer_carrying import carry_out_transfers
from myjobmatch.services.transfers import HandOver, hand_over
from tests import factories
from tests.integration.services.team_rows import TeamRows, make_team, youth_row

Leave = Callable[[Account, int], None]


def closed(account: Account, _other: int) -> None:
    """The account is closed."""
    account.status = AccountStatus.DISABLED


def moved(account: Account, other: int) -> None:
    """They work for another structure."""
    account.structure_id = other


LEAVES = pytest.mark.parametrize("leave", [closed, moved])


@pytest.fixture
async def team(database: Database) -> TeamRows:
    """Aminata accompanies Lina and Moussa, Nadia and Karim are her colleagues."""
    return await make_team(database)


async def leaves(team: TeamRows, who: Actor, leave: Leave) -> None:
    """Somebody leaves."""
    async with team.app.database.unit() as uow:
        other = await factories.structure(uow)
        account = await uow.accounts.get(who.account_id)
        assert account is not None
        leave(account, other.id)


async def answering(team: TeamRows) -> tuple[int, ...]:
    """Who answers Lina today."""
    async with team.app.database.unit(write=False) as uow:
        found = await who_answers(uow, await youth_row(uow, team.lina))
        assert found is not None
        return found.accounts


@LEAVES
async def test_a_hand_over_of_next_week_to_who_has_left_by_then_moves_nobody(
    team: TeamRows, clock: FixedClock, leave: Leave
) -> None:
    day = paris_day(clock.now()) + timedelta(days=7)
    later = HandOver((team.nadia.public_id,), TransferKind.PERMANENT, day.isoformat())
    await team.app.run(hand_over, team.aminata, later)
    await leaves(team, team.nadia, leave)
    clock.advance(timedelta(days=8))
    await team.app.run(carry_out_transfers, SYSTEM, None)
    assert await team.follows(team.aminata, team.lina)
    assert await answering(team) == (team.aminata.account_id,)
    (told,) = (await team.app.run(list_team, team.manager, None)).transfers
    assert told.status is TransferStatus.ENDED
    assert await team.app.run(carry_out_transfers, SYSTEM, None) == 0


@LEAVES
async def test_while_who_stands_in_has_left_the_advisor_answers(
    team: TeamRows, clock: FixedClock, leave: Leave
) -> None:
    first = paris_day(clock.now())
    last = first + timedelta(days=4)
    week = HandOver(
        (team.nadia.public_id,), TransferKind.TEMPORARY, first.isoformat(), last.isoformat()
    )
    await team.app.run(hand_over, team.aminata, week)
    assert await answering(team) == (team.nadia.account_id,)
    await leaves(team, team.nadia, leave)
    assert await answering(team) == (team.aminata.account_id,)
    async with team.app.database.unit(write=False) as uow:
        assert await away_of(await youth_row(uow, team.lina), uow) == ()
    again = HandOver(
        (team.karim.public_id,), TransferKind.TEMPORARY, first.isoformat(), last.isoformat()
    )
    await team.app.run(hand_over, team.aminata, again)
    assert await answering(team) == (team.karim.account_id,)


async def test_a_request_is_accepted_for_nobody_who_has_left(team: TeamRows) -> None:
    async with team.app.database.unit() as uow:
        alone = await youth_row(uow, team.moussa)
        alone.structure_id, alone.advisor_id = None, None
        alone.follow_up = FollowUp.REQUESTED
        request = JoinRequest(
            public_id=new_public_id(),
            youth_id=alone.id,
            structure_id=team.where.id,
            created_at=uow.clock.now(),
        )
        uow.joining.add(request)
    await leaves(team, team.nadia, closed)
    listed = await team.app.run(list_requests, team.aminata, None)
    assert [one.name for one in listed.advisors] == ["Aminata", "Karim"]
    with pytest.raises(NotFound, match="advisor_unknown"):
        await team.app.run(
            accept_request, team.aminata, Accept(request.public_id, team.nadia.public_id)
        )


async def test_nobody_is_given_from_the_portfolio_to_who_has_left(team: TeamRows) -> None:
    async with team.app.database.unit() as uow:
        (await youth_row(uow, team.moussa)).advisor_id = None
    await leaves(team, team.nadia, closed)
    chosen = Chosen((team.moussa_id,))
    with pytest.raises(NotFound, match="advisor_unknown"):
        await team.app.run(assign_many, team.manager, AssignMany(chosen, team.nadia.public_id))
    done = await team.app.run(assign_many, team.manager, AssignMany(chosen, team.karim.public_id))
    assert done.done == 1
    assert await team.follows(team.karim, team.moussa)


async def test_who_works_for_another_structure_reads_no_conversation_of_this_one(
    team: TeamRows,
) -> None:
    (talk,) = await team.app.run(list_conversations, team.lina, None)
    await team.app.run(send_message, team.lina, SendMessage(talk.id, "Entre nous"))
    assert len(await team.app.run(list_inbox, team.aminata, None)) == 1
    await leaves(team, team.aminata, moved)
    aminata = await team.today(team.aminata)
    assert await team.app.run(list_inbox, aminata, None) == []
    with pytest.raises(NotFound, match="conversation_unknown"):
        await team.app.run(open_thread, aminata, OpenThread(talk.id))
    with pytest.raises(NotFound, match="youth_unknown"):
        await team.app.run(conversation_with_youth, aminata, team.lina_id)
    (read,) = await team.app.run(list_conversations, team.lina, None)
    assert [m.body for m in read.messages] == ["Entre nous"]


async def test_nothing_leaves_in_the_name_of_a_closed_account(
    team: TeamRows, clock: FixedClock
) -> None:
    (talk,) = await team.app.run(list_conversations, team.lina, None)
    at = clock.now() + timedelta(days=1)
    await team.app.run(schedule_message, team.aminata, ScheduleMessage(talk.id, "À demain", at))
    await leaves(team, team.aminata, closed)
    clock.advance(timedelta(days=2))
    await send_due(team.app)
    (talk,) = await team.app.run(list_conversations, team.lina, None)
    assert talk.messages == ()
    (told,) = await team.app.run(list_scheduled, team.aminata, None)
    assert (told.status, told.error) == (ScheduledStatus.FAILED, "account_disabled")
