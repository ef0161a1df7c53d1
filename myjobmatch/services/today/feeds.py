"""The feed of offers, when its last run broke off or was not believed."""

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.feeds import TROUBLED, FeedState
from myjobmatch.domain.permissions import is_manager
from myjobmatch.domain.today import TodayFound, TodayKind, TodayRow
from myjobmatch.integrations.france_travail import SOURCE
from myjobmatch.services.feeds import list_runs
from myjobmatch.services.today.registry import key_of, source


@source(TodayKind.FEED, behind="/conseil/flux", policy=is_manager)
async def feeds_in_trouble(actor: Actor, uow: UnitOfWork) -> TodayFound:
    """One row while the latest run that ended is in trouble; done, it comes back with the next that is."""
    ended = [run for run in await list_runs(actor, SOURCE, uow) if run.ended_at is not None]
    if not ended or ended[0].state not in TROUBLED:
        return TodayFound((), 0)
    latest = ended[0]
    at = latest.ended_at or latest.started_at
    row = TodayRow(
        key=key_of(TodayKind.FEED, SOURCE),
        kind=TodayKind.FEED,
        at=at,
        subject="France Travail",
        detail="feed_held" if latest.state is FeedState.HELD else "feed_failed",
        when=at.isoformat(),
        act="see_feed",
        href="/conseil/flux",
    )
    return TodayFound((row,), 1)
