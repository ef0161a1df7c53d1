"""What the database says of some offers, on its way into the index."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from myjobmatch.domain.profiles import OfferProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching.index import OfferIndex


@dataclass(frozen=True, slots=True)
class FoundOffers:
    """What the database says of some offers; `fresh` are vectors that it did not have yet."""

    gone: list[int]
    profiles: list[OfferProfile]
    vectors: list[NDArray[np.float32]]
    places: list[Point | None]
    company_ids: list[int | None]
    fresh: list[tuple[int, str, bytes]]

    def put(self, index: OfferIndex) -> None:
        """Into the index, or out of it."""
        if self.gone:
            index.remove(self.gone)
        if self.profiles:
            index.upsert(
                self.profiles, np.stack(self.vectors), self.places, company_ids=self.company_ids
            )


def point_of(latitude: float | None, longitude: float | None) -> Point | None:
    """The place, None when it is not known."""
    return None if latitude is None or longitude is None else Point(latitude, longitude)
