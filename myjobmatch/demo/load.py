"""Loading the demonstration: once, in one transaction; running it again changes nothing."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from myjobmatch.db.uow import UnitOfWork, UowFactory
from myjobmatch.demo.accounts import DEMO_PASSWORD
from myjobmatch.demo.catalogue.reader import read_catalogue
from myjobmatch.demo.load_answers import load_answers
from myjobmatch.demo.load_appointments import load_appointments
from myjobmatch.demo.load_catalogue import load_catalogue
from myjobmatch.demo.load_companies import load_companies
from myjobmatch.demo.load_continuity import load_continuity
from myjobmatch.demo.load_fse import load_fse
from myjobmatch.demo.load_immersions import load_immersions
from myjobmatch.demo.load_imports import load_imports
from myjobmatch.demo.load_notes import write_notes
from myjobmatch.demo.load_offers import load_offers
from myjobmatch.demo.load_outcomes import load_outcomes
from myjobmatch.demo.load_people import load_people
from myjobmatch.demo.load_stories import Storyteller, settle
from myjobmatch.demo.load_talk import load_talk
from myjobmatch.demo.load_visits import add_visits
from myjobmatch.demo.needs import occupation_needs
from myjobmatch.demo.offers import compose_offers
from myjobmatch.demo.stories import EventKind, plan
from myjobmatch.demo.transit import load_transit
from myjobmatch.demo.weeks import live_weeks
from myjobmatch.demo.workshops import hold_workshops
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import Clock, FixedClock, paris_day
from myjobmatch.services.counting import CountBatch, count_batch
from myjobmatch.services.passwords import hash_password

SEED = 20260101
LATELY = timedelta(minutes=40)
"""So long ago the advisor shared an offer and welcomed the group."""


@dataclass(frozen=True, slots=True)
class DemoSummary:
    """What was loaded, by kind of thing; `loaded` is false when it was there already."""

    loaded: bool
    counts: dict[str, int]


async def load_demo(uow_factory: UowFactory, clock: Clock, seed: int = SEED) -> DemoSummary:
    """Load catalogue, people, offers and the histories of the sixty days before `clock`'s now.

    The demonstration's shown accounts are the mark that it was loaded. All in one transaction: a
    failure leaves nothing behind.
    """
    async with uow_factory() as uow:
        if await uow.accounts.demo_accounts():
            return DemoSummary(loaded=False, counts={})
    password_hash = await hash_password(DEMO_PASSWORD)
    async with uow_factory() as uow:
        return await _load(uow, clock, password_hash, seed)


async def _load(uow: UnitOfWork, clock: Clock, password_hash: str, seed: int) -> DemoSummary:
    now = clock.now()
    # services stamp rows with the unit of work's clock: here it travels from event to event
    travelling = FixedClock(now)
    uow.clock = travelling
    catalogue = read_catalogue()
    needs = occupation_needs(catalogue)
    ids = await load_catalogue(uow, catalogue)
    people = await load_people(uow, ids, needs, password_hash, seed)
    contents = compose_offers(needs, seed)
    offers = await load_offers(uow, contents, ids, people)
    stops = await load_transit(uow, paris_day(now))
    events = plan(contents, now, seed)
    await Storyteller(uow, travelling, people, offers).tell(events)
    workshops = await hold_workshops(uow, travelling, people, now)
    travelling.advance(now - travelling.now())
    appointments = await load_appointments(uow, travelling, people)
    immersions = await load_immersions(uow, travelling, people)
    actions = await live_weeks(uow, travelling, people, now, seed)
    travelling.advance(now - LATELY - travelling.now())
    shared = await load_talk(uow, people, now)
    travelling.advance(LATELY)
    await load_outcomes(uow, travelling, people)
    await settle(uow, people)
    await load_companies(uow, people, password_hash)
    await load_imports(uow, people)
    add_visits(uow, people, seed)
    await load_continuity(uow, people, now)
    await write_notes(uow, travelling, people.accounts["conseil"])
    await load_answers(uow)
    participants = await load_fse(uow, people, seed)
    await _count(uow)
    told = Counter(event.kind for event in events)
    return DemoSummary(
        loaded=True,
        counts={
            "structures": len(people.structures),
            "accounts": len(people.accounts),
            "youths": len(people.youths),
            "companies": len(await uow.companies.all()),
            "occupations": len(ids.occupations),
            "skills": len(ids.skills),
            "offers": await uow.offers.count(),
            "stops": stops,
            "workshops": workshops,
            "decisions": sum(
                told[kind]
                for kind in (
                    EventKind.YOUTH_LIKES,
                    EventKind.YOUTH_PASSES,
                    EventKind.EMPLOYER_LIKES,
                    EventKind.EMPLOYER_PASSES,
                )
            ),
            "messages": told[EventKind.WRITES] + shared,
            "actions": actions,
            "appointments": appointments,
            "immersions": immersions,
            "participants": participants,
        },
    )


async def _count(uow: UnitOfWork) -> None:
    """The dashboards' figures stand from the first page on, before the worker's first round."""
    await uow.session.flush()
    await uow.ledger.write_activities()
    await uow.figures.name_advisors()
    await count_batch(SYSTEM, CountBatch(await uow.figures.horizon(), 1_000_000), uow)
