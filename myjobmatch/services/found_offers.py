"""What the database says of some offers, laid out for the index: columns and lists, texts, vectors."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np

from myjobmatch.db.repositories.indexed import IndexedOffers, KeptVector, OfferFacts
from myjobmatch.domain.enums import Licence, Schedule
from myjobmatch.domain.profiles import OfferSkill
from myjobmatch.matching.arrays import Bools, Floats32, Ints32, Ints64
from myjobmatch.matching.batch import OfferBatch, told
from myjobmatch.matching.columns import (
    CONTRACT_CODES,
    DEMAND_CODES,
    LICENCE_BITS,
    SCHEDULE_BITS,
    mask_of,
)
from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.texts import offer_text
from myjobmatch.services.catalogue_view import CatalogueWords

_CONTRACTS = {kind.value: code for kind, code in CONTRACT_CODES.items()}
_DEMANDS = {demand.value: code for demand, code in DEMAND_CODES.items()}


@dataclass(frozen=True, slots=True)
class FoundOffers:
    """Offers on their way into the index; `fresh` are (id, hash, bytes) of vectors not kept yet."""

    gone: list[int]
    batch: OfferBatch
    vectors: Floats32
    fresh: list[tuple[int, str, bytes]]

    @classmethod
    def of(
        cls, found: IndexedOffers, asked: Iterable[int], words: CatalogueWords, encoder: Encoder
    ) -> "FoundOffers":
        """Lay out what was found of the offers asked for; encodes what has no vector. Blocking."""
        batch, texts = laid_out(found, words)
        ids: Ints64 = batch.columns["offer_id"]
        hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
        vectors, known = _kept(found.vectors, ids, hashes, encoder.dimensions)
        missing = np.flatnonzero(~known)
        fresh: list[tuple[int, str, bytes]] = []
        if missing.size:
            made = encoder.encode([texts[at] for at in missing.tolist()])
            vectors[missing] = made
            fresh = [(int(ids[at]), hashes[at], vectors[at].tobytes()) for at in missing.tolist()]
        there = set(ids.tolist())
        return cls([i for i in asked if i not in there], batch, vectors, fresh)

    def put(self, index: OfferIndex) -> None:
        """Into the index, or out of it."""
        if self.gone:
            index.remove(self.gone)
        if len(self.vectors):
            index.put(self.batch, self.vectors)


def laid_out(found: IndexedOffers, words: CatalogueWords) -> tuple[OfferBatch, list[str]]:
    """Columns and lists of the offers, and the text that each is encoded by.

    As `OfferBatch.of` of their profiles, without making these. An offer that names no skill takes
    its occupation's, as wished ones.
    """
    ids = np.array([offer.id for offer in found.facts], np.int64)
    named = np.fromiter(chain.from_iterable(found.skills), np.int64).reshape(-1, 3)
    owner, named = _owned(named, ids)
    counts = np.bincount(owner, minlength=ids.size)
    stand_in = {
        at: asked
        for at in np.flatnonzero(counts == 0).tolist()
        if (asked := words.skills_of.get(found.facts[at].occupation_id or 0, ()))
    }
    labels = words.skills.fallback
    told = [labels.get(i, "") for i in named[:, 1].tolist()]
    ends = np.cumsum(counts).tolist()
    texts = [
        offer_text(
            offer.title,
            words.occupations.get(offer.occupation_id) if offer.occupation_id else "",
            [labels.get(s.skill_id, "") for s in stand_in[at]]
            if at in stand_in
            else told[end - n : end],
        )
        for at, (offer, end, n) in enumerate(zip(found.facts, ends, counts.tolist(), strict=True))
    ]
    skills, asked_for = _with(stand_in, owner, named, ids.size)
    traits = np.fromiter(chain.from_iterable(found.aptitudes), np.int64).reshape(-1, 2)
    holder, traits = _owned(traits, ids)
    held = np.bincount(holder, minlength=ids.size).astype(np.int32)
    aptitudes = traits[:, 1].astype(np.int32), np.zeros(len(traits), np.bool_)
    owner = np.repeat(np.arange(ids.size), asked_for)
    essential = np.bincount(owner[skills[1]], minlength=ids.size).astype(np.int32)
    columns = _columns(found.facts, ids) | {
        "essential_count": essential,
        "skill_count": asked_for,
        "aptitude_count": held,
    }
    return OfferBatch(columns, skills, aptitudes), texts


def _owned(rows: Ints64, ids: Ints64) -> tuple[Ints64, Ints64]:
    """Where in `ids` each row's first number stands, and the rows that stand there at all."""
    if not ids.size:
        return np.empty(0, np.int64), rows[:0]
    place = np.minimum(np.searchsorted(ids, rows[:, 0]), ids.size - 1)
    there = ids[place] == rows[:, 0]
    return place[there], rows[there]


