"""The week: what youths told and waits for validation, and those whose week has no hours."""

from datetime import UTC, datetime, time

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.today import READ_EACH, TodayFound, TodayKind, TodayRow
from myjobmatch.domain.weeks import week_of
from myjobmatch.services.action_bulk import ValidateActions, validate_actions
from myjobmatch.services.today.registry import key_of, source
from myjobmatch.services.weeks import alerted_youths, waiting_by_youth, waiting_of

WEEK = "/conseil/semaine"


async def _validate(actor: Actor, ref: str, uow: UnitOfWork) -> None:
    """Validate all that a youth told."""
    actions = await waiting_of(actor, ref, uow)
    if actions:
        await validate_actions(actor, ValidateActions(new_public_id(), tuple(actions)), uow)


@source(TodayKind.ACTION, behind=WEEK, settle=_validate)
async def actions_waiting(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """Youths who told of something done, the longest waiting first."""
    rows = [
        TodayRow(
            key=key_of(TodayKind.ACTION, one.public_id),
            kind=TodayKind.ACTION,
            at=one.latest,
            subject=one.name,
            youth_id=one.public_id,
            detail="actions",
            count=one.count,
            when=one.first.isoformat(),
            act="validate",
        )
        for one in await waiting_by_youth(actor, uow)
    ]
    return TodayFound(rows[:READ_EACH], len(rows))


@source(TodayKind.ZERO_HOURS, behind=f"{WEEK}?zero=1")
async def zero_hours(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """Youths of the contract whose week has no hours, by the rule of `domain.weeks.zero_hours`."""
    monday = week_of(paris_day(uow.clock.now())).monday
    rows = [
        TodayRow(
            key=key_of(TodayKind.ZERO_HOURS, one.public_id),
            kind=TodayKind.ZERO_HOURS,
            at=datetime.combine(monday, time.min, UTC),
            subject=one.name,
            youth_id=one.public_id,
            detail=f"zero_{one.zero.value}",
            act="open",
            href=f"/conseil/jeunes/{one.public_id}/semaine",
        )
        for one in await alerted_youths(actor, uow)
    ]
    return TodayFound(rows[:READ_EACH], len(rows))
