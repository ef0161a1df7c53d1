"""An appointment and who accompanies the youth at the same moment: nobody waits in a circle, nothing is of before.

On PostgreSQL alone: SQLite has one writer at a time.
"""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from myjobmatch.db.models import Appointment
from myjobmatch.db.repositories.appointments import Appointments
from myjobmatch.db.repositories.conversations import Conversations
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import AppointmentHow, AppointmentKind, on_the_wall
from myjobmatch.domain.clock import FixedClock, paris_day
from myjobmatch.domain.continuity import TransferKind
from myjobmatch.domain.errors import NotFound
from myjobmatch.services.appointments import (
    MoveAppointment,
    SetAppointment,
    move_appointment,
    set_appointment,
)
from myjobmatch.services.booking import BookSlot, book_slot, find_slots
from myjobmatch.services.openings import SaveOpening, save_opening
from myjobmatch.services.shared_follow_up import ShareFollowUp, share_follow_up
from myjobmatch.services.transfers import HandOver, hand_over
from tests.integration.services.at_once import halt, meanwhile
from tests.integration.services.team_rows import TeamRows, make_team


@pytest.fixture
async def database(postgres_url: str, clock: FixedClock) -> AsyncIterator[Database]:
    opened = Database(postgres_url, clock)
    yield opened
    await opened.close()


@pytest.fixture
async def team(database: Database) -> TeamRows:
    """Aminata accompanies Lina, Nadia does beside her."""
    made = await make_team(database)
    nadia = ShareFollowUp(made.lina_id, made.nadia.public_id)
    await made.app.run(share_follow_up, made.aminata, nadia)
    made.nadia = await made.today(made.nadia)
    return made


def moment(team: TeamRows, minute: int) -> datetime:
    return on_the_wall(paris_day(team.app.database.clock.now()) + timedelta(days=3), minute)


def interview(team: TeamRows, minute: int) -> SetAppointment:
    on_site, starts = AppointmentHow.ON_SITE, moment(team, minute)
    return SetAppointment(team.lina_id, AppointmentKind.INTERVIEW, on_site, starts, 45)


def for_good(team: TeamRows, to: Actor) -> Any:
    plan = HandOver((to.public_id,), TransferKind.PERMANENT, "", youth_ids=(team.lina_id,))
    return team.app.run(hand_over, team.aminata, plan)


def moves(team: TeamRows, who: Actor, id_: str) -> Any:
    return team.app.run(move_appointment, who, MoveAppointment(id_, moment(team, 900), 30))


async def row_of(team: TeamRows, id_: str) -> Appointment:
    async with team.app.database.unit(write=False) as uow:
        row = await uow.appointments.row_by_public_id(id_)
        assert row is not None
        return row.appointment


async def test_what_is_handed_on_while_it_is_moved_is_not_the_movers_any_more(
    team: TeamRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = await team.app.run(set_appointment, team.aminata, interview(team, 600))
    stop = halt(monkeypatch, Appointments, "hold")

    moved, handed = await meanwhile(
        team.app.database, stop, moves(team, team.aminata, id_), for_good(team, team.karim)
    )

    assert isinstance(moved, NotFound), moved
    assert isinstance(handed, str), handed
    row = await row_of(team, id_)
    assert (row.advisor_id, row.starts_at) == (team.karim.account_id, moment(team, 600))


async def test_whoever_gets_it_while_they_move_it_holds_it_at_its_new_time(
    team: TeamRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = await team.app.run(set_appointment, team.aminata, interview(team, 600))
    stop = halt(monkeypatch, Appointments, "hold")

    moved, handed = await meanwhile(
        team.app.database, stop, moves(team, team.nadia, id_), for_good(team, team.nadia)
    )

    assert moved is None, moved
    assert isinstance(handed, str), handed
    row = await row_of(team, id_)
    assert (row.advisor_id, row.starts_at) == (team.nadia.account_id, moment(team, 900))


async def test_what_is_moved_while_it_is_handed_on_waits_for_its_end(
    team: TeamRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = await team.app.run(set_appointment, team.aminata, interview(team, 600))
    stop = halt(monkeypatch, Conversations, "hand_on")

    handed, moved = await meanwhile(
        team.app.database, stop, for_good(team, team.nadia), moves(team, team.nadia, id_)
    )

    assert isinstance(handed, str), handed
    assert moved is None, moved
    row = await row_of(team, id_)
    assert (row.advisor_id, row.starts_at) == (team.nadia.account_id, moment(team, 900))


async def test_whoever_gets_a_youth_sets_an_appointment_meanwhile(
    team: TeamRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    id_ = await team.app.run(set_appointment, team.aminata, interview(team, 600))
    stop = halt(monkeypatch, Conversations, "hand_on")
    another = team.app.run(set_appointment, team.nadia, interview(team, 700))

    handed, set_ = await meanwhile(team.app.database, stop, for_good(team, team.nadia), another)

    assert isinstance(handed, str), handed
    assert isinstance(set_, str), set_
    held = {(await row_of(team, one)).advisor_id for one in (id_, set_)}
    assert held == {team.nadia.account_id}


async def test_two_who_hand_over_to_each_other_do_not_wait_in_a_circle(
    team: TeamRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    await team.app.run(set_appointment, team.aminata, interview(team, 600))
    back = HandOver((team.aminata.public_id,), TransferKind.PERMANENT, "")
    stop = halt(monkeypatch, Appointments, "hold")

    both = await meanwhile(
        team.app.database,
        stop,
        for_good(team, team.nadia),
        team.app.run(hand_over, team.nadia, back),
    )

    assert all(isinstance(one, str) for one in both), both


async def test_a_slot_is_not_booked_with_the_advisor_of_before(
    team: TeamRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = SaveOpening(
        AppointmentKind.INTERVIEW, AppointmentHow.ON_SITE, 60, 540, 600, weekday=1
    )
    await team.app.run(save_opening, team.aminata, opening)
    slot = (await team.app.run(find_slots, team.lina, None)).slots[0]
    wanted = BookSlot(slot.opening_id, slot.starts_at)
    stop = halt(monkeypatch, Appointments, "hold")

    booked, handed = await meanwhile(
        team.app.database,
        stop,
        team.app.run(book_slot, team.lina, wanted),
        for_good(team, team.karim),
    )

    assert isinstance(handed, str), handed
    assert isinstance(booked, NotFound), booked
