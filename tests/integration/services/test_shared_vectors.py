"""Vectors that processes share in PostgreSQL: the same decks, each other's changes, a server that is gone."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from private_server import ServerUnavailableError, private_postgres
from pydantic import ValidationError

from myjobmatch.db.uow import Database
from myjobmatch.db.vectors import VectorDatabase, psycopg_url
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.clock import FixedClock
from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.errors import BadVectors, IndexStale, StoreUnavailable
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS, EngineParameters
from myjobmatch.matching.ranking import rank_offers
from myjobmatch.matching.travel import minutes_to_offers
from myjobmatch.services.application import Application
from myjobmatch.services.decks import DeckQuery, deal_offers
from myjobmatch.services.matching_runtime import MatchingRuntime
from myjobmatch.services.shared_vectors import SharedVectors
from myjobmatch.services.vector_stores import chosen_store
from myjobmatch.settings import Settings
from tests import factories
from tests.fixtures.databases import administer, without_vectors
from tests.unit.matching import decks
from tests.unit.matching import town as made

WIDTH = 8
TIGHT = replace(DEFAULT_PARAMETERS, exhaustive_limit=0, first_look=20)


@pytest.fixture
def server(vector_url: str) -> Iterator[VectorDatabase]:
    database = VectorDatabase(vector_url)
    yield database
    database.close()


@pytest.fixture
def elsewhere(vector_url: str) -> Iterator[VectorDatabase]:
    """As another process sees the same server: nothing is shared but the database."""
    database = VectorDatabase(vector_url)
    yield database
    database.close()


def rows(count: int, seed: int = 0, width: int = WIDTH) -> np.ndarray:
    drawn = np.random.default_rng(seed).standard_normal((count, width)).astype(np.float32)
    return drawn / np.linalg.norm(drawn, axis=1, keepdims=True)


# --- the same answers -----------------------------------------------------------------------------


@pytest.fixture
def shared_town(server: VectorDatabase) -> OfferIndex:
    """The ranking tests' 400 offers, their vectors in PostgreSQL."""
    width = made.HashedWords.dimensions
    vectors = SharedVectors.opened(server, "offers", width, made.FINGERPRINT)
    index = OfferIndex(width, made.FINGERPRINT, vectors=vectors)
    town = decks.TOWN
    index.upsert(list(town.offers.values()), town.vectors, town.places, company_ids=town.companies)
    return index


@pytest.mark.parametrize("figures", [DEFAULT_PARAMETERS, TIGHT], ids=["all scored", "by bounds"])
def test_the_same_deck_from_both_stores(shared_town: OfferIndex, figures: EngineParameters) -> None:
    for youth in decks.YOUTHS[:30]:
        text = " ".join(made.skill_label(skill) for skill in youth.skill_ids)
        vector = made.HashedWords().encode([text])[0]
        decked = [
            rank_offers(
                youth,
                view=index.view(),
                skills=decks.TOWN.skills,
                vector=vector,
                minutes=minutes_to_offers(index.view(), made.CENTRE, youth.modes),
                parameters=figures,
            )
            for index in (decks.TOWN.index, shared_town)
        ]
        ours, theirs = decked
        assert theirs.ids == ours.ids
        assert [i.score for i in theirs.items] == pytest.approx([i.score for i in ours.items])
        assert ours.ids


def test_equal_to_the_flat_store_number_by_number(shared_town: OfferIndex) -> None:
    query = rows(1, width=made.HashedWords.dimensions)[0]
    asked = np.arange(500)
    ours, theirs = (
        index.vectors.reader().similarities(query, asked)
        for index in (decks.TOWN.index, shared_town)
    )
    np.testing.assert_array_equal(np.isnan(ours), np.isnan(theirs))
    np.testing.assert_allclose(ours, theirs, atol=1e-6)


# --- several processes ----------------------------------------------------------------------------


