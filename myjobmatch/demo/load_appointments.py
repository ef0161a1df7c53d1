"""The appointments of the demonstration: open hours, what was, what is today, what comes, an absence. All invented.

Set through the product's own services, with the clock at the moment, so that every rule holds. Days are counted from
today: the same clock, the same calendar.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from myjobmatch.db.models import Account, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo.load_people import People
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.appointments import (
    AbsenceReason,
    AppointmentHow,
    AppointmentKind,
    Presence,
    on_the_wall,
)
from myjobmatch.domain.clock import FixedClock, paris_day
from myjobmatch.services.absences import SetAbsence, set_absence
from myjobmatch.services.appointments import (
    CancelAppointment,
    SetAppointment,
    decline_appointment,
    set_appointment,
)
from myjobmatch.services.openings import SaveOpening, save_opening
from myjobmatch.services.presences import MarkPresence, mark_presence
from myjobmatch.services.sessions import actor_of

ADVISOR, COLLEAGUE = "conseil", "yann.belkacem"
SITE, PHONE = AppointmentHow.ON_SITE, AppointmentHow.PHONE
INTERVIEW, INFORMATION = AppointmentKind.INTERVIEW, AppointmentKind.INFORMATION
VISIT, PARTNER = AppointmentKind.VISIT, AppointmentKind.PARTNER


@dataclass(frozen=True, slots=True)
class _Told:
    """So many days from today, at a time, with somebody: a login, or a number for another youth of the portfolio."""

    days: int
    time: str
    who: str | int
    kind: AppointmentKind = INTERVIEW
    how: AppointmentHow = SITE
    minutes: int = 45
    place: str = ""
    note: str = ""
    presence: Presence | None = None
    declined: str = ""


_OPENINGS = (
    SaveOpening(INTERVIEW, SITE, 30, 14 * 60, 17 * 60, weekday=1, place="Bureau 12"),
    SaveOpening(INTERVIEW, SITE, 30, 14 * 60, 17 * 60, weekday=3, place="Bureau 12"),
    SaveOpening(INTERVIEW, PHONE, 30, 10 * 60, 12 * 60, weekday=2),
    SaveOpening(
        INFORMATION,
        SITE,
        60,
        10 * 60,
        11 * 60,
        weekday=4,
        places=8,
        place="Salle du rez-de-chaussée",
    ),
)
_CV = "Apporte ton CV, même si tu le trouves incomplet : on le relit ensemble."
_STORIES = (
    _Told(-20, "09:30", "lina", note="On fait le point sur tes envies.", presence=Presence.SEEN),
    _Told(-19, "11:00", 0, presence=Presence.SEEN),
    _Told(-15, "14:00", "moussa", kind=VISIT, place="Entrepôt de Moissy", presence=Presence.SEEN),
    _Told(-13, "10:00", 1, how=PHONE, minutes=30, presence=Presence.EXCUSED),
    _Told(-8, "09:30", 2, presence=Presence.SEEN),
    _Told(-7, "15:00", "emma", presence=Presence.SEEN),
    _Told(-6, "10:30", 3, presence=Presence.ABSENT),
    _Told(-2, "11:00", 4, presence=Presence.ABSENT),
    _Told(-1, "14:30", 5, how=PHONE, minutes=30),
    _Told(
        0,
        "09:00",
        6,
        minutes=30,
        note="Dossier de logement : apporte tes trois derniers bulletins.",
    ),
    _Told(0, "10:30", "emma", how=PHONE, minutes=30),
    _Told(0, "15:30", 7),
    _Told(1, "14:30", "moussa", note=_CV),
    _Told(2, "10:00", "lina", place="Bureau 12", note=_CV),
    _Told(3, "09:30", 8, kind=PARTNER, place="France Travail, agence d'Évry"),
    _Told(4, "16:00", 9, declined="J'ai un essai au magasin"),
    *[_Told(5, "10:00", who, kind=INFORMATION, minutes=60) for who in ("lina", 0, 1, 2)],
    _Told(8, "11:00", "emma"),
    _Told(9, "14:00", "lina", how=PHONE, minutes=30, note="On parle de ta semaine d'immersion."),
    _Told(12, "09:30", 1),
)


async def load_appointments(uow: UnitOfWork, clock: FixedClock, people: People) -> int:
    """Tell all of it; answers how many appointments. The clock stands at now again afterwards."""
    now = clock.now()
    advisor, colleague = people.accounts[ADVISOR], people.accounts[COLLEAGUE]
    actors = {account.id: actor_of(account, None) for account in people.accounts.values()}
    others = _others(people, advisor)
    stories = [
        (
            told,
            people.youths[told.who]
            if isinstance(told.who, str)
            else others[told.who % len(others)],
        )
        for told in _STORIES
    ]
    _go_to(clock, now - timedelta(days=60))
    for advisor_id in dict.fromkeys(youth.advisor_id or 0 for _, youth in stories):
        for hours in _OPENINGS:
            await save_opening(actors[advisor_id], hours, uow)
    for told, youth in stories:
        await _tell(uow, clock, actors[youth.advisor_id or 0], youth, told, now)
    _go_to(clock, now)
    first = paris_day(now) + timedelta(days=14)
    away = SetAbsence(first, first + timedelta(days=4), AbsenceReason.TRAINING, colleague.public_id)
    await set_absence(actors[advisor.id], away, uow)
    return len(_STORIES)


async def _tell(
    uow: UnitOfWork, clock: FixedClock, actor: Actor, youth: Youth, told: _Told, now: datetime
) -> None:
    day = paris_day(now) + timedelta(days=told.days)
    starts_at = _moment(day, told.time)
    _go_to(clock, min(now, starts_at) - timedelta(days=5))
    set_ = SetAppointment(
        youth.public_id,
        told.kind,
        told.how,
        starts_at,
        told.minutes,
        place=told.place,
        note=told.note,
    )
    public_id = await set_appointment(actor, set_, uow)
    if told.presence is not None:
        _go_to(clock, starts_at + timedelta(hours=1))
        await mark_presence(actor, MarkPresence(public_id, told.presence), uow)
    if told.declined:
        _go_to(clock, now - timedelta(hours=3))
        identity = await uow.youths.identity(youth.id)
        account = await uow.accounts.get(identity.account_id or 0) if identity else None
        if account is not None:
            own = actor_of(account, youth.id)
            await decline_appointment(own, CancelAppointment(public_id, told.declined), uow)


def _others(people: People, advisor: Account) -> list[Youth]:
    """The youths of the advisor whose accounts are not shown, in an order that does not change."""
    shown = {"lina", "moussa", "emma"}
    return [
        youth
        for login, youth in sorted(people.youths.items())
        if youth.advisor_id == advisor.id and login not in shown and youth.active
    ]


def _moment(day: date, clock_time: str) -> datetime:
    hour, minute = clock_time.split(":")
    return on_the_wall(day, int(hour) * 60 + int(minute))


def _go_to(clock: FixedClock, moment: datetime) -> None:
    clock.advance(moment - clock.now())
