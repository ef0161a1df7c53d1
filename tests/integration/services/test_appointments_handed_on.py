"""What is left to do of an appointment goes along with the youth, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import AppointmentHow, AppointmentKind, Presence, on_the_wall
from myjobmatch.domain.clock import FixedClock, paris_day
from myjobmatch.domain.continuity import TransferKind
from myjobmatch.services.appointment_views import AskAgenda, list_agenda
from myjobmatch.services.appointments import SetAppointment, set_appointment
from myjobmatch.services.conversations import list_conversations
from myjobmatch.services.presences import (
    MarkPresence,
    WriteKindly,
    mark_presence,
    write_kindly,
)
from myjobmatch.services.today.appointments import missed_appointments
from myjobmatch.services.transfers import HandOver, hand_over
from tests.integration.services.team_rows import TeamRows, make_team


@pytest.fixture
async def team(database: Database) -> TeamRows:
    """Aminata accompanies Lina and Moussa."""
    return await make_team(database)


async def missed_by(team: TeamRows, actor: Actor) -> tuple[list[str], int]:
    """The no-shows in somebody's calendar, and how many stand on their page of the day."""
    today = await team.today(actor)
    day = paris_day(team.app.database.clock.now())
    agenda = await team.app.run(list_agenda, today, AskAgenda(day, 1))
    async with team.app.database.unit(write=False) as uow:
        found = await missed_appointments(today, uow)
    return [one.view.id for one in agenda.missed], len(found.rows)


async def test_a_no_show_is_followed_up_by_whoever_accompanies_the_youth_today(
    team: TeamRows, clock: FixedClock
) -> None:
    day = paris_day(clock.now()) + timedelta(days=1)
    wanted = SetAppointment(
        team.lina_id,
        AppointmentKind.INTERVIEW,
        AppointmentHow.ON_SITE,
        on_the_wall(day, 600),
        45,
    )
    id_ = await team.app.run(set_appointment, team.aminata, wanted)
    clock.advance(timedelta(days=2))
    await team.app.run(mark_presence, team.aminata, MarkPresence(id_, Presence.ABSENT))
    assert await missed_by(team, team.aminata) == ([id_], 1)
    for_good = HandOver(
        (team.nadia.public_id,), TransferKind.PERMANENT, "", youth_ids=(team.lina_id,)
    )
    await team.app.run(hand_over, team.aminata, for_good)
    assert await missed_by(team, team.aminata) == ([], 0), "they can write to her no longer"
    assert await missed_by(team, team.nadia) == ([id_], 1)
    nadia = await team.today(team.nadia)
    await team.app.run(write_kindly, nadia, WriteKindly(id_, "On t'attendait : ça va ?"))
    assert await missed_by(team, team.nadia) == ([], 0)
    (talk,) = await team.app.run(list_conversations, team.lina, None)
    assert [m.body for m in talk.messages] == ["On t'attendait : ça va ?"]


async def test_a_no_show_is_its_advisors_again_when_they_are_back(
    team: TeamRows, clock: FixedClock
) -> None:
    first = paris_day(clock.now())
    week = HandOver(
        (team.nadia.public_id,),
        TransferKind.TEMPORARY,
        first.isoformat(),
        (first + timedelta(days=4)).isoformat(),
    )
    await team.app.run(hand_over, team.aminata, week)
    nadia = await team.today(team.nadia)
    wanted = SetAppointment(
        team.lina_id,
        AppointmentKind.INTERVIEW,
        AppointmentHow.ON_SITE,
        on_the_wall(first + timedelta(days=1), 600),
        45,
    )
    id_ = await team.app.run(set_appointment, nadia, wanted)
    clock.advance(timedelta(days=2))
    await team.app.run(mark_presence, nadia, MarkPresence(id_, Presence.ABSENT))
    assert await missed_by(team, team.nadia) == ([id_], 1)
    clock.advance(timedelta(days=7))
    assert await missed_by(team, team.nadia) == ([], 0)
    assert await missed_by(team, team.aminata) == ([id_], 1)
