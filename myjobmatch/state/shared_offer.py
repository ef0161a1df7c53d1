"""What the page of a shared link shows, to anybody."""

from __future__ import annotations

from dataclasses import dataclass

from myjobmatch.container import current
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.services.shared_offers import shared_offer
from myjobmatch.services.similar_offers import similar_offers
from myjobmatch.state.base import AppState
from myjobmatch.state.roles import PUBLIC, on


@dataclass(frozen=True, slots=True)
class Advert:
    """The advert; texts are empty and figures 0 where they are not told."""

    title: str = ""
    company: str = ""
    place: str = ""
    contract: str = ""
    hours: float = 0
    pay: str = ""
    starts_on: str = ""
    description: str = ""
    outside: bool = False
    source: str = ""
    url: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Alike:
    """An open offer that is like one that is over."""

    id: str
    title: str
    company: str
    place: str
    contract: str


class SharedOfferState(AppState):
    """`found`: "" while it is looked for, then `open`, `unknown`, or why it is over."""

    found: str = ""
    advert: Advert = Advert()
    alike: list[Alike] = []

    @on(PUBLIC)
    async def load(self) -> None:
        """Read the offer that the address names."""
        application = current().application
        if application is None:
            raise RuntimeError("the services are not wired")
        address = self.router.url.path.rstrip("/").rsplit("/", 1)[-1]
        offer = await application.run(shared_offer, SYSTEM, address[:64])
        self.alike = []
        if offer is None:
            self.found, self.advert = "unknown", Advert()
            return
        if not offer.open and application.matching.ready:
            await application.matching.refresh()
            asked = address[:64], application.matching
            found = await application.run(similar_offers, SYSTEM, *asked)
            self.alike = [
                Alike(one.id, one.title, one.company, one.place, one.contract.value)
                for one in found
            ]
        self.found = offer.over or "open"
        self.advert = Advert(
            title=offer.title,
            company=offer.company,
            place=offer.place,
            contract=offer.contract.value if offer.contract else "",
            hours=offer.hours or 0,
            pay=offer.pay,
            starts_on=offer.starts_on.isoformat() if offer.starts_on else "",
            description=offer.description,
            outside=offer.outside,
            source=offer.source,
            url=offer.url,
            logo=offer.logo,
        )
