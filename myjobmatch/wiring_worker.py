"""The worker inside the server (MYJOBMATCH_WORKER=false runs it beside: `myjobmatch worker`)."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import reflex as rx

from myjobmatch.container import Container
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.lifespan import task
from myjobmatch.services import (  # the listeners of the worker's events
    access_tellers,
    action_tellers,
    answer_tellers,
    appointment_tellers,
    away_tellers,
    company_tellers,
    ending_tellers,
    erasure_tellers,
    immersion_tellers,
    offer_tellers,
    outcome_questions,
    outcome_tellers,
    search_tellers,
    sharing_tellers,
    tellers,
)
from myjobmatch.services.answer_clock import mind_answers
from myjobmatch.services.answer_rates import count_answers
from myjobmatch.services.application import Application
from myjobmatch.services.attachments import clear_strange_attachments, tidy_attachments
from myjobmatch.services.candidate_limits import forget_places
from myjobmatch.services.counting import count_activity
from myjobmatch.services.deliveries import deliver_once, forget_old_notifications
from myjobmatch.services.documents import clear_strangers
from myjobmatch.services.erasing import mind_erasures
from myjobmatch.services.fse import follow_up
from myjobmatch.services.fse.follow_up import ask_six_months
from myjobmatch.services.idle_youths import mind_idle_youths
from myjobmatch.services.immersion_tellers import ask_for_reviews
from myjobmatch.services.legal_holds import forget_holds
from myjobmatch.services.mail_links import forget_links
from myjobmatch.services.missed_matches import match_missed_likes
from myjobmatch.services.new_offers import look_for_new_offers
from myjobmatch.services.outbox import work_once
from myjobmatch.services.outcome_questions import mind_outcomes
from myjobmatch.services.ranking_logs import forget_rankings
from myjobmatch.services.saved_searches import check_searches
from myjobmatch.services.senders import Senders
from myjobmatch.services.workshop_tellers import mind_workshops
from myjobmatch.services.youth_import.running import resume_imports
from myjobmatch.settings import get_settings
from myjobmatch.wiring_feeds import feed_round

logger = logging.getLogger("myjobmatch.worker")

_LISTENING = (
    access_tellers,
    action_tellers,
    answer_tellers,
    appointment_tellers,
    away_tellers,
    company_tellers,
    ending_tellers,
    erasure_tellers,
    follow_up,
    immersion_tellers,
    outcome_questions,
    outcome_tellers,
    search_tellers,
    sharing_tellers,
    offer_tellers,
    tellers,
)

EVERY_S = 5.0
COUNT_EVERY_S = 10.0
LOOK_EVERY_S = 60.0
CHECK_EVERY_S = 60.0
TIDY_EVERY_S = 6 * 3600.0


@task("worker")
@contextlib.asynccontextmanager
async def worker(_app: rx.App, container: Container) -> AsyncIterator[None]:
    """Work until the server stops."""
    application = container.application
    if application is None or not container.settings.worker:
        yield
        return
    working = asyncio.create_task(work(application, container.senders))
    try:
        yield
    finally:
        working.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await working


async def work(application: Application, senders: Senders | None = None) -> None:
    """Round after round for ever: events, what is to be sent, new offers, each beside the others.

    A push service that does not answer must not keep the events waiting.
    """
    rounds = [
        _for_ever("events", lambda: work_once(application), EVERY_S),
        _for_ever("figures", lambda: count_activity(application), COUNT_EVERY_S),
        _for_ever("answers", lambda: application.run(mind_answers, SYSTEM, None), LOOK_EVERY_S),
        _for_ever("outcomes", lambda: application.run(mind_outcomes, SYSTEM, None), LOOK_EVERY_S),
        _for_ever(
            "how companies answer",
            lambda: application.run(count_answers, SYSTEM, None),
            TIDY_EVERY_S,
        ),
        _for_ever(
            "immersions that ended",
            lambda: application.run(ask_for_reviews, SYSTEM, None),
            CHECK_EVERY_S,
        ),
        _for_ever(
            "six months after",
            lambda: application.run(ask_six_months, SYSTEM, None),
            CHECK_EVERY_S,
        ),
        _for_ever(
            "likes without a match",
            lambda: application.run(match_missed_likes, SYSTEM, None),
            TIDY_EVERY_S,
        ),
        _for_ever("erasures", lambda: mind_erasures(application), LOOK_EVERY_S),
        _for_ever("papers held", lambda: application.run(forget_holds, SYSTEM, None), TIDY_EVERY_S),
        _for_ever(
            "files without a sign",
            lambda: application.run(mind_idle_youths, SYSTEM, None),
            TIDY_EVERY_S,
        ),
        _for_ever("old links", lambda: application.run(forget_links, SYSTEM, None), TIDY_EVERY_S),
        _for_ever("saved searches", lambda: check_searches(application), CHECK_EVERY_S),
        _for_ever("workshops", lambda: mind_workshops(application), CHECK_EVERY_S),
        _for_ever("stopped imports", lambda: resume_imports(application), LOOK_EVERY_S),
        _for_ever("feeds", lambda: feed_round(application, get_settings()), LOOK_EVERY_S),
        _for_ever("old rankings", lambda: forget_rankings(application), TIDY_EVERY_S),
        _for_ever("documents", lambda: clear_strangers(application), TIDY_EVERY_S),
        _for_ever(
            "places told", lambda: application.run(forget_places, SYSTEM, None), TIDY_EVERY_S
        ),
        _for_ever("attachments", lambda: tidy_attachments(application), LOOK_EVERY_S),
        _for_ever(
            "strange attachments", lambda: clear_strange_attachments(application), TIDY_EVERY_S
        ),
    ]
    if senders is not None:
        told = senders
        rounds += [
            _for_ever("deliveries", lambda: deliver_once(application, told), EVERY_S),
            _for_ever("new offers", lambda: look_for_new_offers(application), LOOK_EVERY_S),
            _for_ever(
                "old notifications",
                lambda: application.run(forget_old_notifications, SYSTEM, None),
                TIDY_EVERY_S,
            ),
        ]
    await asyncio.gather(*rounds)


async def _for_ever(name: str, one_round: Callable[[], Awaitable[object]], every_s: float) -> None:
    """A failed round is told in the log and tried again."""
    while True:
        try:
            await one_round()
        except Exception:
            logger.exception("a round of the worker failed: %s", name)
        await asyncio.sleep(every_s)
