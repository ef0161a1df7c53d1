"""Links of the catalogue in memory."""

from __future__ import annotations

from myjobmatch.db.repositories.catalogue import LabelRow
from myjobmatch.domain.enums import LabelKind
from myjobmatch.services.catalogue_view import CatalogueRows, CatalogueWords

CLEANS, WASHES, DRIVES, COUNTS, SMILES, LIFTS = 1, 2, 3, 4, 5, 6
ASKED = {
    10: (CLEANS, WASHES, SMILES),
    11: (CLEANS, WASHES, LIFTS),
    12: (DRIVES, COUNTS, SMILES),
    13: (COUNTS, SMILES),
}


def words() -> CatalogueWords:
    labels = [LabelRow(i, "fr", LabelKind.PREFERRED, f"skill {i}") for i in range(1, 7)]
    links = [(occupation, skill, True) for occupation, skills in ASKED.items() for skill in skills]
    return CatalogueWords.of(CatalogueRows(labels, [], [], links, []))


def test_what_goes_with_the_skills_held_comes_first() -> None:
    found = words().together_with([CLEANS, WASHES], most=10)
    # lifting is asked for by one occupation of which all else is held; smiling by three
    assert found[:2] == (LIFTS, SMILES)
    assert not {CLEANS, WASHES} & set(found)


def test_nothing_goes_with_nothing_or_with_an_unknown_skill() -> None:
    assert words().together_with([], most=10) == ()
    assert words().together_with([999], most=10) == ()


def test_no_more_than_asked_for() -> None:
    assert len(words().together_with([CLEANS, COUNTS], most=1)) == 1
