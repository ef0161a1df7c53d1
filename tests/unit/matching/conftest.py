"""One town for all tests that only read."""

import pytest

from myjobmatch.matching.skills import SkillSpace
from tests.unit.matching import town as made


@pytest.fixture(scope="session")
def a_town() -> made.Town:
    """Four hundred offers, indexed; tests do not change it."""
    return made.town()


@pytest.fixture(scope="session")
def skills() -> SkillSpace:
    """Sixty skills in families of ten."""
    return made.skill_space()
