"""The establishments of a company: where its offers may be."""

from dataclasses import dataclass

from myjobmatch.db.models import Company, CompanySite, Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.companies import LONGEST_ADDRESS, LONGEST_PERSON, MOST_SITES
from myjobmatch.domain.errors import Conflict, Invalid, NotFound
from myjobmatch.domain.ids import checked_public_id, new_public_id
from myjobmatch.domain.permissions import is_employer_side
from myjobmatch.domain.siret import checked_siret
from myjobmatch.domain.text import one_line
from myjobmatch.services.building import service
from myjobmatch.services.companies import acting_company, trace
from myjobmatch.services.joining import checked_postcode
from myjobmatch.services.notices import COMPANY, OFFER
from myjobmatch.services.places import Place, place_named


@dataclass(frozen=True, slots=True)
class SiteView:
    """An establishment; `place` is the label of its commune, `offers` how many offers are there."""

    id: str
    name: str
    siret: str
    address: str
    place: str
    main: bool
    offers: int = 0


@dataclass(frozen=True, slots=True)
class SaveSite:
    """An establishment as typed; without `site_id` a new one, whose public id is `new_id`."""

    company_id: str
    name: str
    place: str
    address: str = ""
    postcode: str = ""
    siret: str = ""
    main: bool = False
    site_id: str = ""
    new_id: str = ""


@dataclass(frozen=True, slots=True)
class SiteOf:
    """An establishment of a company."""

    company_id: str
    site_id: str


@service(is_employer_side, writes=False)
async def list_sites(actor: Actor, company_id: str, uow: UnitOfWork) -> list[SiteView]:
    """The establishments of a company, the main one first.

    Raises:
        NotFound: not a company of theirs (`company_unknown`).
    """
    company = await acting_company(actor, company_id, uow)
    sites = await uow.companies.sites([company.id])
    counts = await uow.companies.offer_counts([site.id for site in sites])
    return [_view(site, counts.get(site.id, 0)) for site in sites]


@service(is_employer_side)
async def save_site(actor: Actor, command: SaveSite, uow: UnitOfWork) -> SiteView:
    """Keep an establishment. When it moves, its offers move with it.

    Raises:
        NotFound: not a company of theirs (`company_unknown`), or no such establishment (`site_unknown`).
        Invalid: no name (`site_name_missing`), too long a text (`text_long`), a wrong SIRET
            (`siret_length`, `siret_wrong`), another company's (`siret_elsewhere`), an unknown place
            (`offer_place_unknown`) or no postcode (`postcode_form`).
        Conflict: there are too many (`sites_many`, with `most`), or the company is suspended
            (`company_suspended`).
    """
    company = await acting_company(actor, command.company_id, uow)
    name, address = one_line(command.name), one_line(command.address)
    if not name:
        raise Invalid("site_name_missing")
    for text, most in ((name, LONGEST_PERSON), (address, LONGEST_ADDRESS)):
        if len(text) > most:
            raise Invalid("text_long", most=most)
    siret = checked_siret(command.siret) if command.siret.strip() else None
    if siret and company.siret and siret[:9] != company.siret[:9]:
        raise Invalid("siret_elsewhere")
    typed_postcode = checked_postcode(command.postcode)
    site = await _known(company, command, uow)
    others = [one for one in await uow.companies.sites([company.id]) if one is not site]
    if site is None and len(others) >= MOST_SITES:
        raise Conflict("sites_many", most=MOST_SITES)
    if site is not None and command.place.strip() == _label(site):
        place = Place(_label(site), site.commune, site.postcode, site.latitude, site.longitude)
    else:
        place = await place_named(uow, command.place)
    if command.main or not any(one.main for one in others):
        await uow.companies.no_main_site(company.id)
        main = True
    else:
        main = False
    if site is None:
        site = CompanySite(
            public_id=checked_public_id(command.new_id or new_public_id()),
            company_id=company.id,
            created_at=uow.clock.now(),
        )
        uow.companies.add(site)
    site.name, site.siret, site.address, site.main = name, siret, address, main
    site.commune, site.postcode = place.name, typed_postcode or place.postcode
    moved = (site.latitude, site.longitude) != (place.latitude, place.longitude)
    site.latitude, site.longitude = place.latitude, place.longitude
    await uow.companies.flush()
    offers = await uow.companies.offers_at(site.id)
    for offer in offers:
        await _follow(uow, offer, site, moved=moved)
    trace(actor, company, uow, "site_saved", "company", company.id)
    uow.changed(COMPANY, company.id)
    return _view(site, len(offers))


@service(is_employer_side)
async def make_main(actor: Actor, command: SiteOf, uow: UnitOfWork) -> None:
    """The establishment that comes first, and that a new offer begins with.

    Raises:
        NotFound: not a company of theirs (`company_unknown`), or no such establishment (`site_unknown`).
        Conflict: the company is suspended (`company_suspended`).
    """
    company = await acting_company(actor, command.company_id, uow)
    site = await site_of(company, command.site_id, uow)
    await uow.companies.no_main_site(company.id)
    site.main = True
    trace(actor, company, uow, "site_saved", "company", company.id)
    uow.changed(COMPANY, company.id)


@service(is_employer_side)
async def remove_site(actor: Actor, command: SiteOf, uow: UnitOfWork) -> None:
    """An establishment is no more; its offers stay where they are. The next one becomes the main one.

    Raises:
        NotFound: not a company of theirs (`company_unknown`), or no such establishment (`site_unknown`).
        Conflict: the company is suspended (`company_suspended`).
    """
    company = await acting_company(actor, command.company_id, uow)
    site = await site_of(company, command.site_id, uow)
    for offer in await uow.companies.offers_at(site.id):
        offer.site_id = None
    was_main = site.main
    await uow.companies.flush()
    await uow.companies.forget_site(site)
    rest = await uow.companies.sites([company.id])
    if was_main and rest:
        rest[0].main = True
    trace(actor, company, uow, "site_removed", "company", company.id)
    uow.changed(COMPANY, company.id)


async def site_of(company: Company, public_id: str, uow: UnitOfWork) -> CompanySite:
    """An establishment of the company.

    Raises:
        NotFound: it has no such one (`site_unknown`).
    """
    site = await uow.companies.site(company.id, checked_public_id(public_id))
    if site is None:
        raise NotFound("site_unknown")
    return site


async def _known(company: Company, command: SaveSite, uow: UnitOfWork) -> CompanySite | None:
    """The one to be changed; also a new one that a first press has made already."""
    if command.site_id:
        return await site_of(company, command.site_id, uow)
    if not command.new_id:
        return None
    return await uow.companies.site(company.id, checked_public_id(command.new_id))


async def _follow(uow: UnitOfWork, offer: Offer, site: CompanySite, *, moved: bool) -> None:
    """An offer is where its establishment is."""
    offer.place, offer.postcode = site.commune, site.postcode
    offer.latitude, offer.longitude = site.latitude, site.longitude
    offer.updated_at = uow.clock.now()
    if moved:
        # the bands of travel to several places, joined by an alias, would tell where someone lives
        await uow.decisions.forget_aliases(offer.id)
    uow.changed(OFFER, offer.id)


def _label(site: CompanySite) -> str:
    return f"{site.commune} ({site.postcode})" if site.postcode else site.commune


def _view(site: CompanySite, offers: int) -> SiteView:
    return SiteView(
        site.public_id, site.name, site.siret or "", site.address, _label(site), site.main, offers
    )
