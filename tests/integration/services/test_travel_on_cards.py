"""A timetable on the cards: the youth reads the way, an employer a band of it and nothing of its hours."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from myjobmatch.db.uow import Database
from myjobmatch.domain.actor import SYSTEM
from myjobmatch.domain.clock import FixedClock
from myjobmatch.domain.enums import Schedule, TravelBand, TravelGap, TravelMode
from myjobmatch.services.application import Application
from myjobmatch.services.candidate_decks import CandidateQuery, deal_candidates
from myjobmatch.services.decks import DeckQuery, deal_offers
from myjobmatch.services.importing import Importer
from myjobmatch.services.matching_runtime import MatchingRuntime
from tests import factories
from tests.fixtures.gtfs_files import archive

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
HOME = {"latitude": 48.6001, "longitude": 2.4001}
WORK = {"latitude": 48.6899, "longitude": 2.4001}


@pytest.mark.parametrize(
    ("schedule", "gap"), [(Schedule.DAY, None), (Schedule.EVENING, TravelGap.THERE)]
)
async def test_each_side_reads_of_the_way_what_is_theirs(
    database: Database, tmp_path: Path, schedule: Schedule, gap: TravelGap | None
) -> None:
    clock = database.clock = FixedClock(NOW)
    await Importer(database).gtfs(SYSTEM, archive(tmp_path))
    async with database.unit() as uow:
        where = await factories.structure(uow)
        company = await factories.company(uow, where)
        recruiter = await factories.recruiter(uow, company)
        offer = await factories.offer(uow, company, schedules=[schedule.value], **WORK)
        youth = await factories.youth(
            uow,
            where,
            identity=HOME,
            profile={"modes": [TravelMode.TRANSIT.value], "max_minutes": 75},
        )
    app = Application(database, clock, MatchingRuntime(database, None))
    (card,) = (await deal_offers(app, youth, DeckQuery())).cards
    assert (card.mode, card.estimated, card.gap) == (TravelMode.TRANSIT, False, gap)
    assert card.minutes in range(40, 46)
    assert card.last_return in {f"21:{minute:02d}" for minute in range(6, 11)}
    breakdown = card.explanation.breakdown
    assert breakdown is not None
    assert breakdown.feasibility is not None
    assert (breakdown.feasibility < 0.5) == (gap is not None)
    deck = await deal_candidates(app, recruiter, CandidateQuery(offer.public_id))
    (candidate,) = deck.cards
    assert candidate.travel is TravelBand.WITHIN_45
    assert not {"last_return", "gap", "minutes"} & set(type(candidate).__slots__)
