"""Offers as cards in a conversation."""

from collections.abc import Collection, Mapping, Sequence

from myjobmatch.db.repositories.offers import OfferRow, is_open
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.conversation import CardKind, CardState, SharedCard
from myjobmatch.domain.enums import OfferStatus
from myjobmatch.domain.permissions import is_youth
from myjobmatch.services.decisions import NEVER_SHOWN
from myjobmatch.services.shared_cards import (
    MOST_CHOICES,
    FindCards,
    offers_choices,
    resolves,
)


@resolves(CardKind.OFFER)
async def offer_cards(
    _actor: Actor, ids: Collection[str], uow: UnitOfWork
) -> Mapping[str, SharedCard]:
    """What was published is public; what never was is nobody's card."""
    rows = await uow.offers.rows_by_public_id(ids)
    return {
        id_: _card(row, uow) for id_, row in rows.items() if row.offer.status not in NEVER_SHOWN
    }


@offers_choices(CardKind.OFFER)
async def offer_choices(actor: Actor, query: FindCards, uow: UnitOfWork) -> Sequence[SharedCard]:
    """Open offers: by words, or without words those that the youth likes, the latest first."""
    now = uow.clock.now()
    if query.words:
        open_ids = await uow.offers.published_ids(now)
        wanted = list(await uow.portfolio.search_offers(query.words, open_ids, MOST_CHOICES))
    else:
        youth_id = actor.youth_id if is_youth(actor) else query.youth_id
        likes = await uow.decisions.youth_likes(youth_id) if youth_id else []
        wanted = [like.offer_id for like in likes]
        if not wanted:
            wanted = sorted(await uow.offers.published_ids(now), reverse=True)
    rows = await uow.offers.rows(wanted[: 2 * MOST_CHOICES])
    return [
        _card(rows[id_], uow) for id_ in wanted if id_ in rows and is_open(rows[id_].offer, now)
    ]


def _card(row: OfferRow, uow: UnitOfWork) -> SharedCard:
    offer = row.offer
    state = CardState.OPEN if is_open(offer, uow.clock.now()) else CardState.OVER
    if offer.status is OfferStatus.FILLED:
        state = CardState.FILLED
    return SharedCard(
        kind=CardKind.OFFER,
        id=offer.public_id,
        title=offer.title,
        line=row.company_name,
        second=offer.place,
        path=f"/offre/{offer.public_id}",
        state=state,
    )
