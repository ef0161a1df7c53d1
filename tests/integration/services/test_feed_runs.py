"""A feed kept in step: new, changed, withdrawn; and whatever befalls the feed, nothing goes that was not told."""

from __future__ import annotations

import gzip
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from myjobmatch.db.models import Offer, OfferSource
from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import DecisionKind, OfferStatus, Role
from myjobmatch.domain.errors import Conflict, Forbidden
from myjobmatch.domain.feeds import FeedKind, FeedState, FeedTrouble
from myjobmatch.integrations import feed_source
from myjobmatch.integrations.feed_source import Asked, FeedPart, FileFeed
from myjobmatch.services.application import Application
from myjobmatch.services.decisions import Decide, decide_on_offer
from myjobmatch.services.feed_running import run_feed
from myjobmatch.services.feeds import BeginRun, RunView, begin_run, list_runs
from myjobmatch.services.imported_offers import OPEN_FOR
from myjobmatch.services.importing import Importer
from myjobmatch.services.matching_runtime import MatchingRuntime
from tests import factories

FULL, DELTA = FeedKind.FULL, FeedKind.DELTA
LONG = "Vous tenez le rayon, vous conseillez les clients et vous veillez à la propreté du magasin chaque jour."


def offer(number: int | str, **changes: Any) -> dict[str, Any]:
    return {
        "id": f"F{number}",
        "intitule": f"Employé / Employée numéro {number}",
        "description": f"{LONG} Référence {number}.",
        "lieuTravail": {"libelle": "91 - Évry", "latitude": 48.63, "longitude": 2.44, "commune": "91228"},
        "entreprise": {"nom": f"Magasin {number}"},
        "romeCode": f"D{number}",
        "typeContrat": "CDI",
        "origineOffre": {"urlOrigine": f"https://exemple.invalid/{number}"},
        **changes,
    }  # fmt: skip


TEN = [offer(number) for number in range(10)]


@pytest.fixture
def run(database: Database, tmp_path: Path) -> Any:
    """Runs what is given as a file: rows, or the very text."""

    async def of(
        what: Sequence[Mapping[str, Any]] | str | bytes, kind: FeedKind = FULL, **how: Any
    ) -> RunView:
        path = tmp_path / "feed.json"
        if isinstance(what, bytes):
            path.write_bytes(what)
        else:
            text = what if isinstance(what, str) else json.dumps({"resultats": what})
            path.write_text(text, encoding="utf-8")
        return await run_feed(database, SYSTEM, FileFeed(path), kind, **how)

    return of


async def shown(database: Database) -> set[str]:
    """The feed's ids whose offers are open."""
    async with database.unit(write=False) as uow:
        rows = await uow.session.execute(
            select(OfferSource.source_id)
            .join(Offer)
            .where(Offer.status == OfferStatus.PUBLISHED, OfferSource.gone_at.is_(None))
        )
        return {row[0] for row in rows}


async def row_of(database: Database, source_id: str) -> tuple[Offer, str]:
    """The offer of a record, and its card's link."""
    async with database.unit(write=False) as uow:
        source = await uow.offers.source("france_travail", source_id)
        assert source is not None
        row = (await uow.offers.rows([source.offer_id]))[source.offer_id]
        return row.offer, row.url


async def test_new_changed_and_withdrawn_of_full_runs(
    run: Any, database: Database, clock: FixedClock
) -> None:
    first = await run(TEN)
    assert (first.state, first.counts["created"], first.counts["standing"]) == (
        FeedState.DONE,
        10,
        0,
    )
    clock.advance(timedelta(hours=6))
    second = await run([offer(0, intitule="Autre titre"), *TEN[1:8], offer("new")])
    assert second.state is FeedState.DONE
    assert (second.counts["created"], second.counts["withdrawn"]) == (1, 2)
    assert second.counts["updated"] == 1
    assert await shown(database) == {f"F{n}" for n in range(8)} | {"Fnew"}
    gone, _ = await row_of(database, "F9")
    assert (gone.status, gone.closed_at) == (OfferStatus.WITHDRAWN, clock.now())
    clock.advance(timedelta(hours=6))
    third = await run([*TEN, offer("new")])
    assert third.counts["reopened"] == 2
    assert (await row_of(database, "F9"))[0].status is OfferStatus.PUBLISHED


