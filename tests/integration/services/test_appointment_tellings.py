"""What people are told of appointments: invitations, moves, reminders a week and a day before, on both databases."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import icalendar
import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.appointments import AppointmentHow, AppointmentKind, Presence, on_the_wall
from myjobmatch.domain.clock import PARIS, FixedClock
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import NotFound, TooMany
from myjobmatch.domain.notifications import NotificationKind
from myjobmatch.services import appointment_tellers
from myjobmatch.services.appointment_calendars import (
    READS_BY_ADDRESS,
    WRONG_BY_CLIENT,
    MakeFeed,
    appointment_file,
    feed_state,
    make_feed,
    read_feed,
    revoke_feed,
)
from myjobmatch.services.appointment_reminders import remind_of_appointments
from myjobmatch.services.appointments import (
    CancelAppointment,
    MoveAppointment,
    SetAppointment,
    cancel_appointment,
    decline_appointment,
    move_appointment,
    set_appointment,
)
from myjobmatch.services.booking import BookSlot, book_slot
from myjobmatch.services.openings import SaveOpening, save_opening
from myjobmatch.services.presences import MarkPresence, mark_presence
from myjobmatch.services.shared_follow_up import AssignYouths, assign_youths
from myjobmatch.services.telling import MEANINGS
from tests import factories
from tests.integration.services.told_town import EMAIL, Town, address, phone, town

__all__ = ["town"]

LISTENING = appointment_tellers
BASE = "https://visio.exemple.fr"
DAY = date(2026, 9, 29)  # two weeks after MOMENT and a day
MINUTE = 10 * 60


def parsed(data: bytes) -> tuple[str, icalendar.Event]:
    """The method and the one event of a calendar."""
    made = icalendar.Calendar.from_ical(data)
    (event,) = made.walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return str(made["method"]), event


async def set_one(town: Town, day: date = DAY, how: AppointmentHow = AppointmentHow.VIDEO) -> str:
    """The advisor sets an interview."""
    wanted = SetAppointment(
        town.youth_public_id, AppointmentKind.INTERVIEW, how, on_the_wall(day, MINUTE), 45
    )
    return await town.app.run(set_appointment, town.advisor, wanted, BASE)


async def test_an_invitation_moves_and_is_called_off_under_one_uid(
    database: Database, town: Town
) -> None:
    await address(database, town.youth, EMAIL, "zelie@exemple.fr")
    await phone(database, town.youth)
    id_ = await set_one(town)
    await town.round()
    later = on_the_wall(DAY + timedelta(days=28), MINUTE)  # over the change of the clocks
    await town.app.run(move_appointment, town.advisor, MoveAppointment(id_, later, 30), BASE)
    await town.round()
    await town.app.run(cancel_appointment, town.advisor, CancelAppointment(id_, "Grève"))
    await town.round()
    parts = [letter.calendar for letter in town.post.letters]
    assert [part.method for part in parts if part] == ["REQUEST", "REQUEST", "CANCEL"]
    told = [parsed(part.data) for part in parts if part]
    assert [method for method, _ in told] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [event for _, event in told]
    assert len({str(event["uid"]) for event in events}) == 1
    assert [event.decoded("sequence") for event in events] == [0, 1, 2]
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert events[1].decoded("dtstart").strftime("%d/%m %H:%M") == "27/10 10:00"
    assert str(events[0]["url"]).startswith(f"{BASE}/rendezvous-")
    assert str(events[0]["attendee"]) == "mailto:zelie@exemple.fr"
    assert town.post.titles == [
        "Un rendez-vous est noté",
        "Ton rendez-vous change",
        "Un rendez-vous est annulé",
    ]
    # a locked screen tells when, and neither who nor what was written
    said = " ".join(f"{told_['title']} {told_['body']}" for _, told_ in town.post.rung)
    assert "Zélie" not in said
    assert "Grève" not in said
    assert "29 septembre" in said
    assert "10:00" in said


async def test_it_is_reminded_of_a_week_and_a_day_before(
    database: Database, town: Town, clock: FixedClock
) -> None:
    await phone(database, town.youth)
    id_ = await set_one(town)
    await town.round()
    heard: list[tuple[str, datetime]] = []
    seen = len(town.post.rung)
    for _ in range(16 * 24):
        clock.advance(timedelta(hours=1))
        if clock.now() >= on_the_wall(DAY, MINUTE):
            break
        await town.round()
        for _, told in town.post.rung[seen:]:
            heard.append((told["title"], clock.now().astimezone(PARIS)))
        seen = len(town.post.rung)
    assert [(title, at.strftime("%d %H")) for title, at in heard] == [
        ("Rendez-vous dans une semaine", "22 10"),
        ("Rendez-vous demain", "28 10"),
    ]
    clock.advance(timedelta(hours=1))
    await town.app.run(mark_presence, town.advisor, MarkPresence(id_, Presence.ABSENT))
    await town.round()
    assert len(town.post.rung) == seen


async def test_a_cancelled_one_reminds_nobody_and_a_moved_one_anew(
    database: Database, town: Town, clock: FixedClock
) -> None:
    await phone(database, town.youth)
    off, moved = await set_one(town), await set_one(town, DAY + timedelta(days=1))
    later = on_the_wall(DAY + timedelta(days=14), MINUTE)
    await town.app.run(move_appointment, town.advisor, MoveAppointment(moved, later, 45), BASE)
    await town.round()
    # the reminder is on its way already when the youth calls it off: it means nothing any more
    clock.advance(on_the_wall(DAY - timedelta(days=1), MINUTE) - clock.now())
    assert await town.app.run(remind_of_appointments, SYSTEM, None) == 1
    await town.app.run(decline_appointment, town.youth, CancelAppointment(off))
    before = len(town.post.rung)
    await town.round()
    assert town.post.titles[before:] == ["Un rendez-vous est annulé"]
    for days in (7, 1):
        clock.advance(on_the_wall(DAY + timedelta(days=14 - days), MINUTE) - clock.now())
        await town.round()
    assert town.post.titles[before + 1 :] == [
        "Rendez-vous dans une semaine",
        "Rendez-vous demain",
    ]


async def test_a_worker_that_stood_still_reminds_once(
    database: Database, town: Town, clock: FixedClock
) -> None:
    await phone(database, town.youth)
    await set_one(town)
    await town.round()
    clock.advance(on_the_wall(DAY, 8 * 60) - clock.now())
    await town.round()
    await town.round()
    assert town.post.titles == ["Un rendez-vous est noté", "Rendez-vous aujourd'hui"]


async def test_an_advisor_hears_of_what_a_youth_does(database: Database, town: Town) -> None:
    await phone(database, town.advisor)
    hours = SaveOpening(
        AppointmentKind.INTERVIEW, AppointmentHow.PHONE, 30, 540, 600, weekday=DAY.weekday()
    )
    opening = await town.app.run(save_opening, town.advisor, hours)
    booked = await town.app.run(
        book_slot, town.youth, BookSlot(opening, on_the_wall(DAY, 540), "Mon CV")
    )
    await town.round()
    await town.app.run(decline_appointment, town.youth, CancelAppointment(booked, "Train"))
    await town.round()
    assert town.post.titles == [
        "Un rendez-vous a été pris",
        "Un rendez-vous est annulé par un jeune",
    ]
    assert "Train" not in str(town.post.rung)
    assert "CV" not in str(town.post.rung)


async def test_a_feed_is_read_by_whoever_has_its_address(
    database: Database, town: Town, clock: FixedClock
) -> None:
    await set_one(town)
    assert await town.app.run(feed_state, town.advisor, None) is None
    path = await town.app.run(make_feed, town.advisor, MakeFeed())
    secret = path.removeprefix("/calendrier/").removesuffix(".ics")
    data = await read_feed(town.app, secret, "192.0.2.1")
    method, event = parsed(data)
    assert (method, str(event["summary"])) == ("PUBLISH", "Entretien individuel")
    assert "Zélie" not in data.decode()
    named = await town.app.run(make_feed, town.advisor, MakeFeed(first_names=True))
    with pytest.raises(NotFound, match="calendar_unknown"):
        await read_feed(town.app, secret, "192.0.2.1")
    secret = named.removeprefix("/calendrier/").removesuffix(".ics")
    data = await read_feed(town.app, secret, "192.0.2.1")
    assert "Zélie" in data.decode()
    assert "Quatremer" not in data.decode()
    state = await town.app.run(feed_state, town.advisor, None)
    assert state is not None
    assert state.read_at == clock.now()
    await town.app.run(revoke_feed, town.advisor, None)
    for _ in range(WRONG_BY_CLIENT - 1):  # one wrong try was counted already
        with pytest.raises(NotFound):
            await read_feed(town.app, secret, "192.0.2.1")
    with pytest.raises(TooMany, match="calendar_too_many"):
        await read_feed(town.app, secret, "192.0.2.1")


async def test_an_address_is_not_read_without_end(town: Town) -> None:
    path = await town.app.run(make_feed, town.advisor, MakeFeed())
    secret = path.removeprefix("/calendrier/").removesuffix(".ics")
    for number in range(READS_BY_ADDRESS):
        await read_feed(town.app, secret, f"192.0.2.{number}")
    with pytest.raises(TooMany):
        await read_feed(town.app, secret, "198.51.100.1")


async def test_a_file_is_for_the_two_sides(database: Database, town: Town) -> None:
    id_ = await set_one(town, how=AppointmentHow.ON_SITE)
    _, event = parsed(await town.app.run(appointment_file, town.youth, id_))
    assert str(event["summary"]).startswith("Entretien individuel avec advisor")
    assert event.walk("VALARM")
    async with database.unit() as uow:
        where = await uow.accounts.structure(town.advisor.structure_id or 0)
        assert where is not None
        other = await factories.youth(uow, where, advisor=town.advisor)
        manager = await factories.staff(uow, Role.MANAGER, where)
        colleague = await factories.staff(uow, Role.ADVISOR, where)
    await town.app.run(appointment_file, manager, id_)
    for actor in (other, colleague, town.recruiter):
        with pytest.raises(NotFound, match="appointment_unknown"):
            await town.app.run(appointment_file, actor, id_)


@pytest.mark.parametrize(
    ("days", "title"),
    [
        (7, "Rendez-vous dans une semaine"),
        (4, "Rendez-vous bientôt"),
        (1, "Rendez-vous demain"),
        (0, "Rendez-vous aujourd'hui"),
    ],
)
async def test_a_reminder_that_comes_late_says_what_is_so_by_then(
    database: Database, town: Town, clock: FixedClock, days: int, title: str
) -> None:
    await phone(database, town.youth)
    await set_one(town)
    await town.round()
    # the worker stood still until then
    clock.advance(on_the_wall(DAY - timedelta(days=days), MINUTE - 60 * (days == 0)) - clock.now())
    before = len(town.post.rung)
    await town.round()
    assert town.post.titles[before:] == [title]


async def test_who_gets_another_advisor_is_still_told_of_what_was_set(
    database: Database, town: Town
) -> None:
    await address(database, town.youth, EMAIL, "zelie@exemple.fr")
    await address(database, town.advisor, EMAIL, "aminata@exemple.fr")
    id_ = await set_one(town)
    async with database.unit() as uow:
        where = await uow.accounts.structure(town.advisor.structure_id or 0)
        assert where is not None
        colleague = await factories.staff(uow, Role.ADVISOR, where)
        manager = await factories.staff(uow, Role.MANAGER, where)
        account = await uow.accounts.get(colleague.account_id)
        assert account is not None
        account.display_name = "Nadia"
    command = AssignYouths((town.youth_public_id,), account.public_id)
    await town.app.run(assign_youths, manager, command)
    await town.round()
    (letter,) = [one for one in town.post.letters if one.calendar]
    assert (letter.to, letter.subject) == ("zelie@exemple.fr", "Un rendez-vous est noté")
    assert letter.calendar is not None
    assert "Nadia" in str(parsed(letter.calendar.data)[1]["summary"])

    # what waits for the advisor of before is not theirs any more; the youth's reminder is
    async with database.unit() as uow:
        row = await uow.appointments.by_public_id(id_)
        assert row is not None
        assert row.advisor_id == colleague.account_id
        about = {"appointment": row.id, "sequence": row.sequence}
        stands = [
            await MEANINGS[NotificationKind.APPOINTMENT](uow, one.account_id, about)
            for one in (town.youth, colleague, town.advisor)
        ]
    assert stands == [True, True, False]
