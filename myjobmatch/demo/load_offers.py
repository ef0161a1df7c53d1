"""The demonstration's offers, put into the database with their source records."""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta

from myjobmatch.db.models import Offer, OfferAptitude, OfferSkill, OfferSource, OfferTransition
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.demo.load_catalogue import CatalogueIds
from myjobmatch.demo.load_people import People
from myjobmatch.demo.offers import OfferContent
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import OfferStatus
from myjobmatch.domain.ids import new_public_id
from myjobmatch.services.notices import OFFER

SOURCE = "france_travail"
SHOWN_FOR = timedelta(days=90)
UNPUBLISHED = frozenset({OfferStatus.DRAFT, OfferStatus.SUBMITTED})
CLOSED = frozenset({OfferStatus.FILLED, OfferStatus.EXPIRED, OfferStatus.WITHDRAWN})


async def load_offers(
    uow: UnitOfWork, offers: Sequence[OfferContent], ids: CatalogueIds, people: People
) -> dict[str, Offer]:
    """Insert the offers with their source, skills and life; rows by the content's key."""
    now = uow.clock.now()
    rows = {offer.key: _row(offer, ids, people, now) for offer in offers}
    uow.session.add_all(rows.values())
    await uow.session.flush()
    for offer in offers:
        row = rows[offer.key]
        uow.session.add_all(
            OfferSkill(offer_id=row.id, skill_id=ids.skills[code], essential=essential)
            for code, essential in offer.skills
        )
        uow.session.add_all(
            OfferAptitude(offer_id=row.id, skill_id=ids.skills[code]) for code in offer.aptitudes
        )
        if offer.source_id:
            uow.session.add(_source(offer, row))
        uow.session.add_all(_life(row))
        uow.changed(OFFER, row.id)
    await uow.session.flush()
    return rows


def _row(offer: OfferContent, ids: CatalogueIds, people: People, now: datetime) -> Offer:
    company = people.companies[offer.company] if offer.company else None
    published = now - timedelta(days=offer.published_days_ago, hours=5)
    starts = None if offer.starts_in_days is None else timedelta(days=offer.starts_in_days)
    closed = now - timedelta(hours=12) if offer.status in CLOSED else None
    return Offer(
        public_id=new_public_id(),
        origin=offer.origin,
        status=offer.status,
        structure_id=company.structure_id if company else None,
        company_id=company.id if company else None,
        company_name=offer.company_name,
        title=offer.title,
        description=offer.description,
        occupation_id=ids.occupations[offer.rome],
        contract=offer.contract,
        contract_text=offer.contract_text,
        weekly_hours=offer.weekly_hours,
        schedules=[schedule.value for schedule in offer.schedules],
        pay_text=offer.pay_text,
        pay_hourly_min=offer.pay_hourly_min,
        experience=offer.experience,
        licences_required=[licence.value for licence in offer.licences],
        place=offer.place.label,
        commune_code=offer.place.insee,
        postcode=offer.place.postcode,
        latitude=offer.latitude,
        longitude=offer.longitude,
        starts_on=None if starts is None else paris_day(now) + starts,
        positions=offer.positions,
        night_work=offer.night_work,
        hazardous_work=offer.hazardous_work,
        created_by=people.acting[offer.company].id if offer.company else None,
        created_at=published - timedelta(hours=4),
        updated_at=published,
        published_at=None if offer.status in UNPUBLISHED else published,
        expires_at=None if offer.status in UNPUBLISHED else closed or published + SHOWN_FOR,
        closed_at=closed,
    )


def _source(offer: OfferContent, row: Offer) -> OfferSource:
    text = f"{offer.title}\n{offer.description}\n{offer.pay_text}"
    return OfferSource(
        offer_id=row.id,
        source=SOURCE,
        source_id=offer.source_id,
        url=offer.url,
        content_hash=hashlib.sha256(text.encode()).hexdigest(),
        first_seen_at=row.created_at,
        last_seen_at=row.updated_at,
    )


def _life(row: Offer) -> list[OfferTransition]:
    steps: list[tuple[OfferStatus | None, OfferStatus, datetime]] = [
        (None, OfferStatus.DRAFT, row.created_at)
    ]
    if row.status is OfferStatus.SUBMITTED:
        steps.append((OfferStatus.DRAFT, OfferStatus.SUBMITTED, row.updated_at))
    if row.published_at is not None:
        steps.append((OfferStatus.DRAFT, OfferStatus.PUBLISHED, row.published_at))
        if row.status is not OfferStatus.PUBLISHED:
            ended = row.closed_at or row.published_at + timedelta(hours=20)
            steps.append((OfferStatus.PUBLISHED, row.status, ended))
    return [
        OfferTransition(
            offer_id=row.id, before=before, after=after, account_id=row.created_by, at=at
        )
        for before, after, at in steps
    ]
