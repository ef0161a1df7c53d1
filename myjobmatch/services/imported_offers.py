"""A feed's offers become jobs: created and published, recognised, updated, or only seen again."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from myjobmatch.db.repositories.feed import JOB_KEY_LENGTH, KnownSource
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.enums import OfferOrigin, OfferStatus
from myjobmatch.domain.ids import new_public_id
from myjobmatch.integrations.france_travail import SOURCE, FeedOffer
from myjobmatch.integrations.france_travail_words import folded
from myjobmatch.services.imported_words import Demands, OfferWords

OPEN_FOR = timedelta(days=30)
"""How long an outside offer stays open after it was last seen in a feed."""

TELLING_LENGTH = 80
"""A shorter description does not tell a job from another of the same title and company."""

OfferOutcome = Literal["created", "attached", "updated", "reopened", "unchanged"]


@dataclass(slots=True)
class _Prepared:
    """An offer with what would be written of it."""

    offer: FeedOffer
    demands: Demands
    fields: dict[str, Any]
    job_key: str
    content_hash: str


@dataclass(slots=True)
class _Plan:
    """What a batch writes, gathered so that each table is written once."""

    created: list[_Prepared] = field(default_factory=list)
    attached: list[tuple[_Prepared, str | int]] = field(default_factory=list)
    updated: dict[int, _Prepared] = field(default_factory=dict)
    hashes: list[dict[str, Any]] = field(default_factory=list)
    seen_sources: list[int] = field(default_factory=list)
    seen_offers: set[int] = field(default_factory=set)


class OfferWriter:
    """Writes a batch of a feed's offers in one transaction."""

    def __init__(self, uow: UnitOfWork, words: OfferWords) -> None:
        """Work inside a unit of work, with the catalogue as it was loaded for the import."""
        self._uow = uow
        self._words = words
        self._now: datetime = uow.clock.now()

    async def write(self, offers: Sequence[FeedOffer]) -> list[tuple[OfferOutcome, list[str]]]:
        """Write the offers (each id once); outcome and gaps of each, in their order."""
        prepared = [_prepare(offer, self._words.demands(offer)) for offer in offers]
        sources = await self._uow.feed.sources(SOURCE, {one.offer.source_id for one in prepared})
        fresh = [one for one in prepared if one.offer.source_id not in sources]
        jobs: dict[str, int | str] = dict(
            await self._uow.feed.jobs({one.job_key for one in fresh if one.job_key})
        )
        offer_ids = {known.offer_id for known in sources.values()}
        offer_ids |= {job for job in jobs.values() if isinstance(job, int)}
        closed = self._closed(await self._uow.feed.states(offer_ids))
        plan = _Plan()
        outcomes: list[OfferOutcome] = []
        for one in prepared:
            known = sources.get(one.offer.source_id)
            if known is None:
                outcomes.append(self._plan_new(one, jobs, plan))
            else:
                outcomes.append(self._plan_known(one, known, closed, plan))
        await self._reopen(closed, plan.seen_offers)
        await self._carry_out(plan)
        return [
            (outcome, one.demands.gaps) for one, outcome in zip(prepared, outcomes, strict=True)
        ]

    def _closed(
        self, states: dict[int, tuple[OfferStatus, datetime | None]]
    ) -> dict[int, OfferStatus]:
        """The offers that are past their time, whatever the expiry worker did of them so far."""
        return {
            id_: status
            for id_, (status, end) in states.items()
            if status is OfferStatus.EXPIRED
            or (status is OfferStatus.PUBLISHED and end is not None and end <= self._now)
        }

    @staticmethod
    def _plan_new(one: _Prepared, jobs: dict[str, int | str], plan: _Plan) -> OfferOutcome:
        job = jobs.get(one.job_key) if one.job_key else None
        if job is not None:
            plan.attached.append((one, job))
            if isinstance(job, int):
                plan.seen_offers.add(job)
            return "attached"
        one.fields["public_id"] = new_public_id()
        plan.created.append(one)
        if one.job_key:
            jobs[one.job_key] = one.fields["public_id"]
        return "created"

    @staticmethod
    def _plan_known(
        one: _Prepared, known: KnownSource, closed: dict[int, OfferStatus], plan: _Plan
    ) -> OfferOutcome:
        plan.seen_sources.append(known.id)
        plan.seen_offers.add(known.offer_id)
        if known.content_hash != one.content_hash:
            plan.updated[known.offer_id] = one
            plan.hashes.append(
                {"id": known.id, "url": one.offer.url, "content_hash": one.content_hash}
            )
            return "updated"
        return "reopened" if known.offer_id in closed else "unchanged"

    async def _reopen(self, closed: dict[int, OfferStatus], seen: set[int]) -> None:
        """Publish again what had expired and is in the feed again."""
        back = sorted(closed.keys() & seen)
        expired = [id_ for id_ in back if closed[id_] is OfferStatus.EXPIRED]
        await self._uow.feed.update(
            [{"id": id_, "status": OfferStatus.PUBLISHED, "closed_at": None} for id_ in expired]
        )
        await self._transitions(expired, OfferStatus.EXPIRED)
        for id_ in back:
            self._uow.changed("offer", id_)

    async def _carry_out(self, plan: _Plan) -> None:
        feed = self._uow.feed
        ids = await feed.create([self._new_row(one) for one in plan.created])
        by_public_id: dict[str | int, int] = {
            one.fields["public_id"]: id_ for one, id_ in zip(plan.created, ids, strict=True)
        }
        await self._transitions(ids, None)
        await feed.update(
            [
                {"id": id_, **one.fields, "updated_at": self._now}
                for id_, one in plan.updated.items()
            ]
        )
        await feed.update_sources(plan.hashes)
        demands = dict(zip(ids, plan.created, strict=True)) | plan.updated
        await feed.set_demands(
            {id_: one.demands.skills for id_, one in demands.items()},
            {id_: one.demands.aptitudes for id_, one in demands.items()},
            fresh=ids,
        )
        owners = [(one, by_public_id[one.fields["public_id"]]) for one in plan.created] + [
            (one, by_public_id[job] if isinstance(job, str) else job) for one, job in plan.attached
        ]
        await feed.add_sources([self._source_row(one, offer_id) for one, offer_id in owners])
        await feed.seen(plan.seen_sources, plan.seen_offers, self._now, self._now + OPEN_FOR)
        for id_ in demands:
            self._uow.changed("offer", id_)

    async def _transitions(self, offer_ids: Sequence[int], before: OfferStatus | None) -> None:
        step = {"before": before, "after": OfferStatus.PUBLISHED, "account_id": None}
        await self._uow.feed.add_transitions(
            [{"offer_id": id_, "at": self._now, **step} for id_ in offer_ids]
        )

    def _new_row(self, one: _Prepared) -> dict[str, Any]:
        published = one.offer.published_at
        known = published is not None and published <= self._now
        return one.fields | {
            "origin": OfferOrigin.OUTSIDE,
            "status": OfferStatus.PUBLISHED,
            "created_at": self._now,
            "updated_at": self._now,
            "published_at": published if known else self._now,
            "expires_at": self._now + OPEN_FOR,
        }

    def _source_row(self, one: _Prepared, offer_id: int) -> dict[str, Any]:
        return {
            "offer_id": offer_id,
            "source": SOURCE,
            "source_id": one.offer.source_id,
            "url": one.offer.url,
            "content_hash": one.content_hash,
            "first_seen_at": self._now,
            "last_seen_at": self._now,
        }


