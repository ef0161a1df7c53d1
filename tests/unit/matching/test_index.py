"""The offer index: incremental changes, unchanging views, files checked at load."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.profiles import OfferProfile, OfferSkill
from myjobmatch.domain.travel import Point, distance_km
from myjobmatch.matching import index as index_module
from myjobmatch.matching import storage
from myjobmatch.matching.errors import BadIds, BadVectors, IndexDamaged, IndexStale
from myjobmatch.matching.flat_vectors import FlatVectors
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.view import OfferView
from tests.unit.matching.town import FINGERPRINT, Town, offer, town

WIDTH = 8


def vector(seed: int) -> np.ndarray:
    row = np.random.default_rng(seed).standard_normal(WIDTH).astype(np.float32)
    return row / np.linalg.norm(row)


def put(index: OfferIndex, *offers: OfferProfile, seed: int = 0) -> None:
    rows = np.stack([vector(o.offer_id + seed) for o in offers])
    index.upsert(list(offers), rows, [Point(48.6, 2.4)] * len(offers))


def profile(offer_id: int, *skill_ids: int) -> OfferProfile:
    skills = tuple(OfferSkill(i, essential=i % 2 == 0) for i in skill_ids)
    return OfferProfile(offer_id=offer_id, title="", occupation_id=3, skills=skills)


def contents(view: OfferView) -> dict[int, tuple[object, ...]]:
    """All that a view holds, by offer id."""
    rows = np.flatnonzero(view.alive)
    held: dict[int, tuple[object, ...]] = {}
    for row in rows.tolist():
        at, _ = view.skills.take(np.array([row]))
        traits, _ = view.aptitudes.take(np.array([row]))
        held[int(view.columns["offer_id"][row])] = (
            *(
                str(values[row])
                for name, values in sorted(view.columns.items())
                if not name.endswith("_start")
            ),
            tuple(zip(view.skills.ids[at].tolist(), view.skills.flags[at].tolist(), strict=True)),
            tuple(view.aptitudes.ids[traits].tolist()),
            view.vector(row).tobytes(),
        )
    return held


def test_what_is_put_in_is_there(a_town: Town) -> None:
    view = a_town.index.view()
    assert len(view) == len(a_town.index) == len(a_town.offers)
    assert view.sequence == 400
    for at, (offer_id, one) in enumerate(a_town.offers.items()):
        [row] = view.rows_of([offer_id]).tolist()
        where, _ = view.skills.take(np.array([row]))
        held = dict(
            zip(view.skills.ids[where].tolist(), view.skills.flags[where].tolist(), strict=True)
        )
        assert held == {s.skill_id: s.essential for s in one.skills}
        assert (view.vector(row) == a_town.vectors[at]).all()
        assert view.columns["company_id"][row] == a_town.companies[at]


def test_update_replaces_and_remove_removes() -> None:
    index = OfferIndex(WIDTH, "f")
    put(index, profile(1, 4), profile(2, 5), profile(3, 6))
    put(index, profile(2, 7, 8), seed=50)
    assert index.remove([3, 99]) == 1
    view = index.view()
    assert len(view) == 2
    assert sorted(contents(view)) == [1, 2]
    [row] = view.rows_of([2]).tolist()
    assert (view.vector(row) == vector(52)).all()
    assert view.columns["skill_count"][row] == 2
    assert view.rows_of([3]).size == 0
    assert index.remove([3]) == 0


def test_of_an_offer_that_comes_twice_the_last_stands() -> None:
    index = OfferIndex(WIDTH, "f")
    put(index, profile(1, 4), replace(profile(1, 5), contract=ContractKind.CDI))
    [kept] = contents(index.view()).values()
    assert ((5, False),) in kept


def test_a_view_never_changes() -> None:
    index = OfferIndex(WIDTH, "f")
    put(index, *(profile(i, i) for i in range(1, 50)))
    view = index.view()
    before = contents(view)
    for i in range(1, 40):
        put(index, profile(i, i + 1), seed=1000)
    put(index, *(profile(i, 3) for i in range(100, 5000)))
    index.remove(range(1, 4000))
    assert contents(view) == before
    assert len(view) == 49
    assert index.view() is not view
    assert index.view() is index.view()


def test_any_sequence_of_changes_ends_as_a_fresh_index() -> None:
    """Compaction and growth on the way included."""
    draw = np.random.default_rng(11)
    index = OfferIndex(WIDTH, "f")
    truth: dict[int, tuple[OfferProfile, int]] = {}
    for step in range(120):
        ids = draw.choice(3000, 80, replace=False).tolist()
        if draw.random() < 0.7:
            fresh = [offer(draw, i) for i in ids]
            put(index, *fresh, seed=step)
            truth |= {one.offer_id: (one, step) for one in fresh}
        else:
            index.remove(ids)
            for i in ids:
                truth.pop(i, None)
    fresh_index = OfferIndex(WIDTH, "f")
    for one, step in truth.values():
        put(fresh_index, one, seed=step)
    assert contents(index.view()) == contents(fresh_index.view())
    assert len(index) == len(truth)


def test_buried_rows_are_cleared_away() -> None:
    index = OfferIndex(WIDTH, "f")
    for turn in range(30):
        put(index, *(profile(i, i % 7) for i in range(1000)), seed=turn)
    assert len(index) == 1000
    assert index.view().rows < 4000


def test_readers_and_a_writer_together() -> None:
    index = OfferIndex(WIDTH, "f")
    put(index, *(profile(i, 1) for i in range(500)))
    stop, wrong = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            view = index.view()
            rows = np.flatnonzero(view.alive)
            ids = view.columns["offer_id"][rows]
            cosines = view.meaning(vector(1), rows)
            expected = np.array([vector(int(i)) @ vector(1) for i in ids[:5]])
            if len(view) < 500 or not np.allclose(cosines[:5], expected, atol=1e-5):
                wrong.append(len(view))

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for turn in range(60):
        put(index, *(profile(i, turn) for i in range(turn * 30, turn * 30 + 40)))
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_search_is_exact_among_the_eligible_and_never_leaves_them(a_town: Town) -> None:
    view = a_town.index.view()
    draw = np.random.default_rng(4)
    for share in (0.01, 0.2, 1.0):
        eligible = draw.random(view.rows) < share
        query = a_town.vectors[int(draw.integers(0, 400))]
        found = view.search(query, eligible, 15)
        assert eligible[found].all()
        rows = np.flatnonzero(eligible)
        best = np.sort(view.meaning(query, rows))[::-1][: found.size]
        assert found.size == min(15, rows.size)
        np.testing.assert_allclose(view.meaning(query, found), best, atol=1e-6)


def test_bad_vectors_are_refused_and_change_nothing(a_town: Town) -> None:
    index = OfferIndex(WIDTH, "f")
    put(index, profile(1))
    one, spot = [profile(2)], [None]
    nan = np.full((1, WIDTH), np.nan)
    for vectors in (nan, np.ones((1, WIDTH + 1)), np.ones((2, WIDTH)), np.ones(WIDTH)):
        with pytest.raises(BadVectors):
            index.upsert(one, vectors, spot)
    with pytest.raises(BadVectors):
        index.upsert(one, np.ones((1, WIDTH)), spot, fingerprint="another encoder")
    with pytest.raises(BadVectors):
        index.upsert(one, np.ones((1, WIDTH)), [])
    for offer_id in (-1, 2**40):
        with pytest.raises(BadIds):
            index.upsert([profile(offer_id)], np.ones((1, WIDTH)), spot)
    with pytest.raises(BadIds):
        index.upsert([profile(2, 2**40)], np.ones((1, WIDTH)), spot)
    with pytest.raises(BadVectors):
        a_town.index.view().meaning(np.full(32, np.inf, np.float32), np.array([0]))
    assert sorted(contents(index.view())) == [1]


def test_an_offer_with_ten_thousand_skills() -> None:
    index = OfferIndex(WIDTH, "f")
    put(index, profile(1, *range(1, 10_001)), profile(2))
    assert index.view().columns["skill_count"].tolist() == [10_000, 0]


def test_nothing_in_it() -> None:
    index = OfferIndex(WIDTH, "f")
    index.upsert([], np.empty((0, WIDTH)), [])
    assert len(index.view()) == index.remove([4]) == 0
    assert index.view().search(vector(1), np.zeros(0, np.bool_), 5).size == 0


def test_saved_and_loaded_is_the_same(tmp_path: Path) -> None:
    made = town(300, seed=9)
    made.index.remove(range(1, 40), sequence=777)
    path = tmp_path / "deep" / "offers.index"
    made.index.save(path)
    loaded = OfferIndex.load(path, fingerprint=FINGERPRINT)
    assert loaded.sequence == 777
    assert contents(loaded.view()) == contents(made.index.view())
    loaded.upsert([profile(5000, 1)], made.vectors[:1], [None])
    assert len(loaded) == len(made.index) + 1
    assert [file.name for file in path.parent.iterdir()] == ["offers.index"]


def test_an_empty_index_is_saved_too(tmp_path: Path) -> None:
    path = tmp_path / "offers.index"
    OfferIndex(WIDTH, "f").save(path)
    assert len(OfferIndex.load(path, fingerprint="f")) == 0


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "offers.index"
    with pytest.raises(IndexDamaged):
        OfferIndex.load(path, fingerprint="f")
    index = OfferIndex(WIDTH, "f")
    put(index, *(profile(i, i) for i in range(20)))
    index.save(path)
    sound = path.read_bytes()
    draw = np.random.default_rng(0)
    for at in [0, 9, 20, len(sound) - 1, *draw.integers(0, len(sound), 30).tolist()]:
        broken = bytearray(sound)
        broken[at] ^= 0x40
        path.write_bytes(bytes(broken))
        with pytest.raises(IndexDamaged):
            OfferIndex.load(path, fingerprint="f")
    for length in (0, 5, 40, len(sound) // 2, len(sound) - 1):
        path.write_bytes(sound[:length])
        with pytest.raises(IndexDamaged):
            OfferIndex.load(path, fingerprint="f")
    path.write_bytes(sound)
    assert len(OfferIndex.load(path, fingerprint="f")) == 20


def test_another_encoders_or_versions_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "offers.index"
    index = OfferIndex(WIDTH, "f")
    put(index, profile(1))
    index.save(path)
    with pytest.raises(IndexStale):
        OfferIndex.load(path, fingerprint="another")
    monkeypatch.setattr(index_module, "vocabulary_digest", lambda: "new members")
    with pytest.raises(IndexStale):
        OfferIndex.load(path, fingerprint="f")
    monkeypatch.undo()
    monkeypatch.setattr(storage, "FORMAT", 99)
    with pytest.raises(IndexStale):
        OfferIndex.load(path, fingerprint="f")


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "offers.index"
    index = OfferIndex(WIDTH, "f")
    put(index, profile(1))
    index.save(path)
    put(index, profile(2))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        index.save(path)
    monkeypatch.undo()
    assert len(OfferIndex.load(path, fingerprint="f")) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["offers.index"]


def test_two_writers_of_one_file_leave_a_whole_one(tmp_path: Path) -> None:
    path = tmp_path / "offers.index"
    indexes = [OfferIndex(WIDTH, "f") for _ in range(2)]
    for size, index in zip((300, 900), indexes, strict=True):
        put(index, *(profile(i, i) for i in range(size)))
    threads = [
        threading.Thread(target=lambda i=i: [i.save(path) for _ in range(10)]) for i in indexes
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(OfferIndex.load(path, fingerprint="f")) in {300, 900}
    assert [file.name for file in tmp_path.iterdir()] == ["offers.index"]


def test_a_view_waits_for_no_writer() -> None:
    index = OfferIndex(WIDTH, "f")
    put(index, profile(1, 4))
    with index._write:
        assert len(index.view()) == len(index) == 1


def test_rows_lie_in_the_order_of_places_whatever_the_order_of_insertion() -> None:
    draw = np.random.default_rng(5)
    spots = [
        None if i % 9 == 0 else Point(float(draw.uniform(-89, 89)), float(draw.uniform(-179, 179)))
        for i in range(400)
    ]
    offers = [profile(i, i) for i in range(400)]
    views = []
    for order in (range(400), draw.permutation(400).tolist()):
        index = OfferIndex(WIDTH, "f")
        for at in order:
            index.upsert([offers[at]], vector(at)[None], [spots[at]])
        index.settle()
        index.upsert([offers[7]], vector(7)[None], [spots[7]])
        views.append(index.view())
    for centre in (Point(48.6, 2.4), Point(-10, 179.9), Point(88.5, 0)):
        for km in (30, 900, 9000):
            found = [
                set(view.columns["offer_id"][view.living(view.places.near(centre, km))].tolist())
                for view in views
            ]
            inside = {
                i
                for i, spot in enumerate(spots)
                if spot is not None and distance_km(centre, spot) <= km
            }
            assert inside <= found[0]
            assert inside <= found[1]
    lost = {i for i, spot in enumerate(spots) if spot is None}
    for view in views:
        assert set(view.columns["offer_id"][view.living(view.places.nowhere)].tolist()) == lost


def test_two_processes_writing_leave_the_file_of_one(tmp_path: Path) -> None:
    path = tmp_path / "offers.index"
    script = (
        "import sys, numpy as np\n"
        "from pathlib import Path\n"
        "from myjobmatch.domain.profiles import OfferProfile\n"
        "from myjobmatch.matching.index import OfferIndex\n"
        "index = OfferIndex(8, 'f')\n"
        "count = int(sys.argv[2])\n"
        "offers = [OfferProfile(offer_id=i, title='') for i in range(count)]\n"
        "index.upsert(offers, np.zeros((count, 8)), [None] * count)\n"
        "for _ in range(20): index.save(Path(sys.argv[1]))\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", script, str(path), str(count)])
        for count in (300, 900)
    ]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    assert len(OfferIndex.load(path, fingerprint="f")) in {300, 900}
    assert [file.name for file in tmp_path.iterdir()] == ["offers.index"]


def test_a_disk_that_fills_up_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "offers.index"
    index = OfferIndex(WIDTH, "f")
    put(index, *(profile(i, i) for i in range(2000)))
    index.save(path)
    before = path.read_bytes()

    def parts() -> Iterator[np.ndarray]:
        yield np.zeros((10, WIDTH), np.float32)
        raise OSError(28, "No space left on device")

    half = storage.Streamed(np.dtype(np.float32), (20, WIDTH), parts())
    with pytest.raises(OSError, match="No space"):
        storage.write(path, {}, {"vectors": half})
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["offers.index"]


def test_a_loaded_index_keeps_the_mapped_rows_and_takes_changes(tmp_path: Path) -> None:
    path = tmp_path / "offers.index"
    index = OfferIndex(WIDTH, "f")
    put(index, *(profile(i, i) for i in range(9000)))
    index.save(path)
    loaded = OfferIndex.load(path, fingerprint="f")
    put(loaded, *(profile(i, i + 1) for i in range(0, 9000, 7)), seed=3)
    loaded.remove(range(0, 9000, 11))
    loaded.save(path)
    again = OfferIndex.load(path, fingerprint="f")
    assert contents(again.view()) == contents(loaded.view())
    row = int(again.view().rows_of([7])[0])
    assert (again.view().vector(row) == vector(10)).all()


def test_vectors_are_left_to_the_file_that_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "offers.index"
    made = town(300, seed=9)
    made.index.remove(range(1, 40))
    before = made.index.view()
    made.index.save(path)
    own = made.index.vectors
    made.index.lean_on(path)
    assert made.index.vectors is not own
    assert contents(made.index.view()) == contents(before)
    made.index.upsert([profile(7000, 3)], made.vectors[:1], [None])
    made.index.remove([100])
    assert len(made.index) == len(before)
    made.index.save(path)
    again = OfferIndex.load(path, fingerprint=FINGERPRINT)
    assert contents(again.view()) == contents(made.index.view())


def test_a_file_of_other_vectors_is_not_leant_on(tmp_path: Path) -> None:
    path = tmp_path / "offers.index"
    index = OfferIndex(WIDTH, "f")
    put(index, profile(1, 4), profile(2, 5))
    index.save(path)
    before = contents(index.view())
    put(index, profile(3, 6))
    with pytest.raises(IndexStale):
        index.lean_on(path)
    index.remove([3])
    index.advance(8)
    with pytest.raises(IndexStale):
        index.lean_on(path)
    index.advance(0)
    other = OfferIndex(WIDTH, "g")
    put(other, profile(1, 4), profile(2, 5))
    with pytest.raises(IndexStale):
        other.lean_on(path)
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(IndexDamaged):
        index.lean_on(path)
    assert contents(index.view()) == before


def test_an_index_over_another_store_keeps_no_vectors_in_its_file(tmp_path: Path) -> None:
    """As over a database that keeps them itself."""

    class Durable(FlatVectors):
        durable = True

    path = tmp_path / "offers.index"
    store = Durable(WIDTH, "f")
    index = OfferIndex(WIDTH, "f", vectors=store)
    put(index, profile(1, 4), profile(2, 5))
    index.advance(9)
    index.save(path)
    again = OfferIndex.load(path, fingerprint="f", vectors=store)
    assert contents(again.view()) == contents(index.view())
    with pytest.raises(IndexStale):
        OfferIndex.load(path, fingerprint="f")
    with pytest.raises(IndexStale):
        OfferIndex.load(path, fingerprint="f", vectors=Durable(WIDTH, "f"))
    with pytest.raises(BadVectors):
        OfferIndex(WIDTH, "g", vectors=store)
