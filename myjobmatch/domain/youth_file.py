"""A youth's file as those who accompany them read it."""

from dataclasses import dataclass
from datetime import date, datetime

from myjobmatch.domain.enums import FollowUp, Scheme


@dataclass(frozen=True, slots=True)
class YouthHead:
    """Who it is about: what stands above every section. `own` tells whether the reader is their advisor."""

    id: str
    name: str
    birth_date: date | None
    phone: str
    email: str
    commune: str
    postcode: str
    scheme: Scheme
    follow_up: FollowUp
    dossier: str
    advisor: str
    has_account: bool
    last_active_at: datetime | None
    own: bool
