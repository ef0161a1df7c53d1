"""Immersions as those who accompany a youth see them, and what a new one may come from."""

from datetime import date

from myjobmatch.db.models import Company, Immersion, ImmersionReview, Offer, Youth
from myjobmatch.db.repositories.immersions import ImmersionRow
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import ApplicationStatus, MatchStatus
from myjobmatch.domain.immersion_rules import LENGTHS, may_be_renewed, signers
from myjobmatch.domain.immersions import (
    ImmersionContent,
    ImmersionReviewView,
    ImmersionSource,
    ImmersionStatus,
    ImmersionView,
)
from myjobmatch.domain.joining import is_minor
from myjobmatch.domain.outcomes import ENDS
from myjobmatch.domain.permissions import is_accompanying
from myjobmatch.services.building import service
from myjobmatch.services.immersions import accompanied_youth, content_of, missing, signed_on

_ENDED = frozenset(
    {ApplicationStatus.HIRED, ApplicationStatus.REFUSED, ApplicationStatus.WITHDRAWN}
)


@service(is_accompanying, writes=False)
async def immersions_with(
    actor: Actor, youth_public_id: str, uow: UnitOfWork
) -> list[ImmersionView]:
    """A youth's immersions, the latest first, for whoever accompanies them and the manager of their structure.

    Raises:
        NotFound: not a youth whom the actor accompanies (`youth_unknown`).
    """
    youth = await accompanied_youth(actor, youth_public_id, uow)
    rows = await uow.immersions.of_youth(youth.id)
    return await _views(youth, rows, uow)


@service(is_accompanying, writes=False)
async def immersion_sources(
    actor: Actor, youth_public_id: str, uow: UnitOfWork
) -> list[ImmersionSource]:
    """The matches in touch and the applications of a youth that an agreement may come from, with what is known.

    Raises:
        NotFound: not a youth whom the actor accompanies (`youth_unknown`).
    """
    youth = await accompanied_youth(actor, youth_public_id, uow)
    found = []
    for match in await uow.matches.of_youths([youth.id]):
        offer = await uow.offers.get(match.offer_id)
        if match.status is MatchStatus.SHARED and match.stage not in ENDS and offer is not None:
            content = await content_from(offer, uow)
            found.append(ImmersionSource(match.public_id, "", content.host_name, content))
    for sent in await uow.applications.of_youths([youth.id]):
        offer = await uow.offers.get(sent.offer_id)
        if sent.status not in _ENDED and offer is not None:
            content = await content_from(offer, uow)
            found.append(ImmersionSource("", sent.public_id, content.host_name, content))
    return found


async def content_from(offer: Offer, uow: UnitOfWork) -> ImmersionContent:
    """What an offer tells of an agreement: the occupation, the host, where it is."""
    company = await uow.companies.get(offer.company_id) if offer.company_id else None
    if company is None:
        return ImmersionContent(
            title=offer.title[: LENGTHS["title"]],
            host_name=offer.company_name[: LENGTHS["host_name"]],
            host_address=offer.place[: LENGTHS["host_address"]],
        )
    siret, address = await _seat(company, offer, uow)
    return ImmersionContent(
        title=offer.title[: LENGTHS["title"]],
        host_name=company.name,
        host_siret=siret,
        host_address=address[: LENGTHS["host_address"]],
    )


async def _seat(company: Company, offer: Offer, uow: UnitOfWork) -> tuple[str, str]:
    """The SIRET and the address of where the offer is: its establishment's, else the company's."""
    site = await uow.companies.site_by_id(offer.site_id) if offer.site_id else None
    if site is None:
        site = next((one for one in await uow.companies.sites([company.id]) if one.main), None)
    if site is None:
        return company.siret or "", f"{company.postcode} {company.commune}".strip()
    town = f"{site.postcode} {site.commune}".strip()
    address = f"{site.address}, {town}" if site.address else town
    return site.siret or company.siret or "", address


async def _views(youth: Youth, rows: list[ImmersionRow], uow: UnitOfWork) -> list[ImmersionView]:
    ids = [row.immersion.id for row in rows]
    reviews = await uow.immersions.reviews(ids)
    renewed = await uow.immersions.renewals(ids)
    public = {row.immersion.id: row.immersion.public_id for row in rows}
    identity = await uow.youths.identity(youth.id)
    today = paris_day(uow.clock.now())
    birth = identity.birth_date if identity else None
    return [
        _view(
            row,
            minor=is_minor(birth, row.immersion.starts_on or today),
            today=today,
            renewed=row.immersion.id in renewed,
            renews=public.get(row.immersion.renews_id or 0, ""),
            review=reviews.get(row.immersion.id),
        )
        for row in rows
    ]


def _view(
    row: ImmersionRow,
    *,
    minor: bool,
    today: date,
    renewed: bool,
    renews: str,
    review: tuple[ImmersionReview, str] | None,
) -> ImmersionView:
    one = row.immersion
    needed, there = signers(minor=minor), signed_on(one)
    signing = one.status is ImmersionStatus.TO_SIGN
    return ImmersionView(
        id=one.public_id,
        status=one.status,
        content=content_of(one),
        minor=minor,
        signed=tuple((signer, there[signer]) for signer in needed if signer in there),
        to_sign=missing(one, needed) if signing else (),
        prescriber=row.prescriber,
        offer=row.offer,
        match_id=row.match_id,
        application_id=row.application_id,
        proposed=one.proposed_by is not None,
        renews=renews,
        may_edit=one.status in (ImmersionStatus.DRAFT, ImmersionStatus.TO_SIGN) and not there,
        may_review=_may_review(one, today),
        may_renew=review is not None
        and one.renews_id is None
        and not renewed
        and may_be_renewed(review[0].objectives_met),
        review=_review(*review) if review else None,
    )


def _may_review(one: Immersion, today: date) -> bool:
    return (
        one.status is ImmersionStatus.SIGNED
        and one.starts_on is not None
        and one.starts_on <= today
    )


def _review(row: ImmersionReview, by: str) -> ImmersionReviewView:
    return ImmersionReviewView(
        done=row.done,
        objectives_met=row.objectives_met,
        hired=row.hired,
        contract=row.contract,
        contract_starts_on=row.contract_starts_on,
        contract_ends_on=row.contract_ends_on,
        youth_words=row.youth_words,
        host_words=row.host_words,
        at=row.at,
        by=by,
    )
