"""Immersions that need whoever accompanies: proposed by an employer, to be signed, to be reviewed."""

from datetime import UTC, datetime, time

from myjobmatch.db.repositories.immersions import WaitingImmersion
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.immersions import ImmersionStatus
from myjobmatch.domain.today import READ_EACH, TodayFound, TodayKind, TodayRow
from myjobmatch.services.today.registry import key_of, source

_WORD = {
    ImmersionStatus.DRAFT: "immersion_proposed",
    ImmersionStatus.TO_SIGN: "immersion_to_sign",
    ImmersionStatus.SIGNED: "immersion_review",
}


@source(TodayKind.IMMERSION, behind="/conseil/portefeuille")
async def immersions_waiting(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """Those whose days come soonest first; each opens the youth's immersions."""
    now = uow.clock.now()
    found = await uow.immersions.waiting(actor, paris_day(now), READ_EACH)
    rows = [_row(one, now) for one in found]
    return TodayFound(rows, found[0].total if found else 0)


def _row(one: WaitingImmersion, now: datetime) -> TodayRow:
    row = one.immersion
    word = _WORD[row.status]
    reviewed = row.status is ImmersionStatus.SIGNED
    day = row.ends_on if reviewed else row.starts_on
    ended = datetime.combine(day, time(0), UTC) if reviewed and day else None
    return TodayRow(
        # what was done of a signature must not hide the review
        key=key_of(TodayKind.IMMERSION, f"{row.public_id}:{row.status.value}"),
        kind=TodayKind.IMMERSION,
        at=ended or row.changed_at,
        subject=one.name,
        youth_id=one.youth_id,
        detail=word,
        what=f"{row.title} · {row.host_name}" if row.host_name else row.title,
        when=day.isoformat() if day else "",
        act=word,
        href=f"/conseil/jeunes/{one.youth_id}/immersions#{row.public_id}",
        urgent=row.status is ImmersionStatus.TO_SIGN
        and row.starts_on is not None
        and row.starts_on <= paris_day(now),
    )
