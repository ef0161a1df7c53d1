"""Scenario 15: a video appointment arrives with its ICS, is moved, reminded of, missed; a cancelled one reminds nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
from playwright.sync_api import Page, expect
from production import RunningServer
from sqlalchemy import select

from myjobmatch.db.models import Appointment, ContactPoint, Notification
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.appointments import AppointmentHow, AppointmentKind, days_before, on_the_wall
from myjobmatch.domain.clock import FixedClock, paris_day
from myjobmatch.domain.notifications import Channel
from myjobmatch.services import appointment_tellers
from myjobmatch.services.appointment_reminders import remind_of_appointments
from myjobmatch.services.appointments import SetAppointment, set_appointment
from myjobmatch.services.outbox import carry_out_events
from tests.e2e.phone import put_matches_off
from tests.e2e.phone_server import actor_named, beside
from tests.fixtures.browsers import OpenPages

LISTENING = appointment_tellers
MINE = "/mon-espace/rendez-vous"
VIDEO = "https://visio.exemple.fr"
YOUTH, ADVISOR = "lina", "conseil"


def set_video(server: RunningServer, day_after: int, minute: int) -> tuple[str, datetime]:
    """The advisor sets a video interview (this server has no video of its own); its public id and moment."""

    async def set_one(uow: UnitOfWork) -> tuple[str, datetime]:
        youth, advisor = await actor_named(uow, YOUTH), await actor_named(uow, ADVISOR)
        person = await uow.youths.get(youth.youth_id or 0)
        assert person is not None
        starts_at = on_the_wall(paris_day(uow.clock.now()) + timedelta(days=day_after), minute)
        wanted = SetAppointment(
            person.public_id, AppointmentKind.INTERVIEW, AppointmentHow.VIDEO, starts_at, 30
        )
        return await set_appointment(advisor, wanted, uow, VIDEO), starts_at

    return beside(server, set_one)


def reachable(server: RunningServer) -> None:
    """The youth has an e-mail address that is theirs."""

    async def give(uow: UnitOfWork) -> None:
        youth = await actor_named(uow, YOUTH)
        if await uow.notifications.contact(youth.account_id, Channel.EMAIL) is None:
            uow.notifications.add(
                ContactPoint(
                    account_id=youth.account_id,
                    channel=Channel.EMAIL,
                    address="lina@exemple.fr",
                    verified_at=uow.clock.now(),
                )
            )

    beside(server, give)


def told_at(server: RunningServer, public_id: str, days: int) -> list[str]:
    """What the youth is told of an appointment when the worker looks so many days before: the clock is moved."""

    async def look(uow: UnitOfWork) -> list[str]:
        row = await uow.session.scalar(
            select(Appointment).where(Appointment.public_id == public_id)
        )
        assert row is not None
        known = select(Notification.id)
        before = set(await uow.session.scalars(known))
        uow.clock = FixedClock(days_before(row.starts_at, days) + timedelta(minutes=1))
        await remind_of_appointments(SYSTEM, None, uow)
        await uow.session.flush()
        await carry_out_events(SYSTEM, 100, uow)
        rows = await uow.session.scalars(select(Notification).where(Notification.id.not_in(before)))
        return [
            one.text
            for one in rows
            if one.about.get("appointment") == row.id and one.about.get("days")
        ]

    return beside(server, look)


def kept(server: RunningServer, public_id: str) -> Appointment:
    """As the server keeps it."""

    async def look(uow: UnitOfWork) -> Appointment:
        row = await uow.session.scalar(
            select(Appointment).where(Appointment.public_id == public_id)
        )
        assert row is not None
        return row

    return beside(server, look)


def downloaded(page: Page, public_id: str) -> icalendar.Event:
    """The file that a page may download, read by the `icalendar` library."""
    answer = page.context.request.get(f"/api/v1/appointments/{public_id}.ics")
    assert answer.status == 200, answer.text()
    assert answer.headers["content-type"].startswith("text/calendar")
    (event,) = icalendar.Calendar.from_ical(answer.body()).walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return event


def card(page: Page, public_id: str) -> Any:
    """The card of an appointment on the phone."""
    return page.locator("li.appointment-card").filter(
        has=page.locator(f'a[href="/api/v1/appointments/{public_id}.ics"]')
    )


def test_an_appointment_from_its_beginning_to_its_end(
    pages: OpenPages, server: RunningServer
) -> None:
    reachable(server)
    phone = pages.phone_as(YOUTH)
    put_matches_off(phone)
    phone.goto(MINE)
    expect(phone.get_by_role("heading", name="Mes rendez-vous")).to_be_visible(timeout=60_000)

    # It arrives on the phone that lies open, with its room and its file.
    public_id, starts_at = set_video(server, 20, 10 * 60)
    one = card(phone, public_id)
    expect(one.get_by_role("link", name="Rejoindre la visio")).to_be_visible(timeout=20_000)
    room = one.get_by_role("link", name="Rejoindre la visio").get_attribute("href") or ""
    assert room.startswith(f"{VIDEO}/rendezvous-")
    first = downloaded(phone, public_id)
    assert first.decoded("dtstart").astimezone(UTC) == starts_at
    assert str(first["url"]) == room

    # The advisor moves it at the desk: the phone shows it by itself, under the same UID.
    desk = pages.desktop_as(ADVISOR)
    day = paris_day(starts_at)
    desk.goto(f"/conseil/agenda?jour={day.isoformat()}")
    entry = desk.locator(".agenda-entry").filter(has_text="Lina").first
    expect(entry).to_be_visible(timeout=30_000)
    entry.click()
    desk.get_by_role("button", name="Déplacer").click()
    later = day + timedelta(days=1)
    desk.get_by_label("Jour", exact=True).fill(later.isoformat())
    desk.get_by_label("Heure").fill("16:30")
    desk.get_by_role("button", name="Déplacer le rendez-vous").click()
    expect(desk.get_by_text("Le rendez-vous est déplacé.")).to_be_visible()
    expect(one.get_by_text("16:30")).to_be_visible(timeout=20_000)
    second = downloaded(phone, public_id)
    assert str(second["uid"]) == str(first["uid"])
    assert second.decoded("sequence") == first.decoded("sequence") + 1
    assert second.decoded("dtstart").strftime("%H:%M") == "16:30"
    assert str(second["url"]) == room

    # Nobody else reads it.
    stranger = pages.phone_as("moussa")
    assert stranger.context.request.get(f"/api/v1/appointments/{public_id}.ics").status == 404

    # A week and a day before, the clock moved; then without a network the phone still shows it.
    assert told_at(server, public_id, 7) == ["appointment_week"]
    assert told_at(server, public_id, 1) == ["appointment_tomorrow"]
    assert told_at(server, public_id, 1) == []
    phone.reload()
    one = phone.locator("li.appointment-card").filter(has_text="16:30")
    expect(one).to_be_visible(timeout=30_000)
    phone.context.set_offline(True)
    expect(one.get_by_role("link", name="Rejoindre la visio")).to_be_visible()
    expect(phone.get_by_text("Il faut du réseau pour réserver.")).to_be_visible()

    # One that the youth calls off without a network leaves when it is back, and reminds nobody.
    one.get_by_text("Je ne peux pas venir").click()
    one.get_by_role("button", name="Je n'ai pas de transport").click()
    one.get_by_role("button", name="Je préviens").click()
    expect(phone.get_by_role("heading", name="Annulés")).to_be_visible()
    phone.context.set_offline(False)
    for _ in range(60):
        if kept(server, public_id).status.value == "cancelled":
            break
        phone.wait_for_timeout(250)
    off = kept(server, public_id)
    assert (off.status.value, off.sequence, off.reason) == (
        "cancelled",
        2,
        "Je n'ai pas de transport",
    )
    for days in (7, 1):
        assert told_at(server, public_id, days) == []
    assert str(downloaded(phone, public_id)["status"]) == "CANCELLED"


def test_a_no_show_is_recorded_and_followed_up(pages: OpenPages, server: RunningServer) -> None:
    async def past(uow: UnitOfWork) -> str:
        youth, advisor = await actor_named(uow, YOUTH), await actor_named(uow, ADVISOR)
        person = await uow.youths.get(youth.youth_id or 0)
        assert person is not None
        moment = on_the_wall(paris_day(uow.clock.now()) - timedelta(days=3), 7 * 60)
        wanted = SetAppointment(
            person.public_id, AppointmentKind.INTERVIEW, AppointmentHow.ON_SITE, moment, 30
        )
        return await set_appointment(advisor, wanted, uow)

    public_id = beside(server, past)
    desk = pages.desktop_as(ADVISOR)
    desk.goto("/conseil/agenda")
    unmarked = desk.locator("#a-noter li").filter(has_text="Lina")
    unmarked.get_by_role("button", name="Lina Bensaïd : absent").click(timeout=60_000)
    expect(desk.get_by_text("La présence est notée.")).to_be_visible()
    assert kept(server, public_id).presence is not None
    missed = desk.locator("#absents li").filter(has_text="Lina")
    missed.get_by_role("button", name="Écrire un mot à Lina Bensaïd").click()
    words = desk.get_by_label("Message")
    expect(words).not_to_be_empty()
    desk.get_by_role("button", name="Envoyer").click()
    expect(desk.get_by_text("Le message est parti.")).to_be_visible()
    expect(missed).to_have_count(0)
    phone = pages.phone_as(YOUTH)
    put_matches_off(phone)
    phone.goto("/messages")
    expect(phone.get_by_text("on s'est manqués").first).to_be_visible(timeout=60_000)


def test_a_youth_books_and_the_calendar_is_read_elsewhere(
    pages: OpenPages, server: RunningServer
) -> None:
    phone = pages.phone_as(YOUTH)
    put_matches_off(phone)
    phone.goto(MINE)
    slot = phone.locator(".appointment-slot").first
    slot.click(timeout=60_000)
    phone.get_by_label("De quoi veux-tu parler ?").fill("Mon CV")
    phone.get_by_role("button", name="Je réserve").click()
    expect(phone.get_by_text("C'est réservé")).to_be_visible(timeout=20_000)

    desk = pages.desktop_as(ADVISOR)
    desk.goto("/conseil/agenda/reglages")
    desk.get_by_role("button", name="Créer l'adresse").click(timeout=60_000)
    address = desk.get_by_label("Adresse à copier")
    expect(address).to_be_visible()
    url = address.input_value()
    nobody = pages.desktop()
    answer = nobody.context.request.get(url)
    assert answer.status == 200
    events = icalendar.Calendar.from_ical(answer.body()).walk("VEVENT")
    assert len(events) > 3
    assert "Lina" not in answer.text()
    desk.get_by_role("button", name="Couper l'accès").click()
    expect(desk.get_by_text("L'adresse ne marche plus.")).to_be_visible()
    assert nobody.context.request.get(url).status == 404
