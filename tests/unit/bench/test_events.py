"""The count of lost and doubled decisions sees what it is there to see."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

SCHEMA = """
CREATE TABLE account (id INTEGER PRIMARY KEY, login TEXT);
CREATE TABLE offer (id INTEGER PRIMARY KEY, public_id TEXT);
CREATE TABLE decision (account_id INTEGER, offer_id INTEGER, side TEXT);
CREATE TABLE client_command (account_id INTEGER, command_id TEXT);
INSERT INTO account VALUES (1, 'crowd-0001'), (2, 'lina');
INSERT INTO offer VALUES (1, 'first'), (2, 'second');
INSERT INTO decision VALUES (1, 1, 'youth'), (2, 2, 'youth'), (1, 2, 'employer');
INSERT INTO client_command VALUES (1, 'a');
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "small.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
    return path


def run(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def counted(path: Path, decided: list[list[str]]) -> tuple[int, int]:
    from events import lost_and_doubled

    return lost_and_doubled(path, decided)


def test_what_was_told_and_stands_is_neither_lost_nor_doubled(database: Path) -> None:
    assert counted(database, [["crowd-0001", "first", "a"]]) == (0, 0)


def test_what_was_told_and_is_not_there_is_lost(database: Path) -> None:
    told = [["crowd-0001", "first", "a"], ["crowd-0001", "second", "b"]]
    assert counted(database, told) == (2, 0), "the decision, and its command"


def test_a_pair_decided_twice_is_doubled(database: Path) -> None:
    run(database, "INSERT INTO decision VALUES (1, 1, 'youth')")
    assert counted(database, [["crowd-0001", "first", "a"]]) == (0, 1)


def test_a_decision_that_nobody_was_told_of_is_doubled(database: Path) -> None:
    run(database, "INSERT INTO decision VALUES (1, 2, 'youth')")
    assert counted(database, [["crowd-0001", "first", "a"]]) == (0, 1)


def test_a_command_kept_twice_is_doubled(database: Path) -> None:
    run(database, "INSERT INTO client_command VALUES (1, 'a')")
    assert counted(database, [["crowd-0001", "first", "a"]]) == (0, 1)
