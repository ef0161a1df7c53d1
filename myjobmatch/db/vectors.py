"""Vectors in PostgreSQL with pgvector, for many processes and machines: exact, among ids that are named.

The tables are in a schema of their own, made on first use and by no migration, so that a database
without the extension is whole. A space holds the vectors of one kind of things by one encoder;
vectors of another encoder are in another space and never compared with these.

All of it blocks: for threads. Ids and vectors travel in PostgreSQL's binary form both ways, made and read
by NumPy as a whole: a Python object for each number would cost more than the search.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import psycopg
import sqlalchemy
from numpy.typing import NDArray
from psycopg.adapt import Dumper
from psycopg.pq import Format
from sqlalchemy import URL, Connection, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.pool import NullPool

ROWS_AT_ONCE = 8192
"""So many vectors a statement: 8 MiB at 256 dimensions."""

CONNECT_WITHIN_S = 5
LOCK = 0x6D6A6D76
"""Of the advisory lock under which the tables are made."""

_TABLES = """
CREATE SCHEMA IF NOT EXISTS shared_vectors;
CREATE TABLE IF NOT EXISTS shared_vectors.spaces (
    space integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind text NOT NULL,
    fingerprint text NOT NULL,
    dimensions integer NOT NULL,
    sequence bigint NOT NULL DEFAULT 0,
    UNIQUE (kind, fingerprint)
);
CREATE TABLE IF NOT EXISTS shared_vectors.held (
    space integer NOT NULL REFERENCES shared_vectors.spaces ON DELETE CASCADE,
    id integer NOT NULL,
    vector vector NOT NULL,
    PRIMARY KEY (space, id)
);
"""

_HERE = "SELECT to_regclass('shared_vectors.held') IS NOT NULL"

_SPACE = """
INSERT INTO shared_vectors.spaces (kind, fingerprint, dimensions)
VALUES (:kind, :fingerprint, :dimensions) ON CONFLICT DO NOTHING
"""

_SPACE_OF = """
SELECT space, dimensions, CAST(CAST('vector' AS regtype) AS oid) AS vector_type
FROM shared_vectors.spaces WHERE kind = :kind AND fingerprint = :fingerprint
"""

_BEGIN_WRITE = """
UPDATE shared_vectors.spaces SET sequence = GREATEST(sequence, :sequence) WHERE space = :space
"""

_PUT = """
INSERT INTO shared_vectors.held (space, id, vector)
SELECT :space, given.id, given.vector
FROM unnest(CAST(:ids AS bigint[]), CAST(:vectors AS vector[])) AS given(id, vector)
ON CONFLICT (space, id) DO UPDATE SET vector = excluded.vector
WHERE held.vector <> excluded.vector
"""

_ASKED = """
FROM unnest(CAST(:ids AS bigint[])) WITH ORDINALITY AS asked(id, place)
JOIN shared_vectors.held ON held.space = :space AND held.id = asked.id
"""

_PLACE = "int4send(CAST(asked.place - 1 AS integer))"

_PRODUCT = "-(held.vector <#> CAST(:query AS vector))"

_PRODUCTS = f"""
SELECT string_agg({_PLACE} || float4send(CAST({_PRODUCT} AS real)), CAST('' AS bytea)) {_ASKED}
"""

_ROWS = f"SELECT string_agg({_PLACE} || vector_send(held.vector), CAST('' AS bytea)) {_ASKED}"

_BEST = "ORDER BY product DESC, held.id LIMIT :k"
_FIND = f"SELECT held.id, {_PRODUCT} AS product"
_ALL = "FROM shared_vectors.held WHERE held.space = :space"
_NEAREST = f"{_FIND} {_ALL} {_BEST}"
_NEAREST_AMONG = f"{_FIND} {_ASKED} {_BEST}"

_DROP = """
DELETE FROM shared_vectors.held WHERE space = :space AND id = ANY(CAST(:ids AS bigint[]))
"""

_PLACED_PRODUCT = np.dtype([("place", ">i4"), ("product", ">f4")])
_SIZED_ID = np.dtype([("size", ">i4"), ("id", ">i8")])
_BIGINT = 20
"""The type's number in every PostgreSQL."""

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class VectorsOutOfReach(Exception):
    """The server does not answer, or has no pgvector."""


class OtherWidth(Exception):
    """The space is there already, with vectors of another width."""