async def test_a_delta_tells_what_is_withdrawn_and_says_nothing_of_the_rest(
    run: Any, database: Database, clock: FixedClock
) -> None:
    await run(TEN)
    clock.advance(timedelta(hours=6))
    told = [offer(3, intitule="Autre titre"), offer("new"), {"id": "F4", "retiree": True}]
    view = await run(told, DELTA)
    assert (view.state, view.counts["withdrawn"]) == (FeedState.DONE, 1)
    assert await shown(database) == {f"F{n}" for n in range(10) if n != 4} | {"Fnew"}
    assert (await row_of(database, "F3"))[0].title == "Autre titre"
    clock.advance(timedelta(hours=6))
    assert (await run([], DELTA)).state is FeedState.DONE, "nothing new is no trouble in a delta"
    assert len(await shown(database)) == 10


BROKEN = json.dumps({"resultats": TEN})
HELD = {
    "empty": ("[]", "empty"),
    "empty file": ("", "empty"),
    "shrunk": (json.dumps(TEN[:6]), "shrunk"),
    "cut between two offers": ('{"resultats": [' + ",\n".join(map(json.dumps, TEN[:9])) + ",\n", "truncated"),
    "cut within an offer": ('{"resultats": [' + ",\n".join(map(json.dumps, TEN))[:-40], "truncated"),
    "a broken row": ("\n".join([*map(json.dumps, TEN[:9]), '{"id": "F9", "intitule": ']), "malformed"),
}  # fmt: skip


@pytest.mark.parametrize("name", HELD)
async def test_a_run_in_doubt_withdraws_nothing_and_says_why(
    run: Any, database: Database, clock: FixedClock, name: str
) -> None:
    await run(TEN)
    clock.advance(timedelta(hours=6))
    text, why = HELD[name]
    view = await run(text)
    assert (view.state, view.error) == (FeedState.HELD, why)
    assert await shown(database) == {f"F{n}" for n in range(10)}
    async with database.unit(write=False) as uow:
        latest = await list_runs(SYSTEM, "france_travail", uow)
    assert latest[0] == view


async def test_a_gzip_that_ends_too_early_and_what_is_no_json_withdraw_nothing(
    run: Any, database: Database, clock: FixedClock
) -> None:
    await run(TEN)
    clock.advance(timedelta(hours=6))
    assert (await run(gzip.compress(BROKEN.encode())[:-30])).error == "truncated"
    clock.advance(timedelta(hours=6))
    page = await run("<html>En maintenance</html>")
    assert (page.state, page.error) == (FeedState.FAILED, "malformed")
    assert len(await shown(database)) == 10


