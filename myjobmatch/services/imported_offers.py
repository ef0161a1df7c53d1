"""A feed's offers become jobs: created and published, recognised, updated, or only seen again."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from myjobmatch.db.repositories.feed import JOB_KEY_LENGTH, KnownSource, NearJob
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.enums import OfferOrigin, OfferStatus
from myjobmatch.domain.ids import new_public_id
from myjobmatch.domain.near_jobs import (
    JobMarks,
    UsualWords,
    blocks_of,
    first_alike,
    marks_of,
    may_be_alike,
    packed,
    title_words,
)
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
    """An offer with what would be written of it, and what finds the same job in other words."""

    offer: FeedOffer
    demands: Demands
    fields: dict[str, Any]
    job_key: str
    content_hash: str
    blocks: tuple[str, str]
    marks: frozenset[int]
    near: JobMarks


@dataclass(slots=True)
class _Plan:
    """What a batch writes, gathered so that each table is written once."""

    created: list[_Prepared] = field(default_factory=list)
    attached: list[tuple[_Prepared, str | int]] = field(default_factory=list)
    updated: dict[int, _Prepared] = field(default_factory=dict)
    hashes: list[dict[str, Any]] = field(default_factory=list)
    moved: list[tuple[_Prepared, int]] = field(default_factory=list)
    seen_sources: list[int] = field(default_factory=list)
    seen_offers: set[int] = field(default_factory=set)


def past_their_time(
    states: Mapping[int, tuple[OfferStatus, datetime | None]], now: datetime
) -> dict[int, OfferStatus]:
    """The offers that are past their time, whatever the expiry worker did of them so far."""
    return {
        id_: status
        for id_, (status, end) in states.items()
        if status in (OfferStatus.EXPIRED, OfferStatus.WITHDRAWN)
        or (status is OfferStatus.PUBLISHED and end is not None and end <= now)
    }


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
        found = _Found(sources, self._words.usual)
        await self._find_leads(prepared, sources, found)
        fresh = [one for one in prepared if found.is_new(one)]
        found.jobs = dict(await self._uow.feed.jobs({one.job_key for one in fresh if one.job_key}))
        for one in fresh:
            self._words.usual.meet(one.marks)
        await self._find_near(fresh, found)
        offer_ids = {known.offer_id for known in sources.values()} | found.offer_ids
        closed = past_their_time(await self._uow.feed.states(offer_ids), self._now)
        plan = _Plan()
        outcomes: list[OfferOutcome] = []
        for one in prepared:
            known = sources.get(one.offer.source_id)
            if known is None:
                outcomes.append(self._plan_new(one, found, plan))
            else:
                outcomes.append(self._plan_known(one, known, found, closed, plan))
        await self._reopen(closed, plan.seen_offers)
        await self._carry_out(plan)
        return [
            (outcome, one.demands.gaps) for one, outcome in zip(prepared, outcomes, strict=True)
        ]

    async def _find_near(self, fresh: Sequence[_Prepared], found: "_Found") -> None:
        """Of the offers in the blocks of new ones those whose descriptions may be of one of them: few of many."""
        by_key, by_title = ({key for one in fresh if (key := one.blocks[at])} for at in (0, 1))
        blocks = await self._uow.feed.near(by_key, by_title)
        alike: set[tuple[int, bytes]] = set()
        for one in fresh:
            beside = {record for key in one.blocks for record in blocks.get(key, ())} - alike
            alike |= {record for record in beside if may_be_alike(one.marks, record[1])}
        jobs = await self._uow.feed.near_jobs({offer_id for offer_id, _ in alike})
        for key, records in blocks.items():
            found.near[key] = [
                (offer_id, _marks_of_job(jobs[offer_id], marks))
                for offer_id, marks in records
                if (offer_id, marks) in alike and offer_id in jobs
            ]

    async def _find_leads(
        self, prepared: Sequence[_Prepared], sources: Mapping[str, KnownSource], found: "_Found"
    ) -> None:
        """Which record says what the card says, of the offers of which a record changed or is back."""
        asked: set[int] = set()
        back: dict[int, int] = {}
        for one in prepared:
            known = sources.get(one.offer.source_id)
            if known is None:
                continue
            if known.gone or known.content_hash != one.content_hash:
                asked.add(known.offer_id)
            if known.gone:
                back[known.offer_id] = min(known.id, back.get(known.offer_id, known.id))
        leads = await self._uow.feed.leads(asked)
        found.led_on = back.keys() & leads.keys()
        found.leads = leads | {
            offer: min(id_, leads.get(offer, id_)) for offer, id_ in back.items()
        }

    @staticmethod
    def _plan_new(one: _Prepared, found: "_Found", plan: _Plan) -> OfferOutcome:
        job = found.job_of(one)
        if job is not None:
            plan.attached.append((one, job))
            if isinstance(job, int):
                plan.seen_offers.add(job)
            return "attached"
        one.fields["public_id"] = new_public_id()
        plan.created.append(one)
        found.keep(one)
        return "created"

    @staticmethod
    def _plan_known(
        one: _Prepared,
        known: KnownSource,
        found: "_Found",
        closed: dict[int, OfferStatus],
        plan: _Plan,
    ) -> OfferOutcome:
        plan.seen_sources.append(known.id)
        if found.leaves(one):
            # it stood beside another record, and is of another job now
            one.fields["public_id"] = new_public_id()
            plan.created.append(one)
            plan.moved.append((one, known.id))
            found.keep(one)
            return "created"
        plan.seen_offers.add(known.offer_id)
        leads = found.leads.get(known.offer_id) == known.id
        again = known.gone and known.offer_id in found.led_on
        if known.content_hash != one.content_hash or (again and leads):
            if leads:
                plan.updated[known.offer_id] = one
            plan.hashes.append(_source_words(one) | {"id": known.id, "offer_id": known.offer_id})
            return "updated" if leads else "unchanged"
        if one.blocks[0] and not known.near_key:  # it was read before adverts were compared
            plan.hashes.append(_source_words(one) | {"id": known.id, "offer_id": known.offer_id})
        return "reopened" if known.offer_id in closed else "unchanged"

    async def _reopen(self, closed: dict[int, OfferStatus], seen: set[int]) -> None:
        """Publish again what had expired and is in the feed again."""
        back = sorted(closed.keys() & seen)
        for status in (OfferStatus.EXPIRED, OfferStatus.WITHDRAWN):
            over = [id_ for id_ in back if closed[id_] is status]
            await self._uow.feed.update(
                [{"id": id_, "status": OfferStatus.PUBLISHED, "closed_at": None} for id_ in over]
            )
            await self._transitions(over, status)
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
        moved = {record: by_public_id[one.fields["public_id"]] for one, record in plan.moved}
        await feed.update_sources(
            plan.hashes
            + [
                _source_words(one) | {"id": record, "offer_id": moved[record]}
                for one, record in plan.moved
            ]
        )
        demands = dict(zip(ids, plan.created, strict=True)) | plan.updated
        await feed.set_demands(
            {id_: one.demands.skills for id_, one in demands.items()},
            {id_: one.demands.aptitudes for id_, one in demands.items()},
            fresh=ids,
        )
        known = {id(one) for one, _ in plan.moved}
        owners = [
            (one, by_public_id[one.fields["public_id"]])
            for one in plan.created
            if id(one) not in known
        ] + [
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
        return _source_words(one) | {
            "offer_id": offer_id,
            "source": SOURCE,
            "source_id": one.offer.source_id,
            "first_seen_at": self._now,
            "last_seen_at": self._now,
        }


class _Found:
    """What stands that a batch's offers may be of; grows with the batch."""

    def __init__(self, sources: Mapping[str, KnownSource], usual: UsualWords) -> None:
        """Know the records of the batch's own ids, and what many adverts say."""
        self._sources = sources
        self._usual = usual
        self.leads: dict[int, int] = {}
        """By offer, the record that says what its card says."""
        self.led_on: set[int] = set()
        """Offers whose card another record went on with while one that is back now was gone."""
        self.jobs: dict[str, int | str] = {}
        self.near: dict[str, list[tuple[int | str, JobMarks]]] = {}

    @property
    def offer_ids(self) -> set[int]:
        """The offers among the jobs found."""
        refs = {*self.jobs.values(), *(ref for block in self.near.values() for ref, _ in block)}
        return {ref for ref in refs if isinstance(ref, int)}

    def is_new(self, one: _Prepared) -> bool:
        """Whether its record is not known."""
        return one.offer.source_id not in self._sources

    def leaves(self, one: _Prepared) -> bool:
        """Whether its record stands behind another one's card, and is of another block than it was."""
        known = self._sources[one.offer.source_id]
        lead = self.leads.get(known.offer_id, known.id)
        return lead != known.id and bool(known.near_key) and known.near_key != one.blocks[0]

    def job_of(self, one: _Prepared) -> int | str | None:
        """The job that an offer is of: the same words, else the same in other words."""
        same = self.jobs.get(one.job_key) if one.job_key else None
        if same is not None:
            return same
        others = {
            ref: job
            for key in one.blocks
            for ref, job in self.near.get(key, ())
            if may_be_alike(one.marks, job.marks)
        }
        return first_alike(one.near, others.items(), self._usual)

    def keep(self, one: _Prepared) -> None:
        """A job that the batch creates; later ones of the batch may be of it too."""
        if one.job_key:
            self.jobs[one.job_key] = one.fields["public_id"]
        for key in one.blocks:
            if key:
                self.near.setdefault(key, []).append((one.fields["public_id"], one.near))


