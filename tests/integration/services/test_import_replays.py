"""Replays (hypothesis): whatever file comes again, in any order, encoding and delimiter, nobody is here twice."""

from __future__ import annotations

import asyncio
import shutil
from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from myjobmatch.db.uow import Database
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.youth_import.likeness import Known, Register
from myjobmatch.domain.youth_import.names import name_key
from myjobmatch.domain.youth_import.rows import Person
from tests.conftest import MOMENT
from tests.integration.services.import_desk import open_desk, table

FIRST = ("Léa", "Lea", "LÉA", "Ali", "Zoé", "Jean-Pierre", "Jean Pierre", "Noé")
LAST = ("Martin", "MARTIN", "Ben Saïd", "BEN SAID", "D'Angelo", "Petit", "Durand", "Mendès")
BIRTHS = ("07/03/2005", "2005-03-07", "30/11/2004", "1er août 2006", "")
PHONES = ("", "06 12 34 56 78", "+33612345678", "0700000001")

ROWS = st.lists(
    st.tuples(
        st.sampled_from(LAST),
        st.sampled_from(FIRST),
        st.sampled_from(BIRTHS),
        st.sampled_from(PHONES),
        st.just(""),
        st.just(""),
    ),
    min_size=1,
    max_size=10,
)
SAVED = st.tuples(
    st.sampled_from([";", ",", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
)


@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=ROWS, second=ROWS, saved=SAVED, shuffled=st.randoms(use_true_random=False))
def test_the_same_overlapping_and_reordered_files_bring_nobody_twice(
    sqlite_template: Path, tmp_path_factory, first, second, saved, shuffled
) -> None:
    file = tmp_path_factory.mktemp("replay") / "replay.db"
    shutil.copyfile(sqlite_template, file)
    delimiter, encoding = saved

    async def play() -> None:
        database = Database(f"sqlite:///{file}", FixedClock(MOMENT))
        try:
            desk = await open_desk(database)
            await desk.bring(table(first))
            after_first = await desk.youths()
            again = list(first)
            shuffled.shuffle(again)
            report = await desk.bring(table(again, delimiter=delimiter, encoding=encoding))
            assert "created" not in report
            assert await desk.youths() == after_first

            both = [*second, *first]  # a file that overlaps with the one before
            await desk.bring(table(both, delimiter=delimiter, encoding=encoding))
            after_both = await desk.youths()
            shuffled.shuffle(both)
            for rows in (both, list(second)):
                assert "created" not in await desk.bring(table(rows))
            assert await desk.youths() == after_both
            told = {(name_key(row[1], row[0])) for row in both}
            assert {name_key(*name.split(" ", 1)) for name, _ in after_both} <= told
        finally:
            await database.close()

    asyncio.run(play())
    file.unlink()


PEOPLE = st.builds(
    Person,
    first_name=st.sampled_from(FIRST),
    last_name=st.sampled_from(LAST),
    birth_date=st.sampled_from([date(2005, 3, 7), date(2005, 7, 3), date(2004, 11, 30), None]),
    phone=st.sampled_from(["", "+33612345678", "+33700000001"]),
    dossier=st.sampled_from(["", "", "1", "2"]),
)


@given(people=st.lists(PEOPLE, max_size=12), person=PEOPLE)
def test_whoever_was_taken_in_is_known_for_certain(people: list[Person], person: Person) -> None:
    register = Register()
    for number, each in enumerate([*people, person]):
        known = Known(
            name_key(each.first_name, each.last_name),
            each.birth_date,
            each.phone,
            each.dossier,
            youth_id=number,
        )
        register.add(known, each.content_key)
    found = register.find(person)
    assert found is not None
    assert found.certain


@given(one=PEOPLE, other=PEOPLE)
def test_likeness_is_the_same_both_ways(one: Person, other: Person) -> None:
    def found(here: Person, asked: Person) -> bool | None:
        known = Known(
            name_key(here.first_name, here.last_name),
            here.birth_date,
            here.phone,
            here.dossier,
            youth_id=1,
        )
        likeness = Register([known]).find(asked)
        return None if likeness is None else likeness.certain

    assert found(one, other) == found(other, one)
