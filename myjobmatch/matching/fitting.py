"""Whom an offer fits at all: what the reserved places, the town's week and the operator's view count by."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from myjobmatch.domain.profiles import CandidateProfile
from myjobmatch.matching.arrays import Floats32, Ints16, Ints64
from myjobmatch.matching.exposure import fits
from myjobmatch.matching.offer_minutes import OfferMinutes
from myjobmatch.matching.parameters import DEFAULT_PARAMETERS, EngineParameters
from myjobmatch.matching.ranking import offer_pairs
from myjobmatch.matching.retrieval import complete
from myjobmatch.matching.scoring import score_pairs
from myjobmatch.matching.skills import SkillSpace
from myjobmatch.matching.view import OfferView


def fitting_offers(
    candidate: CandidateProfile,
    *,
    view: OfferView,
    skills: SkillSpace,
    vector: Floats32 | None = None,
    minutes: OfferMinutes | Ints16 | None = None,
    left_out_ids: Sequence[int] = (),
    today: date | None = None,
    parameters: EngineParameters = DEFAULT_PARAMETERS,
) -> Ints64:
    """Ids of the offers that fit a youth: those that may hold a reserved place (`exposure.fits`).

    All pairs that pass the filters are scored. Arguments and errors as of `rank_offers`.
    """
    pairs = offer_pairs(
        candidate,
        view=view,
        skills=skills,
        vector=vector,
        minutes=minutes,
        left_out=left_out_ids,
        today=today,
        parameters=parameters,
    )
    places = np.arange(pairs.size)
    features = complete(pairs, places)
    return pairs.ids(places[fits(features, score_pairs(features, parameters), parameters)])
