"""Who is seen on this installation: the operator's view of what the evaluation measures in a town."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import numpy as np

from myjobmatch.db.aside import off_loop
from myjobmatch.db.uow import UnitOfWork
from myjobmatch.domain.actor import SYSTEM, Actor
from myjobmatch.domain.clock import paris_day
from myjobmatch.domain.enums import Side
from myjobmatch.domain.permissions import is_system, is_system_or_administrator
from myjobmatch.matching.arrays import Ints64
from myjobmatch.matching.exposure import DAYS, Views
from myjobmatch.matching.fitting import fitting_offers
from myjobmatch.matching.gini import gini
from myjobmatch.services.application import Application
from myjobmatch.services.building import service
from myjobmatch.services.decks import barred_offers
from myjobmatch.services.matching_runtime import MatchingRuntime

MOST_TOLD = 20
"""So many offers that nobody was shown are named."""

FEWEST_PEOPLE = 5
"""Fewer people than this are not counted to anybody's face."""


@dataclass(frozen=True, slots=True)
class WaitingOffer:
    """A published offer that fits somebody and was on nobody's deck for a week."""

    id: str
    title: str
    published_days: int | None


@dataclass(frozen=True, slots=True)
class OffersSeen:
    """Of the published offers; shares and the Gini coefficient of those that fit a youth.

    `seen_share`: on a youth's deck in the last week; `decided_share`: decided on by a youth, who has
    therefore looked at it. `longest_wait_days`: since publication, of those not on any deck; 0 of none.
    """

    open_count: int
    fitting_count: int
    seen_share: float
    decided_share: float
    gini: float
    unseen_count: int
    longest_wait_days: int
    waiting: tuple[WaitingOffer, ...]


@dataclass(frozen=True, slots=True)
class YouthsSeen:
    """Of the youths who may be shown to employers: counts only. None: fewer than five, not told."""

    searching_count: int | None
    fitting_count: int | None
    seen_share: float | None
    gini: float | None
    unseen_count: int | None


@dataclass(frozen=True, slots=True)
class ExposureReport:
    """The last seven days, today included."""

    offers: OffersSeen
    youths: YouthsSeen


async def look_at_exposure(app: Application, actor: Actor = SYSTEM) -> ExposureReport:
    """Bring the engine up to date, and answer `exposure_report`."""
    await app.matching.refresh()
    return await app.run(exposure_report, actor, None, app.matching)


@service(is_system_or_administrator, writes=False)
async def exposure_report(
    _actor: Actor, _command: None, uow: UnitOfWork, matching: MatchingRuntime
) -> ExposureReport:
    """Who was seen in the last week, of those who fit somebody.

    Every youth is scored with every offer in reach: seconds for a thousand youths.
    """
    now = uow.clock.now()
    showable_at = await uow.exposures.showable_at(now)
    searching = await uow.youths.searching()
    fitted, fitting = await _who_fits(searching, uow, matching)
    decided = await uow.exposures.decided_since(now - timedelta(DAYS))
    known = [offer for offer in showable_at if offer.id in fitted]
    views = _views(matching.shown.of(Side.YOUTH), [offer.id for offer in known])
    waiting = [offer for offer, count in zip(known, views.tolist(), strict=True) if not count]
    days = [(now - o.published_at).days if o.published_at else None for o in waiting]
    return ExposureReport(
        OffersSeen(
            open_count=len(showable_at),
            fitting_count=len(known),
            seen_share=_share(int(np.count_nonzero(views)), len(known)),
            decided_share=_share(sum(offer.id in decided for offer in known), len(known)),
            gini=gini(views),
            unseen_count=len(waiting),
            longest_wait_days=max((day for day in days if day is not None), default=0),
            waiting=tuple(
                WaitingOffer(offer.public_id, offer.title, day)
                for offer, day in list(zip(waiting, days, strict=True))[:MOST_TOLD]
            ),
        ),
        _youths(len(searching), fitting, matching.shown.of(Side.EMPLOYER)),
    )


@service(is_system)
async def forget_old_views(_actor: Actor, _command: None, uow: UnitOfWork) -> None:
    """Drop the views that count no longer."""
    await uow.exposures.forget_before(paris_day(uow.clock.now()) - timedelta(DAYS))


async def _who_fits(
    searching: Sequence[int], uow: UnitOfWork, matching: MatchingRuntime
) -> tuple[set[int], list[int]]:
    """Offers that fit one of these who has not decided on them, and the youths whom such an offer fits."""
    view, today = matching.offers.view(), paris_day(uow.clock.now())
    figures = matching.parameters
    offers: set[int] = set()
    youths: list[int] = []
    profiles = await uow.youths.candidate_profiles(searching)
    lawful = await uow.youths.lawful_facts(searching)
    for youth_id, told in profiles.items():
        profile, facts = matching.with_near(told), lawful.get(youth_id)
        left_out = [
            *await uow.decisions.decided_offers(youth_id),
            *await barred_offers(facts, uow),
        ]
        vector = await matching.candidate_vector(profile)
        minutes = await off_loop(
            partial(
                matching.travel.minutes_in_reach,
                view,
                facts.home if facts else None,
                profile.modes,
                within=figures.hard_minutes(profile.max_minutes),
            )
        )
        found = await off_loop(
            partial(
                fitting_offers,
                profile,
                view=view,
                skills=matching.catalogue.space,
                vector=vector,
                minutes=minutes,
                left_out_ids=left_out,
                today=today,
                parameters=figures,
            )
        )
        offers.update(found.tolist())
        if found.size:
            youths.append(youth_id)
    return offers, youths


def _youths(searching: int, fitting: Collection[int], views: Views) -> YouthsSeen:
    counts = _views(views, fitting)
    seen = int(np.count_nonzero(counts))
    unseen = len(fitting) - seen
    told = unseen == 0 or unseen >= FEWEST_PEOPLE
    return YouthsSeen(
        searching_count=_told(searching),
        fitting_count=_told(len(fitting)),
        seen_share=_share(seen, len(fitting)) if told and len(fitting) >= FEWEST_PEOPLE else None,
        gini=gini(counts) if len(fitting) >= FEWEST_PEOPLE else None,
        unseen_count=unseen if told else None,
    )


def _told(people: int) -> int | None:
    return people if people == 0 or people >= FEWEST_PEOPLE else None


def _views(views: Views, ids: Iterable[int]) -> Ints64:
    return views.of(np.array(list(ids), np.int64)).astype(np.int64)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0