def _prepare(offer: FeedOffer, demands: Demands) -> _Prepared:
    fields: dict[str, Any] = {
        "company_name": offer.company_name,
        "title": offer.title,
        "description": offer.description,
        "occupation_id": demands.occupation_id,
        "contract": offer.contract,
        "contract_text": offer.contract_text,
        "weekly_hours": offer.weekly_hours,
        "schedules": [kind.value for kind in offer.schedules],
        "pay_text": offer.pay_text,
        "pay_hourly_min": offer.pay_hourly_min,
        "experience": offer.experience,
        "licences_required": [kind.value for kind in offer.licences_required],
        "licences_wished": [kind.value for kind in offer.licences_wished],
        "languages_asked": list(offer.languages_asked),
        "place": offer.place,
        "commune_code": offer.commune_code,
        "postcode": offer.postcode,
        "latitude": offer.latitude,
        "longitude": offer.longitude,
        "positions": offer.positions,
        "night_work": offer.night_work,
    }
    asked = [sorted(demands.skills.items()), sorted(demands.aptitudes), offer.url]
    content = _digest([sorted(fields.items()), asked])
    job = ""
    if offer.company_name and len(offer.description) >= TELLING_LENGTH:
        said = (offer.company_name, offer.title, offer.place, offer.description)
        job = _digest([folded(text) for text in said])
    return _Prepared(offer, demands, fields, job, (job or "-" * JOB_KEY_LENGTH) + content)


_as_text = json.JSONEncoder(ensure_ascii=False).encode


def _digest(value: object) -> str:
    return hashlib.sha256(_as_text(value).encode()).hexdigest()[:JOB_KEY_LENGTH]
