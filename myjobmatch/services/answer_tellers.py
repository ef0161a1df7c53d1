"""What is told of waiting and answering: employers who owe an answer, youths who got one, or none."""

from collections.abc import Mapping
from typing import Any

from myjobmatch.db.models import Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.answers import Step
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Role
from myjobmatch.domain.mail_links import LinkPurpose
from myjobmatch.domain.notifications import NotificationKind, Telling
from myjobmatch.services.answer_reasons import reason_told
from myjobmatch.services.company_told import acts_for, recruiters_of
from myjobmatch.services.mail_links import LinkSubject, make_link, may_make_link
from myjobmatch.services.telling import leads, means, tells

AWAITED = "/employeur/reponses"
BY_LINK = "/employeur/repondre"
FILE = "/mes-offres/suivi"
OWN_OFFERS = "/employeur/offres"


@tells("offer_liked", NotificationKind.CANDIDATE)
async def _somebody_waits(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Somebody likes an offer: its recruiters are told once a day, however many there are."""
    offer = await uow.offers.get(payload["offer"])
    if offer is None:
        return []
    day = paris_day(uow.clock.now()).isoformat()
    return await _to_answer(uow, offer, "candidate_waits", f"waits:{offer.id}:{day}")


@tells("answer_reminder", NotificationKind.CANDIDATE)
async def _reminded(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Seven days without an answer, then fourteen; the second time the Mission Locale's officers hear it too."""
    offer = await uow.offers.get(payload["offer"])
    if offer is None:
        return []
    again = payload["step"] == Step.REMINDED_AGAIN.value
    text = "answer_reminder_again" if again else "answer_reminder"
    day = paris_day(uow.clock.now()).isoformat()
    return await _to_answer(uow, offer, text, f"{text}:{offer.id}:{day}", with_officers=again)


@tells("offer_silent", NotificationKind.OFFER)
async def _paused(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """The offer was taken out of the decks because nobody answered."""
    offer = await uow.offers.get(payload["offer"])
    if offer is None:
        return []
    at = offer.updated_at.isoformat()
    return [
        Telling(
            NotificationKind.OFFER,
            await employers_of(uow, offer, with_officers=True),
            cause=f"silent:{offer.id}:{at}",
            matter=f"offer:{offer.id}",
            text="offer_silent",
            path=OWN_OFFERS,
            params={"offer": offer.title},
        )
    ]


@tells("declined", NotificationKind.ANSWER)
async def _declined(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """A no, kindly, with one thing to do next."""
    return await _to_youth(uow, payload, "declined")


@tells("answer_silent", NotificationKind.ANSWER)
async def _silent(uow: UnitOfWork, payload: Mapping[str, Any]) -> list[Telling]:
    """Nobody answered: it was not their fault, and they need not wait any longer."""
    return await _to_youth(uow, payload, "unanswered")


@means(NotificationKind.CANDIDATE)
async def _still_waits(uow: UnitOfWork, account_id: int, about: Mapping[str, int]) -> bool:
    """The reader still acts for the company, and, where that is the news, somebody still waits for this offer."""
    offer = await uow.offers.get(about["awaited"] if "awaited" in about else about["offer"])
    if offer is None or not await acts_for(uow, account_id, offer):
        return False
    return "awaited" not in about or bool(await uow.answers.waiting_for([offer.id]))


@leads(NotificationKind.CANDIDATE)
async def _by_link(
    uow: UnitOfWork, account_id: int, about: Mapping[str, int], address: str
) -> str | None:
    """In an e-mail: straight to the candidates who wait, without a password."""
    if "awaited" not in about or not await may_make_link(uow, address):
        return None
    subject = LinkSubject(address, account_id=account_id, offer_id=about["awaited"])
    return f"{BY_LINK}?jeton={await make_link(uow, LinkPurpose.ANSWER, subject)}"


async def employers_of(
    uow: UnitOfWork, offer: Offer, *, with_officers: bool = False
) -> tuple[int, ...]:
    """Who answers for an offer: the company's recruiters; its Mission Locale's officers where there are none."""
    found = await recruiters_of(uow, offer)
    if offer.company_id is not None and (with_officers or not found):
        officers = await uow.accounts.staff(offer.structure_id or 0, (Role.EMPLOYMENT_OFFICER,))
        found |= {account.id for account in officers}
    return tuple(sorted(found))


async def _to_answer(
    uow: UnitOfWork, offer: Offer, text: str, cause: str, *, with_officers: bool = False
) -> list[Telling]:
    waiting = (await uow.answers.waiting_for([offer.id])).get(offer.id, [])
    if not waiting:
        return []
    return [
        Telling(
            NotificationKind.CANDIDATE,
            await employers_of(uow, offer, with_officers=with_officers),
            cause=cause,
            matter=f"candidates:{offer.id}",
            text=text,
            path=f"{AWAITED}?offre={offer.public_id}",
            params={"offer": offer.title, "count": len(waiting)},
            about={"awaited": offer.id},
        )
    ]


async def _to_youth(uow: UnitOfWork, payload: Mapping[str, Any], what: str) -> list[Telling]:
    offer = await uow.offers.get(payload["offer"])
    wait = await uow.answers.wait_of(payload["youth"], payload["offer"])
    identity = await uow.youths.identity(payload["youth"])
    if offer is None or wait is None or identity is None or identity.account_id is None:
        return []
    return [
        Telling(
            NotificationKind.ANSWER,
            (identity.account_id,),
            cause=f"{what}:{payload['youth']}:{offer.id}:{wait.since.isoformat()}",
            matter=f"offer:{offer.id}",
            text=f"declined_{reason_told(wait.reason)}" if what == "declined" else what,
            path=f"{FILE}#o-{offer.public_id}",
            params={"offer": offer.title},
        )
    ]
