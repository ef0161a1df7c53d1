"""The feed of offers that the settings name, and the worker's round that keeps it in step."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from myjobmatch.domain.clock import Clock
from myjobmatch.integrations.feed_source import FeedSource, FileFeed
from myjobmatch.integrations.france_travail_http import Access, FranceTravailHttp
from myjobmatch.integrations.json_stream import OnBytes
from myjobmatch.integrations.problems import OnProblem
from myjobmatch.services.application import Application
from myjobmatch.services.feed_rounds import run_when_due
from myjobmatch.settings import Settings


def feed_of(
    settings: Settings,
    clock: Clock,
    on_problem: OnProblem = lambda _problem: None,
    on_bytes: OnBytes = lambda _read: None,
) -> FeedSource | None:
    """The source that is set; None: offers come by `myjobmatch import offers` alone."""
    if settings.feed == "file":
        return FileFeed(Path(settings.feed_file), on_problem, on_bytes)
    if settings.feed == "http":
        access = Access(
            url=settings.feed_url,
            token_url=settings.feed_token_url,
            client_id=settings.feed_client_id,
            client_secret=settings.feed_client_secret,
            departments=tuple(settings.feed_departments),
            calls_per_s=settings.feed_calls_per_s,
        )
        return FranceTravailHttp(access, clock, on_problem)
    return None


async def feed_round(app: Application, settings: Settings) -> None:
    """Run the feed if one is set and due."""
    source = feed_of(settings, app.clock)
    if source is not None:
        await run_when_due(
            app,
            source,
            timedelta(hours=settings.feed_every_h),
            settings.feed_most_gone,
            has_deltas=settings.feed == "http",
        )
