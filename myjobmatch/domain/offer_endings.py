"""How an offer ends, and what that ends with it."""

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum

from myjobmatch.domain.activity import ActivityKind
from myjobmatch.domain.enums import MatchStatus, OfferStatus

LONGEST_PAUSE = timedelta(days=30)
"""An offer that rests for longer without a touch is put away: who likes it need not wait."""


class Ending(StrEnum):
    """What ended an offer: someone was found, its time, its company, its feed, or too long a pause."""

    FILLED = "filled"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    GONE = "gone"
    RESTED = "rested"


STATUS_AFTER: Mapping[Ending, OfferStatus] = {
    Ending.FILLED: OfferStatus.FILLED,
    Ending.EXPIRED: OfferStatus.EXPIRED,
    Ending.WITHDRAWN: OfferStatus.WITHDRAWN,
    Ending.GONE: OfferStatus.WITHDRAWN,
    Ending.RESTED: OfferStatus.WITHDRAWN,
}

LOGGED_AS: Mapping[OfferStatus, ActivityKind] = {
    OfferStatus.FILLED: ActivityKind.OFFER_FILLED,
    OfferStatus.EXPIRED: ActivityKind.OFFER_EXPIRED,
    OfferStatus.WITHDRAWN: ActivityKind.OFFER_WITHDRAWN,
}

WAITING = frozenset({MatchStatus.MUTUAL, MatchStatus.CONSENT_ASKED})
"""Matches in which nobody knows the other yet: they end with the offer, whatever ends it."""

ENDS_TALKS = frozenset({Ending.FILLED, Ending.WITHDRAWN})
"""The employer decided: those in touch are done too. An advert's time says nothing of people who talk."""
