"""Handing over, taking back, undoing: rights, days, conversations, what the youth is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.continuity import FollowKind, TransferKind, TransferStatus
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, DomainError, Invalid, NotFound
from myjobmatch.services.conversations import (
    ReadConversation,
    SendMessage,
    conversation_with_youth,
    list_conversations,
    read_conversation,
    send_message,
)
from myjobmatch.services.phone import phone_contents
from myjobmatch.services.shared_follow_up import (
    AssignYouths,
    ShareFollowUp,
    assign_youths,
    follow_up_of,
    share_follow_up,
    stop_sharing,
)
from myjobmatch.services.team import choosable_youths, list_team, preview_hand_over
from myjobmatch.services.transfer_carrying import carry_out_transfers
from myjobmatch.services.transfers import HandOver, hand_over, take_back, undo_hand_over
from tests import factories
from tests.integration.services.team_rows import TeamRows, make_team, youth_row

TODAY, FRIDAY = "2026-09-14", "2026-09-18"


@pytest.fixture
async def team(database: Database) -> TeamRows:
    return await make_team(database)


def away(to: Actor, **traits: object) -> HandOver:
    """A hand-over for the week."""
    given: dict[str, object] = {
        "to_ids": (to.public_id,),
        "kind": TransferKind.TEMPORARY,
        "from_day": TODAY,
        "until_day": FRIDAY,
    }
    return HandOver(**(given | traits))  # type: ignore[arg-type]


def for_good(*to: Actor, **traits: object) -> HandOver:
    """A hand-over for good."""
    return away(
        to[0],
        **(
            {
                "to_ids": tuple(t.public_id for t in to),
                "kind": TransferKind.PERMANENT,
                "until_day": "",
            }
            | traits
        ),
    )


async def test_while_away_the_colleague_reads_and_writes_and_on_return_no_longer(
    team: TeamRows, clock: FixedClock
) -> None:
    opened = await team.app.run(conversation_with_youth, team.aminata, team.lina_id)
    await team.app.run(send_message, team.lina, SendMessage(opened.id, "Bonjour Aminata"))
    with pytest.raises(NotFound):
        await team.app.run(read_conversation, team.nadia, ReadConversation(opened.id))
    await team.app.run(hand_over, team.aminata, away(team.nadia))
    nadia = await team.today(team.nadia)
    (listed,) = await team.app.run(list_conversations, nadia, None)
    assert (listed.id, listed.unread) == (opened.id, 1)  # what Aminata had not read
    await team.app.run(send_message, nadia, SendMessage(opened.id, "Je réponds pour Aminata"))
    (seen,) = await team.app.run(list_conversations, team.lina, None)
    assert [(m.author, m.body) for m in seen.messages][1] == ("Nadia", "Je réponds pour Aminata")
    me = (await team.app.run(phone_contents, team.lina, None)).me
    assert me.advisor == "Aminata"
    assert [(a.name, a.from_day, a.until_day) for a in me.away] == [
        ("Nadia", date(2026, 9, 14), date(2026, 9, 18))
    ]
    clock.advance(timedelta(days=5))
    nadia = await team.today(team.nadia)
    with pytest.raises(NotFound):
        await team.app.run(read_conversation, nadia, ReadConversation(opened.id))
    with pytest.raises(NotFound):
        await team.app.run(send_message, nadia, SendMessage(opened.id, "encore"))
    assert await team.app.run(list_conversations, nadia, None) == []
    assert await team.app.run(carry_out_transfers, SYSTEM, None) == 1
    assert await team.app.run(carry_out_transfers, SYSTEM, None) == 0
    assert (await team.app.run(phone_contents, team.lina, None)).me.away == ()
    aminata = await team.today(team.aminata)
    back = await team.app.run(read_conversation, aminata, ReadConversation(opened.id))
    assert len(back.messages) == 2


async def test_a_hand_over_of_tomorrow_begins_tomorrow_and_the_phone_knows_it_today(
    team: TeamRows, clock: FixedClock
) -> None:
    await team.app.run(hand_over, team.aminata, away(team.nadia, from_day="2026-09-15"))
    assert not await team.follows(team.nadia, team.lina)
    assert await team.app.run(carry_out_transfers, SYSTEM, None) == 0
    (told,) = (await team.app.run(phone_contents, team.lina, None)).me.away
    assert told.from_day == date(2026, 9, 15)
    clock.advance(timedelta(hours=13))  # midnight in Paris
    assert await team.follows(team.nadia, team.lina)
    assert await team.app.run(carry_out_transfers, SYSTEM, None) == 1


async def test_taken_back_early_is_over_at_once_and_again_is_once(
    database: Database, team: TeamRows
) -> None:
    await team.app.run(hand_over, team.manager, away(team.nadia, from_id=team.aminata.public_id))
    (row,) = (await team.app.run(list_team, team.aminata, None)).transfers
    assert (row.status, row.may_end, row.youths) == (TransferStatus.ACTIVE, True, -1)
    with pytest.raises(NotFound):
        await team.app.run(take_back, team.karim, row.id)
    for _ in range(2):
        await team.app.run(take_back, team.aminata, row.id)
    assert not await team.follows(team.nadia, team.lina)
    async with database.unit(write=False) as uow:
        audits = await uow.ledger.audits_of("account", team.aminata.account_id)
        assert [(a.action, a.in_name_of) for a in audits] == [
            ("portfolio_handed_over", "Aminata"),
            ("portfolio_taken_back", ""),
        ]


async def test_for_good_moves_the_youths_and_is_undone_within_the_day_only(
    team: TeamRows, clock: FixedClock
) -> None:
    opened = await team.app.run(conversation_with_youth, team.aminata, team.lina_id)
    batch = await team.app.run(hand_over, team.aminata, for_good(team.nadia))
    assert await team.follows(team.nadia, team.lina)
    assert not await team.follows(team.aminata, team.lina)
    with pytest.raises(NotFound):
        await team.app.run(read_conversation, team.aminata, ReadConversation(opened.id))
    await team.app.run(
        assign_youths, team.manager, AssignYouths((team.moussa_id,), team.karim.public_id)
    )
    with pytest.raises(NotFound):
        await team.app.run(undo_hand_over, team.nadia, batch)
    await team.app.run(undo_hand_over, team.aminata, batch)
    assert await team.follows(team.aminata, team.lina)
    assert await team.follows(team.karim, team.moussa)  # another advisor since: stays
    batch = await team.app.run(hand_over, team.aminata, for_good(team.nadia))
    clock.advance(timedelta(days=1))
    with pytest.raises(Conflict, match="transfer_too_late"):
        await team.app.run(undo_hand_over, team.aminata, batch)
    (last,) = [
        t for t in (await team.app.run(list_team, team.manager, None)).transfers if t.batch == batch
    ]
    with pytest.raises(Conflict, match="transfer_done"):
        await team.app.run(take_back, team.manager, last.id)


async def test_chosen_youths_between_several_go_to_whom_follows_fewest(team: TeamRows) -> None:
    command = away(team.nadia, to_ids=(team.nadia.public_id, team.karim.public_id))
    preview = await team.app.run(preview_hand_over, team.aminata, command)
    assert {s.name: (s.now, s.youths) for s in preview.shares} == {"Nadia": (1, 1), "Karim": (0, 1)}
    assert preview.youths == 2
    await team.app.run(hand_over, team.aminata, command)
    for youth in (team.lina, team.moussa):
        standing_in = [await team.follows(actor, youth) for actor in (team.nadia, team.karim)]
        assert sorted(standing_in) == [False, True]
    chosen = await team.app.run(choosable_youths, team.manager, team.aminata.public_id)
    assert {one.id for one in chosen} == {team.lina_id, team.moussa_id}


async def test_what_makes_no_sense_is_refused(team: TeamRows, database: Database) -> None:
    async with database.unit() as uow:
        elsewhere = await factories.structure(uow)
        stranger = await factories.staff(uow, Role.ADVISOR, elsewhere)
        foreign_manager = await factories.staff(uow, Role.MANAGER, elsewhere)
        theirs = await factories.youth(uow, elsewhere, advisor=stranger)
        foreign_youth = (await youth_row(uow, theirs)).public_id
    for actor, command, code in (
        (team.aminata, away(team.nadia, until_day="2026-09-13"), "transfer_days"),
        (team.aminata, away(team.nadia, from_day="2026-09-13"), "transfer_days"),
        (team.aminata, away(team.nadia, until_day="demain"), "transfer_days"),
        (team.aminata, away(team.nadia, until_day=""), "transfer_days"),
        (team.aminata, for_good(team.nadia, until_day=FRIDAY), "transfer_days"),
        (team.aminata, away(team.aminata), "transfer_nobody"),
        (team.aminata, away(team.nadia, to_ids=()), "transfer_nobody"),
        (team.aminata, away(stranger), "advisor_unknown"),
        (team.aminata, away(team.manager), "advisor_unknown"),
        (team.aminata, away(team.nadia, youth_ids=(foreign_youth,)), "youth_unknown"),
        (team.aminata, away(team.nadia, reason="x" * 301), "reason_long"),
        (team.nadia, away(team.karim, from_id=team.aminata.public_id), "advisor_unknown"),
        (team.manager, away(team.nadia), "advisor_unknown"),
        (foreign_manager, away(stranger, from_id=team.aminata.public_id), "advisor_unknown"),
        (team.karim, for_good(team.nadia), "transfer_empty"),
    ):
        with pytest.raises(DomainError, match=code):
            await team.app.run(hand_over, actor, command)
    await team.app.run(hand_over, team.aminata, away(team.nadia))
    with pytest.raises(Conflict, match="transfer_overlaps"):
        await team.app.run(hand_over, team.aminata, away(team.karim))
    with pytest.raises(Conflict, match="transfer_circle"):
        await team.app.run(hand_over, team.nadia, away(team.aminata))
    with pytest.raises(Invalid):
        await team.app.run(take_back, team.aminata, "no id")


async def test_a_chain_of_absences_is_answered_by_the_last(team: TeamRows) -> None:
    await team.app.run(hand_over, team.aminata, away(team.nadia))
    await team.app.run(hand_over, team.nadia, away(team.karim, until_day="2026-09-16"))
    assert await team.follows(team.karim, team.lina)
    told = (await team.app.run(phone_contents, team.lina, None)).me.away
    assert [(a.name, a.until_day.day) for a in told] == [("Karim", 16), ("Nadia", 18)]


async def test_followed_by_two_until_it_is_stopped(database: Database, team: TeamRows) -> None:
    share = ShareFollowUp(team.lina_id, team.karim.public_id, "Santé")
    with pytest.raises(NotFound):
        await team.app.run(share_follow_up, team.nadia, share)
    for _ in range(2):
        await team.app.run(share_follow_up, team.aminata, share)
    assert await team.follows(team.karim, team.lina)
    assert not await team.follows(team.karim, team.moussa)
    seen = await team.app.run(follow_up_of, team.nadia, team.lina_id)
    assert [(one.advisor, one.kind) for one in seen.today] == [
        ("Aminata", FollowKind.MAIN),
        ("Karim", FollowKind.SHARED),
    ]
    assert [name for _, name in seen.colleagues] == ["Nadia"]
    assert not seen.may_change
    with pytest.raises(Conflict, match="advisor_already"):
        await team.app.run(
            share_follow_up, team.aminata, ShareFollowUp(team.lina_id, team.aminata.public_id)
        )
    await team.app.run(stop_sharing, await team.today(team.karim), share)  # they may leave
    assert not await team.follows(team.karim, team.lina)
    seen = await team.app.run(follow_up_of, team.manager, team.lina_id)
    assert [(one.advisor, one.reason) for one in seen.history] == [("Karim", "Santé")]
    assert seen.may_change


async def test_the_history_tells_replacements_and_former_advisors(
    team: TeamRows, clock: FixedClock
) -> None:
    await team.app.run(hand_over, team.aminata, away(team.nadia, reason="Congés"))
    now = await team.app.run(follow_up_of, team.manager, team.lina_id)
    assert [(one.advisor, one.kind) for one in now.today] == [
        ("Nadia", FollowKind.REPLACING),
        ("Aminata", FollowKind.MAIN),
    ]
    clock.advance(timedelta(days=7))
    await team.app.run(carry_out_transfers, SYSTEM, None)
    await team.app.run(hand_over, team.aminata, for_good(team.karim, from_day="2026-09-21"))
    later = await team.app.run(follow_up_of, team.manager, team.lina_id)
    assert [(one.advisor, one.kind) for one in later.today] == [("Karim", FollowKind.MAIN)]
    assert [(one.advisor, one.kind) for one in later.history] == [
        ("Nadia", FollowKind.REPLACING),
        ("Aminata", FollowKind.MAIN),
    ]
