"""What every `VectorIndex` promises, asked of each implementation.

Another one adds itself to `STORES`: a name, and a function from a folder, a width and a fingerprint
to an empty store. A store on a server takes these tests over where servers may be started: see
`tests/integration/services/test_shared_vectors_contract.py`.
"""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from myjobmatch.matching import flat_vectors
from myjobmatch.matching.errors import BadIds, BadVectors, IndexDamaged, IndexStale
from myjobmatch.matching.flat_vectors import FlatVectors
from myjobmatch.matching.vector_index import PASSING, VectorIndex

WIDTH = 16
Maker = Callable[[Path], VectorIndex]

STORES: dict[str, Callable[[Path, int, str], VectorIndex]] = {
    "flat": lambda _, width, fingerprint: FlatVectors(width, fingerprint),
}


@pytest.fixture(params=sorted(STORES))
def make(request: pytest.FixtureRequest) -> Maker:
    return lambda folder: STORES[request.param](folder, WIDTH, "f")


@pytest.fixture
def store(make: Maker, tmp_path: Path) -> VectorIndex:
    return make(tmp_path)


def rows(count: int, seed: int = 0) -> np.ndarray:
    made = np.random.default_rng(seed).standard_normal((count, WIDTH)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def exact(
    vectors: dict[int, np.ndarray], query: np.ndarray, k: int, eligible: set[int] | None = None
) -> list[int]:
    """What a search must find: by score, then by id."""
    among = [i for i in vectors if eligible is None or i in eligible]
    return sorted(among, key=lambda i: (-float(np.float32(vectors[i] @ query)), i))[:k]


def test_it_is_one_and_says_what_it_holds(store: VectorIndex) -> None:
    assert isinstance(store, VectorIndex)
    assert (store.dimensions, store.fingerprint, len(store)) == (WIDTH, "f", 0)
    assert store.sequence == 0
    store.upsert([3, 1], rows(2), sequence=7)
    assert (len(store), len(store.reader()), store.sequence) == (2, 2, 7)
    store.advance(9)
    assert store.sequence == 9
    assert store.remove([3], sequence=10) == 1
    assert (len(store), store.sequence) == (1, 10)
    assert store.memory_bytes() >= 0


def test_what_goes_in_comes_out(store: VectorIndex) -> None:
    made = rows(50)
    store.upsert(np.arange(50) * 3, made)
    asked = np.array([147, 0, 33], np.int64)
    np.testing.assert_array_equal(store.reader().vectors(asked), made[[49, 0, 11]])
    with pytest.raises(KeyError):
        store.reader().vectors(np.array([0, 1], np.int64))


def test_the_last_of_an_id_stands_in_one_call_and_over_calls(store: VectorIndex) -> None:
    made = rows(4)
    store.upsert([5, 6, 5], made[:3])
    np.testing.assert_array_equal(store.reader().vectors(np.array([5])), made[2:3])
    store.upsert([5], made[3:])
    np.testing.assert_array_equal(store.reader().vectors(np.array([5])), made[3:])
    assert len(store) == 2


def test_removal_is_of_what_is_there(store: VectorIndex) -> None:
    store.upsert([1, 2, 3], rows(3))
    assert store.remove([2, 2, 99, 40_000_000]) == 1
    assert store.remove([2]) == 0
    assert len(store) == 2
    found = store.reader().search(rows(1)[0], 9)
    assert set(found.ids.tolist()) == {1, 3}
    store.upsert([2], rows(1, seed=5))
    assert len(store) == 3


def test_similarities_follow_the_ids_asked_for(store: VectorIndex) -> None:
    made, query = rows(30), rows(1, seed=3)[0]
    store.upsert(np.arange(30), made)
    asked = np.array([29, 4, 1000, 4, 0], np.int64)
    found = store.reader().similarities(query, asked)
    assert np.isnan(found[2])
    np.testing.assert_allclose(found[[0, 1, 3, 4]], made[[29, 4, 4, 0]] @ query, atol=1e-6)
    assert store.reader().similarities(query, np.empty(0, np.int64)).size == 0


@pytest.mark.parametrize("share", [0.01, 0.1, 0.5, 1.0])
def test_search_is_exact_among_the_eligible(store: VectorIndex, share: float) -> None:
    made = rows(2000)
    held = dict(enumerate(made))
    store.upsert(np.arange(2000), made)
    draw = np.random.default_rng(1)
    for seed in range(5):
        query = rows(1, seed=100 + seed)[0]
        eligible = np.flatnonzero(draw.random(2000) < share)
        hits = store.reader().search(query, 15, eligible)
        assert hits.ids.tolist() == exact(held, query, 15, set(eligible.tolist()))
        np.testing.assert_allclose(hits.scores, made[hits.ids] @ query, atol=1e-6)
        assert len(hits) == min(15, eligible.size)


def test_none_eligible_none_found_and_all_when_not_said(store: VectorIndex) -> None:
    query = rows(1)[0]
    assert len(store.reader().search(query, 5)) == 0
    store.upsert([4, 9], rows(2))
    reader = store.reader()
    assert len(reader.search(query, 5, np.empty(0, np.int64))) == 0
    assert len(reader.search(query, 5, np.array([77]))) == 0
    assert len(reader.search(query, 0)) == 0
    assert sorted(reader.search(query, 5).ids.tolist()) == [4, 9]


def test_ties_go_by_id_whatever_the_order_of_insertion(store: VectorIndex) -> None:
    one = rows(1)
    for i in (9, 4, 700, 5, 2, 31):
        store.upsert([i], one)
    assert store.reader().search(one[0], 4).ids.tolist() == [2, 4, 5, 9]


def test_a_silent_text_has_a_row_of_zeros(store: VectorIndex) -> None:
    store.upsert([1], np.zeros((1, WIDTH), np.float32))
    assert store.reader().similarities(rows(1)[0], np.array([1])).tolist() == [0.0]


def test_what_is_wrong_is_refused_and_changes_nothing(store: VectorIndex) -> None:
    store.upsert([1], rows(1), sequence=3)
    nan, inf = rows(2), rows(2)
    nan[1, 0], inf[1, 0] = np.nan, np.inf
    for bad in (nan, inf, rows(3), rows(2)[:, 1:], rows(2)[0]):
        with pytest.raises(BadVectors):
            store.upsert([1, 2], bad, sequence=4)
    for ids in ([1, -1], [1, 2**40]):
        with pytest.raises(BadIds):
            store.upsert(ids, rows(2), sequence=4)
        with pytest.raises(BadIds):
            store.remove(ids)
    for query in (nan[1], rows(1)[0][1:]):
        with pytest.raises(BadVectors):
            store.reader().search(query, 3)
        with pytest.raises(BadVectors):
            store.reader().similarities(query, np.array([1]))
    assert (len(store), store.sequence) == (1, 3)
    np.testing.assert_array_equal(store.reader().vectors(np.array([1])), rows(1))


def test_nothing_to_do_is_no_error(store: VectorIndex) -> None:
    store.upsert([], np.empty((0, WIDTH), np.float32))
    assert store.remove([]) == 0
    assert len(store) == 0


@settings(
    deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(seed=st.integers(0, 2**32 - 1))
def test_any_changes_end_as_what_is_left(make: Maker, tmp_path: Path, seed: int) -> None:
    draw = np.random.default_rng(seed)
    store = make(tmp_path)
    truth: dict[int, np.ndarray] = {}
    for step in range(12):
        ids = draw.integers(0, 300, 40)
        if draw.random() < 0.7:
            made = rows(40, seed=step)
            store.upsert(ids, made)
            truth |= dict(zip(ids.tolist(), made, strict=True))
        else:
            gone = set(ids.tolist()) & set(truth)
            assert store.remove(ids) == len(gone)
            for i in gone:
                del truth[i]
    query = rows(1, seed=999)[0]
    assert len(store) == len(truth)
    assert store.reader().search(query, 20).ids.tolist() == exact(truth, query, 20)


def test_readers_see_whole_writes_only(store: VectorIndex) -> None:
    """Each write replaces all ten vectors by ten equal ones: a reader never sees two kinds."""
    kinds = rows(30)
    ids = np.arange(10)
    store.upsert(ids, np.repeat(kinds[:1], 10, axis=0))
    done, torn = threading.Event(), []

    def read() -> None:
        while not done.is_set():
            found = store.reader().vectors(ids)
            if not (found == found[0]).all():
                torn.append(found)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for kind in kinds:
        store.upsert(ids, np.repeat(kind[None], 10, axis=0))
    done.set()
    for reader in readers:
        reader.join()
    assert torn == []


def test_all_can_be_read_through_part_by_part(store: VectorIndex) -> None:
    made = rows(PASSING + 10)
    store.upsert(np.arange(len(made)), made)
    order = np.random.default_rng(3).permutation(len(made))
    parts = list(store.reader().passing(order))
    assert [len(part) for part in parts] == [PASSING, 10]
    np.testing.assert_array_equal(np.concatenate(parts), made[order])
    assert list(store.reader().passing(np.empty(0, np.int64))) == []
    with pytest.raises(KeyError):
        list(store.reader().passing(np.array([1, 10**6])))


# --- of the store in process alone --------------------------------------------------------------


def test_an_old_reader_sees_what_it_saw(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flat_vectors, "BLOCK", 64)
    store = FlatVectors(WIDTH, "f")
    made = rows(100)
    store.upsert(np.arange(100), made)
    reader = store.reader()
    for turn in range(30):
        store.upsert(np.arange(60), rows(60, seed=turn + 1))
        store.upsert(np.arange(1000 + turn, 1400 + turn), rows(400))
    store.remove(np.arange(50))
    assert len(reader) == 100
    np.testing.assert_array_equal(reader.vectors(np.arange(100)), made)
    assert sorted(reader.ids().tolist()) == list(range(100))
    assert np.isnan(reader.similarities(made[0], np.array([1000]))).all()


@pytest.mark.parametrize("left_to_files", [False, True])
def test_holes_are_emptied_and_memory_stays(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, *, left_to_files: bool
) -> None:
    monkeypatch.setattr(flat_vectors, "BLOCK", 64)
    store = FlatVectors(WIDTH, "f", folder=tmp_path if left_to_files else None)
    draw = np.random.default_rng(0)
    truth = {}
    for turn in range(300):
        ids = draw.choice(2000, 50, replace=False)
        made = rows(50, seed=turn)
        store.upsert(ids, made)
        truth |= dict(zip(ids.tolist(), made, strict=True))
    kept = np.array(sorted(truth))
    np.testing.assert_array_equal(
        store.reader().vectors(kept), np.stack([truth[i] for i in kept.tolist()])
    )
    assert store.memory_bytes() < 2 * 2000 * (WIDTH * 4 + 16)


def test_full_blocks_are_left_to_files_that_have_no_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(flat_vectors, "BLOCK", 64)
    left, held = FlatVectors(WIDTH, "f", folder=tmp_path / "here"), FlatVectors(WIDTH, "f")
    made = rows(200)
    for store in (left, held):
        for at in range(0, 200, 40):
            store.upsert(np.arange(at, at + 40), made[at : at + 40])
    files = [block.file for block in left.reader()._blocks]
    assert [file is not None for file in files] == [True, True, True, False]
    assert list((tmp_path / "here").iterdir()) == []
    query, some = rows(1, seed=5)[0], np.array([199, 3, 64, 63, 128])
    np.testing.assert_array_equal(
        left.reader().similarities(query, some), held.reader().similarities(query, some)
    )
    np.testing.assert_array_equal(np.concatenate(list(left.reader().passing(some))), made[some])
    left.save(tmp_path / "vectors")
    again = FlatVectors.load(tmp_path / "vectors", fingerprint="f").reader()
    np.testing.assert_array_equal(again.vectors(np.arange(200)), made)


def test_where_no_file_can_be_written_vectors_stay_in_memory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(flat_vectors, "BLOCK", 64)
    (tmp_path / "a file").write_text("no folder")
    store = FlatVectors(WIDTH, "f", folder=tmp_path / "a file")
    made = rows(200)
    store.upsert(np.arange(200), made)
    np.testing.assert_array_equal(store.reader().vectors(np.arange(200)), made)
    assert [r.getMessage() for r in caplog.records] == ["vectors stay in memory: File exists"]


def test_saved_and_loaded_is_the_same(tmp_path: Path) -> None:
    store = FlatVectors(WIDTH, "f")
    store.upsert(np.arange(500), rows(500), sequence=12)
    store.remove([3])
    store.save(tmp_path / "vectors")
    again = FlatVectors.load(tmp_path / "vectors", fingerprint="f")
    ids = store.reader().ids()
    assert again.sequence == 12
    np.testing.assert_array_equal(again.reader().vectors(ids), store.reader().vectors(ids))
    again.upsert([3, 4], rows(2, seed=8))
    assert len(again) == 500
    with pytest.raises(IndexStale):
        FlatVectors.load(tmp_path / "vectors", fingerprint="another encoder")
    with pytest.raises(IndexDamaged):
        FlatVectors.load(tmp_path / "nothing", fingerprint="f")


def test_rows_are_adopted_where_they_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flat_vectors, "BLOCK", 64)
    made = rows(150)
    made.flags.writeable = False
    store = FlatVectors.adopt(np.arange(150) * 2, made, "f", sequence=5)
    store.upsert([2, 301], rows(2, seed=4))
    query = rows(1, seed=9)[0]
    held = {int(i) * 2: made[i] for i in range(150)}
    held |= {2: rows(2, seed=4)[0], 301: rows(2, seed=4)[1]}
    assert store.reader().search(query, 10).ids.tolist() == exact(held, query, 10)
    assert store.sequence == 5
    with pytest.raises(BadVectors):
        FlatVectors.adopt(np.arange(3), made, "f")
    with pytest.raises(BadIds):
        FlatVectors.adopt(np.array([4, 4]), made[:2], "f")
