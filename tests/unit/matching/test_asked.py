"""An offer's skills seen from many people: the figures of `SkillSpace.cover`, to the last bit."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.domain.profiles import OfferSkill
from myjobmatch.matching.asked import TOGETHER, Asked
from myjobmatch.matching.candidate_table import CandidateBatch
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS as FIGURES
from myjobmatch.matching.ragged import RaggedRows
from tests.unit.matching import town as made
from tests.unit.matching.town import STEADY

SKILLS = made.skill_space(None)
ids = st.integers(0, 2 * made.SKILL_COUNT) | st.just(40_000_000)
asked = st.lists(st.builds(OfferSkill, st.integers(0, 2 * made.SKILL_COUNT), st.booleans()))


@STEADY
@given(asked, st.lists(ids, max_size=12))
def test_one_person_covers_what_they_cover_of_everything(
    wanted: list[OfferSkill], held: list[int]
) -> None:
    theirs, ours = SKILLS.cover(held), Asked(SKILLS, wanted).cover(held)
    for skill in wanted:
        assert ours.of_one(skill.skill_id) == theirs.of_one(skill.skill_id)
        assert ours.source(skill.skill_id) == theirs.source(skill.skill_id)
    assert (ours.of_one(9_999_999), ours.source(9_999_999)) == (0.0, -1)


@STEADY
@given(st.integers(0, 2**32 - 1), st.integers(0, 3 * TOGETHER))
def test_shares_are_the_weighted_means_of_the_likenesses(seed: int, count: int) -> None:
    draw = np.random.default_rng(seed)
    wanted = [OfferSkill(int(i), bool(draw.random() < 0.5)) for i in draw.integers(0, 90, count)]
    people = [made.candidate(draw, i) for i in range(30)]
    batch = CandidateBatch.of(people, [None] * 30)
    held = RaggedRows.of(*batch.lists["skill"], batch.columns["skill_count"])
    rows = np.flatnonzero(draw.random(30) < 0.7)
    shares = Asked(SKILLS, wanted).shares(held, rows)
    essential: dict[int, bool] = {}
    for skill in wanted:
        essential[skill.skill_id] = essential.get(skill.skill_id, False) or skill.essential
    for share, row in zip(shares.tolist(), rows.tolist(), strict=True):
        cover = SKILLS.cover(people[row].skill_ids)
        weights = {i: 1.0 if e else FIGURES.wished_weight for i, e in essential.items()}
        total = sum(weight * cover.of_one(i) for i, weight in weights.items())
        assert share == pytest.approx(total / max(sum(weights.values()), 1e-9), rel=1e-6)
