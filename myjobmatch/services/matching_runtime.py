"""The engine at work in a process: loaded once, kept in step with the database's change sequence.

A cache through and through: the index is loaded from its file when that is sound and of this encoder,
rebuilt from the database otherwise; before each deck the changes since are read, so that every process
gives the same answer. What takes more than a moment runs in a thread: a deck that is being dealt sees the
index as it was, and nobody waits for the file to be written.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from myjobmatch.db.aside import off_loop, on_loop
from myjobmatch.db.models import Change
from myjobmatch.db.uow import Database
from myjobmatch.domain.profiles import CandidateProfile, OfferProfile
from myjobmatch.matching.encoder import Encoder, load_encoder
from myjobmatch.matching.flat_vectors import FlatVectors
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS, EngineParameters
from myjobmatch.matching.texts import candidate_text, offer_text
from myjobmatch.matching.travel import TravelPort
from myjobmatch.matching.vector_index import VectorIndex
from myjobmatch.services.catalogue_view import CatalogueRows, CatalogueView, CatalogueWords
from myjobmatch.services.figures_in_force import load_figures
from myjobmatch.services.kept_candidates import Candidates, KeptCandidates
from myjobmatch.services.notices import CATALOGUE, FIGURES, OFFER, TRANSIT
from myjobmatch.services.offer_loading import OfferLoader
from myjobmatch.services.saved_index import lean_on, load_index
from myjobmatch.services.shown_lately import ShownLately
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
        self.shown = ShownLately(database)
        self._folder = folder
        self._wanted_encoder = encoder
        self._encoder: Encoder | None = None
        self._catalogue: CatalogueView | None = None
        self._words: CatalogueWords | None = None
        self._ready = False
        self._offers: OfferIndex | None = None
        self._people: KeptCandidates | None = None
        self._travel: TravelPort | None = None
        self._figures = DEFAULT_PARAMETERS
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self._sequence = self._unsaved = 0
        self._saving: asyncio.Task[bool] | None = None
        self._lock: dict[asyncio.AbstractEventLoop, asyncio.Lock] = {}
        self._loading: dict[asyncio.AbstractEventLoop, asyncio.Lock] = {}

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
    def parameters(self) -> EngineParameters:
        """The engine's figures in force; a deck is dealt and explained with the same ones."""
        return self._figures

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
            await self.shown.refresh(self._sequence)
            if self._people is not None:
                await self._people.follow(self._sequence)
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
        """Everyone who may be shown, as of the last refresh; read anew on the first call."""
        if self._people is None:
            if not on_loop():
                return (await self._loaded()).view()
            lock = self._loading.setdefault(asyncio.get_running_loop(), asyncio.Lock())
            async with lock:
                if self._people is None:
                    await self._loaded()
            await self.refresh()  # whoever changed while everyone was read
        people = self._people
        return (await self._loaded() if people is None else people).view()

    async def _loaded(self) -> KeptCandidates:
        """Read everyone, again if the catalogue changes meanwhile: its words are in their texts."""
        while True:
            catalogue = self._catalogue
            people = await self._load_candidates()
            if catalogue is self._catalogue:
                self._people = people
                return people

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
        self._figures = await load_figures(self._database, self._encoder.fingerprint)
        saved = None
        if self._folder is not None:
            path, made_by = self._folder / INDEX_FILE, self._encoder.fingerprint
            saved = await load_index(self._database, path, made_by, self._store)
        if saved is None:
            await self._rebuild()
        else:
            self._offers, self._sequence = saved, min(self._sequence, saved.sequence)

    async def _load_catalogue(self) -> None:
        async def read() -> CatalogueRows:
            async with self._database.unit(write=False) as uow:
                return await CatalogueRows.read(uow)

        rows = await self._database.beside(read, write=False)
        build = CatalogueView.build
        self._catalogue = await asyncio.to_thread(build, rows, self.encoder, self._folder)

    async def _rebuild(self) -> None:
        """Make the index anew from the database."""
        async with self._database.unit(write=False) as uow:
            sequence = await uow.ledger.latest_change()
        width, made_by = self.encoder.dimensions, self.encoder.fingerprint
        store = self._store
        if store is None:
            store = FlatVectors(width, made_by, folder=self._folder)
        index = OfferIndex(width, made_by, vectors=store)
        await self._loader().everything(index)
        await off_loop(index.advance, sequence)
        self._offers, self._sequence = index, sequence
        if await self._save() and self._store is None and self._folder is not None:
            await lean_on(index, self._folder / INDEX_FILE)

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
            if FIGURES in topics:
                self._figures = await load_figures(self._database, self.encoder.fingerprint)
            if CATALOGUE in topics:
                self._people = None
                await self._load_catalogue()
                await self._rebuild()
            offers = sorted({change.entity_id for change in changes if change.topic == OFFER})
            if offers:
                await self._loader().some(self.offers, offers)
            await off_loop(self.offers.advance, latest)
            self._sequence = latest
            self._unsaved += len(offers)
            self._save_when_due()

    async def _changes(self) -> Sequence[Change]:
        async with self._database.unit(write=False) as uow:
            return await uow.ledger.changes_since(
                self._sequence, (OFFER, CATALOGUE, TRANSIT, FIGURES), CHANGES_AT_ONCE
            )

    def _loader(self) -> OfferLoader:
        return OfferLoader(self._database, self.catalogue, self.encoder)

    async def _load_candidates(self) -> KeptCandidates:
        """Everyone, read anew; they follow the changes from then on."""
        people = KeptCandidates(self._database, self.encoder, self.with_near, self.candidate_text)
        await people.load()
        return people

    def _save_when_due(self) -> None:
        """Write the index's file beside everything else, one writing at a time."""
        writing = self._saving is not None and not self._saving.done()
        if writing or self._unsaved < max(SAVE_EVERY, len(self.offers) // SAVE_SHARE):
            return
        self._saving = asyncio.get_running_loop().create_task(self._save())

    async def _save(self) -> bool:
        """Whether it was written."""
        self._unsaved = 0
        if self._folder is None:
            return False
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            await asyncio.to_thread(self.offers.save, self._folder / INDEX_FILE)
        except OSError as reason:
            logger.warning("the index of offers could not be saved, it stays in memory: %s", reason)
            return False
        return True


def _there(thing: T | None) -> T:
    if thing is None:
        msg = "the matching runtime has not been started: call refresh() first"
        raise RuntimeError(msg)
    return thing
