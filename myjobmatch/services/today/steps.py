"""Next steps whose day has come."""

from datetime import UTC, datetime, time

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.today import READ_EACH, TodayFound, TodayKind, TodayRow
from myjobmatch.services.today.registry import key_of, source
from myjobmatch.services.youth_notes import TickStep, tick_step


async def _tick(actor: Actor, ref: str, uow: UnitOfWork) -> None:
    """The step is done."""
    await tick_step(actor, TickStep(ref, done=True), uow)


@source(
    TodayKind.NEXT_STEP,
    behind="/conseil/portefeuille",
    policy=lambda actor: actor.role is Role.ADVISOR,
    settle=_tick,
)
async def steps_due(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """What was to be done with a youth by today, the longest due first."""
    today = paris_day(uow.clock.now())
    found = await uow.youths.notes.due_steps(actor, today, READ_EACH)
    rows = [
        TodayRow(
            key=key_of(TodayKind.NEXT_STEP, step.public_id),
            kind=TodayKind.NEXT_STEP,
            at=datetime.combine(step.day or today, time(0), UTC),
            subject=name,
            youth_id=youth_id,
            detail="next_step",
            what=step.text,
            when=(step.day or today).isoformat(),
            act="step_done",
            urgent=step.day is not None and step.day < today,
        )
        for step, youth_id, name, _ in found
    ]
    return TodayFound(rows, found[0][3] if found else 0)
