"""The engine at work in a process: loaded once, kept in step with the database's change sequence.

A cache through and through: the index is loaded from its file when that is sound and of this encoder,
rebuilt from the database otherwise; before each deck the changes since are read, so that every process
gives the same answer. What takes more than a moment runs in a thread: a deck that is being dealt sees the
index as it was, and nobody waits for the file to be written.
"""

import asyncio
import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from myjobmatch.db.aside import off_loop
from myjobmatch.db.clash import Clash
from myjobmatch.db.models import Change
from myjobmatch.db.repositories.youths import LawfulFacts
from myjobmatch.db.uow import Database
from myjobmatch.domain.profiles import CandidateProfile, OfferProfile
from myjobmatch.matching.arrays import Ints32
from myjobmatch.matching.encoder import Encoder, load_encoder
from myjobmatch.matching.errors import IndexDamaged, IndexStale
from myjobmatch.matching.features import hard_minutes
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS
from myjobmatch.matching.pool import CandidatePool
from myjobmatch.matching.texts import candidate_text, offer_text
from myjobmatch.matching.travel import Homes, TravelPort, in_order_of_place
from myjobmatch.matching.vector_index import VectorIndex
from myjobmatch.services.catalogue_view import CatalogueRows, CatalogueView, CatalogueWords
from myjobmatch.services.found_offers import FoundOffers, point_of
from myjobmatch.services.notices import CATALOGUE, OFFER, TRANSIT, YOUTH
from myjobmatch.services.travel_runtime import load_travel
from myjobmatch.services.vector_stores import StoreOpener, store_for

logger = logging.getLogger(__name__)

T = TypeVar("T")

INDEX_FILE = "offers.index"
CHANGES_AT_ONCE = 2_000
SAVE_EVERY = 500
SAVE_SHARE = 20
"""After so many changes, or a change in one offer of so many, the index's file is written anew."""

VECTORS_KEPT = 2_000
"""How many candidates' vectors stay in memory: a phone asks for cards every twenty swipes."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Everyone who may be shown to employers: the pool that is ranked, and apart from it the homes.

    `within` are the minutes beyond which each is not shown.
    """

    pool: CandidatePool
    homes: Homes
    within: Ints32
    profiles: Mapping[int, CandidateProfile]
    facts: Mapping[int, LawfulFacts]