def _marks_of_job(job: NearJob, marks: bytes) -> JobMarks:
    return JobMarks(
        title_words(folded(job.title)),
        folded(job.company_name),
        marks,
        job.weekly_hours,
        job.pay_hourly_min,
    )


def _source_words(one: _Prepared) -> dict[str, Any]:
    return {
        "url": one.offer.url,
        "content_hash": one.content_hash,
        "near_key": one.blocks[0],
        "near_title": one.blocks[1],
        "near_marks": packed(one.marks) if one.marks else None,
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
    said = [folded(text) for text in (offer.company_name, offer.title, offer.place)]
    company, title, place = said
    job = ""
    blocks = ("", "")
    marks: frozenset[int] = frozenset()
    telling = title_words(title)
    if len(offer.description) >= TELLING_LENGTH:
        text = folded(offer.description)
        if company:
            job = _digest([company, title, place, text])
        if marks := marks_of(text):
            where = offer.commune_code or place
            named = blocks_of(where, offer.contract.value, offer.occupation_code, telling)
            blocks = (_digest(named[0]) if named[0] else "", _digest(named[1]) if named[1] else "")
    near = JobMarks(telling, company, marks, offer.weekly_hours, offer.pay_hourly_min)
    kept = (job or "-" * JOB_KEY_LENGTH) + content
    return _Prepared(offer, demands, fields, job, kept, blocks, marks, near)


_as_text = json.JSONEncoder(ensure_ascii=False).encode


def _digest(value: object) -> str:
    return hashlib.sha256(_as_text(value).encode()).hexdigest()[:JOB_KEY_LENGTH]