def test_what_one_process_writes_the_other_reads(
    server: VectorDatabase, elsewhere: VectorDatabase
) -> None:
    one = SharedVectors.opened(server, "offers", WIDTH, "f")
    other = SharedVectors.opened(elsewhere, "offers", WIDTH, "f")
    reader, vectors = other.reader(), rows(3)
    one.upsert([1, 2, 3], vectors, sequence=5)
    np.testing.assert_array_equal(reader.vectors(np.array([3, 1])), vectors[[2, 0]])
    assert (len(other), other.sequence) == (3, 5)
    other.remove([2], sequence=6)
    assert np.isnan(one.reader().similarities(vectors[0], np.array([2]))).all()
    one.advance(4)  # behind what the other took in: the store is not
    assert one.sequence == 6


def test_vectors_of_another_encoder_are_never_mixed_in(server: VectorDatabase) -> None:
    one = SharedVectors.opened(server, "offers", WIDTH, "f")
    other = SharedVectors.opened(server, "offers", WIDTH, "g")
    youths = SharedVectors.opened(server, "youths", WIDTH, "f")
    one.upsert([1, 2], rows(2))
    assert (len(other), len(youths)) == (0, 0)
    other.upsert([1], rows(1, seed=9))
    youths.remove([1, 2])
    np.testing.assert_array_equal(one.reader().vectors(np.array([1, 2])), rows(2))
    with pytest.raises(BadVectors, match="8 wide, not 16"):
        SharedVectors.opened(server, "offers", 2 * WIDTH, "f")


def test_processes_that_begin_and_write_at_once_lose_nothing(vector_url: str) -> None:
    """Each makes the tables, then writes overlapping ids in its own order and removes its own."""
    together = threading.Barrier(4)

    def process(number: int) -> None:
        database = VectorDatabase(vector_url)
        draw = np.random.default_rng(number)
        try:
            together.wait(30)
            store = SharedVectors.opened(database, "offers", WIDTH, "f")
            own = np.arange(1000 + 100 * number, 1050 + 100 * number)
            for turn in range(10):
                store.upsert(draw.permutation(200), rows(200, turn), sequence=turn)
                store.upsert(own, rows(50))
                assert store.remove(draw.permutation(own)) == 50
        finally:
            database.close()

    with ThreadPoolExecutor(4) as threads:
        for ended in [threads.submit(process, number) for number in range(4)]:
            ended.result()
    database = VectorDatabase(vector_url)
    store = SharedVectors.opened(database, "offers", WIDTH, "f")
    assert (len(store), store.sequence) == (200, 9)
    database.close()