def _with(
    stand_in: Mapping[int, Sequence[OfferSkill]], owner: Ints64, named: Ints64, count: int
) -> tuple[tuple[Ints32, Bools], Ints32]:
    """The skills named and those that stand in, end to end by offer and id, and how many of each."""
    added = [
        (at, skill.skill_id, skill.essential) for at, asked in stand_in.items() for skill in asked
    ]
    more = np.array(added, np.int64).reshape(-1, 3)
    whose = np.concatenate([owner, more[:, 0]])
    ids, flags = (np.concatenate([named[:, at], more[:, at]]) for at in (1, 2))
    order = np.lexsort((ids, whose))
    lists = ids[order].astype(np.int32), flags[order].astype(np.bool_)
    return lists, np.bincount(whose, minlength=count).astype(np.int32)


def _columns(facts: Sequence[OfferFacts], ids: Ints64) -> dict[str, np.ndarray]:
    nan = float("nan")
    wide = [
        (nan, nan) if offer.latitude is None or offer.longitude is None
        else (offer.latitude, offer.longitude)
        for offer in facts
    ]  # fmt: skip
    places = np.array(wide, np.float64).reshape(-1, 2)
    days = [offer.starts_on.toordinal() if offer.starts_on else 0 for offer in facts]
    rates = [nan if offer.answer_rate is None else offer.answer_rate for offer in facts]
    return {
        "offer_id": ids,
        "company_id": np.array([_or_minus(offer.company_id) for offer in facts], np.int64),
        "published": np.ones(ids.size, np.bool_),
        "latitude": np.ascontiguousarray(places[:, 0]),
        "longitude": np.ascontiguousarray(places[:, 1]),
        "occupation_id": np.array([_or_minus(offer.occupation_id) for offer in facts], np.int32),
        "contract": np.array([_CONTRACTS[offer.contract] for offer in facts], np.int8),
        "demand": np.array([_DEMANDS[offer.experience] for offer in facts], np.int8),
        "licences": np.array([_licences(offer.licences) for offer in facts], np.int16),
        "schedules": np.array([_schedules(offer.schedules) for offer in facts], np.int8),
        "start_day": np.array(days, np.int32),
        "answer_rate": np.clip(np.array(rates, np.float32), 0.0, 1.0),
        "weekly_hours": told([offer.weekly_hours for offer in facts]),
        "hourly_pay": told([offer.hourly_pay for offer in facts]),
    }


def _or_minus(value: int | None) -> int:
    return -1 if value is None else value


@lru_cache(4096)
def _licences(stored: str) -> int:
    return mask_of({Licence(value) for value in json.loads(stored)}, LICENCE_BITS)


@lru_cache(4096)
def _schedules(stored: str) -> int:
    return mask_of({Schedule(value) for value in json.loads(stored)}, SCHEDULE_BITS)


def _kept(
    vectors: Sequence[KeptVector], ids: Ints64, hashes: Sequence[str], dimensions: int
) -> tuple[Floats32, Bools]:
    """The vectors kept of these very texts, and where there are any.

    One that is cut or not finite is none: a damaged row costs an encoding, and stops no start.
    """
    found = np.zeros((ids.size, dimensions), np.float32)
    known = np.zeros(ids.size, np.bool_)
    place = dict(zip(ids.tolist(), range(ids.size), strict=True))
    size = dimensions * found.itemsize
    same = [
        (place[one.offer_id], one.vector)
        for one in vectors
        if one.offer_id in place
        and hashes[place[one.offer_id]] == one.text_hash
        and len(one.vector) == size
    ]
    if same:
        at = np.array([where for where, _ in same])
        rows = np.frombuffer(b"".join(raw for _, raw in same), np.float32)
        found[at] = rows.reshape(-1, dimensions)
        known[at] = np.isfinite(found[at]).all(axis=1)
    return found, known
