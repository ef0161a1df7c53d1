"""Workshops as cards in a conversation: open to the youths of the structures that share them."""

from collections.abc import Collection, Mapping, Sequence

from myjobmatch.db.repositories.workshops import Offered
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.conversation import CardKind, CardState, SharedCard
from myjobmatch.domain.permissions import is_accompanying, is_youth
from myjobmatch.domain.place_names import spelled
from myjobmatch.domain.workshops import WorkshopStatus, standing
from myjobmatch.services.shared_cards import FindCards, offers_choices, resolves

YOUTH_PAGE = "/mon-espace/ateliers"


@resolves(CardKind.WORKSHOP)
async def workshop_cards(
    actor: Actor, ids: Collection[str], uow: UnitOfWork
) -> Mapping[str, SharedCard]:
    """Sessions of the reader's structure: a youth's card opens their list, an advisor's the session itself."""
    structure = await _structure(actor, uow)
    if structure is None:
        return {}
    rows = await uow.workshops.shown(structure, ids)
    return {row.session.public_id: _card(actor, row, uow) for row in rows}


@offers_choices(CardKind.WORKSHOP)
async def workshop_choices(actor: Actor, query: FindCards, uow: UnitOfWork) -> Sequence[SharedCard]:
    """Sessions to come that the structure owns or shares, the soonest first. Advisors share them, youths do not."""
    structure = await _structure(actor, uow)
    if structure is None or not is_accompanying(actor):
        return []
    now = uow.clock.now()
    words = spelled(query.words).split()
    return [
        SharedCard(
            kind=CardKind.WORKSHOP,
            id=row.session.public_id,
            title=row.workshop.title,
            line=row.owner,
            second=row.session.place,
            path=f"/conseil/ateliers/{row.session.public_id}",
            state=_state(row.session.status, row.session.taken, row.session.capacity),
            at=row.session.starts_at,
        )
        for row in await uow.workshops.listed(structure, now)
        if standing(row.session.status, row.session.ends_at, now) is WorkshopStatus.UPCOMING
        and all(word in spelled(f"{row.workshop.title} {row.session.place}") for word in words)
    ]


async def _structure(actor: Actor, uow: UnitOfWork) -> int | None:
    if is_youth(actor):
        youth = await uow.youths.get(actor.youth_id or 0)
        return youth.structure_id if youth else None
    return actor.structure_id if is_accompanying(actor) else None


def _card(actor: Actor, row: Offered, uow: UnitOfWork) -> SharedCard:
    session = row.session
    status = standing(session.status, session.ends_at, uow.clock.now())
    here = f"{YOUTH_PAGE}#{session.public_id}"
    return SharedCard(
        kind=CardKind.WORKSHOP,
        id=session.public_id,
        title=row.workshop.title,
        line=row.owner,
        second=session.place,
        path=here if is_youth(actor) else f"/conseil/ateliers/{session.public_id}",
        state=_state(status, session.taken, session.capacity),
        at=session.starts_at,
    )


def _state(status: WorkshopStatus, taken: int, capacity: int) -> CardState:
    if status is WorkshopStatus.CANCELLED:
        return CardState.CANCELLED
    if status is not WorkshopStatus.UPCOMING:
        return CardState.OVER
    return CardState.FULL if taken >= capacity else CardState.OPEN
