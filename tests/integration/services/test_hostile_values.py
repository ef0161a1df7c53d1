"""Days and moments at the ends of time, from whoever forges a command: refused in words, never a crash."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actions import ActionCategory
from myjobmatch.domain.appointments import AppointmentHow, AppointmentKind
from myjobmatch.domain.continuity import TransferKind
from myjobmatch.domain.dashboard import DashboardQuery
from myjobmatch.domain.errors import DomainError
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.imilo import SituationKind
from myjobmatch.domain.periods import Against, PeriodKind
from myjobmatch.services.absences import SetAbsence, set_absence
from myjobmatch.services.action_bulk import AgreeActions, agree_actions
from myjobmatch.services.action_moves import Wish
from myjobmatch.services.actions import AddAction, DoAction, add_action, do_action
from myjobmatch.services.appointment_views import AskAgenda, list_agenda
from myjobmatch.services.appointments import (
    MoveAppointment,
    SetAppointment,
    move_appointment,
    set_appointment,
)
from myjobmatch.services.booking import BookSlot, book_slot
from myjobmatch.services.broadcasts import StartBroadcast, start_broadcast
from myjobmatch.services.dashboards.reading import read_dashboard
from myjobmatch.services.imilo.listing import EntryQuery, list_entered, list_entries
from myjobmatch.services.openings import CloseHours, SaveOpening, close_hours, save_opening
from myjobmatch.services.scheduled_messages import ScheduleMessage, schedule_message
from myjobmatch.services.situations import TellSituation, tell_situation
from myjobmatch.services.transfers import HandOver, hand_over
from myjobmatch.services.weeks import WeeksQuery, weeks_page
from myjobmatch.services.workshop_sessions import RepeatSession, repeat_session
from tests.integration.services.rights_world import RightsWorld, rights_world

DAYS = (date.min, date.max)
MOMENTS = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
CALL, PHONE = AppointmentKind.INTERVIEW, AppointmentHow.PHONE


def _commands(w: RightsWorld, day: date, moment: datetime) -> list[tuple[Any, str, Any]]:
    wish = Wish(title="CV", category=ActionCategory.EMPLOYMENT, minutes=60)
    temporary = TransferKind.TEMPORARY
    period = DashboardQuery(PeriodKind.OWN, Against.YEAR_BEFORE, first=day, last=day)
    return [
        (set_absence, "own", SetAbsence(day, day)),
        (agree_actions, "own", AgreeActions(new_public_id(), (w["youth"],), (wish,), day=day)),
        (
            agree_actions,
            "own",
            AgreeActions(new_public_id(), (w["youth"],), (wish,), day=day, done=True),
        ),
        (add_action, "youth", AddAction(new_public_id(), wish, day)),
        (do_action, "youth", DoAction(w["action"], day)),
        (list_agenda, "own", AskAgenda(day, 31)),
        (list_agenda, "own", AskAgenda(date(2026, 9, 14), 10**9)),
        (move_appointment, "own", MoveAppointment(w["appointment"], moment, 30)),
        (move_appointment, "own", MoveAppointment(w["appointment"], w.app.clock.now(), 10**9)),
        (set_appointment, "own", SetAppointment(w["youth"], CALL, PHONE, moment, 30)),
        (book_slot, "youth", BookSlot(w["opening"], moment)),
        (start_broadcast, "own", StartBroadcast((w["youth"],), "Bonjour", moment)),
        (read_dashboard, "own", period),
        (list_entries, "own", EntryQuery(days=10**9, page=10**9)),
        (list_entered, "own", EntryQuery(days=-(10**9), page=-(10**9))),
        (save_opening, "own", SaveOpening(CALL, PHONE, 30, 0, 1440, day=day)),
        (
            save_opening,
            "own",
            SaveOpening(CALL, PHONE, 30, 0, 60, weekday=1, valid_from=day, valid_until=day),
        ),
        (close_hours, "own", CloseHours(day, 0, 1440)),
        (schedule_message, "own", ScheduleMessage(w["conversation"], "Bonjour", moment)),
        (tell_situation, "own", TellSituation(w["youth"], SituationKind.TRAINING, day, day)),
        (
            hand_over,
            "own",
            HandOver((w["colleague_account"],), temporary, day.isoformat(), date.max.isoformat()),
        ),
        (weeks_page, "own", WeeksQuery(until=day, page=10**9)),
        (repeat_session, "own", RepeatSession(w["workshop"], moment)),
    ]


@pytest.mark.parametrize("end", [0, 1])
async def test_the_ends_of_time_are_refused_in_words(database: Database, end: int) -> None:
    world = await rights_world(database)
    crashed = []
    for service, who, command in _commands(world, DAYS[end], MOMENTS[end]):
        try:
            await world.app.run(service, world.actors[who], command)
        except DomainError:
            pass
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told
            crashed.append(f"{command}: {error!r}")
    assert not crashed, "\n".join(crashed)
