"""Offers kept for later: off the deck, neither liked nor passed."""

from dataclasses import dataclass

from myjobmatch.db.models import KeptOffer
from myjobmatch.db.repositories.offers import shown_status
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.cards import KeptForLater
from myjobmatch.domain.enums import Side
from myjobmatch.domain.errors import Conflict, NotFound
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_youth
from myjobmatch.services.building import service
from myjobmatch.services.decisions import NEVER_SHOWN
from myjobmatch.services.notices import ACCOUNT

MOST_KEPT = 100


@dataclass(frozen=True, slots=True)
class KeepOffer:
    """Keep an offer (public id) for later, or no longer."""

    offer_id: str
    kept: bool = True


@service(is_youth)
async def keep_offer(actor: Actor, command: KeepOffer, uow: UnitOfWork) -> KeepOffer:
    """Keep an offer for later, or put it back into the deck. Twice is once.

    An offer that was decided on meanwhile stays decided.

    Raises:
        NotFound: no such offer (`offer_unknown`).
        Conflict: as many are kept as anybody looks at (`too_many_kept`, with `most`).
    """
    youth_id = actor.youth_id or 0
    offer = await uow.offers.by_public_id(checked_public_id(command.offer_id))
    if offer is None or offer.status in NEVER_SHOWN:
        raise NotFound("offer_unknown")
    kept = await uow.told.kept_ids(youth_id)
    if not command.kept:
        await uow.told.drop_kept(youth_id, offer.id)
    elif offer.id not in kept:
        if len(kept) >= MOST_KEPT:
            raise Conflict("too_many_kept", most=MOST_KEPT)
        if await uow.decisions.active(youth_id, offer.id, Side.YOUTH) is None:
            uow.told.add(KeptOffer(youth_id=youth_id, offer_id=offer.id, at=uow.clock.now()))
            await uow.told.flush()
    uow.changed(ACCOUNT, actor.account_id)
    return command


@service(is_youth, writes=False)
async def list_kept(actor: Actor, _command: None, uow: UnitOfWork) -> list[KeptForLater]:
    """What the actor keeps for later, the latest first."""
    kept = await uow.told.kept(actor.youth_id or 0)
    rows = await uow.offers.rows([one.offer_id for one in kept])
    return [
        KeptForLater(
            id=row.offer.public_id,
            title=row.offer.title,
            company=row.company_name,
            origin=row.offer.origin,
            source=row.source,
            url=row.url,
            place=row.offer.place,
            contract=row.offer.contract,
            hours=row.offer.weekly_hours,
            pay=row.offer.pay_text,
            status=shown_status(row.offer),
            kept_at=one.at,
        )
        for one in kept
        if (row := rows.get(one.offer_id)) is not None
    ]
