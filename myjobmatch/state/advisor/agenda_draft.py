"""What the form of an appointment holds: days and times as fields of a form have them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from myjobmatch.domain.appointments import AppointmentHow, AppointmentKind, on_the_wall
from myjobmatch.domain.errors import Invalid

USUAL_MINUTES = "45"


@dataclass(frozen=True, slots=True)
class Draft:
    """What the form holds: days and times as fields of a form have them."""

    youth_id: str = ""
    kind: str = AppointmentKind.INTERVIEW.value
    how: str = AppointmentHow.ON_SITE.value
    day: str = ""
    time: str = "09:00"
    minutes: str = USUAL_MINUTES
    place: str = ""
    phone: str = ""
    note: str = ""
    on_behalf: bool = False
    follows: str = ""


def typed_draft(form: dict[str, str], before: Draft) -> Draft:
    """What a form holds; it comes from anybody."""
    kinds, hows = {one.value for one in AppointmentKind}, {one.value for one in AppointmentHow}
    kind, how = form.get("kind", before.kind), form.get("how", before.how)
    return Draft(
        youth_id=form.get("youth", before.youth_id),
        kind=kind if kind in kinds else before.kind,
        how=how if how in hows else before.how,
        day=form.get("day", ""),
        time=form.get("time", ""),
        minutes=form.get("minutes", USUAL_MINUTES),
        place=form.get("place", ""),
        phone=form.get("phone", ""),
        note=form.get("note", ""),
        on_behalf=bool(form.get("on_behalf")),
        follows=before.follows,
    )


def moment_of(draft: Draft) -> tuple[datetime, int]:
    """When it begins, and its length.

    Raises:
        Invalid: these are no day and time (`appointment_moment`, `moment_skipped`).
    """
    try:
        hour, minute = draft.time.split(":")[:2]
        day = date.fromisoformat(draft.day)
        starts_at = on_the_wall(day, int(hour) * 60 + int(minute))
        return starts_at, int(draft.minutes)
    except (ValueError, OverflowError):
        raise Invalid("appointment_moment") from None
