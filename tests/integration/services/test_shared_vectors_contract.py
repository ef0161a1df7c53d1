"""What every `VectorIndex` promises, asked of the one in PostgreSQL: the contract's own tests, again.

All of them that take a `store` or a way to `make` one, with these fixtures in the place of theirs.
"""

from collections.abc import Iterator
from inspect import signature
from itertools import count
from pathlib import Path

import pytest

from myjobmatch.db.vectors import VectorDatabase
from myjobmatch.matching.vector_index import VectorIndex
from myjobmatch.services.shared_vectors import SharedVectors
from tests.unit.matching import test_vector_index_contract as contract

CONTRACT = {
    name: test
    for name, test in vars(contract).items()
    if name.startswith("test_") and {"store", "make"} & set(signature(test).parameters)
}
globals().update(CONTRACT)

numbers = count(1)


@pytest.fixture(scope="module")
def vectors(vector_server: str) -> Iterator[VectorDatabase]:
    database = VectorDatabase(vector_server)
    yield database
    database.close()


@pytest.fixture
def make(vectors: VectorDatabase) -> contract.Maker:
    def empty(_folder: Path) -> VectorIndex:
        return SharedVectors.opened(vectors, f"contract {next(numbers)}", contract.WIDTH, "f")

    return empty


@pytest.fixture
def store(make: contract.Maker, tmp_path: Path) -> VectorIndex:
    return make(tmp_path)


def test_the_contract_is_here() -> None:
    assert {
        "test_search_is_exact_among_the_eligible",
        "test_readers_see_whole_writes_only",
        "test_what_is_wrong_is_refused_and_changes_nothing",
    } <= CONTRACT.keys()
