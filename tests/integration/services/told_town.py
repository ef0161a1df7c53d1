"""A youth with a phone, an advisor, a company with an offer, and everything that they are sent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from myjobmatch.db.models import (
    ContactPoint,
    Notification,
    Offer,
    PushSubscription,
    Session,
)
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import PARIS, FixedClock
from myjobmatch.domain.delivery import TAKEN, Device, Letter, Outcome, PushMessage, Result
from myjobmatch.domain.enums import DecisionKind, Role, Side
from myjobmatch.domain.notifications import (
    BrowserFamily,
    Channel,
)
from myjobmatch.services import ending_tellers, search_tellers, sharing_tellers, tellers
from myjobmatch.services.application import Application
from myjobmatch.services.conversations import (
    SendMessage,
    conversation_with_youth,
    send_message,
)
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.deliveries import deliver_once
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.outbox import work_once
from myjobmatch.services.senders import Senders
from tests import factories

LISTENING = (ending_tellers, search_tellers, sharing_tellers, tellers)
PUSH, EMAIL = Channel.PUSH, Channel.EMAIL
DOWN = Outcome(Result.LATER, "down")


@dataclass
class Post:
    """Senders that keep what they are given, and answer as told."""

    rung: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    texts: list[tuple[str, str]] = field(default_factory=list)
    devices: dict[int, Outcome] = field(default_factory=dict)
    mail: Outcome = TAKEN
    breaks: bool = False

    @property
    def senders(self) -> Senders:
        return Senders(
            _Push(self), _Mail(self), _Sms(self), frozenset(Channel), "key", base_url="https://x.fr"
        )

    @property
    def titles(self) -> list[str]:
        return [told["title"] for _, told in self.rung]


@dataclass
class _Push:
    post: Post

    async def send(self, device: Device, message: PushMessage) -> Outcome:
        if self.post.breaks:
            raise RuntimeError("a sender must not raise, but one did")
        self.post.rung.append((device.id, json.loads(message.payload)))
        return self.post.devices.get(device.id, TAKEN)

    async def close(self) -> None:
        """Nothing is open."""


@dataclass
class _Mail:
    post: Post

    async def send(self, letter: Letter) -> Outcome:
        self.post.letters.append(letter)
        return self.post.mail


@dataclass
class _Sms:
    post: Post

    async def send(self, number: str, text: str) -> Outcome:
        self.post.texts.append((number, text))
        return TAKEN

    async def close(self) -> None:
        """Nothing is open."""


@dataclass
class Town:
    """A youth with a phone, their advisor, a company with an offer, and what they are sent."""

    app: Application
    post: Post
    advisor: Actor
    youth: Actor
    recruiter: Actor
    offer: Offer
    youth_public_id: str

    async def round(self) -> int:
        """One round of the worker: events, then what is due."""
        await work_once(self.app)
        return await deliver_once(self.app, self.post.senders)

    async def noted(self, actor: Actor | None = None) -> Sequence[Notification]:
        async with self.app.database.unit(write=False) as uow:
            return await uow.notifications.of_account((actor or self.youth).account_id)

    async def write(self, text: str = "Bonjour") -> str:
        """The advisor writes to the youth; answers the conversation's public id."""
        talk = await self.app.run(conversation_with_youth, self.advisor, self.youth_public_id)
        await self.app.run(send_message, self.advisor, SendMessage(talk.id, text))
        return talk.id


async def phone(database: Database, actor: Actor, name: str = "a") -> int:
    """A device of the actor's that may be rung."""
    async with database.unit() as uow:
        now = uow.clock.now()
        session = Session(
            token_hash=f"{name}-{actor.account_id}",
            account_id=actor.account_id,
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(days=30),
        )
        uow.accounts.add(session)
        await uow.accounts.flush()
        device = PushSubscription(
            account_id=actor.account_id,
            session_id=session.id,
            endpoint=f"https://fcm.googleapis.com/send/{name}-{actor.account_id}",
            p256dh="p",
            auth="a",
            family=BrowserFamily.CHROME,
            created_at=now,
        )
        uow.notifications.add(device)
        await uow.notifications.flush()
        return device.id


async def address(database: Database, actor: Actor, channel: Channel, where: str) -> None:
    """A verified address of the actor's."""
    async with database.unit() as uow:
        uow.notifications.add(
            ContactPoint(
                account_id=actor.account_id,
                channel=channel,
                address=where,
                verified_at=uow.clock.now(),
            )
        )


@pytest.fixture
async def town(database: Database) -> Town:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        company = await factories.company(uow, where)
        advisor = await factories.staff(uow, Role.ADVISOR, where)
        skills = (words.skills["sell"], words.skills["till"])
        youth = await factories.youth(
            uow, where, advisor=advisor, skills=skills, occupations=(words.occupations["D1106"],)
        )
        person = await uow.youths.get(youth.youth_id or 0)
        assert person is not None
        return Town(
            app=Application(database, database.clock, MatchingRuntime(database, None)),
            post=Post(),
            advisor=advisor,
            youth=youth,
            recruiter=await factories.recruiter(uow, company),
            offer=await factories.offer(uow, company, skills=skills, title="Vendeur / Vendeuse"),
            youth_public_id=person.public_id,
        )


async def like_each_other(town: Town) -> str:
    """Both like; answers the match's public id."""
    async with town.app.database.unit() as uow:
        await uow.decisions.record(
            town.youth.youth_id or 0,
            town.offer.id,
            Side.EMPLOYER,
            DecisionKind.LIKE,
            reason="",
            account_id=town.recruiter.account_id,
            at=uow.clock.now(),
        )
    like = Decide(town.offer.public_id, DecisionKind.LIKE)
    decided = await town.app.run(decide_on_offer, town.youth, like)
    assert decided.match_id
    return decided.match_id


def move_to(clock: FixedClock, hour: int, minute: int = 0) -> None:
    """To the next time that it is this hour in Paris."""
    now = clock.now().astimezone(PARIS)
    then = now.replace(hour=hour, minute=minute)
    clock.advance((then if then > now else then + timedelta(days=1)) - now)


async def set_catalogue_offer(town: Town, database: Database) -> None:
    """A new offer that is just what the youth looks for."""
    async with database.unit() as uow:
        company = await uow.companies.get(town.offer.company_id or 0)
        occupation = await uow.youths.occupations(town.youth.youth_id or 0)
        skills = tuple(skill for skill, _ in await uow.youths.skills(town.youth.youth_id or 0))
        assert company is not None
        await factories.offer(uow, company, skills=skills, occupation_id=occupation[0])
