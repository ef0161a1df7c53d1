"""What both sides' decisions share: making a match, moving it, and opening its conversation."""

from myjobmatch.db.models import (
    Conversation,
    ConversationMember,
    Match,
    MatchTransition,
    Offer,
    Youth,
)
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.eligibility import barring_rules
from myjobmatch.domain.enums import ConversationKind, MatchStatus, Side
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.workflow import MATCH
from myjobmatch.services.notices import tell_accounts, tell_company, tell_youth


async def is_barred(uow: UnitOfWork, youth: Youth, offer: Offer) -> bool:
    """Whether a rule of law keeps this person from this job today: no deck shows it to them."""
    if not (offer.night_work or offer.hazardous_work):
        return False
    facts = (await uow.youths.lawful_facts([youth.id])).get(youth.id)
    return facts is not None and bool(
        barring_rules(
            facts.birth_date,
            paris_day(uow.clock.now()),
            night_work=offer.night_work,
            hazardous_work=offer.hazardous_work,
        )
    )


async def make_match(uow: UnitOfWork, actor: Actor, youth: Youth, offer: Offer) -> Match:
    """A mutual like becomes a match, and the youth is asked at once whether to share who they are."""
    known = await uow.matches.of_pair(youth.id, offer.id)
    if known is not None:
        return known
    now = uow.clock.now()
    match = Match(
        public_id=new_public_id(),
        youth_id=youth.id,
        offer_id=offer.id,
        status=MatchStatus.MUTUAL,
        created_at=now,
        updated_at=now,
    )
    uow.matches.add(match)
    await uow.matches.flush()
    uow.matches.add(
        MatchTransition(
            match_id=match.id,
            before=None,
            after=MatchStatus.MUTUAL,
            account_id=actor.account_id or None,
            at=now,
        )
    )
    uow.ledger.activity(
        ActivityKind.MATCHED,
        actor,
        structure_id=youth.structure_id,
        youth_id=youth.id,
        offer_id=offer.id,
    )
    uow.ledger.event("matched", {"match": match.id, "youth": youth.id, "offer": offer.id})
    await move_match(uow, actor, match, MatchStatus.CONSENT_ASKED)
    await tell_both(uow, youth, offer)
    return match


async def move_match(uow: UnitOfWork, actor: Actor, match: Match, after: MatchStatus) -> None:
    """Take a match one step further, and keep the trace. It was read under a lock, or made here.

    Raises:
        Conflict: the step is not one of the workflow's (`match_transition`).
    """
    before = match.status
    match.status = MATCH.check(before, after)
    match.updated_at = uow.clock.now()
    if after is MatchStatus.SHARED:
        match.shared_at = match.updated_at
    uow.matches.add(
        MatchTransition(
            match_id=match.id,
            before=before,
            after=after,
            account_id=actor.account_id or None,
            at=match.updated_at,
        )
    )
    await uow.matches.flush()


async def end_match(
    uow: UnitOfWork, actor: Actor, match: Match, offer: Offer, youth: Youth, by: Side
) -> None:
    """Nobody goes on: from now on the company sees neither a name nor the conversation, the youth still reads it.

    Ended by the youth, their yes to sharing who they are is taken back as well.

    Raises:
        Conflict: it is closed already (`match_transition`).
    """
    was_shared = match.status is MatchStatus.SHARED
    await move_match(uow, actor, match, MatchStatus.CLOSED)
    if by is Side.YOUTH:
        await uow.matches.take_back(match.id, match.updated_at)
    conversation = await uow.conversations.of_match(match.id)
    if conversation is not None:
        conversation.closed_at = match.updated_at
        members = (await uow.conversations.members([conversation.id]))[conversation.id]
        tell_accounts(uow, members)
    uow.ledger.activity(
        ActivityKind.MATCH_CLOSED,
        actor,
        structure_id=youth.structure_id,
        youth_id=youth.id,
        offer_id=offer.id,
    )
    uow.ledger.event("match_closed", {"match": match.id, "by": by.value})
    if was_shared and by is Side.YOUTH:
        uow.ledger.event("sharing_withdrawn", {"match": match.id})
    await tell_both(uow, youth, offer)


async def open_conversation(uow: UnitOfWork, match: Match, offer: Offer) -> Conversation:
    """The conversation of a shared match: the youth, the company's recruiters, and who liked for it."""
    known = await uow.conversations.of_match(match.id)
    if known is not None:
        return known
    now = uow.clock.now()
    conversation = Conversation(
        public_id=new_public_id(),
        kind=ConversationKind.MATCH,
        youth_id=match.youth_id,
        match_id=match.id,
        created_at=now,
    )
    uow.conversations.add(conversation)
    await uow.conversations.flush()
    for account_id in sorted(await _parties(uow, match, offer)):
        uow.conversations.add(
            ConversationMember(
                conversation_id=conversation.id, account_id=account_id, joined_at=now
            )
        )
    await uow.conversations.flush()
    return conversation


async def _parties(uow: UnitOfWork, match: Match, offer: Offer) -> set[int]:
    parties: set[int] = set()
    identity = await uow.youths.identity(match.youth_id)
    if identity is not None and identity.account_id is not None:
        parties.add(identity.account_id)
    if offer.company_id is not None:
        parties |= {account.id for account in await uow.accounts.recruiters(offer.company_id)}
    liked = await uow.decisions.active(match.youth_id, match.offer_id, Side.EMPLOYER)
    if liked is not None:
        parties.add(liked.account_id)
    return parties


async def tell_both(uow: UnitOfWork, youth: Youth, offer: Offer) -> None:
    """Youth, advisor and company have something new."""
    await tell_youth(uow, youth)
    tell_company(uow, offer)
