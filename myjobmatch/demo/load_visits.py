"""Visits over the last eight months: what makes the dashboards' curves, without a word of anybody.

Sign-ins, looks at offers that have gone since, changes of profile and messages long read, each by its youth's own habit
(`YouthContent.life`); appointments and workshops kept or missed. A few of those who came every week come less of late:
they are the ones to write to.
"""

import random
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from myjobmatch.db.models import Activity, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo.content import YouthContent, youths
from myjobmatch.demo.load_people import People
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.clock import PARIS, paris_day
from myjobmatch.domain.enums import Role

DAYS_A_WEEK = {"active": 3.2, "steady": 1.8, "quiet": 0.8, "dormant": 1.4}
"""How many days of a usual week somebody comes."""
STOPPED = {"dormant": 42, "quiet": 21}
"""How many days ago these came last."""
LEAVING = 5
"""Every fifth of those who come every week has come little in the last two."""
VISIT = (
    (ActivityKind.SIGNED_IN, 0.45),
    (ActivityKind.OFFER_PASSED, 0.95),
    (ActivityKind.OFFER_PASSED, 0.6),
    (ActivityKind.OFFER_PASSED, 0.4),
    (ActivityKind.PROFILE_CHANGED, 0.08),
    (ActivityKind.MESSAGE_SENT, 0.22),
)
"""What a visit is made of, and how often each is part of it; offers seen then are no longer there."""
MEETINGS = (
    (ActivityKind.APPOINTMENT_SEEN, 0.62),
    (ActivityKind.APPOINTMENT_MISSED, 0.14),
    (ActivityKind.APPOINTMENT_EXCUSED, 0.06),
    (ActivityKind.WORKSHOP_ATTENDED, 0.13),
    (ActivityKind.WORKSHOP_MISSED, 0.05),
)
EVERY_DAYS = 19
"""How long it is from one meeting to the next."""


def add_visits(uow: UnitOfWork, people: People, seed: int) -> int:
    """Add the visits before now; answers how many entries of the log they are."""
    now = uow.clock.now()
    entries: list[Activity] = [
        entry
        for number, youth in enumerate(youths())
        if youth.advisor is not None
        for entry in _of(youth, people.youths[youth.login], number, now, seed)
        if people.youths[youth.login].created_at <= entry.at < now
    ]
    entries.sort(key=lambda entry: entry.at)
    uow.session.add_all(entries)
    rows = {row.id: row for row in people.youths.values()}
    for entry in entries:
        row = rows.get(entry.youth_id or 0)
        if row is not None and entry.actor_role == Role.YOUTH.value:
            row.last_active_at = max(row.last_active_at or entry.at, entry.at)
    return len(entries)


def _of(
    youth: YouthContent, row: Youth, number: int, now: datetime, seed: int
) -> Iterator[Activity]:
    rng = random.Random(f"{seed}/visits/{youth.login}")  # noqa: S311 - a story, not a secret
    habit = DAYS_A_WEEK.get(youth.life, 0)
    leaving = youth.life == "steady" and number % LEAVING == 0
    today = paris_day(now)
    for back in range((now - row.created_at).days, 0, -1):
        if back < STOPPED.get(youth.life, 0):
            break
        fewer = 0.15 if leaving and back <= 15 else 1.0
        if rng.random() < habit / 7 * fewer * rng.uniform(0.7, 1.3):
            at = datetime.combine(
                today - timedelta(days=back), time(rng.randint(8, 21), rng.randrange(60)), PARIS
            )
            for minutes, (kind, often) in enumerate(VISIT):
                if rng.random() < often:
                    yield _entry(kind, at + timedelta(minutes=minutes), row, Role.YOUTH)
    yield from _found_elsewhere(row, number, now, rng)
    for back in range((now - row.created_at).days - rng.randrange(EVERY_DAYS), 1, -EVERY_DAYS):
        kind = rng.choices([k for k, _ in MEETINGS], [often for _, often in MEETINGS])[0]
        day = today - timedelta(days=back)
        if day.weekday() < 5:
            yield _entry(
                kind, datetime.combine(day, time(rng.randint(9, 16)), PARIS), row, Role.ADVISOR
            )


def _found_elsewhere(
    row: Youth, number: int, now: datetime, rng: random.Random
) -> Iterator[Activity]:
    """Interviews, and some hires, of applications made elsewhere: counted without a name."""
    for kind, every in ((ActivityKind.INTERVIEWED, 2), (ActivityKind.HIRED, 5)):
        if number % every == 0:
            at = now - timedelta(days=rng.randint(3, 60), hours=rng.randrange(9))
            yield Activity(
                at=at,
                structure_id=row.structure_id,
                kind=kind,
                actor_role=Role.YOUTH.value,
                advisor_id=row.advisor_id,
            )


def _entry(kind: ActivityKind, at: datetime, row: Youth, role: Role) -> Activity:
    return Activity(
        at=at,
        structure_id=row.structure_id,
        kind=kind,
        youth_id=row.id,
        actor_role=role.value,
        advisor_id=row.advisor_id,
    )