class VectorDatabase:
    """The vectors that a PostgreSQL server keeps; opens nothing until it is asked."""

    def __init__(self, url: str) -> None:
        """Of the database at this SQLAlchemy URL, whichever its driver."""
        self._url = psycopg_url(url)
        self._engine = sqlalchemy.create_engine(
            self._url,
            hide_parameters=True,
            pool_pre_ping=True,
            pool_size=8,
            max_overflow=8,
            # plans are made for the ids at hand, and nothing is left on a connection that is shared
            connect_args={"connect_timeout": CONNECT_WITHIN_S, "prepare_threshold": None},
        )
        event.listen(self._engine, "connect", _as_we_use_it)

    def space(self, kind: str, fingerprint: str, dimensions: int) -> "VectorSpace":
        """The space of these things by this encoder, made where there is none, tables included.

        Raises:
            VectorsOutOfReach: the server does not answer, has no pgvector, or lets us make nothing.
            OtherWidth: it holds vectors of other dimensions.
        """
        self._make_tables()
        named = {"kind": kind, "fingerprint": fingerprint, "dimensions": dimensions}
        with answering(), self._engine.begin() as connection:
            connection.execute(text(_SPACE), named)
            found = connection.execute(text(_SPACE_OF), named).one()
        if found.dimensions != dimensions:
            msg = f"the space is {found.dimensions} wide, not {dimensions}"
            raise OtherWidth(msg)
        return VectorSpace(self._engine, found.space, dimensions, found.vector_type)

    def _make_tables(self) -> None:
        plain = sqlalchemy.create_engine(
            self._url,
            poolclass=NullPool,
            connect_args={"connect_timeout": CONNECT_WITHIN_S},
        )
        try:
            with plain.begin() as connection:
                if connection.execute(text(_HERE)).scalar_one():
                    return
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
                connection.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
                connection.execute(text(_TABLES))
        except SQLAlchemyError as reason:
            msg = f"no vectors in this database: {getattr(reason, 'orig', reason)}"
            raise VectorsOutOfReach(msg) from reason

    def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        self._engine.dispose()


class VectorSpace:
    """The vectors of one kind of things by one encoder. Any number of readers and writers, in threads.

    Every method raises `VectorsOutOfReach` when the server does not answer. Callers have checked
    ids, shapes and finiteness.
    """

    def __init__(
        self, engine: sqlalchemy.Engine, space: int, dimensions: int, vector_type: int
    ) -> None:
        """The space of this number; `vector_type` is the number of pgvector's type on this server."""
        self._writes = engine
        self._reads = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._space = space
        self._vector_type = vector_type
        vector = [("width", ">u2"), ("unused", ">u2"), ("values", ">f4", (dimensions,))]
        self._placed = np.dtype([("place", ">i4"), *vector])
        self._sized = np.dtype([("size", ">i4"), *vector])

    def count(self) -> int:
        """How many vectors there are."""
        return int(self._one("SELECT count(*) FROM shared_vectors.held WHERE space = :space"))

    def sequence(self) -> int:
        """The last change of the database that any process took in."""
        return int(self._one("SELECT sequence FROM shared_vectors.spaces WHERE space = :space"))

    def put(self, ids: Ints, vectors: Floats, sequence: int | None) -> None:
        """Add or replace, all or nothing; distinct ids, vectors of shape (n, dimensions).

        What is there already is not written again: each process brings the same.
        """
        with self._writing(sequence) as connection:
            for at in range(0, ids.size, ROWS_AT_ONCE):
                part = slice(at, at + ROWS_AT_ONCE)
                given = _array(self._vector_type, self._vectors(vectors[part]))
                self._do(connection, _PUT, ids=_ids(ids[part]), vectors=given)

    def drop(self, ids: Ints, sequence: int | None) -> int:
        """Forget these ids; how many were there."""
        with self._writing(sequence) as connection:
            return int(self._do(connection, _DROP, ids=_ids(ids)).rowcount)

    def advance(self, sequence: int) -> None:
        """Record that all changes up to this one are in; never goes back."""
        with self._writing(sequence):
            pass

    def products(self, query: Floats, ids: Ints) -> tuple[Ints, Floats]:
        """Places in `ids` that are known, in no order, and their inner products, by the server."""
        packed = self._one(_PRODUCTS, query=self._query(query), ids=_ids(ids))
        rows = np.frombuffer(packed or b"", _PLACED_PRODUCT)
        return rows["place"].astype(np.int64), rows["product"].astype(np.float32)

    def nearest(self, query: Floats, k: int, among: Ints | None) -> tuple[Ints, Floats]:
        """Ids and inner products of the `k` best (among these distinct ids), ties by id."""
        told: dict[str, Any] = {"query": self._query(query), "k": k}
        if among is not None:
            told["ids"] = _ids(among)
        statement = _NEAREST if among is None else _NEAREST_AMONG
        with answering(), self._reads.connect() as connection:
            rows = self._do(connection, statement, **told).all()
        ids, products = ([row[at] for row in rows] for at in (0, 1))
        return np.array(ids, np.int64), np.array(products, np.float32)

    def rows(self, ids: Ints) -> tuple[Ints, Floats]:
        """Places in `ids` that are known, in no order, and their vectors, as of one moment."""
        places, vectors = [np.empty(0, np.int64)], [np.empty(0, self._placed)["values"]]
        together = self._writes.execution_options(isolation_level="REPEATABLE READ")
        with answering(), together.connect() as connection:
            for at in range(0, ids.size, ROWS_AT_ONCE):
                part = _ids(ids[at : at + ROWS_AT_ONCE])
                packed = self._do(connection, _ROWS, ids=part).scalar_one()
                rows = np.frombuffer(packed or b"", self._placed)
                places.append(rows["place"].astype(np.int64) + at)
                vectors.append(rows["values"])
        return np.concatenate(places), np.concatenate(vectors).astype(np.float32)

    def _vectors(self, vectors: Floats) -> NDArray[np.void]:
        """As pgvector takes them, each after its size in bytes."""
        rows = np.zeros(len(vectors), self._sized)
        rows["size"] = self._sized.itemsize - 4
        rows["width"] = vectors.shape[1]
        rows["values"] = vectors
        return rows

    def _query(self, query: Floats) -> "Packed":
        return Packed(self._vectors(query[None]).tobytes()[4:])

    @contextmanager
    def _writing(self, sequence: int | None) -> Iterator[Connection]:
        """A transaction that holds the space's row: writers follow each other, and none deadlock."""
        with answering(), self._writes.begin() as connection:
            self._do(connection, _BEGIN_WRITE, sequence=sequence)
            yield connection

    def _one(self, statement: str, **told: Any) -> Any:
        with answering(), self._reads.connect() as connection:
            return self._do(connection, statement, **told).scalar_one()

    def _do(self, connection: Connection, statement: str, **told: Any) -> Any:
        return connection.execute(text(statement), {"space": self._space} | told)


