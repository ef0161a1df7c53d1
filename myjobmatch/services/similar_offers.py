"""Open offers that are like one that is over: where its old link leads next."""

from dataclasses import dataclass

import numpy as np

from myjobmatch.db.aside import off_loop
from myjobmatch.db.models import Offer
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import Actor
from myjobmatch.domain.enums import ContractKind
from myjobmatch.domain.errors import Invalid
from myjobmatch.domain.ids import checked_public_id
from myjobmatch.domain.permissions import is_anyone
from myjobmatch.domain.profiles import OfferProfile
from myjobmatch.domain.travel import Point
from myjobmatch.matching.arrays import Floats32
from myjobmatch.matching.view import OfferView
from myjobmatch.services.building import service
from myjobmatch.services.decisions import NEVER_SHOWN
from myjobmatch.services.matching_runtime import MatchingRuntime

SHOWN = 3
LOOKED_AT = 24
"""Some of the nearest may have ended since the index was brought up to date."""

WITHIN_KM = 40.0
LEAST_LIKE = 0.45
"""The cosine below which an offer is another trade: measured on the demonstration's offers."""


@dataclass(frozen=True, slots=True)
class SimilarOffer:
    """An open offer, as a link to it."""

    id: str
    title: str
    company: str
    place: str
    contract: ContractKind


@service(is_anyone, writes=False)
async def similar_offers(
    _actor: Actor, public_id: str, uow: UnitOfWork, matching: MatchingRuntime
) -> list[SimilarOffer]:
    """Open offers near an offer that was published once, the most alike first; empty while the engine loads."""
    try:
        offer = await uow.offers.by_public_id(checked_public_id(public_id))
    except Invalid:
        return []
    if offer is None or offer.status in NEVER_SHOWN or not matching.ready:
        return []
    profile: OfferProfile = matching.complete((await uow.offers.profiles([offer.id]))[offer.id])
    vector = await matching.offer_vector(profile)
    nearest = await off_loop(_nearest, matching.offers.view(), vector, offer)
    still_open = await uow.offers.still_open(nearest, uow.clock.now())
    shown = [id_ for id_ in nearest if id_ in still_open and id_ != offer.id]
    rows = await uow.offers.rows(shown)
    found: list[SimilarOffer] = []
    said: set[tuple[str, str, str]] = set()
    for id_ in shown:
        row = rows[id_]
        words = (row.offer.title, row.company_name, row.offer.place)
        if words not in said:
            said.add(words)
            found.append(SimilarOffer(row.offer.public_id, *words, row.offer.contract))
    return found[:SHOWN]


def _nearest(view: OfferView, vector: Floats32, offer: Offer) -> list[int]:
    """Ids of the offers nearest by meaning, within reach where the place is known."""
    if offer.latitude is None or offer.longitude is None:
        rows = np.arange(view.rows)
    else:
        rows = view.places.near(Point(offer.latitude, offer.longitude), WITHIN_KM)
    rows = view.living(rows)
    if not rows.size:
        return []
    alike = view.meaning(vector, rows)
    order = np.argsort(-alike, kind="stable")[:LOOKED_AT]
    kept = rows[order[alike[order] >= LEAST_LIKE]]
    return [int(id_) for id_ in view.columns["offer_id"][kept]]
