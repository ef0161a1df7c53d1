"""How long rankings that were shown are kept: long enough to explain them, no longer."""

from datetime import timedelta

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.permissions import is_system
from myjobmatch.services.application import Application
from myjobmatch.services.building import service

KEPT = timedelta(days=730)
"""Logs are kept for six months at least (regulation (EU) 2024/1689, articles 19 and 26 (6)); a youth's file lives as long without a sign."""

AT_ONCE = 500
"""A log weighs some kilobytes: so many are deleted in a moment."""


@service(is_system)
async def forget_old_rankings(_actor: Actor, _command: None, uow: UnitOfWork) -> int:
    """Delete some of the oldest; answers how many."""
    return await uow.rankings.forget_before(uow.clock.now() - KEPT, AT_ONCE)


async def forget_rankings(app: Application) -> int:
    """Delete all that are too old, a few at a time; answers how many."""
    gone = 0
    while some := await app.run(forget_old_rankings, SYSTEM, None):
        gone += some
    return gone
