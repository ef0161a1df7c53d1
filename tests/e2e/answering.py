"""What scenarios 10 and 11 share: a youth and an offer that do not know each other yet, and a clock that is moved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic, sleep

import pytest
from production import RunningServer
from sqlalchemy import select

from myjobmatch.db.models import ContactPoint, Notification, NotificationSetting
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.enums import DecisionKind, OfferStatus, Side
from myjobmatch.domain.notifications import Channel
from myjobmatch.services import answer_clock, answer_tellers
from myjobmatch.services.answer_clock import mind_answers
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.outbox import carry_out_events
from tests.e2e.phone_server import actor_named, beside
from tests.fixtures.servers import served

LISTENING = (answer_clock, answer_tellers)
RECRUITER = "recruteur"
CATCH_UP_S = 60.0
ADDRESSES = {RECRUITER: "patronne@exemple.fr", "lina": "lina@exemple.fr"}


@pytest.fixture(scope="module")
def server(
    demonstration: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningServer]:
    """A server of their own: the clock is moved for everybody who waits."""
    with served(demonstration, tmp_path_factory.mktemp("answering") / "data") as running:
        yield running


@dataclass(frozen=True)
class Liked:
    """An offer of the recruiter's company that the youth likes now."""

    offer_id: str
    title: str
    youth: Actor


def like_a_strangers_offer(server: RunningServer, login: str) -> Liked:
    """The youth likes an offer of the recruiter's company on which nobody has decided; both have an address."""

    async def like(uow: UnitOfWork) -> Liked:
        recruiter, youth = await actor_named(uow, RECRUITER), await actor_named(uow, login)
        for actor, address in ((recruiter, ADDRESSES[RECRUITER]), (youth, ADDRESSES[login])):
            await _reachable(uow, actor, address)
        for offer in await uow.offers.of_company(recruiter.company_id or 0):
            sides = [
                await uow.decisions.active(youth.youth_id or 0, offer.id, side) for side in Side
            ]
            if offer.status is OfferStatus.PUBLISHED and not any(sides):
                await decide_on_offer(youth, Decide(offer.public_id, DecisionKind.LIKE), uow)
                await uow.session.flush()
                await carry_out_events(SYSTEM, 1000, uow)  # the like itself is told now
                return Liked(offer.public_id, offer.title, youth)
        raise AssertionError("this youth has decided on every offer")

    return beside(server, like)


async def _reachable(uow: UnitOfWork, actor: Actor, address: str) -> None:
    """An address, and no hours in which nothing may be sent: the tests run at night too."""
    if await uow.notifications.contact(actor.account_id, Channel.EMAIL) is None:
        uow.notifications.add(
            ContactPoint(
                account_id=actor.account_id,
                channel=Channel.EMAIL,
                address=address,
                verified_at=uow.clock.now(),
            )
        )
    setting = await uow.notifications.setting(actor.account_id)
    if setting is None:
        setting = NotificationSetting(
            account_id=actor.account_id,
            quiet_start=1260,
            quiet_end=480,
            stop_token=f"stop-{actor.account_id}",
        )
        uow.notifications.add(setting)
    setting.quiet = False
    await uow.notifications.flush()


def told_when(server: RunningServer, moment: datetime, liked: Liked) -> dict[str, list[str]]:
    """What the worker tells of this offer when it looks at that moment, by whom it is told.

    The server's own worker has first carried out what was done until now: the clock moves for its work as well.
    """
    _caught_up(server)

    async def look(uow: UnitOfWork) -> dict[str, list[str]]:
        before = set(await uow.session.scalars(select(Notification.id)))
        await mind_answers(SYSTEM, None, uow)
        await uow.session.flush()
        await carry_out_events(SYSTEM, 1000, uow)
        await uow.session.flush()
        rows = await uow.session.scalars(select(Notification).where(Notification.id.not_in(before)))
        recruiter = await actor_named(uow, RECRUITER)
        names = {recruiter.account_id: "recruiter", liked.youth.account_id: "youth"}
        told: dict[str, list[str]] = {"recruiter": [], "youth": []}
        for row in rows:
            if row.account_id in names and row.params.get("offer") == liked.title:
                told[names[row.account_id]].append(row.text)
        return told

    return beside(server, look, at=moment)


def _caught_up(server: RunningServer) -> None:
    """Wait until nothing is left for the server's worker to carry out."""

    async def left(uow: UnitOfWork) -> int:
        return len(await uow.ledger.pending_events(1))

    until = monotonic() + CATCH_UP_S
    while beside(server, left):
        assert monotonic() < until, "the server's worker does not carry out its events"
        sleep(0.2)


def after(server: RunningServer, **delta: float) -> datetime:
    """A moment so long after now."""

    async def now(uow: UnitOfWork) -> datetime:
        return uow.clock.now()

    return beside(server, now) + timedelta(**delta)
