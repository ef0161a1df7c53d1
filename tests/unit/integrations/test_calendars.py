"""What we write for calendars, read back by the `icalendar` library: times, zones, methods, addresses."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.appointments import on_the_wall
from myjobmatch.domain.clock import PARIS
from myjobmatch.domain.delivery import CalendarPart, Letter
from myjobmatch.integrations.calendars import CalendarEvent, calendar
from myjobmatch.integrations.mail import _message

NOW = datetime(2026, 2, 1, 8, 0, tzinfo=UTC)
CHANGES = (date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28))

days = st.sampled_from(CHANGES).flatmap(
    lambda day: st.dates(day - timedelta(days=8), day + timedelta(days=8))
)
texts = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120)
    .map(str.strip)
    .filter(bool)
)


def event(starts_at: datetime, minutes: int = 45, **traits: object) -> CalendarEvent:
    """An appointment."""
    given_ = {
        "uid": "a@my-job-match",
        "sequence": 0,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=minutes),
        "changed_at": NOW,
        "title": "Entretien individuel",
    }
    return CalendarEvent(**(given_ | traits))  # type: ignore[arg-type]


def read(data: bytes) -> tuple[icalendar.Calendar, list[icalendar.Event]]:
    """As another program reads it."""
    found = icalendar.Calendar.from_ical(data)
    assert isinstance(found, icalendar.Calendar)
    return found, [one for one in found.walk("VEVENT") if isinstance(one, icalendar.Event)]


@given(days, st.integers(5 * 60, 22 * 60), st.integers(10, 480), st.integers(0, 50))
def test_wall_time_stays_right_on_both_sides_of_a_change(
    day: date, minute: int, minutes: int, sequence: int
) -> None:
    starts_at = on_the_wall(day, minute)
    told = event(starts_at, minutes, sequence=sequence)
    made, (found,) = read(calendar([told], "PUBLISH", NOW))
    begins, ends = found.decoded("dtstart"), found.decoded("dtend")
    assert begins.hour * 60 + begins.minute == minute
    assert begins.date() == day
    assert begins.astimezone(UTC) == starts_at
    assert ends.astimezone(UTC) == told.ends_at
    assert found.decoded("sequence") == sequence
    # the zone's rules stand beside it, and say the same as Paris does
    (zone,) = made.walk("VTIMEZONE")
    assert str(zone["TZID"]) == "Europe/Paris" == found["dtstart"].params["TZID"]
    assert isinstance(zone, icalendar.Timezone)
    told_by_rules = begins.replace(tzinfo=zone.to_tz(lookup_tzid=False))
    assert told_by_rules.utcoffset() == starts_at.astimezone(PARIS).utcoffset()


@given(texts, texts, texts)
def test_any_words_come_back_as_they_were(title: str, text: str, place: str) -> None:
    told = event(NOW, title=title, text=text, place=place)
    data = calendar([told], "PUBLISH", NOW)
    _, (found,) = read(data)
    assert (str(found["summary"]), str(found["description"])) == (title, text)
    assert str(found["location"]) == place
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


@pytest.mark.parametrize(("method", "status"), [("REQUEST", "CONFIRMED"), ("CANCEL", "CANCELLED")])
def test_an_invitation_names_both_sides(method: str, status: str) -> None:
    told = event(NOW, cancelled=method == "CANCEL", organiser_name="Mission Locale ; du Sud")
    data = calendar(
        [told],
        method,
        NOW,
        organiser="rdv@exemple.fr",
        attendee="lina@exemple.fr",  # type: ignore[arg-type]
    )
    made, (found,) = read(data)
    assert (str(made["method"]), str(made["version"])) == (method, "2.0")
    assert str(found["status"]) == status
    assert str(found["organizer"]) == "mailto:rdv@exemple.fr"
    assert found["organizer"].params["CN"] == "Mission Locale ; du Sud"
    assert str(found["attendee"]) == "mailto:lina@exemple.fr"
    assert found.decoded("dtstamp") == NOW


def test_a_phones_own_calendar_rings_an_hour_before() -> None:
    _, (found,) = read(calendar([event(NOW)], "PUBLISH", NOW, alarms=True))
    (alarm,) = found.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(hours=-1)
    _, (off,) = read(calendar([event(NOW, cancelled=True)], "PUBLISH", NOW, alarms=True))
    assert off.walk("VALARM") == []


def test_a_feed_has_a_name_and_all_its_events() -> None:
    told = [event(NOW, uid="a"), event(NOW + timedelta(days=1), uid="b")]
    made, found = read(calendar(told, "PUBLISH", NOW, name="Agenda"))
    assert str(made["x-wr-calname"]) == "Agenda"
    assert [str(one["uid"]) for one in found] == ["a", "b"]


def test_an_email_brings_it_as_an_invitation_and_as_a_file() -> None:
    data = calendar([event(NOW)], "REQUEST", NOW, organiser="a@b.fr", attendee="c@d.fr")
    part = CalendarPart("REQUEST", "rendez-vous", data)
    letter = Letter("c@d.fr", "Un rendez-vous", "Bonjour", "<p>Bonjour</p>", calendar=part)
    message = message_from_bytes(_message(letter, "My Job Match <a@b.fr>").as_bytes())
    parts = {one.get_content_type(): one for one in message.walk()}
    invitation = parts["text/calendar"]
    assert invitation.get_param("method") == "REQUEST"
    assert parts["application/ics"].get_filename() == "rendez-vous.ics"
    for one in (invitation, parts["application/ics"]):
        payload = one.get_payload(decode=True)
        assert isinstance(payload, bytes)
        _, (found,) = read(payload)
        assert str(found["uid"]) == "a@my-job-match"