class MatchingRuntime:
    """The encoder, the catalogue, the index of offers and the pool of candidates of this process."""

    def __init__(
        self,
        database: Database,
        folder: Path | None,
        encoder: str | Encoder | None = None,
        open_vectors: StoreOpener | None = None,
    ) -> None:
        """Prepare; `start` loads.

        Args:
            database: what the caches are caches of.
            folder: where the index's file lies; None keeps it in memory only.
            encoder: a sentence-transformers name or path, an encoder, or None for our own.
            open_vectors: opens the store that processes share; None keeps vectors in this process.
        """
        self._open_vectors = open_vectors
        self._store: VectorIndex | None = None
        self._database = database
        self._folder = folder
        self._wanted_encoder = encoder
        self._encoder: Encoder | None = None
        self._catalogue: CatalogueView | None = None
        self._words: CatalogueWords | None = None
        self._ready = False
        self._offers: OfferIndex | None = None
        self._candidates: tuple[int, Candidates] | None = None
        self._youths_changed = 0
        self._travel: TravelPort | None = None
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self._sequence = 0
        self._unsaved = 0
        self._saving: asyncio.Task[None] | None = None
        self._lock: dict[asyncio.AbstractEventLoop, asyncio.Lock] = {}

    @property
    def encoder(self) -> Encoder:
        """The encoder; `start` or `refresh` must have run."""
        return _there(self._encoder)

    @property
    def catalogue(self) -> CatalogueView:
        """The catalogue; `start` or `refresh` must have run."""
        return _there(self._catalogue)

    @property
    def offers(self) -> OfferIndex:
        """The index of offers; `start` or `refresh` must have run."""
        return _there(self._offers)

    @property
    def travel(self) -> TravelPort:
        """Where minutes come from; `start` or `refresh` must have run."""
        return _there(self._travel)

    @property
    def ready(self) -> bool:
        """Whether it has been loaded; until then whoever needs an answer at once does without."""
        return self._ready

    @property
    def sequence(self) -> int:
        """The change that all of this reflects."""
        return self._sequence

    async def refresh(self) -> None:
        """Load on the first call; then take in what changed since the last."""
        lock = self._lock.setdefault(asyncio.get_running_loop(), asyncio.Lock())
        async with lock:
            if self._offers is None:
                await self._start()
            await self._follow()
            self._ready = True

    async def words(self) -> CatalogueWords:
        """The words of the catalogue: the database's as long as the encoder is being loaded."""
        known = self._catalogue or self._words
        if known is None:
            async with self._database.unit(write=False) as uow:
                rows = await CatalogueRows.read(uow)
            known = self._words = await off_loop(CatalogueWords.of, rows)
        return known

    async def candidates(self) -> Candidates:
        """The pool of candidates as of the last refresh."""
        kept, changed = self._candidates, self._youths_changed
        if kept is not None and kept[0] == changed:
            return kept[1]
        loaded = await self._load_candidates()
        # who changed while this was read has it read again: numbered, not cleared, so that no thread
        # can put back what another has just thrown away
        self._candidates = changed, loaded
        return loaded

    async def close(self) -> None:
        """Keep the index for the next start."""
        if self._saving is not None:
            await self._saving
        if self._offers is not None and self._unsaved:
            await self._save()

    def with_near(self, profile: CandidateProfile) -> CandidateProfile:
        """The profile with ROME's near occupations filled in."""
        near = self.catalogue.near_of(profile.wanted_occupation_ids)
        return replace(profile, near_occupation_ids=near)

    def candidate_text(self, profile: CandidateProfile) -> str:
        """The words a candidate is encoded by: catalogue labels only, in French."""
        c = self.catalogue
        return candidate_text(
            wanted=[c.occupations.get(i) for i in profile.wanted_occupation_ids],
            skills=[c.skills.get(i) for i in profile.skill_ids],
        )

    def complete(self, profile: OfferProfile) -> OfferProfile:
        """The offer with its occupation's skills, as wished ones, when it names none itself."""
        if profile.skills or profile.occupation_id is None:
            return profile
        return replace(profile, skills=self.catalogue.skills_of.get(profile.occupation_id, ()))

    def offer_text(self, profile: OfferProfile) -> str:
        """The words an offer is encoded by."""
        c = self.catalogue
        occupation = c.occupations.get(profile.occupation_id) if profile.occupation_id else ""
        return offer_text(
            profile.title, occupation, [c.skills.get(s.skill_id) for s in profile.skills]
        )

    async def offer_vector(self, profile: OfferProfile) -> NDArray[np.float32]:
        """The vector of an offer, float32 (dimensions,)."""
        vector: NDArray[np.float32] = (await self._encode([self.offer_text(profile)]))[0]
        return vector

    async def candidate_vector(self, profile: CandidateProfile) -> NDArray[np.float32] | None:
        """The vector of a candidate, float32 (dimensions,); None when they have told nothing yet."""
        text = self.candidate_text(profile)
        if not text:
            return None
        known = self._vectors.pop(text, None)
        if known is None:
            known = (await self._encode([text]))[0]
        self._vectors[text] = known  # the last used are the last
        if len(self._vectors) > VECTORS_KEPT:
            for oldest in list(self._vectors)[:-VECTORS_KEPT]:  # a copy: decks are dealt in threads
                self._vectors.pop(oldest, None)
        return known

    async def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return await off_loop(self.encoder.encode, texts)

    # --- loading ------------------------------------------------------------------------------

    async def _start(self) -> None:
        wanted = self._wanted_encoder
        if isinstance(wanted, Encoder):
            self._encoder = wanted
        else:
            self._encoder = await asyncio.to_thread(load_encoder, wanted or None)
        async with self._database.unit(write=False) as uow:
            self._sequence = await uow.ledger.latest_change()
        await self._load_catalogue()
        self._travel = await load_travel(self._database)
        self._store = await store_for(self._encoder, self._open_vectors)
        saved = await self._load_saved()
        if saved is None:
            await self._rebuild()
        else:
            self._offers = saved
            self._sequence = min(self._sequence, saved.sequence)

    async def _load_catalogue(self) -> None:
        async with self._database.unit(write=False) as uow:
            rows = await CatalogueRows.read(uow)
        build = CatalogueView.build
        self._catalogue = await asyncio.to_thread(build, rows, self.encoder, self._folder)

    async def _load_saved(self) -> OfferIndex | None:
        if self._folder is None:
            return None
        path = self._folder / INDEX_FILE
        try:
            index = await asyncio.to_thread(
                OfferIndex.load, path, fingerprint=self.encoder.fingerprint, vectors=self._store
            )
        except (IndexDamaged, IndexStale) as reason:
            logger.info("the index of offers is rebuilt from the database: %s", reason)
            return None
        async with self._database.unit(write=False) as uow:
            latest = await uow.ledger.latest_change()  # now: another process may just have saved
        if index.sequence > latest:
            logger.warning("the index of offers is of another database: rebuilt")
            return None
        return index

    async def _rebuild(self) -> None:
        """Make the index anew from the database."""
        async with self._database.unit(write=False) as uow:
            sequence = await uow.ledger.latest_change()
            ids = await uow.offers.published_ids(uow.clock.now())
        index = OfferIndex(self.encoder.dimensions, self.encoder.fingerprint, vectors=self._store)
        for start in range(0, len(ids), CHANGES_AT_ONCE):
            await self._take_in(index, ids[start : start + CHANGES_AT_ONCE])
        await off_loop(index.advance, sequence)
        self._offers = index
        self._sequence = sequence
        await self._save()

    # --- following ----------------------------------------------------------------------------

    async def _follow(self) -> None:
        while True:
            async with self._database.unit(write=False) as uow:
                latest = await uow.ledger.latest_change()
                if latest == self._sequence:
                    return
            changes = await self._database.aside(self._changes, write=False)
            if len(changes) == CHANGES_AT_ONCE:
                latest = changes[-1].id
            topics = {change.topic for change in changes}
            if TRANSIT in topics:
                self._travel = await load_travel(self._database)
            if CATALOGUE in topics:
                await self._load_catalogue()
                await self._rebuild()
            offers = sorted({change.entity_id for change in changes if change.topic == OFFER})
            if offers:
                await self._take_in(self.offers, offers)
            if topics & {YOUTH, CATALOGUE}:
                self._youths_changed += 1
            await off_loop(self.offers.advance, latest)
            self._sequence = latest
            self._unsaved += len(offers)
            self._save_when_due()

    async def _changes(self) -> Sequence[Change]:
        async with self._database.unit(write=False) as uow:
            return await uow.ledger.changes_since(
                self._sequence, (OFFER, YOUTH, CATALOGUE, TRANSIT), CHANGES_AT_ONCE
            )

    async def _take_in(self, index: OfferIndex, offer_ids: Sequence[int]) -> None:
        """Bring these offers into the index as the database has them now, or out of it."""
        found = await self._database.aside(lambda: self._read(offer_ids), write=False)
        await off_loop(found.put, index)
        if found.fresh:
            await self._keep(found.fresh)

    async def _read(self, offer_ids: Sequence[int]) -> FoundOffers:
        async with self._database.unit(write=False) as uow:
            now_open = await uow.offers.still_open(offer_ids, uow.clock.now())
            profiles = await uow.offers.profiles(now_open)
            rows = await uow.offers.rows(now_open)
            kept = await uow.embeddings.of_entities(
                OFFER, self.encoder.fingerprint, sorted(profiles)
            )
        completed = [self.complete(profiles[i]) for i in sorted(profiles)]
        texts = {p.offer_id: self.offer_text(p) for p in completed}
        hashes = {i: hashlib.sha256(t.encode()).hexdigest() for i, t in texts.items()}
        vectors = {
            i: np.frombuffer(raw, np.float32) for i, (h, raw) in kept.items() if hashes[i] == h
        }
        missing = [i for i in texts if i not in vectors]
        if missing:
            made = await self._encode([texts[i] for i in missing])
            vectors |= dict(zip(missing, made, strict=True))
        offers = [rows[p.offer_id].offer for p in completed]
        return FoundOffers(
            gone=[i for i in offer_ids if i not in now_open],
            profiles=completed,
            vectors=[vectors[p.offer_id] for p in completed],
            places=[point_of(o.latitude, o.longitude) for o in offers],
            company_ids=[o.company_id for o in offers],
            fresh=[(i, hashes[i], vectors[i].tobytes()) for i in missing],
        )

    async def _keep(self, rows: Sequence[tuple[int, str, bytes]]) -> None:
        try:
            async with self._database.unit() as uow:
                await uow.embeddings.replace(OFFER, self.encoder.fingerprint, rows)
        except Clash:
            logger.info("another process kept the same vectors at the same time")

    async def _load_candidates(self) -> Candidates:
        profiles, facts = await self._database.aside(self._read_candidates, write=False)
        return await off_loop(self._candidates_of, profiles, facts)

    async def _read_candidates(
        self,
    ) -> tuple[dict[int, CandidateProfile], dict[int, LawfulFacts]]:
        async with self._database.unit(write=False) as uow:
            ids = await uow.youths.searching()
            return await uow.youths.candidate_profiles(ids), await uow.youths.lawful_facts(ids)

    def _candidates_of(
        self, profiles: Mapping[int, CandidateProfile], facts: Mapping[int, LawfulFacts]
    ) -> Candidates:
        """Everyone side by side, in the order of where they live: neighbours lie together."""
        homes = {i: facts[i].home if i in facts else None for i in profiles}
        ids = in_order_of_place(sorted(profiles), homes)
        ordered = [self.with_near(profiles[i]) for i in ids]
        vectors = self.encoder.encode([self.candidate_text(p) for p in ordered])
        pool = CandidatePool.of(ordered, vectors, fingerprint=self.encoder.fingerprint)
        where = Homes.of([homes[i] for i in ids], [p.modes for p in ordered])
        within = hard_minutes(pool, DEFAULT_PARAMETERS)
        return Candidates(pool, where, within, {p.youth_id: p for p in ordered}, facts)

    def _save_when_due(self) -> None:
        """Write the index's file beside everything else, one writing at a time."""
        writing = self._saving is not None and not self._saving.done()
        if writing or self._unsaved < max(SAVE_EVERY, len(self.offers) // SAVE_SHARE):
            return
        self._saving = asyncio.get_running_loop().create_task(self._save())

    async def _save(self) -> None:
        self._unsaved = 0
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            await asyncio.to_thread(self.offers.save, self._folder / INDEX_FILE)
        except OSError as reason:
            logger.warning("the index of offers could not be saved, it stays in memory: %s", reason)


def _there(thing: T | None) -> T:
    if thing is None:
        msg = "the matching runtime has not been started: call refresh() first"
        raise RuntimeError(msg)
    return thing
