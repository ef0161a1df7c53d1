"""What of an operation's participants is to be told: who left, who left half a year ago, who is still in one that is over."""

from datetime import UTC, date, datetime, time

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.fse.told import DueKind, ParticipantRow
from myjobmatch.domain.today import READ_EACH, TodayFound, TodayKind, TodayRow
from myjobmatch.services.fse.participants import participant_row
from myjobmatch.services.today.registry import key_of, source

SOON_DAYS = 7
"""So many days before its end a deadline is urgent."""


@source(TodayKind.FSE, behind="/conseil/operations")
async def participants_due(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """Exit data within four weeks of leaving, the situation six months after; what is due first comes first."""
    today = paris_day(uow.clock.now())
    found = await uow.participations.due(actor, today, READ_EACH)
    rows = [
        _row(participant_row(one, today), one.title, today)
        for one in found
        if participant_row(one, today).due is not None
    ]
    return TodayFound(rows, found[0].total if found else 0)


def _row(one: ParticipantRow, operation: str, today: date) -> TodayRow:
    assert one.due is not None
    since = one.left_on or one.due_on or today
    if one.late and one.due_on is not None:
        since = one.due_on  # put off or done before, it comes back when it is late
    left_days = (one.due_on - today).days if one.due_on else 0
    part = "exit" if one.due is DueKind.EXIT else "six"
    return TodayRow(
        key=key_of(TodayKind.FSE, f"{one.id}:{one.due.value}"),
        kind=TodayKind.FSE,
        at=datetime.combine(since, time(0), UTC),
        subject=one.name,
        youth_id=one.youth_id,
        detail=f"fse_{one.due.value}_late" if one.late else f"fse_{one.due.value}",
        what=operation,
        count=abs(left_days),
        when=one.due_on.isoformat() if one.due_on else "",
        act=f"fse_{one.due.value}",
        href=f"/conseil/participants/{one.id}?partie={part}",
        urgent=one.late or (one.due is not DueKind.OVER and left_days <= SOON_DAYS),
    )
