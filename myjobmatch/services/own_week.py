"""The week as a youth's phone keeps it: actions, hours from elsewhere, what there is to choose from."""

from datetime import timedelta

from myjobmatch.db.models import Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actions import WeekContents
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.permissions import is_youth
from myjobmatch.domain.weeks import target_of, week_of
from myjobmatch.services.action_moves import catalogue_of, view_of
from myjobmatch.services.building import service
from myjobmatch.services.hour_sources import hours_between

WEEKS_BACK = 8
WEEKS_AHEAD = 8
"""How many weeks a phone shows behind and before this one."""


@service(is_youth, writes=False)
async def own_week(actor: Actor, _command: None, uow: UnitOfWork) -> WeekContents:
    """What the actor's phone keeps of their weeks."""
    youth = await uow.youths.get(actor.youth_id or 0)
    return WeekContents(None) if youth is None else await week_contents(youth, uow)


async def week_contents(youth: Youth, uow: UnitOfWork) -> WeekContents:
    """A youth's weeks, as their phone and their advisor see them; the caller has checked the right."""
    this = week_of(paris_day(uow.clock.now()))
    first = this.shifted(-WEEKS_BACK).monday
    last = this.shifted(WEEKS_AHEAD).monday + timedelta(days=6)
    elsewhere = await hours_between(uow, (youth.id,), first, last, but="actions")
    return WeekContents(
        target=target_of(youth.scheme),
        actions=tuple(
            view_of(row, proof) for row, proof in await uow.actions.shown(youth.id, first)
        ),
        hours=tuple(elsewhere.get(youth.id, ())),
        catalogue=tuple(
            entry for entry in await catalogue_of(youth.structure_id, uow) if not entry.hidden
        ),
    )
