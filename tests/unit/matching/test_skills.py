"""Skills by meaning: likeness, coverage, bad catalogues."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from myjobmatch.matching.errors import BadIds, BadVectors
from myjobmatch.matching.skills import (
    LARGEST_NEAR,
    LOWEST_FLOOR,
    SkillSpace,
    measured_floor,
)
from tests.unit.matching.town import (
    FINGERPRINT,
    SKILL_COUNT,
    STEADY,
    HashedWords,
    skill_label,
    skill_space,
)

SPACE = skill_space()
any_skills = st.lists(st.integers(1, SKILL_COUNT + 20), max_size=12)


def test_the_same_skill_is_one_and_only_the_same(skills: SkillSpace) -> None:
    assert skills.similarity(7, 7) == 1.0
    twice = SkillSpace.build([1, 2], np.eye(2)[[0, 0]], fingerprint="f", floor=0.3)
    assert twice.similarity(1, 2) == pytest.approx(LARGEST_NEAR)


def test_likeness_is_the_cosine_above_the_floor(skills: SkillSpace) -> None:
    a, b = HashedWords().encode([skill_label(11), skill_label(12)])
    expected = (float(a @ b) - 0.35) / 0.65 * LARGEST_NEAR
    assert 0 < expected < LARGEST_NEAR
    assert skills.similarity(11, 12) == pytest.approx(expected, abs=1e-5)


def test_likeness_is_the_same_both_ways(skills: SkillSpace) -> None:
    for a in range(1, SKILL_COUNT + 1):
        for near, likeness in skills.near(a):
            assert dict(skills.near(near))[a] == pytest.approx(likeness)


def test_far_skills_are_zero(skills: SkillSpace) -> None:
    near = {i for i, _ in skills.near(5)} | {5}
    cover = skills.cover([5])
    for other in set(range(1, SKILL_COUNT + 1)) - near:
        assert cover.of_one(other) == 0.0


def test_cover_is_the_best_of_the_set_and_names_it(skills: SkillSpace) -> None:
    held = [3, 14, 27, 51]
    cover = skills.cover(held)
    for asked in range(1, SKILL_COUNT + 1):
        each = {mine: skills.similarity(mine, asked) for mine in held}
        assert cover.of_one(asked) == pytest.approx(max(each.values()))
        if cover.of_one(asked) > 0:
            assert each[cover.source(asked)] == pytest.approx(cover.of_one(asked))
        else:
            assert cover.source(asked) == -1


@STEADY
@given(any_skills, st.integers(1, SKILL_COUNT + 20))
def test_one_more_skill_never_covers_less(held: list[int], added: int) -> None:
    asked = np.arange(0, SKILL_COUNT + 40)
    before, after = SPACE.cover(held).of(asked), SPACE.cover([*held, added]).of(asked)
    assert (after >= before).all()


@STEADY
@given(any_skills)
def test_order_and_repetition_do_not_matter(held: list[int]) -> None:
    once, again = SPACE.cover(held), SPACE.cover([*reversed(held), *held])
    assert (once.similarity == again.similarity).all()
    assert (once.by == again.by).all()


def test_unknown_ids_cover_only_themselves(skills: SkillSpace) -> None:
    cover = skills.cover([5_000])
    assert cover.of_one(5_000) == 1.0
    assert np.count_nonzero(cover.similarity) == 1
    assert cover.of(np.array([9_999_999])) == [0.0]
    assert skills.near(5_000) == ()


def test_ten_thousand_skills(skills: SkillSpace) -> None:
    cover = skills.cover(range(1, 10_001))
    assert cover.of(np.arange(1, 10_001)).min() == 1.0


def test_no_skill(skills: SkillSpace) -> None:
    cover = skills.cover([])
    assert cover.empty
    assert not cover.similarity.any()
    assert skills.mean_vector([]) is None


def test_a_skill_without_label_is_near_to_none() -> None:
    vectors = HashedWords().encode(["pain", "", "pain cuit"])
    space = SkillSpace.build([1, 2, 3], vectors, fingerprint=FINGERPRINT, floor=0.1)
    assert space.near(2) == ()
    assert space.similarity(1, 3) > 0
    assert space.mean_vector([2]) is None


def test_an_empty_catalogue_works() -> None:
    space = SkillSpace.build([], np.empty((0, 8), np.float32), fingerprint="f")
    assert len(space) == 0
    assert space.cover([4]).of_one(4) == 1.0


def test_the_floor_is_measured_and_the_same_each_time() -> None:
    draw = np.random.default_rng(3)
    vectors = draw.standard_normal((500, 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    floor = measured_floor(vectors)
    assert LOWEST_FLOOR < floor < 0.9
    assert floor == measured_floor(vectors)
    assert measured_floor(vectors[:1]) == LOWEST_FLOOR


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_vectors_that_are_not_finite_are_refused(value: float) -> None:
    vectors = np.ones((2, 4), np.float32)
    vectors[1, 2] = value
    with pytest.raises(BadVectors):
        SkillSpace.build([1, 2], vectors, fingerprint="f")


def test_wrong_catalogues_are_refused(skills: SkillSpace) -> None:
    with pytest.raises(BadIds):
        SkillSpace.build([1, 1], np.eye(2), fingerprint="f")
    with pytest.raises(BadIds):
        SkillSpace.build([-1, 1], np.eye(2), fingerprint="f")
    with pytest.raises(BadVectors):
        SkillSpace.build([1, 2, 3], np.eye(2), fingerprint="f")
    with pytest.raises(BadIds):
        skills.cover([2**40])
    with pytest.raises(BadVectors):
        skills.check_fingerprint("another")
