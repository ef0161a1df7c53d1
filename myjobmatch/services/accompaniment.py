"""One youth as their advisor sees them, and proposing them an offer."""

from collections.abc import Sequence
from dataclasses import dataclass

from myjobmatch.db.models import Proposal, Youth
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import (
    ProposalStatus,
    Role,
    Side,
)
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import (
    is_accompanying,
    is_own_advisor,
    may_follow,
    require,
)
from myjobmatch.domain.portfolio import (
    ObstacleView,
    ProposalView,
    TimelineEntry,
    YouthPage,
    in_runs,
)
from myjobmatch.domain.text import typed
from myjobmatch.services.application import Application
from myjobmatch.services.applications import application_views
from myjobmatch.services.building import service
from myjobmatch.services.decisions import NEVER_SHOWN
from myjobmatch.services.decks import DeckQuery, OfferDeck, deck_of, log_offer_deck
from myjobmatch.services.documents import document_views
from myjobmatch.services.matches import views_for_youth
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.notices import tell_youth
from myjobmatch.services.portfolio import row_of
from myjobmatch.services.profiles import profile_view

LONGEST_NOTE = 500
TIMELINE_READ = 300
TIMELINE_SHOWN = 60
PROPOSABLE = 20


@dataclass(frozen=True, slots=True)
class Propose:
    """An offer (public id) for a youth (public id), with a word of at most 500 characters."""

    youth_id: str
    offer_id: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FindOffers:
    """Offers that could be proposed to a youth; words narrow them to titles, companies, places."""

    youth_id: str
    search: str = ""


@service(is_accompanying)
async def youth_page(
    actor: Actor, youth_public_id: str, uow: UnitOfWork, matching: MatchingRuntime
) -> YouthPage:
    """Everything on one youth. Reading a file is audited; obstacles are for their own advisor alone.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
    """
    youth = await followed_youth(actor, youth_public_id, uow)
    identity = await uow.youths.identity(youth.id)
    row = await row_of(actor, youth.id, uow)
    if identity is None or row is None:
        raise NotFound("youth_unknown")
    own = is_own_advisor(actor, advisor_id=youth.advisor_id, youth_id=youth.id)
    conversation = await uow.conversations.with_advisor(youth.id) if own else None
    uow.ledger.audit(actor, "youth_read", "youth", youth.id)
    return YouthPage(
        row=row,
        first_name=identity.first_name,
        last_name=identity.last_name,
        birth_date=identity.birth_date,
        phone=identity.phone,
        email=identity.email,
        postcode=identity.postcode,
        own=own,
        profile=await profile_view(youth.id, actor.locale, uow, matching.catalogue),
        matches=tuple(
            await views_for_youth(await uow.matches.of_youths([youth.id]), uow, actor.account_id)
        ),
        applications=tuple(
            await application_views(await uow.applications.of_youths([youth.id]), uow)
        ),
        proposals=tuple(await _proposals(youth, uow)),
        obstacles=tuple(
            ObstacleView(o.kind, o.note)
            for o in (await uow.youths.obstacles(youth.id) if own else [])
            if o.resolved_at is None
        ),
        timeline=tuple(
            in_runs(
                TimelineEntry(entry.at, entry.kind, title, taken_back=entry.taken_back)
                for entry, title in await uow.portfolio.timeline(youth.id, TIMELINE_READ)
            )[:TIMELINE_SHOWN]
        ),
        conversation_id=conversation.public_id if conversation else "",
        documents=tuple(d for d in await document_views(youth.id, uow) if d.shared) if own else (),
    )


async def find_offers(app: Application, actor: Actor, query: FindOffers) -> OfferDeck:
    """The offers that fit a youth best, for their advisor to choose from; the ranking is logged."""
    await app.matching.refresh()
    deck = await app.run(proposable_offers, actor, query, app.matching)
    await log_offer_deck(app, actor, deck)
    return deck