async def test_of_what_a_delta_says_of_one_offer_the_last_word_counts(
    run: Any, database: Database, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closed at the source and opened again: it stands, and nobody who likes it is told that it is gone."""
    await run(TEN)
    clock.advance(timedelta(hours=6))
    closed = [{"id": f"F{n}", "retiree": True} for n in (1, 2)]
    told = [*closed, offer("new"), offer(1), {"id": "F2", "description": LONG}, offer(3)]
    view = await run([*told, {"id": "F3", "retiree": True}], DELTA)
    assert (view.state, view.counts["withdrawn"]) == (FeedState.DONE, 1)
    assert await shown(database) == {f"F{n}" for n in range(10) if n != 3} | {"Fnew"}

    clock.advance(timedelta(hours=6))
    monkeypatch.setattr(feed_source, "AT_ONCE", 2)  # the first word and the last in different parts
    view = await run(told, DELTA)
    assert (view.state, view.counts["withdrawn"]) == (FeedState.DONE, 0)
    assert await shown(database) == {f"F{n}" for n in range(10)} | {"Fnew"}


async def test_a_gzip_that_is_spoilt_in_its_middle_is_held_like_one_cut_off(
    run: Any, database: Database, clock: FixedClock
) -> None:
    await run(TEN)
    clock.advance(timedelta(hours=6))
    packed = bytearray(gzip.compress(BROKEN.encode()))
    packed[10:40] = b"\xff" * 30
    view = await run(bytes(packed))
    assert (view.state, view.error) == (FeedState.HELD, "truncated")
    assert len(await shown(database)) == 10


@pytest.mark.parametrize(
    "day", ["0001-01-01T00:00:00", "0001-01-01T00:00:00+02:00", "9999-12-31T23:59:59-02:00"]
)
async def test_a_date_that_no_calendar_has_stops_no_feed(
    run: Any, database: Database, day: str
) -> None:
    view = await run([offer(0, dateCreation=day), *TEN[1:]])
    assert (view.state, view.counts["created"]) == (FeedState.DONE, 10)
    assert (await row_of(database, "F0"))[0].published_at == database.clock.now()


async def test_a_delta_that_withdraws_too_much_is_held_until_somebody_says_so(
    run: Any, database: Database, clock: FixedClock
) -> None:
    await run(TEN)
    clock.advance(timedelta(hours=6))
    many = [{"id": f"F{n}", "retiree": True} for n in range(4)]
    assert (await run(many, DELTA)).error == "shrunk"
    assert len(await shown(database)) == 10
    clock.advance(timedelta(hours=6))
    sure = await run(many, DELTA, most_gone=1.0)
    assert (sure.state, sure.counts["withdrawn"]) == (FeedState.DONE, 4)
    assert len(await shown(database)) == 6


async def test_a_row_without_title_still_says_that_its_offer_stands(
    run: Any, database: Database, clock: FixedClock
) -> None:
    await run(TEN)
    clock.advance(timedelta(hours=6))
    view = await run([*TEN[:9], {"id": "F9", "description": LONG}])
    assert (view.state, view.counts.get("withdrawn", 0)) == (FeedState.DONE, 0)
    assert len(await shown(database)) == 10


async def test_a_row_without_title_keeps_its_offer_open_as_any_row_does(
    run: Any, database: Database, clock: FixedClock
) -> None:
    await run(TEN)
    nameless = [*TEN[:8], {"id": "F8", "description": LONG}, {"id": "F9", "description": LONG}]
    for _ in range(3):
        clock.advance(timedelta(days=12))
        assert (await run(nameless)).state is FeedState.DONE
    for seen in ("F0", "F9"):
        stands, _ = await row_of(database, seen)
        assert (stands.status, stands.expires_at) == (OfferStatus.PUBLISHED, clock.now() + OPEN_FOR)

    clock.advance(OPEN_FOR + timedelta(days=1))  # the feed was away for so long that all are over
    await run(nameless)
    assert (await row_of(database, "F0"))[0].expires_at == clock.now() + OPEN_FOR
    over, _ = await row_of(database, "F9")
    assert (over.expires_at or clock.now()) < clock.now(), "what it says now cannot be read"
    clock.advance(timedelta(hours=6))
    assert (await run(TEN)).counts["reopened"] == 2


async def test_a_missing_file_is_a_failed_run(database: Database, tmp_path: Path) -> None:
    view = await run_feed(database, SYSTEM, FileFeed(tmp_path / "none.json"), FULL)
    assert (view.state, view.error) == (FeedState.FAILED, "down")


TWIN = (
    "Vous préparez les commandes, vous filmez les palettes et vous les rangez sur le quai avec un chariot. "
    * 2
)
AGENCIES = ("{} Mission de six mois.", "Notre client recherche : {}", "{} Rejoignez notre réseau !")


def twins(*numbers: int, **changes: Any) -> list[dict[str, Any]]:
    """Adverts of three agencies for one post."""
    return [
        offer(
            number,
            intitule="Préparateur / Préparatrice de commandes",
            description=AGENCIES[number].format(TWIN),
            romeCode="N1103",
            **changes,
        )
        for number in numbers
    ]


async def test_one_job_from_three_agencies_is_one_card_until_its_last_record_goes(
    run: Any, database: Database, clock: FixedClock
) -> None:
    others = [offer(number) for number in range(3, 30)]
    view = await run([*twins(0, 1, 2), *others])
    assert (view.counts["created"], view.counts["attached"]) == (28, 2)
    first, url = await row_of(database, "F0")
    assert url == "https://exemple.invalid/0"
    assert {(await row_of(database, f"F{n}"))[0].id for n in (1, 2)} == {first.id}

    clock.advance(timedelta(hours=6))
    await run([*twins(1, 2), *others])
    stands, url = await row_of(database, "F1")
    assert (stands.id, stands.status) == (first.id, OfferStatus.PUBLISHED)
    assert url == "https://exemple.invalid/1", "a card's link is of a record that stands"
    clock.advance(timedelta(hours=6))
    await run([*twins(1, 2), *others])
    assert (await row_of(database, "F1"))[0].company_name == "Magasin 1", "and so are its words"

    clock.advance(timedelta(hours=6))
    await run(others)
    assert (await row_of(database, "F1"))[0].status is OfferStatus.WITHDRAWN


async def test_the_first_record_says_what_the_card_says(
    run: Any, database: Database, clock: FixedClock
) -> None:
    others = [offer(number) for number in range(3, 30)]
    await run([*twins(0, 1), *others])
    clock.advance(timedelta(hours=6))
    changed = twins(1, salaire={"libelle": "Horaire de 12.00 Euros"})
    view = await run([*twins(0), *changed, *others])
    card, url = await row_of(database, "F0")
    assert (card.company_name, url) == ("Magasin 0", "https://exemple.invalid/0")
    assert card.pay_text == ""
    assert view.counts.get("updated", 0) == 0


async def test_a_record_that_becomes_another_job_gets_a_card_of_its_own(
    run: Any, database: Database, clock: FixedClock
) -> None:
    others = [offer(number) for number in range(3, 30)]
    await run([*twins(0, 1), *others])
    before, _ = await row_of(database, "F0")
    clock.advance(timedelta(hours=6))
    view = await run([*twins(0), offer(1), *others])
    assert view.counts["created"] == 1
    moved, _ = await row_of(database, "F1")
    assert (moved.id != before.id, moved.title) == (True, "Employé / Employée numéro 1")
    assert (await row_of(database, "F0"))[0].id == before.id


async def test_who_likes_a_withdrawn_offer_has_their_application_looked_after(
    run: Any, database: Database, clock: FixedClock
) -> None:
    await run(TEN)
    async with database.unit() as uow:
        youth = await factories.youth(uow, await factories.structure(uow))
    row, _ = await row_of(database, "F9")
    app = Application(database, clock, MatchingRuntime(database, None))
    await app.run(decide_on_offer, youth, Decide(row.public_id, DecisionKind.LIKE))
    clock.advance(timedelta(hours=6))
    await run(TEN[:9])
    async with database.unit(write=False) as uow:
        (event,) = [e for e in await uow.ledger.pending_events(50) if e.topic == "offer_ended"]
        assert (event.payload["offer"], event.payload["ending"]) == (row.id, "gone")


class Killed(Exception):
    """As if the process had been killed."""


class HalfWay(FileFeed):
    """A file of which a process reads two parts and is killed in the third."""

    async def parts(self, asked: Asked, cursor: Mapping[str, Any]) -> AsyncIterator[FeedPart]:
        count = 0
        async for part in super().parts(asked, cursor):
            if count == 2:
                raise Killed
            count += 1
            yield part


async def test_a_run_that_was_broken_off_goes_on_where_it_stood(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    path = tmp_path / "feed.json"
    path.write_text(json.dumps([offer(number) for number in range(1_600)]), encoding="utf-8")
    with pytest.raises(Killed):
        await run_feed(database, SYSTEM, HalfWay(path), FULL)
    assert len(await shown(database)) == 1_000
    clock.advance(timedelta(minutes=1))
    begun = []
    view = await run_feed(database, SYSTEM, FileFeed(path), FULL, on_run=begun.append)
    assert begun[0].resumed
    assert (view.state, view.counts["created"], view.counts["read"]) == (
        FeedState.DONE,
        1_600,
        1_600,
    )
    assert len(await shown(database)) == 1_600
    async with database.unit(write=False) as uow:
        assert len(await list_runs(SYSTEM, "france_travail", uow)) == 1


async def test_another_file_or_a_later_day_is_another_run(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    path = tmp_path / "feed.json"
    path.write_text(json.dumps([offer(number) for number in range(1_600)]), encoding="utf-8")
    with pytest.raises(Killed):
        await run_feed(database, SYSTEM, HalfWay(path), FULL)
    clock.advance(timedelta(hours=13))
    begun: list[Any] = []
    view = await run_feed(database, SYSTEM, FileFeed(path), FULL, on_run=begun.append)
    assert not begun[0].resumed
    assert (view.counts["created"], view.counts["unchanged"]) == (600, 1_000)


async def test_who_takes_a_run_over_is_the_only_one_at_work(
    database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    path = tmp_path / "feed.json"
    path.write_text(json.dumps([offer(number) for number in range(600)]), encoding="utf-8")
    slow = FileFeed(path)

    class Overtaken(FileFeed):
        async def parts(self, asked: Asked, cursor: Mapping[str, Any]) -> AsyncIterator[FeedPart]:
            async for part in super().parts(asked, cursor):
                yield part
                await run_feed(database, SYSTEM, slow, FULL)

    with pytest.raises(Conflict, match="feed_taken"):
        await run_feed(database, SYSTEM, Overtaken(path), FULL)
    assert len(await shown(database)) == 600
    mark = await slow.mark()
    async with database.unit() as uow:
        await begin_run(SYSTEM, BeginRun("france_travail", "x", FULL, mark), uow)
    with pytest.raises(Conflict, match="feed_busy"):
        await run_feed(database, SYSTEM, slow, FULL, take_over=False)


async def test_a_trouble_half_way_keeps_what_came_and_withdraws_nothing(
    database: Database, clock: FixedClock, tmp_path: Path, run: Any
) -> None:
    await run([offer(number) for number in range(1_600)])
    clock.advance(timedelta(hours=6))
    path = tmp_path / "other.json"
    path.write_text(json.dumps([offer(f"n{number}") for number in range(1_600)]), encoding="utf-8")

    class Down(HalfWay):
        async def parts(self, asked: Asked, cursor: Mapping[str, Any]) -> AsyncIterator[FeedPart]:
            try:
                async for part in super().parts(asked, cursor):
                    yield part
            except Killed:
                raise FeedTrouble("down", "503") from None

    view = await run_feed(database, SYSTEM, Down(path), FULL)
    assert (view.state, view.error, view.detail) == (FeedState.FAILED, "down", "503")
    assert len(await shown(database)) == 2_600


async def test_a_plain_import_brings_a_withdrawn_offer_back_and_withdraws_nothing(
    run: Any, database: Database, clock: FixedClock, tmp_path: Path
) -> None:
    await run(TEN)
    clock.advance(timedelta(hours=6))
    await run(TEN[:9])
    path = tmp_path / "one.json"
    path.write_text(json.dumps(TEN[9:]), encoding="utf-8")
    await Importer(database).offers(SYSTEM, path)
    assert len(await shown(database)) == 10


async def test_only_the_system_and_the_administrator_run_feeds(
    database: Database, tmp_path: Path
) -> None:
    async with database.unit() as uow:
        manager = await factories.staff(uow, Role.MANAGER, await factories.structure(uow))
    with pytest.raises(Forbidden):
        await run_feed(database, manager, FileFeed(tmp_path / "x"), FULL)
