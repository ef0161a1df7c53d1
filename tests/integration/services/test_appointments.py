"""Appointments on both databases: who may, what clashes, who gets the last slot, what becomes of them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from sqlalchemy import select

from myjobmatch.db.clash import Clash
from myjobmatch.db.models import Activity, Appointment, AuditEntry, Youth
from myjobmatch.db.uow import Database
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import (
    AppointmentHow,
    AppointmentKind,
    AppointmentSide,
    AppointmentStatus,
    Presence,
    on_the_wall,
)
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import Role
from myjobmatch.domain.errors import Conflict, DomainError, Invalid, NotFound
from myjobmatch.services.absences import (
    SetAbsence,
    delete_absence,
    list_absences,
    set_absence,
)
from myjobmatch.services.application import Application
from myjobmatch.services.appointment_views import (
    AskAgenda,
    appointments_with,
    list_agenda,
    own_appointments,
)
from myjobmatch.services.appointments import (
    CancelAppointment,
    MoveAppointment,
    SetAppointment,
    cancel_appointment,
    decline_appointment,
    move_appointment,
    set_appointment,
)
from myjobmatch.services.booking import BookSlot, book_slot, find_slots
from myjobmatch.services.conversations import list_conversations
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.openings import (
    CloseHours,
    SaveOpening,
    close_hours,
    delete_opening,
    list_openings,
    reopen_hours,
    save_opening,
)
from myjobmatch.services.presences import (
    MarkPresence,
    SettleMissed,
    WriteKindly,
    mark_presence,
    settle_missed,
    write_kindly,
)
from tests import factories

BASE = "https://visio.exemple.fr"
NEXT_TUESDAY = date(2026, 9, 22)


@dataclass
class House:
    """Two structures, their people, and a youth with an advisor."""

    app: Application
    advisor: Actor
    colleague: Actor
    foreign_advisor: Actor
    manager: Actor
    foreign_manager: Actor
    youth: Actor
    friend: Actor
    strangers: Actor
    youth_id: str
    friend_id: str

    def at(
        self, minute: int = 10 * 60, day: date = NEXT_TUESDAY, **traits: object
    ) -> SetAppointment:
        """An interview of three quarters of an hour."""
        given = {
            "youth_id": self.youth_id,
            "kind": AppointmentKind.INTERVIEW,
            "how": AppointmentHow.ON_SITE,
            "starts_at": on_the_wall(day, minute),
            "minutes": 45,
        }
        return SetAppointment(**(given | traits))  # type: ignore[arg-type]

    async def set(self, **traits: object) -> str:
        """Set it."""
        return await self.app.run(set_appointment, self.advisor, self.at(**traits), BASE)  # type: ignore[arg-type]


@pytest.fixture
async def house(database: Database) -> House:
    async with database.unit() as uow:
        here, elsewhere = await factories.structure(uow), await factories.structure(uow)
        advisor = await factories.staff(uow, Role.ADVISOR, here)
        colleague = await factories.staff(uow, Role.ADVISOR, here)
        youth = await factories.youth(uow, here, advisor=advisor)
        friend = await factories.youth(uow, here, advisor=advisor)
        strangers = await factories.youth(uow, here, advisor=colleague)
        ids = []
        for one in (youth, friend):
            person = await uow.youths.get(one.youth_id or 0)
            assert person is not None
            ids.append(person.public_id)
        return House(
            Application(database, database.clock, MatchingRuntime(database, None)),
            advisor,
            colleague,
            await factories.staff(uow, Role.ADVISOR, elsewhere),
            await factories.staff(uow, Role.MANAGER, here),
            await factories.staff(uow, Role.MANAGER, elsewhere),
            youth,
            friend,
            strangers,
            *ids,
        )


async def row_of(house: House, public_id: str) -> Appointment:
    """As it is kept."""
    async with house.app.database.unit(write=False) as uow:
        row = await uow.session.scalar(
            select(Appointment).where(Appointment.public_id == public_id)
        )
    assert row is not None
    return row


async def kinds(house: House) -> list[ActivityKind]:
    """What the activity log says."""
    async with house.app.database.unit(write=False) as uow:
        return list(await uow.session.scalars(select(Activity.kind).order_by(Activity.id)))


async def test_it_is_set_moved_and_called_off(house: House) -> None:
    id_ = await house.set(how=AppointmentHow.VIDEO, note="Ton CV")
    first = await row_of(house, id_)
    assert first.video_url.startswith(f"{BASE}/rendezvous-")
    assert (first.sequence, first.status) == (0, AppointmentStatus.PLANNED)
    assert first.remind_week_at == on_the_wall(NEXT_TUESDAY - timedelta(days=7), 600)
    later = on_the_wall(NEXT_TUESDAY + timedelta(days=7), 14 * 60)
    await house.app.run(move_appointment, house.advisor, MoveAppointment(id_, later, 30), BASE)
    moved = await row_of(house, id_)
    assert (moved.uid, moved.sequence, moved.starts_at) == (first.uid, 1, later)
    assert moved.video_url == first.video_url
    assert moved.remind_day_at == on_the_wall(NEXT_TUESDAY + timedelta(days=6), 14 * 60)
    await house.app.run(move_appointment, house.advisor, MoveAppointment(id_, later, 30), BASE)
    assert (await row_of(house, id_)).sequence == 1, "the same again changes nothing"
    with pytest.raises(Invalid, match="appointment_reason"):
        await house.app.run(cancel_appointment, house.advisor, CancelAppointment(id_, " "))
    for _ in range(2):
        await house.app.run(cancel_appointment, house.advisor, CancelAppointment(id_, "Grève"))
    off = await row_of(house, id_)
    assert (off.sequence, off.status, off.reason) == (2, AppointmentStatus.CANCELLED, "Grève")
    assert (off.remind_week_at, off.remind_day_at) == (None, None)
    with pytest.raises(Conflict, match="appointment_over"):
        await house.app.run(move_appointment, house.advisor, MoveAppointment(id_, later, 30), BASE)
    assert await kinds(house) == [
        ActivityKind.APPOINTMENT_SET,
        ActivityKind.APPOINTMENT_MOVED,
        ActivityKind.APPOINTMENT_CANCELLED,
    ]


async def test_without_a_video_server_there_is_no_video(house: House) -> None:
    with pytest.raises(Invalid, match="video_unavailable"):
        await house.app.run(set_appointment, house.advisor, house.at(how=AppointmentHow.VIDEO))
    with pytest.raises(Invalid, match="video_unavailable"):
        await house.app.run(save_opening, house.advisor, opening(how=AppointmentHow.VIDEO))


async def test_two_at_once_are_refused_for_either(house: House) -> None:
    await house.set()
    with pytest.raises(Conflict, match=r"appointment_clash$"):
        await house.set(minute=630, youth_id=house.friend_id)
    await house.set(minute=645, youth_id=house.friend_id)  # it begins when the other ends
    async with house.app.database.unit() as uow:
        person = await uow.youths.by_public_id(house.youth_id)
        assert person is not None
        person.advisor_id = house.colleague.account_id
    with pytest.raises(Conflict, match="appointment_clash_youth"):
        await house.app.run(set_appointment, house.colleague, house.at(minute=615))


async def test_a_collective_meeting_has_several_youths(house: House) -> None:
    meeting = {"kind": AppointmentKind.INFORMATION}
    await house.set(**meeting)
    await house.set(**meeting, youth_id=house.friend_id)
    with pytest.raises(Conflict, match="appointment_clash_youth"):
        await house.set(**meeting, youth_id=house.friend_id)


async def test_writers_at_once_see_one_another(house: House) -> None:
    tries = [
        house.app.run(set_appointment, house.advisor, house.at(minute=600 + 10 * n, youth_id=who))
        for n, who in enumerate([house.youth_id, house.friend_id] * 3)
    ]
    answers = await asyncio.gather(*tries, return_exceptions=True)
    won = [one for one in answers if isinstance(one, str)]
    assert 1 <= len(won) <= 2
    assert all(isinstance(one, str | Conflict) for one in answers), answers
    async with house.app.database.unit(write=False) as uow:
        rows = (
            await uow.session.scalars(select(Appointment).order_by(Appointment.starts_at))
        ).all()
    for one, other in pairwise(rows):
        assert one.ends_at <= other.starts_at


def opening(**traits: object) -> SaveOpening:
    """Tuesdays from nine to ten, an hour each."""
    given = {
        "kind": AppointmentKind.INTERVIEW,
        "how": AppointmentHow.ON_SITE,
        "minutes": 60,
        "start": 9 * 60,
        "end": 10 * 60,
        "weekday": 1,
    }
    return SaveOpening(**(given | traits))  # type: ignore[arg-type]


async def test_of_two_who_want_the_same_slot_one_gets_it(house: House) -> None:
    await house.app.run(save_opening, house.advisor, opening(place="Bureau 3"))
    offered = await house.app.run(find_slots, house.youth, None)
    slot = offered.slots[0]
    assert slot.starts_at == on_the_wall(date(2026, 9, 15), 540)
    wanted = BookSlot(slot.opening_id, slot.starts_at)
    answers = await asyncio.gather(
        *(house.app.run(book_slot, who, wanted) for who in [house.youth, house.friend] * 2),
        return_exceptions=True,
    )
    # the same youth twice is told the same; the other one is refused
    assert len({one for one in answers if isinstance(one, str)}) == 1
    refused = [one for one in answers if not isinstance(one, str)]
    assert len(refused) == 2
    assert all(isinstance(one, Conflict) and one.code == "slot_taken" for one in refused)
    for who in (house.youth, house.friend):
        left = await house.app.run(find_slots, who, None)
        assert slot.starts_at not in {one.starts_at for one in left.slots}
    assert await kinds(house) == [ActivityKind.APPOINTMENT_BOOKED]


async def test_of_many_who_want_the_last_places_as_many_get_one(house: House) -> None:
    places = 3
    meeting = opening(kind=AppointmentKind.INFORMATION, places=places)
    await house.app.run(save_opening, house.advisor, meeting)
    async with house.app.database.unit() as uow:
        where = await uow.accounts.structure(house.advisor.structure_id or 0)
        assert where is not None
        crowd = [await factories.youth(uow, where, advisor=house.advisor) for _ in range(8)]
    slot = (await house.app.run(find_slots, crowd[0], None)).slots[0]
    wanted = BookSlot(slot.opening_id, slot.starts_at)
    answers = await asyncio.gather(
        *(house.app.run(book_slot, who, wanted) for who in crowd), return_exceptions=True
    )
    assert sum(isinstance(one, str) for one in answers) == places
    assert all(isinstance(one, str | Conflict) for one in answers), answers


async def test_a_slot_must_be_one(house: House) -> None:
    id_ = await house.app.run(save_opening, house.advisor, opening())
    slot = on_the_wall(NEXT_TUESDAY, 540)
    for moment in (
        slot + timedelta(minutes=5),
        slot + timedelta(days=1),
        slot + timedelta(days=84),
    ):
        with pytest.raises(Conflict, match="slot_taken"):
            await house.app.run(book_slot, house.youth, BookSlot(id_, moment))
    with pytest.raises(NotFound, match="opening_unknown"):
        await house.app.run(book_slot, house.strangers, BookSlot(id_, slot))
    await house.app.run(close_hours, house.advisor, CloseHours(NEXT_TUESDAY))
    with pytest.raises(Conflict, match="slot_taken"):
        await house.app.run(book_slot, house.youth, BookSlot(id_, slot))
    listed = await house.app.run(list_openings, house.advisor, None)
    await house.app.run(reopen_hours, house.advisor, listed.closed[0].id)
    assert await house.app.run(book_slot, house.youth, BookSlot(id_, slot))
    for week in (1, 2):
        later = slot + timedelta(days=7 * week)
        await house.app.run(book_slot, house.youth, BookSlot(id_, later))
    with pytest.raises(Invalid, match="slots_enough"):
        await house.app.run(
            book_slot,
            house.youth,
            BookSlot(id_, on_the_wall(NEXT_TUESDAY + timedelta(days=21), 540)),
        )


async def test_openings_are_their_advisors_alone(house: House) -> None:
    id_ = await house.app.run(save_opening, house.advisor, opening())
    with pytest.raises(NotFound, match="opening_unknown"):
        await house.app.run(save_opening, house.colleague, replace(opening(), id=id_))
    with pytest.raises(NotFound, match="opening_unknown"):
        await house.app.run(delete_opening, house.colleague, id_)
    await house.app.run(save_opening, house.advisor, replace(opening(minutes=30), id=id_))
    listed = await house.app.run(list_openings, house.advisor, None)
    assert [one.minutes for one in listed.openings] == [30]
    assert listed.free == 4  # two Tuesdays, two halves of an hour
    await house.app.run(delete_opening, house.advisor, id_)
    assert (await house.app.run(list_openings, house.advisor, None)).openings == ()


async def test_while_an_advisor_is_away_a_colleague_receives(house: House) -> None:
    await house.app.run(save_opening, house.advisor, opening())
    theirs = await house.app.run(save_opening, house.colleague, opening(start=840, end=900))
    staff = await house.app.run(list_absences, house.advisor, None)
    colleague = next(id_ for id_, _ in staff.colleagues if id_ == house.colleague.public_id)
    away = SetAbsence(date(2026, 9, 14), date(2026, 9, 20), replacing_id=colleague)
    absence = await house.app.run(set_absence, house.advisor, away)
    offered = (await house.app.run(find_slots, house.youth, None)).slots
    assert [slot.opening_id == theirs for slot in offered[:3]] == [True, False, False]
    assert offered[0].starts_at == on_the_wall(date(2026, 9, 15), 840)
    with pytest.raises(Conflict, match="absence_known"):
        await house.app.run(set_absence, house.advisor, replace(away, to_day=date(2026, 9, 30)))
    for wrong in (
        replace(away, from_day=date(2026, 9, 22), to_day=date(2026, 9, 21)),
        SetAbsence(date(2026, 10, 1), date(2026, 10, 2), replacing_id=house.advisor.public_id),
    ):
        with pytest.raises(Invalid):
            await house.app.run(set_absence, house.advisor, wrong)
    for actor in (house.colleague, house.foreign_manager):
        with pytest.raises(NotFound):
            await house.app.run(delete_absence, actor, absence)
    await house.app.run(delete_absence, house.manager, absence)
    assert (await house.app.run(list_absences, house.manager, None)).absences == ()
    again = replace(away, advisor_id=house.advisor.public_id, replacing_id="")
    await house.app.run(set_absence, house.manager, again)
    shown = (await house.app.run(list_absences, house.advisor, None)).absences
    assert [(one.from_day, one.replacing) for one in shown] == [(date(2026, 9, 14), "")]


async def test_presence_is_noted_from_the_day_on_and_a_no_show_followed_up(
    house: House, clock: FixedClock
) -> None:
    id_ = await house.set(day=date(2026, 9, 15))
    with pytest.raises(Conflict, match="appointment_not_yet"):
        await house.app.run(mark_presence, house.advisor, MarkPresence(id_, Presence.SEEN))
    clock.advance(timedelta(days=1))
    await house.app.run(mark_presence, house.advisor, MarkPresence(id_, Presence.SEEN))
    await house.app.run(mark_presence, house.advisor, MarkPresence(id_, None))
    await house.app.run(mark_presence, house.advisor, MarkPresence(id_, Presence.ABSENT))
    week = AskAgenda(date(2026, 9, 14), 7)
    agenda = await house.app.run(list_agenda, house.advisor, week)
    assert [one.view.id for one in agenda.missed] == [id_]
    await house.app.run(settle_missed, house.advisor, SettleMissed(id_))
    assert (await house.app.run(list_agenda, house.advisor, week)).missed == ()
    await house.app.run(settle_missed, house.advisor, SettleMissed(id_, settled=False))
    await house.set(follows=id_)
    assert (await house.app.run(list_agenda, house.advisor, week)).missed == ()
    assert (await kinds(house))[1:4] == [
        ActivityKind.APPOINTMENT_SEEN,
        ActivityKind.APPOINTMENT_SEEN,  # taken back
        ActivityKind.APPOINTMENT_MISSED,
    ]


async def test_a_kind_word_settles_a_no_show(house: House, clock: FixedClock) -> None:
    id_ = await house.set(day=date(2026, 9, 15))
    clock.advance(timedelta(days=2))
    agenda = await house.app.run(list_agenda, house.advisor, AskAgenda(date(2026, 9, 14), 7))
    assert [one.view.id for one in agenda.unmarked] == [id_]
    await house.app.run(mark_presence, house.advisor, MarkPresence(id_, Presence.ABSENT))
    await house.app.run(write_kindly, house.advisor, WriteKindly(id_, "On t'attendait : ça va ?"))
    talk = await house.app.run(list_conversations, house.youth, None)
    assert talk[0].messages[-1].body == "On t'attendait : ça va ?"
    after = await house.app.run(list_agenda, house.advisor, AskAgenda(date(2026, 9, 14), 7))
    assert (after.missed, after.unmarked) == ((), ())
    other = await house.set()
    with pytest.raises(Conflict, match="appointment_not_missed"):
        await house.app.run(write_kindly, house.advisor, WriteKindly(other, "Non."))


async def test_a_youth_who_cannot_come_says_so(house: House, clock: FixedClock) -> None:
    id_ = await house.set(day=date(2026, 9, 15))
    with pytest.raises(NotFound, match="appointment_unknown"):
        await house.app.run(decline_appointment, house.friend, CancelAppointment(id_))
    await house.app.run(decline_appointment, house.youth, CancelAppointment(id_, "Malade"))
    (shown,) = await house.app.run(own_appointments, house.youth, None)
    assert (shown.status, shown.cancelled_by) == (
        AppointmentStatus.CANCELLED,
        AppointmentSide.YOUTH,
    )
    again = await house.set(day=date(2026, 9, 15))  # the moment is free again
    clock.advance(timedelta(days=1, hours=2))  # without a network the word arrives afterwards
    await house.app.run(decline_appointment, house.youth, CancelAppointment(again, "Train"))
    row = await row_of(house, again)
    assert (row.presence, row.reason) == (Presence.EXCUSED, "Train")
    with pytest.raises(Conflict, match="appointment_over"):
        await house.app.run(decline_appointment, house.youth, CancelAppointment(again))


async def test_who_has_no_phone_is_written_down(house: House) -> None:
    id_ = await house.set(on_behalf=True)
    assert (await row_of(house, id_)).on_behalf
    async with house.app.database.unit(write=False) as uow:
        notes = (await uow.session.scalars(select(AuditEntry))).all()
    assert [one.in_name_of for one in notes] == [f"youth:{house.youth_id}"]


async def test_nobody_else_reads_or_changes_it(house: House) -> None:
    id_ = await house.set()
    later = on_the_wall(NEXT_TUESDAY, 900)
    for actor in (house.colleague, house.foreign_advisor):
        for service, command in (
            (move_appointment, MoveAppointment(id_, later, 30)),
            (cancel_appointment, CancelAppointment(id_, "Non")),
            (mark_presence, MarkPresence(id_, Presence.SEEN)),
            (settle_missed, SettleMissed(id_)),
            (write_kindly, WriteKindly(id_, "Non")),
            (set_appointment, house.at(minute=900)),
            (set_appointment, replace(house.at(minute=900), follows=id_)),
            (appointments_with, house.youth_id),
        ):
            with pytest.raises(NotFound):
                await house.app.run(service, actor, command)
    with pytest.raises(NotFound):
        await house.app.run(appointments_with, house.foreign_manager, house.youth_id)
    day = AskAgenda(NEXT_TUESDAY, 1)
    for actor in (house.colleague, house.foreign_advisor, house.foreign_manager):
        assert (await house.app.run(list_agenda, actor, day)).entries == ()
    for theirs in (house.foreign_manager,):
        with pytest.raises(NotFound, match="advisor_unknown"):
            await house.app.run(
                list_agenda, theirs, replace(day, advisor_id=house.advisor.public_id)
            )
    mine = await house.app.run(list_agenda, house.advisor, day)
    assert [(one.view.id, one.own) for one in mine.entries] == [(id_, True)]
    for chosen in ("", house.advisor.public_id):
        seen = await house.app.run(list_agenda, house.manager, replace(day, advisor_id=chosen))
        assert [(one.view.id, one.own) for one in seen.entries] == [(id_, False)]
    assert (await house.app.run(appointments_with, house.manager, house.youth_id))[0].view.id == id_
    assert await house.app.run(own_appointments, house.friend, None) == ()


@pytest.mark.parametrize(
    ("first", "days"), [(date(2026, 9, 14), 0), (date(2026, 9, 14), 43), (date(1, 1, 1), 7)]
)
async def test_a_calendar_shows_so_many_days(house: House, first: date, days: int) -> None:
    with pytest.raises(Invalid, match="agenda_days"):
        await house.app.run(list_agenda, house.advisor, AskAgenda(first, days))


@pytest.mark.parametrize(
    "change",
    [
        {"ends_at": on_the_wall(date(2026, 9, 1), 600)},
        {"sequence": -1},
        {"video_url": "https://visio.exemple.fr/x"},
        {"status": AppointmentStatus.CANCELLED},
        {"presence": Presence.SEEN},
        {"status": AppointmentStatus.DONE},
    ],
)
async def test_an_appointment_that_makes_no_sense_is_refused(
    house: House, change: dict[str, object]
) -> None:
    id_ = await house.set()

    async def spoil() -> None:
        async with house.app.database.unit() as uow:
            row = await uow.appointments.by_public_id(id_)
            assert row is not None
            for name, value in change.items():
                setattr(row, name, value)

    with pytest.raises((Clash, DomainError)):
        await spoil()


async def test_who_leaves_takes_their_appointments_along(house: House) -> None:
    await house.set()
    async with house.app.database.unit() as uow:
        person = await uow.session.scalar(select(Youth).where(Youth.public_id == house.youth_id))
        await uow.session.delete(person)
    async with house.app.database.unit(write=False) as uow:
        assert (await uow.session.scalars(select(Appointment))).all() == []
