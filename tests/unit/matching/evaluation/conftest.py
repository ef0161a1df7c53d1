"""What the town's tests share."""

import pytest

from myjobmatch.matching.encoder import load_encoder
from myjobmatch.matching.evaluation.town.catalogue import read_town_catalogue
from myjobmatch.matching.evaluation.town.profiles import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The product's search over the demonstration's catalogue."""
    return Reader(read_town_catalogue(), load_encoder(None))
