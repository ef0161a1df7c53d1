"""Who is told that an offer ended: whoever likes it and waits, once, with the way to offers like it."""

from collections.abc import Mapping
from typing import Any

from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.enums import MatchStatus
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.domain.offer_endings import Ending
from myjobmatch.services.telling import tells

TELLS = {
    Ending.FILLED: "offer_filled",
    Ending.EXPIRED: "offer_expired",
    Ending.WITHDRAWN: "offer_withdrawn",
    Ending.GONE: "offer_withdrawn",
    Ending.RESTED: "offer_resting",
}
"""The end of the catalogue's keys, by what ended it."""

TALK_ENDED = "talk_ended"
"""Whoever was in touch with the company gets words of their own."""


@tells("offer_ended", NotificationKind.ANSWER)
async def _offer_ended(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Those who like it, but for those who go on, who ended it themselves, or who were told already."""
    offer = await uow.offers.get(payload["offer"])
    if offer is None:
        return []
    closed = set(payload["closed"])
    others = await uow.endings.matches([offer.id], list(MatchStatus))
    settled = {match.youth_id for match in others if match.id not in closed}
    talked = {match.youth_id for match in others if match.id in set(payload["talked"])}
    likers = (await uow.endings.likers([offer.id])).get(offer.id, set()) | talked
    accounts = await uow.endings.accounts(likers - settled)
    matter = f"offer:{offer.id}"
    told = await uow.endings.answered(accounts.values(), matter)
    words = TELLS[Ending(payload["ending"])]
    tellings = []
    for text, youths in ((TALK_ENDED, talked), (words, accounts.keys() - talked)):
        reached = {accounts[youth] for youth in youths if youth in accounts} - told
        if reached:
            tellings.append(
                Telling(
                    NotificationKind.ANSWER,
                    tuple(sorted(reached)),
                    cause=f"ended:{offer.id}",
                    matter=matter,
                    text=text,
                    path=f"/offre/{offer.public_id}",
                    params={"offer": offer.title},
                )
            )
    return tellings
