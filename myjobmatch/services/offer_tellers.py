"""What recruiters are told of their offers: answered by the structure, and soon at their end."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.enums import OfferStatus
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.services.company_told import recruiters_of
from myjobmatch.services.offer_moves import REVIEWED
from myjobmatch.services.offer_prolonging import ENDS
from myjobmatch.services.telling import means, tells

COMPANY_OFFERS = "/employeur/offres"


@tells(REVIEWED, NotificationKind.OFFER)
async def _reviewed(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Somebody of the Mission Locale read the offer; a no's reason is on the page."""
    offer = await uow.offers.get(payload["offer"])
    if offer is None:
        return []
    text = "offer_approved" if payload["approved"] else "offer_sent_back"
    return [
        Telling(
            NotificationKind.OFFER,
            tuple(sorted(await recruiters_of(uow, offer))),
            cause=f"reviewed:{offer.id}:{offer.updated_at.isoformat()}",
            matter=f"offer:{offer.id}",
            text=text,
            path=COMPANY_OFFERS,
            params={"offer": offer.title},
        )
    ]


@tells(ENDS, NotificationKind.OFFER)
async def _ends(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """The offer ends in a week, or tomorrow: it may be prolonged, or told to be filled."""
    offer = await uow.offers.get(payload["offer"])
    if offer is None:
        return []
    return [
        Telling(
            NotificationKind.OFFER,
            tuple(sorted(await recruiters_of(uow, offer))),
            cause=f"ends:{offer.id}:{payload['ends']}:{payload['days']}",
            matter=f"offer:{offer.id}",
            text="offer_ends",
            path=COMPANY_OFFERS,
            params={"offer": offer.title, "count": payload["days"]},
            about={"offer": offer.id, "ends": _minute(datetime.fromisoformat(payload["ends"]))},
        )
    ]


@means(NotificationKind.OFFER)
async def _still_ends(uow: UnitOfWork, _account_id: int, about: Mapping[str, int]) -> bool:
    """Neither prolonged nor closed meanwhile; a word on an answer is always worth telling."""
    if "ends" not in about:
        return True
    offer = await uow.offers.get(about["offer"])
    return (
        offer is not None
        and offer.status is OfferStatus.PUBLISHED
        and offer.expires_at is not None
        and _minute(offer.expires_at) == about["ends"]
    )


def _minute(moment: datetime) -> int:
    return int(moment.timestamp()) // 60