def psycopg_url(url: str) -> URL:
    """The same database by psycopg: asyncpg says `ssl` where psycopg says `sslmode`."""
    parsed = make_url(url).set(drivername="postgresql+psycopg")
    query = {"sslmode" if name == "ssl" else name: told for name, told in parsed.query.items()}
    return parsed.set(query=query)


@contextmanager
def answering() -> Iterator[None]:
    """Say in our words that the server is out of reach.

    Raises:
        VectorsOutOfReach: a connection could not be made, was cut or was not free in time.
    """
    try:
        yield
    except (OperationalError, InterfaceError, NoConnectionFree, psycopg.OperationalError) as reason:
        msg = f"the vectors' server does not answer: {getattr(reason, 'orig', reason)}"
        raise VectorsOutOfReach(msg) from reason


class Packed:
    """A parameter in PostgreSQL's binary form; the statement casts it, so that its type is known."""

    def __init__(self, data: bytes) -> None:
        """Exactly these bytes."""
        self.data = data


class PackedDumper(Dumper):
    """Hands the bytes of `Packed` over as they are."""

    format = Format.BINARY

    def dump(self, obj: Packed) -> bytes:
        """The bytes."""
        return obj.data


def _ids(ids: Ints) -> Packed:
    rows = np.empty(ids.size, _SIZED_ID)
    rows["size"], rows["id"] = 8, ids
    return _array(_BIGINT, rows)


def _array(element: int, rows: NDArray[np.void]) -> Packed:
    """PostgreSQL's one-dimensional array: dimensions, nulls, type; then length and first index."""
    if not rows.size:
        return Packed(np.array([0, 0, element], ">u4").tobytes())
    return Packed(np.array([1, 0, element, rows.size, 1], ">u4").tobytes() + rows.tobytes())


def _as_we_use_it(connection: psycopg.Connection[Any], _record: object) -> None:
    connection.adapters.register_dumper(Packed, PackedDumper)
    connection.autocommit = True
    connection.execute("SET jit = off")  # it compiles for longer than these statements run
    connection.autocommit = False
