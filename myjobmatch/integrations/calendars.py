"""Appointments as calendars take them (RFC 5545, RFC 5546): invitations, moves, cancellations, feeds.

Times are told in Europe/Paris with the zone's own rules beside them, so that nine o'clock stays nine o'clock on both
sides of a change of the clocks, and in calendars that know no zones.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress, vText

from myjobmatch.domain.clock import PARIS

Method = Literal["REQUEST", "CANCEL", "PUBLISH"]

_PRODUCT = "-//My Job Match//Rendez-vous//FR"
_ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Paris
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
REFRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """What a calendar is told of an appointment; `url` is the room of a video meeting."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    title: str
    text: str = ""
    place: str = ""
    url: str = ""
    cancelled: bool = False
    organiser_name: str = ""


def calendar(
    events: Sequence[CalendarEvent],
    method: Method,
    now: datetime,
    *,
    organiser: str = "",
    attendee: str = "",
    name: str = "",
    alarms: bool = False,
) -> bytes:
    """A calendar of these events. An invitation needs both addresses, and holds one event.

    `name` makes it one that is subscribed to; `alarms` adds one an hour before, for a phone's own calendar.
    """
    made = Calendar()
    made.add("prodid", _PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", method)
    if name:
        made.add("name", name)
        made.add("x-wr-calname", name)
        made.add("x-wr-timezone", "Europe/Paris")
        made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
        made.add("x-published-ttl", REFRESH)
    made.add_component(Timezone.from_ical(_ZONE))
    for event in events:
        made.add_component(_event(event, now, organiser, attendee, alarms=alarms))
    data: bytes = made.to_ical()
    return data


def _event(
    told: CalendarEvent, now: datetime, organiser: str, attendee: str, *, alarms: bool
) -> Event:
    event = Event()
    event.add("uid", told.uid)
    event.add("sequence", told.sequence)
    event.add("dtstamp", now)
    event.add("last-modified", told.changed_at)
    event.add("dtstart", told.starts_at.astimezone(PARIS))
    event.add("dtend", told.ends_at.astimezone(PARIS))
    event.add("summary", told.title)
    event.add("status", "CANCELLED" if told.cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if told.cancelled else "OPAQUE")
    if told.text:
        event.add("description", told.text)
    if told.place or told.url:
        event.add("location", told.place or told.url)
    if told.url:
        event.add("url", told.url)
    if organiser:
        event.add("organizer", _address(organiser, told.organiser_name), encode=False)
    if attendee:
        invited = _address(attendee, "")
        invited.params["ROLE"] = vText("REQ-PARTICIPANT")
        invited.params["PARTSTAT"] = vText("ACCEPTED")
        invited.params["RSVP"] = vText("FALSE")
        event.add("attendee", invited, encode=False)
    if alarms and not told.cancelled:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", told.title)
        alarm.add("trigger", timedelta(hours=-1))
        event.add_component(alarm)
    return event


def _address(address: str, name: str) -> vCalAddress:
    made = vCalAddress(f"mailto:{address}")
    if name:
        made.params["CN"] = vText(name)
    return made
