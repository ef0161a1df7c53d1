"""Texts and profiles nobody hopes for: each has a decided answer, from the real encoder to the deck."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from myjobmatch.domain.profiles import CandidateProfile, OfferProfile, OfferSkill
from myjobmatch.matching.encoder import Encoder
from myjobmatch.matching.explanation import explain
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.parameters import EngineParameters
from myjobmatch.matching.ranking import Ranking, rank_offers
from myjobmatch.matching.skills import SkillSpace
from myjobmatch.matching.table import OfferTable
from myjobmatch.matching.texts import offer_text

LABELS = (
    "conseiller les clients",
    "x",
    "🚲",
    "قيادة الشاحنات",
    "Водити вантажівку и parler français 你好",
    "a\u0301\u0301\u0301 \u202eedoc\u202c \x00 ‎",
    "é" * 50_000,
)


@pytest.fixture(scope="module")
def space(encoder: Encoder) -> SkillSpace:
    return SkillSpace.build(
        range(1, len(LABELS) + 1), encoder.encode(LABELS), fingerprint=encoder.fingerprint
    )


@pytest.fixture(scope="module")
def index(encoder: Encoder) -> OfferIndex:
    """An offer a label, one without any skill, one of 200 KB, one of 10,000 skills."""
    offers = [
        OfferProfile(offer_id=i, title=label, skills=(OfferSkill(i, essential=True),))
        for i, label in enumerate(LABELS, 1)
    ]
    offers += [
        OfferProfile(offer_id=20, title=""),
        OfferProfile(offer_id=21, title="Vendeur en boulangerie 🥐 " * 8_000),
        OfferProfile(
            offer_id=22,
            title="Tout faire",
            skills=tuple(OfferSkill(i, essential=False) for i in range(1, 10_001)),
        ),
    ]
    texts = [offer_text(offer.title, "", []) for offer in offers]
    assert len(texts[-2].encode()) > 200_000
    made = OfferIndex(encoder.dimensions, encoder.fingerprint)
    made.upsert(offers, encoder.encode(texts), [None] * len(offers))
    return made


def deck(index: OfferIndex, space: SkillSpace, youth: CandidateProfile) -> Ranking:
    ranking = rank_offers(youth, view=index.view(), skills=space, limit=20)
    assert len(ranking.items) == len(index)
    for item in ranking.items:
        assert 0 <= item.score <= 1
    return ranking


def test_every_text_has_a_vector_of_length_one_or_none_at_all(encoder: Encoder) -> None:
    rows = encoder.encode([*LABELS, "", " \n\t", "\ud83dx"])
    assert np.isfinite(rows).all()
    lengths = np.linalg.norm(rows, axis=1)
    assert (np.isclose(lengths, 1, atol=1e-3) | (lengths == 0)).all()
    assert not rows[len(LABELS)].any()
    assert lengths[0] > 0


def test_the_same_text_has_the_same_vector_whatever_is_beside_it(encoder: Encoder) -> None:
    alone = encoder.encode([LABELS[0]])[0]
    beside = encoder.encode([LABELS[-1], LABELS[0], *LABELS])[1]
    np.testing.assert_allclose(alone, beside, atol=1e-6)


@pytest.mark.parametrize("skill_id", range(1, len(LABELS) + 1))
def test_any_one_skill_finds_the_offer_that_asks_for_it(
    index: OfferIndex, space: SkillSpace, skill_id: int
) -> None:
    youth = CandidateProfile(1, skill_ids=(skill_id,))
    ranking = deck(index, space, youth)
    coverage = {item.id: item.breakdown.coverage for item in ranking.items}
    assert coverage[skill_id] == 1.0
    assert coverage[20] is None or coverage[20] < 1


def test_nothing_and_ten_thousand_skills(index: OfferIndex, space: SkillSpace) -> None:
    nobody = deck(index, space, CandidateProfile(1))
    assert [i.breakdown.coverage for i in nobody.items] == [None] * len(index)
    everything = CandidateProfile(1, skill_ids=tuple(range(1, 10_001)))
    full = {item.id: item.breakdown.coverage for item in deck(index, space, everything).items}
    assert full[22] == pytest.approx(1)


def test_bounds_and_order_of_insertion_change_nothing(
    index: OfferIndex, space: SkillSpace, encoder: Encoder
) -> None:
    youth = CandidateProfile(1, skill_ids=(1, 3, 5))
    view = index.view()
    ids = view.columns["offer_id"][np.flatnonzero(view.alive)]
    batch, vectors = view.batch()
    other = OfferIndex(encoder.dimensions, encoder.fingerprint)
    for at in np.random.default_rng(2).permutation(len(index)).tolist():
        one = OfferTable.taken(batch, np.array([at]))
        other.put(one, vectors.vectors(one.columns["offer_id"]))
    tight = EngineParameters(exhaustive_limit=0, first_look=2)
    expected = rank_offers(youth, view=view, skills=space, limit=5)
    found = rank_offers(youth, view=other.view(), skills=space, limit=5, parameters=tight)
    assert found.ids == expected.ids
    assert [i.score for i in found.items] == [i.score for i in expected.items]
    assert set(ids.tolist()) >= set(found.ids)


def test_a_card_of_such_an_offer_is_explained(index: OfferIndex, space: SkillSpace) -> None:
    youth = CandidateProfile(1, skill_ids=(2, 3))
    offer = OfferProfile(
        offer_id=3,
        title="🚲",
        skills=(OfferSkill(3, essential=True), OfferSkill(4, essential=True)),
    )
    [item] = [i for i in deck(index, space, youth).items if i.id == 3]
    told = explain(youth, offer, item.breakdown, skills=space, label=lambda i: LABELS[i - 1])
    assert [match.label for match in told.matched] == ["🚲"]
    silent = replace(offer, skills=())
    told = explain(youth, silent, item.breakdown, skills=space, label=str)
    assert told.matched == told.near == told.missing == ()


FILLS_UP = """
import resource, sys
from pathlib import Path
import numpy as np
from myjobmatch.domain.profiles import OfferProfile
from myjobmatch.matching.index import OfferIndex
from myjobmatch.matching.skills import SkillSpace
from myjobmatch.matching.table import OfferTable

folder = Path(sys.argv[1])
index, space = OfferIndex(64, "f"), SkillSpace.build([1, 2], np.eye(2, 64), fingerprint="f")
put = lambda n: index.upsert([OfferProfile(i, "") for i in range(n)], np.eye(n, 64), [None] * n)
put(50)
index.save(folder / "offers.index")
space.save(folder / "skills.space", made_of="two")
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))  # no file grows beyond a page from now on
put(5_000)
larger = SkillSpace.build(range(1, 500), np.eye(499, 64), fingerprint="f")
for save in (
    lambda: index.save(folder / "offers.index"),
    lambda: larger.save(folder / "skills.space", made_of="more"),
):
    try:
        save()
    except OSError as reason:
        print(reason.errno)
print(len(index.view()))
"""


def test_where_nothing_more_can_be_written_the_old_files_stay_and_memory_goes_on(
    tmp_path: Path,
) -> None:
    """The system itself refuses the bytes, in the middle of the file, as a full disk does."""
    done = subprocess.run(
        [sys.executable, "-c", FILLS_UP, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["27", "27", "5000"]  # EFBIG
    assert len(OfferIndex.load(tmp_path / "offers.index", fingerprint="f")) == 50
    assert len(SkillSpace.load(tmp_path / "skills.space", fingerprint="f", made_of="two")) == 2
    assert {file.name for file in tmp_path.iterdir()} == {"offers.index", "skills.space"}
