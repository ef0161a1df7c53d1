"""What the index takes of the database in bulk is what the profiles, one by one, would give it."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from myjobmatch.db.repositories.indexed import IndexedOffers, KeptVector, OfferFacts
from myjobmatch.domain.enums import ContractKind, ExperienceDemand, Licence, Schedule
from myjobmatch.domain.profiles import OfferProfile, OfferSkill
from myjobmatch.domain.travel import Point
from myjobmatch.matching.batch import OfferBatch
from myjobmatch.services.catalogue_view import CatalogueWords, Names
from myjobmatch.services.found_offers import FoundOffers, laid_out
from tests.unit.matching.town import HashedWords

NOTHING = Names({}, {})
WORDS = CatalogueWords(
    skills=Names({}, {1: "vendre", 2: "encaisser", 3: "nettoyer", 9: "cuire"}),
    aptitudes=NOTHING,
    aptitude_sentences=NOTHING,
    occupations=Names({}, {7: "Vendeur"}),
    near={},
    skills_of={7: (OfferSkill(9, essential=False), OfferSkill(2, essential=False))},
    asked_by={9: (7,), 2: (7,)},
)
BAKER = OfferFacts(
    3, " Boulanger 🥐 ", 7, "cdd", "required", '["b", "am"]', '["night","weekend"]',
    date(2026, 10, 1), 48.6, 2.4, 12, 1.5, 35.0, 12.5,
)  # fmt: skip
SILENT = OfferFacts(
    5, "", 7, "other", "beginner", "[]", "[]", None, None, None, None, None, None, None
)
EMPTY = OfferFacts(
    8, "Agent", None, "cdi", "wished", "[]", "[]", None, None, 2.4, None, 0.25, None, None
)
FOUND = IndexedOffers(
    facts=(BAKER, SILENT, EMPTY),
    skills=((3, 1, True), (3, 2, False), (4, 3, True)),  # 4 is closed: in the range, not open
    aptitudes=(
        (
            3,
            20,
        ),
        (4, 21),
        (8, 22),
    ),
    vectors=(),
)
PROFILES = [
    OfferProfile(
        3, " Boulanger 🥐 ", 7, (OfferSkill(1, True), OfferSkill(2, False)), (20,),
        ContractKind.CDD, ExperienceDemand.REQUIRED, frozenset({Licence.B, Licence.AM}),
        frozenset({Schedule.NIGHT, Schedule.WEEKEND}), date(2026, 10, 1), 1.5, 35.0, 12.5,
    ),
    OfferProfile(5, "", 7, WORDS.skills_of[7], (), ContractKind.OTHER),
    OfferProfile(
        8, "Agent", None, (), (22,), ContractKind.CDI, ExperienceDemand.WISHED, answer_rate=0.25
    ),
]  # fmt: skip


def test_columns_and_lists_are_those_of_the_profiles() -> None:
    batch, texts = laid_out(FOUND, WORDS)
    expected = OfferBatch.of(PROFILES, [Point(48.6, 2.4), None, None], [12, None, None], [True] * 3)
    assert batch.columns.keys() == expected.columns.keys()
    for name, values in expected.columns.items():
        np.testing.assert_array_equal(batch.columns[name], values, err_msg=name)
        assert batch.columns[name].dtype == values.dtype, name
    for mine, theirs in zip(
        (*batch.skills, *batch.aptitudes), (*expected.skills, *expected.aptitudes), strict=True
    ):
        np.testing.assert_array_equal(mine, theirs)
        assert mine.dtype == theirs.dtype
    assert texts == [
        "Boulanger 🥐. Vendeur. vendre. encaisser",
        "Vendeur. cuire. encaisser",
        "Agent",
    ]


def test_nothing_found_is_nothing_to_put() -> None:
    found = FoundOffers.of(IndexedOffers((), (), (), ()), [4, 6], WORDS, HashedWords())
    assert found.gone == [4, 6]
    assert len(found.vectors) == len(found.fresh) == 0


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda kept: kept._replace(text_hash="of another text"),
        lambda kept: kept._replace(vector=kept.vector[:-4]),
        lambda kept: kept._replace(vector=b"\xff" * len(kept.vector)),
    ],
    ids=["another text", "cut", "not numbers"],
)
def test_a_kept_vector_is_taken_when_it_is_sound_and_of_this_text(spoilt: object) -> None:
    encoder = HashedWords()
    first = FoundOffers.of(FOUND, [3, 4, 5, 8], WORDS, encoder)
    assert first.gone == [4]
    assert [i for i, _, _ in first.fresh] == [3, 5, 8]
    kept = [KeptVector(*row) for row in first.fresh]
    again = FoundOffers.of(replace(FOUND, vectors=kept), [3, 5, 8], WORDS, encoder)
    assert again.fresh == []
    np.testing.assert_array_equal(again.vectors, first.vectors)
    damaged = [spoilt(kept[0]), *kept[1:]]  # type: ignore[operator]
    mended = FoundOffers.of(replace(FOUND, vectors=damaged), [3, 5, 8], WORDS, encoder)
    assert [i for i, _, _ in mended.fresh] == [3]
    np.testing.assert_array_equal(mended.vectors, first.vectors)
