"""Workshops that have ended: presence to be noted, or all known and to be closed."""

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.today import READ_EACH, TodayFound, TodayKind, TodayRow
from myjobmatch.services.today.registry import key_of, source
from myjobmatch.services.workshop_views import sessions_to_close


@source(TodayKind.WORKSHOP, behind="/conseil/ateliers")
async def workshops_to_close(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """The oldest first; each opens the list of who was there."""
    found = (await sessions_to_close(actor, None, uow)).rows
    rows = [
        TodayRow(
            key=key_of(TodayKind.WORKSHOP, one.id),
            kind=TodayKind.WORKSHOP,
            at=one.ends_at,
            subject=one.title,
            detail="workshop_presence" if one.undecided else "workshop_close",
            count=one.undecided,
            when=one.ends_at.isoformat(),
            act="workshop_presence" if one.undecided else "workshop_close",
            href=f"/conseil/ateliers/{one.id}",
        )
        for one in found
    ]
    return TodayFound(rows[:READ_EACH], len(rows))
