"""The histories of the demonstration, carried out one event after the other.

Matches, consents, applications and messages go through the product's own services, by the people
themselves and with the clock set to the moment, so that every rule holds. Likes and passes that lead
to nothing yet are rows like those the services would write.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from myjobmatch.db.models import Account, Activity, Decision, Offer, Proposal
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo import content
from myjobmatch.demo.load_people import People
from myjobmatch.demo.stories import Event, EventKind
from myjobmatch.demo.talks import proposals
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import (
    ApplicationStatus,
    DecisionKind,
    OfferOrigin,
    Role,
    Side,
)
from myjobmatch.domain.errors import NotFound
from myjobmatch.services.applications import AnswerApplication, answer_application
from myjobmatch.services.candidate_decisions import DecideCandidate, decide_on_candidate
from myjobmatch.services.conversations import (
    ReadConversation,
    SendMessage,
    conversation_with_youth,
    read_conversation,
    send_message,
)
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.matches import (
    CONSENT_TEXT_VERSION,
    AnswerConsent,
    CloseMatch,
    answer_consent,
    close_match,
)

UNREAD_FOR = timedelta(days=9)
"""Messages younger than this are still unread, unless their reader has written since."""

_DECISIONS = {
    EventKind.YOUTH_LIKES: DecisionKind.LIKE,
    EventKind.YOUTH_PASSES: DecisionKind.PASS,
    EventKind.EMPLOYER_LIKES: DecisionKind.LIKE,
    EventKind.EMPLOYER_PASSES: DecisionKind.PASS,
}


class Storyteller:
    """Carries events out in a unit of work whose clock stands at each event's moment."""

    def __init__(
        self, uow: UnitOfWork, clock: FixedClock, people: People, offers: Mapping[str, Offer]
    ) -> None:
        """Tell in `uow`, moving `clock`, which must be the one the unit of work holds."""
        self._uow = uow
        self._clock = clock
        self._people = people
        self._offers = offers
        self._conversations: dict[tuple[str, str | None], str] = {}
        self._companies = {row.id: key for key, row in people.companies.items()}

    async def tell(self, events: Sequence[Event]) -> None:
        """Carry all events out; they must be in order of time."""
        self._propose()
        for event in events:
            self._clock.advance(event.at - self._clock.now())
            await self._tell(event)
        await self._uow.session.flush()

    async def _tell(self, event: Event) -> None:
        match event.kind:
            case EventKind.WRITES:
                await self._write(event)
            case EventKind.SAYS_YES | EventKind.SAYS_NO:
                await self._consent(event, given=event.kind is EventKind.SAYS_YES)
            case EventKind.CLOSES:
                command = CloseMatch(await self._match_id(event))
                await close_match(self._company_actor(event), command, self._uow)
            case EventKind.ANSWERS:
                await self._answer(event)
            case _:
                await self._decide(event)

    async def _decide(self, event: Event) -> None:
        youth, offer = self._people.youths[event.youth], self._offer(event)
        kind = _DECISIONS[event.kind]
        if event.kind in (EventKind.EMPLOYER_LIKES, EventKind.EMPLOYER_PASSES):
            aliases = await self._uow.decisions.aliases(offer.id, [youth.id])
            command = DecideCandidate(offer.public_id, aliases[youth.id], kind, event.text)
            await decide_on_candidate(self._company_actor(event), command, self._uow)
            return
        actor = self._youth_actor(event)
        if kind is DecisionKind.LIKE and offer.origin is OfferOrigin.OUTSIDE:
            await decide_on_offer(actor, Decide(offer.public_id, kind), self._uow)
            return
        liked = kind is DecisionKind.LIKE
        self._uow.session.add(
            Decision(
                youth_id=youth.id,
                offer_id=offer.id,
                side=Side.YOUTH,
                kind=kind,
                reason=event.text,
                account_id=actor.account_id,
                decided_at=event.at,
            )
        )
        self._uow.session.add(
            Activity(
                at=event.at,
                structure_id=youth.structure_id,
                kind=ActivityKind.OFFER_LIKED if liked else ActivityKind.OFFER_PASSED,
                youth_id=youth.id,
                offer_id=offer.id,
                actor_role=actor.role.value,
            )
        )
        youth.last_active_at = event.at
        self._people.accounts[event.youth].last_seen_at = event.at

    async def _consent(self, event: Event, *, given: bool) -> None:
        command = AnswerConsent(await self._match_id(event), given, CONSENT_TEXT_VERSION)
        await answer_consent(self._youth_actor(event), command, self._uow)

    async def _answer(self, event: Event) -> None:
        youth, offer = self._people.youths[event.youth], self._offer(event)
        application = await self._uow.applications.of_pair(youth.id, offer.id)
        if application is None:
            raise NotFound("application_unknown")
        command = AnswerApplication(application.public_id, ApplicationStatus(event.text))
        await answer_application(self._youth_actor(event), command, self._uow)

    async def _write(self, event: Event) -> None:
        key = (event.youth, event.offer)
        if key not in self._conversations:
            self._conversations[key] = await self._conversation(event)
        if event.writer == "y":
            actor = self._youth_actor(event)
        elif event.offer is None:
            actor = self._actor(self._advisor(event.youth))
        else:
            actor = self._company_actor(event)
        talk = self._conversations[key]
        await read_conversation(actor, ReadConversation(talk), self._uow)  # who answers has read
        await send_message(actor, SendMessage(talk, event.text), self._uow)

    async def _conversation(self, event: Event) -> str:
        youth = self._people.youths[event.youth]
        if event.offer is None:
            advisor = self._actor(self._advisor(event.youth))
            return (await conversation_with_youth(advisor, youth.public_id, self._uow)).id
        match = await self._uow.matches.of_pair(youth.id, self._offer(event).id)
        conversation = await self._uow.conversations.of_match(match.id) if match else None
        if conversation is None:
            raise NotFound("conversation_unknown")
        return conversation.public_id

    def _propose(self) -> None:
        for proposal in proposals():
            youth = self._people.youths[proposal.youth]
            offer = self._offers[proposal.offer]
            at = self._uow.database.clock.now() - timedelta(days=proposal.days_ago)
            self._uow.session.add(
                Proposal(
                    youth_id=youth.id,
                    offer_id=offer.id,
                    advisor_id=self._advisor(proposal.youth).id,
                    note=proposal.note,
                    status=proposal.status,
                    proposed_at=at,
                )
            )
            self._uow.session.add(
                Activity(
                    at=at,
                    structure_id=youth.structure_id,
                    kind=ActivityKind.OFFER_PROPOSED,
                    youth_id=youth.id,
                    offer_id=offer.id,
                    actor_role=Role.ADVISOR.value,
                )
            )

    async def _match_id(self, event: Event) -> str:
        youth = self._people.youths[event.youth]
        match = await self._uow.matches.of_pair(youth.id, self._offer(event).id)
        if match is None:
            raise NotFound("match_unknown")
        return match.public_id

    def _offer(self, event: Event) -> Offer:
        return self._offers[event.offer or ""]

    def _acting(self, event: Event) -> Account:
        return self._people.acting[self._companies[self._offer(event).company_id or 0]]

    def _company_actor(self, event: Event) -> Actor:
        return self._actor(self._acting(event))

    def _youth_actor(self, event: Event) -> Actor:
        youth = self._people.youths[event.youth]
        return self._actor(self._people.accounts[event.youth], youth.id)

    def _advisor(self, login: str) -> Account:
        advisor = next(y.advisor for y in content.youths() if y.login == login)
        return self._people.accounts[advisor or ""]

    @staticmethod
    def _actor(account: Account, youth_id: int | None = None) -> Actor:
        return Actor(
            account_id=account.id,
            public_id=account.public_id,
            role=account.role,
            structure_id=account.structure_id,
            company_id=account.company_id,
            youth_id=youth_id,
        )


async def settle(uow: UnitOfWork, people: People) -> None:
    """What is past needs no worker: its events are done, its messages read but for the last days'."""
    for event in await uow.ledger.pending_events(100_000):
        event.done_at = event.at
    recent = uow.clock.now() - UNREAD_FOR
    for account in people.accounts.values():
        for conversation in await uow.conversations.of_account(account.id):
            if conversation.last_message_at is not None and conversation.last_message_at < recent:
                await uow.conversations.mark_read(
                    conversation.id, account.id, conversation.last_message_at
                )