@service(is_accompanying, writes=False)
async def proposable_offers(
    actor: Actor, query: FindOffers, uow: UnitOfWork, matching: MatchingRuntime
) -> OfferDeck:
    """The offers that fit a youth best and that they have not decided on.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`).
    """
    youth = await followed_youth(actor, query.youth_id, uow)
    words = typed(query.search)[:100]
    if not words:
        return await deck_of(youth.id, actor.locale, DeckQuery(PROPOSABLE), uow, matching)
    open_ids = await uow.offers.published_ids(uow.clock.now())
    kept = await uow.portfolio.search_offers(words, open_ids, PROPOSABLE)
    query_deck = DeckQuery(PROPOSABLE)
    return await deck_of(youth.id, actor.locale, query_deck, uow, matching, only=frozenset(kept))


@service(lambda actor: actor.role is Role.ADVISOR)
async def propose_offer(actor: Actor, command: Propose, uow: UnitOfWork) -> ProposalView:
    """Propose an offer: it comes first in the youth's deck, marked so. Again is once.

    Raises:
        NotFound: not a youth of the actor's structure (`youth_unknown`), no such offer
            (`offer_unknown`).
        Conflict: the offer is closed (`offer_closed`), or the youth decided already
            (`already_decided`).
        Invalid: the note is too long (`note_long`, with `most`).
    """
    youth = await followed_youth(actor, command.youth_id, uow)
    offer = await uow.offers.by_public_id(checked_public_id(command.offer_id))
    if offer is None or offer.status in NEVER_SHOWN:
        raise NotFound("offer_unknown")
    note = typed(command.note)
    if len(note) > LONGEST_NOTE:
        raise Invalid("note_long", most=LONGEST_NOTE)
    known = await uow.applications.proposal(youth.id, offer.id)
    if known is not None:
        return (await _proposal_views([known], uow))[0]
    if offer.id not in await uow.offers.still_open([offer.id], uow.clock.now()):
        raise Conflict("offer_closed", title=offer.title)
    if await uow.decisions.active(youth.id, offer.id, Side.YOUTH) is not None:
        raise Conflict("already_decided", title=offer.title)
    proposal = Proposal(
        youth_id=youth.id,
        offer_id=offer.id,
        advisor_id=actor.account_id,
        note=note,
        status=ProposalStatus.PROPOSED,
        proposed_at=uow.clock.now(),
    )
    uow.applications.add(proposal)
    await uow.applications.flush()
    uow.ledger.activity(
        ActivityKind.OFFER_PROPOSED,
        actor,
        structure_id=youth.structure_id,
        youth_id=youth.id,
        offer_id=offer.id,
    )
    uow.ledger.event("offer_proposed", {"youth": youth.id, "offer": offer.id})
    await tell_youth(uow, youth)
    return (await _proposal_views([proposal], uow))[0]


async def followed_youth(actor: Actor, public_id: str, uow: UnitOfWork) -> Youth:
    """A youth of the actor's structure.

    Raises:
        NotFound: there is none (`youth_unknown`).
    """
    youth = await uow.youths.by_public_id(checked_public_id(public_id))
    if youth is None:
        raise NotFound("youth_unknown")
    require(may_follow(actor, structure_id=youth.structure_id), "youth_unknown")
    return youth


async def _proposals(youth: Youth, uow: UnitOfWork) -> list[ProposalView]:
    return await _proposal_views(await uow.applications.proposals_of(youth.id), uow)


async def _proposal_views(proposals: Sequence[Proposal], uow: UnitOfWork) -> list[ProposalView]:
    rows = await uow.offers.rows([p.offer_id for p in proposals])
    return [
        ProposalView(
            offer_id=rows[p.offer_id].offer.public_id,
            offer_title=rows[p.offer_id].offer.title,
            company=rows[p.offer_id].offer.company_name,
            note=p.note,
            status=p.status,
            proposed_at=p.proposed_at,
        )
        for p in proposals
    ]