def test_more_than_a_statement_holds_is_written_and_read_as_one(
    server: VectorDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("myjobmatch.db.vectors.ROWS_AT_ONCE", 7)
    store = SharedVectors.opened(server, "offers", WIDTH, "f")
    vectors, order = rows(50), np.random.default_rng(0).permutation(50)
    store.upsert(np.arange(50), vectors)
    np.testing.assert_array_equal(store.reader().vectors(order), vectors[order])


def test_the_saved_rows_go_with_the_store_that_was_there(
    shared_town: OfferIndex, server: VectorDatabase, tmp_path: Path
) -> None:
    file, vectors = tmp_path / "index", shared_town.vectors
    shared_town.advance(7)
    shared_town.save(file)
    again = OfferIndex.load(file, fingerprint=made.FINGERPRINT, vectors=vectors)
    assert (len(again), again.sequence) == (400, 7)
    assert file.stat().st_size < decks.TOWN.vectors.nbytes
    emptied = SharedVectors.opened(server, "others", vectors.dimensions, made.FINGERPRINT)
    with pytest.raises(IndexStale):
        OfferIndex.load(file, fingerprint=made.FINGERPRINT, vectors=emptied)


# --- bad days -------------------------------------------------------------------------------------


def test_a_server_that_is_gone_is_told_from_every_call() -> None:
    try:
        private = private_postgres(vectors=True)
        url = private.__enter__()
    except ServerUnavailableError as reason:
        without_vectors(str(reason))
    database = VectorDatabase(url)
    try:
        store = SharedVectors.opened(database, "offers", WIDTH, "f")
        index = OfferIndex(WIDTH, "f", vectors=store)
        store.upsert([1], rows(1))
    finally:
        private.__exit__(None, None, None)
    reader, query, ids = index.vectors.reader(), rows(1)[0], np.array([1])
    for call in (
        lambda: store.upsert([2], rows(1)),
        lambda: store.remove([1]),
        lambda: store.advance(3),
        lambda: store.sequence,
        lambda: len(store),
        lambda: reader.similarities(query, ids),
        lambda: reader.search(query, 1),
        lambda: reader.vectors(ids),
        lambda: index.remove([1]),
        lambda: SharedVectors.opened(database, "offers", WIDTH, "f"),
    ):
        with pytest.raises(StoreUnavailable):
            call()
    database.close()


def test_connections_that_were_cut_are_made_anew(server: VectorDatabase, vector_url: str) -> None:
    store = SharedVectors.opened(server, "offers", WIDTH, "f")
    store.upsert([1], rows(1))
    administer(
        vector_url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    assert len(store) == 1
    store.upsert([2], rows(1))
    assert len(store) == 2


def test_a_server_without_the_extension_says_so(vector_url: str) -> None:
    """As one without pgvector answers: the extension may not be made by whom we are."""
    administer(
        vector_url,
        "CREATE ROLE plain_visitor LOGIN",
    )
    try:
        visitor = VectorDatabase(vector_url.replace("postgres@", "plain_visitor@"))
        with pytest.raises(StoreUnavailable, match="no vectors in this database"):
            SharedVectors.opened(visitor, "offers", WIDTH, "f")
        visitor.close()
    finally:
        administer(vector_url, "DROP ROLE plain_visitor")


# --- chosen by configuration ----------------------------------------------------------------------


def test_it_needs_postgresql() -> None:
    assert Settings().vectors == "memory"
    with pytest.raises(ValidationError, match="MYJOBMATCH_VECTORS=pgvector needs"):
        Settings(vectors="pgvector")
    Settings(vectors="pgvector", database_url="postgres://u@db/x")


def test_the_address_is_the_databases() -> None:
    url = psycopg_url("postgresql+asyncpg://u:p@db:5433/x?ssl=require")
    assert url.render_as_string(hide_password=False) == (
        "postgresql+psycopg://u:p@db:5433/x?sslmode=require"
    )


async def test_decks_of_two_processes_with_vectors_in_one_place(
    vector_url: str, clock: FixedClock, encoder: Encoder, tmp_path: Path
) -> None:
    """A deck from memory, from the store, and from a second process that starts from its file."""
    database = Database(vector_url, clock)
    with chosen_store("memory", vector_url) as none:
        assert none is None
    with (
        chosen_store("pgvector", vector_url) as here,
        chosen_store("pgvector", vector_url) as there,
    ):
        youth = await _somebody(database)
        memory, first, second = (
            Application(database, clock, MatchingRuntime(database, folder, encoder, opener))
            for folder, opener in ((None, None), (tmp_path, here), (tmp_path, there))
        )
        dealt = await _deck(first, youth)
        assert len(dealt) == 6
        assert await _deck(memory, youth) == dealt
        assert await _deck(second, youth) == dealt
        async with database.unit() as uow:
            await factories.offer(uow, None, title="Vendeur / Vendeuse en boulangerie")
        for app in (first, second, memory):
            assert len(await _deck(app, youth)) == 7
        assert len(second.matching.offers.vectors) == 7
        assert isinstance(first.matching.offers.vectors, SharedVectors)
    await database.close()


async def _somebody(database: Database) -> Actor:
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        s, o = words.skills, words.occupations
        for skill, occupation in (("sell", "D1106"), ("cook", "G1603"), ("clean", "K2204")) * 2:
            company = await factories.company(uow, where)
            await factories.offer(uow, company, occupation_id=o[occupation], skills=(s[skill],))
        return await factories.youth(
            uow, where, skills=(s["sell"], s["till"]), occupations=(o["D1106"],)
        )


async def _deck(app: Application, youth: Actor) -> list[str]:
    dealt = await deal_offers(app, youth, DeckQuery())
    return [card.id for card in dealt.cards]
