"""Whatever holds something of a youth has a fate when they are erased, and is theirs to have unless it says why not."""

from __future__ import annotations

import pytest
from sqlalchemy import inspect, select

from myjobmatch.db.base import Base, table_of
from myjobmatch.db.personal import HELD, ROOTS, Fate, Held, Whose
from tests.integration.services import youth_data

OF_OTHERS = {
    "action_batch": "what an advisor did at once: their account and a moment",
    "broadcast": "an advisor's words to many",
    "change": "numbers",
    "outbox_event": "numbers of what happened",
    "portfolio_transfer": "who answers for whose youths",
    "sign_in_attempt": "a digest, for a quarter of an hour",
    "youth_import": "the file as a whole: whose rows are apart",
    "youth_legal_hold": "what the law makes one keep after the erasure",
}
_MODELS = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}


def test_every_table_of_youths_has_a_fate() -> None:
    named = {held.model.__tablename__ for held in HELD}
    roots = {model.__tablename__ for model in ROOTS}
    assert named | roots | set(OF_OTHERS) == set(youth_data.COLUMNS)
    assert not named & (roots | set(OF_OTHERS))
    assert len(named) == len(HELD)


def test_whatever_refers_to_a_youth_is_among_them() -> None:
    named = {held.model.__tablename__ for held in HELD} | set(OF_OTHERS)
    referring = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "youth"
    }
    assert referring <= named


@pytest.mark.parametrize("held", HELD, ids=lambda held: held.model.__tablename__)
def test_what_it_names_is_there(held: Held) -> None:
    columns = {column.name for column in table_of(held.model).columns}
    assert set(held.emptied) <= columns
    keys = {"id", "youth_id", "account_id"}
    assert (held.left_out or frozenset()) - keys <= columns
    assert str(select(held.model).where(held.rows(Whose(1, 2))))
    assert inspect(held.model) is not None


def test_what_goes_is_deleted_after_what_hangs_on_it() -> None:
    """Else a row of somebody else would go with it unseen, or its own rows would not be found any more."""
    going = [held for held in HELD if held.fate is Fate.GONE]
    order = {held.model.__tablename__: place for place, held in enumerate(going)}
    for name, place in order.items():
        for key in table_of(_MODELS[name]).foreign_keys:
            on = key.column.table.name
            if on in order and on != name and key.ondelete == "CASCADE":
                assert place < order[on], f"{name} hangs on {on}"
