"""Offers from the database into an index: whole, page by page, change by change; on bad days too."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import event, func, select, update

from myjobmatch.db.models import Embedding, Offer
from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import ContractKind, OfferStatus
from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.table import OfferTable
from myjobmatch.services import offer_loading
from myjobmatch.services.matching_runtime import MatchingRuntime
from tests import factories


@pytest.fixture
async def offers(database: Database) -> list[int]:
    """Nine offers, of which two are closed; one names no skill, one no place."""
    async with database.unit() as uow:
        where = await factories.structure(uow)
        words = await factories.catalogue(uow)
        s, o = words.skills, words.occupations
        company = await factories.company(uow, where, answer_rate=0.8)
        traits: list[dict[str, Any]] = [
            {"occupation_id": o["D1106"], "skills": (s["sell"], s["till"])},
            {"skills": (s["clean"],), "licences_required": ["b", "am"], "schedules": ["night"]},
            {"status": OfferStatus.FILLED, "skills": (s["cook"],)},
            {"occupation_id": o["K2204"]},
            {"latitude": None, "longitude": None, "contract": ContractKind.CDD},
            {"skills": tuple(s.values())},
            {"status": OfferStatus.DRAFT},
            {"title": "🥐", "skills": (s["bike"],)},
            {"experience": "required"},
        ]
        made = [
            await factories.offer(uow, company if at % 2 else None, **one)
            for at, one in enumerate(traits)
        ]
        return [offer.id for offer in made]


@pytest.fixture
async def elsewhere(database_url: str, clock: FixedClock) -> AsyncIterator[Database]:
    """The same database, as another process holds it."""
    opened = Database(database_url, clock)
    yield opened
    await opened.close()


MAY_BE_UNTOLD = ("latitude", "longitude", "answer_rate", "weekly_hours", "hourly_pay")


def held(runtime: MatchingRuntime) -> dict[str, list[Any]]:
    """All that the index holds, by offer."""
    batch, vectors = runtime.offers.view().batch()
    order = np.argsort(batch.columns["offer_id"])
    batch = OfferTable.taken(batch, order)
    found = {
        name: values.tolist() for name, values in batch.columns.items() if name not in MAY_BE_UNTOLD
    }
    for name in MAY_BE_UNTOLD:
        found[name] = np.nan_to_num(batch.columns[name], nan=-1.0).tolist()
    found["skills"] = [values.tolist() for values in batch.skills]
    found["vectors"] = np.round(vectors.vectors(batch.columns["offer_id"]), 5).tolist()
    return found


async def started(
    database: Database, encoder: Encoder, folder: Path | None = None
) -> MatchingRuntime:
    runtime = MatchingRuntime(database, folder, encoder)
    await runtime.refresh()
    return runtime


async def test_pages_however_small_and_changes_one_by_one_give_the_same_index(
    database: Database, offers: list[int], encoder: Encoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = await started(database, encoder)
    assert held(whole)["offer_id"] == [i for i in offers if i not in (offers[2], offers[6])]
    monkeypatch.setattr(offer_loading, "PAGE", 2)
    assert held(await started(database, encoder)) == held(whole)
    async with database.unit() as uow:
        for at, status in ((0, OfferStatus.FILLED), (2, OfferStatus.PUBLISHED)):
            row = await uow.offers.get(offers[at])
            assert row is not None
            row.status = status
        moved = await uow.offers.get(offers[4])
        assert moved is not None
        moved.title, moved.latitude, moved.longitude = "Autre titre", 48.5, 2.5
        await uow.offers.set_skills(offers[7], [])
        for offer_id in offers:
            uow.changed("offer", offer_id)
    await whole.refresh()
    assert held(whole) == held(await started(database, encoder))
    assert offers[2] in held(whole)["offer_id"]
    assert offers[0] not in held(whole)["offer_id"]


async def test_a_vector_that_was_damaged_in_the_database_is_made_anew(
    database: Database, offers: list[int], encoder: Encoder
) -> None:
    expected = held(await started(database, encoder))
    async with database.unit() as uow:
        for at, raw in ((0, b"\xff" * 4 * encoder.dimensions), (1, b"short"), (3, b"")):
            await uow.session.execute(
                update(Embedding).where(Embedding.entity_id == offers[at]).values(vector=raw)
            )
    assert held(await started(database, encoder)) == expected
    async with database.unit(write=False) as uow:
        rows = await uow.embeddings.of_entities("offer", encoder.fingerprint, offers)
    assert {len(raw) for _, raw in rows.values()} == {4 * encoder.dimensions}
    assert all(np.isfinite(np.frombuffer(raw, np.float32)).all() for _, raw in rows.values())


async def test_two_processes_that_start_at_once_keep_every_vector_once(
    database: Database, elsewhere: Database, offers: list[int], encoder: Encoder
) -> None:
    first, second = await asyncio.gather(started(database, encoder), started(elsewhere, encoder))
    assert held(first) == held(second)
    async with database.unit(write=False) as uow:
        open_count = await uow.session.scalar(
            select(func.count()).select_from(Offer).where(Offer.status == OfferStatus.PUBLISHED)
        )
        assert await uow.session.scalar(select(func.count()).select_from(Embedding)) == open_count


async def test_a_folder_that_takes_nothing_stops_no_start(
    database: Database,
    offers: list[int],
    encoder: Encoder,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    (tmp_path / "full").write_text("a file, where the folder should be")
    with caplog.at_level(logging.WARNING):
        runtime = await started(database, encoder, tmp_path / "full" / "index")
    assert len(runtime.offers) == len(offers) - 2
    assert "could not be saved" in caplog.text
    assert "could not be kept" in caplog.text


async def test_offers_are_read_and_written_beside_the_loop(
    database: Database, offers: list[int], encoder: Encoder
) -> None:
    runtime = MatchingRuntime(database, None, encoder)
    where: dict[str, set[bool]] = {"offer_skill": set(), "INSERT INTO embedding": set()}

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        for words, threads in where.items():
            if words in statement:
                threads.add(threading.current_thread() is threading.main_thread())

    async def look() -> None:  # the engine for threads opens with the first work there
        async with database.unit(write=False) as uow:
            await uow.ledger.latest_change()

    await database.beside(look, write=False)
    for engine in database.engines:
        event.listen(engine, "before_cursor_execute", note)
    await runtime.refresh()
    assert where == {"offer_skill": {False}, "INSERT INTO embedding": {False}}
    assert len(runtime.offers) == len(offers) - 2
